package web

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"

	"degrau/cases"
	"degrau/internal/civil"
	"degrau/internal/locale"
)

// tidy drops what phones and chats leave in a pasted value: stray spaces, no-break spaces, invisible marks.
func tidy(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\u00a0' || r == '\u202f' || r == '\u2007':
			return ' '
		case unicode.Is(unicode.Cf, r) || r == '\x00':
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, ""))
	return strings.TrimSpace(s)
}

// currencies are the signs people write; the longer ones come first, because "$" ends several.
var currencies = []struct{ sign, code string }{
	{"R$", "BRL"}, {"US$", "USD"}, {"BRL", "BRL"}, {"USD", "USD"}, {"EUR", "EUR"}, {"RON", "RON"}, {"LEI", "RON"},
	{"MX$", "MXN"}, {"€", "EUR"}, {"£", "GBP"}, {"$", "USD"},
}

// grouped is a whole number, plain or with a mark before each three digits.
var grouped = regexp.MustCompile(`^(\d+|\d{1,3}(\.\d{3})+|\d{1,3}(,\d{3})+)$`)

// readMoney reads an amount as people write it: 1.234,56, 1234.56, R$ 1234. A mark followed by three digits groups
// thousands; by one or two it starts the cents.
func readMoney(text, currency string) (cases.Money, error) {
	bad := cases.Invalidf("", "bad_amount", "amount", text)
	s := strings.ToUpper(tidy(text))
	for _, c := range currencies {
		if strings.Contains(s, c.sign) {
			s, currency = strings.Replace(s, c.sign, "", 1), c.code
			break
		}
	}
	if len(currency) != 3 {
		currency = "BRL"
	}
	for _, code := range strings.Fields(s) { // another currency, written as its code
		if len(code) == 3 && strings.Trim(code, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == "" {
			s, currency = strings.Replace(s, code, "", 1), code
		}
	}
	s = strings.ReplaceAll(s, " ", "")
	whole, cents := s, ""
	if i := strings.LastIndexAny(s, ".,"); i >= 0 && len(s)-i-1 <= 2 {
		whole, cents = s[:i], s[i+1:]
	}
	if !grouped.MatchString(whole) {
		return cases.Money{}, bad
	}
	whole = strings.NewReplacer(".", "", ",", "").Replace(whole)
	amount := whole
	if cents != "" {
		amount += "." + cents
	}
	m, err := cases.ParseMoney(amount, currency)
	if err != nil || m.Minor < 0 {
		return cases.Money{}, bad
	}
	return m, nil
}

// readDay reads a day or a month as people write it: 12/3/26, 12.03.2026, 12 mar, 03/2026, março de 2026, 2026-03-12.
// Without a year it is the latest such day that is not after today.
func readDay(text string, today civil.Date, l *locale.Localizer) (civil.Partial, error) {
	bad := cases.Invalidf("", "bad_date", "date", text)
	s := strings.ToLower(tidy(text))
	if p, err := civil.ParsePartial(s); err == nil {
		return p, nil
	}
	var nums []int
	month, monthFirst := 0, false
	for _, w := range strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(" /.-,", r) }) {
		if n, err := strconv.Atoi(strings.TrimRight(w, "ºªthndrs")); err == nil {
			nums = append(nums, n)
			continue
		}
		if w == "de" || w == "del" || w == "of" {
			continue
		}
		m := monthOf(w, l)
		if m == 0 || month != 0 {
			return civil.Partial{}, bad
		}
		month, monthFirst = m, len(nums) == 0
	}
	p, ok := assemble(nums, month, monthFirst, today)
	if !ok {
		return civil.Partial{}, bad
	}
	return p, nil
}

// assemble makes a day of the numbers and the named month.
func assemble(nums []int, month int, monthFirst bool, today civil.Date) (civil.Partial, bool) {
	day, year := 0, 0
	switch {
	case month != 0 && len(nums) == 1 && (nums[0] > 31 || monthFirst && nums[0] > 31):
		year = nums[0]
	case month != 0 && len(nums) == 1:
		day = nums[0]
	case month != 0 && len(nums) == 2:
		day, year = nums[0], nums[1]
	case month == 0 && len(nums) == 3:
		day, month, year = nums[0], nums[1], nums[2]
	case month == 0 && len(nums) == 2 && nums[1] > 31:
		month, year = nums[0], nums[1]
	case month == 0 && len(nums) == 2:
		day, month = nums[0], nums[1]
	default:
		return civil.Partial{}, false
	}
	if year > 0 && year < 100 {
		year += 2000
	}
	if year == 0 {
		year = today.Year
		if d, err := civil.Of(year, time.Month(month), day); err == nil && d.After(today) {
			year--
		}
	}
	if day == 0 {
		p, err := civil.ParsePartial(fmt.Sprintf("%04d-%02d", year, month))
		return p, err == nil
	}
	d, err := civil.Of(year, time.Month(month), day)
	return civil.Whole(d), err == nil
}

// monthOf finds a month by its first three letters, in the page's language or any other of the house.
func monthOf(w string, l *locale.Localizer) int {
	if len([]rune(w)) < 3 {
		return 0
	}
	for _, lang := range append([]string{l.Lang()}, cases.Languages...) {
		for m := time.January; m <= time.December; m++ {
			name := locale.For(lang).Month(m)
			if strings.HasPrefix(name, w) || strings.HasPrefix(w, string([]rune(name)[:3])) {
				return int(m)
			}
		}
	}
	return 0
}

// moneyText writes an amount as it stands in an input.
func moneyText(l *locale.Localizer, m cases.Money) string {
	if m.IsZero() {
		return ""
	}
	text := tidy(l.Money(m))
	if got, err := readMoney(text, m.Currency); err != nil || got != m {
		return m.String() // a sign that people do not write
	}
	return text
}

// dayText writes a day or month as it stands in an input.
func dayText(l *locale.Localizer, p civil.Partial) string {
	if p.IsZero() {
		return ""
	}
	return l.PartialShort(p)
}
