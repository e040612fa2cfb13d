package messages

import (
	"slices"
	"strconv"
	"strings"

	"degrau/internal/civil"
)

// Source says what a transcript was read from.
type Source string

// The sources.
const (
	WhatsApp Source = "whatsapp" // an export, or lines copied from WhatsApp Web
	Chat     Source = "chat"     // a conversation pasted from another place
	Email    Source = "email"
	Text     Source = "text"
	HTML     Source = "html"
	CSV      Source = "csv"
	DOCX     Source = "docx"
	ODT      Source = "odt"
	PDF      Source = "pdf"
	ZIP      Source = "zip"
	OCR      Source = "ocr" // read from a picture by a program: always to be checked
)

// Kind says what one message is.
type Kind string

// The kinds. Deleted and Omitted are gaps: something was there and the file does not hold it.
const (
	Said     Kind = "message"
	System   Kind = "system"
	Media    Kind = "media"
	Deleted  Kind = "deleted"
	Omitted  Kind = "omitted"
	Unparsed Kind = "unparsed"
)

// Message is one numbered piece of a transcript.
type Message struct {
	N          int    `json:"n"` // 1, 2, 3 ... in the order of the file
	Page       int    `json:"page,omitempty"`
	At         When   `json:"at,omitzero"`
	From       string `json:"from,omitempty"` // as the file names who wrote it
	Text       string `json:"text,omitempty"`
	Kind       Kind   `json:"kind"`
	Attachment string `json:"attachment,omitempty"` // name of the file it brings
	Edited     bool   `json:"edited,omitempty"`
	Quoted     bool   `json:"quoted,omitempty"` // an earlier message that this one repeats
	File       string `json:"file,omitempty"`   // the file inside an archive
	Mail       *Mail  `json:"mail,omitempty"`
	Lines      [2]int `json:"lines"` // first and last line of the text that was read, from 1
}

// Mail is the head of an e-mail, decoded.
type Mail struct {
	From      string `json:"from,omitempty"`
	To        string `json:"to,omitempty"`
	Cc        string `json:"cc,omitempty"`
	Date      string `json:"date,omitempty"` // as written
	Subject   string `json:"subject,omitempty"`
	MessageID string `json:"message_id,omitempty"`
}

// Part is who somebody is in the case.
type Part string

// The parts. Unsettled people are nobody's side until the person says so.
const (
	Consumer  Part = "consumer"
	Company   Part = "company"
	Other     Part = "other"
	Unsettled Part = ""
)

// Participant is somebody who wrote in the transcript.
type Participant struct {
	Name     string `json:"name"`
	Part     Part   `json:"part"`
	Messages int    `json:"messages"`
	Chosen   bool   `json:"chosen,omitempty"` // the person said so; otherwise Part is our suggestion
}

// Attachment is a file inside the evidence.
type Attachment struct {
	Name    string `json:"name"`
	Type    string `json:"type,omitempty"` // as the sender declared it
	Size    int64  `json:"size"`
	SHA256  string `json:"sha256,omitempty"`
	Message int    `json:"message,omitempty"` // that brought it
	Inline  bool   `json:"inline,omitempty"`
	Reason  string `json:"reason,omitempty"` // why it stayed closed: see the Reason constants
}

// Warning is a catalogue key under "media.warning." with how often it was met and where first.
type Warning struct {
	Key     string `json:"key"`
	Count   int    `json:"count,omitempty"`
	Message int    `json:"message,omitempty"`
}

// Transcript is the words of one exhibit.
type Transcript struct {
	Form        int           `json:"form"` // version of this form, see Form
	Source      Source        `json:"source"`
	DateOrder   string        `json:"date_order,omitempty"` // dmy mdy ymd, as settled from the whole file
	OrderSure   bool          `json:"order_sure,omitempty"`
	Messages    []Message     `json:"messages"`
	People      []Participant `json:"people"`
	Attachments []Attachment  `json:"attachments"`
	Warnings    []Warning     `json:"warnings"`
}

// Form is the version of the transcript's JSON form. One written by another version is worked out again.
const Form = 1

