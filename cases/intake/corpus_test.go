//go:build corpus

package intake

import (
	"bufio"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strconv"
	"strings"
	"testing"

	"degrau/cases"
	"degrau/internal/civil"
)

// labelled is one line of complaints-dev.jsonl.
type labelled struct {
	ID        string  `json:"id"`
	Text      string  `json:"text"`
	Reference *string `json:"reference_date"`
	Labels    struct {
		Language string   `json:"language"`
		Kind     string   `json:"problem_kind"`
		AlsoOK   []string `json:"problem_kind_also_ok"`
		Orders   []struct {
			Normal string `json:"normal"`
		} `json:"order_numbers"`
		Amounts []struct {
			Value    float64 `json:"value"`
			Currency string  `json:"currency"`
		} `json:"amounts"`
		Dates []struct {
			ISO *string `json:"iso"`
		} `json:"dates"`
		Methods  []string `json:"payment_methods"`
		Tracking []string `json:"tracking_codes"`
		NotOrder []string `json:"must_not_be_order_number"`
	} `json:"labels"`
}

// tally counts one field as score.py does: values are sets per text.
type tally struct{ hit, missed, extra int }

func (t *tally) add(gold, got []string) (missed, extra []string) {
	g, p := map[string]bool{}, map[string]bool{}
	for _, x := range gold {
		g[x] = true
	}
	for _, x := range got {
		p[x] = true
	}
	for x := range g {
		if p[x] {
			t.hit++
		} else {
			t.missed++
			missed = append(missed, x)
		}
	}
	for x := range p {
		if !g[x] {
			t.extra++
			extra = append(extra, x)
		}
	}
	return missed, extra
}

func ratio(n, of int) float64 {
	if of == 0 {
		return 1
	}
	return float64(n) / float64(of)
}

func bare(s string) string {
	return strings.ToUpper(strings.Map(func(r rune) rune {
		if r == '_' || !(r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z') {
			return -1
		}
		return r
	}, s))
}

func corpus(t *testing.T, name string) string {
	t.Helper()
	dir := os.Getenv("DEGRAU_CORPUS")
	if dir == "" {
		t.Fatal("DEGRAU_CORPUS names no folder")
	}
	if !filepath.IsAbs(dir) { // relative to the root of the project, where make runs
		dir = filepath.Join("..", "..", dir)
	}
	return filepath.Join(dir, name)
}

// scores is the whole table of score.py.
type scores struct {
	texts, lang, kind, lenient, falseOrders int
	fields                                  map[string]*tally
}

var fieldNames = []string{"order", "amount", "tracking", "payment", "date"}

