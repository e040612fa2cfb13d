package web

import (
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"degrau/cases"
	"degrau/internal/civil"
)

// toldMark is the result of the notes that hold what the person first wrote.
const toldMark = "told"

// keepWords puts what was typed into the case's chain, cut to the size of a note. The notes are struck at once: the
// words prove nothing and may name anything, so no timeline and no paper prints them, but the chain keeps every letter.
func keepWords(k *cases.Case, d *draft, today civil.Date, actor string, now time.Time) error {
	for words := d.text[:d.Typed]; words != ""; {
		part := cut(words, cases.MaxText)
		words = words[len(part):]
		note := cases.Entry{Kind: cases.Note, On: civil.Whole(today), Result: toldMark, Text: part}
		if err := k.Record(note, actor, now); err != nil {
			return err
		}
		if err := k.Record(cases.Entry{Kind: cases.Corrected, Corrects: k.LastSeq}, actor, now); err != nil {
			return err
		}
	}
	return nil
}

// wordsOf returns what the person first wrote, whole.
func wordsOf(k *cases.Case) string {
	var b strings.Builder
	for _, e := range k.Events {
		if e.Kind == cases.Note && e.Entry.Result == toldMark {
			b.WriteString(e.Entry.Text)
		}
	}
	return b.String()
}

// told sends what the person first wrote, as it was written.
func (s *site) told(c *gin.Context) error {
	v, err := s.load(c)
	if err != nil {
		return err
	}
	words := wordsOf(v.Case)
	if words == "" {
		return cases.NotFoundf("no_such_page")
	}
	return s.send(c, "text/plain; charset=utf-8", "relato-"+v.Case.Code+".txt", []byte(words))
}
