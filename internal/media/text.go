package media

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// textCharset reports whether the bytes are text, and in which encoding they seem to be.
func textCharset(b []byte) (string, bool) {
	switch {
	case bytes.HasPrefix(b, []byte("\xff\xfe")):
		return "utf-16le", plainUTF16(b[2:], 0)
	case bytes.HasPrefix(b, []byte("\xfe\xff")):
		return "utf-16be", plainUTF16(b[2:], 1)
	case len(b) >= 8 && zeros(b, 1) > 9 && zeros(b, 0) < 1: // Latin letters in UTF-16 have a zero in every second byte
		return "utf-16le", plainUTF16(b, 0)
	case len(b) >= 8 && zeros(b, 0) > 9 && zeros(b, 1) < 1:
		return "utf-16be", plainUTF16(b, 1)
	}
	for _, c := range b {
		if c < 0x20 && !strings.ContainsRune("\t\n\f\r\x1b\x1a", rune(c)) {
			return "", false
		}
	}
	if utf8.Valid(wholeRunes(b)) {
		return "utf-8", true
	}
	// Windows-1252 leaves five bytes without a meaning. They, or mostly high bytes, speak for data.
	high := 0
	for _, c := range b {
		switch c {
		case 0x81, 0x8d, 0x8f, 0x90, 0x9d, 0x7f:
			return "", false
		}
		if c >= 0x80 {
			high++
		}
	}
	return "windows-1252", high*3 <= len(b)
}

// plainUTF16 reports whether the units hold no control characters; low is the place of the low byte in each pair.
func plainUTF16(b []byte, low int) bool {
	for i := 0; i+1 < len(b); i += 2 {
		if b[i+1-low] == 0 && b[i+low] < 0x20 && !strings.ContainsRune("\t\n\f\r", rune(b[i+low])) {
			return false
		}
	}
	return true
}

// zeros counts, in tenths, how many of every second byte are zero, beginning at from.
func zeros(b []byte, from int) int {
	n, all := 0, 0
	for i := from; i < len(b); i += 2 {
		all++
		if b[i] == 0 {
			n++
		}
	}
	return n * 10 / all
}

// wholeRunes drops a rune that the end of the sample cut.
func wholeRunes(b []byte) []byte {
	for n := 1; n <= 3 && n <= len(b); n++ {
		if c := b[len(b)-n]; utf8.RuneStart(c) {
			if c >= 0xc0 && !utf8.FullRune(b[len(b)-n:]) {
				return b[:len(b)-n]
			}
			break
		}
	}
	return b
}

// mailOnly are headers that nobody writes at the top of a letter; mailToo are those that people do.
var (
	mailOnly = []string{"received", "return-path", "delivered-to", "message-id", "mime-version", "x-mailer", "dkim-signature", "content-transfer-encoding", "content-type"}
	mailToo  = []string{"from", "to", "date", "subject", "cc", "reply-to"}
)

// isMail reports whether the text begins as a mail does: header lines up to the first empty line, with names that only
// mail programs write. "De:" and "Para:" pasted from a screen are no mail.
func isMail(head []byte) bool {
	only, too := 0, 0
	for n, line := range strings.Split(string(head[:min(len(head), 16<<10)]), "\n") {
		line = strings.TrimRight(line, "\r")
		if line == "" || n > 200 {
			break
		}
		if line[0] == ' ' || line[0] == '\t' {
			if n == 0 {
				return false
			}
			continue
		}
		name, _, ok := strings.Cut(line, ":")
		if n == 0 && strings.HasPrefix(line, "From ") { // the mark of a mailbox file
			continue
		}
		if !ok || strings.ContainsAny(name, " \t") {
			return false
		}
		name = strings.ToLower(name)
		for _, h := range mailOnly {
			if h == name {
				only++
			}
		}
		for _, h := range mailToo {
			if h == name {
				too++
			}
		}
	}
	return only > 0 && only+too >= 2
}
