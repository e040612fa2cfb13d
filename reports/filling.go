package reports

import (
	"strconv"
	"strings"

	"degrau/cases"
	"degrau/escalation"
)

// shortItem is how many letters of an item's name remain when a text is still too long.
const shortItem = 32

// filling is what the scripts may say of this matter. Gaps and marks are listed in docs of the packs' texts; a gap that
// is empty here drops the sentence that needs it.
func (m *matter) filling(short bool) filling {
	f := filling{gaps: map[string]string{}, marks: map[string]bool{}, lists: map[string][]map[string]string{}}
	m.fillMarks(f.marks)
	m.fillPurchase(f, short)
	m.fillMoney(f)
	m.fillEvents(f)
	m.fillParties(f)
	asked := m.requests()
	f.gaps["requests"] = inline(asked)
	for _, a := range asked {
		if a.remedy == cases.OtherRemedy || a.remedy == cases.Documents {
			f.lists["own"] = append(f.lists["own"], map[string]string{"text": ending(a.text)})
		}
		if a.remedy != "" && a.amount.Minor > 0 {
			f.gaps["asked."+string(a.remedy)] = m.amount(a.amount)
		}
	}
	for i, a := range asked {
		f.lists["request"] = append(f.lists["request"], map[string]string{"n": strconv.Itoa(i + 1), "text": a.text})
	}
	if by := m.answerBy(); !by.IsZero() {
		f.gaps["by"] = m.l.DateShort(by)
	}
	f.gaps["as_of"] = m.l.DateShort(m.asOf)
	if x, ok := m.nextLoss(); ok {
		f.gaps["loss.on"], f.gaps["loss.right"] = m.l.DateShort(x.Due), lower(ending(Say(x.Right, m.l)))
	}
	for _, g := range m.cited() {
		f.lists["ground"] = append(f.lists["ground"], map[string]string{"norm": bind(g.Norm),
			"gives": strings.TrimSuffix(bind(m.l.Fill(g.Text, nil)), ".")})
	}
	if gs := f.lists["ground"]; len(gs) > 0 {
		f.lists["ground.first"] = gs[:1]
	}
	if n := len(m.exhibits); n > 0 {
		f.gaps["exhibits"] = m.t("exhibits.count", "n", n)
	}
	for _, x := range m.exhibits {
		f.lists["exhibit"] = append(f.lists["exhibit"], map[string]string{"label": x.Label(), "caption": m.caption(x)})
	}
	return f
}

// nextLoss is the next right that ends, of those that are sure and still open.
func (m *matter) nextLoss() (escalation.Loss, bool) {
	var next escalation.Loss
	for _, x := range m.in.Plan.Losses {
		if !x.Doubtful && !x.Due.Before(m.asOf) && (next.Due.IsZero() || x.Due.Before(next.Due)) {
			next = x
		}
	}
	return next, !next.Due.IsZero()
}

func (m *matter) fillMarks(marks map[string]bool) {
	for _, p := range m.facts.Problems {
		if p != "" {
			marks[string(p)] = true
		}
	}
	marks["main:"+string(m.problem())] = true
	if land := m.land(); land != "" {
		marks["place:"+land] = true
	}
	marks["public"] = m.public
	charges, _ := m.charges()
	marks["charges"] = len(charges) > 0 // after a cancellation
	marks["named"] = m.roleName(cases.Consumer) != ""
	marks["documents"] = len(m.in.Case.Evidence()) > 0
	for _, p := range m.paid() {
		if p.Instalments > 1 {
			marks["instalments"] = true
		}
		if p.Method != "" {
			marks["method:"+string(p.Method)] = true
		}
	}
	for _, a := range m.requests() {
		if a.remedy != "" {
			marks["asked:"+string(a.remedy)] = true
		}
	}
	for _, e := range m.events {
		marks["event:"+string(e.Kind)] = true
	}
}

