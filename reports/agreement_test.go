package reports

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"degrau/cases"
	"degrau/escalation"
	"degrau/internal/civil"
	"degrau/internal/locale"
)

// told are the shapes in which a text can state an amount, a day or a number of the case.
var told = regexp.MustCompile(`[0-9][0-9.,/:-]*[0-9]|[0-9]+`)

// TestAmountsDaysAndNumbersAgreeInEveryText reads every text of one case, for every body and in every language, and wants
// each number in it to be one that the case itself gives: an amount, a day, an order, a protocol, a norm of the packs.
func TestAmountsDaysAndNumbersAgreeInEveryText(t *testing.T) {
	p := mustPacks(t)
	for _, problem := range cases.Problems {
		for _, b := range p.Bodies() {
			if !slices.Contains(problemsAt(b), problem) {
				continue
			}
			facts := worldCase(worldPlace(b), problem)
			in := mustInput(t, facts, b.ID)
			in.Reader = "ro" // a language that no body but three reads
			known := knownNumbers(t, in)
			k, err := BuildKit(in)
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range k.Fields {
				agree(t, b.ID+" "+string(problem)+" "+f.File, f.Value, known)
				agree(t, b.ID+" "+string(problem)+" "+f.File+" (own)", f.Own, known)
				sameNumbers(t, b.ID+" "+string(problem)+" "+f.File, f, k)
			}
		}
	}
}

// TestTheDossierAndTheTextsSayTheSameSums wants each amount and each number that a text states to stand in the dossier too.
func TestTheDossierAndTheTextsSayTheSameSums(t *testing.T) {
	amount := regexp.MustCompile(`[0-9][0-9.]*,[0-9]{2}|[$€][0-9][0-9,]*\.[0-9]{2}`)
	number := regexp.MustCompile(`[0-9]{8,}|R-[0-9]+|LB[0-9]+CN`)
	for _, b := range mustPacks(t).Bodies() {
		for _, problem := range []cases.Problem{cases.NotDelivered, cases.RefundMissing, cases.ChargeContinues} {
			if !slices.Contains(problemsAt(b), problem) {
				continue
			}
			in := mustInput(t, worldCase(worldPlace(b), problem), b.ID)
			in.Variant = Full
			d, _, err := Dossier(in)
			if err != nil {
				t.Fatal(err)
			}
			paper := inWords(d)
			k, err := BuildKit(in)
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range k.Fields {
				for _, s := range append(amount.FindAllString(f.Value, -1), number.FindAllString(f.Value, -1)...) {
					if !strings.Contains(paper, s) {
						t.Errorf("%s %s: %s says %q and the dossier does not", b.ID, problem, f.File, s)
					}
				}
			}
		}
	}
}

// knownNumbers are all the ways in which the case's amounts, days and numbers may be written, and the numbers of the norms.
func knownNumbers(t *testing.T, in Input) map[string]bool {
	t.Helper()
	known := map[string]bool{}
	say := func(s string) {
		for _, n := range told.FindAllString(s, -1) {
			known[n] = true
		}
	}
	f := in.Case.Facts()
	open, err := newMatter(in)
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range locale.Languages {
		l := locale.For(lang)
		m := open.inLanguage(lang)
		day := func(p civil.Partial) { say(m.when(p)) }
		sum := func(a cases.Money) {
			if a.Minor > 0 {
				say(l.Money(a))
			}
		}
		say(l.DateShort(m.asOf))
		say(l.DateShort(m.answerBy()))
		sum(m.openAmount())
		_, charged := m.charges()
		sum(charged)
		for _, x := range f.Purchases {
			day(x.On)
			day(x.PromisedOn)
			sum(x.Total)
			say(x.OrderNumber + " " + tail(x.OrderNumber) + " " + x.Item + " " + strings.Join(x.Tracking, " "))
		}
		for _, x := range f.Payments {
			day(x.On)
			sum(x.Amount)
			say(m.method(x))
		}
		for _, x := range f.Events {
			day(x.On)
			sum(x.Amount)
			if !x.Until.IsZero() {
				say(l.DateShort(x.Until))
			}
			say(x.Protocol + " " + tail(x.Protocol) + " " + x.Text)
		}
		for _, x := range f.Parties {
			say(x.TaxID + " " + x.Address + " " + x.Phone + " " + x.Email)
		}
		for _, g := range m.cited() {
			say(g.Norm + " " + l.Fill(g.Text, nil))
		}
		for _, d := range in.Plan.Deadlines {
			sayDeadline(say, d, l, m)
		}
		say(m.t("exhibits.count", "n", len(m.exhibits)))
	}
	// Numbers of requests and of chat messages, and the norms that texts name themselves.
	say("1 2 3 4 5 12 C.F.R. § 1026.13(a)(3) (4) 1/2025")
	return known
}

func sayDeadline(say func(string), d escalation.Deadline, l *locale.Localizer, m *matter) {
	say(Say(d.Name, l))
	if last, over := m.over(d); over {
		say(l.DateShort(last))
	}
	say(l.DateShort(d.Due))
	if x, ok := m.nextLoss(); ok {
		say(l.DateShort(x.Due) + " " + Say(x.Right, l))
	}
}

func agree(t *testing.T, at, text string, known map[string]bool) {
	t.Helper()
	for _, n := range told.FindAllString(text, -1) {
		if !known[n] {
			t.Errorf("%s states %q, which is no number of the case: %s", at, n, text)
		}
	}
}

// sameNumbers wants the text in the person's own language to state as many numbers as the body's, and the same long ones.
func sameNumbers(t *testing.T, at string, f KitField, k Kit) {
	t.Helper()
	if k.Own == "" {
		return
	}
	long := regexp.MustCompile(`[0-9]{8,}`)
	if a, b := long.FindAllString(f.Value, -1), long.FindAllString(f.Own, -1); !slices.Equal(a, b) {
		t.Errorf("%s: the body reads %q and the person %q", at, a, b)
	}
}
