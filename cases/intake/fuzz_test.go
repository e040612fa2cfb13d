package intake

import (
	"bytes"
	"encoding/json"
	"reflect"
	"testing"
	"unicode/utf8"

	"degrau/cases"
	"degrau/internal/civil"
)

func FuzzRead(f *testing.F) {
	for _, s := range []string{"", "Comprei dia 03/01a R$1.234,56 pedido8150000000000011 e não chegou", "LB123456785CN 1Z999AA10123456784 111.444.777-35",
		"paid $12.50 on 3/4/24, order #403-1234567-7654321", "am plătit 20 lei pe 12 iulie", "\xff\xfeé\u0301\u200b９９", "dia 31/02 há 10 dias 10x de R$ 125,00",
		"Art. 49. O consumidor pode desistir", "1º de maio de 24 @AmazonHelp a@b.c https://x.y/123456789", "(11) 98765-4321 +40 721 000 000 0800 1"} {
		f.Add(s, 20400)
		f.Add(s, 0)
	}
	f.Fuzz(func(t *testing.T, s string, day int) {
		var ref civil.Date
		if day > 0 && day < 1_000_000 {
			ref = civil.Must(2000, 1, 1).AddDays(day % 30000)
		}
		checkReading(t, s, ref)
	})
}

// checkReading holds what must be true of the reading of any text.
func checkReading(t *testing.T, s string, ref civil.Date) Reading {
	t.Helper()
	got := Read(s, ref)
	if !reflect.DeepEqual(got, Read(s, ref)) {
		t.Error("the same text was read in two ways")
	}
	if got.Problems == nil || got.OrderNumbers == nil || got.TrackingCodes == nil || got.Amounts == nil || got.Dates == nil ||
		got.PaymentMethods == nil || got.AlreadyTried == nil || got.Origins == nil || got.Questions == nil {
		t.Errorf("a list is nil: %+v", got)
	}
	if len(got.Problems) == 0 || got.ProblemKind != got.Problems[0] {
		t.Errorf("problem %q of %v", got.ProblemKind, got.Problems)
	}
	span := func(what string, p [2]int) {
		if p[0] < 0 || p[0] >= p[1] || p[1] > len(s) || utf8.ValidString(s) && !utf8.ValidString(s[p[0]:p[1]]) {
			t.Errorf("%s: span %v of %d bytes", what, p, len(s))
		}
	}
	for _, a := range got.Amounts {
		span("amount", a.Span)
		if _, err := cases.ParseMoney(a.Value, a.Currency); err != nil {
			t.Errorf("amount %+v: %v", a, err)
		}
	}
	for _, q := range got.Questions {
		span("question "+q.Field, q.Span)
		if len(q.Readings) == 0 {
			t.Errorf("question without readings: %+v", q)
		}
	}
	for path, o := range got.Origins {
		span(path, o.Span)
	}
	for _, d := range got.Dates {
		if _, err := civil.ParsePartial(d); err != nil {
			t.Error(err)
		}
	}
	if err := got.Facts.Check(); err != nil {
		t.Errorf("the draft is no case: %v", err)
	}
	raw, err := json.Marshal(got)
	if err != nil {
		t.Fatal(err)
	}
	facts, _ := json.Marshal(got.Facts)
	if _, err := cases.DecodeFacts(bytes.NewReader(facts)); err != nil {
		t.Errorf("%s: %v", raw, err)
	}
	return got
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte("ol\xe1 mundo"))
	f.Add([]byte("cart\xc3\xa3o n\xe3o \xc9\x94"))
	f.Add([]byte("\xff\xfea\x00b\x00"))
	f.Add([]byte("\x00a\x00b\x00c"))
	f.Add([]byte("\xef\xbb\xbfabc\r\n"))
	f.Add([]byte("\xff\xfe\xff\xfea\x00"))
	f.Add([]byte{0x89, 'P', 'N', 'G', 0, 1, 2})
	f.Fuzz(func(t *testing.T, b []byte) {
		s, err := Decode(b)
		if err != nil {
			if !cases.IsKind(err, cases.Invalid) {
				t.Errorf("%v", err)
			}
			return
		}
		if !utf8.ValidString(s) || s == "" {
			t.Errorf("%q became %q", b, s)
		}
		if again, err := Decode([]byte(s)); err != nil || again != s {
			t.Errorf("decoded twice: %q, then %q, %v", s, again, err)
		}
	})
}
