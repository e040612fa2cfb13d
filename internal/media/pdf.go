package media

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
)

// maxDecoded bounds what one compressed stream of a PDF may grow to.
const maxDecoded = 64 << 20

// maxObjects bounds the tables a few bytes of a PDF can ask for.
const maxObjects = 1_000_000

// pdfcpu would otherwise make a folder in the home of whoever runs us.
func init() { api.DisableConfigDir() }

// pdfFacts is what a look into a PDF finds.
type pdfFacts struct {
	Pages    int  `json:"pages"`
	Active   bool `json:"active,omitempty"`   // scripts, or actions when it is opened
	Attached bool `json:"attached,omitempty"` // other files inside
}

// lookPDF counts the pages, in a process of its own. A PDF without its end mark may still open, since readers search it
// for its parts; some of them may be missing all the same.
func (i *Info) lookPDF(r io.ReadSeeker, size int64) error {
	whole, err := endsWith(r, size, []byte("%%EOF"))
	if err != nil {
		return err
	}
	if !whole {
		i.warn(WarnTruncated)
	}
	if size > maxPDFBytes {
		i.warn(WarnTooLarge)
		return nil
	}
	if _, err := r.Seek(0, io.SeekStart); err != nil {
		return err
	}
	var found pdfFacts
	err = job{Do: "pdf", Within: maxTime + childGrace, MaxInput: maxPDFBytes}.run(context.Background(), r, io.Discard, 0, &found)
	if err != nil {
		reason := Reason(err)
		if reason == "" {
			return err
		}
		i.warn(reason)
		return nil
	}
	i.Pages = found.Pages
	if found.Active {
		i.warn(WarnActive)
	}
	if found.Attached {
		i.warn(WarnAttached)
	}
	return nil
}

// inspectPDF is the look itself, without asking whether every part of the file follows the standard.
func inspectPDF(b []byte) (pdfFacts, error) {
	var found pdfFacts
	size := int64(len(b))
	err := limited(bytes.NewReader(b), size, maxTime, func(g *guard) error {
		ctx, err := api.ReadContext(io.NewSectionReader(g, 0, size), pdfSettings())
		if err != nil {
			return pdfFault(err)
		}
		if err := ctx.EnsurePageCount(); err != nil {
			return fmt.Errorf("%w: %w", ErrBroken, err)
		}
		f := pdfFacts{Pages: ctx.PageCount}
		f.Active, f.Attached = extras(ctx)
		found = f
		return nil
	})
	if err != nil {
		return pdfFacts{}, err
	}
	if found.Pages < 1 || int64(found.Pages) > size { // a page takes more than a byte: the count is a lie
		return pdfFacts{}, fmt.Errorf("%w: %d pages", ErrBroken, found.Pages)
	}
	return found, nil
}

// extras looks in the catalogue of a PDF for what is not on its pages.
func extras(ctx *model.Context) (active, attached bool) {
	root, err := ctx.Catalog()
	if err != nil {
		return false, false
	}
	if _, ok := root.Find("AA"); ok {
		active = true
	}
	if o, ok := root.Find("OpenAction"); ok { // a place to open at is a list, an action a dictionary
		if d, err := ctx.DereferenceDict(o); err == nil && d != nil {
			kind := d.NameEntry("S")
			active = active || kind == nil || *kind != "GoTo"
		}
	}
	if o, ok := root.Find("Names"); ok {
		if d, err := ctx.DereferenceDict(o); err == nil && d != nil {
			_, script := d.Find("JavaScript")
			_, files := d.Find("EmbeddedFiles")
			active, attached = active || script, attached || files
		}
	}
	return active, attached
}

// pdfSettings keeps the library away from the network and from what a few bytes can blow up to.
func pdfSettings() *model.Configuration {
	conf := model.NewDefaultConfiguration()
	conf.Offline = true
	conf.WriteObjectStream, conf.WriteXRefStream = false, false // the plainest form, for readers that know no other
	conf.Limits.MaxDecodeBytes = maxDecoded
	conf.Limits.MaxObjectCount, conf.Limits.MaxXRefEntries = maxObjects, maxObjects
	return conf
}

// rewritten returns the PDF in a plain new frame and, if no password is needed to open it, without its encryption.
func rewritten(at io.ReaderAt, size int64) ([]byte, error) {
	var out bytes.Buffer
	err := limited(at, size, maxTextTime, func(g *guard) error {
		var b bytes.Buffer
		err := api.Decrypt(io.NewSectionReader(g, 0, size), &b, pdfSettings())
		if err != nil && !errors.Is(pdfFault(err), ErrEncrypted) || b.Len() == 0 {
			b.Reset()
			err = api.Optimize(io.NewSectionReader(g, 0, size), &b, pdfSettings())
		}
		if err != nil {
			return pdfFault(err)
		}
		out = b
		return nil
	})
	if err != nil {
		return nil, err
	}
	b := out.Bytes()
	if len(b) > 8 && b[5] == '2' { // the reader of text knows versions 1.0 to 1.7; 2.0 shows text in the same way
		copy(b[5:], "1.7")
	}
	return b, nil
}

// pdfFault sorts the library's errors.
func pdfFault(err error) error {
	switch text := err.Error(); {
	case errors.Is(err, ErrTooSlow):
		return ErrTooSlow
	case errors.Is(err, pdfcpu.ErrWrongPassword), strings.Contains(text, "password"), strings.Contains(text, "encrypt"):
		return fmt.Errorf("%w: %w", ErrEncrypted, err)
	}
	return fmt.Errorf("%w: %w", ErrBroken, err)
}
