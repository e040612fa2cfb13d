package reports

import (
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"degrau/cases"
	"degrau/escalation"
	"degrau/escalation/packs"
	"degrau/internal/civil"
)

// worldPlaces is where an invented buyer goes to a body of each country; the rest are platforms.
var worldPlaces = map[string]string{"RO": "RO", "ES": "ES-MD", "PT": "PT", "US": "US", "BR": "BR-PR", "": "BR-PR"}

var worldCurrency = map[string]string{"RO": "RON", "ES-MD": "EUR", "PT": "EUR", "US": "USD", "BR-PR": "BRL"}

// worldPlace is where somebody goes to that body.
func worldPlace(b escalation.Body) string {
	if b.ID == "eu-ecc" {
		return "PT"
	}
	return worldPlaces[b.Country]
}

// worldCase is an invented case that any body could be asked about; it has what its problem needs.
func worldCase(place string, problem cases.Problem) cases.Facts {
	on := civil.MustPartial
	sum := cases.MustMoney("389.90", worldCurrency[place])
	part := cases.MustMoney("38.99", worldCurrency[place])
	f := cases.Facts{Place: place, Language: "pt", Problems: []cases.Problem{problem},
		Parties: []cases.Party{{Role: cases.Consumer, Name: "Otoniel Bragança Modelo", TaxID: "529.982.247-25", Email: "otoniel@exemplo.br", Address: "Rua Inventada, 7"},
			{Role: cases.Seller, Name: "Meridian", TaxID: "11.222.333/0001-81", Address: "Main Street 1"},
			{Role: cases.Payee, Name: "Pagadora Modelo"}, {Role: cases.Issuer, Name: "Banco Modelo"}},
		Purchases: []cases.Purchase{{On: on("2026-09-01"), OrderNumber: "8150000000000077", Item: "Lamp M-5", Total: sum, PromisedOn: on("2026-09-20"), Tracking: []string{"LB000000008CN"}}},
		Payments:  []cases.Payment{{On: on("2026-09-01"), Amount: sum, Method: cases.Card, Instalments: 10, Role: cases.Paid}},
		Events: []cases.Entry{{Kind: cases.Contacted, Body: "seller", On: on("2026-10-01"), Protocol: "R-99812233"},
			{Kind: cases.Refused, Body: "seller", On: on("2026-10-05")}}}
	add := func(e ...cases.Entry) { f.Events = append(f.Events, e...) }
	switch problem {
	case cases.NotDelivered:
		add(cases.Entry{Kind: cases.Shipped, On: on("2026-09-03")})
	case cases.RefundMissing:
		add(cases.Entry{Kind: cases.ReturnedGoods, On: on("2026-09-25")},
			cases.Entry{Kind: cases.PromisedEvent, On: on("2026-10-07"), Until: civil.MustParse("2026-10-20"), Amount: sum})
		f.Payments = append(f.Payments, cases.Payment{On: on("2026-10-21"), Amount: part, Role: cases.Refunded})
	case cases.ChargeContinues:
		add(cases.Entry{Kind: cases.Withdrew, On: on("2026-09-05")}, cases.Entry{Kind: cases.BillClosed, On: on("2026-10-02"), Until: civil.MustParse("2026-10-10"), Amount: part},
			cases.Entry{Kind: cases.BillClosed, On: on("2026-11-02"), Until: civil.MustParse("2026-11-10"), Amount: part})
	case cases.Defective:
		add(cases.Entry{Kind: cases.Delivered, On: on("2026-09-19")}, cases.Entry{Kind: cases.DefectAppeared, On: on("2026-09-23"), Text: "E-17"})
	case cases.WrongItem:
		add(cases.Entry{Kind: cases.Delivered, On: on("2026-09-19"), Text: "Lamp M-3"})
	case cases.TaxCharged:
		f.Payments = append(f.Payments, cases.Payment{Amount: part, Role: cases.Demanded})
	case cases.DisputeUnfair:
		add(cases.Entry{Kind: cases.Decided, On: on("2026-10-09")})
	case cases.OtherProblem:
		add(cases.Entry{Kind: cases.Note, On: on("2026-10-11"), Text: "M-5, E-17"})
	}
	return f
}

// bareCase is a case of which almost nothing is known.
func bareCase(place string, problem cases.Problem) cases.Facts {
	return cases.Facts{Place: place, Language: "pt", Problems: []cases.Problem{problem}, Parties: []cases.Party{{Role: cases.Seller, Name: "Meridian"}}}
}

// stumble is what a text must never hold: marks that were not filled, doubled signs, a space before a sign.
var stumble = regexp.MustCompile(`[{}|\[\]]|\.\.|,,|;;|,\.|;\.|:\.|  | [.,;:]|\( | \)|\(\)|“”|«»|„”|^[.,;:]|!`)

