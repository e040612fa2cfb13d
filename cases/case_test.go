package cases

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"degrau/internal/civil"
)

var noon = time.Date(2026, 11, 22, 12, 0, 0, 123456789, time.UTC)

func mustOpen(t testing.TB) *Case {
	t.Helper()
	c, err := Open(Facts{
		Place: "BR-PR", Language: "pt", Problems: []Problem{NotDelivered},
		Purchases: []Purchase{{On: civil.MustPartial("2026-04"), OrderNumber: "8150000000000011", Total: MustMoney("1250.00", "BRL")}},
		Payments: []Payment{{Amount: MustMoney("1250.00", "BRL"), Method: Card, Role: Paid},
			{Amount: MustMoney("300.00", "BRL"), Role: Demanded}},
		Events: []Entry{{Kind: Contacted, On: civil.MustPartial("2026-07-05"), Text: "mensagem à loja"},
			{Kind: Filed, Body: "aliexpress-dispute", On: civil.MustPartial("2026-07-15"), Protocol: "552-81"}},
	}, "", "cli", noon)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestOpenFoldsBack(t *testing.T) {
	c := mustOpen(t)
	f := c.Facts()
	if len(f.Events) != 2 || f.Events[1].Protocol != "552-81" || f.Purchases[0].On.String() != "2026-04" {
		t.Errorf("facts: %+v", f)
	}
	if c.LastSeq != 3 || c.Version != 3 || len(c.Code) != 9 {
		t.Errorf("head: %+v", c)
	}
	if fs := c.VerifyChain(); len(fs) != 0 {
		t.Errorf("fresh chain: %v", fs)
	}
}

func TestDemandedAmountIsInNoTotal(t *testing.T) {
	l := mustOpen(t).Facts().Ledgers()
	if len(l) != 1 || l[0].Paid.Decimal() != "1250.00" || l[0].Open.Decimal() != "1250.00" || l[0].Demanded.Decimal() != "300.00" {
		t.Errorf("%+v", l)
	}
}

func TestTamperingIsToldApart(t *testing.T) {
	for name, c := range map[string]struct {
		do   func(*Case)
		want string
	}{
		"words changed": {func(c *Case) { c.Events[1].Payload = strings.Replace(c.Events[1].Payload, "loja", "casa", 1) }, FaultChanged},
		"event removed": {func(c *Case) { c.Events = append(c.Events[:1:1], c.Events[2]) }, FaultRemoved},
		"events swapped": {func(c *Case) {
			c.Events[1], c.Events[2] = c.Events[2], c.Events[1]
			c.Events[1].Seq, c.Events[2].Seq = 2, 3
		}, FaultReordered},
		"tail cut":      {func(c *Case) { c.Events = c.Events[:2] }, FaultHead},
		"actor changed": {func(c *Case) { c.Events[2].Actor = "owner" }, FaultChanged},
		"time changed":  {func(c *Case) { c.Events[2].RecordedAt = noon.Add(time.Second) }, FaultChanged},
		"words gone":    {func(c *Case) { c.Events[1].Payload = "" }, FaultChanged},
	} {
		t.Run(name, func(t *testing.T) {
			k := mustOpen(t)
			c.do(k)
			fs := k.VerifyChain()
			if len(fs) == 0 || fs[0].Kind != c.want {
				t.Errorf("found %v, want %s first", fs, c.want)
			}
		})
	}
}

func TestErasedChainStillChecks(t *testing.T) {
	c := mustOpen(t)
	if err := c.Erase("owner", noon); err != nil {
		t.Fatal(err)
	}
	for i := range c.Events[:len(c.Events)-1] {
		c.Events[i].Payload, c.Events[i].Entry = "", Entry{}
	}
	if fs := c.VerifyChain(); len(fs) != 0 {
		t.Errorf("erased chain: %v", fs)
	}
	if err := c.Record(Entry{Kind: Note, Text: "x"}, "owner", noon); !IsKind(err, Conflict) {
		t.Errorf("recording on an erased case: %v", err)
	}
}

func TestCorrectionNamesWhatItCorrects(t *testing.T) {
	c := mustOpen(t)
	fix := Entry{Kind: Filed, Body: "aliexpress-dispute", On: civil.MustPartial("2026-07-16"), Protocol: "552-81"}
	if err := c.Record(Entry{Kind: Corrected, Corrects: 3, Replacement: &fix}, "owner", noon); err != nil {
		t.Fatal(err)
	}
	if got := c.Timeline()[1].Entry.On.String(); got != "2026-07-16" {
		t.Errorf("corrected day: %s", got)
	}
	if err := c.Record(Entry{Kind: Corrected, Corrects: 2}, "owner", noon); err != nil {
		t.Fatal(err)
	}
	if n := len(c.Timeline()); n != 1 {
		t.Errorf("%d events after one was struck", n)
	}
	if err := c.Record(Entry{Kind: Corrected, Corrects: 99}, "owner", noon); !IsKind(err, NotFound) {
		t.Errorf("correcting nothing: %v", err)
	}
	if len(c.Events) != 5 {
		t.Errorf("a correction must add, never change: %d events", len(c.Events))
	}
}

func TestRecordRefuses(t *testing.T) {
	for name, e := range map[string]Entry{
		"unknown kind":          {Kind: "exploded"},
		"a kind of the program": {Kind: Opened, Facts: &Facts{}},
		"filing without body":   {Kind: Filed, On: civil.MustPartial("2026-07-15")},
		"filing without day":    {Kind: Filed, Body: "br-procon"},
		"bill without due day":  {Kind: BillClosed, On: civil.MustPartial("2026-07-15")},
		"ends before it starts": {Kind: Note, On: civil.MustPartial("2026-07-15"), Until: civil.MustParse("2026-07-14")},
		"broken text":           {Kind: Note, Text: "a\xff"},
	} {
		t.Run(name, func(t *testing.T) {
			c := mustOpen(t)
			if err := c.Record(e, "cli", noon); !IsKind(err, Invalid) {
				t.Errorf("got %v", err)
			}
			if c.LastSeq != 3 {
				t.Error("a refused event must leave nothing")
			}
		})
	}
}

func TestClosedCaseTakesOnlyReopening(t *testing.T) {
	c := mustOpen(t)
	for _, s := range []struct {
		kind Kind
		ok   bool
	}{{Closed, true}, {Answered, false}, {Reopened, true}, {Reopened, false}, {Answered, true}} {
		err := c.Record(Entry{Kind: s.kind}, "cli", noon)
		if (err == nil) != s.ok {
			t.Errorf("%s: %v", s.kind, err)
		}
	}
}

func TestExhibitNumbersAreNeverUsedTwice(t *testing.T) {
	c := mustOpen(t)
	a, _ := c.AddEvidence(Evidence{SHA256: "aa", Name: "a.jpg"}, "cli", noon)
	_ = c.RemoveEvidence("P1", "cli", noon)
	b, err := c.AddEvidence(Evidence{SHA256: "bb", Name: "b.jpg"}, "cli", noon)
	if err != nil || a.Label() != "P1" || b.Label() != "P2" || len(c.Evidence()) != 1 {
		t.Errorf("%v %v %v", a, b, err)
	}
	d, _ := c.AddEvidence(Evidence{SHA256: "bb", Name: "again.jpg"}, "cli", noon)
	if len(d.Warnings) != 1 || d.Warnings[0] != "duplicate:P2" {
		t.Errorf("same bytes twice: %v", d.Warnings)
	}
}

func TestCaptionsAreAddedAndNeverChangeTheFile(t *testing.T) {
	c := mustOpen(t)
	_, _ = c.AddEvidence(Evidence{SHA256: "aa", Name: "a.jpg"}, "owner", noon)
	for _, caption := range []string{"comprovante", "comprovante do Pix"} {
		if err := c.DescribeEvidence("P1", caption, "owner", noon); err != nil {
			t.Fatal(err)
		}
	}
	x := c.Evidence()[0]
	if x.Caption != "comprovante do Pix" || x.SHA256 != "aa" || x.Number != 1 || len(c.VerifyChain()) != 0 {
		t.Errorf("%+v %v", x, c.VerifyChain())
	}
	if err := c.DescribeEvidence("P9", "x", "owner", noon); !IsKind(err, NotFound) {
		t.Errorf("describing nothing: %v", err)
	}
	if err := c.DescribeEvidence("P1", "a\x00", "owner", noon); !IsKind(err, Invalid) {
		t.Errorf("a caption with a NUL: %v", err)
	}
}

func TestAnExhibitSaysWhenItCameAndWhoDatesIt(t *testing.T) {
	c := mustOpen(t)
	early, june := noon.Add(-time.Hour), civil.MustPartial("2026-06")
	x, err := c.AddEvidence(Evidence{SHA256: "aa", ReceivedAt: early, CapturedOn: civil.MustPartial("2026-06-01"), CapturedBy: SaidByFile}, "owner", noon)
	if err != nil || !x.ReceivedAt.Equal(Stamp(early)) {
		t.Errorf("received before it was recorded: %v %v", x.ReceivedAt, err)
	}
	if x, err = c.AddEvidence(Evidence{SHA256: "bb", ReceivedAt: noon.Add(time.Hour)}, "owner", noon); err != nil || !x.ReceivedAt.Equal(Stamp(noon)) {
		t.Errorf("received after it was recorded: %v %v", x.ReceivedAt, err)
	}
	if err := c.DescribeDated("P1", "recibo", june, "owner", noon); err != nil {
		t.Fatal(err)
	}
	if err := c.DescribeEvidence("P1", "recibo do Pix", "owner", noon); err != nil {
		t.Fatal(err)
	}
	if x := c.Evidence()[0]; x.CapturedOn != june || x.CapturedBy != SaidByPerson || x.Caption != "recibo do Pix" || len(c.VerifyChain()) > 0 {
		t.Errorf("%+v", x)
	}
	for name, bad := range map[string]Evidence{
		"a door nobody knows": {Source: "window"}, "a size below nothing": {Size: -1}, "a name that is no text": {Name: "\xff"},
		"a date by nobody": {CapturedBy: "the cat"}, "a warning that is no text": {Warnings: []string{"\x00"}},
	} {
		if _, err := c.AddEvidence(bad, "owner", noon); !IsKind(err, Invalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestFileName(t *testing.T) {
	for in, want := range map[string]string{
		"a.jpg": "a.jpg", " a b.jpg ": "a b.jpg", "../../etc/passwd": "passwd", `C:\fotos\a.jpg`: "a.jpg", "pasta/": "pasta", "/": "", ".": "", "..": "", "": "",
		"a\r\nb": "ab", "\u202egpj.exe": "gpj.exe", "a\xffb": "ab", "a\u00a0b": "a b", strings.Repeat("á", 200) + ".pdf": strings.Repeat("á", 80) + "…" + strings.Repeat("á", 35) + ".pdf",
	} {
		if got := FileName(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func FuzzFileName(f *testing.F) {
	for _, s := range []string{"a.jpg", "../..", `..\..\x`, "\u202e\x00/", "ﷺ/\u2028."} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := FileName(s)
		if strings.ContainsAny(got, "/\\\x00\n\r") || got == "." || got == ".." || texts("name", got) != nil || len([]rune(got)) > longestName {
			t.Errorf("%q: %q", s, got)
		}
		if again := FileName(got); again != got {
			t.Errorf("%q: %q, then %q", s, got, again)
		}
	})
}

func TestFactsKeepNullApartFromAbsent(t *testing.T) {
	in := `{"place":"BR-PR","purchases":[{"item":"fone","promised_on":null}],"answers":{"a.b":null,"c.d":true}}`
	f, err := DecodeFacts(strings.NewReader(in))
	if err != nil {
		t.Fatal(err)
	}
	if len(f.Unknown) != 1 || f.Unknown[0] != "purchases.0.promised_on" {
		t.Errorf("unknown: %v", f.Unknown)
	}
	out, err := json.Marshal(f)
	if err != nil {
		t.Fatal(err)
	}
	g, err := DecodeFacts(strings.NewReader(string(out)))
	if err != nil || len(g.Unknown) != 1 || g.Answers["c.d"] != true {
		t.Errorf("%s: %v", out, err)
	}
}

func TestDecodeFactsRefuses(t *testing.T) {
	for name, in := range map[string]string{
		"unknown field": `{"colour":"red"}`, "broken": `{"place":`, "trailing": `{} {}`, "number as money": `{"purchases":[{"total":{"amount":12,"currency":"BRL"}}]}`,
		"impossible day": `{"purchases":[{"on":"2026-02-30"}]}`, "unknown problem": `{"problems":["sad"]}`, "three decimals": `{"purchases":[{"total":{"amount":"1.005","currency":"BRL"}}]}`,
	} {
		if _, err := DecodeFacts(strings.NewReader(in)); !IsKind(err, Invalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestBadFactsAreNamedByTheirPath(t *testing.T) {
	for in, want := range map[string]string{
		`{"purchases":[{},{"on":"2026-02-30"}]}`:                     "purchases.1.on bad_day",
		`{"purchases":[{"totl":1}]}`:                                 "purchases.0.totl unknown_field",
		`{"events":[{"kind":"note","at":"soon"}]}`:                   "events.0.at bad_instant",
		`{"payments":[{"amount":{"amount":12.5,"currency":"BRL"}}]}`: "payments.0.amount bad_money",
		`{"payments":[{"instalments":"ten"}]}`:                       "payments.0.instalments wrong_kind",
		`{"problems":"sad"}`:                                         "problems wrong_kind",
		`null`:                                                       " wrong_kind",
		`[]`:                                                         " wrong_kind",
		`{"origins":{"purchases.0.on":{"span":[1,2],"certainty":"sure"}}}`: "",
	} {
		_, err := DecodeFacts(strings.NewReader(in))
		got := ""
		var e *Error
		if errors.As(err, &e) {
			got = e.Field + " " + e.Key
		}
		if got != want {
			t.Errorf("%s: %q, want %q", in, got, want)
		}
	}
}

func TestAnEventNamesOnlyExhibitsThatAreThere(t *testing.T) {
	c := mustOpen(t)
	if err := c.Record(Entry{Kind: Note, Evidence: []string{"P1"}}, "cli", noon); !IsKind(err, NotFound) {
		t.Errorf("an exhibit that is not there: %v", err)
	}
	if _, err := c.AddEvidence(Evidence{SHA256: "aa", Name: "a.jpg"}, "cli", noon); err != nil {
		t.Fatal(err)
	}
	if err := c.Record(Entry{Kind: Note, Evidence: []string{"P1"}}, "cli", noon); err != nil {
		t.Errorf("an exhibit that is there: %v", err)
	}
}

func TestMoneyRoundTrips(t *testing.T) {
	for s, minor := range map[string]int64{"1250.00": 125000, "0.05": 5, "7": 700, "-3.5": -350} {
		m, err := ParseMoney(s, "BRL")
		if err != nil || m.Minor != minor {
			t.Errorf("%s: %v %v", s, m, err)
		}
	}
	if m := MustMoney("500", "JPY"); m.Decimal() != "500" {
		t.Errorf("yen: %s", m.Decimal())
	}
	for _, bad := range []string{"", ".", "1.", "1,5", "1e3", "+1", " 1", "99999999999999999"} {
		if _, err := ParseMoney(bad, "BRL"); err == nil {
			t.Errorf("%q was read as an amount", bad)
		}
	}
}

func FuzzDecodeFacts(f *testing.F) {
	f.Add(`{"place":"BR-PR","purchases":[{"on":"2026-04","promised_on":null}]}`)
	f.Fuzz(func(t *testing.T, s string) {
		facts, err := DecodeFacts(strings.NewReader(s))
		if err != nil {
			return
		}
		b, err := json.Marshal(facts)
		if err != nil {
			t.Fatalf("accepted facts cannot be written: %v", err)
		}
		if _, err := DecodeFacts(strings.NewReader(string(b))); err != nil {
			t.Fatalf("written facts cannot be read: %v\n%s", err, b)
		}
	})
}
