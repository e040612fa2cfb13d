package reports

import (
	"slices"
	"strings"

	"degrau/cases"
	"degrau/internal/civil"
	"degrau/reports/paper"
)

// parties lists everybody involved with what is confirmed of them.
func (m *matter) parties() []paper.Block {
	t := paper.Table{Head: []string{m.t("head.role"), m.t("head.name"), m.t("head.details")}, Widths: []float64{0.24, 0.36, 0.4}}
	if m.public {
		t.Head, t.Widths = t.Head[:2], []float64{0.24, 0.76}
	}
	for _, p := range m.facts.Parties {
		if p.Role == "" {
			continue
		}
		name := m.partyName(p)
		details := together("\n", m.taxID(p.TaxID), p.Address, p.Email, p.Phone)
		if name == "" && details == "" {
			continue
		}
		cells := []paper.Cell{{Text: m.t("label." + string(p.Role))}, {Text: name, Bold: p.Role == cases.Consumer}, {Text: details}}
		t.Rows = append(t.Rows, cells[:len(t.Head)])
	}
	if m.public {
		t.Note = m.t("public.note")
		if len(m.exhibits) > 0 {
			t.Note = m.t("public.note_shown")
		}
	}
	if len(t.Rows) == 0 {
		if t.Note == "" {
			return nil
		}
		return []paper.Block{paper.Para{Text: t.Note, Style: "note"}}
	}
	return []paper.Block{t}
}

// purchases lists orders, payments, bills and the ledger.
func (m *matter) purchases() []paper.Block {
	var out []paper.Block
	orders := paper.Table{Title: m.t("purchases.orders"), Head: []string{m.t("head.date"), m.t("head.item"), m.t("head.order"),
		m.t("head.promised"), m.t("head.amount")}, Widths: []float64{0.14, 0.34, 0.22, 0.15, 0.15}, Right: []bool{false, false, false, false, true}}
	for _, p := range m.facts.Purchases {
		if p.On.IsZero() && p.Item == "" && p.OrderNumber == "" && p.Total.IsZero() {
			continue
		}
		number := p.OrderNumber
		if m.public {
			number = m.order(number)
		}
		orders.Rows = append(orders.Rows, []paper.Cell{{Text: m.short(p.On)}, {Text: dash(oneLine(p.Item))}, {Text: dash(number)},
			{Text: m.short(p.PromisedOn)}, {Text: dash(m.amount(p.Total))}})
		if len(p.Tracking) > 0 {
			orders.Note = together(" ", orders.Note, m.t("purchases.tracking", "codes", strings.Join(p.Tracking, ", ")))
		}
	}
	out = withRows(out, orders)
	out = withRows(out, m.paymentTable())
	out = withRows(out, m.billTable())
	return append(out, m.ledger()...)
}

func withRows(out []paper.Block, t paper.Table) []paper.Block {
	if len(t.Rows) == 0 {
		return out
	}
	return append(out, t)
}

func dash(s string) string {
	if s == "" {
		return "–"
	}
	return s
}

func (m *matter) paymentTable() paper.Table {
	t := paper.Table{Title: m.t("purchases.payments"), Head: []string{m.t("head.date"), m.t("head.what"), m.t("head.method"), m.t("head.amount")},
		Widths: []float64{0.16, 0.26, 0.4, 0.18}, Right: []bool{false, false, false, true}}
	for _, p := range m.facts.Payments {
		if p.Amount.IsZero() {
			continue
		}
		role := p.Role
		if role == "" {
			role = cases.Paid
		}
		t.Rows = append(t.Rows, []paper.Cell{{Text: m.short(p.On)}, {Text: m.t("amount." + string(role))}, {Text: dash(m.method(p))},
			{Text: m.amount(p.Amount), Muted: role != cases.Paid && role != cases.Refunded}})
	}
	if issuer := m.roleName(cases.Issuer); issuer != "" && !m.public && len(t.Rows) > 0 {
		t.Note = m.t("purchases.issuer", "name", issuer)
	}
	for _, e := range m.events {
		if e.Kind == cases.RefundedEvent && !e.Amount.IsZero() {
			t.Rows = append(t.Rows, []paper.Cell{{Text: m.short(m.day(e))}, {Text: m.t("amount.refunded")}, {Text: "–"}, {Text: m.amount(e.Amount)}})
		}
	}
	return t
}

