package reports

import (
	"slices"
	"strings"

	"degrau/cases"
	"degrau/escalation"
	"degrau/internal/civil"
	"degrau/internal/locale"
)

// Message asks somebody for a proof.
type Message struct {
	Proof string     `json:"proof"`
	Of    string     `json:"of"`
	Lang  string     `json:"lang"` // of whoever reads it
	Text  string     `json:"text"`
	By    civil.Date `json:"by,omitzero"` // the day by which it asks for an answer
}

// AskMessage writes the ready message, in the language of whoever reads it, from confirmed facts alone.
func AskMessage(in Input, p escalation.Proof, a escalation.AskFor) (Message, error) {
	body, _ := in.Packs.Body(a.Body)
	body.Language = in.readerOf(body, a.Text)
	in.Body, in.Variant = a.Body, Full
	m, err := matterFor(in, body)
	if err != nil {
		return Message{}, err
	}
	s, ok := m.script(a.Text)
	if m.fault != nil {
		return Message{}, m.fault
	}
	if !ok {
		return Message{}, cases.NotFoundf("nobody_to_ask", "proof", p.ID)
	}
	out := Message{Proof: p.ID, Of: a.Of, Lang: body.Language}
	f := m.filling(false)
	if a.Rule != "" {
		v, err := in.Packs.Eval(a.Rule, civil.Whole(m.asOf), in.Plan.Place)
		if err != nil {
			return Message{}, err
		}
		out.By = v.Due
		f.gaps["answer_by"] = m.l.DateShort(v.Due)
	}
	out.Text = strings.TrimSpace(s.fit(f, 0, "").text)
	return out, nil
}

// readerOf is the language in which somebody is asked: the body's own, else that of the country, else the person's, else
// any in which the message is written.
func (in Input) readerOf(body escalation.Body, text string) string {
	country, _, _ := strings.Cut(in.Plan.Place, "-")
	langs := []string{body.Language}
	for _, pack := range in.Packs.Packs() {
		if pack.Country == country && country != "" && body.Language == "" {
			langs = append(langs, pack.Language)
		}
	}
	langs = append(langs, in.Case.Facts().Language, "en")
	for _, lang := range append(langs, locale.Languages...) {
		if _, ok := in.Packs.Text(lang, text); ok && slices.Contains(locale.Languages, lang) {
			return lang
		}
	}
	return locale.Languages[0]
}
