package escalation

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"degrau/cases"
	"degrau/escalation/packs"
)

func TestBuiltinPacksLoad(t *testing.T) {
	p := mustPacks(t)
	for _, id := range []string{"seller", "aliexpress-seller", "aliexpress-support", "aliexpress-dispute", "payee", "card-issuer", "bank-ombudsman", "pix-med",
		"br-consumidor-gov", "br-procon", "br-procon-sp", "br-reclame-aqui", "br-proteste", "br-defensoria", "br-jec", "br-bcb", "br-correios"} {
		b, ok := p.Body(id)
		if !ok {
			t.Errorf("no body %s", id)
			continue
		}
		for _, lang := range []string{"pt", "es", "ro", "en"} {
			if b.Name[lang] == "" || b.About[lang] == "" || b.Cost[lang] == "" || b.WhoFiles[lang] == "" {
				t.Errorf("%s is not complete in %s", id, lang)
			}
		}
		if len(b.Needs) == 0 || len(b.After) == 0 || len(b.Sources) == 0 {
			t.Errorf("%s has no checklist, after or sources", id)
		}
	}
	for _, id := range []string{"BR-legal", "BR-bank", "BR-SP", "BR-RJ", "BR-SP-sao-paulo", "BR-PR", "BR-court-SP"} {
		if !slices.Contains(p.Calendars(), id) {
			t.Errorf("no calendar %s", id)
		}
	}
}

func TestBuiltinPacksAreComplete(t *testing.T) {
	for _, err := range mustPacks(t).Check() {
		t.Error(err)
	}
}

func TestNothingWasReadAtTheOfficialPlaceYet(t *testing.T) {
	p := mustPacks(t)
	for _, r := range p.Rules() {
		for _, s := range r.Sources {
			if s.Checked != nil {
				t.Errorf("%s: %s says it was checked on %s", r.ID, s.Norm, *s.Checked)
			}
		}
	}
}

func TestInventedCountryNeedsNoGo(t *testing.T) {
	p, err := Load(packs.FS, xland())
	if err != nil {
		t.Fatal(err)
	}
	f := mustFacts(t, `{"place":"XX","problems":["not_delivered"],"events":[{"kind":"contacted","on":"2024-02-01"},{"kind":"filed","body":"xx-shop","on":"2024-02-08"}]}`)
	plan := p.Plan(Situation{Facts: f}, noon(t, "2024-02-09"))
	if plan.Next != nil || plan.WaitUntil.String() != "2024-02-18" {
		t.Errorf("next %+v, wait until %s", plan.Next, plan.WaitUntil)
	}
	if hs, _ := p.Holidays("XX-legal", 2024); len(hs) != 2 || hs[1].On.String() != "2024-03-11" {
		t.Errorf("holidays %v", hs)
	}
}

func TestLaterLayerReplacesByID(t *testing.T) {
	rule := `{"id":"xx-shop-reply","name":{"en":"Reply"},"owner":"company","count":{"n":9,"unit":"calendar_day"},"confidence":"known",
		"sources":[{"norm":"own","url":null,"checked":null,"confidence":"known"}],"examples":[]}`
	over := fstest.MapFS{"xx/rules/xx-shop-reply.json": &fstest.MapFile{Data: []byte(rule)}}
	a, err := Load(packs.FS, xland())
	if err != nil {
		t.Fatal(err)
	}
	b, err := Load(packs.FS, xland(), over)
	if err != nil {
		t.Fatal(err)
	}
	if r, _ := b.Rule("xx-shop-reply"); r.Count.N != 9 {
		t.Errorf("count %+v", r.Count)
	}
	if a.Snapshot() == b.Snapshot() {
		t.Error("a changed rule did not change the snapshot")
	}
}

