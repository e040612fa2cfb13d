package pdf

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
	"time"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
)

// Limits for PDFs that come as exhibits: they are read into memory, and some are made to hurt.
const (
	largestPDF   = 300 << 20
	mostPDFPages = 5000
	pdfPatience  = 90 * time.Second
)

// Without this pdfcpu makes folders in the user's home.
var quietPDF = sync.OnceFunc(api.DisableConfigDir)

// pdfSheets places each page of a PDF whole under the band. Only what a page draws is taken over: contents, resources
// and the appearance of its annotations. Scripts, actions, attachments and forms stay behind.
func (b *builder) pdfSheets(ctx context.Context, r io.ReadSeeker) ([]exhibitSheet, error) {
	size, err := r.Seek(0, io.SeekEnd)
	if err != nil {
		return nil, refusal{reasonBroken, err}
	}
	if size > largestPDF {
		return nil, refuse(reasonTooLarge, "%d bytes", size)
	}
	limited, cancel := context.WithTimeout(ctx, pdfPatience)
	defer cancel()
	sheets, err := b.foreign(limited, r, false)
	if err != nil && limited.Err() == nil && pdfRefusal(err) != err {
		if mended, ok := repaired(r, size); ok {
			if again, second := b.foreign(limited, bytes.NewReader(mended), true); second == nil {
				sheets, err = again, nil
			}
		}
	}
	if err == nil {
		return sheets, nil
	}
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	return nil, pdfRefusal(err)
}

// foreign reads a PDF and spools its pages. Of a mended one everything must be there: a page that has lost its contents
// would pass for an empty one.
func (b *builder) foreign(ctx context.Context, r io.ReadSeeker, mended bool) ([]exhibitSheet, error) {
	doc, err := readPDF(ctx, r)
	if err != nil {
		return nil, err
	}
	return b.importPages(ctx, doc, mended)
}

// pdfRefusal turns the library's errors into one of the reasons people are told.
func pdfRefusal(err error) error {
	var known refusal
	switch {
	case errors.As(err, &known), errors.Is(err, errSpool):
		return err
	case errors.Is(err, pdfcpu.ErrWrongPassword), errors.Is(err, pdfcpu.ErrEncrypted), errors.Is(err, pdfcpu.ErrUnsupportedEncryptionFeature),
		strings.Contains(err.Error(), "password"):
		return refusal{reasonEncrypted, err}
	}
	return refusal{reasonBroken, err}
}

// readPDF reads the objects of a PDF. The library may panic or take for ever on hostile files; neither reaches us.
func readPDF(ctx context.Context, r io.ReadSeeker) (*model.Context, error) {
	quietPDF()
	type result struct {
		doc *model.Context
		err error
	}
	done := make(chan result, 1)
	go func() {
		var res result
		defer func() {
			if p := recover(); p != nil {
				res.err = fmt.Errorf("pdfcpu: %v", p)
			}
			done <- res
		}()
		conf := model.NewDefaultConfiguration()
		conf.Offline = true
		conf.ValidationMode = model.ValidationRelaxed
		conf.Limits.MaxDecodeBytes = largestPDF
		conf.Limits.MaxStreamBytes = largestPDF
		if res.doc, res.err = pdfcpu.ReadWithContext(ctx, r, conf); res.err == nil {
			res.err = res.doc.EnsurePageCount()
		}
	}()
	select {
	case res := <-done:
		return res.doc, res.err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// importPages spools every page; of a PDF that fails half way nothing is left behind.
func (b *builder) importPages(ctx context.Context, doc *model.Context, strict bool) (sheets []exhibitSheet, err error) {
	objects, size := b.spool.mark()
	pictures := len(b.pictures)
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("page of a PDF: %v", p)
		}
		if err != nil {
			b.pictures = b.pictures[:pictures]
			if back := b.spool.rollback(objects, size); back != nil {
				err = back
			}
		}
	}()
	if doc.PageCount == 0 {
		return nil, errors.New("no pages")
	}
	if doc.PageCount > mostPDFPages {
		return nil, refuse(reasonTooLarge, "%d pages", doc.PageCount)
	}
	im := &importer{ctx: ctx, doc: doc, spool: &b.spool, numbers: map[int]int{}, strict: strict}
	for n := 1; n <= doc.PageCount; n++ {
		if b.only[1] > 0 && (n < b.only[0] || n > b.only[1]) {
			sheets = append(sheets, exhibitSheet{picture: noPicture}) // it stands in another volume
			continue
		}
		form, box, err := im.page(n)
		if err != nil {
			return nil, fmt.Errorf("page %d: %w", n, err)
		}
		w, h := box.size()
		sheets = append(sheets, exhibitSheet{picture: b.add(picture{object: form}), w: w, h: h, part: 1})
	}
	b.hidden = append(b.hidden, im.hiddenLayers()...)
	return sheets, nil
}
