package web

import (
	"net/http"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"degrau/cases"
	"degrau/cases/messages"
	"degrau/internal/locale"
	"degrau/internal/reading"
)

// Limits of what is read of the words of evidence while somebody waits for a page.
const (
	heardAtOnce = 4 << 20  // when it arrives
	heardLater  = 40 << 20 // when the page of evidence is opened
	maxHints    = 8        // shown of one exhibit at a time
	maxSpeakers = 12       // of a group; those who wrote most come first
)

// Heard is what the words of an exhibit tell.
type Heard struct {
	Line string
	Who  []Speaker // the people of a talk, to say who is who
	Ask  bool      // nobody knows yet which of them is the person
	List []Hint
	More int
}

// Speaker is somebody who writes in a talk, and the sides that he may be on.
type Speaker struct {
	Name  string
	Sides []Option
}

// Hint is one suggestion in words.
type Hint struct{ ID, Text, Place, Snippet string }

// heardOf reads an exhibit's words up to a size. What cannot be read now keeps nobody from the page: the exhibit is there.
func (s *site) heardOf(c *gin.Context, x cases.Evidence, f cases.Facts, max int64) *reading.Told {
	if x.Size > max {
		return nil
	}
	t, err := s.heard.Told(c, x, f)
	if err != nil {
		s.Log.Error("the words of evidence were not read", "route", c.FullPath(), "error", err)
		return nil
	}
	return t
}

// hear puts what exhibits tell on their page.
func (s *site) hear(c *gin.Context, p *EvidencePage, v *view) {
	if v.Example {
		return
	}
	for i := range p.Proofs {
		x := &p.Proofs[i]
		t := s.heardOf(c, x.Evidence, v.Facts, heardLater)
		if t == nil {
			continue
		}
		x.Evidence.Warnings = t.AddWarnings(x.Evidence.Warnings)
		x.Warnings = p.warnings(x.Evidence)
		x.Heard = heardWords(p.L, t, t.Fresh(x.Label, v.Facts), s)
	}
}

func heardWords(l *locale.Localizer, t *reading.Told, fresh []messages.Suggestion, s *site) *Heard {
	h := &Heard{Line: upper(l.T("transcript.source."+string(t.Source))) + ", " + l.T("transcript.messages", "n", t.Messages)}
	if t.Talk || t.Source == messages.Email {
		h.Ask = !slices.ContainsFunc(t.People, func(p messages.Participant) bool { return p.Part == messages.Consumer })
		for _, p := range t.People[:min(len(t.People), maxSpeakers)] {
			h.Who = append(h.Who, speaker(l, p))
		}
	}
	h.More = max(0, len(fresh)-maxHints)
	for _, x := range fresh[:len(fresh)-h.More] {
		h.List = append(h.List, Hint{ID: x.ID, Text: s.sayHint(l, x), Place: l.Place(x.Origin.Source), Snippet: x.Origin.Snippet})
	}
	return h
}

// speaker offers the sides of one person. The value names both, so that a form filled from an older page says no more than
// what was read there.
func speaker(l *locale.Localizer, p messages.Participant) Speaker {
	out := Speaker{Name: p.Name}
	for _, part := range []messages.Part{messages.Unsettled, messages.Consumer, messages.Company, messages.Other} {
		key, value := string(part), ""
		if part == messages.Unsettled {
			key = "unsettled"
		} else {
			value = string(part) + "|" + p.Name
		}
		out.Sides = append(out.Sides, Option{Value: value, Text: upper(l.T("transcript.part." + key)), On: part == p.Part})
	}
	return out
}

// sayHint names the fact or event that is suggested.
func (s *site) sayHint(l *locale.Localizer, x messages.Suggestion) string {
	f := x.Facts()
	read := facts{Facts: &f, l: l}
	say := func(path string) string {
		field := read.field(path)
		return field.Label + ": " + field.Text
	}
	switch {
	case x.Event != nil:
		text := upper(l.T("kind." + string(x.Event.Kind)))
		if !x.Event.On.IsZero() {
			text += ": " + l.Partial(x.Event.On)
		}
		if x.Event.Protocol != "" {
			text += " · " + x.Event.Protocol
		}
		return text
	case x.Payment != nil:
		return say("payments.0.amount") + bracketed(l, *x.Payment)
	case x.Party != nil:
		return upper(l.T("role."+string(x.Party.Role))) + ": " + x.Party.Name
	case x.Path == "purchases.tracking":
		return upper(l.FactLabel(x.Path)) + ": " + x.Value
	}
	return say("purchases.0" + x.Path[len("purchases"):])
}

// bracketed says what became of a payment and how it was made.
func bracketed(l *locale.Localizer, p cases.Payment) string {
	var parts []string
	if p.Role != "" {
		parts = append(parts, l.T("amount_role."+string(p.Role)))
	}
	if p.Method != "" {
		parts = append(parts, l.T("method."+string(p.Method)))
	}
	if len(parts) == 0 {
		return ""
	}
	return " (" + strings.Join(parts, ", ") + ")"
}

// settleHeard takes the person's word on what an exhibit tells: this is right, this is not, this is me. What is settled
// already, by a second press, stays as it is.
func (s *site) settleHeard(c *gin.Context) error {
	plain(c)
	v, err := s.load(c)
	if err != nil {
		return err
	}
	x, err := exhibit(v, c.Param("label"))
	if err != nil {
		return err
	}
	err = s.write(c, v, func(k *cases.Case) error {
		f := k.Facts()
		if sides := c.PostFormArray("lado"); len(sides) > 0 && c.PostForm("sim") == "" && c.PostForm("nao") == "" {
			return s.callThem(k, f, sides, v.actor())
		}
		if no := c.PostForm("nao"); no != "" {
			return k.CorrectFacts(reading.Ignore(f, tidy(no)), []string{"answers." + reading.Ignored}, v.actor(), s.Now())
		}
		for _, h := range s.heardOf(c, x, f, heardLater).Fresh(x.Label(), f) {
			if h.ID == c.PostForm("sim") {
				return h.Accept(k, v.actor(), s.Now())
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	c.Redirect(http.StatusSeeOther, v.Base+"/provas?feito=heard#"+x.Label())
	return nil
}

// callThem keeps who is who in a talk. What the form leaves as it was is no word of the person.
func (s *site) callThem(k *cases.Case, f cases.Facts, sides []string, actor string) error {
	var changed []string
	for _, side := range sides {
		part, name, ok := strings.Cut(side, "|")
		if !ok {
			continue
		}
		var paths []string
		f, paths = reading.Call(f, tidy(name), messages.Part(part))
		changed = append(changed, paths...)
	}
	if len(changed) == 0 {
		return nil
	}
	slices.Sort(changed)
	return k.CorrectFacts(f, slices.Compact(changed), actor, s.Now())
}