func TestSnapshotIgnoresLayout(t *testing.T) {
	a, err := Load(packs.FS, xland())
	if err != nil {
		t.Fatal(err)
	}
	loose := with(xland(), "xx/pack.json", strings.ReplaceAll(string(xland()["xx/pack.json"].Data), ",", " ,\n  "))
	b, err := Load(packs.FS, loose)
	if err != nil {
		t.Fatal(err)
	}
	if a.Snapshot() != b.Snapshot() {
		t.Error("spaces changed the snapshot")
	}
}

func TestFaultsAreNamedWithFileAndReason(t *testing.T) {
	x := xland()
	rule := string(x["xx/rules/xx-shop-reply.json"].Data)
	body := string(x["xx/bodies/xx-shop.json"].Data)
	cal := string(x["xx/calendars/XX-legal.json"].Data)
	for name, c := range map[string]struct{ file, data, want string }{
		"again":                         {"xx/bodies/xx-shop.json", strings.Replace(body, `"rank":40`, `"rank":40,"again":-1`, 1), "again: is out of range"},
		"hold without a day":            {"xx/bodies/xx-shop.json", strings.Replace(body, `"rank":40`, `"rank":40,"holds":[{"while":{},"until":[],"reason":{"en":"Early."}}]`, 1), "needs a day"},
		"hold without words":            {"xx/bodies/xx-shop.json", strings.Replace(body, `"rank":40`, `"rank":40,"holds":[{"while":{},"until":[{"event":"shipped"}],"reason":{}}]`, 1), "has no text"},
		"proof by a stranger":           {"xx/bodies/xx-shop.json", strings.Replace(body, `"rank":40`, `"rank":40,"proof":[{"step":"payee"}]`, 1), "must be a step it comes after"},
		"within":                        {"xx/rules/xx-shop-reply.json", strings.Replace(rule, `"answered",`, `"answered","within":3,`, 1), "within: stands only"},
		"charged":                       {"xx/bodies/xx-shop.json", strings.Replace(body, `"rank":40`, `"rank":40,"opens_on":[{"event":"filed","charged":true}]`, 1), "charged: stands only"},
		"unknown field":                 {"xx/rules/xx-shop-reply.json", strings.Replace(rule, `"owner"`, `"ownr":1,"owner"`, 1), "unknown field"},
		"unknown unit":                  {"xx/rules/xx-shop-reply.json", strings.Replace(rule, `"working_day"`, `"fortnight"`, 1), `unknown word "fortnight"`},
		"unknown start":                 {"xx/rules/xx-shop-reply.json", strings.Replace(rule, `"filed"`, `"filled"`, 1), `unknown word "filled"`},
		"dangling calendar":             {"xx/rules/xx-shop-reply.json", strings.Replace(rule, `XX-legal`, `YY-legal`, 1), `dangling id "YY-legal"`},
		"dangling body":                 {"xx/rules/xx-shop-reply.json", strings.Replace(rule, `"body":"xx-shop"`, `"body":"yy"`, 1), `dangling id "yy"`},
		"dangling step":                 {"xx/bodies/xx-shop.json", strings.Replace(body, `"after":["seller"]`, `"after":["nobody"]`, 1), `dangling id "nobody"`},
		"loop":                          {"xx/bodies/xx-shop.json", strings.Replace(body, `"after":["seller"]`, `"after":["xx-shop"]`, 1), "loop"},
		"failing example":               {"xx/rules/xx-shop-reply.json", strings.Replace(rule, `"due":"2024-02-18"`, `"due":"2024-02-19"`, 1), "failing example"},
		"id is not the file's":          {"xx/rules/xx-shop-reply.json", strings.Replace(rule, `"xx-shop-reply"`, `"xx-other"`, 1), "does not match the file name"},
		"bad date":                      {"xx/rules/xx-shop-reply.json", strings.Replace(rule, `"2024-01-01"`, `"2024-02-30"`, 1), "2024-02-30"},
		"missing source":                {"xx/rules/xx-shop-reply.json", rule[:strings.Index(rule, `"sources"`)] + `"sources":[],"examples":[]}`, "source is missing"},
		"overlapping validity":          {"xx/rules/xx-shop-reply@2025.json", strings.Replace(rule, `"2024-01-01"`, `"2025-01-01"`, 1), "overlapping validity"},
		"calendar without working day":  {"xx/calendars/XX-legal.json", strings.Replace(cal, `"on":"02-12"`, `"range":{"from":"01-01","until":"12-31"}`, 1), "has no working day"},
		"holiday with no day":           {"xx/calendars/XX-legal.json", strings.Replace(cal, `"on":"02-12",`, ``, 1), "exactly one of"},
		"day that is none":              {"xx/calendars/XX-legal.json", strings.Replace(cal, `"02-12"`, `"02-31"`, 1), `bad date "02-31"`},
		"calendar extends itself":       {"xx/calendars/XX-legal.json", strings.Replace(cal, `"kind"`, `"extends":"XX-legal","kind"`, 1), "loop through"},
		"unknown word for observed":     {"xx/calendars/XX-legal.json", strings.Replace(cal, `"on":"02-12"`, `"on":"02-12","observed":"whenever"`, 1), `unknown word "whenever"`},
		"observed without a fixed day":  {"xx/calendars/XX-legal.json", strings.Replace(cal, `"nth":`, `"observed":"nearest_weekday","nth":`, 1), "observed needs on"},
		"one holiday twice":             {"xx/calendars/XX-legal.json", strings.Replace(cal, `"nth":{"n":2,"weekday":"monday","month":3}`, `"on":"02-12","from":"2025-01-01"`, 1), "is the day of holidays.0 again"},
		"holiday and none":              {"xx/calendars/XX-legal.json", strings.Replace(cal, `"kind"`, `"not_holidays":[{"name":{"en":"Founding"},"on":"02-12","why":{"en":"optional"},"sources":[{"norm":"n","url":null,"checked":null,"confidence":"known"}]}],"kind"`, 1), "not_holidays.0: is the day of holidays.0 again"},
		"day listed twice":              {"xx/calendars/XX-legal.json", strings.Replace(cal, `"on":"02-12"`, `"days":["2024-02-12","2024-02-12"]`, 1), "2024-02-12 is already in holidays.0"},
		"day outside the years":         {"xx/calendars/XX-legal.json", strings.Replace(cal, `"on":"02-12"`, `"days":["2031-02-12"]`, 1), "2031-02-12 is outside the years"},
		"day outside the law":           {"xx/calendars/XX-legal.json", strings.Replace(cal, `"on":"02-12"`, `"days":["2024-02-12"],"until":"2023-12-31"`, 1), "2024-02-12 is outside the years"},
		"holiday that ended before":     {"xx/calendars/XX-legal.json", strings.Replace(cal, `"on":"02-12"`, `"on":"02-12","until":"2019-12-31"`, 1), "is never law from 2020 to 2030"},
		"no reason for no holiday":      {"xx/calendars/XX-legal.json", strings.Replace(cal, `"kind"`, `"not_holidays":[{"name":{"en":"X"},"on":"02-13","sources":[{"norm":"n","url":null,"checked":null,"confidence":"known"}]}],"kind"`, 1), "not_holidays.0.why"},
		"unknown zone":                  {"xx/pack.json", `{"id":"xx","name":{"en":"X"},"country":"XX","zone":"Mars/Olympus","weekend":["friday"],"language":"en"}`, "unknown time zone"},
		"folder and id differ":          {"xx/pack.json", `{"id":"yy","name":{"en":"X"},"zone":"UTC","weekend":[],"language":"en"}`, "does not match the folder"},
		"not JSON":                      {"xx/bodies/xx-shop.json", "nonsense", "invalid character"},
		"text after the value":          {"xx/bodies/xx-shop.json", body + "{}", "after the end"},
		"file that belongs nowhere":     {"xx/rule/xx.json", "{}", "does not belong in a pack"},
		"folder without head":           {"yy/rules/yy.json", strings.ReplaceAll(rule, "xx-shop-reply", "yy"), "no pack.json"},
		"same id twice in one layer":    {"br/rules/xx-shop-reply.json", rule, "already in"},
		"right that ends without words": {"xx/rules/xx-shop-reply.json", strings.Replace(rule, `"owner":"company"`, `"owner":"consumer","ends_right":true`, 1), "ends a right"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Load(packs.FS, with(x, c.file, c.data))
			var fs Faults
			if !errors.As(err, &fs) {
				t.Fatalf("loaded: %v", err)
			}
			if !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), "x/") && !strings.Contains(err.Error(), "y/") {
				t.Errorf("got %v, want %q and a file", err, c.want)
			}
		})
	}
}

