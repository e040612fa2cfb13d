package web

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strings"

	"github.com/gin-gonic/gin"

	"degrau/cases"
)

//go:embed static/*
var staticFiles embed.FS

// assets are the embedded static files under names that carry their hash, so that browsers may keep them for ever.
type assets struct {
	url  map[string]string // site.css -> /static/site.1a2b3c4d.css
	file map[string][]byte // site.1a2b3c4d.css -> bytes
}

func loadAssets() (*assets, error) {
	a := &assets{url: map[string]string{}, file: map[string][]byte{}}
	entries, err := fs.ReadDir(staticFiles, "static")
	if err != nil {
		return nil, fmt.Errorf("static files: %w", err)
	}
	for _, e := range entries {
		b, err := fs.ReadFile(staticFiles, "static/"+e.Name())
		if err != nil {
			return nil, fmt.Errorf("static file %s: %w", e.Name(), err)
		}
		h := sha256.Sum256(b)
		ext := path.Ext(e.Name())
		name := strings.TrimSuffix(e.Name(), ext) + "." + hex.EncodeToString(h[:4]) + ext
		a.url[e.Name()], a.file[name] = "/static/"+name, b
	}
	return a, nil
}

// static serves an embedded file; a name without its hash is not found, so that nothing stale is ever kept.
func (s *site) static(c *gin.Context) error {
	name := c.Param("name")
	b, ok := s.assets.file[name]
	if !ok {
		return cases.NotFoundf("no_such_page")
	}
	c.Header("Cache-Control", "public, max-age=31536000, immutable")
	c.Data(http.StatusOK, mime.TypeByExtension(path.Ext(name)), b)
	return nil
}
