package messages

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

//go:embed words.json
var wordsFile []byte

// phrases are a set of words or phrases, in the form of plain.
type phrases map[string]bool

// UnmarshalJSON reads a list.
func (p *phrases) UnmarshalJSON(b []byte) error {
	var list []string
	if err := json.Unmarshal(b, &list); err != nil {
		return err
	}
	*p = phrases{}
	for _, s := range list {
		(*p)[plain(s)] = true
	}
	return nil
}

// in reports whether one of the phrases stands somewhere in s, which is plain.
func (p phrases) in(s string) bool {
	for w := range p {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}

// lexicon is what programs and phones write around people's own words, by meaning. It is data: a language is added
// without Go.
type lexicon struct {
	Between      phrases        `json:"between"`    // between a date and its time
	AfterTime    phrases        `json:"after_time"` // Uhr, h
	AM           phrases        `json:"am"`
	PM           phrases        `json:"pm"`
	Omitted      phrases        `json:"omitted"` // media that the export left out
	Waiting      phrases        `json:"waiting"` // messages that had not arrived
	Deleted      phrases        `json:"deleted"`
	Edited       phrases        `json:"edited"`
	System       phrases        `json:"system"`    // what the program itself says
	Renames      phrases        `json:"renames"`   // system lines that hold a name with a colon
	You          phrases        `json:"you"`       // how programs call the person
	Company      phrases        `json:"company"`   // and the other side
	Greetings    []string       `json:"greetings"` // with which desks begin, in small letters
	CompanySays  phrases        `json:"company_says"`
	ConsumerSays phrases        `json:"consumer_says"`
	Labels       phrases        `json:"labels"`     // words before a colon that nobody is called by
	Extensions   phrases        `json:"extensions"` // of files that people send
	Today        phrases        `json:"today"`
	Yesterday    phrases        `json:"yesterday"`
	Weekdays     phrases        `json:"weekdays"`
	Months       map[string]int `json:"months"`
	Wrote        phrases        `json:"wrote"`     // On ..., Ana wrote:
	Forwarded    phrases        `json:"forwarded"` // ----- Original Message -----
	HeadFrom     phrases        `json:"head_from"` // the head that mail programs copy into the text
	HeadSent     phrases        `json:"head_sent"`
	HeadTo       phrases        `json:"head_to"`
	HeadSubject  phrases        `json:"head_subject"`
}

// words returns the lexicon. One that does not parse is our own mistake and stops the program at its first use.
var words = sync.OnceValue(func() *lexicon {
	var l lexicon
	dec := json.NewDecoder(bytes.NewReader(wordsFile))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&l); err != nil {
		panic(fmt.Sprintf("messages: words.json: %v", err))
	}
	months := map[string]int{}
	for name, n := range l.Months {
		months[plain(name)] = n
	}
	l.Months = months
	return &l
})

// plain is a text as phrases are compared: lower case, without accents and direction marks, spaces as one.
func plain(s string) string {
	ascii := true
	for i := 0; i < len(s) && ascii; i++ {
		ascii = s[i] < utf8.RuneSelf
	}
	if ascii {
		return strings.Join(strings.Fields(strings.ToLower(s)), " ")
	}
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range norm.NFD.String(s) {
		if unicode.Is(unicode.Mn, r) || isMark(r) {
			continue
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// isMark reports whether r only steers the direction of writing or joins letters: programs strew them around names.
func isMark(r rune) bool {
	return r >= 0x200B && r <= 0x200F || r >= 0x202A && r <= 0x202E || r >= 0x2060 && r <= 0x2069 || r == 0xFEFF || r == 0x061C
}

// unmarked drops direction marks; a joiner inside an emoji stays.
func unmarked(s string) string {
	if !strings.ContainsFunc(s, isMark) {
		return s
	}
	return strings.Map(func(r rune) rune {
		if isMark(r) && r != 0x200D && r != 0x200C {
			return -1
		}
		return r
	}, s)
}
