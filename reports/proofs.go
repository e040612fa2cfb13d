package reports

import (
	"degrau/cases"
	"degrau/escalation"
	"degrau/internal/civil"
	"degrau/internal/locale"
)

type proofView struct {
	ID       string                `json:"id"`
	Name     string                `json:"name"`
	Why      string                `json:"why"`
	State    escalation.ProofState `json:"state"` // have missing asked
	Must     bool                  `json:"must"`
	Exhibits []string              `json:"exhibits"`
	Bodies   []proofBodyView       `json:"bodies"`
	Where    []string              `json:"where"`
	Ask      []askView             `json:"ask"`
	Asked    *askedView            `json:"asked"`
	Keep     *string               `json:"keep"` // the task of keeping it before it vanishes
	Sources  []escalation.Source   `json:"sources"`
}

type proofBodyView struct {
	Body       string `json:"body"`
	Importance string `json:"importance"` // must helps
}

type askView struct {
	Of   string  `json:"of"`
	Body *string `json:"body"`
	Text string  `json:"text"`
	Rule *string `json:"rule"`
}

type askedView struct {
	Of       *string `json:"of"`
	On       *string `json:"on"`
	Deadline *string `json:"deadline"`
	Until    *string `json:"until"`
	Late     bool    `json:"late"`
	Then     *string `json:"then"`
}

// ProofsView returns proofs as the plan's JSON has them, sentences in the language of l.
func ProofsView(all []escalation.Proof, l *locale.Localizer) any { return viewProofs(all, l) }

func viewProofs(all []escalation.Proof, l *locale.Localizer) []proofView {
	out := []proofView{}
	for _, p := range all {
		v := proofView{ID: p.ID, Name: Say(p.Name, l), Why: Say(p.Why, l), State: p.State, Must: p.Must(), Exhibits: listed(p.Exhibits),
			Bodies: []proofBodyView{}, Where: sayAll(p.Where, l), Ask: []askView{}, Keep: orNull(p.Vanishes), Sources: listed(p.Sources)}
		for _, b := range p.Bodies {
			importance := escalation.ProofHelps
			if b.Must {
				importance = escalation.ProofMust
			}
			v.Bodies = append(v.Bodies, proofBodyView{b.Body, importance})
		}
		for _, a := range p.Ask {
			v.Ask = append(v.Ask, askView{a.Of, orNull(a.Body), a.Text, orNull(a.Rule)})
		}
		if a := p.Asked; a != nil {
			v.Asked = &askedView{orNull(a.Of), orNull(a.On.String()), orNull(a.Deadline), dayOrNull(a.Until), a.Late, orNull(Say(a.Then, l))}
		}
		out = append(out, v)
	}
	return out
}

// AskedWords says when a proof was asked for and until when it should come; nothing where nobody was asked.
func AskedWords(p escalation.Proof, l *locale.Localizer) string {
	a := p.Asked
	switch {
	case a == nil || p.State == escalation.ProofHave:
		return ""
	case a.Until.IsZero():
		return l.T("proofs.asked", "on", a.On)
	case a.Late:
		return l.T("proofs.late", "on", a.On, "until", a.Until) + " " + Say(a.Then, l)
	}
	return l.T("proofs.until", "on", a.On, "until", a.Until)
}

// AskedName says who is asked: the body's name, or the party's part and its name.
func AskedName(packs *escalation.Packs, f cases.Facts, a escalation.AskFor, l *locale.Localizer) string {
	if b, ok := packs.Body(a.Body); ok {
		return l.Fill(b.Name, nil)
	}
	name := l.T("role." + a.Of)
	if cases.Role(a.Of) == cases.Issuer { // whoever paid by Pix has no card
		name = l.T("proofs.bank")
	}
	if p, _ := f.Party(cases.Role(a.Of)); p.Name != "" {
		name += ", " + oneLine(p.Name)
	}
	return name
}

// AskEntry is what is recorded once the person has sent the message.
func AskEntry(packs *escalation.Packs, f cases.Facts, p escalation.Proof, a escalation.AskFor, on civil.Partial, l *locale.Localizer) cases.Entry {
	return cases.Entry{Kind: cases.ProofAsked, Body: a.Body, Result: p.ID, On: on,
		Text: l.T("proofs.event", "proof", Say(p.Name, l), "of", AskedName(packs, f, a, l))}
}

// CaptionFor is the caption of an exhibit: what the person wrote, else the name of the one proof that it is.
func CaptionFor(packs *escalation.Packs, x cases.Evidence, l *locale.Localizer) string {
	if x.Caption != "" || len(x.Shows) != 1 {
		return x.Caption
	}
	return Say(packs.ProofName(x.Shows[0]), l)
}

// missingProofs are the lines of the checklist: what the body wants to see and the case does not show yet.
func missingProofs(in Input, l *locale.Localizer) []string {
	s := escalation.Situation{Facts: in.Case.Facts(), Exhibits: in.Case.Evidence(), State: in.Case.State}
	var out []string
	for _, p := range in.Packs.Proofs(s, in.Body, in.Now) {
		if p.State == escalation.ProofHave {
			continue
		}
		key := "kit.proof.helps"
		if p.Must() {
			key = "kit.proof.must"
		}
		line := l.T(key, "name", Say(p.Name, l), "why", Say(p.Why, l))
		for _, w := range p.Where {
			line += "\n    " + Say(w, l)
		}
		if asked := AskedWords(p, l); asked != "" {
			line += "\n    " + asked
		}
		out = append(out, line)
	}
	return out
}
