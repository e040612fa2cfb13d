package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"degrau/cases"
	"degrau/reports"
	"degrau/reports/pdf"
)

func (a *app) dossierCmd() *cobra.Command {
	c := &cobra.Command{Use: "dossier", Short: "The PDF dossier for a body", Example: "  degrau dossier build 7KQ2-M4XD --body br-procon -o procon.pdf"}
	c.AddCommand(a.dossierBuildCmd())
	return c
}

func (a *app) dossierBuildCmd() *cobra.Command {
	var body, to, variant string
	c := &cobra.Command{
		Use: "build ID --body BODY -o FILE|DIR", Short: "Build the PDF dossier; what is missing is listed, never a reason to stop",
		Example: "  degrau dossier build 7KQ2-M4XD --body br-procon -o procon.pdf\n" +
			"  degrau dossier build 7KQ2-M4XD --body br-reclame-aqui --variant public -o ra.pdf",
		Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			if body == "" || to == "" {
				return usage("say for which body and where to: --body br-procon -o FILE.pdf")
			}
			if variant != "" && variant != string(reports.Full) && variant != string(reports.Public) {
				return usage("unknown variant %q. Try: full or public", variant)
			}
			in, err := a.input(c.Context(), args[0], body, reports.Variant(variant))
			if err != nil {
				return err
			}
			if fi, err := os.Stat(to); err == nil && fi.IsDir() {
				to = filepath.Join(to, fmt.Sprintf("dossie-%s-%s.pdf", in.Case.Code, body))
			}
			return a.buildDossier(c.Context(), in, to)
		},
	}
	c.Flags().StringVar(&body, "body", "", "the body it is for; see: degrau bodies list")
	c.Flags().StringVarP(&to, "output", "o", "", "file or folder to write; - is standard output")
	c.Flags().StringVar(&variant, "variant", "", "full or public (default: public for bodies that publish)")
	return c
}

// input gathers what a paper is made from.
func (a *app) input(ctx context.Context, id, body string, v reports.Variant) (reports.Input, error) {
	p, err := a.loadPacks()
	if err != nil {
		return reports.Input{}, err
	}
	if _, ok := p.Body(body); !ok {
		return reports.Input{}, cases.NotFoundf("no_such_body", "body", body)
	}
	s, k, err := a.load(ctx, id)
	if err != nil {
		return reports.Input{}, err
	}
	return reports.Input{Case: k, Plan: p.Plan(situationOf(k), a.now()), Packs: p, Body: body, Variant: v,
		Now: a.now(), Version: version, Open: s.OpenBlob}, nil
}

func (a *app) buildDossier(ctx context.Context, in reports.Input, to string) error {
	doc, gaps, err := reports.Dossier(in)
	if err != nil {
		return err
	}
	var done pdf.Written
	if err := a.writeWhole(to, func(w io.Writer) (err error) {
		done, err = pdf.Write(ctx, w, doc, in.Open)
		return err
	}); err != nil {
		return err
	}
	a.noteGaps(gaps)
	l := a.words()
	for _, x := range in.Case.Evidence() {
		if why, ok := done.Skipped[x.Label()]; ok {
			a.note("%s", l.T("cli.not_shown", "label", x.Label(), "name", x.Name, "why", l.T("dossier.reason."+why)))
		}
	}
	if b, _ := in.Packs.Body(in.Body); b.Form.Attachments.MaxBytes > 0 && done.Bytes > b.Form.Attachments.MaxBytes {
		a.note("%s", l.T("cli.over_limit", "size", megabytes(done.Bytes), "limit", megabytes(b.Form.Attachments.MaxBytes)))
	}
	if to == "-" {
		return nil
	}
	return a.print(map[string]any{"file": to, "pages": done.Pages, "bytes": done.Bytes, "sha256": done.SHA256}, func(w io.Writer) {
		fmt.Fprintf(w, "%s\n", l.T("cli.dossier", "file", to, "pages", done.Pages, "sha256", done.SHA256))
	})
}

// noteGaps lists on stderr what the paper would need and does not have.
func (a *app) noteGaps(gaps []reports.Gap) {
	l := a.words()
	for _, g := range gaps {
		var pairs []any
		for k, v := range g.Args {
			pairs = append(pairs, k, v)
		}
		a.note("%s", l.T(g.Key, pairs...))
	}
}

func (a *app) kitCmd() *cobra.Command {
	c := &cobra.Command{Use: "kit", Short: "The texts to paste and the files to attach for a body", Example: "  degrau kit build 7KQ2-M4XD --body br-consumidor-gov -o kit"}
	c.AddCommand(a.kitBuildCmd())
	return c
}

func (a *app) kitBuildCmd() *cobra.Command {
	var body, to string
	c := &cobra.Command{
		Use: "build ID --body BODY -o DIR", Short: "Write one text file a form field, the attachments, a checklist and the dossier",
		Example: "  degrau kit build 7KQ2-M4XD --body br-consumidor-gov -o kit", Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			if body == "" || to == "" {
				return usage("say for which body and where to: --body br-procon -o DIR")
			}
			in, err := a.input(c.Context(), args[0], body, "")
			if err != nil {
				return err
			}
			files, err := reports.WriteKit(c.Context(), to, in)
			if err != nil {
				return err
			}
			kit, err := reports.BuildKit(in)
			if err != nil {
				return err
			}
			a.noteGaps(kit.Gaps)
			return a.print(map[string]any{"dir": to, "files": files}, func(w io.Writer) {
				for _, f := range files {
					fmt.Fprintln(w, filepath.Join(to, f))
				}
			})
		},
	}
	c.Flags().StringVar(&body, "body", "", "the body it is for; see: degrau bodies list")
	c.Flags().StringVarP(&to, "output", "o", "", "folder to write")
	return c
}
