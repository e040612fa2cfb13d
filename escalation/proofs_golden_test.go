package escalation

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"degrau/cases"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestProofsOfEveryProblemAndMethod writes down what each case has to show, so that a change of a pack is seen as a change
// of what people are told.
func TestProofsOfEveryProblemAndMethod(t *testing.T) {
	money := map[string]string{"BR-PR": "BRL", "BR-SP": "BRL", "RO": "RON", "ES-MD": "EUR", "PT": "EUR", "US": "USD"}
	methods := map[string][]cases.Method{"BR-PR": {cases.Pix, cases.Boleto, cases.Card, cases.PayPal}, "BR-SP": {cases.Pix, cases.Boleto, cases.Card, cases.PayPal}}
	var b strings.Builder
	for _, place := range []string{"BR-PR", "BR-SP", "RO", "ES-MD", "PT", "US"} {
		for _, problem := range cases.Problems {
			list := methods[place]
			if list == nil {
				list = []cases.Method{cases.Card, cases.PayPal}
			}
			for _, method := range list {
				facts := shopFacts(string(problem), string(method))
				if place == "BR-PR" {
					facts = aliFacts(string(problem), string(method))
				}
				facts = strings.NewReplacer("BR-SP", place, "BRL", money[place]).Replace(facts)
				plan := mustPlan(t, facts, "", "2026-11-20")
				next := "-"
				if plan.Next != nil {
					next = plan.Next.Body
				}
				fmt.Fprintf(&b, "%s %s %s -> %s: %s\n", place, problem, method, next, proofWords(plan.Proofs))
				if plan.Next != nil && !strings.Contains(proofWords(plan.Proofs), "order") {
					t.Errorf("%s %s %s: not even the order page", place, problem, method)
				}
			}
		}
	}
	path := filepath.Join("testdata", "proofs.txt")
	if *update {
		if err := os.WriteFile(path, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	w, g := strings.Split(string(want), "\n"), strings.Split(b.String(), "\n")
	for i := range max(len(w), len(g)) {
		if i >= len(w) || i >= len(g) || w[i] != g[i] {
			t.Fatalf("%s differs in line %d (run with -update and look)", path, i+1)
		}
	}
}
