package messages

import (
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"degrau/cases/intake"
	"degrau/internal/civil"
)

// Options are what is known beside the bytes.
type Options struct {
	Kind     string     // as found in the bytes: text eml html xml docx odt zip
	Name     string     // as received; of a text, .csv is believed
	Received civil.Date // nothing in the file was written after it; zero: not known
	Names    Names
}

// Limits of what is read; the original is kept whole whatever they are.
const (
	MaxText     = 32 << 20 // a chat of 100,000 messages is a third of it
	maxMessages = 400_000  // a file of tiny lines must not fill the memory
)

// ErrNoWords is the answer to files that hold no words we can read: pictures, sound, programs.
var ErrNoWords = errors.New("no words to read")

// Reads reports whether Read knows files of the kind.
func Reads(kind string) bool {
	switch kind {
	case "text", "eml", "html", "xml", "csv", "docx", "odt", "zip":
		return true
	}
	return false
}

// Read reads the words of one file. An error is a failure to read the bytes, ErrNoWords, or a cases.Error of a text that
// is none; faults of the content are in the transcript.
func Read(r io.ReaderAt, size int64, o Options) (*Transcript, error) {
	t := &Transcript{Form: Form}
	var err error
	switch o.Kind {
	case "zip":
		err = t.archive(r, size, o)
	case "docx", "odt":
		err = t.document(r, size, o.Kind)
	case "eml":
		err = t.whole(r, size, func(b []byte) error { return t.mailbox(b, o) })
	case "html", "xml":
		err = t.whole(r, size, t.page)
	case "text", "csv":
		err = t.whole(r, size, func(b []byte) error { return t.words(b, o) })
	default:
		err = ErrNoWords
	}
	if err != nil {
		return nil, err
	}
	t.finish(o)
	return t, nil
}

// FromPages makes a transcript of the text of a PDF's pages, or of a picture that a program read.
func FromPages(source Source, pages []string, o Options) *Transcript {
	t := &Transcript{Form: Form, Source: source}
	for i, text := range pages {
		m := t.add(Message{Kind: Said, Text: strings.TrimSpace(text)})
		if source == PDF {
			m.Page = i + 1
		}
	}
	if source == OCR {
		t.warn(WarnMachineRead, 0)
	}
	t.finish(o)
	return t
}

// whole hands over the bytes up to the limit.
func (t *Transcript) whole(r io.ReaderAt, size int64, read func([]byte) error) error {
	b, err := io.ReadAll(io.NewSectionReader(r, 0, min(size, MaxText)))
	if err != nil {
		return fmt.Errorf("read words: %w", err)
	}
	if size > MaxText {
		t.warn(WarnCut, 0)
		b = b[:runeCut(string(b), len(b)-4)] // the cut may have gone through a letter
	}
	return read(b)
}

// words reads a text: an export, a pasted conversation, a table, or simply words.
func (t *Transcript) words(b []byte, o Options) error {
	text, err := intake.Decode(b)
	if err != nil {
		return err
	}
	if o.Kind == "csv" || strings.EqualFold(path.Ext(o.Name), ".csv") {
		if rows, ok := table(text); ok {
			t.Source = CSV
			t.oneText(rows)
			return nil
		}
	}
	t.talk(text, o)
	return nil
}

// talk reads text as a conversation where it is one.
func (t *Transcript) talk(text string, o Options) {
	if e, ok := settleExport(text, o.Received); ok {
		t.Source = WhatsApp
		t.setOrder(e.order, e.sure, 1)
		for m := range e.all() {
			if len(t.Messages) == maxMessages {
				t.warn(WarnCut, 0)
				break
			}
			t.add(m)
		}
		return
	}
	if c, ok := readPasted(text, o.Received, o.Names); ok && len(c.Messages) <= maxMessages {
		t.Source, t.Messages, t.DateOrder, t.OrderSure = c.Source, c.Messages, c.DateOrder, c.OrderSure
		t.Warnings = append(t.Warnings, c.Warnings...)
		return
	}
	t.Source = Text
	t.oneText(text)
}

// oneText is a text that nobody speaks in turn.
func (t *Transcript) oneText(text string) {
	text = strings.TrimRight(text, "\n ")
	t.add(Message{Kind: Said, Text: text, Lines: [2]int{1, 1 + strings.Count(text, "\n")}})
}

// setOrder notes the order of the dates, with a warning where nobody can know it.
func (t *Transcript) setOrder(o order, sure bool, stamps int) {
	t.DateOrder, t.OrderSure = string(o), sure
	switch {
	case stamps == 0:
	case o == "":
		t.warn(WarnDates, 0)
	case !sure:
		t.warn(WarnOrder, 0)
	}
}

// finish counts what is odd and says who speaks.
func (t *Transcript) finish(o Options) {
	last := When{}
	for i := range t.Messages {
		m := &t.Messages[i]
		switch {
		case m.Gap():
			t.warn(WarnGaps, m.N)
		case m.Kind == Unparsed:
			t.warn(WarnUnparsed, m.N)
		}
		if before(m.At, last) && !m.Quoted && m.Mail == nil {
			t.warn(WarnBackwards, m.N)
		}
		if !m.At.Day.IsZero() {
			last = m.At
		}
	}
	t.people(o.Names)
	t.strangers(o.Names)
	t.cropped(o.Received)
	if t.Attachments == nil {
		t.Attachments = []Attachment{}
	}
	if t.Warnings == nil {
		t.Warnings = []Warning{}
	}
	if t.People == nil {
		t.People = []Participant{}
	}
	if t.Messages == nil {
		t.Messages = []Message{}
	}
}

// before reports whether a is clearly earlier than b: phones put messages that arrive late a little out of order.
func before(a, b When) bool {
	if a.Day.IsZero() || b.Day.IsZero() {
		return false
	}
	return a.Day.Before(b.Day.AddDays(-1))
}
