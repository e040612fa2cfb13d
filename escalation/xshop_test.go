package escalation

import (
	"strings"
	"testing"
	"testing/fstest"

	"degrau/cases"
)

// xshop is the invented country with a shop, an office, a mediator and a court, in which every word of the pack format
// does something. It stands without our packs.
func xshop(more map[string]string) fstest.MapFS {
	fs := fstest.MapFS{}
	put := func(name, data string) {
		src := `[{"norm":"Act 1/2024 art. 2","url":null,"checked":null,"confidence":"sourced"}]`
		fs[name] = &fstest.MapFile{Data: []byte(strings.ReplaceAll(data, "SRC", src))}
	}
	put("xx/pack.json", `{"id":"xx","name":{"en":"Xland"},"country":"XX","zone":"UTC","weekend":["saturday","sunday"],"language":"en"}`)
	put("xx/calendars/XX.json", `{"id":"XX","name":{"en":"Xland"},"kind":"legal","place":"XX","from":2015,"until":2030,
		"holidays":[{"name":{"en":"Founding"},"on":"02-12","sources":SRC}],"sources":SRC}`)
	put("xx/calendars/XX-court.json", `{"id":"XX-court","name":{"en":"Courts"},"kind":"court","place":"XX","extends":"XX","from":2015,"until":2030,
		"holidays":[{"name":{"en":"Recess"},"range":{"from":"12-20","until":"01-06"},"suspends":true,"sources":SRC}],"sources":SRC}`)
	put("xx/ladders/xx.json", `{"id":"xx","name":{"en":"Purchase"},"pace":2,"near":45}`)
	body := func(id, kind, more, step string) string {
		return `{"id":"` + id + `","kind":"` + kind + `","name":{"en":"` + id + `"},"country":"XX","about":{"en":"A door."},"cost":{"en":"Free"},"can_oblige":null,
			"language":"en","public":false,"url":null,"form":{},` + more + `"steps":[` + step + `],"sources":SRC}`
	}
	step := func(id, more string) string {
		return `{"id":"` + id + `","done":[{"event":"filed","body":"` + id + `"}],"action":{"en":"Go to ` + id + `"},"why":{"en":"It helps."},` + more + `}`
	}
	put("xx/bodies/xx-shop.json", body("xx-shop", "company", "", step("xx-shop", `"rank":10`)))
	put("xx/bodies/xx-mediator.json", body("xx-mediator", "mediation", "", step("xx-mediator", `"rank":20,"closed_by":[
		{"by":[{"event":"filed","body":"xx-office"}],"effect":"closes","reason":{"en":"The mediator takes no case that the office has."},"instead":["xx-office"],"sources":SRC},
		{"by":[{"event":"settled"}],"effect":"closes","reason":{"en":"An accepted offer ends it."},"sources":SRC},
		{"by":[{"event":"charged"}],"effect":"risks","reason":{"en":"It may be frozen."},"sources":SRC}]`)))
	put("xx/bodies/xx-office.json", body("xx-office", "authority", "", step("xx-office", `"rank":30`)))
	put("xx/bodies/xx-court.json", body("xx-court", "court", "", step("xx-court", `"rank":40,"after":["xx-office"],"needs":[
		{"if":{"claim":{"at_most":{"value":"xx-wage","times":20}}},"reason":{"en":"Above 20 wages a lawyer is needed."},"instead":["xx-office"]}]`)))
	put("xx/values/xx-wage.json", `{"id":"xx-wage","name":{"en":"Wage"},"series":[{"from":"2023-01-01","amount":{"amount":"90.00","currency":"XXD"},"sources":SRC},
		{"from":"2024-01-01","amount":{"amount":"100.00","currency":"XXD"},"sources":SRC}]}`)
	put("xx/acts/accept.json", `{"id":"accept","name":{"en":"Accept the offer"},"event":"settled","before":{"en":"Count the money first."},"sources":SRC}`)
	put("xx/answers/wait.json", `{"id":"wait","name":{"en":"Wait some days"},"phrases":{"en":["wait|await # working|business days","please be patient * team"]},
		"means":{"en":"No rule lets them wait."},"reply":{"en":"The term has passed."},"step":"xx-office","sources":SRC}`)
	for name, data := range more {
		put(name, data)
	}
	return fs
}

// xrule is a rule of Xland: 5 working days for the office's answer, unless said otherwise.
func xrule(id, more string) string {
	return `{"id":"` + id + `","name":{"en":"` + id + `"},"body":"xx-office","owner":"body","starts":{"event":"filed","body":"xx-office"},"confidence":"sourced",
		"sources":SRC,"examples":[],` + more + `}`
}

func mustLoad(t testing.TB, more map[string]string) *Packs {
	t.Helper()
	p, err := Load(xshop(more))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func xfacts(problems, events string) string {
	return `{"place":"XX","problems":[` + problems + `],"payments":[{"on":"2024-01-02","amount":{"amount":"500.00","currency":"XXD"},"method":"transfer","role":"paid"}],"events":[` + events + `]}`
}

func xplan(t testing.TB, p *Packs, facts, now string) Plan {
	t.Helper()
	return p.Plan(Situation{Facts: mustFacts(t, facts), State: cases.StateOpen}, noon(t, now))
}

func deadlineOf(t testing.TB, p Plan, rule string) Deadline {
	t.Helper()
	for _, d := range p.Deadlines {
		if d.Rule == rule {
			return d
		}
	}
	t.Fatalf("no deadline %s in %v", rule, p.Deadlines)
	return Deadline{}
}

func stepOf(t testing.TB, p Plan, id string) Step {
	t.Helper()
	for _, s := range p.Steps {
		if s.ID == id {
			return s
		}
	}
	t.Fatalf("no step %s in %s", id, states(p))
	return Step{}
}

func reasonKeys(s Step) string {
	var out []string
	for _, r := range s.Reasons {
		out = append(out, r.Key+r.Text["en"])
	}
	return strings.Join(out, "; ")
}
