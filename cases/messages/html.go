package messages

import (
	"bytes"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/charset"

	"degrau/cases"
	"degrau/cases/intake"
)

// page reads a web page: the words a person would see. Nothing is fetched and nothing in it runs.
func (t *Transcript) page(b []byte) error {
	t.Source = HTML
	text, err := pageText(b)
	if err != nil {
		return err
	}
	t.oneText(text)
	return nil
}

func pageText(b []byte) (string, error) {
	s, err := decodePage(b)
	if err != nil {
		return "", err
	}
	text := htmlText(s)
	if text == "" {
		return "", cases.Invalidf("text", "empty_text")
	}
	return text, nil
}

// decodePage believes the charset that the page itself declares; most that declare none are UTF-8.
func decodePage(b []byte) (string, error) {
	head := b[:min(len(b), 1024)]
	if enc, name, _ := charset.DetermineEncoding(head, ""); name != "utf-8" && name != "windows-1252" && bytes.Contains(bytes.ToLower(head), []byte("charset")) {
		if u, err := enc.NewDecoder().Bytes(b); err == nil {
			b = u
		}
	}
	return intake.Decode(b)
}

// silent are elements whose content is not words of the page.
var silent = map[string]bool{"script": true, "style": true, "head": true, "template": true, "noscript": true, "iframe": true,
	"object": true, "svg": true, "math": true, "select": true, "textarea": true, "title": true}

// blocks are elements that begin and end a line.
var blocks = map[string]bool{"p": true, "div": true, "tr": true, "table": true, "ul": true, "ol": true, "h1": true, "h2": true,
	"h3": true, "h4": true, "h5": true, "h6": true, "section": true, "article": true, "header": true, "footer": true, "blockquote": true,
	"pre": true, "form": true, "dl": true, "dt": true, "dd": true, "address": true, "figure": true, "hr": true, "body": true, "html": true, "center": true, "main": true, "nav": true, "aside": true}

// htmlText gives the words of a page, line by line. The pieces are read in one pass without building a tree: pages made
// to nest a million elements cost no more than others.
func htmlText(s string) string {
	z := html.NewTokenizer(strings.NewReader(s))
	w := lineWriter{}
	hidden, hiddenBy := 0, ""
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			return w.String()
		}
		if kind == html.TextToken {
			if hidden == 0 {
				w.text(string(z.Text()))
			}
			continue
		}
		if kind != html.StartTagToken && kind != html.EndTagToken && kind != html.SelfClosingTagToken {
			continue
		}
		raw, _ := z.TagName()
		name := string(raw)
		switch {
		case hidden > 0 && name == hiddenBy && kind == html.StartTagToken && name != "head":
			hidden++
		case hidden > 0 && name == hiddenBy && kind == html.EndTagToken:
			hidden--
		case hidden > 0 && hiddenBy == "head" && name == "body":
			hidden = 0 // a head that nobody closed
		case hidden > 0:
		case silent[name] && kind == html.StartTagToken:
			hidden, hiddenBy = 1, name
		default:
			w.tag(name, kind == html.EndTagToken)
		}
	}
}

// lineWriter collects words into lines, spaces as one, quoted blocks marked as mails mark them.
type lineWriter struct {
	b     strings.Builder
	row   strings.Builder
	space bool
	blank bool
	quote int
}

const deepestQuote = 5

func (w *lineWriter) tag(name string, closing bool) {
	switch {
	case name == "br":
		w.endLine(true)
	case name == "blockquote":
		w.endLine(false)
		if closing && w.quote > 0 {
			w.quote--
		} else if !closing {
			w.quote++
		}
	case name == "p":
		w.endLine(false)
		w.blank = w.b.Len() > 0
	case blocks[name]:
		w.endLine(false)
	case name == "li":
		w.endLine(false)
		if !closing {
			w.row.WriteString("- ")
		}
	case (name == "td" || name == "th") && closing:
		w.row.WriteByte('\t')
	}
}

func (w *lineWriter) text(s string) {
	for i, word := range strings.Fields(s) {
		if i > 0 || w.space || startsSpace(s) {
			w.gap()
		}
		w.space = false
		w.row.WriteString(word)
	}
	w.space = w.space || s != "" && (startsSpace(s[len(s)-1:]) || strings.TrimSpace(s) == "")
}

func startsSpace(s string) bool { return s != "" && strings.ContainsRune(" \t\n\r\f", rune(s[0])) }

// gap puts one space between words of a row.
func (w *lineWriter) gap() {
	if row := w.row.String(); row != "" && !strings.HasSuffix(row, " ") && !strings.HasSuffix(row, "\t") {
		w.row.WriteByte(' ')
	}
}

// endLine writes the row; an empty one only where the page asks for it.
func (w *lineWriter) endLine(asked bool) {
	row := strings.TrimRight(w.row.String(), " \t")
	w.row.Reset()
	w.space = false
	if row == "" || row == "-" {
		w.blank = w.blank || asked && w.b.Len() > 0
		return
	}
	marks := strings.Repeat("> ", min(w.quote, deepestQuote))
	if w.blank {
		w.b.WriteString(strings.TrimRight(marks, " ") + "\n")
	}
	w.blank = false
	w.b.WriteString(marks + row + "\n")
}

// String ends the last row and gives everything.
func (w *lineWriter) String() string {
	w.endLine(false)
	return strings.TrimRight(w.b.String(), "\n")
}
