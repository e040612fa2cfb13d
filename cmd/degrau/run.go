package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"degrau/cases"
	"degrau/internal/locale"
	"degrau/internal/store"
	"degrau/reports"
	"degrau/reports/audit"
	"degrau/reports/pdf"
)

// version is set by the Makefile from the newest tag.
var version = "dev"

// The exit codes of the contract.
const (
	exitDone         = 0
	exitFailed       = 1
	exitUsage        = 2
	exitNotFound     = 3
	exitInvalid      = 4
	exitPartly       = 5
	exitConflict     = 6
	exitVerification = 7
)

// coded is an error that knows its exit code; a nil cause means that everything was already said.
type coded struct {
	code  int
	cause error
}

func (e coded) Error() string {
	if e.cause == nil {
		return ""
	}
	return e.cause.Error()
}

func (e coded) Unwrap() error { return e.cause }

// wrongUse is a wrong call of a verb, said by a key of the catalogues.
func wrongUse(key string, pairs ...any) error {
	return coded{exitUsage, cases.Invalidf("", key, pairs...)}
}

// run is the whole program: arguments in, exit code out. Tests call it as main does.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	a := &app{in: stdin, out: stdout, err: stderr, env: os.LookupEnv}
	root := a.root()
	root.SetArgs(args)
	root.SetIn(stdin)
	root.SetOut(stdout)
	root.SetErr(stderr)
	err := root.ExecuteContext(ctx)
	a.close()
	if err == nil {
		return exitDone
	}
	code := exitCode(err)
	if text := a.sentence(err); text != "" {
		fmt.Fprintln(stderr, a.words().T("cli.error", "text", text))
	}
	return code
}

// exitCode maps an error to the contract's number.
func exitCode(err error) int {
	var c coded
	switch {
	case errors.As(err, &c):
		return c.code
	case errors.Is(err, pdf.ErrChanged), errors.As(err, new(*audit.Error)):
		return exitVerification
	case errors.Is(err, store.ErrLocked), errors.Is(err, store.ErrNewer):
		return exitConflict
	case cases.IsKind(err, cases.NotFound):
		return exitNotFound
	case cases.IsKind(err, cases.Invalid):
		return exitInvalid
	case cases.IsKind(err, cases.Conflict):
		return exitConflict
	}
	return exitFailed
}

// sentence puts an error into words of the chosen language; what has no words there is said as it is.
func (a *app) sentence(err error) string {
	if errors.Is(err, pdf.ErrChanged) {
		return a.words().T("cli.original_changed", "what", err.Error())
	}
	var faulty *audit.Error
	if errors.As(err, &faulty) {
		return reports.SayAudit(faulty, a.words())
	}
	var e *cases.Error
	if !errors.As(err, &e) {
		return err.Error()
	}
	text, ok := a.words().ErrorText(e.Key, e.Args)
	if !ok {
		return err.Error()
	}
	if e.Field != "" {
		return e.Field + ": " + text
	}
	return text
}

func (a *app) words() *locale.Localizer {
	lang := a.lang
	if lang == "" {
		lang = langOf(a.env)
	}
	return locale.For(lang)
}

// root builds the tree of verbs; help, completion and man pages come from it.
func (a *app) root() *cobra.Command {
	root := &cobra.Command{
		Use:   "degrau",
		Short: "Deadlines, next steps and papers for an online purchase that went wrong",
		Long: "Degrau reads what a buyer pastes or uploads, keeps the case as a dated timeline with evidence,\n" +
			"computes every deadline with its legal source, says what to do now, and writes the papers.\n" +
			"It sends nothing to anyone.",
		Example:           "  degrau understand complaint.txt\n  degrau case open complaint.txt --json\n  degrau serve",
		SilenceErrors:     true,
		SilenceUsage:      true,
		PersistentPreRunE: a.setUp,
		Version:           version,
	}
	root.SetVersionTemplate("degrau {{.Version}}\n")
	root.SetFlagErrorFunc(func(c *cobra.Command, err error) error {
		return wrongUse("usage_call", "text", err.Error(), "verb", c.CommandPath())
	})
	a.globals(root)
	root.AddCommand(a.serveCmd(), a.understandCmd(), a.caseCmd(), a.planCmd(), a.rulesCmd(), a.bodiesCmd(), a.calendarCmd(),
		a.dossierCmd(), a.kitCmd(), a.verifyCmd(), a.migrateCmd(), a.purgeCmd(), a.doctorCmd(), a.configCmd(), a.adminCmd(), a.manCmd(), a.versionCmd())
	strictUsage(root)
	return root
}

// strictUsage makes wrong arguments end with exit code 2 and a group called without a verb show its help.
func strictUsage(c *cobra.Command) {
	if c.Args != nil {
		check := c.Args
		c.Args = func(c *cobra.Command, args []string) error {
			if err := check(c, args); err != nil {
				return wrongUse("usage_call", "text", err.Error(), "verb", c.CommandPath())
			}
			return nil
		}
	}
	if c.HasSubCommands() && c.RunE == nil {
		c.Args = cobra.ArbitraryArgs
		c.RunE = func(c *cobra.Command, args []string) error {
			if len(args) > 0 {
				return wrongUse("usage_verb", "verb", args[0], "group", c.CommandPath())
			}
			return c.Help()
		}
	}
	for _, sub := range c.Commands() {
		strictUsage(sub)
	}
}
