package escalation

import (
	"io/fs"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"degrau/cases"
	"degrau/internal/civil"
)

var builtin = sync.OnceValues(Builtin)

func mustPacks(t testing.TB) *Packs {
	t.Helper()
	p, err := builtin()
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func mustFacts(t testing.TB, s string) cases.Facts {
	t.Helper()
	f, err := cases.DecodeFacts(strings.NewReader(s))
	if err != nil {
		t.Fatalf("%v in %s", err, s)
	}
	return f
}

// noon is midday of a plain day in UTC, as the command line reads --now.
func noon(t testing.TB, day string) time.Time {
	t.Helper()
	d, err := civil.Parse(day)
	if err != nil {
		t.Fatal(err)
	}
	return d.Time(time.UTC).Add(12 * time.Hour)
}

// xland is an invented country: one folder of data, no Go.
func xland() fstest.MapFS {
	src := `[{"norm":"Act 1/2024 art. 2","url":null,"checked":null,"confidence":"sourced"}]`
	file := func(s string) *fstest.MapFile {
		return &fstest.MapFile{Data: []byte(strings.ReplaceAll(s, "SRC", src)), Mode: fs.FileMode(0o644)}
	}
	return fstest.MapFS{
		"xx/pack.json": file(`{"id":"xx","name":{"en":"Xland"},"country":"XX","zone":"Europe/Lisbon","weekend":["friday","saturday"],"language":"en"}`),
		"xx/calendars/XX-legal.json": file(`{"id":"XX-legal","name":{"en":"Xland"},"kind":"legal","place":"XX","from":2020,"until":2030,
			"holidays":[{"name":{"en":"Founding"},"on":"02-12","sources":SRC},{"name":{"en":"Second Monday"},"nth":{"n":2,"weekday":"monday","month":3},"sources":SRC}],"sources":SRC}`),
		"xx/bodies/xx-shop.json": file(`{"id":"xx-shop","name":{"en":"Shop office"},"kind":"authority","country":"XX","about":{"en":"Hears complaints."},"cost":{"en":"Free"},"can_oblige":true,
			"language":"en","public":false,"url":null,"form":{},"steps":[{"id":"xx-shop","rank":40,"after":["seller"],"done":[{"event":"filed","body":"xx-shop"}],
			"action":{"en":"Complain at the shop office"},"why":{"en":"It can order a refund."}}],"sources":SRC}`),
		"xx/rules/xx-shop-reply.json": file(`{"id":"xx-shop-reply","name":{"en":"The shop's reply"},"owner":"company","body":"xx-shop","steps":["xx-shop"],
			"starts":{"event":"filed","body":"xx-shop"},"met":[{"event":"answered","body":"xx-shop"}],
			"count":{"n":5,"unit":"working_day","calendar":"XX-legal"},"first_day":"excluded","roll":"next_working_day","confidence":"sourced","from":"2024-01-01",
			"sources":SRC,"examples":[{"event":"2024-02-08","due":"2024-02-18","why":"9 and 10 are the weekend, 11, 12 is a holiday, 13 (2), 14 (3), 15 (4), 16 and 17 weekend, 18 (5)"}]}`),
	}
}

func with(base fstest.MapFS, file, data string) fstest.MapFS {
	out := fstest.MapFS{}
	for k, v := range base {
		out[k] = v
	}
	out[file] = &fstest.MapFile{Data: []byte(data)}
	return out
}

var mustPartial = civil.MustPartial

// fstestOnly is the invented country with a shop of its own, so that it stands without our packs.
func fstestOnly(file string, data []byte) fstest.MapFS {
	x := xland()
	body := string(x["xx/bodies/xx-shop.json"].Data)
	x["xx/bodies/xx-shop.json"] = &fstest.MapFile{Data: []byte(strings.Replace(body, `"after":["seller"],`, "", 1))}
	x[file] = &fstest.MapFile{Data: data}
	return x
}

// aliFacts is an AliExpress order of 12 April 2026 by a buyer in Paraná.
func aliFacts(problem, method string) string {
	return `{"place":"BR-PR","problems":["` + problem + `"],"parties":[{"role":"marketplace","id":"aliexpress"}],
		"purchases":[{"on":"2026-04-12","order_number":"8150000000000011","item":"fone","total":{"amount":"1250.00","currency":"BRL"},"promised_on":"2026-06-30","protection_ends_on":"2026-08-15"}],
		"payments":[{"on":"2026-04-12","amount":{"amount":"1250.00","currency":"BRL"},"method":"` + method + `","role":"paid"}],"events":[]}`
}

// shopFacts is an order of 1 October 2026 at a Brazilian shop by a buyer in the state of São Paulo.
func shopFacts(problem, method string) string {
	return `{"place":"BR-SP","problems":["` + problem + `"],"parties":[{"role":"seller","name":"Loja X"}],
		"purchases":[{"on":"2026-10-01","order_number":"A-77","item":"geladeira","total":{"amount":"2199.00","currency":"BRL"},"promised_on":"2026-10-20"}],
		"payments":[{"on":"2026-10-01","amount":{"amount":"2199.00","currency":"BRL"},"method":"` + method + `","role":"paid"}],"events":[]}`
}
