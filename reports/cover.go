package reports

import (
	"slices"
	"strings"

	"degrau/cases"
	"degrau/reports/paper"
)

// coverRows is how many rows of proof the cover holds; everything else stands in the matrix.
const coverRows = 6

// coverText is how many letters a row of the cover's table holds: two lines.
const coverText = 120

// cover is the first page: what a clerk needs in one minute.
func (m *matter) cover() paper.Cover {
	all := m.claims()
	c := paper.Cover{Kind: m.t("cover.kind"), Title: m.title(), Lead: m.lead(), Figures: m.figures(),
		Left: m.whoComplains(), Right: m.againstWhom(), Note: m.coverNote(all)}
	if m.public {
		c.Kind = m.t("cover.kind_public")
	}
	c.Requests = paper.Numbered{Title: m.t("cover.asked")}
	for _, a := range m.requests() {
		c.Requests.Items = append(c.Requests.Items, a.text)
	}
	c.Proof = m.coverProof(all)
	return c
}

// lead is at most four lines that a stranger understands.
func (m *matter) lead() string {
	s, ok := m.script(strings.ToLower(m.body.Country) + "-lead")
	if !ok {
		return m.plainLead()
	}
	got := s.fit(m.filling(false), leadRunes, "runes")
	if !got.fits {
		got = s.fit(m.filling(true), leadRunes, "runes")
	}
	return got.text
}

// leadRunes is what four lines of the cover hold.
const leadRunes = 285

// plainLead serves bodies whose pack has no lead of its own: purchase, promise, latest event.
func (m *matter) plainLead() string {
	var parts []string
	if w := m.purchaseWords(m.purchase()); w != "" {
		parts = append(parts, m.t("claim.purchase", "what", w))
	}
	if on := m.purchase().PromisedOn; !on.IsZero() {
		parts = append(parts, m.t("claim.promised", "on", m.when(on)))
	}
	if len(parts) == 0 {
		return ""
	}
	return strings.Join(parts, ". ") + "."
}

func (m *matter) figures() []paper.Figure {
	var out []paper.Figure
	if m.money != nil && m.money.Paid.Minor > 0 {
		out = append(out, paper.Figure{Label: m.t("figure.paid"), Value: m.amount(m.money.Paid)},
			paper.Figure{Label: m.t("figure.refunded"), Value: m.amount(m.money.Refunded)})
	} else if total := m.purchase().Total; !total.IsZero() {
		out = append(out, paper.Figure{Label: m.t("figure.total"), Value: m.amount(total)})
	}
	if sum := askedTotal(m.requests()); sum.Minor > 0 {
		out = append(out, paper.Figure{Label: m.t("figure.asked"), Value: m.amount(sum)})
	}
	if days, key := m.lateness(); days > 0 {
		out = append(out, paper.Figure{Label: m.t(key, "on", m.l.DateShort(m.asOf)), Value: m.t("figure.days", "n", days)})
	}
	return out
}

func (m *matter) whoComplains() paper.Panel {
	p := paper.Panel{Title: m.t("cover.who")}
	if m.public {
		p.Rows = row(p.Rows, m.t("label.name"), m.t("public.withheld"))
		if state, ok := strings.CutPrefix(m.facts.Place, m.body.Country+"-"); ok && state != "" {
			p.Rows = row(p.Rows, m.t("label.state"), state)
		}
		return p
	}
	c, _ := m.facts.Party(cases.Consumer)
	name := c.Name
	if name == "" {
		name = m.t("label.fill_in") // the sheet is printed and completed by hand
	}
	p.Rows = row(p.Rows, m.t("label.name"), name)
	p.Rows = row(p.Rows, m.t("label.tax_id"), c.TaxID)
	p.Rows = row(p.Rows, m.t("label.address"), c.Address)
	p.Rows = row(p.Rows, m.t("label.email"), c.Email)
	p.Rows = row(p.Rows, m.t("label.phone"), c.Phone)
	return p
}

func (m *matter) againstWhom() paper.Panel {
	p := paper.Panel{Title: m.t("cover.against")}
	for _, r := range []cases.Role{cases.Marketplace, cases.Seller, cases.Payee, cases.Issuer, cases.Carrier} {
		party, ok := m.facts.Party(r)
		if !ok || r == cases.Issuer && !m.issuerAnswers() {
			continue
		}
		value := m.partyName(party)
		if !m.public && value != "" {
			value = together(", ", value, m.taxID(party.TaxID))
		}
		p.Rows = row(p.Rows, m.t("label."+string(r)), value)
	}
	return p
}

