package cases

import (
	"encoding/json"
	"fmt"
	"math"
	"strconv"
	"strings"
)

// Money is an amount in minor units (cents, bani) of one currency. There is no arithmetic across currencies.
type Money struct {
	Minor    int64
	Currency string // ISO 4217, upper case
}

// exponents of currencies that do not have two decimals.
var exponents = map[string]int{"JPY": 0, "KRW": 0, "CLP": 0, "VND": 0, "PYG": 0}

// Exponent returns the number of decimals of a currency.
func Exponent(currency string) int {
	if e, ok := exponents[currency]; ok {
		return e
	}
	return 2
}

// ParseMoney reads a plain decimal such as "1250.00" or "-3.5" in the given currency. It refuses more decimals than the
// currency has, and what does not fit 64 bits; amounts written by people are read by intake, not here.
func ParseMoney(amount, currency string) (Money, error) {
	bad := fmt.Errorf("not an amount: %q", amount)
	if len(currency) != 3 || strings.ToUpper(currency) != currency || strings.Trim(currency, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "" {
		return Money{}, fmt.Errorf("not a currency code: %q", currency)
	}
	s, neg := strings.CutPrefix(amount, "-")
	whole, frac, dot := strings.Cut(s, ".")
	exp := Exponent(currency)
	if whole == "" || (dot && frac == "") || len(frac) > exp || len(whole) > 15 {
		return Money{}, bad
	}
	n, err := strconv.ParseUint(whole+frac+strings.Repeat("0", exp-len(frac)), 10, 63)
	if err != nil || n > math.MaxInt64 {
		return Money{}, bad
	}
	m := Money{int64(n), currency}
	if neg {
		m.Minor = -m.Minor
	}
	return m, nil
}

// MustMoney is ParseMoney for constants in code and tests.
func MustMoney(amount, currency string) Money {
	m, err := ParseMoney(amount, currency)
	if err != nil {
		panic(err)
	}
	return m
}

// IsZero reports whether nothing is known: a zero amount in a named currency is an amount.
func (m Money) IsZero() bool { return m == Money{} }

// Decimal writes the amount with the currency's decimals, such as "1250.00".
func (m Money) Decimal() string {
	exp, n, sign := Exponent(m.Currency), m.Minor, ""
	if n < 0 {
		n, sign = -n, "-"
	}
	if exp == 0 {
		return sign + strconv.FormatInt(n, 10)
	}
	s := fmt.Sprintf("%0*d", exp+1, n)
	return sign + s[:len(s)-exp] + "." + s[len(s)-exp:]
}

// String writes "1250.00 BRL"; people read locale's form.
func (m Money) String() string { return m.Decimal() + " " + m.Currency }

type moneyJSON struct {
	Amount   string `json:"amount"`
	Currency string `json:"currency"`
}

// MarshalJSON writes {"amount":"1250.00","currency":"BRL"}.
func (m Money) MarshalJSON() ([]byte, error) {
	return json.Marshal(moneyJSON{m.Decimal(), m.Currency})
}

// UnmarshalJSON reads the same form; amount must be text, because 0.1 has no exact binary number.
func (m *Money) UnmarshalJSON(b []byte) error {
	var j moneyJSON
	dec := json.NewDecoder(strings.NewReader(string(b)))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&j); err != nil {
		return fmt.Errorf("money must be {\"amount\":\"1250.00\",\"currency\":\"BRL\"}: %w", err)
	}
	v, err := ParseMoney(j.Amount, j.Currency)
	if err != nil {
		return err
	}
	*m = v
	return nil
}

// Code returns the ISO 4217 currency code.
func (m Money) Code() string { return m.Currency }
