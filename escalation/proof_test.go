package escalation

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"degrau/cases"
	"degrau/escalation/packs"
)

// proofWords writes proofs in short: "!" where a body must have it, "=P1" where it is there, "@seller" whom to ask.
func proofWords(all []Proof) string {
	var out []string
	for _, p := range all {
		s := p.ID
		if p.Must() {
			s += "!"
		}
		if len(p.Exhibits) > 0 {
			s += "=" + strings.Join(p.Exhibits, ",")
		}
		for _, a := range p.Ask {
			s += "@" + a.Of
		}
		out = append(out, s)
	}
	return strings.Join(out, " ")
}

func TestProofsByProblemAndMethod(t *testing.T) {
	world := func(place, problem, method string) string {
		return edit(strings.NewReplacer("BRL", "EUR").Replace(shop(problem, method)), `"place":"BR-SP"`, `"place":"`+place+`"`)
	}
	for _, c := range []struct{ name, facts, events, want string }{
		{"AliExpress, nothing came, by Pix", ali("not_delivered", "pix"), "", "payment!@issuer order! promise!@aliexpress-seller chat! tracking@aliexpress-seller"},
		{"AliExpress, nothing came, by card: the card issuer reads the bill", ali("not_delivered", "card"), "", "payment!@card-issuer order! promise!@aliexpress-seller chat! tracking@aliexpress-seller"},
		{"AliExpress, refund promised", ali("refund_missing", "pix"), "", "order! refund-promise!@aliexpress-support payment!@issuer bill!@issuer chat"},
		{"AliExpress, the card is still charged", ali("charge_continues", "card"), "", "order! bill!@card-issuer cancellation!@aliexpress-support chat! payment!@card-issuer identity"},
		{"AliExpress, defect", ali("defective", "boleto"), "", "payment!@issuer order! defect-photo! chat! listing invoice@aliexpress-seller unboxing"},
		{"AliExpress, other goods", ali("wrong_item", "paypal"), "", "payment! order! received-photo! listing! chat! invoice@aliexpress-seller unboxing"},
		{"AliExpress, tax asked for", ali("tax_charged", "card"), "", "payment!@card-issuer order! tax-demand!@carrier chat! tax-order invoice@aliexpress-seller identity"},
		{"AliExpress, the dispute was unfair: the chats come from the privacy channel", ali("dispute_unfair", "card"), "", "payment!@card-issuer order! chat!@br-privacy refusal!@aliexpress-support"},
		{"AliExpress, the account is locked: even the order page has to be asked for", ali("account_access", "pix"), "",
			"order!@aliexpress-support account-lock!@aliexpress-support payment@issuer chat@br-privacy"},
		{"AliExpress, fraud", ali("fraud", "pix"), "", "payment!@issuer order! chat! identity! fraud-report"},
		{"a shop, nothing came", shop("not_delivered", "card"), "", "order!@seller promise!@seller tracking!@seller chat! payment@card-issuer identity"},
		{"a shop, shown as delivered", shop("not_delivered", "pix"), on("delivered", "", "2026-11-01"), "payment!@issuer order!@seller promise!@seller delivery-proof!@carrier@seller chat! tracking@seller no-delivery"},
		{"a shop, goods sent back", shop("refund_missing", "boleto"), on("returned_goods", "", "2026-11-01"), "payment!@issuer order!@seller refund-promise!@seller return-receipt!@seller@carrier chat! bill!@issuer identity! residence! income!"},
		{"Romania, other goods", world("RO", "wrong_item", "card"), ev(on("contacted", "seller", "2026-10-20"), on("refused", "seller", "2026-11-01")),
			"order!@seller received-photo! listing! chat! refusal!@seller payment!@card-issuer invoice!@seller unboxing identity"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := proofWords(mustPlan(t, c.facts, c.events, "2026-11-20").Proofs); got != c.want {
				t.Errorf("%s\nwant %s", got, c.want)
			}
		})
	}
}

// withExhibits is a case with what it has to show.
func withExhibits(t testing.TB, facts, events string, xs ...cases.Evidence) Situation {
	t.Helper()
	f := mustFacts(t, strings.Replace(facts, `"events":[]`, `"events":[`+events+`]`, 1))
	for i := range xs {
		xs[i].Number = i + 1
	}
	return Situation{Facts: f, Exhibits: xs, State: cases.StateOpen}
}