// billTable lists what was charged on bills, one row a charge.
func (m *matter) billTable() paper.Table {
	t := paper.Table{Title: m.t("purchases.bills"), Head: []string{m.t("head.date"), m.t("head.due"), m.t("head.what"), m.t("head.amount"), m.t("head.proof")},
		Widths: []float64{0.16, 0.16, 0.34, 0.18, 0.16}, Right: []bool{false, false, false, true, false}}
	for _, e := range m.events {
		if e.Kind != cases.Charged && e.Kind != cases.BillClosed || e.Amount.IsZero() {
			continue // without an amount it is no line of a bill; its words stand in the timeline
		}
		due := civil.Partial{}
		if !e.Until.IsZero() {
			due = civil.Whole(e.Until)
		}
		what := m.what(e)
		if e.Text != "" {
			what = oneLine(e.Text)
		}
		t.Rows = append(t.Rows, []paper.Cell{{Text: m.short(m.day(e))}, {Text: m.short(due)}, {Text: what},
			{Text: dash(m.amount(e.Amount))}, {Text: dash(strings.Join(m.known(e.Evidence), ", "))}})
	}
	if _, sum := m.charges(); !sum.IsZero() {
		t.Note = m.t("purchases.after_cancel", "sum", m.amount(sum), "on", m.when(m.cancelledOn()))
	}
	return t
}

// ledger adds up each currency. What was demanded and not paid is named apart and is in no sum.
func (m *matter) ledger() []paper.Block {
	t := paper.Table{Title: m.t("purchases.ledger"), Head: []string{m.t("head.currency"), m.t("amount.paid"), m.t("amount.refunded"), m.t("head.open")},
		Right: []bool{false, true, true, true}}
	var notes []string
	for _, l := range m.facts.Ledgers() {
		if l.Paid.Minor > 0 || l.Refunded.Minor > 0 {
			t.Rows = append(t.Rows, []paper.Cell{{Text: l.Currency}, {Text: m.amount(l.Paid)}, {Text: m.amount(l.Refunded)}, {Text: m.amount(l.Open), Bold: true}})
		}
		for _, x := range []struct {
			key string
			sum cases.Money
		}{{"demanded", l.Demanded}, {"offered", l.Offered}, {"promised", l.Promised}} {
			if x.sum.Minor > 0 {
				notes = append(notes, m.t("purchases."+x.key, "sum", m.amount(x.sum)))
			}
		}
	}
	t.Note = strings.Join(notes, " ")
	switch {
	case len(t.Rows) > 0:
		return []paper.Block{t}
	case t.Note != "":
		return []paper.Block{paper.Para{Text: t.Note, Style: "note"}}
	}
	return nil
}

// attempts pairs each contact or filing with what came back.
func (m *matter) attempts() []paper.Block {
	t := paper.Table{Head: []string{m.t("head.date"), m.t("head.channel"), m.t("head.protocol"), m.t("head.answer"), m.t("head.proof")},
		Widths: []float64{0.14, 0.26, 0.16, 0.32, 0.12}}
	for _, a := range m.tries() {
		places := m.here(append(m.citesOf(a.entry), m.citesOf(a.answer)...))
		proofs := exhibitsOf(places)
		proof := paper.Cell{Text: dash(m.places(places))}
		if len(proofs) == 1 {
			proof.Link = proofs[0]
		}
		protocol := a.entry.Protocol
		if m.public {
			protocol = m.order(protocol)
		}
		t.Rows = append(t.Rows, []paper.Cell{{Text: m.short(m.day(a.entry))}, {Text: m.channel(a.entry)}, {Text: dash(protocol)},
			{Text: m.answerWords(a)}, proof})
	}
	if len(t.Rows) == 0 {
		return nil
	}
	return []paper.Block{t}
}

// try is one attempt to solve it and the answer to it, if one is recorded.
type try struct {
	entry  cases.Entry
	answer cases.Entry // zero Kind: none recorded
}

// answers are the kinds of event with which somebody answers.
var answers = []cases.Kind{cases.Answered, cases.Refused, cases.PromisedEvent, cases.OfferedEvent, cases.Decided, cases.Settled}

func (m *matter) tries() []try {
	var out []try
	for i, e := range m.events {
		if e.Kind != cases.Contacted && e.Kind != cases.Filed {
			continue
		}
		a := try{entry: e}
		for _, later := range m.events[i+1:] {
			if (later.Kind == cases.Contacted || later.Kind == cases.Filed) && later.Body == e.Body {
				break
			}
			if slices.Contains(answers, later.Kind) && later.Body == e.Body {
				a.answer = later
				break
			}
		}
		out = append(out, a)
	}
	return out
}

// channel says where an attempt went.
func (m *matter) channel(e cases.Entry) string {
	if e.Body != "" {
		return m.bodyName(e.Body)
	}
	if text := oneLine(e.Text); text != "" {
		return clip(text, 80)
	}
	return m.what(e)
}

func (m *matter) answerWords(a try) string {
	if a.answer.Kind == "" {
		return m.t("attempts.none", "on", m.l.DateShort(m.asOf))
	}
	s := m.t("event." + string(a.answer.Kind))
	if d := m.day(a.answer); !d.IsZero() {
		s += ", " + m.short(d)
	}
	if text := oneLine(a.answer.Text); text != "" {
		s += ": " + clip(text, 160)
	}
	if !a.answer.Amount.IsZero() {
		s += " (" + m.amount(a.answer.Amount) + ")"
	}
	return s
}
