package docx

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"degrau/reports/paper"
)

func sample(texts ...string) paper.Document {
	d := paper.Document{Title: "Petição", Lang: "pt-BR", Code: "7KQ2-M4XD", Footer: "Caso 7KQ2-M4XD", Created: time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC),
		Words: paper.Words{PageOf: "fl. %d de %d"}}
	d.Blocks = []paper.Block{paper.Para{Text: "Ao Juizado Especial Cível"}, paper.Section{Title: "Pedido de devolução"}, paper.Heading{Text: "Os fatos"},
		paper.Numbered{Items: texts}, paper.Numbered{Title: "Condições", Items: texts, Plain: true},
		paper.Table{Title: "Contas", Head: []string{"Dia", "Valor"}, Rows: [][]paper.Cell{{{Text: "12/04/2026", Bold: true}, {Text: "R$ 1.250,00"}}, {{Pages: []string{"P1"}}}}, Note: "Nota."},
		paper.Signature{PlaceDate: "____, 22 de novembro de 2026", Name: "Zulmira", Note: "CPF 111.444.777-35"}}
	return d
}

func written(t testing.TB, d paper.Document) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, d); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// words reads a file as a word processor would: every part is well-formed XML, and the text is what is between the marks.
func words(t testing.TB, raw []byte) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		dec := xml.NewDecoder(r)
		inText := false
		for {
			token, err := dec.Token()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Fatalf("%s: %v", f.Name, err)
			}
			switch x := token.(type) {
			case xml.StartElement:
				inText = x.Name.Local == "t"
				if x.Name.Local == "p" {
					out.WriteString("\n")
				}
			case xml.EndElement:
				inText = false
			case xml.CharData:
				if inText && f.Name == "word/document.xml" {
					out.Write(x)
				}
			}
		}
		if err := r.Close(); err != nil {
			t.Fatal(err)
		}
	}
	return out.String()
}

func TestADocumentHoldsItsWords(t *testing.T) {
	raw := written(t, sample("Em 12/04/2026, comprei <um> “notebook” & paguei.", "segunda\nlinha"))
	text := words(t, raw)
	for _, want := range []string{"Ao Juizado Especial Cível", "Pedido de devolução", "comprei <um> “notebook” & paguei.", "segunda", "R$ 1.250,00", "P1", "Zulmira", "CPF 111.444.777-35", "Condições", "Nota."} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in %s", want, text)
		}
	}
	if !bytes.Equal(raw, written(t, sample("Em 12/04/2026, comprei <um> “notebook” & paguei.", "segunda\nlinha"))) {
		t.Error("the same document gives other bytes")
	}
}

func TestHostileWordsStayWords(t *testing.T) {
	for _, s := range []string{"</w:t></w:r>", "\x00\x01\x1b[31m", "\xff\xfe", "שלום (abc)", strings.Repeat("W", 100_000), "a\u2028b", "&amp;&#0;", "]]>", "\ufffe\uffff", "🧿"} {
		d := sample(s)
		d.Title, d.Footer, d.Lang = s, s, s
		if text := words(t, written(t, d)); strings.Contains(s, "w:t") && !strings.Contains(text, s) {
			t.Errorf("%q is not in %q", s, text)
		}
	}
	d := sample("x")
	d.Created = time.Time{}
	words(t, written(t, d))
}

// TestAWordProcessorOpensIt converts a document where LibreOffice is installed, and otherwise trusts the reading of its XML.
func TestAWordProcessorOpensIt(t *testing.T) {
	office, err := exec.LookPath("soffice")
	if err != nil {
		words(t, written(t, sample("um", "dois")))
		return
	}
	dir := t.TempDir()
	at := filepath.Join(dir, "p.docx")
	if err := os.WriteFile(at, written(t, sample("um", "dois")), 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command(office, "-env:UserInstallation=file://"+dir+"/profile", "--headless", "--convert-to", "txt:Text", "--outdir", dir, at).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	b, err := os.ReadFile(filepath.Join(dir, "p.txt"))
	if err != nil || !strings.Contains(string(b), "1. um") || !strings.Contains(string(b), "Zulmira") {
		t.Errorf("%v\n%s", err, b)
	}
}

type full struct{ room int }

func (f *full) Write(p []byte) (int, error) {
	if f.room -= len(p); f.room < 0 {
		return 0, io.ErrShortWrite
	}
	return len(p), nil
}

func TestAFullDiskIsAnError(t *testing.T) {
	for _, room := range []int{0, 100, 2000} {
		if err := Write(&full{room}, sample("x")); err == nil {
			t.Errorf("%d bytes are enough", room)
		}
	}
}

func FuzzWrite(f *testing.F) {
	for _, s := range []string{"", "a", "</w:t>", "\x00", "\xff", "a\tb\nc", "&lt;"} {
		f.Add(s, s)
	}
	f.Fuzz(func(t *testing.T, a, b string) {
		d := sample(a, b)
		d.Title, d.Subject, d.Footer, d.Lang, d.Words.PageOf = a, b, a, b, a
		d.Blocks = append(d.Blocks, paper.Table{Title: a, Head: []string{b}, Rows: [][]paper.Cell{{{Text: a}, {Text: b}}}})
		words(t, written(t, d))
	})
}
