package web

import (
	"io"

	"degrau/internal/store"
	"degrau/reports/checker"
)

// ExportCheck writes the page by which others check an exported case.
func ExportCheck(w io.Writer, l store.Listed) error {
	out := checker.List{Code: l.Code, On: l.On, Head: l.Head, Lang: l.Lang}
	for _, f := range l.Files {
		out.Files = append(out.Files, checker.File{Name: f.Path, Label: f.Label, SHA256: f.SHA256, Size: f.Size})
	}
	return checker.Write(w, out)
}
