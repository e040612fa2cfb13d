package locale

import (
	"strconv"
	"strings"
)

// nbsp keeps a sign and its figure on one line.
const nbsp = "\u00a0"

// signs are how currencies are shown. Where several countries write a bare $ or ¥, the country goes with it: an amount
// must not be taken for another currency.
var signs = map[string]string{
	"BRL": "R$", "USD": "US$", "EUR": "€", "GBP": "£", "RON": "lei", "MXN": "MX$", "ARS": "AR$", "CLP": "CLP$",
	"COP": "COL$", "JPY": "JP¥", "CNY": "CN¥", "INR": "₹", "PLN": "zł",
}

// Money writes "R$ 1.234,56" with a no-break space. A currency we have no sign for goes after the figure by its code.
func (l *Localizer) Money(m Money) string {
	figure, neg := strings.CutPrefix(m.Decimal(), "-")
	whole, frac, dot := strings.Cut(figure, ".")
	figure = group(whole, l.shape.thousands)
	if dot {
		figure += l.shape.point + frac
	}
	sign, known := signs[m.Code()]
	out := sign + nbsp + figure
	switch {
	case !known:
		out = figure + nbsp + m.Code()
	case l.signAfter(m.Code()):
		out = figure + nbsp + sign
	case l.lang == "en":
		out = sign + figure
	}
	if neg {
		return "-" + out
	}
	return out
}

// signAfter says whether the sign follows the figure: lei and zł everywhere, the euro in Spanish, all in Romanian.
func (l *Localizer) signAfter(code string) bool {
	return l.lang == "ro" || code == "RON" || code == "PLN" || code == "EUR" && l.lang == "es"
}

// Number writes an integer with the language's thousands mark. Spanish leaves four digits together: 1234, 12.345.
func (l *Localizer) Number(n int) string {
	digits, neg := strings.CutPrefix(strconv.Itoa(n), "-")
	if len(digits) >= l.shape.groupFrom {
		digits = group(digits, l.shape.thousands)
	}
	if neg {
		return "-" + digits
	}
	return digits
}

// Size writes a number of bytes in decimal megabytes, as upload limits are given: "7,2 MB", "310 kB".
func (l *Localizer) Size(bytes int64) string {
	switch {
	case bytes < 1000:
		return strconv.FormatInt(bytes, 10) + nbsp + "B"
	case bytes < 999_500:
		return strconv.FormatInt((bytes+500)/1000, 10) + nbsp + "kB"
	}
	tenths := (bytes + 50_000) / 100_000
	out := l.Number(int(tenths / 10))
	if tenths%10 != 0 && tenths < 1000 {
		out += l.shape.point + strconv.FormatInt(tenths%10, 10)
	}
	return out + nbsp + "MB"
}

// group puts the mark between groups of three digits.
func group(digits, mark string) string {
	var b strings.Builder
	for i, c := range digits {
		if i > 0 && (len(digits)-i)%3 == 0 {
			b.WriteString(mark)
		}
		b.WriteRune(c)
	}
	return b.String()
}
