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
	c.AddCommand(a.dossierBuildCmd(), a.dossierBatchCmd())
	return c
}

func (a *app) dossierBuildCmd() *cobra.Command {
	var body, to, variant, most, format string
	c := &cobra.Command{
		Use: "build ID --body BODY -o FILE|DIR", Short: "Build the dossier, as PDF or as a page of HTML; what is missing is listed, never a reason to stop",
		Long: "Build the dossier. What is missing is listed, never a reason to stop.\n\n" +
			"-o FOLDER/ creates the folder and writes dossie-CODE-BODY.pdf in it, in volumes where the body's limit or --max-bytes asks\n" +
			"for it: every file keeps the limit, running page numbers go on, and FILE.sha256 lists the hashes. A page beside\n" +
			"them, ...-check.html, lets others check the files in any browser. -o FILE without\n" +
			"--max-bytes is one file, with a warning where the body's limit is passed. What was built is noted, so that\n" +
			"degrau verify can check the file later. Where that note fails, the file stays and the exit code is 5.\n\n" +
			"--format html, or -o FILE.html, writes the same dossier as one page that opens in any browser and holds all it shows.",
		Example: "  degrau dossier build 7KQ2-M4XD --body br-procon -o procon.pdf\n" +
			"  degrau dossier build 7KQ2-M4XD --body br-procon -o papers/\n" +
			"  degrau dossier build 7KQ2-M4XD --body br-jec -o papers/ --max-bytes 2MB\n" +
			"  degrau dossier build 7KQ2-M4XD --body br-reclame-aqui --variant public -o ra.pdf\n" +
			"  degrau dossier build 7KQ2-M4XD --body br-procon -o procon.html",
		Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			if body == "" || to == "" {
				return wrongUse("usage_build")
			}
			if variant != "" && variant != string(reports.Full) && variant != string(reports.Public) {
				return wrongUse("usage_variant", "value", variant)
			}
			page, err := asPage(format, to)
			if err != nil {
				return err
			}
			limit, err := a.limitFlag(c, most)
			if err != nil {
				return err
			}
			if page && limit.Bytes > 0 {
				return wrongUse("usage_html_volumes")
			}
			in, err := a.input(c.Context(), args[0], body, reports.Variant(variant))
			if err != nil {
				return err
			}
			if page {
				return a.buildTwin(c.Context(), in, to)
			}
			if to != "-" && (limit.Bytes > 0 || isFolder(to)) {
				if b, _ := in.Packs.Body(body); limit.Bytes == 0 {
					limit = reports.LimitOf(b)
				}
				return a.buildVolumes(c.Context(), in, to, limit)
			}
			return a.buildDossier(c.Context(), in, to)
		},
	}
	c.Flags().StringVar(&body, "body", "", "the body it is for; see: degrau bodies list")
	c.Flags().StringVarP(&to, "output", "o", "", "file or FOLDER/ to write; - is standard output")
	c.Flags().StringVar(&variant, "variant", "", "full or public (default: public for bodies that publish)")
	c.Flags().StringVar(&format, "format", "", "pdf or html (default: as the file's name ends, else pdf)")
	c.Flags().StringVar(&most, "max-bytes", "", "largest file, such as 2000000 or 2MB (default with a folder: the body's own limit)")
	return c
}

// limitFlag reads --max-bytes; on standard output there is room for one file only.
func (a *app) limitFlag(c *cobra.Command, most string) (reports.Limit, error) {
	if most == "" {
		return reports.Limit{}, nil
	}
	if to, _ := c.Flags().GetString("output"); to == "-" {
		return reports.Limit{}, wrongUse("usage_volumes_stdout")
	}
	n, err := parseBytes("--max-bytes", most)
	return reports.Limit{Bytes: n}, err
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
	shown, err := a.reader(ctx, s).Proofs(ctx, k, 0)
	if err != nil {
		return reports.Input{}, err
	}
	drawn := a.copies(s).Paper(ctx)
	return reports.Input{Case: k, Plan: p.Plan(situationOf(k), a.now()), Packs: p, Body: body, Variant: v,
		Now: a.now(), Version: version, Open: drawn.Open, Copy: drawn.Copy, Reduce: drawn.Reduce, CheckURL: reports.CheckAddress(a.settings.get("base_url")), Proofs: shown, Words: a.wordsOf(ctx, s, k)}, nil
}

