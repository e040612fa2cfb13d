package reports

import (
	"slices"

	"degrau/cases"
	"degrau/internal/civil"
	"degrau/reports/paper"
)

// The lanes of the timeline.
const (
	laneConsumer = iota
	laneCompany
	laneBody
)

// silence is the number of days without an event that the timeline says in words.
const silence = 15

// moment is one row of the timeline before the gaps are written between.
type moment struct {
	on       civil.Partial
	lane     int
	text     string
	exhibits []string
}

// timeline draws what happened in three lanes, then tells at length what was too long for them.
func (m *matter) timeline() []paper.Block {
	all := m.moments()
	if len(all) == 0 {
		return nil
	}
	lanes := paper.Lanes{Heads: []string{m.t("lane.consumer"), m.t("lane.company"), m.t("lane.body")}}
	before := civil.Partial{}
	for _, x := range all {
		if days := between(before, x.on); days >= silence {
			lanes.Rows = append(lanes.Rows, paper.LaneRow{Gap: m.t("lane.gap", "n", days)})
		}
		date := m.t("lane.no_day")
		if !x.on.IsZero() {
			date, before = m.l.PartialShort(x.on), x.on
		}
		lanes.Rows = append(lanes.Rows, paper.LaneRow{Date: date, Lane: x.lane, Text: x.text, Exhibits: x.exhibits})
	}
	if days := between(before, civil.Whole(m.asOf)); days >= silence {
		lanes.Rows = append(lanes.Rows, paper.LaneRow{Gap: m.t("lane.gap", "n", days)},
			paper.LaneRow{Date: m.l.DateShort(m.asOf), Lane: laneConsumer, Text: m.t("lane.today")})
	}
	return append([]paper.Block{lanes}, m.longTexts()...)
}

// between counts the days between two whole days; with a month nothing is counted.
func between(a, b civil.Partial) int {
	if a.IsZero() || b.IsZero() || a.IsMonth() || b.IsMonth() {
		return 0
	}
	return b.First().DaysSince(a.First())
}

// moments are the events and the days of the facts, in order; what has no day comes last.
func (m *matter) moments() []moment {
	var out []moment
	bought, _ := m.first(cases.Purchased)
	for i, p := range m.facts.Purchases {
		w := m.purchaseWords(cases.Purchase{Item: p.Item, OrderNumber: p.OrderNumber})
		if bought.Kind == "" && !p.On.IsZero() {
			text := m.t("event.purchased")
			if w != "" {
				text = m.t("claim.purchase", "what", w)
			}
			out = append(out, moment{p.On, laneConsumer, text, m.proofs(nil, at("purchases", i, "on"), at("purchases", i, ""))})
		}
		if !p.PromisedOn.IsZero() && !p.PromisedOn.Last().After(m.asOf) && m.facts.Has(cases.NotDelivered) {
			out = append(out, moment{p.PromisedOn, laneCompany, m.t("lane.promise_ends"), m.proofs(nil, at("purchases", i, "promised_on"))})
		}
	}
	for i, p := range m.facts.Payments {
		if p.Role == cases.Refunded && !p.On.IsZero() {
			out = append(out, moment{p.On, laneCompany, m.t("event.refunded") + ", " + m.amount(p.Amount), m.proofs(nil, at("payments", i, "amount"))})
		}
	}
	for _, e := range m.events {
		if e.Kind == cases.Closed || e.Kind == cases.Reopened {
			continue
		}
		e.Text = clip(oneLine(e.Text), laneText)
		out = append(out, moment{m.day(e), m.lane(e), m.told(e), m.known(e.Evidence)})
	}
	for _, d := range m.in.Plan.Deadlines {
		if d.Task {
			continue
		}
		if last, over := m.over(d); over {
			out = append(out, moment{on: civil.Whole(last), lane: laneCompany, text: m.t("lane.term_over", "name", Say(d.Name, m.l))})
		}
	}
	slices.SortStableFunc(out, func(a, b moment) int {
		if a.on.IsZero() != b.on.IsZero() {
			if a.on.IsZero() {
				return 1
			}
			return -1
		}
		return a.on.Compare(b.on)
	})
	return out
}

// laneText is how many letters of a person's words a lane holds.
const laneText = 140

// longTexts gives the whole words of events that the lanes had to shorten.
func (m *matter) longTexts() []paper.Block {
	var items []string
	for _, e := range m.events {
		if text := oneLine(e.Text); clip(text, laneText) != text {
			items = append(items, m.t("lane.in_full", "on", m.short(m.day(e)), "what", m.what(e), "text", text))
		}
	}
	if len(items) == 0 {
		return nil
	}
	return []paper.Block{paper.Numbered{Title: m.t("lane.full_texts"), Items: items, Plain: true}}
}

// lane says who acted. An answer given through an outside body stands in that body's lane.
func (m *matter) lane(e cases.Entry) int {
	switch e.Kind {
	case cases.Purchased, cases.Contacted, cases.Filed, cases.Evaluated, cases.ReturnedGoods, cases.Withdrew, cases.DefectAppeared, cases.Note:
		return laneConsumer
	case cases.BillClosed, cases.Charged, cases.HearingSet, cases.Sentenced, cases.Acknowledged:
		return laneBody
	case cases.Answered, cases.Refused, cases.Decided, cases.PromisedEvent, cases.OfferedEvent, cases.Settled:
		if b, ok := m.in.Packs.Body(e.Body); ok && b.Country != "" {
			return laneBody
		}
	}
	return laneCompany
}
