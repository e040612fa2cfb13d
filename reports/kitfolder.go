package reports

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"degrau/cases"
	"degrau/escalation"
	"degrau/internal/locale"
	"degrau/reports/checker"
	"degrau/reports/docx"
	"degrau/reports/paper"
	"degrau/reports/pdf"
)

// KitFile is the name of the list that tells one of our folders from a stranger's.
const KitFile = "kit.json"

// DossierFile is the name of the dossier in a kit.
const DossierFile = "dossier.pdf"

// kitList is what KitFile holds: whose kit this is and the SHA-256 of each file.
type kitList struct {
	Case  string            `json:"case"`
	Body  string            `json:"body"`
	Files map[string]string `json:"files"`
}

// WriteKit writes the kit as a folder: one text file a field, attachments, checklist and dossier. The folder appears
// whole or not at all. A folder that is already there is replaced only if it is an earlier kit of the same case and body
// and nobody put other files in it. Only its owner may read it: it holds names and numbers. It returns the files in the order of use.
func WriteKit(ctx context.Context, dir string, in Input) ([]string, error) {
	k, err := BuildKit(in)
	if err != nil {
		return nil, err
	}
	if err := k.refusePersonal(); err != nil {
		return nil, err
	}
	dir = filepath.Clean(dir)
	if err := mayReplace(dir, kitList{Case: in.Case.ID, Body: in.Body}); err != nil {
		return nil, err
	}
	if err := os.MkdirAll(filepath.Dir(dir), 0o755); err != nil {
		return nil, fmt.Errorf("make folder for kit: %w", err)
	}
	tmp, err := os.MkdirTemp(filepath.Dir(dir), ".degrau-kit-")
	if err != nil {
		return nil, fmt.Errorf("make folder for kit: %w", err)
	}
	defer os.RemoveAll(tmp)
	w := kitWriter{dir: tmp, sums: map[string]string{}, sizes: map[string]int64{}}
	if err := w.all(ctx, &k, in); err != nil {
		return nil, err
	}
	return w.names, swap(tmp, dir)
}

type kitWriter struct {
	dir   string
	names []string
	sums  map[string]string
	sizes map[string]int64
}

// files lists what is in the folder so far.
func (w *kitWriter) files() []checker.File {
	var out []checker.File
	for _, name := range w.names {
		out = append(out, checker.File{Name: name, SHA256: w.sums[name], Size: w.sizes[name]})
	}
	return out
}

func (w *kitWriter) all(ctx context.Context, k *Kit, in Input) error {
	doc, gaps, err := Dossier(in)
	if err != nil {
		return err
	}
	k.Lack(gaps) // what cannot be shown of an exhibit is known only once its copy is asked for
	m, err := newMatter(in)
	if err != nil {
		return err
	}
	order := m.byImportance(doc.Exhibits)
	for _, f := range k.Fields {
		if f.Value == "" {
			continue
		}
		// No line end after the last word: what is in the file is what is pasted, and it must count the same.
		if err := w.put(f.File, func(out io.Writer) error { _, err := io.WriteString(out, f.Value); return err }); err != nil {
			return err
		}
		if f.Own == "" {
			continue
		}
		own := locale.For(k.Own).T("kit.own.folder") + "/" + f.File
		if err := w.put(own, func(out io.Writer) error { _, err := io.WriteString(out, f.Own); return err }); err != nil {
			return err
		}
	}
	files := attachments(m.t("attachments.folder"), k.Body.Form.Attachments, order, doc.StripMetadata)
	for _, a := range files {
		if err := ctx.Err(); err != nil {
			return err
		}
		if a.skipped != "" {
			continue
		}
		if err := w.put(a.name, func(out io.Writer) error { return copyOriginal(out, in.Open, a.exhibit) }); err != nil {
			return err
		}
	}
	dossier, more, err := w.dossier(ctx, *k, in)
	if err != nil {
		return err
	}
	k.Lack(more)
	papers, err := w.papers(ctx, *k, in)
	if err != nil {
		return err
	}
	list := checklist(*k, papers, append(files, dossier...), in)
	if err := w.put("checklist.txt", func(out io.Writer) error { _, err := io.WriteString(out, list); return err }); err != nil {
		return err
	}
	if err := w.put(checker.Name, func(out io.Writer) error { return CheckPage(out, in.Case, doc, w.files(), KitFile) }); err != nil {
		return err
	}
	sums := kitList{in.Case.ID, in.Body, w.sums}
	b, err := json.MarshalIndent(sums, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(w.dir, KitFile), append(b, '\n'), 0o600)
}