func TestAHolidayMayEndAndComeBack(t *testing.T) {
	x := xland()
	cal := string(x["xx/calendars/XX-legal.json"].Data)
	if _, err := Load(packs.FS, with(x, "xx/calendars/XX-legal.json", strings.Replace(cal, `"nth":{"n":2,"weekday":"monday","month":3}`, `"on":"02-12","from":"2026-01-01"`, 1))); err == nil {
		t.Fatal("an open end and a new beginning overlap, and were loaded")
	}
	p, err := Load(packs.FS, with(x, "xx/calendars/XX-legal.json", strings.NewReplacer(`"on":"02-12"`, `"on":"02-12","until":"2024-12-31"`,
		`"nth":{"n":2,"weekday":"monday","month":3}`, `"on":"02-12","from":"2027-01-01"`).Replace(cal)))
	if err != nil {
		t.Fatal(err)
	}
	for year, want := range map[int]int{2024: 1, 2025: 0, 2026: 0, 2027: 1} {
		if hs, _ := p.Holidays("XX-legal", year); len(hs) != want {
			t.Errorf("%d: %d days, want %d", year, len(hs), want)
		}
	}
}

func TestAllFaultsAreReportedAtOnce(t *testing.T) {
	x := with(with(xland(), "xx/bodies/xx-shop.json", "{"), "xx/calendars/XX-legal.json", `{"id":"XX-legal"}`)
	_, err := Load(packs.FS, x)
	var fs Faults
	if !errors.As(err, &fs) || len(fs) < 4 {
		t.Errorf("got %d faults: %v", len(fs), err)
	}
}

