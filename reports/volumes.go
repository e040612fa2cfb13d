package reports

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"

	"degrau/cases"
	"degrau/escalation"
	"degrau/internal/locale"
	"degrau/reports/paper"
	"degrau/reports/pdf"
)

// Limit bounds one file that is handed in. A zero field bounds nothing.
type Limit struct {
	Bytes int64 // 1 MB is 1,000,000
	Pages int
}

// LimitOf is what a body takes, or our own cautious size where its limit is not confirmed.
func LimitOf(b escalation.Body) Limit {
	a := b.Form.Attachments
	return Limit{Bytes: cmp.Or(a.MaxBytes, a.CautiousBytes), Pages: a.MaxPages}
}

// fits reports whether a written file keeps the limit.
func (l Limit) fits(w pdf.Written) bool {
	return (l.Bytes == 0 || w.Bytes <= l.Bytes) && (l.Pages == 0 || w.Pages <= l.Pages)
}

// mostSplits is how often volumes are planned anew because a file came out larger than was thought.
const mostSplits = 12

// splitter plans the volumes of one dossier.
type splitter struct {
	in    Input
	limit Limit
	slack int64          // bytes kept free in each volume
	parts map[string]int // exhibits that are split by pages, and into how many parts
	gaps  []Gap
	large bool // it was tried as one file and is too large
}

// Volumes composes the dossier as files of which each keeps the limit, and tries each out: write is called for every
// volume in turn and writes it somewhere. Exhibits are kept whole where they can be; one that is larger than a file is
// split by its pages, or drawn smaller, or left out with a sheet that says so. A case that fits gives one plain dossier.
func Volumes(ctx context.Context, in Input, limit Limit, write func([]paper.Document) ([]pdf.Written, error)) ([]paper.Document, []pdf.Written, []Gap, error) {
	s := &splitter{in: in, limit: limit, slack: 6000, parts: map[string]int{}}
	s.in.reduced, s.in.left = map[string]int64{}, map[string]bool{}
	for range mostSplits {
		docs, err := s.plan(ctx)
		if err != nil {
			return nil, nil, nil, err
		}
		done, err := write(docs)
		if err != nil {
			return nil, nil, nil, err
		}
		if s.good(docs, done) {
			return docs, done, s.gaps, nil
		}
	}
	return nil, nil, nil, errors.New("volumes do not come under their limit")
}

// good reports whether every volume keeps the limit; where one does not, the next plan is more careful.
func (s *splitter) good(docs []paper.Document, done []pdf.Written) bool {
	good := true
	for i, w := range done {
		if s.limit.fits(w) {
			continue
		}
		good = false
		if len(docs) == 1 && !s.large {
			s.large = true
			continue
		}
		over := w.Bytes - s.limit.Bytes
		if only := docs[i].Exhibits; len(only) == 1 && s.parts[only[0].Label] > 0 {
			s.parts[only[0].Label] *= 2
			continue
		}
		s.slack = max(s.slack+over+2000, s.slack*3/2)
	}
	return good
}

// share is what one volume holds.
type share struct {
	exhibits []paper.Exhibit
	sheets   []int
	bytes    int64
}

func (s *splitter) plan(ctx context.Context) ([]paper.Document, error) {
	doc, gaps, err := Dossier(s.in)
	if err != nil {
		return nil, err
	}
	s.gaps = gaps
	if s.limit == (Limit{}) {
		return []paper.Document{doc}, nil
	}
	sizes, err := pdf.Measure(ctx, doc, s.in.Open)
	if err != nil {
		return nil, err
	}
	first, err := s.bare(ctx, doc)
	if err != nil {
		return nil, err
	}
	short, err := s.bare(ctx, continued(doc))
	if err != nil {
		return nil, err
	}
	if s.nearly(first, sizes) {
		return []paper.Document{doc}, nil
	}
	room := [2]Limit{s.beside(first), s.beside(short)} // in the first volume, and in the others
	if s.limit.Bytes > 0 && room[1].Bytes < 20_000 || s.limit.Pages > 0 && room[1].Pages < 1 || !s.limit.fits(first) {
		return nil, cases.Invalidf("max_bytes", "limit_too_small", "limit", s.limit.Bytes, "pages", s.limit.Pages)
	}
	if again, err := s.shrink(doc, sizes, room[1]); again || err != nil {
		if err != nil {
			return nil, err
		}
		return s.plan(ctx)
	}
	shares := s.deal(doc.Exhibits, sizes, room)
	return s.number(ctx, doc, shares)
}

