package intake

import (
	"time"

	"degrau/internal/civil"
)

// relativeDates reads yesterday, "há 10 dias" and "segunda-feira passada" against the day of reference.
func (r *reader) relativeDates() {
	if r.ref.IsZero() {
		return
	}
	for _, h := range r.hits[cueYesterday] {
		back := 1
		if p := &r.lex.matcher.patterns[h.pattern]; len(p.elems) > 0 && lexicons.twoDaysAgo[r.toks[h.from].w] || r.endsWord(h, "yesterday") && h.to-h.from > 2 {
			back = 2
		}
		r.relative(h.from, h.to, civil.Whole(r.ref.AddDays(-back)), true)
	}
	for _, h := range r.hits[cueDateAgo] {
		r.ago(h.from, h.to)
	}
	for _, h := range r.hits[cueDateAgoAfter] {
		r.agoAfter(h)
	}
	for _, h := range r.hits[cueLastWeekday] {
		for i := h.from; i < h.to; i++ {
			if d, ok := r.lex.Weekdays[r.wordAt(i)]; ok {
				back := (int(r.ref.Weekday()) - d + 7) % 7
				if back == 0 {
					back = 7
				}
				r.relative(h.from, h.to, civil.Whole(r.ref.AddDays(-back)), false)
			}
		}
	}
}

func (r *reader) endsWord(h hit, w string) bool { return r.wordAt(h.to-1) == w }

func (r *reader) relative(from, to int, on civil.Partial, sure bool) {
	if r.quote[from] || !r.free(from, to) {
		return
	}
	r.take(from, to, asDate)
	r.addMoment(moment{from: from, to: to, on: on, sure: sure})
}

// ago reads a number and a unit after "há", "hace", "acum". "More than ten days" names no day.
func (r *reader) ago(from, i int) {
	if len(r.startsAt(cueMoreThan, i)) > 0 {
		return
	}
	n, j := r.count(i)
	if n > 0 {
		// "Five months that I have been trying" tells how long, not when.
		if on, to := r.back(n, j); !on.IsZero() && len(r.startsAt(cueOngoing, to)) == 0 {
			r.dateBack(from, to, on)
		}
	}
}

// agoAfter reads "10 dias atrás", "10 days ago": the number stands before.
func (r *reader) agoAfter(h hit) {
	i := h.from - 2
	if i < 0 {
		return
	}
	n, j := r.count(i)
	if n <= 0 || j != i+1 {
		return
	}
	for k := max(0, i-4); k < i; k++ {
		for _, m := range r.startsAt(cueMoreThan, k) {
			if m.to == i {
				return
			}
		}
	}
	if on, to := r.back(n, j); !on.IsZero() && to == h.from {
		r.dateBack(i, h.to, on)
	}
}

func (r *reader) dateBack(from, to int, on civil.Partial) {
	if r.quote[from] {
		return
	}
	for i := from; i < to; i++ {
		if r.claim[i] != unclaimed && r.claim[i] != asQuantity {
			return
		}
	}
	r.take(from, to, asDate)
	r.addMoment(moment{from: from, to: to, on: on})
}

// count reads digits or a number word.
func (r *reader) count(i int) (int, int) {
	if d := r.numAt(i); d != "" {
		if n := atoi(d); n > 0 && n < 1000 {
			return n, i + 1
		}
		return 0, i
	}
	n, to := r.numberWords(i)
	if n > 400 {
		n = 0
	}
	return int(n), to
}

// back counts n of the unit at token i back from the reference: days and weeks give a day, months and years a month.
func (r *reader) back(n, i int) (civil.Partial, int) {
	for r.wordAt(i) == "de" {
		i++
	}
	unit := lexicons.periods[r.wordAt(i)]
	switch unit {
	case 'd':
		return civil.Whole(r.ref.AddDays(-n)), i + 1
	case 'w':
		return civil.Whole(r.ref.AddDays(-7 * n)), i + 1
	case 'm', 'y':
		if unit == 'y' {
			n *= 12
		}
		if n > 240 {
			return civil.Partial{}, i
		}
		d := civil.Date{Year: r.ref.Year, Month: r.ref.Month, Day: 1}.AddMonths(-n)
		return civil.Partial{Year: d.Year, Month: time.Month(d.Month)}, i + 1
	}
	return civil.Partial{}, i
}

