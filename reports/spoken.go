package reports

import (
	"errors"
	"fmt"
	"strings"

	"degrau/cases"
	"degrau/cases/messages"
	"degrau/reports/paper"
)

// conversation is the words of an exhibit as they are printed; none where its bytes are drawn as they are. In the public
// paper no conversation is printed: too many people speak in it.
func (m *matter) conversation(x cases.Evidence) []paper.Message {
	if m.in.Words == nil || m.public || !messages.Reads(x.Kind) {
		return nil
	}
	t, err := m.in.Words(x)
	if err != nil {
		if !errors.Is(err, messages.ErrNoWords) && !cases.IsKind(err, cases.Invalid) && m.fault == nil {
			m.fault = fmt.Errorf("words of %s: %w", x.Label(), err)
		}
		return nil
	}
	if !t.BySpeech() {
		return m.lines(x, t)
	}
	hidden := covered(x, func(c cases.Cover) int { return c.Message })
	out := make([]paper.Message, 0, len(t.Messages))
	for _, s := range t.Messages {
		p := paper.Message{N: s.N, Head: m.spokenHead(t, s), Text: m.spokenText(s)}
		if hidden[s.N] {
			p.Head, p.Text = m.t("covered.message"), ""
		}
		out = append(out, p)
	}
	return out
}

// lines prints a plain text line by line where lines of it are covered; otherwise its bytes are drawn as they are.
func (m *matter) lines(x cases.Evidence, t *messages.Transcript) []paper.Message {
	hidden := covered(x, func(c cases.Cover) int { return c.Line })
	if len(hidden) == 0 {
		return nil
	}
	var out []paper.Message
	for n, line := range t.TextLines() {
		if hidden[n] {
			line = m.t("covered.message")
		}
		if strings.TrimSpace(line) != "" {
			out = append(out, paper.Message{N: n, Text: line})
		}
	}
	return out
}

// covered are the numbers of messages or lines that the person covered.
func covered(x cases.Evidence, number func(cases.Cover) int) map[int]bool {
	out := map[int]bool{}
	for _, c := range x.Covered {
		if n := number(c); n > 0 {
			out[n] = true
		}
	}
	return out
}

// spokenHead says when and who, and of a mail what it is about.
func (m *matter) spokenHead(t *messages.Transcript, s messages.Message) string {
	var when string
	if !s.At.Day.IsZero() {
		when = m.l.DateShort(s.At.Day)
	}
	if s.At.Clocked {
		when = together(" ", when, fmt.Sprintf("%02d:%02d", s.At.Second/3600, s.At.Second/60%60))
	}
	who := oneLine(s.From)
	if part := t.PartOf(s.From); part != messages.Unsettled && who != "" {
		who += " (" + m.t("part."+string(part)) + ")"
	}
	if s.Mail != nil {
		who = together(", ", who, m.t("mail.to", "to", clip(oneLine(s.Mail.To), 120)), clip(oneLine(s.Mail.Subject), 160))
	}
	kind := ""
	if s.Kind != messages.Said {
		kind = "[" + m.l.T("transcript.kind."+string(s.Kind)) + "]"
	}
	if s.Quoted {
		kind = together(" ", kind, "["+m.l.T("transcript.quoted")+"]")
	}
	return together(" · ", when, who, s.File, kind)
}

func (m *matter) spokenText(s messages.Message) string {
	text := strings.TrimSpace(s.Text)
	if s.Attachment != "" {
		text = together("\n", "["+s.Attachment+"]", text)
	}
	return text
}
