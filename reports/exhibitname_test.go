package reports

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"degrau/cases"
)

func TestExhibitsWithoutWordsGoByTheirFileName(t *testing.T) {
	m, err := newMatter(mustInput(t, headlines["not-delivered"], "br-procon"))
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		"comprovante.png": "comprovante", "tela_do-rastreio.jpg": "tela do rastreio", "C:\\fotos\\Nota Fiscal (2).PDF": "Nota Fiscal 2",
		"IMG_1234.jpg": "foto", "DSC00012.JPG": "foto", "PXL_20260712_101112.jpg": "foto", "20260712_101112.jpg": "foto", "IMG-20260712-WA0003.jpg": "foto",
		"WhatsApp Image 2026-07-12 at 10.11.12.jpeg": "foto", "9f86d081884c7d659a2feaa0c55ad015.jpg": "foto", "image.png": "foto", "📷.jpg": "foto",
		"Screenshot_20260715.png": "captura de tela", "Captura de tela 2026-07-15.png": "captura de tela", "golpe.jpg": "foto",
		"comprovante 😡.png": "comprovante", "": "imagem sem descrição",
	} {
		if got := m.caption(cases.Evidence{Name: name, Kind: "jpeg"}); got != want {
			t.Errorf("%q is called %q, want %q", name, got, want)
		}
	}
	for kind, want := range map[string]string{"pdf": "documento PDF", "text": "documento de texto", "docx": "arquivo"} {
		if got := m.caption(cases.Evidence{Name: "scan0001.x", Kind: kind}); got != want {
			t.Errorf("a %s is called %q, want %q", kind, got, want)
		}
	}
}

func TestTheCoverNamesEveryExhibit(t *testing.T) {
	in := mustInput(t, headlines["refund-missing"], "br-procon")
	fs := files{}
	for i := range 12 {
		fs.add(t, in.Case, fmt.Sprintf("papel %c.png", 'a'+i), "png", "")
	}
	d, _, err := Dossier(in)
	if err != nil {
		t.Fatal(err)
	}
	m, err := newMatter(in)
	if err != nil {
		t.Fatal(err)
	}
	table := m.coverProof(m.claims())
	if left := m.unseen(table); len(left) > 0 {
		t.Errorf("the cover is silent about %v", left)
	}
	last := table.Rows[len(table.Rows)-1]
	if len(table.Rows) != coverRows+1 || last[0].Text != fmt.Sprintf("E mais %d, na lista de provas", len(last[2].Pages)) {
		t.Errorf("%d rows, the last: %+v", len(table.Rows), last)
	}
	if text := inWords(d); strings.Contains(text, "sem descrição") || !strings.Contains(text, "papel l") {
		t.Error("exhibits without their names")
	}
}

func TestTheSameFileIsCountedOnce(t *testing.T) {
	f := headlines["refund-missing"]
	f.Events = slices.Clone(f.Events)
	f.Events[1].Evidence = []string{"P1", "P4"}
	in := mustInput(t, f, "br-procon")
	first := in.Case.Evidence()[0]
	first.Number, first.Name, first.Caption = 0, "outra-vez.jpg", "de novo"
	if _, err := in.Case.AddEvidence(first, "cli", noon); err != nil {
		t.Fatal(err)
	}
	d, _, err := Dossier(in)
	if err != nil {
		t.Fatal(err)
	}
	text := inWords(d)
	if len(d.Exhibits) != 3 || !strings.Contains(text, "P4 | Igual a P1. | –") || strings.Contains(text, "P1, P4") {
		t.Errorf("%d exhibits:\n%s", len(d.Exhibits), text)
	}
	k, err := BuildKit(in)
	if err != nil {
		t.Fatal(err)
	}
	if words := kitInWords(k); !strings.Contains(strings.ReplaceAll(words, "\u00a0", " "), "com 3 provas") {
		t.Errorf("counts other than three: %s", words)
	}
}

func TestNamesAreWrittenWithoutSigns(t *testing.T) {
	f := headlines["not-delivered"]
	f.Parties = []cases.Party{{Role: cases.Consumer, Name: "Zulmira 🌸 Testemunha ❤️"}, {Role: cases.Seller, Name: "★ TechWorld™ ★"}}
	f.Purchases = []cases.Purchase{{Item: "🔥 Notebook 14 polegadas 🔥"}}
	d, _, err := Dossier(mustInput(t, f, "br-procon"))
	if err != nil {
		t.Fatal(err)
	}
	text := inWords(d)
	if !strings.Contains(text, "“Notebook 14 polegadas”") || !strings.Contains(text, "\nZulmira Testemunha\n") || !strings.Contains(text, "Loja: TechWorld™\n") {
		t.Error(text)
	}
}

func TestSignsHaveNamesInEveryLanguage(t *testing.T) {
	if n := len(signNames()); n < 60 {
		t.Errorf("%d signs", n)
	}
	for r, names := range signNames() {
		for _, lang := range cases.Languages {
			if names[lang] == "" || strings.ContainsAny(names[lang], "[]%") {
				t.Errorf("%c in %s: %q", r, lang, names[lang])
			}
		}
	}
	if got := signsIn("pt")['😡']; got != "rosto com raiva" {
		t.Errorf("got %q", got)
	}
}
