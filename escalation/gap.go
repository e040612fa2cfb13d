package escalation

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"degrau/cases"
)

// weights order the gaps by how much their answer changes the next step.
const (
	weighsContradiction = 100
	weighsNext          = 90
	weighsPlace         = 85
	weighsProblem       = 80
	weighsBill          = 75
	weighsClock         = 70
	weighsConfirm       = 60
	weighsSide          = 50
	weighsPaper         = 30
	weighsQuiet         = 10
)

// gapList gathers gaps: one a fact, with the highest weight and all the steps it matters for.
type gapList struct {
	k     *knowledge
	gaps  []Gap
	at    map[string]int
	weigh map[string]int
}

// gaps lists what is missing, doubtful or contradictory and would change the plan or a paper.
func (k *knowledge) gaps(plan Plan, rungs []*rung, clocks []clock) []Gap {
	g := &gapList{k: k, at: map[string]int{}, weigh: map[string]int{}}
	next := ""
	if plan.Next != nil {
		next = plan.Next.Step
	}
	g.contradictions()
	g.needs(rungs, next)
	g.hidden()
	g.basics(rungs, next)
	g.starts(rungs, clocks, next)
	g.unconfirmed(next)
	slices.SortStableFunc(g.gaps, func(a, b Gap) int { return cmp.Compare(g.weigh[b.Fact], g.weigh[a.Fact]) })
	return g.gaps
}

func (g *gapList) add(weight int, gap Gap) {
	i, seen := g.at[gap.Fact]
	if !seen {
		i = len(g.gaps)
		g.at[gap.Fact] = i
		g.gaps = append(g.gaps, gap)
	}
	g.weigh[gap.Fact] = max(g.weigh[gap.Fact], weight)
	for _, s := range gap.MattersFor {
		if s != "" && !slices.Contains(g.gaps[i].MattersFor, s) {
			g.gaps[i].MattersFor = append(g.gaps[i].MattersFor, s)
		}
	}
}

// fact asks for a fact of the catalogues, unless the person has said that they do not know.
func (g *gapList) fact(weight int, path, key string, steps ...string) {
	if slices.Contains(g.k.facts.Unknown, path) {
		return
	}
	g.add(weight, Gap{Fact: path, Question: Phrase{Key: "plan.gap." + key + ".question"}, Where: Phrase{Key: "plan.gap." + key + ".where"}, MattersFor: steps})
}

// contradictions asks about events that cannot both be.
func (g *gapList) contradictions() {
	for _, i := range g.k.future {
		g.add(weighsContradiction, Gap{Fact: fmt.Sprintf("events.%d.on", i), Question: Phrase{Key: "plan.gap.future.question", Args: map[string]any{"on": g.k.facts.Events[i].On}},
			Where: Phrase{Key: "plan.gap.future.where"}})
	}
	for _, c := range g.k.conflicts() {
		g.add(weighsContradiction, Gap{Fact: c.Fact, Question: c.Question, Where: Phrase{Key: strings.TrimSuffix(c.Question.Key, "question") + "where"}})
	}
	for i, e := range g.k.facts.Events {
		at := fmt.Sprintf("events.%d", i)
		if slices.Contains(responses, e.Kind) && e.Body != "" && g.beforeFiling(e) {
			g.add(weighsContradiction, Gap{Fact: at + ".on", Question: Phrase{Key: "plan.gap.order.question", Args: map[string]any{"body": g.k.bodyName(e.Body), "on": e.On}},
				Where: Phrase{Key: "plan.gap.order.where"}, MattersFor: []string{e.Body}})
		}
	}
}

// beforeFiling reports an answer that is dated before the first filing it answers.
func (g *gapList) beforeFiling(e cases.Entry) bool {
	filed := false
	for _, f := range g.k.facts.Events {
		if f.Body != e.Body || f.Kind != cases.Filed && f.Kind != cases.Contacted {
			continue
		}
		filed = true
		if !dayOf(e, g.k.zone).Last().Before(dayOf(f, g.k.zone).First()) {
			return false
		}
	}
	return filed && !dayOf(e, g.k.zone).IsZero()
}

