package messages

import (
	"regexp"
	"strings"
	"unicode"

	"degrau/cases/intake"
	"degrau/internal/civil"
)

// clock is an hour as talks show it.
var clock = regexp.MustCompile(`\b[0-2]?[0-9][:hH][0-5][0-9]\b`)

// cropped warns of a talk that does not show with whom it was, or on which day: what the picture leaves out, nobody can
// add later.
func (t *Transcript) cropped(received civil.Date) {
	if len(t.Messages) == 0 {
		return
	}
	switch first := t.Messages[0]; t.Source {
	case Email:
		if first.Mail != nil && first.Mail.From == "" {
			t.warn(WarnNoSender, 1)
		}
	case Text:
		if !t.named() && t.timed() > 1 { // only times between the words: see headless
			t.warn(WarnNoSender, 1)
		}
	case OCR:
		if clocked(first.Text) < 2 {
			return
		}
		if !titled(first.Text) {
			t.warn(WarnNoSender, 1)
		}
		if len(intake.Read(first.Text, received).Dates) == 0 {
			t.warn(WarnNoDay, 1)
		}
	}
}

// named reports whether any message says who wrote it.
func (t *Transcript) named() bool {
	for i := range t.Messages {
		if t.Messages[i].From != "" {
			return true
		}
	}
	return false
}

// timed counts the messages that carry an hour or a day.
func (t *Transcript) timed() int {
	n := 0
	for i := range t.Messages {
		if !t.Messages[i].At.Day.IsZero() {
			n++
		}
	}
	return n
}

// clocked counts the lines that carry an hour, as the bubbles of a talk do; the phone's own clock at the top is none.
func clocked(text string) int {
	n := 0
	for i, line := range strings.Split(text, "\n") {
		if i > 0 && clock.MatchString(line) {
			n++
		}
	}
	return n
}

// titled reports whether a screenshot of a talk shows its head: below the phone's own line there is a short line of
// letters without an hour, as a name is.
func titled(text string) bool {
	lines := strings.FieldsFunc(text, func(r rune) bool { return r == '\n' || r == '\r' })
	seen := 0
	for _, line := range lines {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		if seen++; seen > 3 {
			return false
		}
		letters := 0
		for _, r := range line {
			if unicode.IsLetter(r) {
				letters++
			}
		}
		switch {
		case clock.MatchString(line) && letters < 6: // clock, network, battery
		case clock.MatchString(line):
			return false // a bubble already
		case letters >= 3 && len([]rune(line)) <= 40 && !strings.HasSuffix(line, ".") && !strings.HasSuffix(line, "?") && !strings.HasSuffix(line, ","):
			return true
		}
	}
	return false
}
