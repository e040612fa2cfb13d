package escalation

import (
	"strings"
	"testing"

	"degrau/cases"
)

func TestOneDoorShutsAnother(t *testing.T) {
	p := mustLoad(t, nil)
	plan := xplan(t, p, xfacts(`"not_delivered"`, ""), "2024-03-04")
	if s := stepOf(t, plan, "xx-mediator"); s.State != StepParallel {
		t.Errorf("mediator is %s", s.State)
	}
	if s := stepOf(t, plan, "xx-office"); !strings.Contains(reasonKeys(s), "plan.reason.would_close") {
		t.Errorf("the office does not warn: %s", reasonKeys(s))
	}
	plan = xplan(t, p, xfacts(`"not_delivered"`, `{"kind":"filed","body":"xx-office","on":"2024-03-01"}`), "2024-03-04")
	if s := stepOf(t, plan, "xx-mediator"); s.State != StepClosed || !strings.Contains(reasonKeys(s), "takes no case") || strings.Join(s.Instead, " ") != "xx-office" {
		t.Errorf("mediator is %s because %s, instead %v", s.State, reasonKeys(s), s.Instead)
	}
	plan = xplan(t, p, xfacts(`"not_delivered"`, `{"kind":"charged","on":"2024-03-01"}`), "2024-03-04")
	if s := stepOf(t, plan, "xx-mediator"); s.State != StepParallel || !strings.Contains(reasonKeys(s), "plan.reason.at_risk") {
		t.Errorf("a risk closed the door or is not said: %s, %s", s.State, reasonKeys(s))
	}
}

func TestWhatThePersonCannotDoIsPassedOver(t *testing.T) {
	p := mustLoad(t, nil)
	facts := edit(xfacts(`"not_delivered"`, ""), `"events":[]`, `"answers":{"cannot.xx-shop":true},"events":[]`)
	plan := xplan(t, p, facts, "2024-03-04")
	if s := stepOf(t, plan, "xx-shop"); s.State != StepClosed || reasonKeys(s) != "plan.reason.cannot" {
		t.Errorf("shop is %s because %s", s.State, reasonKeys(s))
	}
	if plan.Next == nil || plan.Next.Step != "xx-mediator" {
		t.Errorf("next is %+v", plan.Next)
	}
}

func TestClaimsAreMeasuredWithTheValueOfTheDay(t *testing.T) {
	p := mustLoad(t, nil)
	filed := `{"kind":"filed","body":"xx-office","on":"2023-02-01"},{"kind":"refused","body":"xx-office","on":"2023-03-01"}`
	for _, c := range []struct {
		name, amount, now string
		want              StepState
	}{
		{"at the limit", "2000.00", "2024-03-04", StepParallel},
		{"a cent above", "2000.01", "2024-03-04", StepClosed},
		{"above the limit of the year before", "1900.00", "2023-12-31", StepClosed},
		{"the new year's limit", "1900.00", "2024-01-01", StepParallel},
		{"before any value is known the door stays open", "9000.00", "2022-12-31", StepParallel},
	} {
		t.Run(c.name, func(t *testing.T) {
			events := filed
			if c.now < "2023-03-01" {
				events = strings.NewReplacer("2023-02-01", "2022-02-01", "2023-03-01", "2022-03-01").Replace(filed)
			}
			facts := edit(xfacts(`"not_delivered"`, events), "500.00", c.amount)
			s := stepOf(t, xplan(t, p, facts, c.now), "xx-court")
			if s.State == StepNow {
				s.State = StepParallel
			}
			if s.State != c.want {
				t.Errorf("court is %s because %s, want %s", s.State, reasonKeys(s), c.want)
			}
		})
	}
	back := edit(xfacts(`"not_delivered"`, filed+`,{"kind":"refunded","on":"2024-03-02","amount":{"amount":"300.00","currency":"XXD"}}`), "500.00", "2200.00")
	if s := stepOf(t, xplan(t, p, back, "2024-03-04"), "xx-court"); s.State == StepClosed {
		t.Error("what came back is still counted in the claim")
	}
}

