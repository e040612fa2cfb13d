package main

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"degrau/cases"
	"degrau/jobs"
	"degrau/web"
)

// drain is how long running requests and jobs may go on after SIGTERM.
const drain = 30 * time.Second

func (a *app) serveCmd() *cobra.Command {
	var migrate bool
	c := &cobra.Command{
		Use: "serve", Short: "Run the web app and the scheduled jobs",
		Long: "Serves the web app and runs the scheduled jobs in one process. An SQLite database is backed up and brought up\n" +
			"to date first; PostgreSQL is only checked, unless --migrate is given.",
		Example: "  degrau serve\n  degrau serve --addr 127.0.0.1:9000 --data /var/lib/degrau\n" +
			"  degrau serve --database postgres://degrau@db/degrau --migrate",
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return a.serve(c.Context(), migrate) },
	}
	c.Flags().String("addr", "", "address to listen on (DEGRAU_ADDR, default :8080)")
	c.Flags().String("base-url", "", "address people see, such as https://degrau.example (DEGRAU_BASE_URL)")
	c.Flags().BoolVar(&migrate, "migrate", false, "bring a PostgreSQL schema up to date first")
	return c
}

func (a *app) serve(ctx context.Context, migrate bool) error {
	log, err := a.logger()
	if err != nil {
		return err
	}
	max, err := a.maxUpload()
	if err != nil {
		return err
	}
	packs, err := a.loadPacks()
	if err != nil {
		return err
	}
	s, err := a.openStore(ctx, migrate)
	if err != nil {
		return err
	}
	made := a.copies(s)
	deps := web.Deps{Store: s, Packs: packs, Now: a.now, Lang: a.webLang(), BaseURL: a.settings.get("base_url"),
		Log: log, Version: version, MaxUpload: max, Copies: made}
	if err := a.peopleDeps(&deps); err != nil {
		return err
	}
	h, err := web.New(deps)
	if err != nil {
		return err
	}
	l, err := net.Listen("tcp", a.settings.get("addr"))
	if err != nil {
		return &cases.Error{Key: "cannot_listen", Args: map[string]any{"addr": a.settings.get("addr")}, Cause: err}
	}
	runner := jobs.New(s, log, a.now)
	runner.Copies = made.Cache()
	runner.Start()
	srv := &http.Server{Handler: h, ReadHeaderTimeout: 10 * time.Second, ReadTimeout: 10 * time.Minute,
		WriteTimeout: 10 * time.Minute, IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 64 << 10,
		ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelDebug)}
	failed := make(chan error, 1)
	go func() { failed <- srv.Serve(l) }()
	a.note("%s", a.words().T("cli.serving", "url", shownURL(l.Addr().String())))
	// Whoever stops the server in this very moment has asked for no failure.
	if err := a.offerSetup(context.WithoutCancel(ctx), s, shownURL(l.Addr().String())); err != nil {
		runner.Stop(ctx)
		return errors.Join(err, srv.Close())
	}
	select {
	case err = <-failed:
	case <-ctx.Done():
	}
	stop, cancel := context.WithTimeout(context.WithoutCancel(ctx), drain)
	defer cancel()
	shutErr := srv.Shutdown(stop)
	runner.Stop(stop)
	if errors.Is(err, http.ErrServerClosed) {
		err = nil
	}
	return errors.Join(err, shutErr)
}

// webLang is the language of a page where neither cookie nor browser says one: what the operator set, then Portuguese.
// The language of this terminal says nothing about the people who come.
func (a *app) webLang() string {
	if lang := a.settings.get("lang"); lang != "" {
		return lang
	}
	return "pt"
}

func (a *app) logger() (*slog.Logger, error) {
	var level slog.Level
	if err := level.UnmarshalText([]byte(a.settings.get("log"))); err != nil {
		return nil, wrongUse("usage_log", "value", a.settings.get("log"))
	}
	return slog.New(slog.NewTextHandler(a.err, &slog.HandlerOptions{Level: level})), nil
}

// shownURL turns the address listened on into one that can be opened.
func shownURL(addr string) string {
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		return addr
	}
	if ip := net.ParseIP(host); ip != nil && ip.IsUnspecified() {
		host = "localhost"
	}
	if strings.Contains(host, ":") {
		host = "[" + host + "]"
	}
	return "http://" + host + ":" + port
}
