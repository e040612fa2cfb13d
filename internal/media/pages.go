package media

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/jpeg"
	"image/png"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"sync"
	"time"
)

// Limits of drawing the pages of a PDF.
const (
	maxDrawnPages = 200
	maxDrawTime   = 3 * time.Minute
	pageSide      = 2200 // points of a page's longer side: 190 to the inch on A4
	pageQuality   = 85
)

// renderers are the programs that draw PDF pages, best first, by name; none is part of this program.
var renderers = map[string]func(in, out string, page int) []string{
	"pdftoppm": func(in, out string, page int) []string {
		n := strconv.Itoa(page)
		return []string{"-q", "-f", n, "-l", n, "-cropbox", "-scale-to", strconv.Itoa(pageSide), "-png", "-singlefile", in, out}
	},
	"mutool": func(in, out string, page int) []string {
		side := strconv.Itoa(pageSide)
		return []string{"draw", "-q", "-w", side, "-h", side, "-o", out + ".png", in, strconv.Itoa(page)}
	},
}

// Renderer is the program with which pages of a PDF are drawn here, or nothing where none is installed. It is looked for
// once.
var Renderer = sync.OnceValue(func() string {
	for _, name := range []string{"pdftoppm", "mutool"} {
		if path, err := exec.LookPath(name); err == nil {
			if path, err = filepath.Abs(path); err == nil {
				return path
			}
		}
	}
	return ""
})

// copyPDF covers places on the pages of a PDF. A page drawn over still holds what is under the drawing, so each becomes a
// picture of itself and nothing of the original's file is taken along: no text, no layers, no notes, no files inside.
func copyPDF(ctx context.Context, w io.Writer, r io.ReadSeeker, s Settings, renderer string) (Copied, error) {
	if renderer == "" {
		return Copied{}, ErrNoRenderer
	}
	return copyBy(ctx, w, r, job{Do: "pages", Within: maxDrawTime, MaxInput: maxPictureBytes, Settings: &s, Renderer: renderer})
}

// copyPages is copyPDF inside the child.
func copyPages(w io.Writer, b []byte, s Settings, renderer string) (Copied, error) {
	if err := s.check(); err != nil {
		return Copied{}, err
	}
	found, err := inspectPDF(b)
	if err != nil {
		return Copied{}, err
	}
	if found.Pages > maxDrawnPages {
		return Copied{}, fmt.Errorf("%w: %d pages", ErrTooLarge, found.Pages)
	}
	for _, x := range s.Boxes {
		if x.Page > found.Pages {
			return Copied{}, fmt.Errorf("%w: page %d of %d", ErrSettings, x.Page, found.Pages)
		}
	}
	if err := os.WriteFile("in.pdf", b, 0o600); err != nil { // in the room made for this child
		return Copied{}, err
	}
	if s.Page > 0 {
		return onePage(w, s, renderer, found.Pages)
	}
	out := newPageBook(w)
	c := Copied{Kind: "pdf", Parts: found.Pages}
	for n := 1; n <= found.Pages; n++ {
		img, err := s.page(renderer, n)
		if err != nil {
			return Copied{}, err
		}
		if err := out.add(img, s.Quality); err != nil {
			return Copied{}, err
		}
		c.Width, c.Height = max(c.Width, img.Rect.Dx()), max(c.Height, img.Rect.Dy())
	}
	return c, out.close()
}

// onePage writes one page as a picture.
func onePage(w io.Writer, s Settings, renderer string, pages int) (Copied, error) {
	if s.Page > pages {
		return Copied{}, fmt.Errorf("%w: page %d of %d", ErrSettings, s.Page, pages)
	}
	img, err := s.page(renderer, s.Page)
	if err != nil {
		return Copied{}, err
	}
	out, err := s.encode(img, false) // a page may be a photo
	if err != nil {
		return Copied{}, err
	}
	out.Parts = pages
	_, err = w.Write(out.b)
	return out.Copied, err
}

