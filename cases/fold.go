package cases

import "slices"

// Facts folds the events into what is known now: the last whole statement of facts, plus the timeline as Events.
func (c *Case) Facts() Facts {
	var f Facts
	for _, e := range c.Events {
		if e.Entry.Facts != nil && (e.Kind == Opened || e.Kind == Corrected) {
			f = *e.Entry.Facts
		}
	}
	for _, e := range c.Timeline() {
		f.Events = append(f.Events, e.Entry)
	}
	return f
}

func (c *Case) factsSeq() int64 {
	var seq int64
	for _, e := range c.Events {
		if e.Entry.Facts != nil {
			seq = e.Seq
		}
	}
	return seq
}

// Timeline returns what happened, corrections applied and struck events left out, by day and then in the order
// recorded. Seq stays that of the original event, so that a correction can be named again.
func (c *Case) Timeline() []Event {
	var out []Event
	at := map[int64]int{}
	for _, e := range c.Events {
		switch {
		case e.Kind == Corrected && e.Entry.Facts == nil:
			i, ok := at[e.Entry.Corrects]
			if !ok {
				continue
			}
			if e.Entry.Replacement == nil {
				out[i].Kind = ""
			} else {
				out[i].Kind, out[i].Entry = e.Entry.Replacement.Kind, *e.Entry.Replacement
			}
		case Known(e.Kind, EntryKinds) && e.Kind != Corrected && e.Payload != "":
			at[e.Seq] = len(out)
			out = append(out, e)
		}
	}
	out = slices.DeleteFunc(out, func(e Event) bool { return e.Kind == "" })
	slices.SortStableFunc(out, func(a, b Event) int { return a.Day().First().Compare(b.Day().First()) })
	return out
}

// Evidence returns the exhibits that are part of the case now, by number, each with what was last said of it.
func (c *Case) Evidence() []Evidence {
	var out []Evidence
	for _, e := range c.Events {
		switch {
		case e.Kind == EvidenceAdded && e.Entry.Exhibit != nil:
			out = append(out, *e.Entry.Exhibit)
		case e.Kind == Described && e.Entry.Exhibit != nil:
			for i := range out {
				if out[i].Number == e.Entry.Exhibit.Number {
					out[i] = out[i].saidOf(*e.Entry.Exhibit)
				}
			}
		case e.Kind == EvidenceRemoved:
			out = slices.DeleteFunc(out, func(x Evidence) bool { return slices.Contains(e.Entry.Evidence, x.Label()) })
		}
	}
	return out
}