func TestCorpusComplaints(t *testing.T) {
	f, err := os.Open(corpus(t, "complaints-dev.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	predicted := os.Getenv("DEGRAU_PREDICTED") // for score.py itself
	if predicted == "" {
		predicted = filepath.Join(t.TempDir(), "predicted.jsonl")
	}
	out, err := os.Create(predicted)
	if err != nil {
		t.Fatal(err)
	}
	defer out.Close()
	s := scores{fields: map[string]*tally{}}
	for _, name := range fieldNames {
		s.fields[name] = &tally{}
	}
	sc := bufio.NewScanner(f)
	sc.Buffer(nil, 1<<20)
	for sc.Scan() {
		var x labelled
		if err := json.Unmarshal(sc.Bytes(), &x); err != nil {
			t.Fatal(err)
		}
		var ref civil.Date
		if x.Reference != nil {
			ref = civil.MustParse(*x.Reference)
		}
		got := Read(x.Text, ref)
		line, err := json.Marshal(struct {
			ID string `json:"id"`
			Reading
		}{x.ID, got})
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(out, "%s\n", line)
		s.add(t, x, got)
	}
	if err := sc.Err(); err != nil || s.texts == 0 {
		t.Fatalf("%d texts read: %v", s.texts, err)
	}
	s.print()
	s.hold(t)
}

// add scores one text.
func (s *scores) add(t *testing.T, x labelled, got Reading) {
	s.texts++
	if got.Language == x.Labels.Language {
		s.lang++
	} else {
		t.Logf("%s language %s, labelled %s", x.ID, got.Language, x.Labels.Language)
	}
	switch k := string(got.ProblemKind); {
	case k == x.Labels.Kind:
		s.kind++
		s.lenient++
	case slices.Contains(x.Labels.AlsoOK, k):
		s.lenient++
	default:
		t.Logf("%s kind %s, labelled %s", x.ID, k, x.Labels.Kind)
	}
	note := func(field string, gold, have []string) {
		if missed, extra := s.fields[field].add(gold, have); len(missed)+len(extra) > 0 {
			t.Logf("%s %s missed %q extra %q", x.ID, field, missed, extra)
		}
	}
	orders, goldOrders := mapAll(got.OrderNumbers, bare), []string{}
	for _, o := range x.Labels.Orders {
		goldOrders = append(goldOrders, o.Normal)
	}
	note("order", goldOrders, orders)
	for _, o := range x.Labels.NotOrder {
		if slices.Contains(orders, bare(o)) {
			s.falseOrders++
		}
	}
	note("amount", goldAmounts(x), gotAmounts(got))
	note("tracking", mapAll(x.Labels.Tracking, bare), mapAll(got.TrackingCodes, bare))
	methods := slices.DeleteFunc(slices.Clone(x.Labels.Methods), func(m string) bool { return m == "instalments" })
	note("payment", methods, mapAll(got.PaymentMethods, func(m cases.Method) string { return string(m) }))
	scoreDates(t, s.fields["date"], x, got.Dates)
}

// print writes the table as score.py does.
func (s *scores) print() {
	fmt.Printf("texts %d  language %.2f  kind %.2f (lenient %.2f)  false orders %d\n", s.texts, ratio(s.lang, s.texts),
		ratio(s.kind, s.texts), ratio(s.lenient, s.texts), s.falseOrders)
	for _, name := range fieldNames {
		f := s.fields[name]
		fmt.Printf("%-9s recall %d/%d", name, f.hit, f.hit+f.missed)
		if name != "date" {
			fmt.Printf("  precision %d/%d", f.hit, f.hit+f.extra)
		}
		fmt.Println()
	}
}

// hold fails the test below the marks.
func (s *scores) hold(t *testing.T) {
	check := func(name string, n, of int, mark float64) {
		if of < 15 && of-n <= 1 {
			return // with so few labels one miss is allowed
		}
		if ratio(n, of) < mark {
			t.Errorf("%s: %d of %d, the mark is %.2f", name, n, of, mark)
		}
	}
	check("language", s.lang, s.texts, 0.98)
	check("problem kind, lenient", s.lenient, s.texts, 0.88)
	for name, mark := range map[string]float64{"order": 0.97, "amount": 0.95, "payment": 0.95, "date": 0.90} {
		f := s.fields[name]
		check(name+" recall", f.hit, f.hit+f.missed, mark)
		if name != "date" {
			check(name+" precision", f.hit, f.hit+f.extra, mark)
		}
	}
	if s.falseOrders > 0 {
		t.Errorf("%d false order numbers", s.falseOrders)
	}
}

func goldAmounts(x labelled) (out []string) {
	for _, a := range x.Labels.Amounts {
		out = append(out, fmt.Sprintf("%.2f %s", math.Round(a.Value*100)/100, a.Currency))
	}
	return out
}

func gotAmounts(r Reading) (out []string) {
	for _, a := range r.Amounts {
		v, _ := strconv.ParseFloat(a.Value, 64)
		out = append(out, fmt.Sprintf("%.2f %s", v, a.Currency))
	}
	return out
}

func scoreDates(t *testing.T, f *tally, x labelled, got []string) {
	gold := map[string]bool{}
	for _, d := range x.Labels.Dates {
		if d.ISO != nil {
			gold[*d.ISO] = true
		}
	}
	var missed []string
	for g := range gold {
		found := false
		for _, p := range got {
			found = found || strings.HasPrefix(p, g) || len(p) == 7 && len(g) == 7 && p == g
		}
		if found {
			f.hit++
		} else {
			f.missed++
			missed = append(missed, g)
		}
	}
	if sort.Strings(missed); len(missed) > 0 {
		t.Logf("%s date missed %q of %q", x.ID, missed, got)
	}
}

func rows(t *testing.T, name string) [][]string {
	t.Helper()
	f, err := os.Open(corpus(t, name))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	all, err := csv.NewReader(f).ReadAll()
	if err != nil || len(all) < 10 {
		t.Fatalf("%s: %d rows, %v", name, len(all), err)
	}
	return all[1:]
}

func TestCorpusTaxIDs(t *testing.T) {
	for _, row := range rows(t, "cpf-cnpj.csv") {
		valid := ValidCPF
		if row[0] == "cnpj" {
			valid = ValidCNPJ
		}
		if got := valid(row[1]); got != (row[2] == "true") {
			t.Errorf("%s %q: %v, %s", row[0], row[1], got, row[3])
		}
	}
}

func TestCorpusPostalNumbers(t *testing.T) {
	n := 0
	for _, row := range rows(t, "tracking-numbers.csv") {
		if row[2] != "s10" {
			continue
		}
		n++
		if got := ValidS10(strings.ReplaceAll(row[0], " ", "")); got != (row[1] == "valid") {
			t.Errorf("%q: %v, expected %s", row[0], got, row[1])
		}
	}
	if n < 5 {
		t.Errorf("only %d postal numbers", n)
	}
}
