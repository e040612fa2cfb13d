package main

import (
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"degrau/cases"
	"degrau/cases/messages"
	"degrau/internal/copies"
	"degrau/internal/media"
)

func (a *app) caseCoverCmd() *cobra.Command {
	var boxes []string
	var hidden, lines []int
	var reason string
	var clear bool
	c := &cobra.Command{
		Use: "cover ID EXHIBIT", Short: "Cover parts of an exhibit in every copy of it: somebody's number, a face, an address",
		Long: "Covers places of a picture or of the pages of a PDF, messages of a conversation or lines of a text. Papers, attachments and\n" +
			"small pictures lose what is covered; the original is kept as it came and goes into no paper any more.\n" +
			"A box is LEFT,TOP,WIDTH,HEIGHT from the top left, of the upright picture: in per cent (10%,5%,30%,8%), in shares (0.1,0.05,0.3,0.08)\n" +
			"or in points of the picture (108px,96px,324px,154px); PAGE: before it names the page of a PDF.",
		Example: "  degrau case cover 7KQ2-M4XD P3 --box 10%,5%,30%,8% --reason others_data\n  degrau case cover 7KQ2-M4XD P4 --box 2:0.1,0.05,0.3,0.08\n" +
			"  degrau case cover 7KQ2-M4XD P5 --message 12,13\n  degrau case cover 7KQ2-M4XD P3 --clear",
		Args: cobra.ExactArgs(2),
		RunE: func(c *cobra.Command, args []string) error {
			if len(boxes)+len(hidden)+len(lines) == 0 && !clear {
				return wrongUse("usage_cover_nothing")
			}
			s, k, err := a.load(c.Context(), args[0])
			if err != nil {
				return err
			}
			x, err := exhibitOf(k, args[1])
			if err != nil {
				return err
			}
			var more []cases.Cover
			for _, text := range boxes {
				b, err := parseBox(text, x)
				if err != nil {
					return err
				}
				b.Reason = reason
				more = append(more, b)
			}
			for _, n := range hidden {
				more = append(more, cases.Cover{Message: n, Reason: reason})
			}
			for _, n := range lines {
				more = append(more, cases.Cover{Line: n, Reason: reason})
			}
			words := func() (*messages.Transcript, error) {
				return a.reader(c.Context(), s).Transcript(c.Context(), x, k.Facts())
			}
			if err := copies.CheckPlaces(x, words, more); err != nil {
				return err
			}
			err = k.SayOfEvidence(x.Label(), func(e *cases.Evidence) {
				if clear {
					e.Covered = nil
				}
				e.Cover(more...)
			}, actorCLI, a.now())
			if err != nil {
				return err
			}
			if err := s.Save(c.Context(), k); err != nil {
				return err
			}
			if x, err = exhibitOf(k, args[1]); err != nil {
				return err
			}
			return a.print(x, func(w io.Writer) {
				fmt.Fprintln(w, a.words().T("cli.covered", "label", x.Label(), "n", len(x.Covered)))
			})
		},
	}
	f := c.Flags()
	f.StringArrayVar(&boxes, "box", nil, "a place: [PAGE:]LEFT,TOP,WIDTH,HEIGHT; may be given again")
	f.IntSliceVar(&hidden, "message", nil, "numbers of messages; see: degrau case messages")
	f.IntSliceVar(&lines, "line", nil, "numbers of lines of a text")
	f.StringVar(&reason, "reason", cases.OthersData, "why: "+strings.Join(cases.CoverReasons, ", "))
	f.BoolVar(&clear, "clear", false, "uncover everything first")
	return c
}