func proofOf(t testing.TB, all []Proof, id string) Proof {
	t.Helper()
	i := slices.IndexFunc(all, func(p Proof) bool { return p.ID == id })
	if i < 0 {
		t.Fatalf("no proof %s in %s", id, proofWords(all))
	}
	return all[i]
}

func TestWhatShowsAProof(t *testing.T) {
	p := mustPacks(t)
	charged := `{"kind":"contacted","body":"aliexpress-support","on":"2026-11-01","evidence":["P2"]}`
	s := withExhibits(t, ali("not_delivered", "pix"), charged, cases.Evidence{Shows: []string{"payment"}}, cases.Evidence{}, cases.Evidence{})
	s.Facts.Origins = map[string]cases.Origin{"purchases.0.promised_on": {Source: "P3, page 2", Certainty: cases.Sure}, "purchases.0.total": {Source: "P9"}}
	plan := p.Plan(s, noon(t, "2026-11-20"))
	for id, want := range map[string]string{"payment": "P1", "chat": "P2", "promise": "P3", "order": ""} {
		x := proofOf(t, plan.Proofs, id)
		state := ProofMissing
		if want != "" {
			state = ProofHave
		}
		if got := strings.Join(x.Exhibits, ","); got != want || x.State != state {
			t.Errorf("%s: %s %s, want %s", id, x.State, got, want)
		}
		if (len(x.Where) == 0) != (want != "") {
			t.Errorf("%s: where %v", id, x.Where)
		}
	}
	s.Exhibits = s.Exhibits[1:] // taken out of the case
	if x := proofOf(t, p.Plan(s, noon(t, "2026-11-20")).Proofs, "payment"); x.State != ProofMissing {
		t.Errorf("a proof that was taken out: %+v", x)
	}
}

func TestAProofThatWasAskedForHasItsDay(t *testing.T) {
	p := mustPacks(t)
	asked := func(id, body, day string) string {
		return fmt.Sprintf(`{"kind":"proof_asked","body":%q,"result":%q,"on":%q}`, body, id, day)
	}
	at := func(t *testing.T, events, now, id string, xs ...cases.Evidence) (Proof, Plan) {
		t.Helper()
		plan := p.Plan(withExhibits(t, ali("dispute_unfair", "card"), events, xs...), noon(t, now))
		return proofOf(t, plan.Proofs, id), plan
	}
	x, _ := at(t, asked("refusal", "aliexpress-support", "2026-11-10"), "2026-11-12", "refusal")
	if x.State != ProofWaited || x.Asked.Until.String() != "2026-11-20" || x.Asked.Late || x.Asked.Deadline != "proof-reply-2026-11-10" {
		t.Errorf("asked: %s %+v", x.State, x.Asked)
	}
	x, _ = at(t, asked("refusal", "aliexpress-support", "2026-11-10"), "2026-11-21", "refusal")
	if !x.Asked.Late || x.Asked.Then.Text["pt"] == "" {
		t.Errorf("late: %+v", x.Asked)
	}
	x, plan := at(t, ev(asked("refusal", "aliexpress-support", "2026-11-10"), on("answered", "aliexpress-support", "2026-11-15")), "2026-11-21", "refusal")
	if x.Asked.Late || !slices.ContainsFunc(plan.Deadlines, func(d Deadline) bool {
		return d.Rule == "proof-reply" && d.State == DeadlineMet && d.MetOn.String() == "2026-11-15"
	}) {
		t.Errorf("answered: %+v", x.Asked)
	}
	x, plan = at(t, asked("refusal", "aliexpress-support", "2026-11-10"), "2026-11-21", "refusal", cases.Evidence{Shows: []string{"refusal"}, ReceivedAt: noon(t, "2026-11-18")})
	if x.State != ProofHave || !slices.ContainsFunc(plan.Deadlines, func(d Deadline) bool {
		return d.Rule == "proof-reply" && d.State == DeadlineMet && d.MetOn.String() == "2026-11-18"
	}) {
		t.Errorf("came: %s %+v", x.State, x.Asked)
	}
	x, plan = at(t, asked("chat", "br-privacy", "2026-11-10"), "2026-11-12", "chat")
	if x.Asked.Deadline != "br-lgpd" || x.Asked.Until.String() != "2026-11-25" || step(t, plan, "br-privacy").State != StepDone {
		t.Errorf("privacy: %+v, %s", x.Asked, states(plan))
	}
	x, _ = at(t, ev(asked("refusal", "", "2026-10-01"), asked("refusal", "marketplace", "2026-11-10")), "2026-11-12", "refusal")
	if x.Asked.On.String() != "2026-11-10" || x.Asked.Until.IsZero() {
		t.Errorf("asked again: %+v", x.Asked)
	}
}