// dossier writes the dossier, in volumes where the body's limit asks for it. Where the limit leaves no room for a volume it stays one
// file, and the checklist says that it is too large.
func (w *kitWriter) dossier(ctx context.Context, k Kit, in Input) ([]attachment, []Gap, error) {
	tmp, err := os.MkdirTemp(filepath.Dir(w.dir), ".degrau-kit-")
	if err != nil {
		return nil, nil, fmt.Errorf("make folder for dossier: %w", err)
	}
	defer os.RemoveAll(tmp)
	drawn, gaps, err := Draw(ctx, tmp, in, LimitOf(k.Body))
	if cases.IsKind(err, cases.Invalid) {
		drawn, gaps, err = Draw(ctx, tmp, in, Limit{})
	}
	if err != nil {
		return nil, nil, err
	}
	var out []attachment
	for i, d := range drawn {
		name := DossierFile
		if len(drawn) > 1 {
			name = "dossier-" + VolumePart(in, i+1, len(drawn)) + ".pdf"
		}
		if err := os.Rename(d.At, filepath.Join(w.dir, name)); err != nil {
			return nil, nil, fmt.Errorf("write %s: %w", name, err)
		}
		w.names, w.sums[name], w.sizes[name] = append(w.names, name), d.SHA256, d.Bytes
		out = append(out, dossierAttachment(name, k.Body.Form.Attachments, d.Bytes))
	}
	return out, gaps, nil
}

// papers writes the texts that the body takes as files of their own: to hand in, and to edit.
func (w *kitWriter) papers(ctx context.Context, k Kit, in Input) (names []string, err error) {
	for _, x := range k.Body.Papers {
		doc, _, err := OwnPaper(in, x.ID)
		if err != nil {
			return nil, err
		}
		name := PaperName(in, x)
		var drawn pdf.Written
		if err := w.put(name+".pdf", func(out io.Writer) (err error) { drawn, err = pdf.Write(ctx, out, doc, in.Open); return err }); err != nil {
			return nil, err
		}
		if err := Audit(ctx, name+".pdf", filepath.Join(w.dir, name+".pdf"), doc, drawn, Limit{}); err != nil {
			return nil, err
		}
		if err := w.put(name+".docx", func(out io.Writer) error { return docx.Write(out, doc) }); err != nil {
			return nil, err
		}
		names = append(names, name)
	}
	return names, nil
}

// PaperName is what the file of a body's own paper is called, without its ending: in the body's language, since its clerks read
// it.
func PaperName(in Input, x escalation.Paper) string {
	b, _ := in.Packs.Body(in.Body)
	if name := slug(locale.For(b.Language).Fill(x.Name, nil), longestName-len(".docx")); name != "" {
		return name
	}
	return slug(x.ID, longestName)
}

// put writes one file and keeps its hash for the list.
func (w *kitWriter) put(name string, write func(io.Writer) error) (err error) {
	at := filepath.Join(w.dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(at), 0o700); err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	f, err := os.OpenFile(at, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	h := sha256.New()
	if err := write(io.MultiWriter(f, h)); err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	n, err := f.Seek(0, io.SeekCurrent)
	w.names, w.sums[name], w.sizes[name] = append(w.names, name), hex.EncodeToString(h.Sum(nil)), n
	return err
}

// copyOriginal copies the bytes as received and refuses to hand on others.
func copyOriginal(out io.Writer, open Opener, x paper.Exhibit) error {
	if open == nil {
		return cases.NotFoundf("no_such_exhibit", "label", x.Label)
	}
	r, err := open(x.SHA256)
	if err != nil {
		return err
	}
	defer r.Close()
	h := sha256.New()
	if _, err := io.Copy(io.MultiWriter(out, h), r); err != nil {
		return err
	}
	if got := hex.EncodeToString(h.Sum(nil)); got != x.SHA256 {
		return fmt.Errorf("exhibit %s is not what was received: %s", x.Label, got)
	}
	return nil
}
