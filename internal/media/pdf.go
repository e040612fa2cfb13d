package media

import (
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

// lookPDF counts the pages.
func (i *Info) lookPDF(r io.ReadSeeker, size int64) {
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
}

// pdfPages counts the pages of a PDF, without asking whether every part of it follows the standard.
func pdfPages(at io.ReaderAt, size int64) (int, error) {
	if size > maxPDFBytes {
		return 0, ErrTooLarge
	}
	var pages int
	err := limited(at, size, maxTime, func(g *guard) error {
		conf := model.NewDefaultConfiguration()
		conf.Offline = true
		conf.Limits.MaxDecodeBytes = maxDecoded
		conf.Limits.MaxObjectCount, conf.Limits.MaxXRefEntries = maxObjects, maxObjects
		ctx, err := api.ReadContext(io.NewSectionReader(g, 0, size), conf)
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
