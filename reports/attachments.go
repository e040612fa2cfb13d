package reports

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"degrau/escalation"
	"degrau/internal/locale"
	"degrau/reports/paper"
	"degrau/reports/pdf"
)

// longestName is the shortest limit on file names found among the bodies that receive files.
const longestName = 46

// attachment is one exhibit as a file to attach; skipped names the catalogue key of why it is only in the dossier, notes
// those of what to know when attaching it.
type attachment struct {
	name    string // in the kit's folder: anexos/01-comprovante.jpg
	exhibit paper.Exhibit
	skipped string
	notes   []string
}

// attachments names the exhibits by content, in order, and leaves out what the body is known not to take: the dossier
// holds those too. What cannot be drawn is in no dossier, so it travels as a file even where the site refuses its kind.
// The files have a folder of their own: their numbers are not those of the texts. What anybody can read gets no original.
func attachments(folder string, limits escalation.Attachments, all []paper.Exhibit, public bool) []attachment {
	var out []attachment
	sure, n := citable(limits.Sources), 0
	for _, x := range all {
		hidden := len(x.Words) > 0 && x.Hidden
		original := x
		x = asAttached(x)
		a, ext := attachment{exhibit: x}, extension(x)
		taken := len(limits.Types) == 0 || slices.Contains(limits.Types, strings.TrimPrefix(ext, "."))
		full := limits.MaxFiles > 0 && n+1 >= limits.MaxFiles // one place is for the dossier
		drawn := pdf.Draws(x.Kind)
		switch {
		case original.Refused != "":
			a.skipped = "kit.attachment.refused"
		case hidden:
			a.skipped = "kit.attachment.covered"
		case public && x.SHA256 == original.SHA256: // the dossier shows it without what the camera wrote
			a.skipped = "kit.attachment.public"
		case limits.MaxBytes > 0 && x.Size > limits.MaxBytes && drawn:
			a.skipped = "kit.attachment.too_large"
		case limits.MaxBytes > 0 && x.Size > limits.MaxBytes:
			a.skipped = "kit.attachment.by_hand"
		case drawn && !taken && sure:
			a.skipped = "kit.attachment.kind"
		case drawn && full:
			a.skipped = "kit.attachment.too_many"
		}
		if a.skipped == "" {
			n++
			a.note(x.SHA256 != original.SHA256 && !original.Copy.Covered, "kit.attachment.converted")
			a.note(x.SHA256 == original.SHA256 && x.Located, "kit.attachment.location")
			a.note(!taken && sure, "kit.attachment.kind_apart")
			a.note(!taken && !sure, "kit.attachment.kind_unsure")
			a.note(full && taken, "kit.attachment.many_apart")
			a.note(limits.MaxBytes == 0 && limits.CautiousBytes > 0 && x.Size > limits.CautiousBytes, "kit.attachment.heavy")
			a.name = path.Join(folder, attachmentName(n, x.Title, ext))
		}
		out = append(out, a)
	}
	return out
}

// asAttached is the file that is attached of an exhibit: its copy where papers draw one, which every portal can show and
// which says nothing of place and camera. Several pictures in one file go as they came: the copy is the first alone.
func asAttached(x paper.Exhibit) paper.Exhibit {
	if x.Copy.Covered || x.Copy.SHA256 != "" && !x.Copy.First {
		x.SHA256, x.Kind, x.Size = x.Copy.SHA256, x.Copy.Kind, x.Copy.Size
	}
	return x
}

func (a *attachment) note(holds bool, key string) {
	if holds {
		a.notes = append(a.notes, key)
	}
}

// byImportance puts first what proves the first claims: on a phone people attach files one by one, and some stop early.
func (m *matter) byImportance(all []paper.Exhibit) []paper.Exhibit {
	rank := map[string]int{}
	for i, c := range m.claims() {
		for _, label := range exhibitsOf(c.proofs) {
			if _, ranked := rank[label]; !ranked {
				rank[label] = i - 1<<20 // before those that no claim names
			}
		}
	}
	out := slices.Clone(all)
	slices.SortStableFunc(out, func(a, b paper.Exhibit) int { return rank[a.Label] - rank[b.Label] })
	return out
}

