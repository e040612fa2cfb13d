package reports

import (
	"encoding/json"
	"strings"
	"testing"

	"degrau/cases"
	"degrau/escalation"
	"degrau/internal/civil"
	"degrau/internal/locale"
)

func TestPlanViewKeepsNullsAndLists(t *testing.T) {
	b, err := json.Marshal(PlanView(escalation.Plan{Now: noon, Reason: escalation.Phrase{Text: map[string]string{"pt": "espere"}},
		Steps: []escalation.Step{{ID: "s", State: escalation.StepLater}}, Deadlines: []escalation.Deadline{{ID: "d", Owner: escalation.OwnerBody}}}, locale.For("pt")))
	if err != nil {
		t.Fatal(err)
	}
	got := string(b)
	for _, want := range []string{`"now":"2026-11-22T15:00:00Z"`, `"next":null`, `"reason":"espere"`, `"opens":null`, `"reasons":[]`, `"instead":[]`, `"sources":[]`,
		`"due":null`, `"start":{"event":"","on":null}`, `"losses":[]`, `"gaps":[]`, `"calendar":null`} {
		if !strings.Contains(got, want) {
			t.Errorf("lacks %s in %s", want, got)
		}
	}
}

func TestSayPutsInnerPhrasesFirst(t *testing.T) {
	inner := escalation.Phrase{Text: map[string]string{"pt": "em {on}", "en": "on {on}"}, Args: map[string]any{"on": civil.MustParse("2026-12-04")}}
	p := escalation.Phrase{Text: map[string]string{"pt": "Peça {sum} {when}.", "en": "Ask for {sum} {when}."}, Args: map[string]any{"sum": cases.MustMoney("1250.00", "BRL"), "when": inner}}
	if got := Say(p, locale.For("pt")); got != "Peça R$\u00a01.250,00 em 4 de dezembro de 2026." {
		t.Errorf("pt: %q", got)
	}
	if got := Say(escalation.Phrase{}, locale.For("pt")); got != "" {
		t.Errorf("nothing to say: %q", got)
	}
}
