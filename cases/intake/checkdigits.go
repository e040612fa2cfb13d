package intake

import "strings"

// ValidCPF reports whether s is a CPF with right check digits: eleven digits, bare or as 000.000.000-00. A row of one
// digit passes the sum but is never given out.
func ValidCPF(s string) bool {
	d, ok := shaped(s, "000.000.000-00", false)
	return ok && !oneDigit(d) && cpfDigit(d[:9]) == d[9] && cpfDigit(d[:10]) == d[10]
}

func cpfDigit(d string) byte {
	sum := 0
	for i := 0; i < len(d); i++ {
		sum += int(d[i]-'0') * (len(d) + 1 - i)
	}
	return mod11(sum)
}

// ValidCNPJ reports whether s is a CNPJ with right check digits, in the old form of digits alone or in the one of July
// 2026 whose first twelve places may be capital letters; bare or as 00.000.000/0000-00.
func ValidCNPJ(s string) bool {
	d, ok := shaped(s, "00.000.000/0000-00", true)
	return ok && !oneDigit(d) && cnpjDigit(d[:12]) == d[12] && cnpjDigit(d[:13]) == d[13]
}

func cnpjDigit(d string) byte {
	sum, weight := 0, 2
	for i := len(d) - 1; i >= 0; i-- {
		sum += int(d[i]-'0') * weight // a letter counts its ASCII code less 48
		if weight++; weight > 9 {
			weight = 2
		}
	}
	return mod11(sum)
}

func mod11(sum int) byte {
	if r := sum % 11; r >= 2 {
		return byte('0' + 11 - r)
	}
	return '0'
}

// ValidS10 reports whether s is a postal item number of the Universal Postal Union (two letters, nine digits, two
// letters of a country) whose check digit is right.
func ValidS10(s string) bool {
	if !s10Shape(s) {
		return false
	}
	sum := 0
	for i, w := range [8]int{8, 6, 4, 2, 3, 5, 9, 7} {
		sum += int(s[2+i]-'0') * w
	}
	c := 11 - sum%11
	switch c {
	case 10:
		c = 0
	case 11:
		c = 5
	}
	return s[10] == byte('0'+c)
}

func s10Shape(s string) bool {
	if len(s) != 13 || !isUpper(s[0]) || !isUpper(s[1]) || !digitsOnly(s[2:11]) {
		return false
	}
	return countryCodes[s[11:]]
}

// countryCodes are the ISO 3166 codes, as the postal union uses them.
var countryCodes = set(strings.Fields(`AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ
 BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK
 FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP
 KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW
 MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG
 SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI
 VN VU WF WS YE YT ZA ZM ZW AN YU`))

// ValidLuhn reports whether the digits of s, a payment card's or a phone's IMEI, pass the Luhn sum.
func ValidLuhn(s string) bool {
	if len(s) < 2 || !digitsOnly(s) || oneDigit(s) {
		return false
	}
	sum := 0
	for i := 0; i < len(s); i++ {
		d := int(s[len(s)-1-i] - '0')
		if i%2 == 1 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return sum%10 == 0
}

// shaped strips the marks of the form from s: all of them in their places, or none. The last two places are digits
// always; letters elsewhere only if allowed.
func shaped(s, form string, letters bool) (string, bool) {
	bare := strings.NewReplacer(".", "", "/", "", "-", "").Replace(form)
	if len(s) != len(form) && len(s) != len(bare) {
		return "", false
	}
	marked := len(s) == len(form)
	d := make([]byte, 0, len(bare))
	for i := 0; i < len(s); i++ {
		c := s[i]
		if marked && form[i] != '0' {
			if c != form[i] {
				return "", false
			}
			continue
		}
		if !isDigit(c) && !(letters && isUpper(c) && len(d) < len(bare)-2) {
			return "", false
		}
		d = append(d, c)
	}
	return string(d), true
}

func isUpper(c byte) bool { return 'A' <= c && c <= 'Z' }

func digitsOnly(s string) bool {
	for i := 0; i < len(s); i++ {
		if !isDigit(s[i]) {
			return false
		}
	}
	return s != ""
}

func oneDigit(s string) bool { return strings.Trim(s, s[:1]) == "" }