// FuzzLoad feeds one file of the invented country with anything: a clear error or a working pack, never a panic.
func FuzzLoad(f *testing.F) {
	for file, m := range xland() {
		f.Add(file, m.Data)
	}
	f.Add("xx/rules/../pack.json", []byte("{}"))
	f.Add("xx/texts/en/x.txt", []byte{0xff})
	f.Add("xx/proofs/xx-p.json", []byte(`{"id":"xx-p","name":{"en":"P"},"why":{"en":"W."},"when":{"places":["XX"]},"bodies":[{"ids":["kind:authority"],"importance":"must"}],
		"shown_by":{"facts":["purchases.*.total"],"events":[{"event":"filed"}]},"where":[{"text":{"en":"There."}}],"sources":[{"norm":"own","url":null,"checked":null,"confidence":"known"}]}`))
	f.Fuzz(func(t *testing.T, file string, data []byte) {
		if file == "" || strings.Contains(file, "..") || strings.HasPrefix(file, "/") || strings.Contains(file, "//") || strings.HasSuffix(file, "/") {
			return
		}
		p, err := Load(fstestOnly(file, data))
		if err != nil {
			if err.Error() == "" {
				t.Error("a fault without words")
			}
			return
		}
		for _, b := range p.Bodies() {
			p.Proofs(Situation{Exhibits: []cases.Evidence{{Number: 1, Shows: []string{"xx-p"}}}}, b.ID, noon(t, "2026-02-27"))
		}
		for _, r := range p.Rules() {
			if _, err := p.Eval(r.ID, mustPartial("2026-02-27"), "XX"); err != nil && !strings.Contains(err.Error(), "rule_not_in_force") {
				t.Errorf("%s: %v", r.ID, err)
			}
		}
	})
}
