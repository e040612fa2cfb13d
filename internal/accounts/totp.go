package accounts

import (
	"crypto/hmac"
	"crypto/sha1" // RFC 6238 as every authenticator speaks it
	"crypto/subtle"
	"encoding/base32"
	"encoding/binary"
	"fmt"
	"io"
	"net/url"
	"strings"
	"time"
)

const (
	totpPeriod = 30 * time.Second
	totpBytes  = 20
)

// NewTOTP draws the secret of an authenticator, in base32 as they take it.
func NewTOTP(random io.Reader) (string, error) {
	b := make([]byte, totpBytes)
	if _, err := io.ReadFull(random, b); err != nil {
		return "", fmt.Errorf("draw secret: %w", err)
	}
	return base32.StdEncoding.EncodeToString(b), nil
}

// TOTPURI is what a QR picture for an authenticator says.
func TOTPURI(secret, issuer, who string) string {
	v := url.Values{"secret": {secret}, "issuer": {issuer}}
	return "otpauth://totp/" + url.PathEscape(issuer+":"+who) + "?" + v.Encode()
}

// CheckTOTP returns the step whose code was typed, looking one step back and one ahead for clocks that differ. A step
// that was used, or an earlier one, is refused: a code seen over a shoulder works no second time.
func CheckTOTP(secret, digits string, used int64, now time.Time) (step int64, ok bool) {
	key, err := base32.StdEncoding.DecodeString(secret)
	if err != nil || len(key) == 0 || len(digits) != 6 {
		return 0, false
	}
	at := now.Unix() / int64(totpPeriod/time.Second)
	for _, s := range []int64{at - 1, at, at + 1} {
		if subtle.ConstantTimeCompare([]byte(totp(key, s)), []byte(digits)) == 1 && s > used {
			return s, true
		}
	}
	return 0, false
}

// totp is RFC 4226 section 5.3 with six digits.
func totp(key []byte, step int64) string {
	var b [8]byte
	binary.BigEndian.PutUint64(b[:], uint64(step))
	m := hmac.New(sha1.New, key)
	m.Write(b[:])
	sum := m.Sum(nil)
	at := sum[len(sum)-1] & 15
	n := binary.BigEndian.Uint32(sum[at:]) & 0x7fffffff
	return fmt.Sprintf("%06d", n%1_000_000)
}

// SpacedTOTP groups a secret by four for typing it.
func SpacedTOTP(secret string) string {
	var parts []string
	for ; len(secret) > 4; secret = secret[4:] {
		parts = append(parts, secret[:4])
	}
	return strings.Join(append(parts, secret), " ")
}
