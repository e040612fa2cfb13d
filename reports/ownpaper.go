package reports

import (
	"slices"
	"strings"

	"degrau/cases"
	"degrau/escalation"
	"degrau/reports/paper"
)

// OwnPaper composes a text that the body takes as a file of its own, such as the petition of a court. Its words come from the
// packs; what is not confirmed is not stated, and a part of which nothing is known is left out. A body that takes no such
// paper is a cases.Error of kind NotFound.
func OwnPaper(in Input, id string) (paper.Document, []Gap, error) {
	in.Variant = Full
	m, err := newMatter(in)
	if err != nil {
		return paper.Document{}, nil, err
	}
	i := slices.IndexFunc(m.body.Papers, func(p escalation.Paper) bool { return p.ID == id })
	if i < 0 {
		return paper.Document{}, nil, cases.NotFoundf("no_such_paper", "paper", id, "body", in.Body)
	}
	x := m.body.Papers[i]
	name := m.l.Fill(x.Name, nil)
	d := paper.Document{Title: together(" · ", name, m.title()), Subject: m.t("doc.subject", "body", m.bodyName(m.body.ID)), Lang: languageTag(m.body), Code: in.Case.Code,
		Footer: m.t("doc.footer", "code", in.Case.Code, "body", name, "on", m.l.DateShort(m.asOf)), AsOf: m.asOf, Created: cases.Stamp(in.Now),
		Letter: m.body.Country == "US", Words: m.words()}
	gaps := m.gaps
	f := m.filling(false)
	for _, part := range x.Parts {
		blocks, known := m.part(part, f)
		if !known {
			gaps = append(gaps, Gap{Fact: part.Text, Key: "dossier.gap.text", Args: map[string]any{"field": firstOf(part.Head, name)}})
		}
		d.Blocks = append(d.Blocks, blocks...)
	}
	gaps = append(gaps, m.unaddressed()...)
	c, _ := m.facts.Party(cases.Consumer)
	d.Blocks = append(d.Blocks, paper.Signature{PlaceDate: m.t("declaration.place", "on", m.l.Date(m.asOf)), Name: c.Name, Note: m.taxID(c.TaxID)})
	return d, gaps, m.fault
}

// part sets one part; nothing of it where its text has nothing to say. A text that no pack has is not known.
func (m *matter) part(p escalation.PaperPart, f filling) (blocks []paper.Block, known bool) {
	s, ok := m.script(p.Text)
	if !ok {
		return nil, false
	}
	text := s.fit(f, 0, "").text
	if strings.TrimSpace(text) == "" {
		return nil, true
	}
	if p.Head != "" {
		blocks = append(blocks, paper.Heading{Text: p.Head})
	}
	switch p.Style {
	case "title":
		return append(blocks, paper.Section{Title: text}), true
	case "numbered":
		return append(blocks, paper.Numbered{Items: strings.Split(text, "\n")}), true
	}
	for _, paragraph := range strings.Split(text, "\n") {
		if paragraph != "" {
			blocks = append(blocks, paper.Para{Text: paragraph})
		}
	}
	return blocks, true
}

// defendants are the companies of the chain, in the order in which the case names them. The bank of the card answers elsewhere.
func (m *matter) defendants() []cases.Party {
	var out []cases.Party
	for _, p := range m.facts.Parties {
		switch p.Role {
		case cases.Marketplace, cases.Seller, cases.Payee, cases.Carrier:
			if m.partyName(p) != "" {
				out = append(out, p)
			}
		}
	}
	return out
}

// unaddressed lists the companies that no court can reach: it writes to an address, or the case ends.
func (m *matter) unaddressed() []Gap {
	var out []Gap
	for i, p := range m.facts.Parties {
		if p.Address == "" && slices.ContainsFunc(m.defendants(), func(d cases.Party) bool { return d.ID == p.ID && d.Role == p.Role && d.Name == p.Name }) {
			out = append(out, Gap{Fact: at("parties", i, "address"), Key: "dossier.gap.served", Args: map[string]any{"name": oneLine(m.partyName(p))}})
		}
	}
	return out
}

// firstOf is the first of the texts that is not empty.
func firstOf(texts ...string) string {
	for _, s := range texts {
		if s != "" {
			return s
		}
	}
	return ""
}
