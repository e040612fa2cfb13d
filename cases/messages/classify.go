package messages

import (
	"strings"
	"time"
	"unicode/utf8"

	"degrau/internal/civil"
)

// phraseLen is the longest text that may be one of the program's own phrases; what is longer is people's.
const phraseLen = 120

// classify fills in text, kind, file and edit mark of a message whose author is known.
func classify(m *Message, raw string) {
	marked := isMark(firstRune(strings.TrimLeft(raw, " \u00a0\u202f")))
	text := clean(raw)
	m.Kind, m.Text = Said, text
	if cut, ok := cutEdited(text); ok {
		m.Text, m.Edited, text = cut, true, cut
	}
	if len(text) <= phraseLen {
		switch p := strings.TrimSuffix(plain(text), "."); {
		case words().Deleted[p] || words().Deleted[p+"."]:
			m.Kind = Deleted
			return
		case words().Omitted[p], words().Waiting[p], p == "" && marked:
			m.Kind = Omitted
			return
		case marked && words().System.in(p):
			m.Kind = System
			return
		}
	} else if marked && words().System.in(plain(text[:runeCut(text, 400)])) {
		m.Kind = System // the notice about encryption is long
		return
	}
	if name, caption, ok := attached(text); ok {
		m.Kind, m.Attachment, m.Text = Media, name, caption
		return
	}
	if name, kind, ok := omittedFile(text); ok {
		m.Kind, m.Attachment = kind, name
	}
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

func runeCut(s string, n int) int {
	if n >= len(s) {
		return len(s)
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return n
}

// cutEdited drops the mark of an edited message from its end.
func cutEdited(s string) (string, bool) {
	if !strings.HasSuffix(s, ">") {
		return s, false
	}
	i := strings.LastIndexByte(s, '<')
	if i < 0 || len(s)-i > phraseLen || !words().Edited[plain(s[i:])] {
		return s, false
	}
	return strings.TrimSpace(s[:i]), true
}

// attached finds the file that a message brings. Android writes "IMG-20260312-WA0001.jpg (file attached)" and the caption
// below; the iPhone "<attached: 00000012-PHOTO.jpg>" behind it. Both in every language of the phone, so that the form
// decides and not the words.
func attached(s string) (name, caption string, ok bool) {
	first, rest := firstLine(s), ""
	if len(first) < len(s) {
		rest = s[len(first)+1:]
	}
	first = strings.TrimSpace(first)
	if strings.HasSuffix(first, ")") {
		if i := strings.LastIndex(first, " ("); i > 0 && len(first)-i <= 60 && isFileName(first[:i]) && !strings.ContainsAny(first[i:], "0123456789") {
			return first[:i], strings.TrimSpace(rest), true
		}
	}
	open := strings.LastIndexByte(s, '<')
	if open < 0 || !strings.HasSuffix(s, ">") || len(s)-open > 300 {
		return "", "", false
	}
	word, file, cut := strings.Cut(s[open+1:len(s)-1], ":")
	if file = strings.TrimSpace(file); !cut || len(word) > 40 || !isFileName(file) {
		return "", "", false
	}
	return file, strings.TrimSpace(s[:open]), true
}

// omittedFile finds what else stands for a file that is not there: "invoice.pdf • 2 pages document omitted".
func omittedFile(s string) (string, Kind, bool) {
	if len(s) > 300 || strings.Contains(s, "\n") {
		return "", "", false
	}
	if name, tail, ok := strings.Cut(s, " • "); ok && isFileName(name) {
		p := plain(tail)
		for w := range words().Omitted {
			if strings.HasSuffix(p, w) {
				return name, Omitted, true
			}
		}
	}
	return "", "", false
}

// isFileName reports whether s ends like the name of a file.
func isFileName(s string) bool {
	i := strings.LastIndexByte(s, '.')
	return i > 0 && len(s)-i <= 8 && len(s) <= 255 && !strings.ContainsAny(s, "\n<>") && words().Extensions[strings.ToLower(s[i+1:])]
}

// fileDay is the day in the name of a file that phones write themselves: IMG-20260312-WA0001.jpg,
// 00000012-PHOTO-2026-03-12-21-47-05.jpg. It tells day and month apart where the dates do not.
func fileDay(rest string) civil.Date {
	if d := dayBetween(rest, "-WA"); !d.IsZero() {
		return d
	}
	for _, kind := range [...]string{"-PHOTO-", "-VIDEO-", "-AUDIO-", "-STICKER-"} {
		if i := strings.Index(rest, kind); i >= 0 {
			if s := rest[i+len(kind):]; len(s) >= 10 {
				d, _ := civil.Parse(s[:10])
				return d
			}
		}
	}
	return civil.Date{}
}

// dayBetween reads the eight digits before a mark.
func dayBetween(s, mark string) civil.Date {
	i := strings.Index(s, mark)
	if i < 9 || s[i-9] != '-' {
		return civil.Date{}
	}
	n := 0
	for _, c := range []byte(s[i-8 : i]) {
		if c < '0' || c > '9' {
			return civil.Date{}
		}
		n = n*10 + int(c-'0')
	}
	d, err := civil.Of(n/10000, time.Month(n/100%100), n%100)
	if err != nil {
		return civil.Date{}
	}
	return d
}
