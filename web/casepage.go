package web

import (
	"net/http"
	"slices"

	"github.com/gin-gonic/gin"

	"degrau/cases"
	"degrau/escalation"
	"degrau/internal/civil"
)

// CasePage is the centre of the product: what to do now, and everything it rests on.
type CasePage struct {
	CaseBase
	Now       NowCard
	Clashes   []Clash  // what does not fit together on record
	Notices   []string // about the money
	Corrected []string // rules that were corrected since the case was opened
	Waits     bool     // one of them waits for a yes
	Tasks     []TaskRow
	Declined  []TaskRow
	Guards    []GuardCard
	Caution   string        // what the packs do not know about the place
	Passed    []DeadlineRow // deadlines of the person that went by: in words, without blame
	Parallel  []StepCard
	Losses    []LossRow
	Stair     Stair
	Deadlines []DeadlineRow
	Timeline  []Moment
	Oldest    bool
	Proofs    []Proof
	Wanted    WantedLists // what has to be shown
	Asks      []Ask
	Papers    []PaperLink
	KeptUntil civil.Date // in this browser; zero: in an account
	Erasure   civil.Date // the day the case goes; zero: it stays
	Owner     bool
	Signed    bool
	Code      string
}

// StepCard is a step that can be taken at the same time.
type StepCard struct {
	Action string
	More   string
	Href   string
	Warn   []string // what it would shut, or why it may not help any more
}

// warnings are the reasons of a step that somebody must read before taking it.
func warnings(p CaseBase, st escalation.Step) []string {
	var out []string
	for _, r := range st.Reasons {
		switch r.Key {
		case "plan.reason.would_close", "plan.reason.would_risk", "plan.reason.at_risk":
			out = append(out, p.Say(r))
		}
	}
	return out
}

// LossRow is a right that ends.
type LossRow struct {
	Right, Unless string
	Day           civil.Date // the last day, or the last arguable one once that has passed
	Doubtful      bool
	Estimate      bool
	Href          string
}

// PaperLink leads to the texts for one body.
type PaperLink struct {
	Name, Href, More string
}

// maxParallel is how many further steps are offered at once.
const maxParallel = 3

func (s *site) showCase(c *gin.Context) error {
	v, err := s.load(c)
	if err != nil {
		return err
	}
	p := s.caseFor(c, v)
	if err := s.keeping(c, v, &p); err != nil {
		return err
	}
	return s.show(c, http.StatusOK, "case", p)
}

func (s *site) caseFor(c *gin.Context, v *view) CasePage {
	p := CasePage{CaseBase: s.casePage(c, v, ""), Code: v.Case.Code, Oldest: c.Query("ordem") == "antiga"}
	p.Now, p.Caution = s.nowCard(p.CaseBase, v), p.Say(v.Plan.Caution)
	p.Clashes, p.Tasks, p.Declined = clashes(p.CaseBase, v), tasks(p.CaseBase, v), declined(p.CaseBase, v)
	for _, n := range v.Plan.Notices {
		p.Notices = append(p.Notices, p.Say(n))
	}
	for _, x := range v.Plan.Changes {
		p.Corrected = append(p.Corrected, p.Say(x.Says))
		p.Waits = p.Waits || !x.Applies
	}
	if !p.Closed {
		p.Guards = s.guards(p.CaseBase, v)
	}
	p.Stair = s.stair(p.CaseBase, v)
	p.Deadlines = s.deadlines(p.CaseBase, v)
	for _, d := range p.Deadlines {
		if d.Mine && d.State == escalation.DeadlinePassed {
			p.Passed = append(p.Passed, d)
		}
	}
	p.Parallel = s.parallel(p.CaseBase, v)
	p.Losses = losses(p.CaseBase, v)
	p.Timeline = s.timeline(p.CaseBase, v)
	if !p.Oldest {
		slices.Reverse(p.Timeline)
	}
	p.Proofs, p.Wanted = s.proofs(p.CaseBase, v), s.wanted(p.CaseBase, v)
	f := facts{&v.Facts, p.L, p.Today, s.Packs}
	p.Asks = slices.DeleteFunc(f.missing(v.Plan.Gaps, nil), func(a Ask) bool { // asked at the top already
		return slices.ContainsFunc(p.Clashes, func(c Clash) bool { return c.Path == a.Path })
	})
	p.Papers = s.papers(p.CaseBase, v)
	return p
}

