package web

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"degrau/cases"
	"degrau/escalation"
)

// stepWords maps what the button says to the answer that is kept; undoing takes the answer out again.
var stepWords = map[string]string{"nao-consigo": escalation.CannotPrefix, "feito": escalation.DonePrefix}

// sayOfStep keeps what a person says of a step: that they cannot take it, that a task is done, or neither any more.
func (s *site) sayOfStep(c *gin.Context) error {
	plain(c)
	v, err := s.load(c)
	if err != nil {
		return err
	}
	step := c.Param("step")
	if !v.hasStep(step) {
		return cases.NotFoundf("no_such_page")
	}
	word := c.PostForm("fazer")
	err = s.write(c, v, func(k *cases.Case) error {
		f := k.Facts()
		answers := map[string]any{}
		for q, a := range f.Answers {
			answers[q] = a
		}
		for _, prefix := range stepWords {
			delete(answers, prefix+step)
		}
		if prefix, ok := stepWords[word]; ok {
			answers[prefix+step] = true
		}
		f.Answers = answers
		return k.CorrectFacts(f, []string{"answers"}, v.actor(), s.Now())
	})
	if err != nil {
		return err
	}
	c.Redirect(http.StatusSeeOther, v.Base+"?feito=step")
	return nil
}

// adoptRules records the yes to the packs of the day.
func (s *site) adoptRules(c *gin.Context) error {
	plain(c)
	v, err := s.load(c)
	if err != nil {
		return err
	}
	if err := s.Store.KeepPacks(c, s.Packs.Snapshot(), s.Packs.Archive, s.Now()); err != nil {
		return err
	}
	if err := s.write(c, v, func(k *cases.Case) error { return k.AdoptPacks(s.Packs.Snapshot(), v.actor(), s.Now()) }); err != nil {
		return err
	}
	c.Redirect(http.StatusSeeOther, v.Base+"?feito=step")
	return nil
}

func (v *view) hasStep(id string) bool {
	for _, st := range v.Plan.Steps {
		if st.ID == id {
			return true
		}
	}
	return false
}

// TaskRow is something to do beside the way.
type TaskRow struct {
	Action, Why string
	Say         string // address that keeps what the person says of it
	Done        bool
}

// tasks lists what is to be done beside the way, the open ones first.
func tasks(p CaseBase, v *view) []TaskRow {
	var open, done []TaskRow
	for _, st := range v.Plan.Steps {
		if !st.Task {
			continue
		}
		row := TaskRow{Action: p.Say(st.Action), Say: v.Base + "/passos/" + st.ID}
		if len(st.Reasons) > 0 {
			row.Why = p.Say(st.Reasons[0])
		}
		switch st.State {
		case escalation.StepParallel, escalation.StepUncertain:
			open = append(open, row)
		case escalation.StepDone:
			row.Done = true
			done = append(done, row)
		}
	}
	return append(open, done...)
}

// declined lists the steps the person cannot take, so that it can be taken back.
func declined(p CaseBase, v *view) []TaskRow {
	var out []TaskRow
	for _, st := range v.Plan.Steps {
		if v.Facts.Answers[escalation.CannotPrefix+st.ID] == true {
			out = append(out, TaskRow{Action: p.Say(st.Action), Say: v.Base + "/passos/" + st.ID})
		}
	}
	return out
}
