package reports

import (
	"strconv"
	"strings"
	"time"

	"degrau/cases"
	"degrau/internal/civil"
	"degrau/reports/paper"
)

func (m *matter) requestBlocks() []paper.Block {
	n := paper.Numbered{}
	for _, a := range m.requests() {
		n.Items = append(n.Items, a.text)
	}
	intro := m.t("requests.intro")
	if m.public {
		intro = m.t("requests.intro_public")
	}
	out := []paper.Block{paper.Para{Text: intro}, n}
	if sum := askedTotal(m.requests()); sum.Minor > 0 {
		out = append(out, paper.Para{Text: m.t("requests.sum", "sum", m.amount(sum)), Style: "note"})
	}
	return out
}

// matrix ties every claim to its exhibits, or says that there is none.
func (m *matter) matrix() []paper.Block {
	if m.public && len(m.exhibits) == 0 {
		return nil
	}
	t := paper.Table{Head: []string{m.t("head.claim"), m.t("head.proof"), m.t("head.page")}, Widths: []float64{0.62, 0.22, 0.16}, Right: []bool{false, false, true}}
	all := m.claims()
	for _, c := range all {
		t.Rows = append(t.Rows, m.proofRow(clip(c.text, 240), c.proofs))
	}
	for _, s := range m.looseShown(all) {
		t.Rows = append(t.Rows, m.proofRow(s.text, s.proofs))
	}
	if len(t.Rows) == 0 {
		return nil
	}
	return []paper.Block{t}
}

func (m *matter) kind(x cases.Evidence) string {
	switch {
	case x.IsPicture():
		return m.t("kind.picture")
	case x.Kind == "pdf", x.Kind == "text":
		return m.t("kind." + x.Kind)
	case x.IsHeard():
		return m.t("kind.sound")
	}
	return m.t("kind.file")
}

// index lists the exhibits.
func (m *matter) index() []paper.Block {
	if len(m.exhibits) == 0 && m.public {
		return nil
	}
	if len(m.exhibits) == 0 {
		return []paper.Block{paper.Para{Text: m.t("exhibits.none"), Style: "note"}}
	}
	t := paper.Table{Head: []string{m.t("head.number"), m.t("head.shows"), m.t("head.kind"), m.t("head.received"), m.t("head.page"), "SHA-256"},
		Widths: []float64{0.07, 0.38, 0.12, 0.15, 0.07, 0.21}, Right: []bool{false, false, false, false, true, false}, Note: m.t("exhibits.note")}
	for _, x := range m.allExhibits() {
		if x.of != "" {
			t.Rows = append(t.Rows, []paper.Cell{{Text: x.Label(), Bold: true}, {Text: m.t("exhibit.same", "label", x.of), Link: x.of},
				{Text: "–", Muted: true}, {Text: m.l.DateShort(m.received(x.Evidence))}, {Pages: []string{x.of}}, {Text: shortHash(x.SHA256), Muted: true}})
			continue
		}
		shows := m.caption(x.Evidence)
		if !x.CapturedOn.IsZero() {
			shows = m.t("exhibit.captured", "what", shows, "on", m.when(x.CapturedOn))
		}
		shows = together(" · ", shows, m.rendered(x.Evidence))
		t.Rows = append(t.Rows, []paper.Cell{{Text: x.Label(), Link: x.Label(), Bold: true}, {Text: shows},
			{Text: together(", ", m.kind(x.Evidence), m.pages(x.Evidence))}, {Text: m.l.DateShort(m.received(x.Evidence))}, {Pages: []string{x.Label()}},
			{Text: shortHash(x.SHA256), Muted: true}})
	}
	return []paper.Block{paper.Index{Table: t}}
}

func (m *matter) pages(x cases.Evidence) string {
	switch {
	case x.DurationMS > 0:
		return m.l.Lasting(time.Duration(x.DurationMS) * time.Millisecond)
	case x.Pages == 0:
		return ""
	}
	return m.t("exhibit.pages", "n", x.Pages)
}

func (m *matter) received(x cases.Evidence) civil.Date {
	return civil.In(x.ReceivedAt, m.in.zone(m.body))
}