func (s *site) parallel(p CaseBase, v *view) []StepCard {
	var out []StepCard
	for _, st := range v.Plan.Steps {
		if st.State != escalation.StepParallel || st.Task || len(out) == maxParallel {
			continue
		}
		card := StepCard{Action: p.Say(st.Action), Href: s.bodyHref(v, st.Body)}
		if b, ok := s.Packs.Body(st.Body); ok {
			card.More = p.L.Fill(b.About, nil)
		}
		card.Warn = warnings(p, st)
		out = append(out, card)
	}
	return out
}

// bodyHref leads to the texts for a body, or to what to do there where this edition has none.
func (s *site) bodyHref(v *view, id string) string {
	if _, ok := s.Packs.Body(id); !ok {
		return ""
	}
	return v.Base + "/enviar/" + id
}

func losses(p CaseBase, v *view) []LossRow {
	var out []LossRow
	for _, l := range v.Plan.Losses {
		d, _ := v.deadline(l.Deadline)
		row := LossRow{p.Say(l.Right), p.Say(l.Unless), l.Due, l.Doubtful, d.Provisional, v.Base + "/prazos/" + l.Deadline}
		if l.Due.Before(p.Today) { // "before that day" would ask for what nobody can do any more
			if l.DueLatest.After(l.Due) {
				row.Day = l.DueLatest
			}
			row.Unless = p.T("web.loss.maybe", "day", row.Day)
			if row.Day.Before(p.Today) {
				row.Unless = p.T("web.loss.over", "day", row.Day)
			}
		}
		out = append(out, row)
	}
	slices.SortStableFunc(out, func(a, b LossRow) int { return a.Day.Compare(b.Day) })
	return out
}

// stair draws the way up for this case. The picture leaves out what can be taken beside the way, does not fit, or lies
// far above and below; the list has every step, with those far above folded.
func (s *site) stair(p CaseBase, v *view) Stair {
	st := Stair{Title: p.T("web.case.where"), Fold: true}
	steps := slices.Clone(v.Plan.Steps)
	slices.SortStableFunc(steps, func(a, b escalation.Step) int {
		if x := stepRank[a.State] - stepRank[b.State]; x != 0 || a.State != escalation.StepDone {
			return x
		}
		return v.firstAt(a.Body).Compare(v.firstAt(b.Body))
	})
	doors := map[string]int{}
	steps = slices.DeleteFunc(steps, func(x escalation.Step) bool { return x.Task })
	for _, x := range steps {
		doors[x.Body]++
	}
	for _, x := range steps {
		name := s.bodyName(p.L, x.Body)
		if doors[x.Body] > 1 { // two steps at one door are told apart by what is done there
			name = p.Say(x.Action)
		}
		r := Rung{Name: name, State: string(x.State), Word: p.T("web.step." + string(x.State)), Href: s.bodyHref(v, x.Body)}
		if x.State != escalation.StepDone {
			r.More = s.stepMore(p, x)
		}
		st.Steps = append(st.Steps, r)
		st.Desc += r.Name + ": " + r.Word + ". "
	}
	st.Drawn = fold(st.Steps)
	return st
}

// firstAt is the first day something happened with a body.
func (v *view) firstAt(body string) civil.Date {
	for _, e := range v.Facts.Events { // in the order of their days
		if e.Body == body && !e.On.IsZero() {
			return e.On.First()
		}
	}
	return civil.Date{}
}

