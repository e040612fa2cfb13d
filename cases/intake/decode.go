package intake

import (
	"bytes"
	"encoding/binary"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"degrau/cases"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/unicode/norm"
)

// Decode turns bytes of any of the usual encodings (UTF-8, UTF-16 of either order, Windows-1252, Windows-1250,
// ISO-8859-2) into UTF-8 text, NFC-normalised, without byte-order mark, lines ended by \n. Bytes that are no text give
// the Error not_text, nothing but space empty_text.
func Decode(b []byte) (string, error) {
	s, ok := decode(b)
	if !ok {
		return "", cases.Invalidf("text", "not_text")
	}
	s = strings.TrimLeft(s, "\ufeff") // a file put together from others brings the mark more than once
	s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	if s = norm.NFC.String(s); blank(s) {
		return "", cases.Invalidf("text", "empty_text")
	}
	return s, nil
}

func decode(b []byte) (string, bool) {
	switch {
	case bytes.HasPrefix(b, []byte{0xEF, 0xBB, 0xBF}):
		b = b[3:]
	case bytes.HasPrefix(b, []byte{0xFF, 0xFE}):
		return utf16Text(b[2:], binary.LittleEndian)
	case bytes.HasPrefix(b, []byte{0xFE, 0xFF}):
		return utf16Text(b[2:], binary.BigEndian)
	case len(b) >= 4 && len(b)%2 == 0:
		if order := utf16Order(b); order != nil {
			return utf16Text(b, order)
		}
	}
	if !plausible(b) {
		return "", false
	}
	if utf8.Valid(b) {
		return string(b), true
	}
	return singleByte(b), true
}

// utf16Order guesses UTF-16 without a mark: in Western text every other byte is zero.
func utf16Order(b []byte) binary.ByteOrder {
	var zero [2]int
	n := min(len(b), 4096)
	for i := 0; i < n; i++ {
		if b[i] == 0 {
			zero[i%2]++
		}
	}
	switch {
	case zero[1]*10 >= n*3 && zero[0] == 0:
		return binary.LittleEndian
	case zero[0]*10 >= n*3 && zero[1] == 0:
		return binary.BigEndian
	}
	return nil
}

func utf16Text(b []byte, order binary.ByteOrder) (string, bool) {
	if len(b)%2 != 0 {
		return "", false
	}
	u := make([]uint16, len(b)/2)
	for i := range u {
		u[i] = order.Uint16(b[2*i:])
	}
	s := string(utf16.Decode(u))
	return s, plausible([]byte(s)) && strings.Count(s, "\uFFFD")*20 <= len(u)
}

// plausible tells text from a picture or a program: no NUL, hardly any control bytes.
func plausible(b []byte) bool {
	odd := 0
	for _, c := range b {
		if c == 0 {
			return false
		}
		if c < ' ' && c != '\n' && c != '\r' && c != '\t' && c != '\f' && c != '\v' && c != 0x1b || c == 0x7f {
			odd++
		}
	}
	return odd*50 <= len(b)
}

// runs decodes what is UTF-8 as such and every other byte by the code page: files put together from several sources mix
// both. Pairs of bytes that would make a letter none of our languages has are two letters of the page.
func runs(b []byte, page *charmap.Charmap) string {
	var out strings.Builder
	out.Grow(len(b) + len(b)/8)
	for len(b) > 0 {
		c, n := utf8.DecodeRune(b)
		if n > 1 && !(n == 2 && c > 0x17F && !(c >= 0x218 && c <= 0x21B) && !(c >= 0x300 && c <= 0x36F)) {
			out.Write(b[:n])
			b = b[n:]
			continue
		}
		out.WriteRune(page.DecodeByte(b[0]))
		b = b[1:]
	}
	return out.String()
}

// singleByte chooses between Windows-1252, Windows-1250 and ISO-8859-2. The bytes of ă ș ț î â differ from those of ã
// õ ç é only by the code page, so the neighbours decide: in Romanian they stand where Western letters make no words.
func singleByte(b []byte) string {
	west := runs(b, charmap.Windows1252)
	best, bestScore := west, readable(west)
	for _, page := range []*charmap.Charmap{charmap.Windows1250, charmap.ISO8859_2} {
		s := runs(b, page)
		if n := readable(s); n > bestScore {
			best, bestScore = s, n
		}
	}
	return best
}

// readable scores a decoding: letters the four languages use count for it, signs and foreign letters against it.
func readable(s string) int {
	romanian := newLanguageHint(s)
	n := 0
	for _, r := range s {
		switch {
		case r < utf8.RuneSelf:
		case strings.ContainsRune("áéíóúâêôàçÁÉÍÓÚÂÊÔÀÇüÜ“”‘’–—…€ºª", r):
			n += 2
		case strings.ContainsRune("ãõñÃÕÑ¿¡", r):
			n += 3
			if romanian {
				n -= 5
			}
		case strings.ContainsRune("ăîşţșțĂÎŞŢȘȚ", r):
			if romanian {
				n += 4
			}
		default:
			n -= 2
		}
	}
	return n
}

// newLanguageHint reports whether the plain words look Romanian.
func newLanguageHint(s string) bool {
	r := &reader{f: fold(s[:min(len(s), 4096)])}
	r.f.accents = [4]int{}
	r.toks = tokenize(r.f.s)
	return r.language() == "ro"
}

func blank(s string) bool {
	for _, r := range s {
		if r > ' ' && r != 0x7f && r != 0xA0 && r != 0xFEFF && r != 0x200B {
			return false
		}
	}
	return true
}
