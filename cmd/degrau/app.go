package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"degrau/cases"
	"degrau/escalation"
	"degrau/internal/civil"
	"degrau/internal/reading"
	"degrau/internal/store"
)

// app is one run of the program: its streams, its settings and what it opened.
type app struct {
	in       io.Reader
	out, err io.Writer
	env      func(string) (string, bool)

	settings settings
	lang     string
	json     bool
	fixed    time.Time // the clock of --now; zero: the real one
	started  time.Time

	store *store.Store
	packs *escalation.Packs
	said  *reading.Reader
}

// globals defines the flags that every verb has.
func (a *app) globals(root *cobra.Command) {
	f := root.PersistentFlags()
	f.String("data", "", "data folder (DEGRAU_DATA, default ./degrau-data)")
	f.String("database", "", "database URL (DEGRAU_DATABASE, default SQLite in the data folder; postgres://...)")
	f.String("now", "", "clock of this run: RFC 3339 or YYYY-MM-DD, which means 12:00 UTC (DEGRAU_NOW)")
	f.String("lang", "", "language of messages: pt es ro en (default from LC_MESSAGES or LANG, then pt)")
	f.String("packs", "", "folder with packs of your own (DEGRAU_PACKS)")
	f.String("config", "", "settings file (DEGRAU_CONFIG, default degrau.toml in the data folder)")
	f.BoolVar(&a.json, "json", false, "print JSON")
}

// setUp reads the settings before any verb runs.
func (a *app) setUp(c *cobra.Command, _ []string) error {
	s, err := loadSettings(c.Flags(), a.env)
	if err != nil {
		return coded{exitUsage, err}
	}
	a.settings = s
	if a.lang = s.get("lang"); a.lang == "" {
		a.lang = langOf(a.env)
	}
	if !cases.Known(a.lang, cases.Languages) {
		lang := a.lang
		a.lang = "en"
		return wrongUse("usage_lang", "lang", lang)
	}
	a.started = time.Now()
	if v := s.get("now"); v != "" {
		if a.fixed, err = parseNow(v); err != nil {
			return err
		}
	}
	return nil
}

// now is the clock of this run. A server started with --now goes on from there.
func (a *app) now() time.Time {
	if a.fixed.IsZero() {
		return time.Now()
	}
	return a.fixed.Add(time.Since(a.started).Truncate(time.Second))
}

// today is the day the clock shows in UTC, against which texts without a year are read.
func (a *app) today() civil.Date { return civil.In(a.now(), time.UTC) }

func parseNow(s string) (time.Time, error) {
	if d, err := civil.Parse(s); err == nil {
		return d.Time(time.UTC).Add(12 * time.Hour), nil
	}
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		return time.Time{}, wrongUse("usage_now", "value", s)
	}
	return t, nil
}

// openStore opens the store, and brings an SQLite schema up to date; PostgreSQL only where migrate is set.
func (a *app) openStore(ctx context.Context, migrate bool) (*store.Store, error) {
	if a.store != nil {
		return a.store, nil
	}
	o, err := a.storeOptions(migrate)
	if err != nil {
		return nil, err
	}
	s, err := store.Open(ctx, o)
	if err != nil {
		return nil, err
	}
	a.store = s
	return s, nil
}

// load opens the store and one case.
func (a *app) load(ctx context.Context, id string) (*store.Store, *cases.Case, error) {
	s, err := a.openStore(ctx, false)
	if err != nil {
		return nil, nil, err
	}
	c, err := s.Load(ctx, id)
	return s, c, err
}

// planOf plans a stored case under the packs it keeps and those of the day.
func (a *app) planOf(ctx context.Context, s *store.Store, k *cases.Case) (escalation.Plan, error) {
	p, err := a.loadPacks()
	if err != nil {
		return escalation.Plan{}, err
	}
	older, err := s.PacksOf(ctx, k, p)
	if err != nil {
		return escalation.Plan{}, err
	}
	plan, _ := p.PlanKept(older, situationOf(k), a.now())
	return plan, nil
}

// loadPacks returns the packs of the program with those of the operator on top.
func (a *app) loadPacks() (*escalation.Packs, error) {
	if a.packs != nil {
		return a.packs, nil
	}
	var err error
	if dir := a.settings.get("packs"); dir != "" {
		if fi, statErr := os.Stat(dir); statErr != nil || !fi.IsDir() {
			return nil, cases.Invalidf("", "packs_folder", "dir", dir)
		}
		a.packs, err = escalation.WithFolder(os.DirFS(dir))
	} else {
		a.packs, err = escalation.Builtin()
	}
	if err != nil {
		return nil, coded{exitInvalid, err}
	}
	return a.packs, nil
}

func (a *app) close() {
	if a.store != nil {
		_ = a.store.Close()
	}
}

// print writes a value as JSON where --json was given, and as words otherwise.
func (a *app) print(v any, words func(w io.Writer)) error {
	if !a.json {
		words(a.out)
		return nil
	}
	return a.printJSON(v)
}

func (a *app) printJSON(v any) error {
	enc := json.NewEncoder(a.out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}

// note writes one line for the person, never for a script.
func (a *app) note(format string, args ...any) { fmt.Fprintf(a.err, format+"\n", args...) }

// readInput reads a file or, for "-", the standard input, up to max bytes.
func (a *app) readInput(name string, max int64) ([]byte, error) {
	r := a.in
	if name != "-" {
		f, err := openFile(name)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		r = f
	}
	b, err := io.ReadAll(io.LimitReader(r, max+1))
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	if int64(len(b)) > max {
		return nil, cases.Invalidf(name, "file_too_large", "size", "", "max", megabytes(max))
	}
	return b, nil
}

// openFile opens an ordinary file; what is missing is "not found", a folder or a device is invalid.
func openFile(name string) (*os.File, error) { return openAs(name, 0) }

// openOriginal opens a file that shall become evidence. A link is refused: what it points to may be another file by the
// time somebody asks what was kept.
func openOriginal(name string) (*os.File, error) { return openAs(name, syscall.O_NOFOLLOW) }

// openAs does not wait for the writer of a pipe, and looks at what it opened, not at what the name stood for before.
func openAs(name string, how int) (*os.File, error) {
	f, err := os.OpenFile(name, os.O_RDONLY|syscall.O_NONBLOCK|how, 0)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return nil, cases.NotFoundf("no_such_file", "file", name)
	case errors.Is(err, syscall.ELOOP):
		return nil, cases.Invalidf("", "is_link", "file", name)
	case errors.Is(err, syscall.ENXIO), errors.Is(err, syscall.ENODEV): // a socket, or a device without anything behind it
		return nil, cases.Invalidf("", "not_a_file", "file", name)
	case errors.Is(err, os.ErrPermission):
		return nil, &cases.Error{Kind: cases.Invalid, Key: "not_readable", Args: map[string]any{"file": name}, Cause: err}
	case err != nil:
		return nil, fmt.Errorf("open %s: %w", name, err)
	}
	fi, err := f.Stat()
	switch {
	case err != nil:
	case fi.IsDir():
		err = cases.Invalidf("", "is_folder", "file", name)
	case !fi.Mode().IsRegular():
		err = cases.Invalidf("", "not_a_file", "file", name)
	}
	if err != nil {
		_ = f.Close()
		return nil, err
	}
	return f, nil
}

func megabytes(n int64) string { return fmt.Sprintf("%d MB", n/1_000_000) }