// bodyName is the name of a body, or its id where no pack knows it.
func (k *knowledge) bodyName(id string) Phrase {
	if b := k.packs.bodies[id]; b != nil {
		return Phrase{Text: b.Name}
	}
	return Phrase{Text: map[string]string{"en": id}}
}

// needs asks what the open steps need to know.
func (g *gapList) needs(rungs []*rung, next string) {
	for _, r := range rungs {
		if r.State == StepDone || r.State == StepLost || r.State == StepClosed {
			continue
		}
		weight := weighsSide
		if r.ID == next || r.lead && r.State == StepUncertain { // the answer may put the step in the lead
			weight = weighsNext
		}
		for _, n := range r.def.Needs {
			_, asks := n.If.holds(g.k)
			if n.Unknown == "quiet" {
				weight = weighsQuiet
			}
			if slices.ContainsFunc(asks, func(p string) bool { return !strings.HasPrefix(p, "answers.") }) {
				continue // a fact that is missing may settle it without the question
			}
			for _, path := range asks {
				q, isAnswer := strings.CutPrefix(path, "answers.")
				if !isAnswer || len(n.Question) == 0 || g.k.asked(q) {
					continue
				}
				g.add(weight, Gap{Fact: path, Question: Phrase{Text: n.Question}, Where: Phrase{Text: n.Where}, MattersFor: []string{r.ID},
					Answer: n.If.answerKind(q, n.Options), Options: options(n.Options)})
			}
		}
	}
}

// hidden asks the questions that would bring a step to light which is left out until then.
func (g *gapList) hidden() {
	for _, s := range g.k.packs.steps {
		if s.body.Country != "" && s.body.Country != g.k.country || !g.k.hides(s) {
			continue
		}
		if t, _ := s.When.holds(g.k); t == yes {
			g.needs([]*rung{{def: s, Step: Step{ID: s.ID}}}, "")
		}
	}
}

// basics asks for what every plan and every paper rests on.
func (g *gapList) basics(rungs []*rung, next string) {
	f := g.k.facts
	if f.Place == "" {
		g.fact(weighsPlace, "place", "place", next)
	}
	if len(f.Problems) == 0 {
		g.fact(weighsProblem, "problems", "problems", next)
	}
	if len(g.k.methods) == 0 {
		g.fact(weighsClock+1, "payments.0.method", "payments.method", g.k.byMethod()...)
	}
	if !slices.ContainsFunc(f.Payments, func(p cases.Payment) bool { return !p.Amount.IsZero() }) &&
		!slices.ContainsFunc(f.Purchases, func(b cases.Purchase) bool { return !b.Total.IsZero() }) {
		g.fact(weighsPaper+5, "purchases.0.total", "purchases.total", next)
	}
	buy := cases.Purchase{}
	if len(f.Purchases) > 0 {
		buy = f.Purchases[0]
	}
	if buy.On.IsZero() {
		g.fact(weighsClock-1, "purchases.0.on", "purchases.on", next)
	}
	if buy.OrderNumber == "" {
		g.fact(weighsPaper+3, "purchases.0.order_number", "purchases.order_number", next)
	}
	if buy.Item == "" {
		g.fact(weighsPaper, "purchases.0.item", "purchases.item", next)
	}
	if g.k.market == "" {
		s, ok := f.Party(cases.Seller)
		if m, _ := f.Party(cases.Marketplace); (!ok || s.Name == "") && m.Name == "" && m.ID == "" {
			g.fact(weighsPaper+4, "parties.seller.name", "parties.seller", next)
		}
	}
}

// byMethod lists the steps that depend on how it was paid.
func (k *knowledge) byMethod() []string {
	var out []string
	for _, s := range k.packs.steps {
		if s.When != nil && len(s.When.Methods) > 0 && (s.body.Country == "" || s.body.Country == k.country) && len(s.OpensOn) == 0 {
			out = append(out, s.ID)
		}
	}
	return out
}

