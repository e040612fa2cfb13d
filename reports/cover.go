package reports

import (
	"slices"
	"strings"

	"degrau/cases"
	"degrau/reports/paper"
)

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
		s, ok = m.script("complaint.lead")
	}
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
