package store

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"degrau/cases"
	"degrau/internal/civil"
)

func handedBytes(name string, b []byte) Handed {
	return Handed{Name: name, Open: func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(b)), nil }}
}

// keptDossier is a build of which these are the bytes.
func keptDossier(c *cases.Case, n int) (Build, []byte) {
	raw := fmt.Appendf(nil, "%%PDF paper %d of %s", n, c.ID)
	sum := sha256.Sum256(raw)
	b := someBuild(c)
	b.SHA256, b.Mark, b.Bytes, b.MadeAt = hex.EncodeToString(sum[:]), fmt.Sprintf("%032d", n), int64(len(raw)), noon.Add(time.Duration(n)*time.Minute)
	return b, raw
}

func testKeptBuilds(t *testing.T, s *Store) {
	c, other := mustCreate(t, s), mustCreate(t, s)
	first, raw := keptDossier(c, 0)
	mustDo(t, s.KeepBuild(t.Context(), first, []Handed{handedBytes("procon.pdf", raw)}))
	got, err := s.OpenPaper(t.Context(), c.ID, strings.ToUpper(first.SHA256))
	mustDo(t, err)
	mustDo(t, Genuine(got, first.SHA256))
	if b, err := io.ReadAll(got); err != nil || !bytes.Equal(b, raw) {
		t.Errorf("%q %v", b, err)
	}
	mustDo(t, got.Close())
	for name, ask := range map[string][2]string{"another case": {other.ID, first.SHA256}, "another paper": {c.ID, strings.Repeat("0", 64)}, "a pattern": {c.ID, "%"}, "no case": {"none", first.SHA256}} {
		if _, err := s.OpenPaper(t.Context(), ask[0], ask[1]); !cases.IsKind(err, cases.NotFound) {
			t.Errorf("%s: %v", name, err)
		}
	}
	mustDo(t, c.Record(cases.Entry{Kind: cases.Filed, Body: "br-procon", On: civil.MustPartial("2026-11-22"), Paper: first.SHA256}, "cli", noon))
	mustDo(t, s.Save(t.Context(), c))
	for n := 1; n <= keptBuilds+3; n++ {
		b, raw := keptDossier(c, n)
		mustDo(t, s.KeepBuild(t.Context(), b, []Handed{handedBytes("procon.pdf", raw)}))
	}
	kept, err := s.KeptBuilds(t.Context(), c.ID)
	mustDo(t, err)
	if len(kept) != keptBuilds+1 || kept[len(kept)-1].SHA256 != first.SHA256 || kept[0].MadeAt.Before(kept[1].MadeAt) || len(kept[0].Files) != 1 || kept[0].Files[0].Name != "procon.pdf" {
		t.Errorf("%d kept: %+v", len(kept), kept)
	}
	second, _ := keptDossier(c, 1)
	if s.HasBlob(t.Context(), second.SHA256) {
		t.Error("the bytes of an old attempt are still there")
	}
	if b, same, err := s.KnownBuild(t.Context(), second.SHA256, ""); err != nil || !same || b.ID == "" {
		t.Errorf("verify no longer knows it: %+v %v", b, err)
	}
	if n, err := s.SweepEvidence(t.Context()); err != nil || n != 0 {
		t.Errorf("the sweep takes %d papers: %v", n, err)
	}
	broken := Handed{Name: "x.pdf", Open: func() (io.ReadCloser, error) { return nil, io.ErrUnexpectedEOF }}
	lost, _ := keptDossier(c, 99)
	if err := s.KeepBuild(t.Context(), lost, []Handed{broken}); err == nil {
		t.Error("a file that cannot be read is kept")
	}
	if _, same, err := s.KnownBuild(t.Context(), lost.SHA256, ""); err != nil || !same {
		t.Errorf("it was not noted that it went out: %v", err)
	}
	mustDo(t, c.Erase("cli", noon))
	mustDo(t, s.Erase(t.Context(), c))
	if s.HasBlob(t.Context(), first.SHA256) {
		t.Error("the paper outlives its case")
	}
	if _, err := s.OpenPaper(t.Context(), c.ID, first.SHA256); !cases.IsKind(err, cases.NotFound) {
		t.Errorf("after erasure: %v", err)
	}
}

func TestGenuineFindsWhatChanged(t *testing.T) {
	if err := Genuine(bytes.NewReader([]byte("x")), strings.Repeat("0", 64)); !cases.IsKind(err, cases.Conflict) {
		t.Errorf("%v", err)
	}
}