func (a *app) buildDossier(ctx context.Context, in reports.Input, to string) error {
	to, err := target(to, fmt.Sprintf("dossie-%s-%s.pdf", in.Case.Code, in.Body))
	if err != nil {
		return err
	}
	tmp, err := a.roomFor(to)
	if err != nil {
		return targetError(filepath.Dir(to), err)
	}
	defer os.RemoveAll(tmp)
	drawn, gaps, err := reports.Draw(ctx, tmp, in, reports.Limit{})
	if err == nil {
		err = a.handOver(drawn[0].At, to)
	}
	if err != nil {
		return targetError(filepath.Dir(to), err)
	}
	doc, done := drawn[0].Document, drawn[0].Written
	from := to
	if to == "-" {
		from = drawn[0].At
	}
	recorded := a.recordDossier(ctx, in, doc, done, to, from)
	a.noteGaps(gaps)
	a.noteDossier(in, done)
	if to == "-" {
		return recorded
	}
	err = a.print(map[string]any{"file": to, "pages": done.Pages, "bytes": done.Bytes, "sha256": done.SHA256}, func(w io.Writer) {
		fmt.Fprintf(w, "%s\n", a.words().T("cli.dossier", "file", to, "pages", done.Pages, "sha256", done.SHA256))
	})
	if err != nil {
		return err
	}
	return recorded
}

// noteDossier lists on stderr what the paper could not show and the limit it passes.
func (a *app) noteDossier(in reports.Input, done pdf.Written) {
	a.noteSkipped(in, done.Skipped)
	l := a.words()
	if b, _ := in.Packs.Body(in.Body); b.Form.Attachments.MaxBytes > 0 && done.Bytes > b.Form.Attachments.MaxBytes {
		a.note("%s", l.T("cli.over_limit", "size", megabytes(done.Bytes), "limit", megabytes(b.Form.Attachments.MaxBytes)))
	}
}

// noteSkipped lists on stderr what the paper could not show.
func (a *app) noteSkipped(in reports.Input, skipped map[string]string) {
	l := a.words()
	for _, x := range in.Case.Evidence() {
		if why, ok := skipped[x.Label()]; ok {
			a.note("%s", l.T("cli.not_shown", "label", x.Label(), "name", x.Name, "why", l.T("dossier.reason."+why)))
		}
	}
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
	c.AddCommand(a.kitBuildCmd(), a.kitPaperCmd())
	return c
}

func (a *app) kitBuildCmd() *cobra.Command {
	var body, to string
	var texts []string
	c := &cobra.Command{
		Use: "build ID --body BODY -o DIR", Short: "Write one text file a form field, the attachments, a checklist and the dossier",
		Long: "Write one text file a form field, the attachments, a checklist and the dossier.\n\n" +
			"The texts are in the language of the body; where yours is another, a folder holds the same texts in yours.\n" +
			"With --text FIELD=FILE a field gets your own words; a public one with personal data in it is refused.\n" +
			"What was built is noted, so that degrau verify can check the folder later. Where that note fails,\n" +
			"the folder stays and the exit code is 5.",
		Example: "  degrau kit build 7KQ2-M4XD --body br-consumidor-gov -o kit\n" +
			"  degrau kit build 7KQ2-M4XD --body br-consumidor-gov -o kit --text descricao=mine.txt", Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			if body == "" || to == "" {
				return wrongUse("usage_build")
			}
			in, err := a.input(c.Context(), args[0], body, "")
			if err != nil {
				return err
			}
			b, _ := in.Packs.Body(body)
			if in.Edited, err = ownTexts(b, texts); err != nil {
				return err
			}
			return a.buildKit(c.Context(), in, to)
		},
	}
	c.Flags().StringVar(&body, "body", "", "the body it is for; see: degrau bodies list")
	c.Flags().StringVarP(&to, "output", "o", "", "folder to write")
	c.Flags().StringArrayVar(&texts, "text", nil, "your own wording of a field, as FIELD=FILE; may be given several times")
	return c
}

func (a *app) buildKit(ctx context.Context, in reports.Input, to string) error {
	files, err := reports.WriteKit(ctx, to, in)
	if err != nil {
		return targetError(filepath.Dir(filepath.Clean(to)), err)
	}
	recorded := a.recordKit(ctx, in, to, files)
	kit, err := reports.BuildKit(in)
	if err != nil {
		return err
	}
	_, gaps, err := reports.Dossier(in)
	if err != nil {
		return err
	}
	kit.Lack(gaps)
	a.noteGaps(kit.Gaps)
	err = a.print(map[string]any{"dir": to, "files": files}, func(w io.Writer) {
		for _, f := range files {
			fmt.Fprintln(w, filepath.Join(to, f))
		}
	})
	if err != nil {
		return err
	}
	return recorded
}
