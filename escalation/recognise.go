package escalation

import (
	"slices"

	"degrau/cases"
)

// Recognised is a usual refusal found in what was answered.
type Recognised struct {
	Event   int    // index in Facts.Events, or -1
	Answer  string // id
	Name    Phrase
	Means   Phrase
	Reply   Phrase
	Proofs  []Phrase // the exhibits that answer it
	Rule    string
	Ground  string
	Step    string // the step to take against it, where it is one of this case
	Exhibit []string
	Sources []Source
}

// answerKinds are the events whose words can hold a usual answer.
var answerKinds = []cases.Kind{cases.Answered, cases.Refused, cases.Decided, cases.OfferedEvent, cases.PromisedEvent, cases.Contacted}

// Recognise finds the usual refusals in a text, by id of the packs. Unknown answers are left alone: there is no nearest
// match and no guess.
func (p *Packs) Recognise(text string) []StockAnswer {
	words := foldWords(text)
	if len(words) > maxAnswerWords {
		words = words[:maxAnswerWords]
	}
	var out []StockAnswer
	for _, a := range p.answers {
		if a.in(words) {
			out = append(out, *a)
		}
	}
	return out
}

// maxAnswerWords bounds the work on one answer: a longer one is a whole correspondence.
const maxAnswerWords = 20000

// in reports whether the words hold the answer, and nothing that turns its sense: an answer that denies it is left alone.
func (a *StockAnswer) in(words []string) bool {
	held := func(ph phrase) bool {
		_, _, ok := ph.in(words)
		return ok
	}
	return slices.ContainsFunc(a.parsed, held) && !slices.ContainsFunc(a.turned, held)
}

// recognised looks for usual refusals in the answers on record. said holds the words of the events as they were recorded.
func (k *knowledge) recognised(said []cases.Entry, rungs []*rung) []Recognised {
	var out []Recognised
	for i, e := range said {
		if e.Text == "" || !cases.Known(e.Kind, answerKinds) {
			continue
		}
		for _, a := range k.packs.Recognise(e.Text) {
			if t, _ := a.When.holds(k); t == no {
				continue
			}
			r := Recognised{Event: i, Answer: a.ID, Name: Phrase{Text: a.Name}, Means: Phrase{Text: a.Means}, Reply: Phrase{Text: a.Reply},
				Rule: a.Rule, Ground: a.Ground, Exhibit: e.Evidence, Sources: a.Sources}
			for _, t := range a.Proofs {
				r.Proofs = append(r.Proofs, Phrase{Text: t})
			}
			for _, x := range rungs {
				if x.ID == a.Step {
					r.Step = a.Step
				}
			}
			out = append(out, r)
		}
	}
	return out
}
