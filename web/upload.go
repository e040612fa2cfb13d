package web

import (
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"path"
	"strings"

	"github.com/gin-gonic/gin"

	"degrau/cases"
	"degrau/cases/intake"
	"degrau/internal/civil"
	"degrau/internal/media"
)

// maxFiles is how many files one form may bring.
const maxFiles = 10

// limit bounds the whole body of a form: as many files as allowed, of the size allowed, and its words.
func (s *site) limit(c *gin.Context, files int64) {
	c.Request.Body = http.MaxBytesReader(c.Writer, c.Request.Body, files*s.MaxUpload+1<<20)
}

// plain bounds a form without files.
func plain(c *gin.Context) {
	c.Request.Body = http.MaxBytesReader(c.Writer, c.Request.Body, 1<<20)
}

// rejected is a file that could not be taken, with the reason in words.
type rejected struct {
	Name string `json:"name"`
	Why  string `json:"why"`
	Big  bool   `json:"big,omitempty"`
}

// faultStatus is 413 where nothing could be kept because everything was too large.
func faultStatus(bad []rejected, kept int) int {
	for _, b := range bad {
		if !b.Big {
			return http.StatusUnprocessableEntity
		}
	}
	if kept > 0 || len(bad) == 0 {
		return http.StatusUnprocessableEntity
	}
	return http.StatusRequestEntityTooLarge
}

// receive stores the files of a form. One that cannot be taken does not stop the others.
func (s *site) receive(c *gin.Context, p Page) (got []upload, texts []string, bad []rejected, err error) {
	form, err := c.MultipartForm()
	if errors.Is(err, http.ErrNotMultipart) {
		return nil, nil, nil, nil
	}
	if err != nil {
		return nil, nil, nil, formFault(err)
	}
	defer func() { _ = form.RemoveAll() }() // temporary files; the system clears what stays
	heads := append(form.File["foto"], form.File["arquivos"]...)
	for i, h := range heads {
		if h.Size == 0 && h.Filename == "" {
			continue
		}
		if i >= maxFiles {
			bad = append(bad, rejected{Name: baseName(h.Filename), Why: p.errorText("too_many_files", "max", maxFiles)})
			continue
		}
		u, text, err := s.keep(c, h)
		var fault *cases.Error
		if errors.As(err, &fault) && fault.Kind == cases.Invalid {
			bad = append(bad, s.reject(p, h, fault))
			continue
		}
		if err != nil {
			return nil, nil, nil, err
		}
		got = append(got, u)
		if text != "" {
			texts = append(texts, text)
		}
	}
	return got, texts, bad, nil
}

// reject says why a file could not be taken; of a large one, how large it is and how large it may be.
func (s *site) reject(p Page, h *multipart.FileHeader, fault *cases.Error) rejected {
	r := rejected{Name: baseName(h.Filename), Why: p.errorText(fault.Key, pairsOf(fault.Args)...), Big: fault.Key == "file_too_large"}
	if r.Big {
		key := "web.file.too_large"
		if strings.HasPrefix(h.Header.Get("Content-Type"), "image/") {
			key = "web.file.photo_too_large"
		}
		r.Why = p.T(key, "size", p.L.Size(h.Size), "max", p.L.Size(s.MaxUpload))
	}
	return r
}

// formFault tells a broken or too large form from a fault of ours.
func formFault(err error) error {
	var big *http.MaxBytesError
	if errors.As(err, &big) {
		return err
	}
	return cases.Invalidf("form", "invalid")
}

// keep puts one file's bytes into the store and says what they are.
func (s *site) keep(c *gin.Context, h *multipart.FileHeader) (upload, string, error) {
	if h.Size == 0 {
		return upload{}, "", cases.Invalidf("file", "file_empty")
	}
	if h.Size > s.MaxUpload {
		return upload{}, "", cases.Invalidf("file", "file_too_large", "max", fmt.Sprintf("%d MB", s.MaxUpload/1_000_000))
	}
	f, err := h.Open()
	if err != nil {
		return upload{}, "", fmt.Errorf("open upload: %w", err)
	}
	defer f.Close()
	info, err := media.Probe(f, h.Size, h.Filename)
	if err != nil {
		return upload{}, "", fmt.Errorf("look at upload: %w", err)
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return upload{}, "", err
	}
	b, err := s.Store.PutBlob(c, f, s.MaxUpload)
	if err != nil {
		return upload{}, "", err
	}
	text := textOf(f, info, h.Size)
	x := cases.Evidence{SHA256: b.SHA256, Name: baseName(h.Filename), Kind: info.Kind, Size: b.Size,
		Width: info.Width, Height: info.Height, Pages: info.Pages, Source: "upload", Warnings: info.Warnings}
	if on, err := civil.ParsePartial(info.CapturedOn); err == nil {
		x.CapturedOn = on
	}
	return upload{x}, text, nil
}

// textOf returns the words of a text file or PDF, to be read like pasted ones; nothing where there are none.
func textOf(f multipart.File, info media.Info, size int64) string {
	switch {
	case info.Kind == "pdf":
		pages, err := media.PDFText(f, size)
		if err != nil {
			return "" // a scan or a broken PDF stays evidence; the facts are asked
		}
		return strings.Join(pages, "\n")
	case media.IsText(info.Kind):
		if _, err := f.Seek(0, io.SeekStart); err != nil {
			return ""
		}
		b, err := io.ReadAll(io.LimitReader(f, maxText))
		if err != nil {
			return ""
		}
		text, err := intake.Decode(b)
		if err != nil {
			return ""
		}
		return text
	}
	return ""
}

// baseName keeps the last part of a file name, whatever system it comes from, without marks that could mislead.
func baseName(name string) string {
	name = tidy(strings.ReplaceAll(name, "\\", "/"))
	name = path.Base(strings.Map(func(r rune) rune {
		if r < ' ' {
			return -1
		}
		return r
	}, name))
	if name == "." || name == "/" || name == "" {
		return "arquivo"
	}
	if r := []rune(name); len(r) > 120 {
		name = string(r[:80]) + "…" + string(r[len(r)-39:])
	}
	return name
}

// errorText is the sentence of an error key.
func (p Page) errorText(key string, pairs ...any) string {
	args := map[string]any{}
	for i := 0; i+1 < len(pairs); i += 2 {
		args[pairs[i].(string)] = pairs[i+1]
	}
	text, _ := p.L.ErrorText(key, args)
	return text
}
