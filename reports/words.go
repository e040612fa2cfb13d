package reports

import (
	"strings"

	"degrau/cases"
)

// bodyName returns the name of a body in the paper's language, or its id where the packs do not know it.
func (m *matter) bodyName(id string) string {
	if b, ok := m.in.Packs.Body(id); ok {
		return m.l.Fill(b.Name, nil)
	}
	return id
}

// partyName returns how a party is called.
func (m *matter) partyName(p cases.Party) string {
	if p.Name != "" || p.ID == "" {
		return p.Name
	}
	for _, pack := range m.in.Packs.Packs() {
		if pack.Platform != nil && pack.Platform.ID == p.ID {
			return m.l.Fill(pack.Name, nil)
		}
	}
	return m.bodyName(p.ID)
}

func (m *matter) roleName(r cases.Role) string {
	p, _ := m.facts.Party(r)
	return m.partyName(p)
}

// company is whom the complaint is against: the platform, else the shop, else who took the money.
func (m *matter) company() string {
	for _, r := range []cases.Role{cases.Marketplace, cases.Seller, cases.Payee, cases.Carrier} {
		if name := m.roleName(r); name != "" {
			return name
		}
	}
	return ""
}

// method names how a payment was made: "cartão de crédito, em 10 parcelas".
func (m *matter) method(p cases.Payment) string {
	if p.Method == "" {
		return ""
	}
	name := m.l.T("method." + string(p.Method))
	if p.Instalments > 1 {
		name += ", " + m.t("instalments", "n", p.Instalments)
	}
	return name
}

// order writes an order number as this variant may: whole, or its last four digits.
func (m *matter) order(number string) string { return m.number("order", number) }

func (m *matter) protocol(number string) string { return m.number("protocol", number) }

func (m *matter) number(what, number string) string {
	switch {
	case number == "":
		return ""
	case m.public:
		return m.t(what+".tail", "number", number)
	}
	return m.t(what+".whole", "number", number)
}

// title names the problems of the case in at most two steps: "Produto não entregue e cartão ainda cobrado".
func (m *matter) title() string {
	var names []string
	for _, p := range m.facts.Problems {
		if p != "" && p != cases.OtherProblem && len(names) < 2 {
			names = append(names, m.t("problem."+string(p)))
		}
	}
	switch len(names) {
	case 0:
		return m.t("problem.other")
	case 1:
		return names[0]
	}
	return m.t("problem.two", "a", names[0], "b", lower(names[1]))
}

// what says in words what an event was, with its body.
func (m *matter) what(e cases.Entry) string {
	key := "event." + string(e.Kind)
	if e.Body != "" && m.l.Has("dossier."+key+"_at") {
		return m.t(key+"_at", "body", m.bodyName(e.Body))
	}
	return m.t(key)
}

// told is an event in one line: what it was, what the person wrote of it, protocol and amount.
func (m *matter) told(e cases.Entry) string {
	s := m.what(e)
	if text := ending(e.Text); text != "" {
		if e.Kind == cases.Note {
			s = raise(text)
		} else {
			s += ": " + text
		}
	}
	if p := m.protocol(e.Protocol); p != "" {
		s += ", " + p
	}
	if !e.Amount.IsZero() {
		s += ", " + m.amount(e.Amount)
	}
	return s
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// clip shortens a person's words at a word, for a narrow column; the whole of them stands elsewhere.
func clip(s string, runes int) string {
	r := []rune(s)
	if len(r) <= runes {
		return s
	}
	cut := string(r[:runes])
	if i := strings.LastIndexByte(cut, ' '); i > len(cut)/2 {
		cut = cut[:i]
	}
	return strings.TrimRight(cut, " ,;:.-") + "…"
}
