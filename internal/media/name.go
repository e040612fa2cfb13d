package media

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// maxName leaves room for a number in front and keeps within every file system.
const maxName = 100

// reserved are names that Windows keeps for devices, whatever comes after the dot.
var reserved = map[string]bool{"con": true, "prn": true, "aux": true, "nul": true, "com1": true, "com2": true, "com3": true,
	"com4": true, "lpt1": true, "lpt2": true, "lpt3": true}

// letters are those that do not fall apart into a letter and an accent.
var letters = strings.NewReplacer("ß", "ss", "æ", "ae", "Æ", "AE", "ø", "o", "Ø", "O", "ł", "l", "Ł", "L", "đ", "d", "Đ", "D", "ı", "i")

// SafeName turns the name that a stranger gave a file into one that can be a file name anywhere and stand in a header:
// ASCII letters, digits, dot, dash and underscore. Folders fall away, and a name of nothing becomes "arquivo".
func SafeName(name string) string {
	if at := strings.LastIndexAny(name, `/\`); at >= 0 {
		name = name[at+1:]
	}
	stem, ext := ending(name)
	if stem = plainASCII(stem); ext == "" {
		stem, ext = ending(stem) // what stood behind the ending may have fallen away
		stem = strings.TrimRight(stem, ".-_")
	}
	if len(stem) > maxName {
		stem = strings.TrimRight(stem[:maxName], ".-_")
	}
	if stem == "" {
		stem = "arquivo"
	}
	if first, _, _ := strings.Cut(strings.ToLower(stem), "."); reserved[first] {
		stem = "arquivo-" + stem
	}
	if ext == "" {
		return stem
	}
	return stem + "." + ext
}

// ending splits a name before its last dot where a few letters and digits follow.
func ending(name string) (stem, ext string) {
	dot := strings.LastIndexByte(name, '.')
	if dot <= 0 {
		return name, ""
	}
	e := strings.ToLower(plainASCII(name[dot+1:]))
	if e == "" || len(e) > 5 || strings.Trim(e, "abcdefghijklmnopqrstuvwxyz0123456789") != "" {
		return name, ""
	}
	return name[:dot], e
}

// plainASCII keeps letters without their accents, digits and a few signs; a run of anything else becomes one dash.
func plainASCII(s string) string {
	var b strings.Builder
	gap := false
	for _, r := range norm.NFD.String(letters.Replace(s)) {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', r == '.', r == '_', r == '-':
			if gap && b.Len() > 0 {
				b.WriteByte('-')
			}
			gap = false
			b.WriteRune(r)
		case unicode.Is(unicode.Mn, r): // an accent that was taken off
		case r != utf8.RuneError:
			gap = true
		}
	}
	out := b.String()
	for strings.Contains(out, "..") {
		out = strings.ReplaceAll(out, "..", ".")
	}
	return strings.Trim(out, ".-_")
}

// extensions of the kinds whose usual ending is not their own name.
var extensions = map[string]string{"jpeg": ".jpg", "text": ".txt", "ole": ".doc", "gzip": ".gz", "tiff": ".tif", "program": ".bin", "unknown": ".bin",
	"empty": ".bin", "": ".bin"}

// Extension is the usual ending of a kind, with its dot.
func Extension(kind string) string {
	if e, ok := extensions[kind]; ok {
		return e
	}
	return "." + kind
}