// nearly reports whether one file may be enough: sizes are estimates on the safe side, most of all those of words, which shrink when they
// are packed. Trying costs one writing; splitting what would have fitted costs the reader a second file.
func (s *splitter) nearly(bare pdf.Written, sizes []pdf.Size) bool {
	bytes, pages := bare.Bytes, bare.Pages
	for _, x := range sizes {
		bytes, pages = bytes+x.Bytes, pages+x.Sheets
	}
	return !s.large && (s.limit.Bytes == 0 || bytes/2 <= s.limit.Bytes) && (s.limit.Pages == 0 || pages-1 <= s.limit.Pages)
}

// beside is the room for exhibits beside what a volume takes without them. A line more or less in its lists may cost a page.
func (s *splitter) beside(bare pdf.Written) Limit {
	return Limit{Bytes: s.limit.Bytes - bare.Bytes - s.slack, Pages: s.limit.Pages - bare.Pages - 1}
}

// bare is what a volume takes without exhibits.
func (s *splitter) bare(ctx context.Context, d paper.Document) (pdf.Written, error) {
	d.Exhibits = nil
	return pdf.Write(ctx, io.Discard, d, s.in.Open)
}

// shrink deals with the exhibits that are larger than a volume and cannot be split: first a smaller copy, then none. It
// reports whether the dossier has to be composed anew.
func (s *splitter) shrink(doc paper.Document, sizes []pdf.Size, room Limit) (again bool, err error) {
	if s.limit.Bytes == 0 {
		return false, nil
	}
	for i, e := range doc.Exhibits {
		if sizes[i].Apart || sizes[i].Bytes <= room.Bytes || sizes[i].Refused != "" {
			continue
		}
		again = true
		if _, tried := s.in.reduced[e.Label]; !tried && s.in.Reduce != nil {
			s.in.reduced[e.Label] = room.Bytes - 8000
			continue
		}
		delete(s.in.reduced, e.Label)
		s.in.left[e.Label] = true
	}
	return again, nil
}

// deal gives the exhibits to volumes in their order, whole where they fit.
func (s *splitter) deal(all []paper.Exhibit, sizes []pdf.Size, rooms [2]Limit) []share {
	out, room := []share{{}}, rooms[1]
	put := func(e paper.Exhibit, sheets int, bytes int64) {
		v, here := &out[len(out)-1], rooms[min(len(out)-1, 1)]
		full := s.limit.Bytes > 0 && v.bytes+bytes > here.Bytes || s.limit.Pages > 0 && sum(v.sheets)+sheets > here.Pages
		if full && (len(v.exhibits) > 0 || len(out) == 1) {
			out = append(out, share{})
			v = &out[len(out)-1]
		}
		v.exhibits, v.sheets, v.bytes = append(v.exhibits, e), append(v.sheets, sheets), v.bytes+bytes
	}
	for i, e := range all {
		n := s.needed(e.Label, sizes[i], room)
		if n == 1 {
			put(e, sizes[i].Sheets, sizes[i].Bytes)
			continue
		}
		s.parts[e.Label] = n
		for k := range n {
			from, to := sizes[i].Sheets*k/n+1, sizes[i].Sheets*(k+1)/n
			if to < from {
				continue
			}
			part := e
			part.Sheets = [2]int{from, to}
			put(part, to-from+1, sizes[i].Bytes*int64(to-from+1)/int64(sizes[i].Sheets))
		}
	}
	return out
}

// needed is into how many parts an exhibit is split.
func (s *splitter) needed(label string, x pdf.Size, room Limit) int {
	n := max(s.parts[label], 1)
	if !x.Apart {
		return 1
	}
	if s.limit.Bytes > 0 && x.Bytes > room.Bytes {
		n = max(n, int((x.Bytes+room.Bytes-1)/room.Bytes))
	}
	if s.limit.Pages > 0 && x.Sheets > room.Pages {
		n = max(n, (x.Sheets+room.Pages-1)/room.Pages)
	}
	return min(n, x.Sheets)
}

func sum(all []int) int {
	n := 0
	for _, x := range all {
		n += x
	}
	return n
}

// continued is a dossier as its later volumes begin: the cover and the list of exhibits.
func continued(d paper.Document) paper.Document {
	var blocks []paper.Block
	for i, b := range d.Blocks {
		switch b.(type) {
		case paper.Cover:
			blocks = append(blocks, b)
		case paper.Index:
			if title, ok := d.Blocks[max(i-1, 0)].(paper.Section); ok {
				blocks = append(blocks, title)
			}
			blocks = append(blocks, b)
		}
	}
	d.Blocks = blocks
	return d
}

