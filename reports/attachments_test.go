package reports

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"degrau/cases"
	"degrau/escalation"
	"degrau/reports/paper"
)

func TestAttachments(t *testing.T) {
	sourced := []escalation.Source{{Norm: "site", Confidence: "sourced"}}
	unsure := []escalation.Source{{Norm: "conselho", Confidence: "known"}}
	for name, c := range map[string]struct {
		limits  escalation.Attachments
		exhibit paper.Exhibit
		name    string
		skipped string
		notes   []string
	}{
		"a photo":                              {escalation.Attachments{}, paper.Exhibit{Kind: "jpeg", Title: "Comprovante"}, "anexos/01-comprovante.jpg", "", nil},
		"a HEIC where nothing is known":        {escalation.Attachments{}, paper.Exhibit{Kind: "heic", Title: "foto"}, "anexos/01-foto.heic", "", nil},
		"a HEIC and an unsure list of types":   {escalation.Attachments{Types: []string{"pdf"}, Sources: unsure}, paper.Exhibit{Kind: "heic", Title: "foto"}, "anexos/01-foto.heic", "", []string{"kit.attachment.kind_unsure"}},
		"a WebP that the site refuses":         {escalation.Attachments{Types: []string{"pdf"}, Sources: sourced}, paper.Exhibit{Kind: "webp", Title: "tela"}, "anexos/01-tela.webp", "", []string{"kit.attachment.kind_apart"}},
		"a text that the site refuses":         {escalation.Attachments{Types: []string{"pdf"}, Sources: sourced}, paper.Exhibit{Kind: "text", Title: "conversa"}, "", "kit.attachment.kind", nil},
		"a text and an unsure list":            {escalation.Attachments{Types: []string{"pdf"}, Sources: unsure}, paper.Exhibit{Kind: "text", Title: "conversa"}, "anexos/01-conversa.txt", "", []string{"kit.attachment.kind_unsure"}},
		"a film over the limit":                {escalation.Attachments{MaxBytes: 10, Sources: sourced}, paper.Exhibit{Kind: "mp4", Size: 11}, "", "kit.attachment.by_hand", nil},
		"a photo over the limit":               {escalation.Attachments{MaxBytes: 10, Sources: sourced}, paper.Exhibit{Kind: "jpeg", Size: 11}, "", "kit.attachment.too_large", nil},
		"a film where one file is taken":       {escalation.Attachments{MaxFiles: 1}, paper.Exhibit{Kind: "mp4", Title: "vídeo"}, "anexos/01-video.mp4", "", []string{"kit.attachment.many_apart"}},
		"a HEIC with its copy":                 {escalation.Attachments{Types: []string{"jpg"}, Sources: sourced}, paper.Exhibit{Kind: "heic", Title: "foto", Located: true, Copy: paper.Copy{SHA256: "c", Kind: "jpeg", Size: 5}}, "anexos/01-foto.jpg", "", []string{"kit.attachment.converted"}},
		"several pictures in one file":         {escalation.Attachments{}, paper.Exhibit{Kind: "tiff", Title: "fax", Copy: paper.Copy{SHA256: "c", Kind: "png", First: true}}, "anexos/01-fax.tiff", "", nil},
		"a photo that says where":              {escalation.Attachments{}, paper.Exhibit{Kind: "jpeg", Title: "foto", Located: true}, "anexos/01-foto.jpg", "", []string{"kit.attachment.location"}},
		"a photo with covered parts":           {escalation.Attachments{}, paper.Exhibit{Kind: "jpeg", Title: "foto", Located: true, Hidden: true, Copy: paper.Copy{SHA256: "c", Kind: "jpeg", Covered: true}}, "anexos/01-foto.jpg", "", nil},
		"a program":                            {escalation.Attachments{}, paper.Exhibit{Kind: "program", Title: "../../x"}, "anexos/01-x.bin", "", nil},
		"a kind that is no name for an ending": {escalation.Attachments{}, paper.Exhibit{Kind: "../x", Title: "…"}, "anexos/01-prova.bin", "", nil},
	} {
		t.Run(name, func(t *testing.T) {
			got := attachments("anexos", c.limits, []paper.Exhibit{c.exhibit}, false)[0]
			if got.name != c.name || got.skipped != c.skipped || !slices.Equal(got.notes, c.notes) {
				t.Errorf("got %q, skipped %q, notes %q", got.name, got.skipped, got.notes)
			}
		})
	}
}

func TestWhatCannotBeDrawnTravelsInTheKit(t *testing.T) {
	in := mustInput(t, headlines["not-delivered"], "br-procon")
	fs := files{}
	fs.add(t, in.Case, "x.png", "png", "")
	photo := in.Case.Evidence()[3]
	first := in.Open
	in.Open = func(sum string) (io.ReadSeekCloser, error) {
		if _, ok := fs[sum]; ok {
			return fs.open(sum)
		}
		return first(sum)
	}
	photo.Number, photo.Kind, photo.Name = 0, "heic", "nota fiscal.heic"
	if err := in.Case.RemoveEvidence("P4", "cli", noon); err != nil {
		t.Fatal(err)
	}
	if _, err := in.Case.AddEvidence(photo, "cli", noon); err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(t.TempDir(), "kit")
	if _, err := WriteKit(context.Background(), dir, in); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(filepath.Join(dir, "anexos", "04-nota-fiscal.heic"))
	if err != nil || string(b) != string(fs[photo.SHA256]) {
		t.Errorf("not the bytes received: %v", err)
	}
	list, err := os.ReadFile(filepath.Join(dir, "checklist.txt"))
	if err != nil || !strings.Contains(string(list), "anexos/04-nota-fiscal.heic (P5, ") || !strings.Contains(string(list), "O site pode não aceitar este tipo") {
		t.Errorf("%v\n%s", err, list)
	}
	if err := os.WriteFile(filepath.Join(dir, "anexos", "minha.jpg"), []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := WriteKit(context.Background(), dir, in); !cases.IsKind(err, cases.Conflict) {
		t.Errorf("a file put beside the attachments: %v", err)
	}
}
