package pdf

import (
	"context"
	"io"
)

// pdfSheets places each page of a PDF whole under the band.
func (b *builder) pdfSheets(ctx context.Context, r io.ReadSeeker) ([]exhibitSheet, error) {
	return nil, refuse(reasonUnsupported, "PDF")
}
