package reports

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"degrau/cases"
	"degrau/cases/proof"
	"degrau/escalation"
	"degrau/internal/civil"
	"degrau/internal/locale"
	"degrau/reports/paper"
)

// matter is the side of a case that one paper may state: confirmed facts only and, in the public variant, nothing that
// tells who the consumer is. Papers and kit texts are composed from it and never from the case, so that a fact that must
// not be printed is not there to be printed.
type matter struct {
	in       Input
	body     escalation.Body
	l        *locale.Localizer // the body's language
	public   bool
	facts    cases.Facts // unconfirmed and, if public, personal fields are empty; positions are kept
	events   []cases.Entry
	exhibits []cases.Evidence // each file once
	copies   []copied         // exhibits with the bytes of another
	asOf     civil.Date
	asserted []proof.Assertion
	drawn    map[string]paper.Exhibit // by label
	money    *cases.Ledger            // of the main currency; nil where no amount is known
	gaps     []Gap
	fault    error // the first pack text that could not be read
}

// newMatter gathers what the paper for in.Body may state.
func newMatter(in Input) (*matter, error) {
	body, ok := in.Packs.Body(in.Body)
	if !ok {
		return nil, cases.NotFoundf("no_such_body", "body", in.Body)
	}
	return matterFor(in, body)
}

// matterFor gathers what a paper may state to a body, or to a party that is none.
func matterFor(in Input, body escalation.Body) (*matter, error) {
	if in.Variant != "" && in.Variant != Full && in.Variant != Public {
		return nil, cases.Invalidf("variant", "unknown_variant", "variant", string(in.Variant))
	}
	if in.Case.State == cases.StateErased {
		return nil, cases.Conflictf("case_erased")
	}
	body.Language = in.spokenBy(body)
	m := &matter{in: in, body: body, l: locale.For(body.Language), asOf: civil.In(in.Now, in.zone(body))}
	m.public = in.Variant == Public || in.Variant == "" && m.publishes()
	m.exhibits = cases.CoveredAlike(in.Case.Evidence())
	m.facts, m.events, m.gaps = confirmed(in.Case, m.hush(m.exhibits), m.mayTell())
	for i, x := range m.exhibits {
		kept, dropped := withoutAccusations(x.Caption)
		for _, s := range dropped {
			m.gaps = append(m.gaps, Gap{Fact: "exhibits." + x.Label() + ".caption", Key: "dossier.gap.accusation", Args: map[string]any{"text": clip(ending(s), 120)}})
		}
		x.Caption = kept
		var gaps []Gap
		m.exhibits[i], gaps = m.withoutSensitive(x)
		m.gaps = append(m.gaps, gaps...)
	}
	if m.public {
		m.hide()
	}
	m.exhibits, m.copies = unique(m.exhibits)
	m.exhibits = cases.InReadingOrder(m.exhibits)
	if m.asserted = in.Proofs; m.asserted == nil {
		m.asserted = proof.Of(in.Case, nil)
	}
	m.gaps = append(m.gaps, m.doubts()...)
	m.money = mainLedger(m.facts, m.events)
	m.gaps = append(m.gaps, m.missing()...)
	return m, m.fault
}

// asPublic returns the public side of the same matter, for the public fields of a form.
func (m *matter) asPublic() (*matter, error) {
	if m.public {
		return m, nil
	}
	in := m.in
	in.Variant = Public
	return newMatter(in)
}

// publishes reports whether a paper for the body is public unless asked otherwise. A body that publishes the text but
// keeps attachments closed says so in its pack text: "variant: full".
func (m *matter) publishes() bool {
	if s, ok := m.script(m.body.ID + ".dossier"); ok && len(s.header["variant"]) > 0 {
		return s.header["variant"][0] == string(Public)
	}
	return m.body.Public
}

// script returns a text of the packs in the body's language, read. A text that cannot be read stops the paper at its end
// (see fault): an operator's slip must not silently drop a letter.
func (m *matter) script(id string) (script, bool) {
	src, ok, err := m.text(m.l.Lang(), id)
	if !ok {
		return script{}, false
	}
	var s script
	if err == nil {
		s, err = parseScript(src)
	}
	if err != nil && m.fault == nil {
		m.fault = fmt.Errorf("pack text %s/%s: %w", m.l.Lang(), id, err)
	}
	return s, err == nil
}

// zone is the zone in which the paper's day is read: that of the body's pack, because it is the body who will date it.
// A platform's papers are dated where the consumer lives.
func (in Input) zone(body escalation.Body) *time.Location {
	country := body.Country
	if country == "" {
		country, _, _ = strings.Cut(in.Case.Facts().Place, "-")
	}
	for _, pack := range in.Packs.Packs() {
		if pack.Country != country || country == "" {
			continue
		}
		if loc, err := time.LoadLocation(pack.Zone); err == nil {
			return loc
		}
	}
	return time.UTC
}

// exhibit returns the exhibit of a label; of a copy, the first one of the same bytes.
func (m *matter) exhibit(label string) *cases.Evidence {
	for _, c := range m.copies {
		if c.Label() == label {
			label = c.of
		}
	}
	for i := range m.exhibits {
		if m.exhibits[i].Label() == label {
			return &m.exhibits[i]
		}
	}
	return nil
}

// known keeps the labels that are exhibits of this paper.
func (m *matter) known(labels []string) []string {
	var out []string
	for _, label := range labels {
		if x := m.exhibit(label); x != nil && !slices.Contains(out, x.Label()) {
			out = append(out, x.Label())
		}
	}
	return out
}

// problem returns the main problem; "other" where none is confirmed.
func (m *matter) problem() cases.Problem {
	for _, p := range m.facts.Problems {
		if p != "" {
			return p
		}
	}
	return cases.OtherProblem
}

// first returns the first event of one of the kinds.
func (m *matter) first(kinds ...cases.Kind) (cases.Entry, bool) {
	for _, e := range m.events {
		if slices.Contains(kinds, e.Kind) {
			return e, true
		}
	}
	return cases.Entry{}, false
}

// day returns the day that was said for an event, or nothing: the day of recording is not the day it happened.
func (m *matter) day(e cases.Entry) civil.Partial {
	if e.On.IsZero() && !e.At.IsZero() {
		return civil.Whole(civil.In(e.At, m.in.zone(m.body)))
	}
	return e.On
}

// when writes a day in running text: 15/03/2026, or "março de 2026" where only the month is known.
func (m *matter) when(p civil.Partial) string {
	if p.IsZero() {
		return ""
	}
	if p.IsMonth() {
		return m.l.Partial(p)
	}
	return m.l.DateShort(p.First())
}

// short writes a day in a table.
func (m *matter) short(p civil.Partial) string {
	if p.IsZero() {
		return "–"
	}
	return m.l.PartialShort(p)
}

func (m *matter) amount(a cases.Money) string {
	if a.IsZero() {
		return ""
	}
	return m.l.Money(a)
}

func (m *matter) t(key string, pairs ...any) string { return m.l.T("dossier."+key, pairs...) }
