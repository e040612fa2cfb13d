package web

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"degrau/cases"
	"degrau/reports"
	"degrau/reports/checker"
)

// dossier sends the dossier for a body: as one PDF, as a ZIP of volumes that each keep the body's limit, or as a page.
func (s *site) dossier(c *gin.Context) error {
	v, err := s.load(c)
	if err != nil {
		return err
	}
	id, kind, _ := strings.Cut(c.Param("file"), ".")
	b, known := s.Packs.Body(id)
	if !known || !slices.Contains([]string{"pdf", "zip", "html"}, kind) {
		return cases.NotFoundf("no_such_body", "body", id)
	}
	dir, err := os.MkdirTemp("", "degrau-dossier-*")
	if err != nil {
		return fmt.Errorf("folder for the dossier: %w", err)
	}
	defer func() { _ = os.RemoveAll(dir) }() // the system clears what stays
	ctx, stop := context.WithTimeout(c.Request.Context(), buildTime)
	defer stop()
	if kind == "html" {
		return s.sendTwin(ctx, c, v, b.ID, dir)
	}
	limit := reports.Limit{}
	if kind == "zip" {
		limit = reports.LimitOf(b)
	}
	in := s.input(c, v, b.ID)
	drawn, _, err := reports.Draw(ctx, dir, in, limit)
	if err != nil {
		return fmt.Errorf("dossier for %s: %w", b.ID, err)
	}
	for i, d := range drawn {
		name := reports.VolumeName(in, i+1, len(drawn))
		s.rememberDossier(c, v, b.ID, d, name)
		if err := os.Rename(d.At, filepath.Join(dir, name)); err != nil {
			return fmt.Errorf("dossier for %s: %w", b.ID, err)
		}
	}
	if kind == "pdf" {
		f, err := os.Open(filepath.Join(dir, reports.VolumeName(in, 1, 1)))
		if err != nil {
			return fmt.Errorf("dossier for %s: %w", b.ID, err)
		}
		defer f.Close()
		return sendFile(c, f, "application/pdf", "dossie-"+b.ID+"-"+v.Case.Code+".pdf")
	}
	return s.sendVolumes(c, v, in, dir, drawn)
}

func (s *site) sendVolumes(c *gin.Context, v *view, in reports.Input, dir string, drawn []reports.Drawn) error {
	var names []string
	var files []checker.File
	for i, d := range drawn {
		name := reports.VolumeName(in, i+1, len(drawn))
		names, files = append(names, name), append(files, checker.File{Name: name, SHA256: d.SHA256, Size: d.Bytes})
	}
	page, err := os.Create(filepath.Join(dir, checker.Name))
	if err == nil {
		first := drawn[0].Document
		err = errors.Join(reports.CheckPage(page, v.Case, first, append(files, reports.Originals(v.Case, first)...)), page.Close())
	}
	if err != nil {
		return fmt.Errorf("page to check the volumes: %w", err)
	}
	names = append(names, checker.Name)
	f, err := os.Create(filepath.Join(dir, "volumes.zip"))
	if err != nil {
		return fmt.Errorf("archive of the volumes: %w", err)
	}
	defer f.Close()
	if err := zipFiles(f, dir, names, s.Now()); err != nil {
		return fmt.Errorf("archive of the volumes: %w", err)
	}
	return sendFile(c, f, "application/zip", "dossie-"+in.Body+"-"+v.Case.Code+".zip")
}