func TestAskingForAProofMovesNoStep(t *testing.T) {
	p := mustPacks(t)
	for _, facts := range []string{ali("not_delivered", "card"), shop("refund_missing", "pix"), shop("wrong_item", "card")} {
		before := p.Plan(withExhibits(t, facts, ""), noon(t, "2026-11-20"))
		after := p.Plan(withExhibits(t, facts, `{"kind":"proof_asked","body":"seller","result":"order","on":"2026-11-19"}`), noon(t, "2026-11-20"))
		if states(before) != states(after) || !reflect.DeepEqual(before.Next, after.Next) || !reflect.DeepEqual(before.Losses, after.Losses) {
			t.Errorf("%s\n%s", states(before), states(after))
		}
	}
}

func TestProofsStayTheSame(t *testing.T) {
	p := mustPacks(t)
	for i := range 40 {
		s, _ := fuzzCase(t, p, []byte{byte(i), byte(3 * i), byte(7 * i), 40, 6, byte(5 * i), 60, 10, byte(i), 70}, uint8(i*7))
		s.Exhibits = []cases.Evidence{{Number: 1, Shows: []string{"order"}}, {Number: 2}}
		now := noon(t, "2026-11-22")
		first := p.Plan(s, now)
		if again := p.Plan(s, now); !reflect.DeepEqual(first.Proofs, again.Proofs) {
			t.Fatalf("case %d: planned twice, two answers", i)
		}
		more := s
		more.Facts.Events = append(slices.Clone(s.Facts.Events), cases.Entry{Kind: cases.Note, On: mustPartial("2026-11-01"), Text: "nota"})
		if with := p.Plan(more, now); !reflect.DeepEqual(first.Proofs, with.Proofs) {
			t.Fatalf("case %d: a note changed the proofs: %s, %s", i, proofWords(first.Proofs), proofWords(with.Proofs))
		}
		if s.Facts.Place != "" && first.Next != nil {
			for _, x := range p.Proofs(s, first.Next.Body, now) {
				if got := proofOf(t, first.Proofs, x.ID); got.State != x.State || !slices.Equal(got.Exhibits, x.Exhibits) {
					t.Fatalf("case %d, %s: %+v, alone %+v", i, x.ID, got, x)
				}
			}
		}
	}
}

func TestEveryProofSaysWhereAndCanBeAskedForInWords(t *testing.T) {
	p := mustPacks(t)
	for _, d := range p.proofs {
		for _, lang := range cases.Languages {
			for _, text := range []string{d.Name[lang], d.Why[lang], d.Where[0].Text[lang]} {
				if text == "" || strings.ContainsAny(text, "!—") {
					t.Errorf("%s in %s: %q", d.ID, lang, text)
				}
			}
		}
		if d.Where[len(d.Where)-1].When != nil && len(d.Where) == 1 {
			t.Errorf("%s: its only place is for some cases", d.ID)
		}
	}
}

func TestAClosedCaseAsksForNoProof(t *testing.T) {
	s := withExhibits(t, ali("not_delivered", "pix"), "")
	s.State = cases.StateClosed
	if got := mustPacks(t).Plan(s, noon(t, "2026-11-20")).Proofs; len(got) > 0 {
		t.Errorf("%s", proofWords(got))
	}
}

