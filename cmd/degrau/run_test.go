package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"degrau/internal/pgtest"
	"degrau/reports/audit"
)

// result is what one run of the program said.
type result struct {
	code     int
	out, err string
}

// degrau runs the program with the data folder of an engine.
type degrau struct {
	t        testing.TB
	data     string
	database string
}

func (d degrau) run(stdin string, args ...string) result {
	d.t.Helper()
	var out, errs bytes.Buffer
	all := append([]string{"--data", d.data, "--now", "2026-11-22", "--lang", "en"}, args...)
	if d.database != "" {
		all = append([]string{"--database", d.database}, all...)
	}
	code := run(context.Background(), all, strings.NewReader(stdin), &out, &errs)
	return result{code, out.String(), errs.String()}
}

// must runs and fails the test on any exit code but 0.
func (d degrau) must(stdin string, args ...string) string {
	d.t.Helper()
	r := d.run(stdin, args...)
	if r.code != exitDone {
		d.t.Fatalf("degrau %s: exit %d\n%s", strings.Join(args, " "), r.code, r.err)
	}
	return r.out
}

// onBothEngines runs a test on SQLite and on PostgreSQL.
func onBothEngines(t *testing.T, test func(t *testing.T, d degrau)) {
	t.Run("sqlite", func(t *testing.T) { test(t, degrau{t: t, data: t.TempDir()}) })
	t.Run("postgres", func(t *testing.T) {
		d := degrau{t: t, data: t.TempDir(), database: pgtest.New(t)}
		d.must("", "migrate", "up")
		test(t, d)
	})
}

func mustJSON[T any](t testing.TB, s string) T {
	t.Helper()
	var v T
	if err := json.Unmarshal([]byte(s), &v); err != nil {
		t.Fatalf("not the JSON that was promised: %v\n%s", err, s)
	}
	return v
}

func walk(c *cobra.Command, visit func(path, example, short string)) {
	if !c.IsAdditionalHelpTopicCommand() && c.Name() != "help" {
		visit(c.CommandPath(), c.Example, c.Short)
	}
	for _, sub := range c.Commands() {
		walk(sub, visit)
	}
}

// A paper that was looked at and has a fault is not handed over: exit 7, with what is wrong and where.
func TestAPaperWithAFaultIsExitSeven(t *testing.T) {
	err := fmt.Errorf("write: %w", &audit.Error{File: "procon.pdf", Faults: []audit.Fault{{Key: audit.Link, Page: 4, Want: "9", Got: "10"}}})
	if code := exitCode(err); code != exitVerification {
		t.Errorf("exit %d", code)
	}
	a := &app{lang: "pt"}
	if s := a.sentence(err); !strings.Contains(s, "procon.pdf") || !strings.Contains(s, "página 4: Um número ou rótulo leva a outra página. Esperado: 9. No arquivo: 10.") {
		t.Error(s)
	}
}
