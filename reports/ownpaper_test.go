package reports

import (
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"degrau/cases"
	"degrau/reports/paper"
)

// ownPaper composes the petition.
func ownPaper(t *testing.T, in Input) (paper.Document, []Gap) {
	t.Helper()
	d, gaps, err := OwnPaper(in, "petition")
	if err != nil {
		t.Fatal(err)
	}
	return d, gaps
}

// TestPetitions holds the petition of each headline case against its golden text, and its anySum against those of the dossier.
func TestPetitions(t *testing.T) {
	for _, name := range slices.Sorted(maps.Keys(headlines)) {
		t.Run(name, func(t *testing.T) {
			in := mustInput(t, headlines[name], "br-jec")
			d, _ := ownPaper(t, in)
			text := inWords(d)
			compare(t, filepath.Join("testdata", "petition."+name+".txt"), text)
			for _, line := range strings.Split(text, "\n")[1:] { // the first is what the file says of itself
				if s := stumble.FindString(strings.ReplaceAll(line, "  ", "")); s != "" && !strings.HasPrefix(s, "[") {
					t.Errorf("it stumbles over %q: %s", s, line)
				}
			}
			whole, _, err := Dossier(in)
			if err != nil {
				t.Fatal(err)
			}
			all := inWords(whole)
			for _, sum := range anySum.FindAllString(text, -1) {
				if !strings.Contains(all, sum) {
					t.Errorf("the petition says %s, the dossier does not", sum)
				}
			}
			for _, on := range anyDay.FindAllString(text, -1) {
				if !strings.Contains(all, on) {
					t.Errorf("the petition says %s, the dossier does not", on)
				}
			}
		})
	}
}

var (
	anySum = regexp.MustCompile(`R\$[\x{00a0} ][\d.]+,\d{2}`)
	anyDay = regexp.MustCompile(`\d{2}/\d{2}/\d{4}`)
)

// Nobody tells a judge by when to answer.
func TestACourtIsAskedNoAnswerInWriting(t *testing.T) {
	for _, body := range []string{"br-jec", "br-jef"} {
		d, _, err := Dossier(mustInput(t, headlines["not-delivered"], body))
		if err != nil {
			t.Fatal(err)
		}
		if text := inWords(d); strings.Contains(text, "Resposta por escrito") {
			t.Errorf("%s: an answer in writing is asked", body)
		}
	}
}

func TestWhatAPetitionLacksIsSaid(t *testing.T) {
	f := worldCase("BR-PR", cases.NotDelivered)
	f.Parties = []cases.Party{{Role: cases.Seller, Name: "Shop Meridian"}}
	d, gaps := ownPaper(t, mustInput(t, f, "br-jec"))
	if !slices.ContainsFunc(gaps, func(g Gap) bool { return g.Key == "dossier.gap.served" && g.Args["name"] == "Shop Meridian" }) {
		t.Errorf("%+v", gaps)
	}
	text := inWords(d)
	for _, want := range []string{"Shop Meridian (loja)", "Endereço e CEP: ____", "Dá-se à causa o valor de R$"} {
		if !strings.Contains(strings.ReplaceAll(text, "\u00a0", " "), want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
	if _, _, err := OwnPaper(mustInput(t, f, "br-procon"), "petition"); !cases.IsKind(err, cases.NotFound) {
		t.Errorf("Procon takes no petition: %v", err)
	}
	if _, _, err := OwnPaper(mustInput(t, f, "br-jec"), "sermon"); !cases.IsKind(err, cases.NotFound) {
		t.Errorf("no such paper: %v", err)
	}
}

// TestOwnPapersOfEveryBody composes each paper that any pack lists, and finds every text of it.
func TestOwnPapersOfEveryBody(t *testing.T) {
	count := 0
	for _, b := range mustPacks(t).Bodies() {
		for _, x := range b.Papers {
			for _, problem := range cases.Problems {
				in := mustInput(t, worldCase(worldPlace(b), problem), b.ID)
				d, gaps, err := OwnPaper(in, x.ID)
				if err != nil {
					t.Fatal(err)
				}
				count++
				if slices.ContainsFunc(gaps, func(g Gap) bool { return g.Key == "dossier.gap.text" }) || len(d.Blocks) < 8 || PaperName(in, x) == "" {
					t.Errorf("%s, %s, %s: %d blocks, %+v", b.ID, x.ID, problem, len(d.Blocks), gaps)
				}
			}
		}
	}
	if count < 20 {
		t.Errorf("%d papers were looked at", count)
	}
}