func TestIncomeIsAnAnswerInMoney(t *testing.T) {
	k := &knowledge{packs: mustLoad(t, nil), today: mustPartial("2024-03-04").First()}
	limit := &Limit{Value: "xx-wage", Times: 3}
	for answer, want := range map[any]truth{"300.00": yes, "300.01": no, "250 XXD": yes, "250 BRL": unknown, "much": unknown, true: unknown, nil: unknown} {
		k.facts.Answers = map[string]any{"aid.income": answer}
		got, asks := (&Condition{Numbers: map[string]Bounds{"aid.income": {AtMost: limit}}}).holds(k)
		if got != want || (got == unknown) != (len(asks) == 1) {
			t.Errorf("%v is %d, asks %v; want %d", answer, got, asks, want)
		}
	}
}

func TestALostAccountShutsEveryDoorInside(t *testing.T) {
	inside := `{"id":"yy-%s","kind":"platform","inside":true,"name":{"en":"%s"},"country":"","about":{"en":"A door."},"cost":{"en":"Free"},"can_oblige":null,"language":"en",
		"public":false,"url":null,"form":{},"sources":SRC,"steps":[{"id":"yy-%s","rank":5,"done":[{"event":"filed","body":"yy-%s"}],"action":{"en":"Go"},"why":{"en":"It helps."}}]}`
	p := mustLoad(t, map[string]string{
		"yy/pack.json": `{"id":"yy","name":{"en":"Ymarket"},"zone":"UTC","weekend":["saturday","sunday"],"language":"en","platform":{"id":"yy","names":["ymarket"],
			"locked":{"if":{"any":[{"problems":["account_access"]},{"answers":{"yy.account":["no"]}}]},"reason":{"en":"Without the account this is shut."},"instead":["xx-office"]}}}`,
		"yy/bodies/yy-chat.json":    strings.ReplaceAll(inside, "%s", "chat"),
		"yy/bodies/yy-dispute.json": strings.ReplaceAll(inside, "%s", "dispute"),
	})
	for _, facts := range []string{xfacts(`"account_access"`, ""), edit(xfacts(`"not_delivered"`, ""), `"events":[]`, `"answers":{"yy.account":false},"events":[]`)} {
		plan := xplan(t, p, facts, "2024-03-04")
		for _, id := range []string{"yy-chat", "yy-dispute"} {
			if s := stepOf(t, plan, id); s.State != StepClosed || strings.Join(s.Instead, " ") != "xx-office" {
				t.Errorf("%s is %s, instead %v", id, s.State, s.Instead)
			}
		}
		if s := stepOf(t, plan, "xx-shop"); s.State == StepClosed {
			t.Error("a door outside the account is shut")
		}
	}
	if s := stepOf(t, xplan(t, p, xfacts(`"not_delivered"`, ""), "2024-03-04"), "yy-chat"); s.State == StepClosed {
		t.Error("shut without anybody having lost an account")
	}
}

func TestAnActIsTriedOutBeforeItIsDone(t *testing.T) {
	p := mustLoad(t, nil)
	s := Situation{Facts: mustFacts(t, xfacts(`"not_delivered"`, `{"kind":"filed","body":"xx-mediator","on":"2024-03-01"}`)), State: cases.StateOpen}
	gs := p.Guards(s, noon(t, "2024-03-04"))
	if len(gs) != 1 || gs[0].Act != "accept" {
		t.Fatalf("guards %+v", gs)
	}
	shut := map[string]string{}
	for _, x := range gs[0].Shuts {
		shut[x.Step] = x.Effect
	}
	for _, id := range []string{"xx-shop", "xx-office", "xx-court"} {
		if shut[id] != "closes" {
			t.Errorf("accepting does not close %s: %v", id, shut)
		}
	}
	if got := p.GuardEntry(s, cases.Entry{Kind: cases.Filed, Body: "xx-office", On: mustPartial("2024-03-04")}, noon(t, "2024-03-04")); len(got) != 1 || got[0].Step != "xx-mediator" {
		t.Errorf("nobody is warned that filing at the office ends the mediation under way: %+v", got)
	}
	s.Facts = mustFacts(t, xfacts(`"not_delivered"`, ""))
	got := p.GuardEntry(s, cases.Entry{Kind: cases.Filed, Body: "xx-office", On: mustPartial("2024-03-04")}, noon(t, "2024-03-04"))
	if len(got) != 1 || got[0].Step != "xx-mediator" || got[0].Effect != "closes" {
		t.Errorf("filing at the office shuts %+v", got)
	}
}

