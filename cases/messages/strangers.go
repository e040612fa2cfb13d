package messages

import (
	"strings"

	"degrau/cases/intake"
)

// strangers warns of data that may be somebody else's: a CPF, the number of a card, a telephone. The person's own, told
// by the names of the case, are not meant.
func (t *Transcript) strangers(names Names) {
	own := map[string]bool{}
	for _, n := range names.Consumer {
		if d := digits(n); len(d) >= 8 {
			own[d] = true
		}
	}
	for _, m := range t.Messages {
		for _, key := range private(m.Text, own) {
			t.warn(key, m.N)
		}
	}
}

// maxRun is the longest run of digits with marks between them that is looked at.
const maxRun = 32

// private lists what runs of digits in a text may be.
func private(s string, own map[string]bool) []string {
	var out []string
	for i := 0; i < len(s); {
		if !isDigit(s[i]) {
			i++
			continue
		}
		from := i
		if i > 0 && s[i-1] == '+' || i > 0 && s[i-1] == '(' {
			from--
		}
		to := i
		for to < len(s) && to-i < maxRun && (isDigit(s[to]) || strings.IndexByte(" .-()/", s[to]) >= 0 && to+1 < len(s) && (isDigit(s[to+1]) || s[to+1] == '(' || s[to] == ')' && s[to+1] == ' ')) {
			to++
		}
		called := strings.Contains(strings.ToLower(s[max(0, from-12):from]), "cpf")
		if key := kindOfRun(s[from:to], called, own); key != "" {
			out = append(out, key)
		}
		for i = to; i < len(s) && isDigit(s[i]); i++ { // the rest of a run that is too long to be any of them
		}
	}
	return out
}

// kindOfRun says what a run of digits may be; called reports that the word CPF stands before it.
func kindOfRun(run string, called bool, own map[string]bool) string {
	d := digits(run)
	if len(d) < 8 || own[d] || len(d) > 11 && own[d[len(d)-11:]] {
		return ""
	}
	bare := strings.Trim(run, " ()+")
	switch {
	case len(d) == 11 && (intake.ValidCPF(bare) && strings.ContainsAny(bare, ".-") || intake.ValidCPF(d) && (called || !mobile(d))):
		return WarnOtherCPF
	case len(d) >= 14 && len(d) <= 19 && strings.IndexByte("3456", d[0]) >= 0 && !strings.ContainsAny(bare, "./(") && intake.ValidLuhn(d) && cardGroups(bare, d):
		return WarnOtherCard
	case phoneForm(run, d):
		return WarnOtherPhone
	}
	return ""
}

// mobile reports whether eleven digits look like a Brazilian mobile number with its area: these pass as CPFs by chance.
func mobile(d string) bool { return d[2] == '9' && d[0] != '0' && d[1] != '0' }

// cardGroups reports whether the number is grouped as cards are, or not at all: four and four, or 4-6-5.
func cardGroups(bare, d string) bool {
	if bare == d {
		return len(d) == 15 || len(d) == 16
	}
	groups := strings.FieldsFunc(bare, func(r rune) bool { return r == ' ' || r == '-' })
	for i, g := range groups {
		if len(g) != 4 && !(len(d) == 15 && len(groups) == 3) && i < len(groups)-1 {
			return false
		}
	}
	return len(groups) >= 3
}

// phoneForm reports whether the run is written as telephones are: with + and a country, or an area in brackets.
func phoneForm(run, d string) bool {
	switch {
	case strings.HasPrefix(d, "0800"), strings.HasPrefix(d, "0300"):
		return false // a company's desk
	case run[0] == '+':
		return len(d) >= 10 && len(d) <= 14
	case run[0] == '(':
		return len(d) >= 10 && len(d) <= 12
	}
	return false
}

func digits(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, s)
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }
