package reports

import (
	"strconv"
	"strings"

	"degrau/escalation"
	"degrau/reports/paper"
)

// Limits on the counts that are printed day by day: a longer one is told in one sentence.
const (
	countedDays  = 31
	countedTerms = 4
)

// deadlines prints the terms of company and bodies that passed or run, each with its count, so that anyone can count
// again by hand. The consumer's own terms are nobody else's business.
func (m *matter) deadlines() []paper.Block {
	var out []paper.Block
	n := 0
	for _, d := range m.in.Plan.Deadlines {
		if d.Owner == escalation.OwnerConsumer || d.Due.IsZero() || d.Start.On.IsZero() {
			continue
		}
		if n++; n > countedTerms {
			break
		}
		out = append(out, m.proofSheet(d)...)
	}
	return out
}

func (m *matter) proofSheet(d escalation.Deadline) []paper.Block {
	out := []paper.Block{paper.Heading{Text: Say(d.Name, m.l)}, paper.Para{Text: m.termWords(d)}}
	count, err := m.in.Packs.Count(d, m.facts.Place)
	t := paper.Table{Head: []string{m.t("head.day"), "", m.t("head.why"), m.t("head.count")}, Widths: []float64{0.18, 0.12, 0.58, 0.12},
		Right: []bool{false, false, false, true}, Note: m.termNote(d)}
	if err != nil || len(count.Days) == 0 || len(count.Days) > countedDays+1 {
		return append(out, paper.Para{Text: t.Note, Style: "note"})
	}
	for _, day := range count.Days {
		n := paper.Cell{Text: "–", Muted: true}
		if day.Counted {
			n = paper.Cell{Text: strconv.Itoa(day.N)}
		}
		t.Rows = append(t.Rows, []paper.Cell{{Text: m.l.DateShort(day.On)}, {Text: m.l.Weekday(day.On.Weekday()), Muted: true},
			{Text: Say(day.Why, m.l)}, n})
	}
	return append(out, t)
}

// termWords is the result in one sentence. The latest arguable day is what makes a term "passed".
func (m *matter) termWords(d escalation.Deadline) string {
	due := m.t("term.due", "on", m.l.DateShort(d.Due), "weekday", m.l.Weekday(d.Due.Weekday()))
	if !d.DueLatest.IsZero() && d.DueLatest != d.Due {
		due = m.t("term.due_between", "on", m.l.DateShort(d.Due), "latest", m.l.DateShort(d.DueLatest))
	}
	parts := []string{m.t("term.count", "n", d.Count.N, "unit", m.t("unit."+d.Count.Unit, "n", d.Count.N), "on", m.when(d.Start.On)), due}
	switch d.State {
	case escalation.DeadlinePassed:
		parts = append(parts, m.t("term.passed"))
	case escalation.DeadlineMet:
		if !d.MetOn.IsZero() {
			parts = append(parts, m.t("term.met", "on", m.when(d.MetOn)))
		}
	default:
		parts = append(parts, m.t("term.runs", "on", m.l.DateShort(m.asOf)))
	}
	return strings.Join(parts, " ")
}

func (m *matter) termNote(d escalation.Deadline) string {
	parts := []string{}
	for _, s := range d.Sources {
		parts = append(parts, m.source(s))
	}
	note := m.t("term.sources", "list", strings.Join(parts, "; "))
	if len(parts) == 0 {
		note = ""
	}
	if d.Provisional {
		note = together(" ", note, m.t("term.provisional"))
	}
	return note
}

// source names a norm and says whether somebody has read the official text.
func (m *matter) source(s escalation.Source) string {
	if s.Checked != nil && *s.Checked != "" {
		return m.t("source.checked", "norm", s.Norm, "on", *s.Checked)
	}
	return m.t("source.unchecked", "norm", s.Norm)
}
