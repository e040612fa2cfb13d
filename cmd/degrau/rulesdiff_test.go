package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// corrected is a folder of packs that corrects the answer time of the page's invented office.
func corrected(t *testing.T, from string, days, examples string) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(from)); err != nil {
		t.Fatal(err)
	}
	at := filepath.Join(dir, "xx", "rules", "xx-claim.json")
	rule := `{"id":"xx-claim","name":{"en":"Time to complain"},"body":"xx-office","owner":"consumer","ends_right":true,"met_by":"sent","closes":true,"steps":["xx-office"],
		"starts":{"fact":"purchases.on"},"met":[{"event":"filed","body":"xx-office","before":true}],"count":{"n":` + days + `,"unit":"calendar_day"},"confidence":"known",
		"loss":{"right":{"en":"The complaint"},"unless":{"en":"Complain before that day."}},
		"sources":[{"norm":"Consumer Act 3/2001, s. 14","url":null,"checked":null,"confidence":"known"}],"examples":[` + examples + `]}`
	if err := os.WriteFile(at, []byte(rule), 0o644); err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestCorrectedRulesAreListedAndWaitForAYes(t *testing.T) {
	base := mustAdd(t)
	sixty := corrected(t, base, "60", `{"event":"2026-04-03","due":"2026-06-02","why":"27 to 30 April, 58 to 31 May"}`)
	thirty := corrected(t, base, "30", `{"event":"2026-04-03","due":"2026-05-03","why":"27 to 30 April"}`)
	ninety := corrected(t, base, "90", `{"event":"2026-04-03","due":"2026-07-02","why":"27, 58, 88 to 30 June"}`)
	xland := `{"place":"XX","problems":["not_delivered"],"parties":[{"role":"seller","name":"Shop X"}],
		"purchases":[{"on":"2026-11-01","item":"lamp","total":{"amount":"90.00","currency":"XXD"}}],
		"payments":[{"on":"2026-11-01","amount":{"amount":"90.00","currency":"XXD"},"method":"transfer","role":"paid"}],"events":[]}`
	type diff struct {
		OpenCases int `json:"open_cases"`
		Cases     []struct {
			ID      string
			Changes []struct {
				Rule, Kind, Was, Due string
				Days                 int
				Applies              bool
			}
		}
	}
	type plan struct {
		Deadlines []struct{ Rule, Due string }
		Changes   []struct{ Kind, Says string }
	}
	due := func(p plan) string {
		for _, d := range p.Deadlines {
			if d.Rule == "xx-claim" {
				return d.Due
			}
		}
		return ""
	}
	onBothEngines(t, func(t *testing.T, d degrau) {
		id := mustJSON[struct{ ID string }](t, d.must(xland, "case", "open", "--facts", "-", "--json", "--packs", sixty)).ID
		for _, c := range []struct {
			packs, kind, due, held string
			days                   int
			applies                bool
		}{{thirty, "earlier", "2026-12-01", "2026-12-01", -30, true}, {ninety, "later", "2027-01-30", "2026-12-31", 30, false}} {
			got := mustJSON[diff](t, d.must("", "rules", "diff", c.packs, "--packs", sixty, "--json"))
			if got.OpenCases != 1 || len(got.Cases) != 1 || got.Cases[0].ID != id || len(got.Cases[0].Changes) != 1 {
				t.Fatalf("diff %+v", got)
			}
			if x := got.Cases[0].Changes[0]; x.Rule != "xx-claim" || x.Kind != c.kind || x.Was != "2026-12-31" || x.Due != c.due || x.Days != c.days || x.Applies != c.applies {
				t.Errorf("change %+v", x)
			}
			p := mustJSON[plan](t, d.must("", "plan", id, "--packs", c.packs, "--json"))
			if due(p) != c.held || len(p.Changes) != 1 || p.Changes[0].Says == "" {
				t.Errorf("under %s packs the case is due %s, says %+v", c.kind, due(p), p.Changes)
			}
		}
		if got := mustJSON[diff](t, d.must("", "rules", "diff", sixty, "--packs", sixty, "--json")); len(got.Cases) != 0 {
			t.Errorf("the same packs change %+v", got)
		}
		d.must("", "case", "adopt", id, "--packs", ninety)
		if p := mustJSON[plan](t, d.must("", "plan", id, "--packs", ninety, "--json")); due(p) != "2027-01-30" || len(p.Changes) != 0 {
			t.Errorf("after the yes it is due %s, says %+v", due(p), p.Changes)
		}
		if out := d.must("", "verify"); strings.Contains(out, "changed") {
			t.Errorf("the yes broke the history: %s", out)
		}
		if r := d.run("", "rules", "diff", filepath.Join(sixty, "nowhere")); r.code != exitNotFound {
			t.Errorf("a folder that is not there: exit %d", r.code)
		}
	})
}
