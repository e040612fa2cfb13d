package web

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"degrau/cases"
	"degrau/cases/messages"
	"degrau/internal/civil"
	"degrau/internal/media"
	"degrau/internal/store"
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
	Ours bool   `json:"-"` // the fault is not the file's
}

// faultStatus is 413 where nothing could be kept because everything was too large, and 503 where we could keep nothing.
func faultStatus(bad []rejected, kept int) int {
	all := func(is func(rejected) bool) bool {
		return kept == 0 && len(bad) > 0 && !slices.ContainsFunc(bad, func(b rejected) bool { return !is(b) })
	}
	switch {
	case all(func(b rejected) bool { return b.Big }):
		return http.StatusRequestEntityTooLarge
	case all(func(b rejected) bool { return b.Ours }):
		return http.StatusServiceUnavailable
	}
	return http.StatusUnprocessableEntity
}

// maxWords bounds what a form says beside its files.
const maxWords = 10 << 20

// taking is a form with files while it comes in.
type taking struct {
	*site
	c     *gin.Context
	p     Page
	room  *store.Room
	words bool // also read what text files and PDFs say

	form  url.Values
	line  *patient
	left  int // bytes of words that may still come
	seen  int // files so far
	got   []upload
	texts []string
	bad   []rejected
}

// receive stores the files of a form as they arrive: nothing of them waits in memory, and each is written to the disk
// once. One that cannot be taken does not stop the others. k is the case they are for; nil: one that is not open yet.
func (s *site) receive(c *gin.Context, p Page, k *cases.Case, words bool) (got []upload, texts []string, bad []rejected, err error) {
	parts, err := c.Request.MultipartReader()
	if errors.Is(err, http.ErrNotMultipart) {
		c.Request.MultipartForm = nil // asking has marked the form as read
		return nil, nil, nil, nil
	}
	if err != nil {
		return nil, nil, nil, formFault(err)
	}
	t := &taking{site: s, c: c, p: p, room: s.Store.Room(k), words: words, form: url.Values{}, line: newPatient(c.Writer), left: maxWords}
	for {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			break
		}
		if err == nil {
			err = t.take(part)
		} else {
			err = formFault(err)
		}
		if err != nil {
			return nil, nil, nil, err
		}
	}
	// From here on the form reads as any other.
	c.Request.MultipartForm = &multipart.Form{Value: t.form}
	c.Request.PostForm = t.form
	return t.got, t.texts, t.bad, nil
}

// take takes one part of the form: words, or a file.
func (t *taking) take(part *multipart.Part) error {
	_, typed := part.Header["Content-Type"]
	if part.FileName() == "" && !typed {
		return t.takeWords(part)
	}
	if part.FormName() != "foto" && part.FormName() != "arquivos" {
		return nil // the reader passes over it
	}
	f := &incoming{r: part, line: t.line, name: part.FileName(), picture: strings.HasPrefix(part.Header.Get("Content-Type"), "image/")}
	if f.name == "" && f.isEmpty() {
		return nil // a field where nothing was chosen
	}
	if t.seen++; t.seen > maxFiles {
		t.bad = append(t.bad, rejected{Name: baseName(f.name), Why: t.p.errorText("too_many_files", "max", maxFiles)})
		return nil
	}
	u, text, err := t.keep(f)
	if err != nil {
		return t.reject(f, err)
	}
	t.got = append(t.got, u)
	if text != "" {
		t.texts = append(t.texts, text)
	}
	return nil
}

func (t *taking) takeWords(part *multipart.Part) error {
	b, err := io.ReadAll(io.LimitReader(part, int64(t.left)+1))
	if err != nil {
		return formFault(err)
	}
	if t.left -= len(b); t.left < 0 {
		return cases.Invalidf("form", "invalid")
	}
	if name := part.FormName(); name != "" {
		t.form[name] = append(t.form[name], string(b))
	}
	return nil
}

// incoming is a file on its way in, which counts itself: nobody says beforehand how large it is.
type incoming struct {
	r       io.Reader
	line    *patient
	name    string
	picture bool
	size    int64
}