func TestContradictingProofStandsSideBySide(t *testing.T) {
	p := mustLoad(t, nil)
	facts := xfacts(`"not_delivered"`, `{"kind":"delivered","on":"2024-02-20","evidence":["P2"]}`)
	plan := xplan(t, p, facts, "2024-03-04")
	if plan.Next != nil || plan.Reason.Key != "plan.reason.conflict" || len(plan.Conflicts) != 1 {
		t.Fatalf("next %+v, reason %s, conflicts %+v", plan.Next, plan.Reason.Key, plan.Conflicts)
	}
	c := plan.Conflicts[0]
	if c.Fact != "answers.item.received" || len(c.Sides) != 2 || c.Sides[1].Evidence[0] != "P2" || c.Sides[1].On.String() != "2024-02-20" {
		t.Errorf("conflict %+v", c)
	}
	if s := stepOf(t, plan, "xx-shop"); s.State != StepUncertain {
		t.Errorf("a claim is %s while proof contradicts it", s.State)
	}
	answered := func(v string) Plan {
		return xplan(t, p, strings.Replace(facts, `"events":`, `"answers":{"item.received":`+v+`},"events":`, 1), "2024-03-04")
	}
	if plan := answered("false"); plan.Next == nil || len(plan.Conflicts) != 0 {
		t.Errorf("answered that it did not come: next %+v", plan.Next)
	}
	if plan := answered("null"); plan.Next == nil {
		t.Error("who does not know is kept from claiming")
	}
	if plan := answered("true"); plan.Next != nil || plan.Reason.Key != "plan.reason.received" {
		t.Errorf("answered that it came: next %+v, reason %s", plan.Next, plan.Reason.Key)
	}
}

func TestMoneyThatCameBack(t *testing.T) {
	p := mustLoad(t, nil)
	filed := `{"kind":"filed","body":"xx-mediator","on":"2024-01-20"},{"kind":"filed","body":"xx-office","on":"2024-02-01"}`
	refund := func(amount, body string) string {
		return `,{"kind":"refunded","body":"` + body + `","on":"2024-03-01","amount":{"amount":"` + amount + `","currency":"XXD"}}`
	}
	for _, c := range []struct {
		name, events, notice, tell string
		stopped                    bool
	}{
		{"nothing came", filed, "", "", false},
		{"a part came: less to ask, two to tell", filed + refund("200.00", "xx-shop"), "plan.notice.less_to_ask", "tell-xx-mediator parallel; tell-xx-office parallel", false},
		{"all came: still two to tell", filed + refund("500.00", "xx-shop"), "", "tell-xx-mediator parallel; tell-xx-office parallel", true},
		{"it came from the office itself", filed + refund("500.00", "xx-office"), "", "tell-xx-mediator parallel", true},
		{"one has been told", filed + refund("500.00", "xx-shop") + `,{"kind":"contacted","body":"xx-office","on":"2024-03-02"}`, "", "tell-xx-mediator parallel; tell-xx-office done", true},
		{"paid twice", filed + refund("500.00", "xx-shop") + refund("500.00", "xx-mediator"), "plan.notice.paid_twice", "tell-xx-office parallel", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			plan := xplan(t, p, xfacts(`"other"`, c.events), "2024-03-04")
			var notices, tell []string
			for _, n := range plan.Notices {
				notices = append(notices, n.Key)
			}
			for _, s := range plan.Steps {
				if strings.HasPrefix(s.ID, TellPrefix) {
					tell = append(tell, s.ID+" "+string(s.State))
				}
			}
			if strings.Join(notices, ";") != c.notice || strings.Join(tell, "; ") != c.tell || (plan.Reason.Key == "plan.reason.refunded") != c.stopped {
				t.Errorf("notices %v, tell %v, reason %s", notices, tell, plan.Reason.Key)
			}
		})
	}
}

