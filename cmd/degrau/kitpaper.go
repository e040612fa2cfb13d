package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"degrau/cases"
	"degrau/reports"
	"degrau/reports/docx"
	"degrau/reports/paper"
	"degrau/reports/pdf"
)

func (a *app) kitPaperCmd() *cobra.Command {
	var body, to, id string
	c := &cobra.Command{
		Use: "paper ID --body BODY -o FILE.pdf|FILE.docx", Short: "Write a text that a body takes as a file of its own, such as the petition of a court",
		Long: "Write a text that a body takes as a file of its own, such as the petition of a court: as PDF to hand in, or as DOCX for whoever\n" +
			"must edit it. What is missing is listed, and left open to fill in by hand.",
		Example: "  degrau kit paper 7KQ2-M4XD --body br-jec -o petition.pdf\n  degrau kit paper 7KQ2-M4XD --body br-jec -o petition.docx", Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			ext := strings.ToLower(filepath.Ext(to))
			if body == "" || ext != ".pdf" && ext != ".docx" {
				return wrongUse("usage_paper")
			}
			in, err := a.input(c.Context(), args[0], body, "")
			if err != nil {
				return err
			}
			b, _ := in.Packs.Body(body)
			if id == "" && len(b.Papers) > 0 {
				id = b.Papers[0].ID
			}
			doc, gaps, err := reports.OwnPaper(in, id)
			if err != nil {
				return err
			}
			if fi, err := os.Stat(to); err == nil && !fi.Mode().IsRegular() {
				return cases.Invalidf("", "not_a_file", "file", to)
			}
			if err := a.writePaper(c.Context(), in, doc, to, ext); err != nil {
				return targetError(filepath.Dir(to), err)
			}
			a.noteGaps(gaps)
			return a.print(map[string]any{"file": to}, func(w io.Writer) { fmt.Fprintln(w, to) })
		},
	}
	c.Flags().StringVar(&body, "body", "", "the body it is for; see: degrau bodies list")
	c.Flags().StringVar(&id, "paper", "", "which paper (default: the body's first)")
	c.Flags().StringVarP(&to, "output", "o", "", "file to write; its ending says how")
	return c
}

// writePaper writes the file whole or not at all; a PDF is looked at before it gets its name.
func (a *app) writePaper(ctx context.Context, in reports.Input, doc paper.Document, to, ext string) error {
	if ext == ".docx" {
		return a.writeWhole(to, func(w io.Writer) error { return docx.Write(w, doc) })
	}
	tmp, err := a.roomFor(to)
	if err != nil {
		return err
	}
	defer os.RemoveAll(tmp)
	at := filepath.Join(tmp, "paper.pdf")
	var done pdf.Written
	if err := a.writeWhole(at, func(w io.Writer) (err error) { done, err = pdf.Write(ctx, w, doc, in.Open); return err }); err != nil {
		return err
	}
	if err := reports.Audit(ctx, filepath.Base(to), at, doc, done, reports.Limit{}); err != nil {
		return err
	}
	return a.handOver(at, to)
}
