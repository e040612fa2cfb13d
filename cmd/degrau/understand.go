package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"degrau/cases"
	"degrau/cases/intake"
	"degrau/cases/messages"
	"degrau/internal/civil"
	"degrau/internal/reading"
)

// maxText is the most that is read of one text: complaints are a page or two, exports of years of chat a few megabytes.
const maxText = 10_000_000

func (a *app) understandCmd() *cobra.Command {
	var ref string
	var lines bool
	c := &cobra.Command{
		Use:   "understand [FILE|-]",
		Short: "Read a text and print what was understood",
		Long: "Reads a text in Portuguese, Spanish, Romanian or English (also an e-mail, a web page, a document or a PDF with\n" +
			"text) and prints what was understood: orders, amounts, dates, ways of paying, what went wrong; each with the\n" +
			"words it came from and how sure the reading is.",
		Example: "  degrau understand complaint.txt\n  echo 'Comprei dia 2/3, paguei R$ 129,90 no pix e não chegou' | degrau understand --json\n" +
			"  degrau understand --jsonl texts.jsonl > readings.jsonl",
		Args: cobra.MaximumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			name := "-"
			if len(args) == 1 {
				name = args[0]
			}
			day := a.today()
			if ref != "" {
				d, err := civil.Parse(ref)
				if err != nil {
					return wrongUse("usage_day", "flag", "--reference-date", "value", ref)
				}
				day = d
			}
			if lines {
				return a.understandLines(name, day)
			}
			return a.understandOne(c.Context(), name, day)
		},
	}
	c.Flags().StringVar(&ref, "reference-date", "", "day against which dates without a year are read (default: the clock)")
	c.Flags().BoolVar(&lines, "jsonl", false, `one {"id","text","reference_date"} a line in, one result a line out`)
	return c
}

// textIn returns the words of a text, or of a mail, page, document or PDF. A text is read as it is, so that spans count
// its own bytes.
func (a *app) textIn(ctx context.Context, name string) (string, error) {
	if name != "-" {
		info, err := a.probe(name)
		if err != nil {
			return "", err
		}
		if info.Kind != "text" {
			return a.wordsIn(ctx, name, info.Kind)
		}
	}
	b, err := a.readInput(name, maxText)
	if err != nil {
		return "", err
	}
	return intake.Decode(b)
}

func (a *app) wordsIn(ctx context.Context, name, kind string) (string, error) {
	fi, err := os.Stat(name)
	if err != nil {
		return "", fmt.Errorf("read %s: %w", name, err)
	}
	r := reading.Reader{Open: func(string) (io.ReadSeekCloser, error) { return openFile(name) }}
	t, err := r.Transcript(ctx, cases.Evidence{Kind: kind, Name: name, Size: fi.Size()}, cases.Facts{})
	if errors.Is(err, messages.ErrNoWords) {
		return "", cases.Invalidf(name, "not_text")
	}
	if err != nil {
		return "", err
	}
	return t.Words(), nil
}

func (a *app) understandOne(ctx context.Context, name string, ref civil.Date) error {
	text, err := a.textIn(ctx, name)
	if err != nil {
		return err
	}
	r := intake.Read(text, ref)
	return a.print(r, func(w io.Writer) { a.showReading(w, text, r) })
}

// showReading prints a reading for a person: each fact with its certainty and its words.
func (a *app) showReading(w io.Writer, text string, r intake.Reading) {
	l := a.words()
	fmt.Fprintf(w, "%s: %s\n", l.T("fact.language"), l.T("language."+r.Language))
	for _, row := range factRows(r.Facts, l) {
		fmt.Fprintf(w, "%s: %s", row.label, row.value)
		if o, ok := r.Origins[row.path]; ok {
			fmt.Fprintf(w, "  [%s]", l.T("certainty."+string(o.Certainty)))
			if o.Snippet != "" {
				fmt.Fprintf(w, "  “%s”", oneLine(o.Snippet))
			}
		}
		fmt.Fprintln(w)
	}
	for _, q := range r.Questions {
		fmt.Fprintln(w, l.T("cli.question", "field", l.FactLabel(q.Field), "readings", strings.Join(q.Readings, " / ")))
	}
}

// understandLines reads line by line, so that a million texts need no more memory than the longest of them. A line
// that is no JSON is named on stderr and the rest goes on.
func (a *app) understandLines(name string, ref civil.Date) error {
	in := a.in
	if name != "-" {
		f, err := openFile(name)
		if err != nil {
			return err
		}
		defer f.Close()
		in = f
	}
	out := bufio.NewWriter(a.out)
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	r := bufio.NewReaderSize(in, 1<<16)
	good, bad := 0, 0
	for n := 1; ; n++ {
		line, err := readLine(r, maxText)
		if errors.Is(err, io.EOF) {
			break
		}
		if err == nil && len(bytes.TrimSpace(line)) == 0 {
			continue
		}
		if err == nil {
			err = understandLine(enc, line, ref)
		}
		var le lineError
		if err != nil && !errors.As(err, &le) {
			return err
		}
		if err != nil {
			bad++
			a.note("%s", a.words().T("cli.bad_line", "n", n, "why", le.Error()))
			continue
		}
		good++
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("write results: %w", err)
	}
	switch {
	case bad > 0 && good > 0:
		return coded{exitPartly, nil}
	case bad > 0:
		return coded{exitInvalid, nil}
	}
	return nil
}

// lineError is a fault of one line only.
type lineError struct{ error }

func understandLine(enc *json.Encoder, line []byte, ref civil.Date) error {
	var in struct {
		ID   json.RawMessage `json:"id"`
		Text *string         `json:"text"`
		Ref  *string         `json:"reference_date"`
	}
	if err := json.Unmarshal(line, &in); err != nil {
		return lineError{err}
	}
	if in.Text == nil {
		return lineError{errors.New(`no "text"`)}
	}
	if in.Ref != nil && *in.Ref != "" {
		d, err := civil.Parse(*in.Ref)
		if err != nil {
			return lineError{fmt.Errorf("reference_date: %w", err)}
		}
		ref = d
	}
	if in.ID == nil {
		in.ID = json.RawMessage("null")
	}
	return enc.Encode(struct {
		ID json.RawMessage `json:"id"`
		intake.Reading
	}{in.ID, intake.Read(strings.ToValidUTF8(*in.Text, "\uFFFD"), ref)})
}

// readLine returns the next line without its end. A line over max bytes is skipped whole and is a lineError.
func readLine(r *bufio.Reader, max int) ([]byte, error) {
	var line []byte
	long := false
	for {
		part, err := r.ReadSlice('\n')
		if !long {
			line = append(line, part...)
			long = len(line) > max
		}
		switch {
		case err == nil || errors.Is(err, io.EOF) && len(line) > 0:
			if long {
				return nil, lineError{cases.Invalidf("", "text_too_long", "max", max)}
			}
			return line, nil
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case errors.Is(err, io.EOF):
			return nil, io.EOF
		default:
			return nil, fmt.Errorf("read texts: %w", err)
		}
	}
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