// starts asks for the days that would set a clock running which ends a right.
func (g *gapList) starts(rungs []*rung, clocks []clock, next string) {
	for _, id := range g.k.packs.ruleIDs {
		vs := g.k.packs.rules[id]
		r := vs[len(vs)-1]
		fits, asks := r.When.holds(g.k)
		steps := alive(rungs, r.Steps)
		if fits == no || !r.EndsRight || len(steps) == 0 && !ticking(r, clocks) {
			continue
		}
		if r.Ask != nil && slices.Contains(asks, r.Ask.Fact) {
			if q := strings.TrimPrefix(r.Ask.Fact, "answers."); !g.k.asked(q) {
				g.add(weighsClock, Gap{Fact: r.Ask.Fact, Question: Phrase{Text: r.Ask.Question}, Where: Phrase{Text: r.Ask.Where}, MattersFor: steps,
					Answer: r.When.answerKind(q, r.Ask.Options), Options: options(r.Ask.Options)})
			}
			continue
		}
		if running(r, clocks) {
			g.missing(r, r.latestDefs(), steps)
			continue
		}
		g.missing(r, r.Starts, steps)
		if r.Ask != nil && !strings.HasPrefix(r.Ask.Fact, "answers.") && fits == yes {
			weight := weighsBill
			if slices.Contains(steps, next) {
				weight = weighsNext
			}
			g.add(weight, Gap{Fact: r.Ask.Fact, Question: Phrase{Text: r.Ask.Question}, Where: Phrase{Text: r.Ask.Where}, MattersFor: steps})
		}
	}
}

// ticking reports a clock that may still be lost: what it depends on is asked even where its step has been taken.
func ticking(r *Rule, clocks []clock) bool {
	return slices.ContainsFunc(clocks, func(c clock) bool { return c.Rule == r.ID && c.State != DeadlineMet && !c.over })
}

// running reports whether a clock of the rule is known. One that comes back with every bill needs the next bill's day:
// a guess or a bill that is behind us is not enough.
func running(r *Rule, clocks []clock) bool {
	again := slices.ContainsFunc(r.Starts, func(s StartDef) bool { return s.Repeat != "" })
	return slices.ContainsFunc(clocks, func(c clock) bool { return c.Rule == r.ID && (!again || !c.guessed && !c.over) })
}

func (r *Rule) latestDefs() Starts {
	if r.Latest == nil {
		return nil
	}
	return r.Latest.Starts
}

// missing asks for the facts among the starts, where none of the starts is known.
func (g *gapList) missing(r *Rule, defs Starts, steps []string) {
	if len(g.k.gather(r, defs)) > 0 {
		return
	}
	for _, s := range defs {
		list, field, ok := strings.Cut(s.Fact, ".")
		if s.Fact == "purchases.promised_on" && !g.k.facts.Has(cases.NotDelivered) && g.k.happened([]EventMatch{{Event: cases.Delivered}}) {
			continue // it is here: the day it was promised for says nothing any more
		}
		if ok && s.Unless == "" {
			g.fact(weighsClock, list+".0."+field, s.Fact, steps...)
		}
	}
}

// alive keeps the steps of the case that can still be taken.
func alive(rungs []*rung, steps []string) []string {
	var out []string
	for _, r := range rungs {
		if slices.Contains(steps, r.ID) && r.State != StepDone && r.State != StepLost && r.State != StepClosed {
			out = append(out, r.ID)
		}
	}
	return out
}

// unconfirmed asks to confirm what was read with doubt.
func (g *gapList) unconfirmed(next string) {
	for _, path := range slices.Sorted(maps.Keys(g.k.facts.Origins)) {
		o := g.k.facts.Origins[path]
		if o.Certainty != cases.Check {
			continue
		}
		weight := weighsConfirm - 10
		if changesPlan(path) {
			weight = weighsConfirm
		}
		g.add(weight, Gap{Fact: path, Question: Phrase{Key: "plan.gap.confirm.question", Args: map[string]any{"snippet": o.Snippet}},
			Where: Phrase{Key: "plan.gap.confirm.where"}, MattersFor: []string{next}})
	}
}

// changesPlan reports whether a fact can move a date or open a door.
func changesPlan(path string) bool {
	for _, s := range []string{"place", "problems", ".on", ".method", "promised_on", "protection_ends_on", ".amount", ".total", ".role", ".body", ".kind", ".until", ".id"} {
		if strings.Contains(path, s) {
			return true
		}
	}
	return false
}