func TestProofRecordsAreReadStrictly(t *testing.T) {
	src := `,"sources":[{"norm":"own","url":null,"checked":null,"confidence":"known"}]}`
	whole := `{"id":"xx-p","name":{"en":"P"},"why":{"en":"W."},"importance":"must","where":[{"text":{"en":"There."}}]`
	for name, c := range map[string]struct{ data, want string }{
		"unknown field":        {whole + `,"wher":1` + src, "unknown field"},
		"another id":           {strings.Replace(whole, "xx-p", "xx-q", 1) + src, "does not match the file name"},
		"unknown importance":   {strings.Replace(whole, `"must"`, `"may"`, 1) + src, `importance: unknown word "may"`},
		"nobody needs it":      {strings.Replace(whole, `"importance":"must",`, "", 1) + src, "no body needs it"},
		"no place":             {strings.Replace(whole, `[{"text":{"en":"There."}}]`, `[]`, 1) + src, "where: is missing"},
		"a place in no words":  {strings.Replace(whole, `{"en":"There."}`, `{"pt":"Ali."}`, 1) + src, "where.0.text: has no text"},
		"a place for a word":   {strings.Replace(whole, `{"text"`, `{"when":{"problems":["bad_luck"]},"text"`, 1) + src, `unknown word "bad_luck"`},
		"no name":              {strings.Replace(whole, `"name":{"en":"P"},`, "", 1) + src, "name: has no text"},
		"no source":            {whole + `,"sources":[]}`, "source is missing"},
		"a stranger's body":    {whole + `,"bodies":[{"ids":["nowhere"],"importance":"must"}]` + src, `bodies.0.ids: dangling id "nowhere"`},
		"a strange kind":       {whole + `,"bodies":[{"ids":["kind:shrine"],"importance":"must"}]` + src, `unknown word "shrine"`},
		"a body without words": {whole + `,"bodies":[{"ids":[],"importance":"maybe"}]` + src, "bodies.0.importance: unknown word"},
		"an unknown event":     {whole + `,"shown_by":{"events":[{"event":"charmed"}]}` + src, `unknown word "charmed"`},
		"an unknown fact":      {whole + `,"shown_by":{"facts":["weather"]}` + src, `unknown list "weather"`},
		"asks a stranger":      {whole + `,"ask":[{"of":"cousin","text":"proof-ask-order"}]` + src, `neither a body nor a role: "cousin"`},
		"asks without a text":  {whole + `,"ask":[{"of":"seller","text":"nothing"}]` + src, "no text en/nothing"},
		"a dangling rule":      {whole + `,"ask":[{"of":"seller","text":"proof-ask-order","rule":"no-such","then":{"en":"Go on."}}]` + src, `dangling id "no-such"`},
		"a rule that waits":    {whole + `,"ask":[{"of":"seller","text":"proof-ask-order","rule":"promise","then":{"en":"Go on."}}]` + src, "does not start when a proof is asked for"},
		"a rule and nothing":   {whole + `,"ask":[{"of":"seller","text":"proof-ask-order","rule":"proof-reply"}]` + src, "ask.0.then: has no text"},
		"vanishes at no task":  {whole + `,"vanishes":"seller"` + src, `no task "seller"`},
		"extends a stranger":   {`{"id":"xx-p","extends":"xx-q"` + src, `extends: dangling id "xx-q"`},
		"extends and renames":  {`{"id":"xx-p","extends":"payment","name":{"en":"P"}` + src, "the rest is for the proof itself to say"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Load(packs.FS, with(xland(), "xx/proofs/xx-p.json", c.data))
			if err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), "xx/proofs/xx-p.json") {
				t.Errorf("%v, want %q", err, c.want)
			}
		})
	}
}

func TestACountryAddsItsProofsWithoutGo(t *testing.T) {
	src := `,"sources":[{"norm":"own","url":null,"checked":null,"confidence":"known"}]}`
	x := with(xland(), "xx/proofs/xx-stamp.json", `{"id":"xx-stamp","name":{"en":"Stamp"},"why":{"en":"W."},"bodies":[{"ids":["xx-shop"],"importance":"must"}],"where":[{"text":{"en":"There."}}]`+src)
	x["xx/proofs/xx-order.json"] = &fstest.MapFile{Data: []byte(`{"id":"xx-order","extends":"order","when":{"places":["XX"]},"where":[{"text":{"en":"In the blue book."}}]` + src)}
	p, err := Load(packs.FS, x)
	if err != nil {
		t.Fatal(err)
	}
	f := mustFacts(t, `{"place":"XX","problems":["not_delivered"],"events":[{"kind":"contacted","on":"2024-02-01"}]}`)
	all := p.Proofs(Situation{Facts: f}, "xx-shop", noon(t, "2024-02-09"))
	if got := proofOf(t, all, "xx-stamp"); !got.Must() {
		t.Errorf("%+v", got)
	}
	if got := proofOf(t, all, "order"); got.Where[0].Text["en"] != "In the blue book." {
		t.Errorf("%+v", got.Where)
	}
	if got, ok := p.Proof(Situation{Facts: f}, "xx-stamp", noon(t, "2024-02-09")); !ok || !got.Must() {
		t.Errorf("by its id: %+v", got)
	}
	if _, ok := p.Proof(Situation{Facts: f}, "xx-none", noon(t, "2024-02-09")); ok {
		t.Error("a proof nobody knows")
	}
	if slices.ContainsFunc(p.Proofs(Situation{Facts: f}, "seller", noon(t, "2024-02-09")), func(x Proof) bool { return x.ID == "xx-stamp" }) {
		t.Error("a stamp for the shop")
	}
}