func shortHash(h string) string {
	if len(h) < 16 {
		return h
	}
	return h[:4] + "\u00a0" + h[4:8] + "\u00a0…\u00a0" + h[len(h)-4:]
}

// sheets are the exhibits as they are drawn.
func (m *matter) sheets() []paper.Exhibit {
	var out []paper.Exhibit
	all := m.claims()
	for _, x := range m.exhibits {
		s := m.sheet(x)
		var proves []string
		for _, c := range all {
			for _, label := range exhibitsOf(c.proofs) {
				if label == x.Label() && len(proves) == 0 {
					proves = append(proves, m.t("exhibit.proves", "what", clip(c.text, 90)))
				}
			}
		}
		if to := m.rendered(x); to != "" {
			proves = append(proves, to)
		}
		proves = append(proves, m.copyWords(s)...)
		s.Proves = strings.Join(append(proves, m.t("exhibit.received", "on", m.l.DateShort(m.received(x)))), " · ")
		out = append(out, s)
	}
	return out
}

// closing is what follows the exhibits: manifest, custody statement, declaration and signature.
func (m *matter) closing(n int) []paper.Block {
	var out []paper.Block
	if len(m.exhibits) > 0 {
		n++
		out = append(out, paper.Section{Number: n, Title: m.t("section.custody"), NewPage: true})
		out = append(out, m.manifest(), paper.Heading{Text: m.t("custody.title")})
		if m.copied() {
			out = append(out, paper.Para{Text: m.t("custody.copies")})
		}
		for _, key := range []string{"received", "unchanged", "limits", "stated", "originals", "verify"} {
			out = append(out, paper.Para{Text: m.t("custody." + key)})
		}
		out = append(out, m.checkCode()...)
		out = append(out, paper.Para{Text: m.t("custody.made", "version", strings.TrimSpace("Degrau "+m.in.Version), "at", m.instant(), "packs", shortHash(m.in.Packs.Snapshot())), Style: "note"})
	}
	if m.public {
		return out
	}
	n++
	out = append(out, paper.Section{Number: n, Title: m.t("section.declaration"), NewPage: true},
		paper.Para{Text: m.t("declaration.text")})
	c, _ := m.facts.Party(cases.Consumer)
	return append(out, paper.Signature{PlaceDate: m.t("declaration.place", "on", m.l.Date(m.asOf)), Name: c.Name, Note: m.t("declaration.note")})
}

func (m *matter) manifest() paper.Table {
	t := paper.Table{Title: m.t("custody.manifest"), Head: []string{m.t("head.number"), m.t("head.file"), m.t("head.size"), m.t("head.received"), "SHA-256"},
		Widths: []float64{0.07, 0.23, 0.11, 0.13, 0.46}, Right: []bool{false, false, true, false, false}}
	for _, x := range m.allExhibits() {
		name := x.Name
		if m.public {
			name = m.kind(x.Evidence)
		}
		t.Rows = append(t.Rows, []paper.Cell{{Text: x.Label(), Bold: true}, {Text: name}, {Text: strconv.FormatInt(x.Size, 10)},
			{Text: x.ReceivedAt.In(m.in.zone(m.body)).Format("02/01/2006 15:04")}, {Text: grouped(x.SHA256)}})
		if c := m.sheet(x.Evidence).Copy; c.SHA256 != "" && x.of == "" {
			t.Rows = append(t.Rows, []paper.Cell{{Text: ""}, {Text: m.copyName(c), Muted: true}, {Text: strconv.FormatInt(c.Size, 10), Muted: true},
				{Text: "–", Muted: true}, {Text: grouped(c.SHA256), Muted: true}})
		}
	}
	return t
}

// grouped writes a hash in two lines of groups that a person can read against another.
func grouped(h string) string {
	var b strings.Builder
	for i := 0; i < len(h); i += 8 {
		switch {
		case i == 32:
			b.WriteByte('\n')
		case i > 0:
			b.WriteString("\u00a0")
		}
		b.WriteString(h[i:min(i+8, len(h))])
	}
	return b.String()
}

// instant writes the moment of making in the body's zone, with the zone's offset.
func (m *matter) instant() string {
	return m.in.Now.In(m.in.zone(m.body)).Format("02/01/2006 15:04 (UTC-07:00)")
}