// The warnings.
const (
	WarnGaps        = "gaps"              // deleted or omitted messages
	WarnMissing     = "media_missing"     // a file that the chat names is not in the archive
	WarnUnparsed    = "unparsed_lines"    // lines that belong to no message
	WarnOrder       = "date_order"        // day and month could be the other way round
	WarnDates       = "dates_unread"      // moments that are no dates we know
	WarnBackwards   = "dates_backwards"   // the clock goes back between messages
	WarnCut         = "text_cut"          // only the first part was read
	WarnMail        = "mail_damaged"      // parts of a mail do not open
	WarnClosed      = "parts_closed"      // files inside that stay closed
	WarnDamaged     = "document_damaged"  // a document or archive that does not open as one
	WarnOtherCPF    = "other_cpf"         // somebody else's CPF
	WarnOtherCard   = "other_card"        // a payment card's number
	WarnOtherPhone  = "other_phone"       // somebody else's telephone
	WarnNoSender    = "no_sender"         // a talk in which nobody is named
	WarnNoDay       = "no_day"            // a picture of a talk that shows hours and no day
	WarnMachineRead = "read_by_a_program" // OCR
)

// The reasons why a file inside the evidence stayed closed.
const (
	ReasonEncrypted = "encrypted" // asks for a password
	ReasonUnsafe    = "unsafe"    // its name points outside the archive
	ReasonLink      = "link"      // a link to somewhere else
	ReasonNested    = "nested"    // an archive inside an archive
	ReasonBomb      = "bomb"      // unpacks to far more than it is
	ReasonLimit     = "limit"     // beyond the number or the size that is opened
	ReasonBroken    = "broken"    // does not unpack or decode whole
	ReasonDuplicate = "duplicate" // a second file of the same name
	ReasonDeep      = "deep"      // too many mails inside each other
)

// warn notes a warning once, counting.
func (t *Transcript) warn(key string, message int) {
	for i := range t.Warnings {
		if t.Warnings[i].Key == key {
			t.Warnings[i].Count++
			return
		}
	}
	t.Warnings = append(t.Warnings, Warning{Key: key, Count: 1, Message: message})
}

// Warns reports whether the transcript has the warning.
func (t *Transcript) Warns(key string) bool {
	return slices.ContainsFunc(t.Warnings, func(w Warning) bool { return w.Key == key })
}

// Keys lists the warnings without their counts, as an exhibit keeps them.
func (t *Transcript) Keys() []string {
	var out []string
	for _, w := range t.Warnings {
		out = append(out, w.Key)
	}
	return out
}

// add numbers a message and appends it.
func (t *Transcript) add(m Message) *Message {
	m.N = len(t.Messages) + 1
	t.Messages = append(t.Messages, m)
	return &t.Messages[len(t.Messages)-1]
}

// Message returns message n.
func (t *Transcript) Message(n int) (Message, bool) {
	if n < 1 || n > len(t.Messages) {
		return Message{}, false
	}
	return t.Messages[n-1], true
}

// Place names where the message stands, in the form that origins carry: "message 214", "page 3".
func (m Message) Place() string {
	if m.Page > 0 {
		return "page " + strconv.Itoa(m.Page)
	}
	return "message " + strconv.Itoa(m.N)
}

// Words is everything that was said, one message after the other, to be read like a pasted text.
func (t *Transcript) Words() string {
	var b strings.Builder
	for _, m := range t.Messages {
		if m.Text == "" || m.Quoted || m.Gap() || m.Kind == System {
			continue
		}
		if b.Len() > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(m.Text)
	}
	return b.String()
}

// Talk reports whether people speak in turn: what they say is read message by message, each against its own day.
func (t *Transcript) Talk() bool { return t.Source == WhatsApp || t.Source == Chat }

// Gap reports whether something was there that the file does not hold.
func (m Message) Gap() bool { return m.Kind == Deleted || m.Kind == Omitted }

// Span returns the first and last day that messages carry.
func (t *Transcript) Span() (first, last civil.Date) {
	for _, m := range t.Messages {
		switch d := m.At.Day; {
		case d.IsZero():
		case first.IsZero():
			first, last = d, d
		default:
			if d.Before(first) {
				first = d
			}
			if d.After(last) {
				last = d
			}
		}
	}
	return first, last
}