// dossierAttachment is the dossier itself as the last file to attach.
func dossierAttachment(name string, limits escalation.Attachments, size int64) attachment {
	limit := limits.MaxBytes
	if limit == 0 {
		limit = limits.CautiousBytes
	}
	a := attachment{name: name, exhibit: paper.Exhibit{Size: size}}
	a.note(limit > 0 && size > limit, "kit.attachment.volumes") // the dossier can be made in volumes
	return a
}

// attachmentName numbers a file and names it by its content: "Documento 01" is a name that courts refuse.
func attachmentName(n int, title, ext string) string {
	prefix := fmt.Sprintf("%02d-", n)
	name := slug(title, longestName-len(prefix)-len(ext))
	if name == "" {
		name = "prova"
	}
	return prefix + name + ext
}

// extension follows the kind found in the bytes, never the name a stranger gave.
func extension(x paper.Exhibit) string {
	switch x.Kind {
	case "jpeg":
		return ".jpg"
	case "text":
		return ".txt"
	case "unknown", "program", "empty", "":
		return ".bin"
	}
	if slug(x.Kind, 5) != x.Kind {
		return ".bin"
	}
	return "." + x.Kind
}

// checklist is the sheet beside the files, in the person's own language.
func checklist(k Kit, papers []string, files []attachment, in Input) string {
	l := locale.For(in.Case.Facts().Language)
	var b strings.Builder
	line := func(s string) { b.WriteString(s + "\n") }
	line(l.T("kit.checklist.title", "body", l.Fill(k.Body.Name, nil)))
	line(l.T("kit.checklist.not_sent"))
	part := func(key string, items []string) {
		if len(items) == 0 {
			return
		}
		line("")
		line(l.T("kit.checklist." + key))
		for _, s := range items {
			line("[ ] " + s)
		}
	}
	var needs, fields, attach, after []string
	for _, x := range k.Body.Needs {
		needs = append(needs, l.Fill(x, nil))
	}
	for _, f := range k.Fields {
		fields = append(fields, fieldLine(l, f))
	}
	if slices.ContainsFunc(k.Fields, func(f KitField) bool { return f.Own != "" }) {
		fields = append(fields, l.T("kit.own", "folder", locale.For(k.Own).T("kit.own.folder")))
	}
	for _, name := range papers {
		attach = append(attach, l.T("kit.paper", "file", name+".pdf", "editable", name+".docx"))
	}
	for _, a := range files {
		if a.skipped != "" {
			attach = append(attach, l.T(a.skipped, "label", a.exhibit.Label))
			continue
		}
		entry := a.name + " (" + together(", ", a.exhibit.Label, l.T("kit.size", "n", int(a.exhibit.Size+999)/1000)) + ")"
		for _, key := range a.notes {
			entry += ". " + l.T(key)
		}
		attach = append(attach, entry)
	}
	for _, x := range k.Body.After {
		after = append(after, l.Fill(x, nil))
	}
	part("needs", needs)
	part("proofs", missingProofs(in, l))
	if k.Body.URL != nil && *k.Body.URL != "" {
		line("")
		line(l.T("kit.checklist.site", "url", *k.Body.URL))
	}
	part("fields", fields)
	part("attach", attach)
	part("after", after)
	var gaps []string
	for _, g := range k.Gaps {
		gaps = append(gaps, SayGap(g, l))
	}
	part("gaps", gaps)
	return b.String()
}

func fieldLine(l *locale.Localizer, f KitField) string {
	if f.Value == "" {
		return l.T("kit.field.by_hand", "label", f.Label)
	}
	s := l.T("kit.field.paste", "label", f.Label, "file", f.File)
	switch {
	case f.Max > 0 && f.Doubt:
		s += " " + l.T("kit.field.cautious", "length", f.Length, "max", f.Max)
	case f.Max > 0:
		s += " " + l.T("kit.field.limit", "length", f.Length, "max", f.Max)
	}
	if f.Public {
		s += " " + l.T("kit.field.public")
	}
	return s
}

// SayGap puts a gap into words.
func SayGap(g Gap, l *locale.Localizer) string {
	return Say(escalation.Phrase{Key: g.Key, Args: g.Args}, l)
}
