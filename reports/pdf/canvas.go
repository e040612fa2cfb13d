package pdf

import (
	"bytes"
	"fmt"
	"time"

	"codeberg.org/go-pdf/fpdf"
)

// canvas draws placed pages with fpdf. Pictures become tiny placeholders: the writer puts the real ones in their place,
// so that memory holds the words only.
type canvas struct {
	pdf     *fpdf.Fpdf
	sheet   sheet
	page    int
	used    [faceCount]bool
	face    faceID
	size    float64
	links   map[string]int
	targets map[string]bool
	marks   []bookmark
	images  map[int]bool
}

// bookmark is an entry of the bookmarks with its place.
type bookmark struct {
	level int
	title string
	page  int     // from 1
	y     float64 // points from the bottom
}

// draw returns the skeleton: the whole paper with placeholders for pictures.
func (l *layout) draw() (skeleton []byte, marks []bookmark, err error) {
	size := fpdf.SizeType{Wd: l.sheet.width, Ht: l.sheet.height}
	pdf := fpdf.NewCustom(&fpdf.InitType{UnitStr: "mm", Size: size})
	pdf.SetCatalogSort(true)
	pdf.SetCreationDate(time.Unix(0, 0).UTC())
	pdf.SetModificationDate(time.Unix(0, 0).UTC())
	pdf.SetMargins(0, 0, 0)
	pdf.SetAutoPageBreak(false, 0)
	pdf.SetCellMargin(0)
	c := &canvas{pdf: pdf, sheet: l.sheet, face: -1, links: map[string]int{}, targets: map[string]bool{}, images: map[int]bool{}}
	c.findTargets(l.pages)
	for i, p := range l.pages {
		pdf.AddPage()
		c.page = i + 1
		for _, o := range p.ops {
			o.op.draw(c, o.dy)
		}
	}
	var out bytes.Buffer
	if err := pdf.Output(&out); err != nil {
		return nil, nil, fmt.Errorf("pdf: draw: %w", err)
	}
	return out.Bytes(), c.marks, nil
}

// findTargets notes where links may lead, so that none leads nowhere.
func (c *canvas) findTargets(pages []*page) {
	for i, p := range pages {
		for _, o := range p.ops {
			if a, ok := unshift(o.op).(anchorOp); ok && !c.targets[a.name] {
				c.targets[a.name] = true
				c.links[a.name] = c.pdf.AddLink()
				c.pdf.SetLink(c.links[a.name], max(0, c.above(o.dy)), i+1)
			}
		}
	}
}

func unshift(o op) op {
	for {
		s, ok := o.(shifted)
		if !ok {
			return o
		}
		o = s.op
	}
}

// above leaves a little air over the place a link or bookmark leads to.
func (c *canvas) above(y float64) float64 { return max(0, y-6) }

func (c *canvas) use(id faceID, size float64) {
	if !c.used[id] {
		c.used[id] = true
		c.pdf.AddUTF8FontFromBytes(families[id], "", fontBytes(id))
	}
	if c.face != id || c.size != size {
		c.face, c.size = id, size
		c.pdf.SetFont(families[id], "", size)
	}
}

func (o textOp) draw(c *canvas, dy float64) {
	x, y := o.x, dy+o.y+o.style.baseline()
	c.pdf.SetTextColor(o.style.colour.r, o.style.colour.g, o.style.colour.b)
	for _, s := range o.line.spans {
		c.use(s.face, o.style.size)
		c.pdf.Text(x, y, s.text)
		x += s.width
	}
}

func (o ruleOp) draw(c *canvas, dy float64) {
	c.pdf.SetDrawColor(o.colour.r, o.colour.g, o.colour.b)
	c.pdf.SetLineWidth(o.width)
	c.pdf.Line(o.x1, dy+o.y1, o.x2, dy+o.y2)
}

func (o fillOp) draw(c *canvas, dy float64) {
	c.pdf.SetFillColor(o.colour.r, o.colour.g, o.colour.b)
	c.pdf.Rect(o.x, dy+o.y, o.w, o.h, "F")
}

func (o frameOp) draw(c *canvas, dy float64) {
	c.pdf.SetDrawColor(o.colour.r, o.colour.g, o.colour.b)
	c.pdf.SetLineWidth(0.2)
	c.pdf.Rect(o.x, dy+o.y, o.w, o.h, "D")
}

func (o dotOp) draw(c *canvas, dy float64) {
	c.pdf.SetFillColor(o.colour.r, o.colour.g, o.colour.b)
	c.pdf.Circle(o.x, dy+o.y, o.d/2, "F")
}

func (o pictureOp) draw(c *canvas, dy float64) {
	name := "p" + itoa(o.picture)
	if !c.images[o.picture] {
		c.images[o.picture] = true
		w, h := placeholderSize(o.picture)
		c.pdf.RegisterImageOptionsReader(name, fpdf.ImageOptions{ImageType: "JPG"}, bytes.NewReader(placeholder(w, h)))
	}
	if o.clip != nil {
		c.pdf.ClipRect(o.clip.x, dy+o.clip.y, o.clip.w, o.clip.h, false)
		defer c.pdf.ClipEnd()
	}
	c.pdf.ImageOptions(name, o.x, dy+o.y, o.w, o.h, false, fpdf.ImageOptions{ImageType: "JPG"}, 0, "")
}

func (o linkOp) draw(c *canvas, dy float64) {
	if id, ok := c.links[o.to]; ok {
		c.pdf.Link(o.x, dy+o.y, o.w, o.h, id)
	}
}

func (o anchorOp) draw(*canvas, float64) {}

func (o markOp) draw(c *canvas, dy float64) {
	y := (c.sheet.height - c.above(dy)) / mmPerPoint
	c.marks = append(c.marks, bookmark{o.level, o.title, c.page, y})
}

// placeholderSize gives each picture its own size: fpdf sorts by width alone, and the writer knows pictures by it.
func placeholderSize(n int) (w, h int) { return n%65000 + 1, n/65000 + 1 }

func pictureOfSize(w, h int) int { return (h-1)*65000 + w - 1 }

// placeholder is the head of a grey JPEG, up to where its picture would start.
func placeholder(w, h int) []byte {
	return []byte{0xFF, 0xD8, 0xFF, 0xC0, 0, 11, 8, byte(h >> 8), byte(h), byte(w >> 8), byte(w), 1, 1, 0x11, 0, 0xFF, 0xDA, 0, 2}
}
