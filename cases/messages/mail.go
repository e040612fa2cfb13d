package messages

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"math"
	"net/mail"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/jhillyerd/enmime/v2"

	"degrau/cases/intake"
)

// Limits of what is opened of a mail. Parts nest, and each level is read by all levels above it, so that a mail made of
// boundaries alone would be read again and again.
const (
	maxBoundaries = 400
	maxPartLines  = 5000 // lines that may begin a part
	maxMailDepth  = 6
	maxMails      = 2000 // in one mailbox file
)

// mailbox reads one mail, or the many of a mailbox file, which begin with "From " after an empty line.
func (t *Transcript) mailbox(b []byte, o Options) error {
	t.Source = Email
	for n := 0; len(b) > 0; n++ {
		if n == maxMails {
			t.warn(WarnCut, len(t.Messages))
			return nil
		}
		one := b
		if bytes.HasPrefix(b, []byte("From ")) {
			if i := nextMail(b); i > 0 {
				one = b[:i]
			}
		}
		t.mail(one, 0)
		b = b[len(one):]
	}
	return nil
}

// nextMail finds where the second mail of a mailbox file begins, or -1.
func nextMail(b []byte) int {
	for at := 1; ; {
		i := bytes.Index(b[at:], []byte("\nFrom "))
		if i < 0 {
			return -1
		}
		at += i + 1
		if before := b[:at-1]; !bytes.HasSuffix(before, []byte("\n")) && !bytes.HasSuffix(before, []byte("\r")) {
			continue
		}
		_, below, ok := bytes.Cut(b[at:min(len(b), at+2000)], []byte("\n"))
		name, _, colon := bytes.Cut(below, []byte(":"))
		if ok && colon && len(name) < 60 && !bytes.ContainsAny(name, " \n") {
			return at
		}
	}
}

// mail reads one mail: its own words, then the mails it repeats and those attached to it, each as a message.
func (t *Transcript) mail(b []byte, depth int) {
	root, err := mailParts(b)
	if err != nil {
		t.warn(WarnMail, len(t.Messages)+1)
		t.rawMail(b)
		return
	}
	letter := &letter{t: t, depth: depth}
	head := headOfMail(root)
	letter.message = t.add(Message{Kind: Said, Mail: &head, From: head.From, At: mailTime(head.Date)}).N
	text := letter.body(root)
	if letter.damaged {
		t.warn(WarnMail, letter.message)
	}
	if letter.damaged && text == "" && letter.files == 0 {
		t.keepRaw(&t.Messages[letter.message-1], b)
		return
	}
	t.unquote(letter.message, text)
	for _, inner := range letter.mails {
		t.mail(inner, depth+1)
	}
}

// mailParts takes a mail apart. The library reads what mail programs wrote wrongly in all the usual ways; what it cannot
// read, or what makes it stumble, is an error.
func mailParts(b []byte) (root *enmime.Part, err error) {
	if bytes.Count(bytes.ToLower(b), []byte("boundary")) > maxBoundaries || bytes.Count(b, []byte("\n--")) > maxPartLines {
		return nil, errors.New("too many parts")
	}
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("read mail: %v", r)
		}
	}()
	p := enmime.NewParser(enmime.SkipMalformedParts(true), enmime.MultipartWOBoundaryAsSinglePart(true), enmime.DisableTextConversion(true),
		enmime.DisableCharacterDetection(true), enmime.MinCharsetDetectRunes(math.MaxInt), enmime.StripMediaTypeInvalidCharacters(true), enmime.MaxStoredPartErrors(20),
		enmime.SetReadPartErrorPolicy(func(*enmime.Part, error) bool { return true })) // keep what was read before the fault
	return p.ReadParts(bytes.NewReader(b))
}

// rawMail keeps a mail that does not come apart as the words it is.
func (t *Transcript) rawMail(b []byte) {
	m := Message{Kind: Unparsed}
	text, err := intake.Decode(b)
	if err != nil {
		t.add(m)
		t.attach(Attachment{Size: int64(len(b)), SHA256: digest(b), Message: len(t.Messages), Reason: ReasonBroken})
		return
	}
	if h, err := mail.ReadMessage(strings.NewReader(text)); err == nil {
		head := headOfFields(func(name string) string { return h.Header.Get(name) })
		m.Mail, m.From, m.At = &head, head.From, mailTime(head.Date)
	}
	t.keepRaw(t.add(m), b)
}

// keepRaw makes a mail's bytes its text: damaged words are still words.
func (t *Transcript) keepRaw(m *Message, b []byte) {
	text, err := intake.Decode(b)
	if err != nil {
		return
	}
	m.Kind, m.Text, m.Lines = Unparsed, strings.TrimSpace(text), [2]int{1, 1 + strings.Count(text, "\n")}
}

