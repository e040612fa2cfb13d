package web

import (
	"net/url"
	"strings"
	"testing"

	"degrau/cases"
	"degrau/cases/intake"
	"degrau/internal/civil"
)

// mustDraft puts a draft with doubts into the browser and returns its address.
func (b *browser) mustDraft(change func(*draft)) string {
	b.Helper()
	at := b.to(b.post("/novo", url.Values{"texto": {"Comprei um fone e não chegou, dia 12 de julho"}}))
	hash := hashToken(b.cookies[claimCookie])
	d, err := b.site.loadDraft(b.Context(), hash, strings.TrimPrefix(at, "/novo/"), noon)
	if err != nil {
		b.Fatal(err)
	}
	d.Questions = nil
	change(d)
	if err := b.site.putDraft(b.Context(), d, hash); err != nil {
		b.Fatal(err)
	}
	return at
}

func (b *browser) facts(base string) cases.Facts {
	b.Helper()
	k, err := b.store.Load(b.Context(), strings.TrimPrefix(base, "/casos/"))
	if err != nil {
		b.Fatal(err)
	}
	return k.Facts()
}

func (b *browser) confirm(at string) string {
	b.Helper()
	base, _, _ := strings.Cut(b.to(b.post(at, url.Values{"fazer": {"confirmar"}})), "?")
	return base
}

// doubt is a draft whose day of purchase has the readings.
func doubt(readings ...string) func(*draft) {
	return func(d *draft) {
		d.Facts.Purchases = []cases.Purchase{{Item: "fone"}}
		d.Facts.Origins = map[string]cases.Origin{}
		d.Questions = []intake.Question{{Field: "purchases.0.on", Readings: readings}}
	}
}

func TestADayWithoutItsYearIsAskedByItsYear(t *testing.T) {
	b := mustSite(t).browser()
	at := b.mustDraft(doubt("XXXX-07-12"))
	page := b.page(at)
	mustHave(t, page, "12 de julho de que ano?", "12 de julho de 2026", "12 de julho de 2025", "Não sei", "Outra resposta")
	if strings.Contains(page, "XXXX") || strings.Contains(visible(page), "Quando você comprou?") {
		t.Error("the page shows the form of the machine, or asks twice")
	}
	b.to(b.post(at, url.Values{"fazer": {"leitura:purchases.0.on=2025-07-12"}}))
	if f := b.facts(b.confirm(at)); f.Purchases[0].On.String() != "2025-07-12" || !f.Confirmed("purchases.0.on") {
		t.Errorf("kept %v", f.Purchases[0].On)
	}
}

func TestYearsOfADay(t *testing.T) {
	today := civil.MustParse("2026-11-22")
	for name, c := range map[string]struct {
		day   string
		ahead bool
		want  string
	}{
		"been this year":        {"07-12", false, "2025-07-12 2026-07-12"},
		"still to come":         {"12-24", false, "2024-12-24 2025-12-24"},
		"promised, may be next": {"07-12", true, "2025-07-12 2026-07-12 2027-07-12"},
		"a leap day":            {"02-29", false, "2020-02-29 2024-02-29"},
		"no day at all":         {"02-31", true, ""},
	} {
		var got []string
		for _, d := range yearsOf(c.day, today, c.ahead) {
			got = append(got, d.String())
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestADoubtIsAskedAnsweredOrStaysAGap(t *testing.T) {
	for name, c := range map[string]struct {
		form      url.Values
		day       string
		confirmed bool
		unknown   bool
	}{
		"first reading":  {url.Values{"fazer": {"leitura:purchases.0.on=2026-03-02"}}, "2026-03-02", true, false},
		"other reading":  {url.Values{"fazer": {"leitura:purchases.0.on=2026-02-03"}}, "2026-02-03", true, false},
		"another answer": {url.Values{"fazer": {"guardar"}, "purchases.0.on": {"5/5/2026"}}, "2026-05-05", true, false},
		"do not know":    {url.Values{"fazer": {"nao_sei:purchases.0.on"}}, "", true, true},
		"no answer":      {url.Values{"fazer": {"guardar"}, "purchases.0.on": {"02/03/2026"}}, "2026-03-02", false, false},
	} {
		t.Run(name, func(t *testing.T) {
			b := mustSite(t).browser()
			at := b.mustDraft(func(d *draft) {
				doubt("2026-03-02", "2026-02-03")(d)
				d.Facts.Purchases[0].On = civil.MustPartial("2026-03-02") // a value that somebody wrote down without an origin
			})
			mustHave(t, b.page(at), "Lemos de dois jeitos. Qual é o certo?", "2 de março de 2026", "3 de fevereiro de 2026")
			b.to(b.post(at, c.form))
			if asked := strings.Contains(b.page(at), "Lemos de dois jeitos"); asked == (c.confirmed || c.unknown) {
				t.Errorf("asked again: %v", asked)
			}
			f := b.facts(b.confirm(at))
			if f.Purchases[0].On.String() != c.day || f.Confirmed("purchases.0.on") != c.confirmed || (len(f.Unknown) > 0) != c.unknown {
				t.Errorf("%v, confirmed %v, unknown %v", f.Purchases[0].On, f.Confirmed("purchases.0.on"), f.Unknown)
			}
		})
	}
}

func TestADemandedFreightAsksWhetherItWasPaid(t *testing.T) {
	demanded := func(d *draft) {
		d.Facts.Payments = []cases.Payment{{Amount: cases.MustMoney("1250.00", "BRL"), Role: cases.Paid}, {Amount: cases.MustMoney("300.00", "BRL"), Role: cases.Demanded}}
		d.Facts.Origins = map[string]cases.Origin{"payments.1.amount": {Certainty: cases.Check}}
	}
	for answer, want := range map[string]string{"paid": "1550.00", "demanded": "1250.00", "": "1250.00"} {
		b := mustSite(t).browser()
		at := b.mustDraft(demanded)
		mustHave(t, b.page(at), "R$ 300,00. Você pagou?", "Paguei", "Não paguei")
		if answer != "" {
			b.to(b.post(at, url.Values{"fazer": {"pagou:payments.1.role=" + answer}}))
			if strings.Contains(visible(b.page(at)), "Você pagou?") {
				t.Errorf("%s: asked again", answer)
			}
		}
		f := b.facts(b.confirm(at))
		if got := f.Ledgers()[0].Paid.Decimal(); got != want || f.Confirmed("payments.1.amount") != (answer != "") {
			t.Errorf("%q: paid %s, confirmed %v", answer, got, f.Confirmed("payments.1.amount"))
		}
	}
}
