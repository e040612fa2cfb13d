package escalation

import "slices"

// Question is one that the packs ask about a case, outside the facts every case has.
type Question struct {
	ID       string // br-defensoria.family_income; facts keep the answer under "answers" by this id
	Question Phrase
	Where    Phrase
	Answer   string // yes_no, amount, choice
	Options  []Option
}

// Question returns the question with an id, as the first need or rule that asks it puts it.
func (p *Packs) Question(id string) (Question, bool) {
	i := slices.IndexFunc(p.questions, func(q Question) bool { return q.ID == id })
	if i < 0 {
		return Question{}, false
	}
	return p.questions[i], true
}

// collectQuestions gathers the questions of all steps and rules once, since pages look them up one by one.
func (p *Packs) collectQuestions() {
	add := func(c *Condition, question, where map[string]string, opts []AnswerOption) {
		if c == nil || len(question) == 0 {
			return
		}
		for _, id := range c.questions() {
			if _, known := p.Question(id); !known {
				p.questions = append(p.questions, Question{id, Phrase{Text: question}, Phrase{Text: where}, c.answerKind(id, opts), options(opts)})
			}
		}
	}
	for _, s := range p.steps {
		for i := range s.Needs {
			n := &s.Needs[i]
			add(&n.If, n.Question, n.Where, n.Options)
		}
	}
	for _, id := range p.ruleIDs {
		for _, r := range p.rules[id] {
			if r.Ask != nil {
				add(r.When, r.Ask.Question, r.Ask.Where, r.Ask.Options)
			}
		}
	}
}

// questions lists the questions a condition rests on.
func (c *Condition) questions() []string {
	if c == nil {
		return nil
	}
	var out []string
	for q := range c.Answers {
		out = append(out, q)
	}
	for q := range c.Numbers {
		out = append(out, q)
	}
	for _, list := range [][]Condition{c.Any, c.None} {
		for i := range list {
			out = append(out, list[i].questions()...)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
