package media

import (
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"

	"github.com/ledongthuc/pdf"
)

// OpenedPDF is a PDF of our own making, read again by a library that had no part in writing it. Objects are read when they
// are asked for: photos never enter memory. It is read in this process; what strangers send goes through PDFText.
type OpenedPDF struct {
	doc     *pdf.Reader
	pages   []pdf.Value
	numbers map[string]int // page of an object, from 1
	fonts   map[string]*letterFont
}

// PDFRun is a piece of text as it stands on a page, in points from the lower left corner.
type PDFRun struct {
	X, Y, Width, Size float64
	Text              string
}

// PDFLink is a place that leads to a page; Page is 0 where it leads to none of this file.
type PDFLink struct {
	X1, Y1, X2, Y2 float64
	Page           int
}

// PDFBookmark is an entry of the bookmarks.
type PDFBookmark struct {
	Level int
	Title string
	Page  int // 0: leads to none of this file
}

// OpenPDF reads the frame of a PDF: its table of objects and the list of its pages. A file that does not open is ErrBroken.
func OpenPDF(r io.ReaderAt, size int64) (p *OpenedPDF, err error) {
	defer broken(&err)
	doc, err := pdf.NewReader(r, size)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrBroken, err)
	}
	p = &OpenedPDF{doc: doc, numbers: map[string]int{}, fonts: map[string]*letterFont{}}
	kids := doc.Trailer().Key("Root").Key("Pages").Key("Kids")
	for i, ref := range references.FindAllString(kids.String(), -1) {
		p.numbers[ref] = i + 1
	}
	for i := range kids.Len() {
		p.pages = append(p.pages, kids.Index(i))
	}
	if len(p.numbers) != len(p.pages) || int64(len(p.pages)) != doc.Trailer().Key("Root").Key("Pages").Key("Count").Int64() {
		return nil, fmt.Errorf("%w: its pages are not listed once each", ErrBroken)
	}
	return p, nil
}

// named are how the library writes the entries of a dictionary that lead to objects.
var named = regexp.MustCompile(`/(\S+) (\d+) \d+ R`)

// references are how the library writes references to objects.
var references = regexp.MustCompile(`\d+ \d+ R`)

// broken turns a panic of the library into ErrBroken.
func broken(err *error) {
	if v := recover(); v != nil {
		*err = fmt.Errorf("%w: %v", ErrBroken, v)
	}
}

// Pages is how many there are.
func (p *OpenedPDF) Pages() int { return len(p.pages) }

// Runs are the texts that a page draws itself, in the order of drawing; those of a page placed on it are not.
func (p *OpenedPDF) Runs(n int) (runs []PDFRun, err error) {
	defer broken(&err)
	w := &textWalk{fonts: map[string]*letterFont{}}
	page := p.pages[n-1]
	resources := page.Key("Resources")
	pdf.Interpret(page.Key("Contents"), func(stk *pdf.Stack, op string) {
		args := make([]pdf.Value, stk.Len())
		for i := len(args) - 1; i >= 0; i-- {
			args[i] = stk.Pop()
		}
		switch op {
		case "Tf":
			if len(args) == 2 {
				w.font, w.size = p.font(args[0].Name(), resources), args[1].Float64()
			}
		case "Tj":
			if len(args) == 1 && w.font != nil {
				runs = append(runs, w.run(args[0].RawString()))
			}
		default:
			w.operator(op, args, resources)
		}
	})
	return runs, nil
}

// font opens a font once for all pages: they name the same fonts alike.
func (p *OpenedPDF) font(name string, resources pdf.Value) *letterFont {
	f, ok := p.fonts[name]
	if !ok {
		f = openFont(resources.Key("Font").Key(name))
		p.fonts[name] = f
	}
	return f
}

// run is a string where the pen stands.
func (w *textWalk) run(raw string) PDFRun {
	text, _ := w.font.decode(raw)
	width := 0.0
	for at := 0; at+w.font.code <= len(raw); at += w.font.code {
		width += w.font.width(number(raw[at:at+w.font.code])) / 1000 * w.size
	}
	return PDFRun{X: w.pen[4], Y: w.pen[5], Width: width, Size: w.size, Text: text}
}