// parseBox reads a place. Points need the size of the picture, which turning may have changed: they are those of the
// picture as it is seen.
func parseBox(text string, x cases.Evidence) (cases.Cover, error) {
	wrong := wrongUse("usage_box", "value", text)
	page, rest, paged := strings.Cut(text, ":")
	if !paged {
		page, rest = "", text
	}
	var b cases.Cover
	if paged {
		n, err := strconv.Atoi(page)
		if err != nil || n < 1 || x.Pages > 0 && n > x.Pages {
			return b, wrong
		}
		b.Page = n
	}
	parts := strings.Split(rest, ",")
	if len(parts) != 4 {
		return b, wrong
	}
	to := []*float64{&b.X, &b.Y, &b.W, &b.H}
	for i, p := range parts {
		v, err := share(strings.TrimSpace(p), []int{x.Width, x.Height}[i%2])
		if err != nil {
			return b, wrong
		}
		*to[i] = v
	}
	return b, nil
}

var errShare = errors.New("no share")

// share reads a part of a side: 10%, 0.1, or 108px of a side of so many points.
func share(s string, side int) (float64, error) {
	unit := 1.0
	switch {
	case strings.HasSuffix(s, "%"):
		s, unit = strings.TrimSuffix(s, "%"), 100
	case strings.HasSuffix(s, "px"):
		if s, unit = strings.TrimSuffix(s, "px"), float64(side); side <= 0 {
			return 0, errShare
		}
	}
	v, err := strconv.ParseFloat(s, 64)
	if err != nil || math.IsNaN(v) || math.IsInf(v, 0) {
		return 0, errShare
	}
	return v / unit, nil
}

func (a *app) caseCopyCmd() *cobra.Command {
	var to, most string
	var page, side int
	c := &cobra.Command{
		Use: "copy ID EXHIBIT", Short: "Write the copy of an exhibit that others may see: upright, without place or camera, parts covered",
		Example: "  degrau case copy 7KQ2-M4XD P3 -o p3.jpg\n  degrau case copy 7KQ2-M4XD P3 --max-side 1600 --max-bytes 2MB -o p3.jpg\n  degrau case copy 7KQ2-M4XD P4 --page 2 -o page.jpg",
		Args:    cobra.ExactArgs(2),
		RunE: func(c *cobra.Command, args []string) error {
			var bytes int64
			if most != "" {
				n, err := parseBytes("--max-bytes", most)
				if err != nil {
					return err
				}
				bytes = n
			}
			if side < 0 || page < 0 {
				return wrongUse("usage_copy")
			}
			s, k, err := a.load(c.Context(), args[0])
			if err != nil {
				return err
			}
			x, err := shownOf(k, args[1])
			if err != nil {
				return err
			}
			f, err := a.copyOf(c, a.copies(s), x, page, side, bytes)
			if reason := media.Reason(err); reason != "" {
				return cases.Invalidf("", "no_copy", "label", x.Label(), "why", a.words().T("media.warning."+reason))
			}
			if err != nil {
				return err
			}
			defer f.Close()
			if to, err = target(to, x.Label()+"."+f.Kind); err != nil {
				return err
			}
			if err := a.writeWhole(to, func(w io.Writer) error { _, err := io.Copy(w, f); return err }); err != nil {
				return err
			}
			if to != "-" {
				return a.print(f.Copied, func(w io.Writer) { fmt.Fprintln(w, spaced(to, f.Kind, f.SHA256)) })
			}
			return nil
		},
	}
	c.Flags().StringVarP(&to, "output", "o", "-", "file or FOLDER/ to write; - is standard output")
	c.Flags().IntVar(&side, "max-side", 0, "at most so many points on the longer side")
	c.Flags().StringVar(&most, "max-bytes", "", "at most this size: 2000000, 500KB, 2MB (1 MB is 1,000,000 bytes)")
	c.Flags().IntVar(&page, "page", 0, "of a PDF: this page alone, as a picture")
	return c
}

// copyOf opens the whole copy of an exhibit, or a picture of one page.
func (a *app) copyOf(c *cobra.Command, from *copies.Copies, x cases.Evidence, page, maxSide int, maxBytes int64) (*copies.Opened, error) {
	if page > 0 {
		return from.View(c.Context(), x, page, false)
	}
	return from.Whole(c.Context(), x, maxSide, maxBytes)
}
