package escalation

import (
	"errors"
	"strings"
	"testing"
)

func TestEveryWordOfTheFormatIsChecked(t *testing.T) {
	base := xshop(nil)
	body := string(base["xx/bodies/xx-mediator.json"].Data)
	court := string(base["xx/bodies/xx-court.json"].Data)
	value := string(base["xx/values/xx-wage.json"].Data)
	act := string(base["xx/acts/accept.json"].Data)
	answer := string(base["xx/answers/wait.json"].Data)
	swap := func(s, old, new string) string {
		if !strings.Contains(s, old) {
			t.Fatalf("no %s in %s", old, s)
		}
		return strings.Replace(s, old, new, 1)
	}
	consumer := func(more string) string {
		return swap(xrule("xx-answer", `"count":{"n":5,"unit":"calendar_day"},`+more), `"owner":"body",`, `"owner":"consumer",`)
	}
	for name, c := range map[string]struct{ file, data, want string }{
		"kind of body":               {"xx/bodies/xx-mediator.json", swap(body, `"mediation"`, `"shrine"`), `unknown word "shrine"`},
		"filer":                      {"xx/bodies/xx-mediator.json", swap(body, `"form":{}`, `"form":{},"filers":[{"who":"cousin","how":["online"]}]`), `filers.0.who: unknown word "cousin"`},
		"filer without a way":        {"xx/bodies/xx-mediator.json", swap(body, `"form":{}`, `"form":{},"filers":[{"who":"holder","how":[]}]`), "filers.0.how: is missing"},
		"way":                        {"xx/bodies/xx-mediator.json", swap(body, `"form":{}`, `"form":{},"filers":[{"who":"holder","how":["fax"]}]`), `unknown word "fax"`},
		"text of how":                {"xx/bodies/xx-mediator.json", swap(body, `"form":{}`, `"form":{},"how":[{"pt":"Vá."}]`), "how.0: has no text"},
		"rejection without advice":   {"xx/bodies/xx-mediator.json", swap(body, `"form":{}`, `"form":{},"rejections":[{"reason":{"en":"Late."},"avoid":{}}]`), "rejections.0.avoid: has no text"},
		"channel twice":              {"xx/bodies/xx-mediator.json", swap(body, `"form":{}`, `"form":{},"channels":[{"id":"c","name":{"en":"C"},"for":{"en":"x"},"how":[],"sources":SRC},{"id":"c","name":{"en":"C"},"for":{"en":"x"},"how":[],"sources":SRC}]`), "channels.1.id: missing or used twice"},
		"channel without a source":   {"xx/bodies/xx-mediator.json", swap(body, `"form":{}`, `"form":{},"channels":[{"id":"c","name":{"en":"C"},"for":{"en":"x"},"how":[],"sources":[]}]`), "channels.0.sources: source is missing"},
		"system's limit":             {"xx/bodies/xx-mediator.json", swap(body, `"form":{}`, `"form":{},"systems":[{"id":"s","name":{"en":"S"},"attachments":{"max_bytes":-1},"sources":SRC}]`), "a limit is below zero"},
		"name too short for a file":  {"xx/bodies/xx-mediator.json", swap(body, `"form":{}`, `"form":{"attachments":{"max_name":3}}`), "max_name: is too short"},
		"effect":                     {"xx/bodies/xx-mediator.json", swap(body, `"effect":"risks"`, `"effect":"hurts"`), `unknown word "hurts"`},
		"closed by nothing":          {"xx/bodies/xx-mediator.json", swap(body, `"by":[{"event":"charged"}]`, `"by":[]`), "closed_by.2.by: is missing"},
		"closed by an unknown event": {"xx/bodies/xx-mediator.json", swap(body, `{"event":"charged"}`, `{"event":"charmed"}`), `unknown word "charmed"`},
		"closed by a stranger":       {"xx/bodies/xx-mediator.json", swap(body, `"body":"xx-office"`, `"body":"xx-offica"`), `dangling id "xx-offica"`},
		"closed on a doubtful word":  {"xx/bodies/xx-mediator.json", swap(strings.ReplaceAll(body, `"sourced"`, `"doubtful"`), `{"event":"charged"}`, `{"event":"charged"}`), "rests on doubtful sources alone"},
		"value nobody has":           {"xx/bodies/xx-court.json", swap(court, `"xx-wage"`, `"xx-salary"`), `dangling id "xx-salary"`},
		"times":                      {"xx/bodies/xx-court.json", swap(court, `"times":20`, `"times":0`), "times: is out of range"},
		"limit of two kinds":         {"xx/bodies/xx-court.json", swap(court, `"times":20`, `"times":20,"amount":{"amount":"1.00","currency":"XXD"}`), "exactly one of value and amount"},
		"bounds without a bound":     {"xx/bodies/xx-court.json", swap(court, `{"at_most":{"value":"xx-wage","times":20}}`, `{}`), "needs at_most or above"},
		"options that miss one":      {"xx/bodies/xx-court.json", swap(court, `{"claim":{"at_most":{"value":"xx-wage","times":20}}}`, `{"answers":{"xx.q":["b"]}},"question":{"en":"Which?"},"options":[{"value":"a","label":{"en":"A"}}]`), `does not offer "b"`},
		"options without a label":    {"xx/bodies/xx-court.json", swap(court, `"reason":{"en":"Above`, `"options":[{"value":"a","label":{}}],"reason":{"en":"Above`), "options.0.label: has no text"},
		"done by an unknown problem": {"xx/bodies/xx-court.json", swap(court, `"rank":40`, `"rank":40,"done_if":{"problems":["bad_luck"]}`), `unknown word "bad_luck"`},
		"none of an unknown method":  {"xx/bodies/xx-court.json", swap(court, `"rank":40`, `"rank":40,"when":{"none":[{"methods":["barter"]}]}`), `unknown word "barter"`},
		"series in disorder":         {"xx/values/xx-wage.json", swap(value, `"2023-01-01"`, `"2025-01-01"`), "series.1.from: is missing, or not after"},
		"value of nothing":           {"xx/values/xx-wage.json", swap(value, `"90.00"`, `"0.00"`), "must be above zero"},
		"value without a series":     {"xx/values/xx-wage.json", `{"id":"xx-wage","name":{"en":"W"},"series":[]}`, "series: is missing"},
		"act of an unknown kind":     {"xx/acts/accept.json", swap(act, `"settled"`, `"surrendered"`), `unknown word "surrendered"`},
		"act at no body":             {"xx/acts/accept.json", swap(act, `"event"`, `"bodies":["nowhere"],"event"`), `dangling id "nowhere"`},
		"act without a source":       {"xx/acts/accept.json", act[:strings.Index(act, `"sources"`)] + `"sources":[]}`, "source is missing"},
		"phrase of one word":         {"xx/answers/wait.json", swap(answer, `"please be patient * team"`, `"wait"`), "needs at least 2 words"},
		"phrase that begins open":    {"xx/answers/wait.json", swap(answer, `"please be patient * team"`, `"* be patient"`), "begins or ends with *"},
		"phrase with signs":          {"xx/answers/wait.json", swap(answer, `"please be patient * team"`, `"please (be) pa-tient"`), "is not one word"},
		"turning phrase of one word": {"xx/answers/wait.json", swap(answer, `"phrases"`, `"unless":{"en":["never"]},"phrases"`), "unless.en.0"},
		"answer without a phrase":    {"xx/answers/wait.json", swap(answer, `{"en":["wait|await # working|business days","please be patient * team"]}`, `{}`), "phrases: is missing"},
		"answer to no step":          {"xx/answers/wait.json", swap(answer, `"xx-office"`, `"xx-offica"`), `dangling id "xx-offica"`},
		"answer by no rule":          {"xx/answers/wait.json", swap(answer, `"step"`, `"rule":"xx-none","step"`), `dangling id "xx-none"`},
		"answer by no ground":        {"xx/answers/wait.json", swap(answer, `"step"`, `"ground":"xx-none","step"`), `dangling id "xx-none"`},
		"posting of what is done":    {"xx/rules/xx-answer.json", consumer(`"posting":{"n":3,"unit":"calendar_day"}`), "needs met_by received"},
		"posting by the hour":        {"xx/rules/xx-answer.json", consumer(`"met_by":"received","posting":{"n":3,"unit":"hour"}`), "needs met_by received"},
		"extension of nothing":       {"xx/rules/xx-answer.json", consumer(`"extendable":{"n":0,"unit":"calendar_day"}`), "at least one day"},
		"second without words":       {"xx/rules/xx-answer.json", consumer(`"second":{"count":{"n":3,"unit":"calendar_day"},"name":{}}`), "second.name: has no text"},
		"second without a calendar":  {"xx/rules/xx-answer.json", consumer(`"second":{"count":{"n":3,"unit":"working_day"},"name":{"en":"late"}}`), "second.count.calendar: is missing"},
		"met by an unknown remedy":   {"xx/rules/xx-answer.json", consumer(`"met_if":{"remedies":["revenge"]}`), `unknown word "revenge"`},
		"lock without a condition":   {"yy/pack.json", `{"id":"yy","name":{"en":"Y"},"zone":"UTC","weekend":[],"language":"en","platform":{"id":"yy","names":[],"locked":{"reason":{"en":"Shut."}}}}`, "platform.locked.if: is missing"},
		"lock without words":         {"yy/pack.json", `{"id":"yy","name":{"en":"Y"},"zone":"UTC","weekend":[],"language":"en","platform":{"id":"yy","names":[],"locked":{"if":{},"reason":{}}}}`, "platform.locked.reason: has no text"},
		"lock that leads nowhere":    {"yy/pack.json", `{"id":"yy","name":{"en":"Y"},"zone":"UTC","weekend":[],"language":"en","platform":{"id":"yy","names":[],"locked":{"if":{},"reason":{"en":"Shut."},"instead":["xx-none"]}}}`, `dangling id "xx-none"`},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Load(xshop(map[string]string{c.file: c.data}))
			var fs Faults
			if !errors.As(err, &fs) || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), c.file) {
				t.Errorf("got %v, want %q in %s", err, c.want, c.file)
			}
		})
	}
}

// FuzzRecognise holds for any pattern and any text: no panic, and a text always holds the pattern made of its own words.
func FuzzRecognise(f *testing.F) {
	f.Add("wait|await # working days", "please wait 10 working days")
	f.Add("please be patient * team", "Please BE patient, our ñandú team")
	f.Add("* *", "")
	p, err := Load(xshop(nil))
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, pattern, text string) {
		ph, err := parsePhrase(pattern)
		words := foldWords(text)
		if err == nil {
			if from, to, ok := ph.in(words); ok && (from < 0 || to < from || to > len(words)) {
				t.Errorf("%q found from %d to %d of %d words", pattern, from, to, len(words))
			}
		}
		if n := min(len(words), 30); n >= minWords {
			own, err := parsePhrase(strings.Join(words[:n], " "))
			if from, to, ok := own.in(words); err == nil && (!ok || to-from != n) { // a word may fold to several
				t.Errorf("a text does not hold its own words: %q", text)
			}
		}
		p.Recognise(text)
	})
}
