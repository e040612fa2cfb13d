package escalation

// notes says what a date alone does not: who took more time and why, that a clock stands still, when late is very late.
func (k *knowledge) notes(c clock) []Phrase {
	if c.State == DeadlineMet {
		return nil
	}
	var out []Phrase
	if x := c.Extended; x != nil {
		args := map[string]any{"body": k.bodyName(c.Body), "due": x.Until}
		key := "plan.extended"
		if x.Why != "" {
			key, args["why"] = "plan.extended_why", x.Why
		}
		out = append(out, Phrase{Key: key, Args: args})
		if x.Beyond {
			out = append(out, Phrase{Key: "plan.extended_beyond"})
		}
	}
	if c.Paused {
		out = append(out, Phrase{Key: "plan.paused"})
	}
	if !c.VeryLate.IsZero() && c.State != DeadlineOpen {
		out = append(out, Phrase{Key: "plan.very_late", Args: map[string]any{"due": c.VeryLate, "what": c.VeryLateName}})
	}
	return out
}
