package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"degrau/cases"
	"degrau/cases/intake"
	"degrau/cases/messages"
)

func (a *app) caseOpenCmd() *cobra.Command {
	var factsFile string
	c := &cobra.Command{
		Use:   "open [FILE...|-]",
		Short: "Open a case from text, files or facts",
		Long: "Text files and - are read for facts; conversations, pictures, PDFs and other files are kept as evidence, and what\n" +
			"they tell is listed by `case suggestions`.\n" +
			"Readings that are sure count as confirmed; doubtful ones become gaps, which `plan` asks about.",
		Example: "  degrau case open complaint.txt receipt.jpg screen.png --json\n  degrau case open --facts facts.json",
		RunE: func(c *cobra.Command, args []string) error {
			if factsFile == "" && len(args) == 0 {
				return wrongUse("usage_open")
			}
			return a.openCase(c.Context(), args, factsFile)
		},
	}
	c.Flags().StringVar(&factsFile, "facts", "", "facts in JSON (contract section 3); - for standard input")
	return c
}

func (a *app) openCase(ctx context.Context, args []string, factsFile string) error {
	facts, files, unread, err := a.gather(args, factsFile)
	if err != nil {
		return err
	}
	p, err := a.loadPacks()
	if err != nil {
		return err
	}
	k, err := cases.OpenUnder(facts, p.Snapshot(), "", actorCLI, a.now())
	if err != nil {
		return err
	}
	s, err := a.openStore(ctx, false)
	if err != nil {
		return err
	}
	if err := s.KeepPacks(ctx, p.Snapshot(), p.Archive, a.now()); err != nil {
		return err
	}
	added, faults := a.addFiles(ctx, s, k, files, cases.Evidence{})
	faults = append(unread, faults...)
	if len(faults) > 0 && len(added) == 0 && len(facts.Problems)+len(facts.Purchases)+len(facts.Payments) == 0 {
		return coded{worst(faults), nil}
	}
	if err := s.Create(ctx, k, nil); err != nil {
		return err
	}
	for _, x := range added {
		a.note("%s  %s  %s", x.Label(), x.SHA256, x.Name)
	}
	err = a.print(map[string]string{"id": k.ID, "code": k.Code}, func(w io.Writer) { fmt.Fprintf(w, "%s  %s\n", k.ID, k.Code) })
	if err == nil && len(faults) > 0 {
		return coded{exitPartly, nil}
	}
	return err
}

// gather reads what a case is opened from: the facts, and the files that are evidence. A file that cannot be read is
// named, comes back as a fault, and does not keep the others.
func (a *app) gather(args []string, factsFile string) (_ cases.Facts, files []string, unread []error, err error) {
	if factsFile != "" {
		b, err := a.readInput(factsFile, 8<<20)
		if err != nil {
			return cases.Facts{}, nil, nil, err
		}
		f, err := decodeFacts(b)
		return f, args, nil, err
	}
	var texts []string
	for _, name := range args {
		text, isText, err := a.readText(name)
		switch {
		case err != nil && len(args) == 1:
			return cases.Facts{}, nil, nil, err
		case err != nil:
			a.note("%s: %s", name, a.sentence(err))
			unread = append(unread, err)
		case isText:
			texts = append(texts, text)
		default:
			files = append(files, name)
		}
	}
	if len(texts) == 0 {
		return cases.Facts{Language: a.lang}, files, unread, nil
	}
	return intake.Read(strings.Join(texts, "\n\n"), a.today()).Facts, files, unread, nil
}

// readText returns the text of a file, or false for one that is kept as evidence.
func (a *app) readText(name string) (string, bool, error) {
	if name != "-" {
		info, err := a.probe(name)
		if err != nil {
			return "", false, err
		}
		if info.Kind != "text" {
			return "", false, nil
		}
	}
	b, err := a.readInput(name, maxText)
	if err != nil {
		return "", false, err
	}
	// A conversation is evidence: its lines begin with days that are nobody's purchase. What it tells is suggested.
	if t, err := messages.Read(bytes.NewReader(b), int64(len(b)), messages.Options{Kind: "text", Name: name, Received: a.today()}); err == nil && t.Talk() && name != "-" {
		return "", false, nil
	}
	text, err := intake.Decode(b)
	return text, true, err
}