// twice is a word written twice in a row.
func twice(line string) string {
	words := strings.Fields(line)
	for i := 1; i < len(words); i++ {
		if w := strings.ToLower(words[i]); len(w) > 1 && w == strings.ToLower(words[i-1]) {
			return w
		}
	}
	return ""
}

// problemsAt are the problems that a body takes: those of its steps, or all of them.
func problemsAt(b escalation.Body) []cases.Problem {
	var out []cases.Problem
	for _, s := range b.Steps {
		if s.Task || s.When == nil || len(s.When.Problems) == 0 {
			if !s.Task {
				return cases.Problems
			}
			continue
		}
		out = append(out, s.When.Problems...)
	}
	slices.Sort(out)
	if out = slices.Compact(out); len(out) == 0 {
		return cases.Problems
	}
	return out
}

func mustKit(t *testing.T, facts cases.Facts, body string) Kit {
	t.Helper()
	k, err := BuildKit(mustInput(t, facts, body))
	if err != nil {
		t.Fatal(err)
	}
	return k
}

// TestTextsOfEveryBody walks all bodies of all packs with each problem they take: whoever opens a door finds a text to hand in.
func TestTextsOfEveryBody(t *testing.T) {
	for _, b := range mustPacks(t).Bodies() {
		t.Run(b.ID, func(t *testing.T) {
			t.Parallel()
			if len(b.Form.Fields) == 0 {
				if len(b.Papers) == 0 {
					t.Error("the body has neither a text nor a paper of its own")
				}
				return // TestPetitions and TestOwnPapersOfEveryBody read those
			}
			var golden strings.Builder
			for _, problem := range problemsAt(b) {
				k := mustKit(t, worldCase(worldPlace(b), problem), b.ID)
				fmt.Fprintf(&golden, "===== %s (%s)\n%s\n", problem, k.Lang, kitInWords(k))
				for _, f := range k.Fields {
					checkField(t, problem, f)
				}
				for _, f := range mustKit(t, bareCase(worldPlace(b), problem), b.ID).Fields {
					checkWords(t, string(problem)+" bare "+f.File, f.Value)
				}
			}
			compare(t, filepath.Join("testdata", "letters", b.ID+".txt"), golden.String())
		})
	}
}

// checkField looks at one text as its reader would, and at the same text in the person's own language.
func checkField(t *testing.T, problem cases.Problem, f KitField) {
	t.Helper()
	at := string(problem) + " " + f.File
	if f.Text == "" || strings.TrimSpace(f.Value) == "" {
		t.Errorf("%s says nothing", at)
	}
	checkWords(t, at, f.Value)
	checkWords(t, at+" (own)", f.Own)
	if f.Max > 0 && measure(f.Value, f.Unit) > f.Max {
		t.Errorf("%s has %d of %d", at, measure(f.Value, f.Unit), f.Max)
	}
	if f.Length != measure(f.Value, f.Unit) {
		t.Errorf("%s says %d and has %d", at, f.Length, measure(f.Value, f.Unit))
	}
	if !f.Public {
		return
	}
	for _, mark := range []string{"Otoniel", "Bragança", "529.982", "otoniel@", "Inventada", "8150000000000077", "LB000000008CN", "R-99812233"} {
		if strings.Contains(f.Value+f.Own, mark) {
			t.Errorf("%s is public and holds %q", at, mark)
		}
	}
}

func checkWords(t *testing.T, at, text string) {
	t.Helper()
	if accusations().speaks(text) {
		t.Errorf("%s accuses somebody of a crime: %s", at, text)
	}
	for _, line := range strings.Split(text, "\n") {
		if s := stumble.FindString(line); s != "" {
			t.Errorf("%s holds %q: %s", at, s, line)
		}
		if strings.Contains(line, "_") {
			t.Errorf("%s leaves something to fill in: %s", at, line)
		}
		if w := twice(line); w != "" {
			t.Errorf("%s says %q twice: %s", at, w, line)
		}
		if line != strings.TrimSpace(line) {
			t.Errorf("%s has a space at the end of a line: %q", at, line)
		}
	}
	if strings.Contains(text, "\n\n\n") {
		t.Errorf("%s has an empty paragraph", at)
	}
}