func digest(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// attach lists a file inside the evidence.
func (t *Transcript) attach(a Attachment) {
	t.Attachments = append(t.Attachments, a)
	if a.Reason != "" {
		t.warn(WarnClosed, a.Message)
	}
}

// letter is one mail being taken apart.
type letter struct {
	t       *Transcript
	depth   int
	message int
	files   int
	mails   [][]byte
	damaged bool
}

// body gives the words of a part and lists every file under it.
func (l *letter) body(p *enmime.Part) string {
	for _, e := range p.Errors {
		switch e.Name {
		case enmime.ErrorMissingContentType, enmime.ErrorCharsetDeclaration, enmime.ErrorPlainTextFromHTML: // all is there
		case enmime.ErrorMalformedChildPart:
			l.t.attach(Attachment{Message: l.message, Reason: ReasonBroken})
			l.damaged = true
		default:
			l.damaged = true
		}
	}
	if p.FirstChild != nil {
		return l.several(p)
	}
	kind := strings.ToLower(p.ContentType)
	switch {
	case strings.HasPrefix(kind, "message/rfc822"), kind == "message/global":
		if l.depth+1 >= maxMailDepth {
			l.file(p, ReasonDeep)
			return ""
		}
		l.file(p, "")
		l.mails = append(l.mails, p.Content)
		return ""
	case p.Disposition == "attachment" || p.FileName != "" && !strings.HasPrefix(kind, "text/"):
		l.file(p, "")
		return ""
	case kind == "text/html":
		text, err := pageText(mend(p))
		if err != nil && len(p.Content) > 0 && utf8.Valid(p.Content) {
			return "" // a page without words
		}
		return text
	case kind == "" || strings.HasPrefix(kind, "text/") || strings.HasPrefix(kind, "multipart/") || kind == "message/delivery-status":
		text, err := intake.Decode(mend(p))
		l.damaged = l.damaged || foreign(text)
		if err != nil && len(bytes.TrimSpace(p.Content)) > 0 {
			l.file(p, ReasonBroken)
			return ""
		}
		if p.FileName != "" {
			l.file(p, "")
		}
		return text
	}
	l.file(p, "")
	return ""
}

// several reads the parts of a part. Of alternatives the plain text speaks, unless it is a mere stub for the page beside
// it; the others say the same again.
func (l *letter) several(p *enmime.Part) string {
	var texts []string
	plainText, pageText := "", ""
	for c := p.FirstChild; c != nil; c = c.NextSibling {
		s := strings.TrimSpace(l.body(c))
		if s == "" {
			continue
		}
		texts = append(texts, s)
		if strings.EqualFold(c.ContentType, "text/plain") && plainText == "" {
			plainText = s
		} else {
			pageText = s
		}
	}
	if !strings.EqualFold(p.ContentType, "multipart/alternative") {
		return strings.Join(texts, "\n\n")
	}
	if plainText == "" || len(pageText) > 4*len(plainText)+400 {
		return pageText
	}
	return plainText
}

// file lists a part as a file.
func (l *letter) file(p *enmime.Part, reason string) {
	for _, e := range p.Errors {
		if reason == "" && e.Name == enmime.ErrorMalformedBase64 {
			reason = ReasonBroken
		}
	}
	l.files++
	l.t.attach(Attachment{Name: decodeHeader(p.FileName), Type: p.ContentType, Size: int64(len(p.Content)), SHA256: digest(p.Content),
		Message: l.message, Inline: p.Disposition == "inline", Reason: reason})
}

func headOfMail(root *enmime.Part) Mail {
	return headOfFields(func(name string) string { return root.Header.Get(name) })
}

func headOfFields(get func(string) string) Mail {
	field := func(name string) string { return decodeHeader(get(name)) }
	return Mail{From: field("From"), To: field("To"), Cc: field("Cc"), Date: field("Date"), Subject: field("Subject"), MessageID: field("Message-Id")}
}

// mailTime reads a Date header; nothing where it is none.
func mailTime(s string) When {
	if s == "" {
		return When{}
	}
	if i := strings.IndexByte(s, '('); i > 0 {
		s = strings.TrimSpace(s[:i])
	}
	t, err := mail.ParseDate(s)
	if err != nil {
		if t, err = time.Parse(time.RFC3339, s); err != nil {
			return When{}
		}
	}
	if t.Year() < firstYear-20 || t.Year() > lastYear {
		return When{}
	}
	return whenOf(t)
}