// page draws one page, covered and within the limits.
func (s Settings) page(renderer string, n int) (*image.RGBA, error) {
	img, err := drawPage(renderer, n)
	if err != nil {
		return nil, fmt.Errorf("page %d: %w", n, err)
	}
	for _, x := range s.Boxes {
		if max(x.Page, 1) == n {
			x.cover(img)
		}
	}
	if s.MaxSide > 0 || s.MaxPixels > 0 {
		img = shrink(img, s.fit(img.Rect.Dx(), img.Rect.Dy()))
	}
	return img, nil
}

// drawPage has one page drawn. The renderer is bound by the limits of this process and ends with it.
func drawPage(renderer string, page int) (*image.RGBA, error) {
	args := renderers[filepath.Base(renderer)]
	if args == nil {
		return nil, ErrNoRenderer
	}
	var said tailWriter
	cmd := exec.Command(renderer, args("in.pdf", "page", page)...)
	cmd.Env = []string{"HOME=/nonexistent"}
	cmd.Stderr = &said
	if err := cmd.Run(); err != nil {
		return nil, fmt.Errorf("%w: %s: %w: %s", ErrBroken, filepath.Base(renderer), err, firstLine(string(said.Bytes())))
	}
	f, err := os.Open("page.png")
	if err != nil {
		return nil, fmt.Errorf("%w: nothing was drawn", ErrBroken)
	}
	defer f.Close()
	defer os.Remove("page.png")
	img, err := png.Decode(f)
	if err != nil {
		return nil, fmt.Errorf("%w: what was drawn does not open: %w", ErrBroken, err)
	}
	return onWhite(img), nil
}

// pageBook writes a PDF of pictures, one a page, at 200 points to the inch. It holds nothing else: no dates, no names.
type pageBook struct {
	w       *countingWriter
	offsets []int64 // of objects 3, 4, ...: page, content and picture in turn
	err     error
}

func newPageBook(w io.Writer) *pageBook {
	p := &pageBook{w: &countingWriter{w: w}}
	p.printf("%%PDF-1.4\n%%\xe2\xe3\xcf\xd3\n")
	return p
}

func (p *pageBook) printf(format string, args ...any) {
	if p.err == nil {
		_, p.err = fmt.Fprintf(p.w, format, args...)
	}
}

func (p *pageBook) object() int {
	p.offsets = append(p.offsets, p.w.n)
	return len(p.offsets) + 2
}

// add writes one page.
func (p *pageBook) add(img *image.RGBA, quality int) error {
	if quality == 0 {
		quality = pageQuality
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, &jpeg.Options{Quality: quality}); err != nil {
		return err
	}
	w, h := float64(img.Rect.Dx())*0.36, float64(img.Rect.Dy())*0.36 // 72 of 200
	n := p.object()
	p.printf("%d 0 obj\n<</Type /Page /Parent 2 0 R /MediaBox [0 0 %.2f %.2f] /Resources <</XObject <</I %d 0 R>>>> /Contents %d 0 R>>\nendobj\n", n, w, h, n+2, n+1)
	content := fmt.Sprintf("q %.2f 0 0 %.2f 0 0 cm /I Do Q", w, h)
	p.printf("%d 0 obj\n<</Length %d>>\nstream\n%s\nendstream\nendobj\n", p.object(), len(content), content)
	p.printf("%d 0 obj\n<</Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode /Length %d>>\nstream\n%s\nendstream\nendobj\n",
		p.object(), img.Rect.Dx(), img.Rect.Dy(), b.Len(), b.Bytes())
	return p.err
}

// close writes the list of pages, the catalogue and the table of where everything is.
func (p *pageBook) close() error {
	at := [2]int64{}
	at[0] = p.w.n
	p.printf("1 0 obj\n<</Type /Catalog /Pages 2 0 R>>\nendobj\n")
	at[1] = p.w.n
	p.printf("2 0 obj\n<</Type /Pages /Count %d /Kids [", len(p.offsets)/3)
	for n := range len(p.offsets) / 3 {
		p.printf(" %d 0 R", 3*n+3)
	}
	p.printf("]>>\nendobj\n")
	table := p.w.n
	p.printf("xref\n0 %d\n0000000000 65535 f \n", len(p.offsets)+3)
	for _, offset := range append(at[:], p.offsets...) {
		p.printf("%010d 00000 n \n", offset)
	}
	p.printf("trailer\n<</Size %d /Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(p.offsets)+3, table)
	return p.err
}
