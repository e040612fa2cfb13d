package reports

import (
	"io/fs"
	"path"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"degrau/cases"
	"degrau/cases/proof"
	"degrau/escalation/packs"
	"degrau/internal/civil"
)

func mustScript(t testing.TB, src string) script {
	t.Helper()
	s, err := parseScript(src)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func nothing(string) (string, bool) { return "", false }

// includedBeside finds texts in the language of the text at p.
func includedBeside(p string) func(string) (string, bool) {
	return func(id string) (string, bool) {
		all, err := builtin()
		if err != nil {
			return "", false
		}
		return all.Text(path.Base(path.Dir(p)), id)
	}
}

func TestEveryTextOfThePacksParses(t *testing.T) {
	n := 0
	err := fs.WalkDir(packs.FS, ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || path.Ext(p) != ".txt" {
			return err
		}
		b, err := fs.ReadFile(packs.FS, p)
		if err != nil {
			return err
		}
		n++
		if err := CheckText(string(b), includedBeside(p)); err != nil {
			t.Errorf("%s: %v", p, err)
		}
		if strings.ContainsAny(string(b), "!") {
			t.Errorf("%s shouts", p)
		}
		return nil
	})
	if err != nil || n < 12 {
		t.Fatalf("%d texts: %v", n, err)
	}
}

func TestIncludedTextsAreSpokenWhereTheyStand(t *testing.T) {
	texts := map[string]string{"story": "# a comment\ncut: 1\nsource: known; ours\n\n0 | um.\n\n0 | dois.\n\n", "deep": "include: story"}
	find := func(id string) (string, bool) { s, ok := texts[id]; return s, ok }
	src, err := expand("cut: 2\n\n0 | antes.\ninclude: story\n0 | depois.", find)
	if err != nil {
		t.Fatal(err)
	}
	if got := join(mustScript(t, src).say(filling{})); got != "Antes. Um.\n\nDois. Depois." {
		t.Errorf("%q", got)
	}
	for _, bad := range []string{"include: nobody", "include: deep", "include:"} {
		if _, err := expand(bad, find); err == nil {
			t.Errorf("%q was taken", bad)
		}
	}
}