// stepRank orders the steps of the picture from the bottom: what was done, what is due, what comes.
var stepRank = map[escalation.StepState]int{escalation.StepDone: 0, escalation.StepUncertain: 1, escalation.StepNow: 2,
	escalation.StepParallel: 3, escalation.StepLater: 4, escalation.StepLost: 5, escalation.StepClosed: 6}

// fold picks the rungs of the picture: at most two that were done, what is due, and the next two.
func fold(all []Rung) []Rung {
	var done, due, later []Rung
	for _, r := range all {
		switch escalation.StepState(r.State) {
		case escalation.StepDone:
			done = append(done, r)
		case escalation.StepNow, escalation.StepUncertain:
			due = append(due, r)
		case escalation.StepLater:
			later = append(later, r)
		}
	}
	out := slices.Clone(done[max(0, len(done)-2):])
	out = append(out, due[:min(len(due), maxDue)]...)
	return append(out, later[:min(len(later), maxLater)]...)
}

// stepMore says when a step opens and why it stands where it does.
func (s *site) stepMore(p CaseBase, x escalation.Step) string {
	if !x.Opens.IsZero() && x.Opens.After(p.Today) {
		return p.T("web.step.opens", "day", x.Opens)
	}
	if !x.Closes.IsZero() && x.State != escalation.StepLost {
		return p.T("web.step.closes", "day", x.Closes)
	}
	if len(x.Reasons) > 0 && x.State != escalation.StepNow && x.Reasons[0].Key != "plan.reason.conflict" { // said once, at the top
		return p.Say(x.Reasons[0])
	}
	return ""
}

// papers lists the bodies this case can go to and has texts for.
func (s *site) papers(p CaseBase, v *view) []PaperLink {
	var out []PaperLink
	seen := map[string]bool{}
	for _, st := range v.Plan.Steps {
		b, ok := s.Packs.Body(st.Body)
		if !ok || st.Task || seen[st.Body] || len(b.Form.Fields) == 0 || st.State == escalation.StepClosed || st.State == escalation.StepLost {
			continue
		}
		seen[st.Body] = true
		out = append(out, PaperLink{p.L.Fill(b.Name, nil), v.Base + "/enviar/" + st.Body, p.T("web.step." + string(st.State))})
	}
	return out
}

// Moment is one entry of the timeline.
type Moment struct {
	Seq    int64
	Day    civil.Partial
	Text   string
	Words  string // what the person wrote about it
	Proofs []string
	Edit   string
	Known  []KnownAnswer // usual refusals it holds
}

func (s *site) timeline(p CaseBase, v *view) []Moment {
	f := facts{&v.Facts, p.L, p.Today, s.Packs}
	var out []Moment
	for i, e := range v.Case.Timeline() {
		m := Moment{Seq: e.Seq, Day: e.Day(), Text: p.T("kind." + string(e.Kind) + ".you"), Words: e.Entry.Text, Proofs: e.Entry.Evidence}
		if e.Entry.Body != "" {
			m.Text += " " + s.bodyName(p.L, e.Entry.Body) + "."
		}
		if !e.Entry.Amount.IsZero() {
			m.Text += " " + f.money(e.Entry.Amount) + "."
		}
		if !e.Entry.Until.IsZero() {
			m.Text += " " + upper(p.T("web.until", "day", e.Entry.Until)) + "."
		}
		if e.Entry.Protocol != "" {
			m.Text += " " + upper(p.T("web.row.protocol", "number", e.Entry.Protocol)) + "."
		}
		if e.Entry.Result != "" && e.Kind != cases.ProofAsked { // its words name the proof already
			m.Text += " " + p.result(e.Entry.Result)
		}
		if e.Kind != cases.Closed && e.Kind != cases.Reopened && !v.Example {
			m.Edit = v.Base + "/novidade/" + itoa(e.Seq)
		}
		m.Known = v.known(p, i)
		out = append(out, m)
	}
	return out
}