func (m *matter) fillPurchase(f filling, short bool) {
	item := func(p cases.Purchase) string {
		s := strings.Trim(oneLine(p.Item), "“”\" ")
		if short {
			s = strings.TrimSuffix(clip(s, shortItem), "…")
		}
		return s
	}
	for i, p := range m.facts.Purchases {
		g := map[string]string{"on": m.when(p.On), "item": item(p), "order": m.order(p.OrderNumber), "number": p.OrderNumber,
			"total": m.amount(p.Total), "promised_on": m.when(p.PromisedOn), "tracking": strings.Join(p.Tracking, ", ")}
		base := at("purchases", i, "")
		bought := m.cites([]cases.Kind{cases.Purchased}, base+".on", base+".item", base+".order_number", base+".total")
		g["docs"] = m.places(bought)
		if i == 0 {
			f.gaps["promised_docs"], f.gaps["tracking_docs"] = m.places(m.cites(nil, base+".promised_on")), m.places(m.cites(nil, base+".tracking.0"))
		}
		if together("", g["on"], g["item"], g["order"], g["total"]) != "" {
			f.lists["purchase"] = append(f.lists["purchase"], g)
		}
	}
	if len(f.lists["purchase"]) > 0 {
		f.marks["purchase"] = true
		for k, v := range f.lists["purchase"][0] {
			f.gaps["purchase."+k] = v
		}
	}
	f.gaps["item"], f.gaps["order"] = f.gaps["purchase.item"], f.gaps["purchase.order"]
	if p := m.purchase(); !p.On.IsZero() {
		p.On.Day = 0
		f.gaps["purchase.month"] = m.l.Partial(p.On)
	}
	f.gaps["promised_on"] = f.gaps["purchase.promised_on"]
	f.gaps["tracking"] = f.gaps["purchase.tracking"]
}

func (m *matter) fillMoney(f filling) {
	if l := m.money; l != nil {
		put := func(name string, sum cases.Money) {
			if sum.Minor > 0 {
				f.gaps[name] = m.amount(sum)
			}
		}
		put("paid", l.Paid)
		put("refunded", l.Refunded)
		put("open", l.Open)
		put("demanded", l.Demanded)
		put("offered", l.Offered)
		put("promised", l.Promised)
	}
	if sum := m.openAmount(); sum.Minor > 0 {
		f.gaps["open"] = m.amount(sum)
	}
	if sum := askedTotal(m.requests()); sum.Minor > 0 {
		f.gaps["asked"] = m.amount(sum)
	}
	for i, p := range m.facts.Payments {
		if p.Amount.IsZero() || p.Role != cases.Paid && p.Role != "" {
			continue
		}
		f.lists["payment"] = append(f.lists["payment"], map[string]string{"on": m.when(p.On), "amount": m.amount(p.Amount), "method": m.method(p),
			"docs": m.places(m.cites(nil, at("payments", i, "amount"), at("payments", i, "on")))})
	}
	if charges, sum := m.charges(); len(charges) > 0 {
		f.gaps["charges.sum"] = m.amount(sum)
		var shown []cases.Cite
		for _, e := range charges {
			shown = append(shown, m.citesOf(e)...)
			f.lists["charge"] = append(f.lists["charge"], map[string]string{"on": m.when(m.day(e)), "amount": m.amount(e.Amount)})
		}
		f.gaps["charges"], f.gaps["charges.docs"] = m.chargeList(), m.places(m.here(shown))
	}
	if days, key := m.lateness(); days > 0 && strings.HasPrefix(key, "figure.late") {
		f.gaps["days_late"] = m.t("figure.days", "n", days)
	}
}

func (m *matter) chargeList() string {
	charges, _ := m.charges()
	var parts []string
	for _, e := range charges {
		parts = append(parts, m.t("charge.one", "amount", m.amount(e.Amount), "on", m.when(m.day(e))))
	}
	return m.l.List(parts)
}

