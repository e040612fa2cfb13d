package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"gorm.io/gorm"

	"degrau/cases"
)

// Handed is one file as it was handed out.
type Handed struct {
	Name string
	Open func() (io.ReadCloser, error)
}

// keptBuilds is how many papers of one kind for one body a case keeps besides those that were filed: a paper is built often
// before it is good, and nobody asks for the tenth attempt again.
const keptBuilds = 5

// papersOf owns the bytes of what was built from a case.
func papersOf(caseID string) string { return "papers/" + caseID }

// KeepBuild records what was built and keeps its files exactly as they were handed out. Papers that no entry of the case names
// as filed make room for newer ones. Where there is no room for the bytes, the build is recorded all the same, and the error
// says why they are not kept.
func (s *Store) KeepBuild(ctx context.Context, b Build, files []Handed) error {
	var sums []string
	var unkept error
	b.Files = slices.Clone(b.Files)
	for _, f := range files {
		sum, err := s.keepFile(ctx, f)
		if err != nil {
			unkept = fmt.Errorf("keep %s: %w", f.Name, err)
			break
		}
		sums = append(sums, sum)
		if !slices.ContainsFunc(b.Files, func(x BuildFile) bool { return x.Name == f.Name }) {
			b.Files = append(b.Files, BuildFile{Name: f.Name, SHA256: sum})
		}
	}
	if unkept != nil {
		sums = nil // half a kit is no kit; what was taken in goes with the next sweep
	}
	if err := s.recordBuild(ctx, b, sums); err != nil {
		return errors.Join(err, unkept)
	}
	return errors.Join(unkept, s.makeRoom(ctx, b.CaseID))
}

func (s *Store) keepFile(ctx context.Context, f Handed) (string, error) {
	r, err := f.Open()
	if err != nil {
		return "", err
	}
	defer r.Close()
	kept, err := s.PutBlob(ctx, r, 0)
	return kept.SHA256, err
}

// KeptBuilds lists what was built from a case and is kept, newest first.
func (s *Store) KeptBuilds(ctx context.Context, caseID string) ([]Build, error) {
	all, err := s.Builds(ctx, caseID)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	held, err := s.heldPapers(s.db.WithContext(ctx), all[0].CaseID)
	if err != nil {
		return nil, s.explain("list papers", err)
	}
	return slices.DeleteFunc(all, func(b Build) bool { return !held[b.sums()[0]] }), nil
}

// OpenPaper opens a file that was handed out of a case, if it is kept. What is not the case's is cases.NotFound.
func (s *Store) OpenPaper(ctx context.Context, caseID, sha256 string) (io.ReadSeekCloser, error) {
	sha256 = strings.ToLower(sha256)
	whole, err := s.resolve(ctx, caseID)
	if err != nil {
		return nil, s.explain("open paper", err)
	}
	held, err := s.heldPapers(s.db.WithContext(ctx), whole)
	if err != nil {
		return nil, s.explain("open paper", err)
	}
	if !held[sha256] {
		return nil, cases.NotFoundf("no_such_kept", "sha256", clean(sha256))
	}
	return s.OpenBlob(sha256)
}

func (s *Store) heldPapers(db *gorm.DB, caseID string) (map[string]bool, error) {
	var sums []string
	if err := db.Model(&blobUse{}).Where("owner = ?", papersOf(caseID)).Pluck("sha256", &sums).Error; err != nil {
		return nil, err
	}
	held := make(map[string]bool, len(sums))
	for _, sum := range sums {
		held[sum] = true
	}
	return held, nil
}

// sums are the digests of a build's files, its own first.
func (b Build) sums() []string {
	out := []string{b.SHA256}
	for _, f := range b.Files {
		if !slices.Contains(out, f.SHA256) {
			out = append(out, f.SHA256)
		}
	}
	return out
}

// makeRoom lets go of the bytes of older papers.
func (s *Store) makeRoom(ctx context.Context, caseID string) error {
	all, err := s.Builds(ctx, caseID)
	if err != nil {
		return err
	}
	filed, err := s.filedPapers(ctx, caseID)
	if err != nil {
		return s.explain("look for filed papers", err)
	}
	wanted, count := map[string]bool{}, map[string]int{}
	for _, b := range all {
		of := b.Kind + " " + b.Body + " " + b.Variant
		count[of]++
		if count[of] <= keptBuilds || slices.ContainsFunc(b.sums(), func(sum string) bool { return filed[sum] }) {
			for _, sum := range b.sums() {
				wanted[sum] = true
			}
		}
	}
	var idle []string
	err = s.withTx(ctx, "make room for papers", func(tx *gorm.DB) error {
		held, err := s.heldPapers(tx, caseID)
		if err != nil {
			return err
		}
		idle = nil
		for sum := range held {
			if !wanted[sum] {
				idle = append(idle, sum)
			}
		}
		if len(idle) == 0 {
			return nil
		}
		return tx.Where("owner = ? AND sha256 IN ?", papersOf(caseID), idle).Delete(&blobUse{}).Error
	})
	if err != nil {
		return err
	}
	return s.dropUnused(ctx, idle)
}

// filedPapers are the digests of what the case says was handed in.
func (s *Store) filedPapers(ctx context.Context, caseID string) (map[string]bool, error) {
	c, err := s.Load(ctx, caseID)
	if err != nil {
		return nil, err
	}
	out := map[string]bool{}
	for _, e := range c.Events {
		for x := &e.Entry; x != nil; x = x.Replacement { // struck or corrected: what was filed once stays
			if x.Paper != "" {
				out[x.Paper] = true
			}
		}
	}
	return out, nil
}

// Genuine compares what was kept with its digest and goes back to its first byte. What has changed is a cases.Error.
func Genuine(r io.ReadSeeker, sum string) error {
	h := sha256.New()
	if _, err := io.Copy(h, r); err != nil {
		return fmt.Errorf("read paper: %w", err)
	}
	if hex.EncodeToString(h.Sum(nil)) != sum {
		return cases.Conflictf("paper_changed")
	}
	_, err := r.Seek(0, io.SeekStart)
	return err
}
