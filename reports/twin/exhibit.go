package twin

import (
	"fmt"
	"html"
	"io"
	"strconv"
	"strings"

	"degrau/reports/pdf"
)

// exhibit is one exhibit as the template draws its head.
type exhibit struct {
	pdf.Shown
	ID     string
	Stands string // on which pages of the PDF
	Hash   string
	Back   string
	Index  bool
	Reason string
	Hidden string // head of what stands for a file that is not shown
	Bytes  string
}

func (p *page) exhibits() error {
	if len(p.shown) == 0 {
		return nil
	}
	if err := p.draw("exhibits", p.d.Words.Exhibits); err != nil {
		return err
	}
	for i, s := range p.shown {
		e := p.exhibit(i, s)
		if err := p.draw("exhibit", e); err != nil {
			return err
		}
		if err := p.body(e); err != nil {
			return fmt.Errorf("exhibit %s: %w", s.Label, err)
		}
		if err := p.draw("exhibit-end", e); err != nil {
			return err
		}
	}
	return p.draw("exhibits-end", nil)
}

func (p *page) exhibit(i int, s pdf.Shown) exhibit {
	e := exhibit{Shown: s, ID: fmt.Sprintf("e%d", i+1), Hash: s.SHA256, Back: p.d.Words.BackToIndex, Index: p.indexed()}
	for _, r := range p.look.Ranges([]string{s.Label}) {
		e.Stands = strings.Replace(p.d.Words.Twin.Stands, "%s", r.Text, 1)
	}
	if s.Refused != "" {
		e.Hidden, e.Reason = p.d.Words.NotShown, p.d.Words.Reasons[s.Refused]
		if s.Size > 0 {
			e.Bytes = grouped(s.Size) + " bytes"
		}
	}
	return e
}

// body writes what is shown of an exhibit.
func (p *page) body(e exhibit) error {
	switch e.Drawn {
	case pdf.DrawnJPEG, pdf.DrawnPNG:
		return p.picture(e)
	case pdf.DrawnPDF:
		return p.pdf(e)
	case pdf.DrawnText:
		return p.text(e)
	case pdf.DrawnWords:
		return p.draw("words", e.Words)
	}
	return nil
}

// picture puts the bytes of a picture into the page.
func (p *page) picture(e exhibit) error {
	alt := clean(strings.TrimSpace(e.Label + ": " + e.Title))
	if _, err := fmt.Fprintf(p.out, `<p class="shot"><img alt="%s" width="%d" height="%d" src="`, html.EscapeString(alt), e.Width, e.Height); err != nil {
		return err
	}
	if err := p.stream("image/"+e.Drawn, func(w io.Writer) error { return p.look.Picture(w, e.Shown) }); err != nil {
		return err
	}
	_, err := io.WriteString(p.out, "\"></p>\n")
	return err
}

// pdf puts the pages of a PDF into the page as a file to open: cleaned and stamped as in the whole paper.
func (p *page) pdf(e exhibit) error {
	text := clean(strings.Replace(p.d.Words.Twin.Open, "%s", e.Label, 1))
	if _, err := fmt.Fprintf(p.out, `<p><a class="file" download="%s.pdf" href="`, html.EscapeString(safeName(e.Label))); err != nil {
		return err
	}
	if err := p.stream("application/pdf", func(w io.Writer) error { return p.look.PDF(p.out.ctx, w, e.Shown) }); err != nil {
		return err
	}
	_, err := fmt.Fprintf(p.out, "\">%s</a></p>\n", html.EscapeString(text))
	return err
}

// text prints a text line by line; empty lines are counted and not printed, as in the PDF.
func (p *page) text(e exhibit) error {
	all, err := p.look.Text(e.Shown)
	if err != nil {
		return err
	}
	type line struct {
		N    int
		Text string
	}
	var out []line
	for i, s := range all {
		if s = strings.TrimRight(s, " \t\r"); s != "" {
			out = append(out, line{i + 1, s})
		}
	}
	return p.draw("lines", out)
}

// indexed reports whether the paper has a list of exhibits to go back to.
func (p *page) indexed() bool {
	for _, b := range p.d.Blocks {
		if isIndex(b) {
			return true
		}
	}
	return false
}

// safeName keeps of a label what a file's name can have everywhere.
func safeName(label string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' {
			return r
		}
		return '_'
	}, label)
}

// grouped writes a number in groups of three, as every language of the papers reads them.
func grouped(n int64) string {
	s := strconv.FormatInt(n, 10)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "\u00a0" + s[i:]
	}
	return s
}
