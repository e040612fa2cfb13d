package escalation

// The ways in which a question is answered.
const (
	AnswerYesNo  = "yes_no"
	AnswerAmount = "amount"
	AnswerChoice = "choice"
)

// answerKind says how the question q is answered, from what the condition does with the answer.
func (c *Condition) answerKind(q string, options []AnswerOption) string {
	switch {
	case c.asksAmount(q):
		return AnswerAmount
	case len(options) > 0:
		return AnswerChoice
	}
	return AnswerYesNo
}

func (c *Condition) asksAmount(q string) bool {
	if c == nil {
		return false
	}
	if _, ok := c.Numbers[q]; ok {
		return true
	}
	for _, list := range [][]Condition{c.Any, c.None} {
		for i := range list {
			if list[i].asksAmount(q) {
				return true
			}
		}
	}
	return false
}

func options(in []AnswerOption) []Option {
	var out []Option
	for _, o := range in {
		out = append(out, Option{o.Value, Phrase{Text: o.Label}})
	}
	return out
}

// accepted gathers the answers a condition names beside yes and no, by question.
func (c *Condition) accepted(into map[string][]string) {
	if c == nil {
		return
	}
	for q, list := range c.Answers {
		for _, a := range list {
			if a != "yes" && a != "no" {
				into[q] = append(into[q], a)
			}
		}
	}
	for _, list := range [][]Condition{c.Any, c.None} {
		for i := range list {
			list[i].accepted(into)
		}
	}
}