func TestUsualAnswersAreRecognisedByTheirWords(t *testing.T) {
	p := mustLoad(t, nil)
	for text, want := range map[string]bool{
		"Please WAIT 10 business days, dear customer.":                              true,
		"kindly await 7 working-days":                                               true,
		"Please be patient, our specialised team is on it":                          true,
		"please be patient with all of our quite overworked team":                   false,
		"please be patient with all of our busy team":                               true,
		"wait ten business days":                                                    false,
		"please be patient. we will see about it another day and then ask the team": false,
		"business days wait 10":                                                     false,
		"":                                                                          false,
	} {
		if got := len(p.Recognise(text)) == 1; got != want {
			t.Errorf("%q recognised: %v", text, got)
		}
	}
	plan := xplan(t, p, xfacts(`"not_delivered"`, `{"kind":"answered","body":"xx-shop","on":"2024-03-01","text":"Please wait 10 business days","evidence":["P4"]},
		{"kind":"answered","body":"xx-shop","on":"2024-03-02","text":"We are sorry."}`), "2024-03-04")
	if len(plan.Answers) != 1 || plan.Answers[0].Answer != "wait" || plan.Answers[0].Event != 0 || plan.Answers[0].Step != "xx-office" || plan.Answers[0].Exhibit[0] != "P4" {
		t.Errorf("recognised %+v", plan.Answers)
	}
}

func TestNoStepLeftNamesWhatRemains(t *testing.T) {
	aid := `{"id":"xx-aid","kind":"legal_aid","name":{"en":"Legal aid"},"country":"XX","about":{"en":"Helps."},"cost":{"en":"Free"},"can_oblige":null,"language":"en","public":false,
		"url":null,"form":{},"sources":SRC}`
	p := mustLoad(t, map[string]string{"xx/bodies/xx-aid.json": aid})
	facts := edit(xfacts(`"not_delivered"`, ""), `"events":[]`, `"answers":{"cannot.xx-shop":true,"cannot.xx-mediator":true,"cannot.xx-office":true,"cannot.xx-court":true},"events":[]`)
	plan := xplan(t, p, facts, "2024-03-04")
	if plan.Next != nil || plan.Reason.Key != "plan.reason.no_more" || strings.Join(plan.Help, " ") != "xx-aid" {
		t.Errorf("next %+v, reason %s, help %v", plan.Next, plan.Reason.Key, plan.Help)
	}
}

func TestAnAmountNobodyConfirmedClosesNoDoor(t *testing.T) {
	p := mustLoad(t, nil)
	filed := `{"kind":"filed","body":"xx-office","on":"2024-02-01"},{"kind":"refused","body":"xx-office","on":"2024-03-01"}`
	facts := strings.Replace(edit(xfacts(`"not_delivered"`, filed), "500.00", "9000.00"), `"events":`, `"origins":{"payments.0.amount":{"certainty":"check","snippet":"9000","span":[0,4]}},"events":`, 1)
	if s := stepOf(t, xplan(t, p, facts, "2024-03-04"), "xx-court"); s.State == StepClosed {
		t.Errorf("court is %s because %s", s.State, reasonKeys(s))
	}
	sure := edit(xfacts(`"not_delivered"`, filed), "500.00", "9000.00")
	if s := stepOf(t, xplan(t, p, sure, "2024-03-04"), "xx-court"); s.State != StepClosed {
		t.Errorf("a confirmed amount above the limit leaves the court %s", s.State)
	}
}

func TestTasksStandBesideTheWay(t *testing.T) {
	p := mustPacks(t)
	plan := mustPlan(t, ali("not_delivered", "pix"), "", "2026-07-10")
	s := stepOf(t, plan, "keep-listing")
	if !s.Task || s.State != StepParallel || len(s.Reasons) == 0 {
		t.Errorf("the task is %+v", s)
	}
	if d := deadlineOf(t, plan, "keep-listing"); !d.Task || d.State == DeadlinePassed {
		t.Errorf("its clock is %+v", d)
	}
	facts := answered(ali("not_delivered", "pix"), "done.keep-listing", "true")
	plan = p.Plan(Situation{Facts: mustFacts(t, facts), State: cases.StateOpen}, noon(t, "2026-07-10"))
	if s := stepOf(t, plan, "keep-listing"); s.State != StepDone {
		t.Errorf("said to be done, it is %s", s.State)
	}
	if d := deadlineOf(t, plan, "keep-listing"); d.State != DeadlineMet {
		t.Errorf("its clock is %s", d.State)
	}
}