// number sets the running numbers of all volumes. How long a front is depends on the numbers printed in it, so they are
// laid out until all stand still.
func (s *splitter) number(ctx context.Context, doc paper.Document, shares []share) ([]paper.Document, error) {
	if len(shares) == 1 && s.limit == (Limit{}) || len(shares) == 1 {
		doc.Exhibits = shares[0].exhibits
		return []paper.Document{doc}, nil
	}
	m, err := newMatter(s.in)
	if err != nil {
		return nil, err
	}
	pages, fronts := make([]int, len(shares)), make([]int, len(shares))
	for range mostSplits {
		docs := s.numbered(m, doc, shares, pages, fronts)
		still := true
		for i, d := range docs {
			total, front, err := pdf.Pages(ctx, d, shares[i].sheets)
			if err != nil {
				return nil, err
			}
			still = still && total == pages[i] && front == fronts[i]
			// Numbers that grow back and forth with the lines they take settle at the larger.
			pages[i], fronts[i] = total, front
		}
		if still {
			return docs, nil
		}
	}
	return nil, errors.New("page numbers of the volumes do not settle")
}

// numbered makes the documents of all volumes for the given numbers of pages.
func (s *splitter) numbered(m *matter, doc paper.Document, shares []share, pages, fronts []int) []paper.Document {
	total, before := sum(pages), 0
	where := make([]map[string]paper.Stretch, len(shares))
	var spans []string
	first := make([]int, len(shares))
	for i, v := range shares {
		first[i] = before + 1
		where[i] = map[string]paper.Stretch{}
		at := before + fronts[i]
		for k, e := range v.exhibits {
			where[i][e.Label] = paper.Stretch{From: at + 1, To: at + v.sheets[k]}
			at += v.sheets[k]
		}
		before += pages[i]
		spans = append(spans, m.t("volume.span", "n", i+1, "from", first[i], "to", before))
	}
	out := make([]paper.Document, len(shares))
	for i, v := range shares {
		d := doc
		if i > 0 {
			d = continued(doc)
		}
		if i < len(shares)-1 {
			d.Closing = nil
		}
		d.Exhibits = v.exhibits
		d.Volume = paper.Volume{N: i + 1, Of: len(shares), First: first[i], Total: total, Elsewhere: elsewhere(where, i)}
		d.Blocks = m.inVolume(d.Blocks, i+1, len(shares), m.l.List(spans))
		d.Title = m.t("volume.title", "title", doc.Title, "n", i+1, "of", len(shares))
		out[i] = d
	}
	return out
}

// elsewhere is where exhibits stand outside one volume.
func elsewhere(where []map[string]paper.Stretch, own int) map[string][]paper.Stretch {
	out := map[string][]paper.Stretch{}
	for i, all := range where {
		for _, label := range slices.Sorted(maps.Keys(all)) {
			if i != own {
				out[label] = append(out[label], all[label])
			}
		}
	}
	return out
}

// inVolume says on the cover which volume it is, and under the list of exhibits which pages each volume holds.
func (m *matter) inVolume(blocks []paper.Block, n, of int, spans string) []paper.Block {
	out := slices.Clone(blocks)
	for i, b := range out {
		switch b := b.(type) {
		case paper.Cover:
			b.Kind = m.t("volume.kind", "kind", b.Kind, "n", n, "of", of)
			out[i] = b
		case paper.Index:
			b.Table.Note = together(" ", b.Table.Note, m.t("volume.note", "spans", spans))
			out[i] = b
		}
	}
	return out
}

// VolumeName is the name of a volume's file; courts refuse names that tell nothing.
func VolumeName(in Input, n, of int) string {
	if of == 1 {
		return fmt.Sprintf("dossie-%s-%s.pdf", in.Case.Code, in.Body)
	}
	return fmt.Sprintf("dossie-%s-%s-%s.pdf", in.Case.Code, in.Body, VolumePart(in, n, of))
}

// VolumePart says in a file's name which volume it is, in the language of whoever reads the paper. Names sort as volumes do.
func VolumePart(in Input, n, of int) string {
	b, _ := in.Packs.Body(in.Body)
	return slug(locale.For(in.spokenBy(b)).T("dossier.volume.file", "n", fmt.Sprintf("%0*d", len(fmt.Sprint(of)), n), "of", fmt.Sprint(of)), longestName)
}
