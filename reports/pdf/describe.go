package pdf

import (
	"regexp"
	"strings"
	"time"
	"unicode/utf16"

	"degrau/reports/paper"

	"fmt"
)

// description is what the file says about itself besides its pages.
type description struct {
	d     paper.Document
	t     *typesetter
	marks []bookmark
}

// pdfString writes text as a PDF string that holds any language.
func pdfString(text string) string {
	var b strings.Builder
	b.WriteString("<FEFF")
	for _, u := range utf16.Encode([]rune(text)) {
		fmt.Fprintf(&b, "%04X", u)
	}
	b.WriteString(">")
	return b.String()
}

// oneLine makes text fit for a title: clean, on one line, of bounded length.
func (t *typesetter) oneLine(text string) string {
	if len(text) > 4000 {
		text = text[:4000]
	}
	text = strings.ReplaceAll(t.clean(text), "\u00A0", " ")
	rs := []rune(strings.Join(strings.Fields(text), " "))
	if len(rs) > 300 {
		rs = append(rs[:299], '…')
	}
	return string(rs)
}

func (d description) writeInfo(w *writer, n int) error {
	if err := w.object(n); err != nil {
		return err
	}
	date := "D:" + d.d.Created.UTC().Format("20060102150405") + "Z"
	if y := d.d.Created.UTC().Year(); y < 0 || y > 9999 || d.d.Created.IsZero() {
		date = "D:" + time.Unix(0, 0).UTC().Format("20060102150405") + "Z"
	}
	return w.printf("<</Title %s /Subject %s /Producer %s /CreationDate (%s) /ModDate (%s)>>\nendobj\n",
		pdfString(d.t.oneLine(d.d.Title)), pdfString(d.t.oneLine(d.d.Subject)), pdfString("Degrau"), date, date)
}

var langTag = regexp.MustCompile(`^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$`)

func (d description) writeCatalog(w *writer, n int, a *assembly, o *outline) error {
	if err := w.object(n); err != nil {
		return err
	}
	more := ""
	if langTag.MatchString(d.d.Lang) {
		more = " /Lang (" + d.d.Lang + ")"
	}
	if o.count() > 0 {
		more += fmt.Sprintf(" /Outlines %d 0 R /PageMode /UseOutlines", o.root)
	}
	more += fmt.Sprintf(" /PageLabels <</Nums [0 <</S /D /St %d>>]>>", max(d.d.Volume.First, 1))
	if len(a.hidden) > 0 {
		more += " /OCProperties " + layersOff(a.hidden)
	}
	return w.printf("<</Type /Catalog /Pages %d 0 R /ViewerPreferences <</DisplayDocTitle true>>%s>>\nendobj\n", a.numbers[1], more)
}
