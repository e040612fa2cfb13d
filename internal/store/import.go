package store

import (
	"context"
	"errors"
	"fmt"
	"io"

	"gorm.io/gorm"

	"degrau/cases"
)

// Import takes in a case that Export wrote, whole or not at all. It is checked first: form, chain, signature and the
// bytes of every original; then its head is signed with the key of this store. A case that is here already, also an
// erased one, is a Conflict.
func (s *Store) Import(ctx context.Context, r io.ReaderAt, size int64) (*cases.Case, error) {
	p, err := openParcel(r, size)
	if err != nil {
		return nil, err
	}
	if faults := p.faults(); len(faults) > 0 {
		return nil, altered(faults[0])
	}
	err = s.db.WithContext(ctx).Select("id").Where("id = ?", p.c.ID).Take(&cases.Case{}).Error
	if err == nil {
		return nil, cases.Conflictf("case_exists")
	}
	if !errors.Is(err, gorm.ErrRecordNotFound) {
		return nil, s.explain("import case", err)
	}
	if err := s.importParcel(ctx, p); err != nil {
		return nil, s.explain("import case", err)
	}
	return p.c, nil
}

func (s *Store) importParcel(ctx context.Context, p *parcel) error {
	var kept []string
	err := s.importOriginals(ctx, p, &kept)
	if err == nil {
		err = s.Create(ctx, p.c, nil)
	}
	if err == nil {
		return nil
	}
	// Nothing of a refused archive stays; files that others use are not touched. The request may be over by now.
	return errors.Join(err, s.dropUnused(context.WithoutCancel(ctx), kept))
}

func (s *Store) importOriginals(ctx context.Context, p *parcel, kept *[]string) error {
	for _, f := range p.index.Files {
		fault := cases.Fault{Kind: FaultFileChanged, What: f.Name}
		r, err := p.original(f)
		if err != nil {
			return altered(fault)
		}
		b, err := s.receive(ctx, &archiveReader{r: io.LimitReader(r, f.Size+1)}, Incoming{})
		_ = r.Close()
		var damaged *damage
		if errors.As(err, &damaged) {
			return altered(fault)
		}
		if err != nil {
			return fmt.Errorf("keep original: %w", err)
		}
		*kept = append(*kept, b.SHA256)
		if b.SHA256 != f.SHA256 || b.Size != f.Size {
			return altered(fault)
		}
	}
	return nil
}

// damage is an error of reading the archive, as opposed to one of writing our files.
type damage struct{ error }

type archiveReader struct{ r io.Reader }

func (a *archiveReader) Read(p []byte) (int, error) {
	n, err := a.r.Read(p)
	if err != nil && !errors.Is(err, io.EOF) {
		err = &damage{err}
	}
	return n, err
}

func altered(f cases.Fault) *cases.Error {
	what := f.What
	if what == "" {
		what = fmt.Sprintf("%s %d", f.Kind, f.Seq)
	}
	return cases.Invalidf("", "archive_altered", "what", what)
}

// VerifyExport checks an exported case without taking it in: its chain, its signature by the key it names, and every
// original. code is that of the case. An error is a file that is no such archive.
func VerifyExport(r io.ReaderAt, size int64) (code string, found []Finding, err error) {
	p, err := openParcel(r, size)
	if err != nil {
		return "", nil, err
	}
	faults := p.faults()
	for _, f := range p.index.Files {
		if kind := p.checkOriginal(f); kind != "" {
			faults = append(faults, cases.Fault{Kind: kind, What: f.Name})
		}
	}
	for _, f := range faults {
		found = append(found, Finding{p.c.ID, f})
	}
	return p.c.Code, found, nil
}

func (p *parcel) checkOriginal(f archiveFile) string {
	if p.files[f.Path] == nil {
		return FaultFileGone
	}
	r, err := p.original(f)
	if err != nil {
		return FaultFileChanged
	}
	defer r.Close()
	if sum, err := sumOf(r); err != nil || sum != f.SHA256 {
		return FaultFileChanged
	}
	return ""
}
