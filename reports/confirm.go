package reports

import (
	"fmt"
	"slices"
	"strings"

	"degrau/cases"
	"degrau/internal/locale"
)

// confirmed returns the facts and events of a case without what nobody has confirmed. A field with a doubtful origin is
// emptied, not removed, so that the paths of the other facts stay right. What was emptied is listed as a gap.
func confirmed(c *cases.Case, hidden hushed, tells bool) (cases.Facts, []cases.Entry, []Gap) {
	f := c.Facts()
	k := &confirmer{f: f, stated: stated(c), tells: tells}
	f.Problems = append([]cases.Problem(nil), f.Problems...)
	f.Parties = append([]cases.Party(nil), f.Parties...)
	f.Purchases = append([]cases.Purchase(nil), f.Purchases...)
	f.Payments = append([]cases.Payment(nil), f.Payments...)
	f.Requests = append([]cases.Request(nil), f.Requests...)
	k.problems(f.Problems)
	for i := range f.Parties {
		k.party(at("parties", i, ""), &f.Parties[i])
	}
	for i := range f.Purchases {
		k.purchase(at("purchases", i, ""), &f.Purchases[i])
	}
	for i := range f.Payments {
		k.payment(at("payments", i, ""), &f.Payments[i])
	}
	for i := range f.Requests {
		if keep(k, at("requests", i, ""), &f.Requests[i]) {
			f.Requests[i].Text = k.calm(at("requests", i, "text"), f.Requests[i].Text)
		}
	}
	events := k.events(c, hidden)
	f.Events = events
	return f, events, k.gaps
}

// problems empties those that wait for confirmation. Each is named in its gap: a paper that states one problem and a gap
// that says "which is the problem" would contradict each other.
func (k *confirmer) problems(all []cases.Problem) {
	for i, p := range all {
		if path := at("problems", i, ""); !keep(k, path, &all[i]) && p != "" {
			k.gaps[len(k.gaps)-1] = Gap{Fact: path, Key: "dossier.gap.problem", Args: map[string]any{"problem": locale.For(k.f.Language).T("dossier.problem." + string(p))}}
		}
	}
}

type confirmer struct {
	tells  bool // words about health may stand in the paper
	f      cases.Facts
	stated []string // lists the person has said anew as a whole
	gaps   []Gap
}

// stated lists the lists that a correction gave as a whole. What was once read of their single items, and how surely, is
// then said by the person; its origin under "problems.0" is a remnant.
func stated(c *cases.Case) []string {
	var out []string
	for _, e := range c.Events {
		if e.Kind != cases.Corrected || e.Entry.Facts == nil {
			continue
		}
		for _, path := range e.Entry.Changed {
			if path == "problems" || path == "requests" {
				out = append(out, path)
			}
		}
	}
	return out
}

// doubtful reports whether the fact at the path, or anything it is part of, waits for confirmation.
func (k *confirmer) doubtful(path string) bool {
	if list, _, _ := strings.Cut(path, "."); slices.Contains(k.stated, list) {
		return false
	}
	for p := path; ; {
		if !k.f.Confirmed(p) {
			return true
		}
		i := strings.LastIndexByte(p, '.')
		if i < 0 {
			return false
		}
		p = p[:i]
	}
}

// keep empties the value at a doubtful path and notes the gap if there was something to state.
func keep[T any](k *confirmer, path string, v *T) bool {
	if !k.doubtful(path) {
		return true
	}
	var zero T
	if fmt.Sprint(*v) != fmt.Sprint(zero) {
		k.gaps = append(k.gaps, gapFor(path))
	}
	*v = zero
	return false
}

func (k *confirmer) party(at string, p *cases.Party) {
	role := p.Role
	p.Name = oneLine(withoutSigns(p.Name)) // a name is written to be signed and searched for
	if keep(k, at, p) {
		keep(k, at+".id", &p.ID)
		if named := p.Name != ""; !keep(k, at+".name", &p.Name) && named {
			k.nameGap(role)
		}
		keep(k, at+".tax_id", &p.TaxID)
		keep(k, at+".email", &p.Email)
		keep(k, at+".phone", &p.Phone)
		keep(k, at+".address", &p.Address)
		keep(k, at+".role", &p.Role)
		return
	}
	p.Role = role
}

