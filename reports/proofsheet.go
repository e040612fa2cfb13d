package reports

import (
	"strconv"
	"strings"

	"degrau/cases"
	"degrau/escalation"
	"degrau/internal/civil"
	"degrau/reports/paper"
)

// Limits on the counts that are printed day by day: a longer one is told in one sentence.
const (
	countedDays  = 31
	countedTerms = 4
)

// deadlines prints the terms of company and bodies that passed or run, each with its count, so that anyone can count
// again by hand. The consumer's own terms are nobody else's business, a term that was kept needs no proof, and a number
// that only doubtful sources give is not held against anybody on paper.
func (m *matter) deadlines() []paper.Block {
	var out []paper.Block
	n := 0
	for _, d := range m.in.Plan.Deadlines {
		if d.Task {
			continue
		}
		if !m.printed(d) {
			continue
		}
		if n++; n > countedTerms {
			break
		}
		out = append(out, m.proofSheet(d)...)
	}
	return out
}

// printed reports whether the paper shows the deadline: it was set running by something that happened in this case, on a
// day that is known. From a month alone no day can be counted on paper.
func (m *matter) printed(d escalation.Deadline) bool {
	return d.Owner != escalation.OwnerConsumer && !d.Due.IsZero() && !d.Start.On.IsZero() && !d.Start.On.IsMonth() && d.Start.Index >= 0 &&
		cases.Known(cases.Kind(d.Start.Event), cases.EntryKinds) && d.State != escalation.DeadlineMet && citable(d.Sources)
}

// over reports whether a printed deadline has run out, and its last day by the reading that is kindest to who had to
// keep it.
func (m *matter) over(d escalation.Deadline) (last civil.Date, over bool) {
	last = d.Due
	if d.DueLatest.After(last) {
		last = d.DueLatest
	}
	return last, m.printed(d) && d.State == escalation.DeadlinePassed
}

func (m *matter) proofSheet(d escalation.Deadline) []paper.Block {
	out := []paper.Block{paper.Heading{Text: Say(d.Name, m.l)}, paper.Para{Text: m.termWords(d)}}
	t := m.countTable(d)
	if len(t.Rows) > 0 {
		return append(out, t)
	}
	if t.Note != "" {
		out = append(out, paper.Para{Text: t.Note, Style: "note"})
	}
	return out
}

// countTable is the count day by day. It has no rows where a count would say nothing (a day that was promised), or
// would be too long.
func (m *matter) countTable(d escalation.Deadline) paper.Table {
	t := paper.Table{Head: []string{m.t("head.day"), "", m.t("head.why"), m.t("head.count")}, Widths: []float64{0.18, 0.18, 0.52, 0.12},
		Right: []bool{false, false, false, true}, Note: m.termNote(d)}
	if d.Count.N == 0 {
		return t
	}
	count, err := m.in.Packs.Count(d, m.in.Plan.Place) // the plan's place: the public side knows only the state
	if err != nil || len(count.Days) > countedDays+1 {
		return t
	}
	for _, day := range count.Days {
		n := paper.Cell{Text: "–", Muted: true}
		if day.Counted {
			n = paper.Cell{Text: strconv.Itoa(day.N)}
		}
		t.Rows = append(t.Rows, []paper.Cell{{Text: m.l.DateShort(day.On)}, {Text: m.l.Weekday(day.On.Weekday()), Muted: true},
			{Text: Say(day.Why, m.l)}, n})
	}
	return t
}

// termWords is the result in one sentence. Only the latest arguable day makes a term "over".
func (m *matter) termWords(d escalation.Deadline) string {
	var parts []string
	if d.Count.N > 0 {
		parts = append(parts, m.t("term.count", "n", d.Count.N, "unit", m.t("unit."+d.Count.Unit, "n", d.Count.N), "on", m.when(d.Start.On)))
	}
	latest := d.DueLatest
	if latest.IsZero() {
		latest = d.Due
	}
	if latest == d.Due {
		parts = append(parts, m.t("term.due", "on", m.l.DateShort(d.Due), "weekday", m.l.Weekday(d.Due.Weekday())))
	} else {
		parts = append(parts, m.t("term.due_between", "on", m.l.DateShort(d.Due), "latest", m.l.DateShort(latest)))
	}
	switch {
	case d.State == escalation.DeadlinePassed:
		parts = append(parts, m.t("term.passed"))
	case !latest.Before(m.asOf):
		parts = append(parts, m.t("term.runs", "on", m.l.DateShort(m.asOf)))
	}
	return strings.Join(parts, " ")
}

func (m *matter) termNote(d escalation.Deadline) string {
	var norms []string
	unchecked := false
	for _, s := range d.Sources {
		if s.Checked != nil && *s.Checked != "" {
			norms = append(norms, m.t("source.checked", "norm", s.Norm, "on", *s.Checked))
			continue
		}
		norms, unchecked = append(norms, s.Norm), true
	}
	var parts []string
	if len(norms) > 0 {
		parts = append(parts, bind(m.t("term.sources", "list", strings.Join(norms, "; "))))
	}
	if unchecked {
		parts = append(parts, m.t("term.unchecked"))
	}
	if d.Provisional {
		parts = append(parts, m.t("term.provisional"))
	}
	return strings.Join(parts, " ")
}