// TestTextsRunAlikeInAllLanguages holds the languages of a text against each other: the same sentences under the same
// conditions, so that what a person reads beside the body's text says the same.
func TestTextsRunAlikeInAllLanguages(t *testing.T) {
	heads := map[string]map[string][]string{} // by pack and id, then by language
	err := fs.WalkDir(packs.FS, ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || path.Ext(p) != ".txt" {
			return err
		}
		b, err := fs.ReadFile(packs.FS, p)
		if err != nil {
			return err
		}
		id := path.Dir(path.Dir(p)) + "/" + path.Base(p)
		if heads[id] == nil {
			heads[id] = map[string][]string{}
		}
		heads[id][path.Base(path.Dir(p))] = skeleton(string(b))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for id, langs := range heads {
		var first string
		for lang := range langs {
			if first == "" || lang < first {
				first = lang
			}
		}
		for lang, got := range langs {
			if !slices.Equal(got, langs[first]) {
				t.Errorf("%s runs otherwise in %s than in %s:\n %q\n %q", id, lang, first, got, langs[first])
			}
		}
	}
}

// skeleton is a text without its words: headers, heads, and the gaps of each sentence.
func skeleton(src string) []string {
	gaps := regexp.MustCompile(`\{[a-z_.]+\}`)
	var out []string
	for _, line := range strings.Split(src, "\n") {
		head, words, ok := strings.Cut(line, "|")
		switch {
		case strings.HasPrefix(line, "#"):
		case !ok:
			out = append(out, line)
		default:
			named := gaps.FindAllString(strings.NewReplacer("{shop}", "{seller}").Replace(words), -1)
			slices.Sort(named)
			out = append(out, strings.TrimSpace(head)+" "+strings.Join(named, ""))
		}
	}
	return out
}

// TestEveryFieldIsReadInEveryLanguage wants the person's own language beside each text of each body.
func TestEveryFieldIsReadInEveryLanguage(t *testing.T) {
	p := mustPacks(t)
	for _, b := range p.Bodies() {
		for _, f := range b.Form.Fields {
			for _, lang := range cases.Languages {
				if _, ok := p.Text(lang, f.Text); !ok {
					t.Errorf("%s: no text %s/%s", b.ID, lang, f.Text)
				}
			}
		}
	}
}

// TestLettersSaySourceAndConfidence: a text that is handed in says where its wording comes from.
func TestLettersSaySourceAndConfidence(t *testing.T) {
	p := mustPacks(t)
	for _, b := range p.Bodies() {
		for _, f := range b.Form.Fields {
			src, _ := p.Text("en", f.Text)
			s := mustScript(t, must(expand(src, func(id string) (string, bool) { return p.Text("en", id) })))
			if len(s.header["source"]) == 0 {
				t.Errorf("%s: %s names no source", b.ID, f.Text)
			}
		}
	}
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// TestSentencesAreShort: no sentence of a text is longer than a clerk reads in one breath.
func TestSentencesAreShort(t *testing.T) {
	for _, b := range mustPacks(t).Bodies() {
		for _, f := range mustKit(t, worldCase(worldPlace(b), cases.RefundMissing), b.ID).Fields {
			for _, s := range sentencesOf(f.Value) {
				if n := len(strings.Fields(s)); n > 40 || utf8.RuneCountInString(s) > 260 {
					t.Errorf("%s %s: %d words: %s", b.ID, f.File, n, s)
				}
			}
		}
	}
}

// TestTheCardLetterNamesAReasonThatTheFactsBear: no charge "after the cancellation" where nothing was cancelled.
func TestTheCardLetterNamesAReasonThatTheFactsBear(t *testing.T) {
	f := worldCase("BR-PR", cases.NotDelivered)
	f.Problems = []cases.Problem{cases.ChargeContinues, cases.NotDelivered}
	for body, want := range map[string]string{"card-issuer": "mercadoria não recebida", "us-fcba": "the goods were not delivered as agreed"} {
		text := mustKit(t, f, body).Fields[0].Value
		if !strings.Contains(text, want) || strings.Contains(text, "depois do cancelamento") || strings.Contains(text, "after the cancellation") {
			t.Errorf("%s: no %q in %s", body, want, text)
		}
	}
	if text := mustKit(t, worldCase("BR-PR", cases.ChargeContinues), "card-issuer").Fields[0].Value; !strings.Contains(text, "cobrança depois do cancelamento") {
		t.Errorf("the reason is not named: %s", text)
	}
	f.Parties = f.Parties[1:] // nobody to sign
	if text := mustKit(t, f, "seller").Fields[1].Value; strings.Contains(text, "Atenciosamente") {
		t.Errorf("a close without a name: %s", text)
	}
}

// TestLettersAbroad: whoever is in no country of ours is written to in the words and under the law of the consumer's.
func TestLettersAbroad(t *testing.T) {
	for _, b := range mustPacks(t).Bodies() {
		if b.Language != "" {
			continue
		}
		for place, lang := range map[string]string{"RO": "ro", "ES-MD": "es", "PT": "pt", "US": "en"} {
			t.Run(b.ID+" "+place, func(t *testing.T) {
				var golden strings.Builder
				for _, problem := range problemsAt(b) {
					k := mustKit(t, worldCase(place, problem), b.ID)
					if k.Lang != lang {
						t.Errorf("in %s", k.Lang)
					}
					fmt.Fprintf(&golden, "===== %s (%s)\n%s\n", problem, k.Lang, kitInWords(k))
					for _, f := range k.Fields {
						checkField(t, problem, f)
					}
				}
				compare(t, filepath.Join("testdata", "letters", b.ID+"."+place+".txt"), golden.String())
			})
		}
	}
}
