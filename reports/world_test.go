package reports

import (
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"degrau/cases"
	"degrau/escalation"
	"degrau/internal/civil"
)

// worldPlaces is where an invented buyer goes to a body of each country; the rest are platforms.
var worldPlaces = map[string]string{"RO": "RO", "ES": "ES-MD", "PT": "PT", "US": "US", "BR": "BR-PR", "": "BR-PR"}

var worldCurrency = map[string]string{"RO": "RON", "ES-MD": "EUR", "PT": "EUR", "US": "USD", "BR-PR": "BRL"}

// worldCase is an invented case that any body could be asked about.
func worldCase(place string, problem cases.Problem) cases.Facts {
	sum := cases.MustMoney("389.90", worldCurrency[place])
	return cases.Facts{Place: place, Language: "pt", Problems: []cases.Problem{problem},
		Parties: []cases.Party{{Role: cases.Consumer, Name: "Otoniel Bragança Modelo", TaxID: "529.982.247-25", Email: "otoniel@exemplo.br"},
			{Role: cases.Seller, Name: "Shop Meridian", TaxID: "11.222.333/0001-81", Address: "Main Street 1"}},
		Purchases: []cases.Purchase{{On: civil.MustPartial("2026-09-01"), OrderNumber: "A-3046", Item: "lamp", Total: sum, PromisedOn: civil.MustPartial("2026-09-20")}},
		Payments:  []cases.Payment{{On: civil.MustPartial("2026-09-01"), Amount: sum, Method: cases.Card, Role: cases.Paid}},
		Requests:  []cases.Request{{Remedy: cases.Refund, Amount: sum}},
		Events: []cases.Entry{{Kind: cases.Contacted, Body: "seller", On: civil.MustPartial("2026-10-01"), Protocol: "R-9981"},
			{Kind: cases.Refused, Body: "seller", On: civil.MustPartial("2026-10-05")}}}
}

// worldPlace is where somebody goes to that body.
func worldPlace(b escalation.Body) string {
	if b.ID == "eu-ecc" {
		return "PT"
	}
	return worldPlaces[b.Country]
}

// stumble is what a text must never hold: marks that were not filled, doubled signs, words twice in a row.
var stumble = regexp.MustCompile(`[{}|]|\.\.|  | [.,;]|\[|\]`)

func TestFormTextsOfEveryBody(t *testing.T) {
	p := mustPacks(t)
	texts := 0
	for _, b := range p.Bodies() {
		if len(b.Form.Fields) == 0 {
			continue
		}
		for _, problem := range []cases.Problem{cases.NotDelivered, cases.RefundMissing, cases.WrongItem} {
			t.Run(b.ID+" "+string(problem), func(t *testing.T) {
				k, err := BuildKit(mustInput(t, worldCase(worldPlace(b), problem), b.ID))
				if err != nil {
					t.Fatal(err)
				}
				for _, f := range k.Fields {
					if f.Text == "" {
						continue
					}
					texts++
					if strings.TrimSpace(f.Value) == "" {
						t.Errorf("%s says nothing", f.File)
					}
					for _, line := range strings.Split(f.Value, "\n") {
						if s := stumble.FindString(line); s != "" {
							t.Errorf("%s holds %q: %s", f.File, s, line)
						}
					}
					if f.Public && (strings.Contains(f.Value, "Otoniel") || strings.Contains(f.Value, "R-9981") && b.ID == "us-bbb" || strings.Contains(f.Value, "529.982")) {
						t.Errorf("%s is public and holds personal data: %s", f.File, f.Value)
					}
				}
				if problem == cases.NotDelivered {
					compare(t, filepath.Join("testdata", "world."+b.ID+".txt"), kitInWords(k))
				}
			})
		}
	}
	if texts < 60 {
		t.Errorf("only %d texts were looked at", texts)
	}
}
