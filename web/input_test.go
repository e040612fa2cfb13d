package web

import (
	"testing"

	"degrau/cases"
	"degrau/internal/civil"
	"degrau/internal/locale"
)

func TestAmountsAsPeopleWriteThem(t *testing.T) {
	for in, want := range map[string]string{
		"1.234,56": "1234.56 BRL", "1234.56": "1234.56 BRL", "R$ 1234": "1234.00 BRL", "R$1.234": "1234.00 BRL", "r$ 12,5": "12.50 BRL",
		" 129,90 ": "129.90 BRL", "US$ 30.00": "30.00 USD", "€ 1.000,00": "1000.00 EUR", "250 lei": "250.00 RON", "1 234,00": "1234.00 BRL",
		"R$\u00a01.250,00": "1250.00 BRL", "1.234.567,89": "1234567.89 BRL", "12 MXN": "12.00 MXN",
	} {
		if m, err := readMoney(in, ""); err != nil || m.String() != want {
			t.Errorf("%q: %v %v, want %s", in, m, err, want)
		}
	}
	for _, bad := range []string{"", "doze", "-5", "1,2,3,", "R$", "1e9", "99999999999999999999"} {
		if m, err := readMoney(bad, ""); err == nil {
			t.Errorf("%q was read as %v", bad, m)
		}
	}
}

func TestDaysAsPeopleWriteThem(t *testing.T) {
	today := civil.MustParse("2026-11-22")
	for in, want := range map[string]string{
		"12/3/26": "2026-03-12", "12.03.2026": "2026-03-12", "2026-03-12": "2026-03-12", "12 mar": "2026-03-12", "12 de março de 2026": "2026-03-12",
		"03/2026": "2026-03", "março de 2026": "2026-03", "1º de abril": "2026-04-01", "25/12": "2025-12-25", "22/11": "2026-11-22", " 5 - 7 - 2026 ": "2026-07-05",
		"12 iulie 2026": "2026-07-12", "3 de enero de 2026": "2026-01-03", "March 3, 2026": "2026-03-03",
	} {
		if p, err := readDay(in, today, locale.For("pt")); err != nil || p.String() != want {
			t.Errorf("%q: %v %v, want %s", in, p, err, want)
		}
	}
	for _, bad := range []string{"", "31/02/2026", "ontem", "13/13/2026", "1/2/3/4", "abril abril", "0/0/0", "99"} {
		if p, err := readDay(bad, today, locale.For("pt")); err == nil {
			t.Errorf("%q was read as %v", bad, p)
		}
	}
}

// What stands in an input reads back as what it was, in every language: a form sent unchanged changes nothing.
func TestInputsReadBack(t *testing.T) {
	today := civil.MustParse("2026-11-22")
	for _, lang := range cases.Languages {
		l := locale.For(lang)
		for _, cur := range []string{"BRL", "USD", "EUR", "RON", "GBP", "MXN", "JPY"} {
			for _, minor := range []int64{1, 99, 100, 12990, 123456, 100000000} {
				m := cases.Money{Minor: minor, Currency: cur}
				if got, err := readMoney(moneyText(l, m), cur); err != nil || got != m {
					t.Errorf("%s: %v is written %q and read %v %v", lang, m, moneyText(l, m), got, err)
				}
			}
		}
		for _, s := range []string{"2026-03-12", "2026-12-31", "2025-01-01", "2026-03", "2031-10"} {
			p := civil.MustPartial(s)
			if got, err := readDay(dayText(l, p), today, l); err != nil || got != p {
				t.Errorf("%s: %s is written %q and read %v %v", lang, s, dayText(l, p), got, err)
			}
		}
	}
}

func TestFileNamesAreOnlyNames(t *testing.T) {
	for in, want := range map[string]string{
		"../../etc/passwd": "passwd", `C:\fotos\a.jpg`: "a.jpg", "": "arquivo", "/": "arquivo", "a\r\nb.png": "ab.png", "\u202egpj.exe": "gpj.exe",
	} {
		if got := baseName(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func FuzzInputs(f *testing.F) {
	for _, s := range []string{"1.234,56", "R$ 12", "12/3/26", "março de 2026", "\x00\xff", "1º"} {
		f.Add(s)
	}
	l := locale.For("pt")
	today := civil.MustParse("2026-11-22")
	f.Fuzz(func(t *testing.T, s string) {
		if m, err := readMoney(s, ""); err == nil {
			if again, err := readMoney(moneyText(l, m), m.Currency); err != nil || again != m {
				t.Errorf("%q: %v, again %v %v", s, m, again, err)
			}
		}
		if p, err := readDay(s, today, l); err == nil {
			if again, err := readDay(dayText(l, p), today, l); err != nil || again != p {
				t.Errorf("%q: %v, again %v %v", s, p, again, err)
			}
		}
		_ = attachment(s)
	})
}