// nameGap says whose name is in doubt, where the catalogues can say it.
func (k *confirmer) nameGap(r cases.Role) {
	last := &k.gaps[len(k.gaps)-1]
	if key := "dossier.gap.parties.name_" + string(r); locale.For("pt").Has(key) {
		last.Key = key
	}
}

func (k *confirmer) purchase(at string, p *cases.Purchase) {
	p.Item = oneLine(withoutSigns(p.Item)) // shops put drawings into names of goods
	if !keep(k, at, p) {
		return
	}
	keep(k, at+".on", &p.On)
	keep(k, at+".order_number", &p.OrderNumber)
	keep(k, at+".item", &p.Item)
	keep(k, at+".total", &p.Total)
	keep(k, at+".promised_on", &p.PromisedOn)
	keep(k, at+".protection_ends_on", &p.ProtectionEndsOn)
	var codes []string
	for i, code := range p.Tracking {
		if keep(k, fmt.Sprintf("%s.tracking.%d", at, i), &code) {
			codes = append(codes, code)
		}
	}
	p.Tracking = codes
}

// payment drops the whole line where its role is doubtful: an amount that was perhaps only demanded must not be stated
// as paid.
func (k *confirmer) payment(at string, p *cases.Payment) {
	if !keep(k, at, p) {
		return
	}
	if k.doubtful(at + ".role") {
		k.gaps = append(k.gaps, gapFor(at+".role"))
		*p = cases.Payment{}
		return
	}
	keep(k, at+".on", &p.On)
	keep(k, at+".amount", &p.Amount)
	keep(k, at+".method", &p.Method)
	keep(k, at+".instalments", &p.Instalments)
}

// events returns the timeline without entries whose reading is doubtful. The paths of origins count the events of the
// opening, which are numbers 2 and following of the chain; an event corrected by hand is confirmed.
func (k *confirmer) events(c *cases.Case, hidden hushed) []cases.Entry {
	corrected := map[int64]bool{}
	for _, e := range c.Events {
		if e.Kind == cases.Corrected && e.Entry.Facts == nil {
			corrected[e.Entry.Corrects] = true
		}
	}
	own := newOwnNumbers(c.Facts())
	var out []cases.Entry
	for _, e := range c.Timeline() {
		path := at("events", int(max(0, e.Seq-2)), "")
		if e.Seq >= 2 && !corrected[e.Seq] && k.doubtfulEvent(path, e.Entry) {
			k.gaps = append(k.gaps, gapFor(path))
			continue
		}
		said := e.Entry.Text != ""
		if label := hidden.in(e.Entry); label != "" {
			e.Entry.Text = ""
			k.gaps = append(k.gaps, Gap{Fact: path + ".text", Key: "dossier.gap.covered_words", Args: map[string]any{"label": label}})
		}
		e.Entry.Text = own.clean(k.calm(path+".text", e.Entry.Text))
		if says(e.Entry, said) {
			out = append(out, e.Entry)
		}
	}
	return out
}

// says reports whether an event still says something: a note whose words were left out is none, and a charge without an
// amount or words is a table's head and nothing under it.
func says(e cases.Entry, said bool) bool {
	switch e.Kind {
	case cases.Note:
		return e.Text != "" || !said
	case cases.Charged, cases.BillClosed:
		return e.Text != "" || !e.Amount.IsZero()
	}
	return true
}

// calm takes out of a person's words the sentences that accuse somebody of a crime, and tells the person so.
func (k *confirmer) calm(path, text string) string {
	kept, dropped := withoutAccusations(text)
	for _, s := range dropped {
		k.gaps = append(k.gaps, Gap{Fact: path, Key: "dossier.gap.accusation", Args: map[string]any{"text": clip(ending(s), 120)}})
	}
	return k.unspoken(path, kept)
}

func (k *confirmer) doubtfulEvent(at string, e cases.Entry) bool {
	for _, field := range []string{"", ".kind", ".body", ".on", ".at", ".until", ".protocol", ".amount", ".result", ".text"} {
		if !k.f.Confirmed(at + field) {
			return true
		}
	}
	return false
}

func at(list string, i int, field string) string {
	if field == "" {
		return fmt.Sprintf("%s.%d", list, i)
	}
	return fmt.Sprintf("%s.%d.%s", list, i, field)
}