func (m *matter) fillEvents(f filling) {
	for _, a := range m.tries() {
		g := map[string]string{"on": m.when(m.day(a.entry)), "where": m.where(a.entry), "via": m.via(a.entry), "protocol": m.protocol(a.entry.Protocol),
			"text": ending(a.entry.Text), "docs": m.places(m.here(append(m.citesOf(a.entry), m.citesOf(a.answer)...)))}
		if a.answer.Kind != "" {
			g["answer"] = m.t("answer." + string(a.answer.Kind))
			g["answer_on"] = m.when(m.day(a.answer))
			g["answer_text"] = ending(a.answer.Text)
			f.marks["answered"] = true
		}
		f.lists["contact"] = append(f.lists["contact"], g)
	}
	f.marks["contacted"] = len(f.lists["contact"]) > 0
	put := func(name string, kinds ...cases.Kind) {
		if e, ok := m.first(kinds...); ok {
			f.gaps[name+".on"] = m.when(m.day(e))
			f.gaps[name+".where"] = m.where(e)
			f.gaps[name+".text"] = ending(e.Text)
			f.gaps[name+".amount"] = m.amount(e.Amount)
			f.gaps[name+".protocol"] = m.protocol(e.Protocol)
			f.gaps[name+".docs"] = m.places(m.citesOf(e))
		}
	}
	put("shipped", cases.Shipped)
	put("delivered", cases.Delivered)
	put("defect", cases.DefectAppeared)
	put("refused", cases.Refused)
	put("decided", cases.Decided, cases.Refused)
	put("returned", cases.ReturnedGoods)
	put("withdrew", cases.Withdrew)
	put("promised_refund", cases.PromisedEvent, cases.Decided, cases.Settled)
	if e, ok := m.refundPromise(); ok && !e.Until.IsZero() {
		f.gaps["promised_refund.until"] = m.l.DateShort(e.Until)
	}
	for _, d := range m.in.Plan.Deadlines {
		if d.Task {
			continue
		}
		if last, over := m.over(d); over {
			f.lists["overdue"] = append(f.lists["overdue"], map[string]string{"name": Say(d.Name, m.l), "on": m.l.DateShort(last)})
		}
	}
	f.gaps["cancelled_on"] = m.when(m.cancelledOn())
	for _, e := range m.events {
		if e.Kind == cases.Note || e.Kind == cases.Contacted {
			f.lists["story"] = append(f.lists["story"], map[string]string{"on": m.when(m.day(e)), "text": ending(e.Text)})
		}
	}
}

// where says to whom an event went: the body, else the company.
func (m *matter) where(e cases.Entry) string {
	if e.Body != "" {
		return m.bodyName(e.Body)
	}
	return m.company()
}

// via says through which door an attempt went, for the middle of a sentence.
func (m *matter) via(e cases.Entry) string {
	if b, ok := m.in.Packs.Body(e.Body); ok && b.Kind == "company" && !b.Inside { // the shop itself, and no channel
		e.Body = ""
	}
	switch {
	case e.Body != "":
		return m.t("via.body", "body", m.bodyName(e.Body))
	case m.company() != "":
		return m.t("via.company", "company", m.company())
	}
	return m.t("via.direct")
}

// ending trims a person's words so that they can stand before the sentence's own full stop.
func ending(s string) string { return strings.TrimRight(oneLine(s), " .;,:") }

func (m *matter) fillParties(f filling) {
	for _, p := range m.facts.Parties {
		name := string(p.Role)
		if _, taken := f.gaps[name]; name == "" || taken {
			continue
		}
		f.gaps[name] = oneLine(m.partyName(p))
		f.gaps[name+".tax_id"] = oneLine(p.TaxID)
		f.gaps[name+".email"] = oneLine(p.Email)
		f.gaps[name+".phone"] = oneLine(p.Phone)
		f.gaps[name+".address"] = oneLine(p.Address)
	}
	for _, p := range m.defendants() {
		f.lists["defendant"] = append(f.lists["defendant"], map[string]string{"name": oneLine(m.partyName(p)), "role": lower(m.t("label." + string(p.Role))),
			"tax_id": oneLine(p.TaxID), "address": oneLine(p.Address)})
	}
	f.gaps["company"] = oneLine(m.company())
	if shop := f.gaps["seller"]; shop != "" {
		f.gaps["shop"] = m.t("shop", "name", shop)
		if first, _, _ := strings.Cut(f.gaps["shop"], " "); strings.HasPrefix(strings.ToLower(shop), first+" ") {
			f.gaps["shop"] = shop // "Loja Casa Nova" is not "loja Loja Casa Nova"
		}
	}
}
