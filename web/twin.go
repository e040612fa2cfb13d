package web

import (
	"context"
	"fmt"
	"os"

	"github.com/gin-gonic/gin"

	"degrau/internal/store"
	"degrau/reports"
	"degrau/reports/twin"
)

// twinPolicy is what the page of a dossier may do here: show what is in it, and give out the files in it. It holds what
// strangers wrote, so it is nobody's page: it has no origin, and no script runs in it.
var twinPolicy = twin.Policy + "; frame-ancestors 'none'; sandbox allow-downloads"

// sendTwin sends the dossier as a page to read.
func (s *site) sendTwin(ctx context.Context, c *gin.Context, v *view, body, dir string) error {
	in := s.input(c, v, body)
	drawn, _, err := reports.DrawTwin(ctx, dir, in)
	if err != nil {
		return fmt.Errorf("dossier for %s: %w", body, err)
	}
	b := s.build(v, store.BuildDossier, body)
	b.AsOf, b.SHA256, b.Bytes, b.Mark = drawn.AsOf, drawn.SHA256, drawn.Bytes, drawn.Mark
	if drawn.StripMetadata {
		b.Variant = string(reports.Public)
	}
	f, err := os.Open(drawn.At)
	if err != nil {
		return fmt.Errorf("dossier for %s: %w", body, err)
	}
	defer f.Close()
	if c.Query("guardar") == "" {
		c.Header("Content-Security-Policy", twinPolicy)
		return showFile(c, f, "text/html; charset=utf-8", reports.TwinName(in))
	}
	s.remember(c, v, b, handed(reports.TwinName(in), drawn.At))
	return sendFile(c, f, "text/html; charset=utf-8", reports.TwinName(in))
}
