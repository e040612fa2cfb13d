package media

import (
	"bytes"
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

// lookPDF counts the pages. A PDF without its end mark may still open, since readers search it for its parts; some of
// them may be missing all the same.
func (i *Info) lookPDF(r io.ReadSeeker, size int64) error {
	whole, err := endsWith(r, size, []byte("%%EOF"))
	if err != nil {
		return err
	}
	if !whole {
		i.warn(WarnTruncated)
	}
	pages, err := pdfPages(readerAt(r), size)
	switch {
	case err == nil:
		i.Pages = pages
	case errors.Is(err, ErrEncrypted):
		i.warn(WarnEncrypted)
	case errors.Is(err, ErrTooSlow):
		i.warn(WarnTooSlow)
	case errors.Is(err, ErrTooLarge):
		i.warn(WarnTooLarge)
	default:
		i.warn(WarnBroken)
	}
	return nil
}

// pdfPages counts the pages of a PDF, without asking whether every part of it follows the standard.
func pdfPages(at io.ReaderAt, size int64) (int, error) {
	if size > maxPDFBytes {
		return 0, ErrTooLarge
	}
	var pages int
	err := limited(at, size, maxTime, func(g *guard) error {
		ctx, err := api.ReadContext(io.NewSectionReader(g, 0, size), pdfSettings())
		if err != nil {
			return pdfFault(err)
		}
		if err := ctx.EnsurePageCount(); err != nil {
			return fmt.Errorf("%w: %w", ErrBroken, err)
		}
		pages = ctx.PageCount
		return nil
	})
	if err != nil {
		return 0, err
	}
	if pages < 1 || int64(pages) > size { // a page takes more than a byte: the count is a lie
		return 0, ErrBroken
	}
	return pages, nil
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
