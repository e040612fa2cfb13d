package web

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"degrau/internal/civil"
	"degrau/internal/store"
	"degrau/reports"
)

// build says what a paper of this case is made from. What leaves the house is remembered, so that `degrau verify` can
// say of a copy whether it is intact.
func (s *site) build(v *view, kind, body string) store.Build {
	return store.Build{CaseID: v.Case.ID, Kind: kind, Body: body, Variant: string(reports.Full), HeadHash: v.Case.LastHash,
		LastSeq: v.Case.LastSeq, Packs: s.Packs.Snapshot(), AsOf: civil.In(s.Now(), houseZone), MadeAt: s.Now()}
}

func (s *site) rememberDossier(c *gin.Context, v *view, body string, d reports.Drawn, name string) {
	doc, done := d.Document, d.Written
	b := s.build(v, store.BuildDossier, body)
	b.AsOf, b.SHA256, b.Bytes, b.Pages, b.Mark = doc.AsOf, done.SHA256, done.Bytes, done.Pages, done.Mark
	if doc.StripMetadata {
		b.Variant = string(reports.Public)
	}
	s.remember(c, v, b, handed(name, d.At))
}

// rememberKit takes the files and their hashes from the kit's own list.
func (s *site) rememberKit(c *gin.Context, v *view, body, dir string) {
	raw, err := os.ReadFile(filepath.Join(dir, reports.KitFile))
	var list struct {
		Files map[string]string `json:"files"`
	}
	if err == nil {
		err = json.Unmarshal(raw, &list)
	}
	if err != nil {
		s.Log.Error("kit not remembered", "error", err)
		return
	}
	sum := sha256.Sum256(raw)
	b := s.build(v, store.BuildKit, body)
	b.SHA256, b.Bytes = hex.EncodeToString(sum[:]), int64(len(raw))
	b.Files = append(b.Files, store.BuildFile{Name: reports.KitFile, SHA256: b.SHA256})
	files := []store.Handed{handed(reports.KitFile, filepath.Join(dir, reports.KitFile))}
	for name, hash := range list.Files {
		files = append(files, handed(name, filepath.Join(dir, filepath.FromSlash(name))))
		b.Files = append(b.Files, store.BuildFile{Name: name, SHA256: hash})
		if fi, err := os.Stat(filepath.Join(dir, filepath.FromSlash(name))); err == nil {
			b.Bytes += fi.Size()
		}
	}
	slices.SortFunc(b.Files, func(x, y store.BuildFile) int { return strings.Compare(x.Name, y.Name) })
	s.remember(c, v, b, files...)
}

// handed is a file that is handed out, as it lies on the disk.
func handed(name, at string) store.Handed {
	return store.Handed{Name: name, Open: func() (io.ReadCloser, error) { return os.Open(at) }}
}

// remember keeps the build and its files as they are handed out. A paper that cannot be remembered is still the person's: they get it, the operator reads it
// in the log.
func (s *site) remember(c *gin.Context, v *view, b store.Build, files ...store.Handed) {
	if v.Example || c.Request.Method == "HEAD" {
		return
	}
	if err := s.Store.KeepBuild(c, b, files); err != nil {
		s.Log.Error("paper not remembered", "kind", b.Kind, "error", err)
	}
}
