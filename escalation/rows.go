package escalation

import "degrau/internal/civil"

// rows writes the count out. The rows end on the due day, so a reader can lay a calendar beside them.
func (q period) rows(start civil.Date) []DayCount {
	last := q.raw(start)
	var out []DayCount
	switch q.unit {
	case "month", "year":
		out = q.monthRows(start, last)
	default:
		out = q.dayRows(start, last)
	}
	moved := q.rollRows(last)
	if len(moved) > 0 {
		out[len(out)-1].Why = q.roll.whyLast(last)
	}
	return append(out, moved...)
}

func (q period) dayRows(start, last civil.Date) []DayCount {
	by := 1
	if last.Before(start) {
		by = -1
	}
	n := 0
	first := DayCount{On: start, Why: Phrase{Key: "plan.day.start"}}
	if q.included && q.n > 0 && q.counts(start) {
		n = 1
		first.Counted, first.N, first.Why = true, 1, Phrase{Key: "plan.day.start_counted"}
	}
	out := []DayCount{first}
	for d := start; d != last; {
		d = d.AddDays(by)
		row := q.row(d)
		if row.Counted {
			n++
			row.N = n
			row.Why = Phrase{Key: "plan.day.counted", Args: map[string]any{"n": n}}
		}
		out = append(out, row)
	}
	if l := &out[len(out)-1]; l.Counted {
		l.Why = Phrase{Key: "plan.day.last", Args: map[string]any{"n": l.N}}
	}
	return out
}

// row says whether a day counts, and why not.
func (q period) row(d civil.Date) DayCount {
	if q.unit == "hour" || q.counts(d) {
		return DayCount{On: d, Counted: true}
	}
	return DayCount{On: d, Why: q.days.why(d)}
}

// why names the reason for which a day is not a working day.
func (c *calendar) why(d civil.Date) Phrase {
	if h, ok := c.holiday(d); ok {
		key := "plan.day.holiday"
		if h.Suspends {
			key = "plan.day.suspended"
		}
		return Phrase{Key: key, Args: map[string]any{"name": Phrase{Text: h.Name}}}
	}
	return Phrase{Key: "plan.day.weekend", Args: map[string]any{"weekday": d.Weekday()}}
}

// whyLast says why a last day is moved.
func (c *calendar) whyLast(d civil.Date) Phrase {
	if h, ok := c.holiday(d); ok {
		return Phrase{Key: "plan.day.last_holiday", Args: map[string]any{"name": Phrase{Text: h.Name}}}
	}
	return Phrase{Key: "plan.day.last_weekend", Args: map[string]any{"weekday": d.Weekday()}}
}

func (q period) monthRows(start, last civil.Date) []DayCount {
	out := []DayCount{{On: start, Why: Phrase{Key: "plan.day.start"}}}
	key, size := "plan.day.month", 1
	if q.unit == "year" {
		key, size = "plan.day.year", 12
	}
	for i := 1; i < q.n; i++ {
		out = append(out, DayCount{On: start.AddMonths(i * size), Counted: true, N: i, Why: Phrase{Key: key, Args: map[string]any{"n": i}}})
	}
	return append(out, DayCount{On: last, Counted: true, N: q.n, Why: Phrase{Key: "plan.day.last", Args: map[string]any{"n": q.n}}})
}

// rollRows shows the days over which a last day is moved.
func (q period) rollRows(last civil.Date) []DayCount {
	to := q.rolled(last)
	if to == last {
		return nil
	}
	by := 1
	if to.Before(last) {
		by = -1
	}
	var out []DayCount
	for d := last.AddDays(by); d != to; d = d.AddDays(by) {
		out = append(out, DayCount{On: d, Why: q.roll.why(d)})
	}
	return append(out, DayCount{On: to, Why: Phrase{Key: "plan.day.moved"}})
}
