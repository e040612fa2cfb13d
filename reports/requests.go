package reports

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"degrau/cases"
	"degrau/escalation"
	"degrau/internal/civil"
	"degrau/internal/locale"
)

// asked is one numbered request: its sentence and its amount, if it has one.
type asked struct {
	remedy cases.Remedy
	amount cases.Money
	text   string
}

// requestRules is the pack text that says what is asked by default and how many days an answer gets.
func (m *matter) requestRules() (script, bool) {
	country := m.body.Country
	if country == "" {
		country, _, _ = strings.Cut(m.facts.Place, "-")
	}
	id := strings.ToLower(country) + "-requests"
	for _, lang := range append([]string{m.l.Lang()}, locale.Languages...) { // it holds days and remedies, no words
		if src, ok := m.in.Packs.Text(lang, id); ok {
			s, err := parseScript(src)
			if err != nil && m.fault == nil {
				m.fault = fmt.Errorf("pack text %s/%s: %w", lang, id, err)
			}
			return s, err == nil
		}
	}
	return script{}, false
}

// answerBy is the calendar day by which an answer is asked: the pack's number of days from the day of the paper, but
// before the next day on which a right of the consumer ends, if that leaves the days that the pack wants at least.
func (m *matter) answerBy() civil.Date {
	if m.court() {
		return civil.Date{}
	}
	s, ok := m.requestRules()
	n := s.days("answer_days")
	if !ok || n == 0 {
		return civil.Date{}
	}
	by, soonest := m.asOf.AddDays(n), m.asOf.AddDays(s.days("answer_least"))
	for _, x := range m.in.Plan.Losses {
		if !x.Doubtful && x.Due.After(soonest) && !x.Due.After(by) {
			by = x.Due.AddDays(-1)
		}
	}
	return by
}

// court reports whether a judge reads the paper: nobody sets a judge a day, or asks one for an answer in writing.
func (m *matter) court() bool { return m.body.Kind == "court" }

// days reads a header that holds a number of days; zero where the pack has none.
func (s *script) days(key string) int {
	if s == nil || len(s.header[key]) == 0 {
		return 0
	}
	n, err := strconv.Atoi(s.header[key][0])
	if err != nil {
		return 0 // refused when the text was read
	}
	return n
}

// requests are what the person asked for or, where nothing was said, what the pack asks for these problems. The last
// one is an answer in writing, except before a court.
func (m *matter) requests() []asked {
	var out []asked
	for _, r := range m.facts.Requests {
		if r.Remedy != "" {
			out = append(out, m.ask(r))
		}
	}
	if len(out) == 0 {
		for _, remedy := range m.defaultRemedies() {
			out = append(out, m.ask(cases.Request{Remedy: remedy}))
		}
	}
	refund := slices.ContainsFunc(out, func(a asked) bool { return a.remedy == cases.Refund })
	out = slices.DeleteFunc(out, func(a asked) bool { // charges are part of what a refund gives back
		return a.text == "" || a.remedy == cases.ReverseCharges && refund
	})
	if len(out) == 0 {
		out = append(out, asked{text: m.t("request.solve")})
	}
	if m.court() {
		return out
	}
	if by := m.answerBy(); !by.IsZero() {
		return append(out, asked{text: m.t("request.answer_by", "by", m.l.DateShort(by))})
	}
	return append(out, asked{text: m.t("request.answer")})
}

// defaultRemedies are the pack's remedies for the problems of the case. Where a named rule has run out, the law has
// moved the choice to the buyer, and the pack may name another remedy for that ("default_after").
func (m *matter) defaultRemedies() []cases.Remedy {
	s, ok := m.requestRules()
	if !ok && !m.openAmount().IsZero() {
		return []cases.Remedy{cases.Refund}
	}
	byProblem := map[string][]string{}
	for _, line := range s.header["default"] {
		words := strings.Fields(line)
		byProblem[words[0]] = words[1:]
	}
	for _, line := range s.header["default_after"] {
		if words := strings.Fields(line); m.passed(words[0]) {
			byProblem[words[1]] = words[2:]
		}
	}
	var out []cases.Remedy
	for _, p := range m.facts.Problems {
		for _, w := range byProblem[string(p)] {
			if r := cases.Remedy(w); !slices.Contains(out, r) {
				out = append(out, r)
			}
		}
	}
	return out
}

// passed reports whether a deadline of the rule has run out without being met.
func (m *matter) passed(rule string) bool {
	return slices.ContainsFunc(m.in.Plan.Deadlines, func(d escalation.Deadline) bool {
		return d.Rule == rule && d.State == escalation.DeadlinePassed
	})
}

// ask words one request. Sums that follow from the case's money are filled in where the person gave none.
func (m *matter) ask(r cases.Request) asked {
	a := asked{remedy: r.Remedy, amount: r.Amount}
	if a.amount.IsZero() {
		switch r.Remedy {
		case cases.Refund:
			a.amount = m.openAmount()
		case cases.ReverseCharges:
			_, a.amount = m.charges()
		}
	}
	if r.Remedy == cases.OtherRemedy || r.Remedy == cases.Documents && r.Text != "" {
		a.text = raise(sentenceOf(r.Text))
		return a
	}
	key := "request." + string(r.Remedy)
	pairs := []any{}
	if !a.amount.IsZero() && a.amount.Minor > 0 && m.l.Has("dossier."+key+"_amount") {
		key += "_amount"
		pairs = append(pairs, "amount", m.amount(a.amount))
	}
	if by := m.answerBy(); !by.IsZero() && m.l.Has("dossier."+key+"_by") {
		key += "_by"
		pairs = append(pairs, "by", m.l.DateShort(by))
	}
	a.text = m.t(key, pairs...)
	if r.Text != "" {
		a.text += " " + raise(sentenceOf(r.Text))
	}
	return a
}

// askedTotal is the sum of the requests that name an amount in the main currency.
func askedTotal(all []asked) cases.Money {
	var sum cases.Money
	for _, a := range all {
		if !a.amount.IsZero() && (sum.IsZero() || sum.Currency == a.amount.Currency) {
			sum.Minor, sum.Currency = sum.Minor+a.amount.Minor, a.amount.Currency
		}
	}
	return sum
}

// inline writes the requests as one sentence's tail: "1) a; 2) b; 3) c".
func inline(all []asked) string {
	var parts []string
	for i, a := range all {
		text := strings.TrimSuffix(a.text, ".")
		if len(all) > 1 {
			text = strconv.Itoa(i+1) + ") " + lower(text)
		} else {
			text = lower(text)
		}
		parts = append(parts, text)
	}
	return strings.Join(parts, "; ")
}

// lower makes the first letter small, unless the word is written in capitals.
func lower(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	if n == 0 {
		return s
	}
	if next, _ := utf8.DecodeRuneInString(s[n:]); unicode.IsUpper(next) {
		return s
	}
	return string(unicode.ToLower(r)) + s[n:]
}

// sentenceOf trims a person's words and ends them as a sentence.
func sentenceOf(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if s == "" || strings.ContainsAny(s[len(s)-1:], ".!?…") || strings.HasSuffix(s, "…") {
		return s
	}
	return s + "."
}
