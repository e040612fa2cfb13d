package store

import (
	"archive/zip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"

	"degrau/cases"
)

// Export writes a whole case, originals included, as a ZIP file in an open form. The same case gives the same bytes,
// so what was built from it stays out: a record of this store's papers, not a part of the case. page, which may be nil,
// writes a page by which others check the files; it is no part of the case either, and nobody takes it in.
func (s *Store) Export(ctx context.Context, id string, w io.Writer, page Page) error {
	c, err := s.load(ctx, id)
	if err != nil {
		return s.explain("load case", err)
	}
	z := zip.NewWriter(w)
	a := newArchive(c, s.key)
	index, err := json.MarshalIndent(a, "", " ")
	if err == nil {
		err = add(z, c, archiveIndex, zip.Deflate, func(w io.Writer) error { _, err := w.Write(index); return err })
	}
	for _, f := range a.Files {
		if err == nil {
			err = add(z, c, f.Path, zip.Store, func(w io.Writer) error { return s.copyOriginal(ctx, w, f) })
		}
	}
	if err == nil && page != nil {
		err = add(z, c, archivePage, zip.Deflate, func(w io.Writer) error { return page(w, a.listed(index)) })
	}
	if err == nil {
		err = z.Close()
	}
	return s.explain("export case "+c.ID, err)
}

func add(z *zip.Writer, c *cases.Case, name string, method uint16, fill func(io.Writer) error) error {
	h := &zip.FileHeader{Name: name, Method: method, Modified: c.UpdatedAt}
	h.SetMode(0o644)
	w, err := z.CreateHeader(h)
	if err != nil {
		return fmt.Errorf("write archive: %w", err)
	}
	return fill(w)
}

// copyOriginal copies an original and checks it on the way: an archive that could not be imported again is no copy.
func (s *Store) copyOriginal(ctx context.Context, w io.Writer, f archiveFile) error {
	r, err := s.OpenBlob(f.SHA256)
	if cases.IsKind(err, cases.NotFound) || errors.Is(err, fs.ErrNotExist) {
		return cases.NotFoundf("evidence_missing", "name", f.Name)
	}
	if err != nil {
		return err
	}
	defer r.Close()
	h := sha256.New()
	if _, err := io.Copy(io.MultiWriter(w, h), &waitingReader{ctx, r}); err != nil {
		return fmt.Errorf("copy original: %w", err)
	}
	if hex.EncodeToString(h.Sum(nil)) != f.SHA256 {
		return cases.Conflictf("evidence_altered", "name", f.Name)
	}
	return nil
}
