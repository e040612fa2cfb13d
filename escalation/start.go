package escalation

import (
	"fmt"
	"slices"
	"strings"

	"degrau/cases"
	"degrau/internal/civil"
)

// start is a day on which a rule begins to run.
type start struct {
	Start
	guessed bool          // a bill nobody has seen yet: the month after the last known one, which is the start that is named
	counted civil.Partial // the day the count begins with
}

// begins is the day the count begins with: the start itself, or the bill that is guessed from it.
func (s start) begins() civil.Partial {
	if s.guessed {
		return s.counted
	}
	return s.On
}

// starts finds the days on which a rule begins, as the rule takes them: the first, the last, or each.
func (k *knowledge) starts(r *Rule) []start {
	all := k.gather(r, r.Starts)
	slices.SortStableFunc(all, func(a, b start) int { return a.On.Compare(b.On) })
	all = slices.CompactFunc(all, func(a, b start) bool { return a.On == b.On })
	if len(all) == 0 {
		return nil
	}
	switch r.Take {
	case "each":
		return k.repeated(r, all)
	case "last":
		return all[len(all)-1:]
	}
	return all[:1]
}

func (k *knowledge) gather(r *Rule, defs Starts) []start {
	var out []start
	for _, s := range defs {
		if s.Unless != "" && len(k.days(r, s.Unless)) > 0 {
			continue
		}
		if s.Fact != "" {
			out = append(out, k.days(r, s.Fact)...)
			continue
		}
		for i, e := range k.facts.Events {
			if !s.fits(e) {
				continue
			}
			day := dayOf(e, k.ruleZone(r))
			if s.Day == "until" {
				day = civil.Partial(e.Until)
			}
			if !day.IsZero() {
				out = append(out, start{Start: Start{Event: string(e.Kind), Index: i, On: day}})
			}
		}
	}
	return out
}

// days lists the known days of a fact, with their paths. Payments count only where their method is one the rule is for.
func (k *knowledge) days(r *Rule, fact string) []start {
	var out []start
	list, field, _ := strings.Cut(fact, ".")
	put := func(i int, on civil.Partial) {
		if !on.IsZero() {
			out = append(out, start{Start: Start{Event: fmt.Sprintf("%s.%d.%s", list, i, field), Index: -1, On: on}})
		}
	}
	if list == "payments" {
		for i, p := range k.facts.Payments {
			if p.Role != "" && p.Role != cases.Paid {
				continue
			}
			if r.When != nil && len(r.When.Methods) > 0 && p.Method != "" && !slices.Contains(r.When.Methods, p.Method) {
				continue
			}
			put(i, p.On)
		}
		return out
	}
	for i, b := range k.facts.Purchases {
		switch field {
		case "on":
			put(i, b.On)
		case "promised_on":
			put(i, b.PromisedOn)
		case "protection_ends_on":
			put(i, civil.Partial(b.ProtectionEndsOn))
		}
	}
	return out
}

// latestStart is the day from which the latest reading counts: the last of its starts, unless the rule takes the first.
func (k *knowledge) latestStart(r *Rule) (civil.Partial, bool) {
	if r.Latest == nil || len(r.Latest.Starts) == 0 {
		return civil.Partial{}, false
	}
	var last civil.Partial
	for _, s := range k.gather(r, r.Latest.Starts) {
		if last.IsZero() || s.On.Last().After(last.Last()) != (r.Latest.Take == "first") {
			last = s.On
		}
	}
	return last, !last.IsZero()
}

// repeated goes on from the last known bill to the next one, while instalments are still to come. Nobody has seen that
// bill, so its day is provisional and closes nothing.
func (k *knowledge) repeated(r *Rule, all []start) []start {
	if !slices.ContainsFunc(r.Starts, func(s StartDef) bool { return s.Repeat == "month" }) || !k.charging {
		return all
	}
	last := all[len(all)-1].On
	if last.IsMonth() {
		return all
	}
	early, _ := k.packs.periods(r, k.place)
	for n := 1; n <= 24; n++ {
		if !early.due(last.First()).Before(k.today) {
			break
		}
		next := all[len(all)-1].On.First().AddMonths(n)
		last = civil.Whole(next)
	}
	if last == all[len(all)-1].On || early.due(last.First()).Before(k.today) || !k.mayBeBilled(last.First()) {
		return all
	}
	return append(all, start{Start: all[len(all)-1].Start, guessed: true, counted: last})
}
