package web

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/gin-gonic/gin"

	"degrau/cases"
	"degrau/reports"
	"degrau/reports/paper"
	"degrau/reports/pdf"
)

// dossier sends the dossier for a body: as one PDF, or as a ZIP of volumes that each keep the body's limit.
func (s *site) dossier(c *gin.Context) error {
	v, err := s.load(c)
	if err != nil {
		return err
	}
	id, kind, _ := strings.Cut(c.Param("file"), ".")
	b, known := s.Packs.Body(id)
	if !known || kind != "pdf" && kind != "zip" {
		return cases.NotFoundf("no_such_body", "body", id)
	}
	dir, err := os.MkdirTemp("", "degrau-dossier-*")
	if err != nil {
		return fmt.Errorf("folder for the dossier: %w", err)
	}
	defer func() { _ = os.RemoveAll(dir) }() // the system clears what stays
	ctx, stop := context.WithTimeout(c.Request.Context(), buildTime)
	defer stop()
	limit := reports.Limit{}
	if kind == "zip" {
		limit = reports.LimitOf(b)
	}
	in := s.input(c, v, b.ID)
	docs, done, _, err := reports.Volumes(ctx, in, limit, func(docs []paper.Document) ([]pdf.Written, error) { return drawAll(ctx, dir, in, docs) })
	if err != nil {
		return fmt.Errorf("dossier for %s: %w", b.ID, err)
	}
	for i, d := range docs {
		s.rememberDossier(c, v, b.ID, d, done[i])
	}
	if kind == "pdf" {
		f, err := os.Open(filepath.Join(dir, reports.VolumeName(in, 1, 1)))
		if err != nil {
			return fmt.Errorf("dossier for %s: %w", b.ID, err)
		}
		defer f.Close()
		return sendFile(c, f, "application/pdf", "dossie-"+b.ID+"-"+v.Case.Code+".pdf")
	}
	return s.sendVolumes(c, v, in, dir, len(docs))
}

// drawAll writes the volumes into a folder, under the names they are handed out by.
func drawAll(ctx context.Context, dir string, in reports.Input, docs []paper.Document) ([]pdf.Written, error) {
	var out []pdf.Written
	for i, d := range docs {
		f, err := os.Create(filepath.Join(dir, reports.VolumeName(in, i+1, len(docs))))
		if err != nil {
			return nil, err
		}
		w, err := pdf.Write(ctx, io.Writer(f), d, in.Open)
		if e := f.Close(); err == nil {
			err = e
		}
		if err != nil {
			return nil, err
		}
		out = append(out, w)
	}
	return out, nil
}

func (s *site) sendVolumes(c *gin.Context, v *view, in reports.Input, dir string, n int) error {
	var names []string
	for i := range n {
		names = append(names, reports.VolumeName(in, i+1, n))
	}
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