// Read implements io.Reader. What goes wrong here is a fault of the form, not of our disk.
func (f *incoming) Read(b []byte) (int, error) {
	n, err := f.r.Read(b)
	f.size += int64(n)
	f.line.came(n)
	if err != nil && !errors.Is(err, io.EOF) {
		err = formFault(err)
	}
	return n, err
}

// isEmpty looks at the first byte, which stays to be read.
func (f *incoming) isEmpty() bool {
	b := bufio.NewReader(f.r)
	f.r = b
	_, err := b.Peek(1)
	return errors.Is(err, io.EOF)
}

// reject notes why a file could not be taken; of a large one, how large it is and how large it may be. An error that is
// none of the file's ends the form.
func (t *taking) reject(f *incoming, err error) error {
	r := rejected{Name: baseName(f.name)}
	var fault *cases.Error
	known := errors.As(err, &fault)
	switch {
	case known && fault.Key == "file_too_large":
		if _, err := io.Copy(io.Discard, f); err != nil { // to its end, which says its size
			return err
		}
		key := "web.file.too_large"
		if f.picture {
			key = "web.file.photo_too_large"
		}
		r.Big, r.Why = true, t.p.T(key, "size", t.p.L.Size(f.size), "max", t.p.L.Size(t.MaxUpload))
	case known && fault.Kind == cases.Invalid:
		r.Why = t.p.errorText(fault.Key, pairsOf(fault.Args)...)
	case known && fault.Kind == 0: // of the place: a full disk, a server or a scanner that does not answer
		t.Log.Error("evidence could not be kept", "route", t.c.FullPath(), "error", err)
		r.Ours, r.Why = true, t.p.T("web.file.no_place")
	default:
		return err
	}
	t.bad = append(t.bad, r)
	return nil
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
func (t *taking) keep(f *incoming) (upload, string, error) {
	var info media.Info
	var text string
	look := func(r store.Arrived, size int64) (err error) {
		if info, err = media.Probe(r, size, f.name); err != nil {
			return fmt.Errorf("look at upload: %w", err)
		}
		if t.words {
			text = textOf(r, info, size, f.name)
		}
		return nil
	}
	b, err := t.Store.Receive(t.c, f, store.Incoming{Max: t.MaxUpload, Room: t.room, Look: look})
	if err != nil {
		return upload{}, "", err
	}
	x := cases.Evidence{SHA256: b.SHA256, Name: baseName(f.name), Kind: info.Kind, Size: b.Size, Width: info.Width, Height: info.Height,
		Pages: info.Pages, DurationMS: info.Duration.Milliseconds(), ReceivedAt: t.Now(), Source: cases.FromWeb, Warnings: info.Warnings}
	if b.Unscanned {
		x.Warnings = append(x.Warnings, "not_scanned")
	}
	if on, err := civil.ParsePartial(info.CapturedOn); err == nil && !on.IsZero() {
		x.CapturedOn, x.CapturedBy = on, cases.SaidByFile
	}
	return upload{x}, text, nil
}

// textOf returns the words of a file, to be read like pasted ones; nothing where there are none. Of a conversation it is
// what was said, without the days and names before every line: those of no purchase.
func textOf(f store.Arrived, info media.Info, size int64, name string) string {
	if info.Kind == "pdf" {
		pages, err := media.PDFText(f, size)
		if err != nil {
			return "" // a scan or a broken PDF stays evidence; the facts are asked
		}
		return strings.Join(pages, "\n")
	}
	if strings.HasPrefix(info.MIME, "text/") || info.Kind == "eml" {
		size = min(size, heardAtOnce) // the beginning tells; an archive has its directory at the end
	}
	t, err := messages.Read(f, size, messages.Options{Kind: info.Kind, Name: name})
	if err != nil {
		return ""
	}
	return cut(t.Words(), maxText)
}

// baseName is the name a file came under, made safe to show; a file without one is called arquivo.
func baseName(name string) string {
	if name = cases.FileName(name); name == "" {
		return "arquivo"
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
