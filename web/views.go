package web

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"io/fs"
	"net/http"
	"path"
	"strings"
)

//go:embed templates/*.html
var templateFiles embed.FS

// views are the parsed templates: one set for each page, with the layout and the shared pieces.
type views struct{ pages map[string]*template.Template }

func loadViews() (*views, error) {
	v := &views{pages: map[string]*template.Template{}}
	names, err := fs.Glob(templateFiles, "templates/*.html")
	if err != nil {
		return nil, err
	}
	shared := []string{"templates/layout.html"}
	var pages []string
	for _, n := range names {
		switch base := path.Base(n); {
		case strings.HasPrefix(base, "_"):
			shared = append(shared, n)
		case base != "layout.html":
			pages = append(pages, n)
		}
	}
	for _, n := range pages {
		t, err := template.New("layout.html").Funcs(funcs).ParseFS(templateFiles, append(shared[:len(shared):len(shared)], n)...)
		if err != nil {
			return nil, fmt.Errorf("template %s: %w", n, err)
		}
		v.pages[strings.TrimSuffix(path.Base(n), ".html")] = t
	}
	return v, nil
}

// funcs are the few things templates cannot say themselves.
var funcs = template.FuncMap{
	"add": func(a, b int) int { return a + b },
	// with hands a shared piece both the page and the thing it draws.
	"with2": func(page, it any) map[string]any { return map[string]any{"P": page, "It": it} },
}

// draw renders whole pages only: a template that fails half way must not leave half a page with status 200.
func (v *views) draw(name string, data any) ([]byte, error) {
	t, ok := v.pages[name]
	if !ok {
		return nil, fmt.Errorf("no template %q", name)
	}
	var b bytes.Buffer
	if err := t.Execute(&b, data); err != nil {
		return nil, fmt.Errorf("draw %s: %w", name, err)
	}
	return b.Bytes(), nil
}

func writePage(w http.ResponseWriter, status int, body []byte) {
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	if h.Get("Cache-Control") == "" { // the language hangs on a cookie, so no cache in between may answer for us
		h.Set("Cache-Control", "private, no-cache")
	}
	w.WriteHeader(status)
	_, _ = w.Write(body) // the reader is gone: nobody left to tell
}