func TestScriptSays(t *testing.T) {
	f := filling{gaps: map[string]string{"item": "fone", "on": "12/04/2026"}, marks: map[string]bool{"late": true},
		lists: map[string][]map[string]string{"contact": {{"on": "1"}, {"on": "2"}, {"on": "3"}}}}
	for name, c := range map[string]struct{ src, want string }{
		"a gap without a fact drops its sentence":     {"0 | comprei {item}.\n0 | paguei {paid}.", "Comprei fone."},
		"a bracket without its fact drops alone":      {"0 | comprei {item}[ por {paid}][ em {on}].", "Comprei fone em 12/04/2026."},
		"else speaks only if the one before was dumb": {"0 | {paid}.\nelse 0 | sem valor.\nelse 0 | nunca.", "Sem valor."},
		"else is dumb after a sentence":               {"0 | sim.\nelse 0 | não.", "Sim."},
		"conditions hold together":                    {"0 if late not refunded | tarde.\n0 if refunded | cedo.", "Tarde."},
		"an empty line makes a paragraph":             {"0 | a.\n\n\n0 | b.\n0+ | c.", "A.\n\nB.\nC."},
		"a paragraph without sentences leaves none":   {"0 | a.\n\n0 | {paid}\n\n0 | b.", "A.\n\nB."},
		"each goes through the list":                  {"9/4 each contact | dia {on}.", "Dia 1. Dia 2. Dia 3."},
		"a sentence that begins with a gap is kept":   {"0 | {item} novo.", "fone novo."},
	} {
		t.Run(name, func(t *testing.T) {
			if got := join(mustScript(t, c.src).say(f)); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestScriptRefuses(t *testing.T) {
	for name, src := range map[string]string{
		"no class": "| a", "class of two digits": "12 | a", "unknown word": "0 maybe | a", "bracket open": "0 | a [b", "bracket twice": "0 | [a [b]]",
		"bracket closed twice": "0 | a]", "gap open": "0 | {a", "gap with a space": "0 | {a b}", "else first": "else 0 | a", "header after a sentence": "0 | a\ncut: 1",
		"unknown header": "colour: red", "cut of letters": "cut: a", "no bar": "a sentence", "two classes without a list": "9/4 | a", "each of nothing": "0 each | a",
		"if of nothing": "0 if | a", "not of nothing": "0 if not | a", "no sentence": "0 |", "days of zero": "answer_days: 0", "least of nothing": "answer_least: x",
		"unknown confidence": "source: surely", "unknown problem": "default: sadness refund", "unknown remedy": "default: fraud revenge",
	} {
		if _, err := parseScript(src); err == nil {
			t.Errorf("%s: %q was taken", name, src)
		}
	}
}

func TestCheckTextFindsWordsNobodyFills(t *testing.T) {
	for name, src := range map[string]string{"gap": "0 | {colour}", "gap in a bracket": "0 | a[ {colour}]", "list": "0 each colour | a", "mark": "0 if colour | a",
		"mark with a value": "0 if method:gold | a", "gap of another list": "0 each payment | {via}", "party": "0 | {consumer.colour}"} {
		if err := CheckText(src, nothing); err == nil {
			t.Errorf("%s: %q was taken", name, src)
		}
	}
}

// What the vocabulary promises, a full case must give, or texts would drop sentences for ever.
func TestVocabularyIsFilled(t *testing.T) {
	f := headlines["not-delivered"]
	f.Events = append(slices.Clone(f.Events), cases.Entry{Kind: cases.PromisedEvent, Body: "br-procon", On: civil.MustPartial("2026-07-01"), Until: civil.MustParse("2026-07-09"),
		Amount: cases.MustMoney("1.00", "BRL"), Protocol: "99887766", Text: "x"})
	for _, kind := range []cases.Kind{cases.Delivered, cases.DefectAppeared, cases.ReturnedGoods, cases.Withdrew, cases.Note} {
		f.Events = append(f.Events, cases.Entry{Kind: kind, On: civil.MustPartial("2026-07-02"), Text: "x"})
	}
	f.Parties = append(slices.Clone(f.Parties), cases.Party{Role: cases.Carrier, Name: "x", Address: "x"}, cases.Party{Role: cases.Helper, Name: "x"})
	f.Payments = append(slices.Clone(f.Payments), cases.Payment{Amount: cases.MustMoney("1.00", "BRL"), Role: cases.Offered},
		cases.Payment{Amount: cases.MustMoney("1.00", "BRL"), Role: cases.Promised}, cases.Payment{Amount: cases.MustMoney("1.00", "BRL"), Role: cases.Refunded})
	f.Requests = append(slices.Clone(f.Requests), cases.Request{Remedy: cases.Refund}, cases.Request{Remedy: cases.OtherRemedy, Text: "x"})
	m, err := newMatter(mustInput(t, f, "br-procon"))
	if err != nil {
		t.Fatal(err)
	}
	for i, a := range m.asserted {
		if a.Path == "payments.0.amount" || a.Path == "purchases.0.tracking.0" {
			m.asserted[i].Proofs = append(m.asserted[i].Proofs, proof.Place{At: cases.Cite{Exhibit: "P1"}})
		}
	}
	got := m.filling(false)
	for _, name := range gapWords {
		if got.gaps[name] == "" && name != "answer_by" { // AskMessage fills it: TestProofMessages
			t.Errorf("the gap %s stays empty", name)
		}
	}
	for name, fields := range listGaps {
		for _, field := range fields {
			if !slices.ContainsFunc(got.lists[name], func(item map[string]string) bool { return item[field] != "" }) {
				t.Errorf("the list %s has no %s", name, field)
			}
		}
	}
	for _, mark := range plainMarks {
		if mark != "public" && !got.marks[mark] {
			t.Errorf("the mark %s is never set", mark)
		}
	}
}

func TestFitDropsWholeSentencesInOrder(t *testing.T) {
	s := mustScript(t, "cut: 1 2\n0 | fato um.\n2 | efeito.\n1 | cortesia um.\n1 | cortesia dois.\n0 | peço.")
	f := filling{}
	for limit, want := range map[int]string{
		0: "Fato um. Efeito. Cortesia um. Cortesia dois. Peço.", 50: "Fato um. Efeito. Cortesia um. Cortesia dois. Peço.",
		49: "Fato um. Efeito. Cortesia um. Peço.", 30: "Fato um. Efeito. Peço.", 20: "Fato um. Peço.", 5: "Fato um. Peço.",
	} {
		got := s.fit(f, limit, "chars")
		if got.text != want || got.fits != (limit != 5) {
			t.Errorf("within %d: %q %v", limit, got.text, got.fits)
		}
		if got := s.fit(f, limit, "chars"); len(got.dropped)+strings.Count(got.text, ".") != 5 {
			t.Errorf("within %d: a sentence is neither kept nor named as dropped: %+v", limit, got)
		}
	}
}

func TestMeasureCountsLikeWebForms(t *testing.T) {
	for s, want := range map[string]int{"": 0, "ação": 4, "a\nb": 4, "😀": 2, "R$\u00a01": 4} {
		if got := measure(s, "chars"); got != want {
			t.Errorf("measure(%q) = %d, want %d", s, got, want)
		}
	}
	if measure("ação", "bytes") != 6 || measure("😀", "runes") != 1 || measure("um dois", "words") != 2 {
		t.Error("other units")
	}
}

func FuzzScript(f *testing.F) {
	f.Add("cut: 1\n0 | a {b}[ c {d}].\nelse 9/4 each x if y not z | {e}")
	f.Add("0+ | [[")
	f.Add("include: x\n0 | a")
	f.Fuzz(func(t *testing.T, src string) {
		src, err := expand(src, func(id string) (string, bool) { return "cut: 1\n\n0 | {b} " + id + "\n", id != "" })
		if err != nil {
			return
		}
		s, err := parseScript(src)
		if err != nil {
			return
		}
		fill := filling{gaps: map[string]string{"b": "1", "d": "2"}, marks: map[string]bool{"y": true},
			lists: map[string][]map[string]string{"x": {{"e": "ê"}, {}, {"e": "3"}}}}
		got := s.fit(fill, 40, "chars")
		if got.fits && measure(got.text, "chars") > 40 {
			t.Errorf("%q is over the limit: %q", src, got.text)
		}
		if utf8.ValidString(src) && !utf8.ValidString(got.text) {
			t.Errorf("%q gave broken text %q", src, got.text)
		}
	})
}