// Drawn are the numbers of the objects, pictures and placed pages, that a page draws.
func (p *OpenedPDF) Drawn(n int) (objects []int, err error) {
	defer broken(&err)
	page := p.pages[n-1]
	things := page.Key("Resources").Key("XObject")
	numbers := map[string]int{}
	for _, m := range named.FindAllStringSubmatch(things.String(), -1) {
		numbers[m[1]], _ = strconv.Atoi(m[2])
	}
	pdf.Interpret(page.Key("Contents"), func(stk *pdf.Stack, op string) {
		var last pdf.Value
		for i := stk.Len() - 1; i >= 0; i-- {
			if v := stk.Pop(); last.IsNull() {
				last = v
			}
		}
		if op != "Do" {
			return
		}
		if things.Key(last.Name()).Kind() == pdf.Stream {
			objects = append(objects, numbers[last.Name()])
		}
	})
	return objects, nil
}

// Size is the width and height of a page in points.
func (p *OpenedPDF) Size(n int) (w, h float64, err error) {
	defer broken(&err)
	box := p.pages[n-1].Key("MediaBox")
	if box.IsNull() {
		box = p.doc.Trailer().Key("Root").Key("Pages").Key("MediaBox")
	}
	return box.Index(2).Float64() - box.Index(0).Float64(), box.Index(3).Float64() - box.Index(1).Float64(), nil
}

// Links are the places of a page that lead somewhere; active names what does something else than lead to a page.
func (p *OpenedPDF) Links(n int) (links []PDFLink, active []string, err error) {
	defer broken(&err)
	if !p.pages[n-1].Key("AA").IsNull() {
		active = append(active, "AA")
	}
	all := p.pages[n-1].Key("Annots")
	for i := range all.Len() {
		a := all.Index(i)
		if a.Key("Subtype").Name() != "Link" || !a.Key("A").IsNull() || !a.Key("AA").IsNull() {
			active = append(active, strings.TrimSpace(a.Key("Subtype").Name()+" "+a.Key("A").Key("S").Name()))
			continue
		}
		r := a.Key("Rect")
		links = append(links, PDFLink{X1: min(r.Index(0).Float64(), r.Index(2).Float64()), Y1: min(r.Index(1).Float64(), r.Index(3).Float64()),
			X2: max(r.Index(0).Float64(), r.Index(2).Float64()), Y2: max(r.Index(1).Float64(), r.Index(3).Float64()), Page: p.page(a.Key("Dest"))})
	}
	return links, active, nil
}

// page is the page that a destination leads to.
func (p *OpenedPDF) page(dest pdf.Value) int { return p.numbers[references.FindString(dest.String())] }

// Active names what the file would do by itself, or carries beside its pages.
func (p *OpenedPDF) Active() (found []string, err error) {
	defer broken(&err)
	root := p.doc.Trailer().Key("Root")
	for _, key := range []string{"OpenAction", "AA", "Names", "AcroForm", "AF"} {
		if !root.Key(key).IsNull() {
			found = append(found, key)
		}
	}
	return found, nil
}

// Bookmarks are listed in the order in which they are shown.
func (p *OpenedPDF) Bookmarks() (out []PDFBookmark, err error) {
	defer broken(&err)
	var walk func(first pdf.Value, level int)
	walk = func(v pdf.Value, level int) {
		for ; !v.IsNull() && len(out) < maxObjects && level < maxFormsDepth; v = v.Key("Next") {
			out = append(out, PDFBookmark{level, v.Key("Title").Text(), p.page(v.Key("Dest"))})
			walk(v.Key("First"), level+1)
		}
	}
	walk(p.doc.Trailer().Key("Root").Key("Outlines").Key("First"), 0)
	return out, nil
}

// Described is what the file says of itself: title, language, and the label of its first page where those of all others
// follow it as numbers; 0 where there is none.
func (p *OpenedPDF) Described() (title, lang string, firstLabel int, err error) {
	defer broken(&err)
	root := p.doc.Trailer().Key("Root")
	if nums := root.Key("PageLabels").Key("Nums"); nums.Len() == 2 && nums.Index(0).Int64() == 0 && nums.Index(1).Key("S").Name() == "D" {
		firstLabel = 1
		if st := nums.Index(1).Key("St"); !st.IsNull() {
			firstLabel, _ = strconv.Atoi(st.String())
		}
	}
	return p.doc.Trailer().Key("Info").Key("Title").Text(), root.Key("Lang").Text(), firstLabel, nil
}