// issuerAnswers reports whether the complaint is also against the bank of the card. Having issued the card is nothing to
// complain of: it stands against the bank only where charges go on, or where the paper goes to the bank or over its head.
func (m *matter) issuerAnswers() bool {
	if m.facts.Has(cases.ChargeContinues) {
		return true
	}
	if s, ok := m.script(m.body.ID + ".dossier"); ok && slices.Contains(s.header["against"], string(cases.Issuer)) {
		return true
	}
	return slices.Contains(m.body.Against, "card-issuer") && !slices.Contains(m.body.Against, "company")
}

// taxID writes a tax number with its name: a firm's and a person's differ.
func (m *matter) taxID(s string) string {
	switch {
	case s == "":
		return ""
	case len(onlyDigits(s)) == 11:
		return m.t("tax.person", "number", s)
	}
	return m.t("tax.firm", "number", s)
}

func (m *matter) coverProof(all []claim) paper.Table {
	if len(m.exhibits) == 0 {
		return paper.Table{}
	}
	t := paper.Table{Title: m.t("cover.proof"), Head: []string{m.t("head.fact"), m.t("head.proof"), m.t("head.page")},
		Widths: []float64{0.64, 0.2, 0.16}, Right: []bool{false, false, true}}
	for _, c := range forCover(all, coverRows) {
		if len(c.proofs) > 0 {
			text := c.text
			if c.brief != "" && len([]rune(text)) > coverText {
				text = c.brief
			}
			t.Rows = append(t.Rows, m.proofRow(clip(text, coverText), c.proofs))
		}
	}
	for _, s := range m.looseShown(all) {
		if len(t.Rows) < coverRows {
			t.Rows = append(t.Rows, m.proofRow(s.text, s.proofs))
		}
	}
	if left := m.unseen(t); len(left) > 0 {
		t.Rows = append(t.Rows, m.proofRow(m.t("cover.more", "n", len(left)), left))
	}
	return t
}

// unseen are the exhibits that no row of a table names.
func (m *matter) unseen(t paper.Table) []string {
	seen := map[string]bool{}
	for _, row := range t.Rows {
		for _, cell := range row {
			for _, label := range cell.Pages {
				seen[label] = true
			}
		}
	}
	var out []string
	for _, x := range m.exhibits {
		if !seen[x.Label()] {
			out = append(out, x.Label())
		}
	}
	return out
}

// looseShown are the exhibits that no claim names, each under what it is called; those of one name together.
func (m *matter) looseShown(all []claim) []claim {
	var out []claim
	for _, x := range m.loose(all) {
		text := m.t("claim.caption", "caption", clip(m.caption(x), 90))
		i := slices.IndexFunc(out, func(c claim) bool { return c.text == text })
		if i < 0 {
			i, out = len(out), append(out, claim{text: text})
		}
		out[i].proofs = append(out[i].proofs, x.Label())
	}
	return out
}

func (m *matter) proofRow(text string, labels []string) []paper.Cell {
	if len(labels) == 0 {
		return []paper.Cell{{Text: text}, {Text: m.t("no_document"), Muted: true}, {Text: "–", Muted: true}}
	}
	cell := paper.Cell{Text: strings.Join(labels, ", ")}
	if len(labels) == 1 {
		cell.Link = labels[0]
	}
	return []paper.Cell{{Text: text}, cell, {Pages: labels}}
}

// withoutShown is how many claims without a document the cover names.
const withoutShown = 4

// coverNote says what has no document, and which norms are cited. In public nothing is said of documents: they exist,
// but they are not shown.
func (m *matter) coverNote(all []claim) string {
	var parts, without []string
	for _, c := range all {
		if len(c.proofs) == 0 && c.weight > 0 {
			without = append(without, lower(c.short))
		}
	}
	if n := len(without); n > withoutShown {
		without = append(without[:withoutShown], m.t("more", "n", n-withoutShown))
	}
	switch {
	case m.public && len(m.in.Case.Evidence()) > 0:
		parts = append(parts, m.t("public.proofs"))
	case !m.public && len(without) > 0:
		parts = append(parts, m.t("cover.without", "list", strings.Join(without, "; ")))
	}
	if norms := m.norms(); norms != "" {
		parts = append(parts, m.t("cover.norms", "list", norms))
	}
	return strings.Join(parts, " ")
}

func row(rows []paper.Row, label, value string) []paper.Row {
	if value == "" {
		return rows
	}
	return append(rows, paper.Row{Label: label, Value: value})
}

func together(sep string, all ...string) string {
	var out []string
	for _, s := range all {
		if s != "" {
			out = append(out, s)
		}
	}
	return strings.Join(out, sep)
}
