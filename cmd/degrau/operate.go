package main

import (
	"fmt"
	"io"
	"os"
	"runtime"

	"github.com/spf13/cobra"
	"github.com/spf13/cobra/doc"

	"degrau/internal/store"
)

func (a *app) migrateCmd() *cobra.Command {
	c := &cobra.Command{Use: "migrate", Short: "Bring the database schema up or down, or say where it is",
		Example: "  degrau migrate up --database postgres://degrau@db/degrau\n  degrau migrate status"}
	open := func() store.Options {
		return store.Options{URL: a.settings.get("database"), Dir: a.settings.get("data"), Secret: a.settings.get("secret")}
	}
	show := func(now int64) error {
		return a.print(map[string]int64{"version": now}, func(w io.Writer) { fmt.Fprintln(w, a.words().T("cli.schema", "version", int(now))) })
	}
	var yes bool
	down := &cobra.Command{Use: "down", Short: "Take the newest step back; what it added is lost", Example: "  degrau migrate down --yes", Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if !yes {
				return wrongUse("usage_down")
			}
			v, err := store.MigrateDown(c.Context(), open())
			if err != nil {
				return err
			}
			return show(v)
		}}
	down.Flags().BoolVar(&yes, "yes", false, "do it without asking")
	c.AddCommand(
		&cobra.Command{Use: "up", Short: "Bring the schema up to date", Example: "  degrau migrate up", Args: cobra.NoArgs,
			RunE: func(c *cobra.Command, _ []string) error {
				v, err := store.MigrateUp(c.Context(), open())
				if err != nil {
					return err
				}
				return show(v)
			}}, down,
		&cobra.Command{Use: "status", Short: "Say which version the schema has", Example: "  degrau migrate status", Args: cobra.NoArgs,
			RunE: func(c *cobra.Command, _ []string) error {
				v, err := store.MigrateStatus(c.Context(), open())
				if err != nil {
					return err
				}
				return show(v)
			}})
	return c
}

func (a *app) purgeCmd() *cobra.Command {
	return &cobra.Command{
		Use: "purge", Short: "Erase cases whose browser claim has expired, as the scheduled job does", Example: "  degrau purge --json", Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			s, err := a.openStore(c.Context(), false)
			if err != nil {
				return err
			}
			// A case that cannot be erased must not keep the others; it comes up in every round, so its last word counts.
			total, n := 0, 1
			for n > 0 {
				n, err = s.PurgeExpired(c.Context(), a.now(), 100)
				total += n
			}
			if err != nil {
				return err
			}
			return a.print(map[string]int{"erased": total}, func(w io.Writer) { fmt.Fprintln(w, a.words().T("cli.erased", "n", total)) })
		},
	}
}

// finding is one line of doctor.
type finding struct {
	Check string `json:"check"`
	Good  bool   `json:"good"`
	Text  string `json:"text"`
}

func (a *app) doctorCmd() *cobra.Command {
	return &cobra.Command{
		Use: "doctor", Short: "Say what is well and what is not: settings, packs, data folder, database", Example: "  degrau doctor", Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			out := []finding{{"program", true, version + " " + runtime.Version()}}
			note := func(check string, err error, good string) {
				if err != nil {
					good = a.sentence(err)
				}
				out = append(out, finding{check, err == nil, good})
			}
			p, err := a.loadPacks()
			if err == nil {
				note("packs", nil, fmt.Sprintf("%d rules, %d bodies, %d calendars", len(p.Rules()), len(p.Bodies()), len(p.Calendars())))
			} else {
				note("packs", err, "")
			}
			s, err := a.openStore(c.Context(), false)
			note("store", err, a.settings.get("data"))
			if err == nil {
				note("database", s.Ping(c.Context()), "ok")
				note("evidence", s.EvidenceReady(c.Context()), "ok")
			}
			bad := false
			for _, f := range out {
				bad = bad || !f.Good
			}
			err = a.print(out, func(w io.Writer) {
				for _, f := range out {
					fmt.Fprintf(w, "%-9s %-6t %s\n", f.Check, f.Good, f.Text)
				}
			})
			if err == nil && bad {
				return coded{exitFailed, nil}
			}
			return err
		},
	}
}

func (a *app) configCmd() *cobra.Command {
	c := &cobra.Command{Use: "config", Short: "The settings", Example: "  degrau config show"}
	c.AddCommand(&cobra.Command{
		Use: "show", Short: "Print each setting, its value and where it came from", Example: "  degrau config show --json", Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			type row struct {
				Name  string `json:"name"`
				Value string `json:"value"`
				From  string `json:"from"`
			}
			rows := []row{}
			for _, k := range knownSettings {
				v := a.settings[k.name]
				if k.secret && v.text != "" {
					v.text = "***"
				}
				rows = append(rows, row{k.name, v.text, v.from})
			}
			return a.print(rows, func(w io.Writer) {
				for _, r := range rows {
					fmt.Fprintf(w, "%-13s %-28s %s\n", r.Name, r.Value, r.From)
				}
			})
		},
	})
	return c
}

func (a *app) versionCmd() *cobra.Command {
	return &cobra.Command{Use: "version", Short: "Print the version", Example: "  degrau version", Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			return a.print(map[string]string{"version": version, "go": runtime.Version()}, func(w io.Writer) { fmt.Fprintln(w, "degrau "+version) })
		}}
}

func (a *app) manCmd() *cobra.Command {
	return &cobra.Command{Use: "man DIR", Short: "Write the manual pages into a folder", Example: "  degrau man /usr/local/share/man/man1", Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			if err := os.MkdirAll(args[0], 0o755); err != nil {
				return fmt.Errorf("manual pages: %w", err)
			}
			day := a.now()
			return doc.GenManTree(c.Root(), &doc.GenManHeader{Title: "DEGRAU", Section: "1", Date: &day, Source: "degrau " + version}, args[0])
		}}
}