// dateCues are the kinds of day, each with the fact it fills.
var dateCues = [...]group{cueDatePromised, cueDateProtection, cueDateRefundPromised, cueDateRefunded, cueDateFiled, cueDateRefused,
	cueDateContacted, cueDateReturned, cueDateDefect, cueDateCancelled, cueDateDelivered, cueDateShipped, cueDateCharged, cueDatePaid, cueDatePurchase}

// dateRoles gives each day the cue nearest to it. Ties go to the rarer kind, which the order of dateCues says.
func (r *reader) dateRoles() {
	for k := range r.moments {
		m := &r.moments[k]
		if !r.stamp(m.from, m.to) {
			m.role = r.dateRole(m.from, m.to)
		}
	}
}

// stamp reports whether the day was written by a chat program at the head of a line: "[10:32, 05/03/2026] Ana:" or
// "05/03/2026 14:07 - Ana:". It dates the line, not what the line speaks of.
func (r *reader) stamp(from, to int) bool {
	head := from
	for head > 0 && !r.toks[head].line && (r.toks[head-1].kind == sym || r.claim[head-1] == asTime) {
		head--
	}
	if !r.toks[head].line {
		return false
	}
	for i := head; i < min(to+3, len(r.toks)); i++ {
		if r.claim[i] == asTime && (i < from || i >= to) {
			return true
		}
	}
	return false
}

func (r *reader) dateRole(from, to int) group {
	best, role := 100, group(0)
	lasts := r.endsAt(cueSince, from)
	for _, g := range dateCues {
		if lasts && g == cueDatePurchase {
			continue // "the order has not come since the third"
		}
		if h, d, ok := r.near(g, from, to, 12); ok && !((g == cueDateDefect || g == cueDatePromised) && h.from > to && r.is(to, ',')) {
			d += r.breaks(h, &amount{from: from, to: to})
			for i := h.to; i < from; i++ {
				if r.claim[i] == asDate {
					d += 2
				}
			}
			if h.from >= to && r.leadsToDate(h.to) {
				d += 8 // "on 15/12 with delivery set for 10/01": those words belong to the next day
			}
			if d < best {
				best, role = d, g
			}
		}
	}
	if role == cueDatePromised && r.ofRefund(from, to) {
		return cueDateRefundPromised
	}
	return role
}

// leadsToDate reports whether another day follows within a few words.
func (r *reader) leadsToDate(i int) bool {
	for n := 0; n < 5 && i < len(r.toks); i, n = i+1, n+1 {
		if i > 0 && r.toks[i].sent != r.toks[i-1].sent || r.is(i, ',') {
			return false
		}
		if r.claim[i] == asDate || r.slashDate(i) || r.numAt(i) != "" && r.is(i+1, '/') && r.numAt(i+2) != "" {
			return true
		}
	}
	return false
}

// ofRefund reports whether the sentence promises money and no parcel.
func (r *reader) ofRefund(from, to int) bool {
	_, _, money := r.near(cueRefundWord, from, to, 16)
	_, _, goods := r.near(cueDelivery, from, to, 16)
	return money && !goods
}

// aheadOf reports whether the words around a day speak of what was still to come.
func (r *reader) aheadOf(from, to int) bool {
	switch r.dateRole(from, to) {
	case cueDatePromised, cueDateRefundPromised, cueDateProtection:
		return !r.endsAt(cueToday, from) && !r.endsAt(cueToday, from-1)
	case 0, cueDateDelivered, cueDateContacted, cueDateCancelled:
	default:
		return false
	}
	h, _, ok := r.near(cueDateFuture, from, to, 6)
	return ok && h.from < from && len(r.startsAt(cueToday, h.to)) == 0
}

// dateField is the fact a doubtful day would fill.
func (r *reader) dateField(from, to int) string {
	switch r.dateRole(from, to) {
	case cueDatePromised:
		return "purchases.0.promised_on"
	case cueDatePaid, cueDateCharged:
		return "payments.0.on"
	case cueDateProtection:
		return "purchases.0.protection_ends_on"
	case cueDatePurchase, 0:
		return "purchases.0.on"
	}
	return "events.0.on"
}
