package web

import (
	"context"
	"net/http"
	"path"
	"strings"

	"github.com/gin-gonic/gin"

	"degrau/cases"
	"degrau/internal/civil"
	"degrau/internal/store"
)

// KeptPaper is a paper that was handed out, as the page lists it.
type KeptPaper struct {
	Text  string
	Value string // its SHA-256
	Filed string // when it was handed in, in words
	Files []Option
	On    bool // the one that is probably meant
}

// kept lists the papers for one body that are kept, newest first.
func (s *site) kept(ctx context.Context, p CaseBase, v *view, body string) ([]KeptPaper, error) {
	if v.Example {
		return nil, nil
	}
	all, err := s.Store.KeptBuilds(ctx, v.Case.ID)
	if err != nil {
		return nil, err
	}
	var out []KeptPaper
	for _, b := range all {
		if b.Body != body {
			continue
		}
		k := KeptPaper{Value: b.SHA256, On: len(out) == 0, Text: p.T("web.kept."+b.Kind, "on", p.L.DateShort(b.AsOf), "at", b.MadeAt.In(houseZone).Format("15:04"), "size", p.L.Size(b.Bytes))}
		for _, e := range v.Facts.Events {
			if e.Kind == cases.Filed && e.Paper == b.SHA256 {
				k.Filed = p.T("web.kept.filed", "on", p.L.PartialShort(filedDay(e)))
			}
		}
		for _, f := range b.Files {
			k.Files = append(k.Files, Option{Value: p.Base + "/papeis/" + f.SHA256, Text: f.Name})
		}
		out = append(out, k)
	}
	return out, nil
}

func filedDay(e cases.Entry) civil.Partial {
	if e.On.IsZero() {
		return civil.Whole(civil.In(e.At, houseZone))
	}
	return e.On
}

// keptPaper sends a file again, exactly as it was handed out. One that has changed on the disk is not sent.
func (s *site) keptPaper(c *gin.Context) error {
	v, err := s.load(c)
	if err != nil {
		return err
	}
	sum := strings.ToLower(c.Param("sha256"))
	r, err := s.Store.OpenPaper(c, v.Case.ID, sum)
	if err != nil {
		return err
	}
	defer r.Close()
	if err := store.Genuine(r, sum); err != nil {
		return err
	}
	name, err := s.keptName(c, v, sum)
	if err != nil {
		return err
	}
	c.Header("Content-Type", kindOf(name))
	c.Header("Content-Disposition", attachment(name))
	c.Header("Cache-Control", "private, no-store")
	http.ServeContent(c.Writer, c.Request, "", s.Now(), r)
	return nil
}

func (s *site) keptName(ctx context.Context, v *view, sum string) (string, error) {
	all, err := s.Store.KeptBuilds(ctx, v.Case.ID)
	if err != nil {
		return "", err
	}
	for _, b := range all {
		for _, f := range b.Files {
			if f.SHA256 == sum {
				return path.Base(f.Name), nil
			}
		}
	}
	return sum[:12] + ".bin", nil
}

// kindOf is the type of what we write ourselves; anything else is bytes.
func kindOf(name string) string {
	switch path.Ext(name) {
	case ".pdf":
		return "application/pdf"
	case ".html":
		return "text/html; charset=utf-8"
	case ".txt":
		return "text/plain; charset=utf-8"
	}
	return "application/octet-stream"
}
