package messages

import (
	"archive/zip"
	"bytes"
	"errors"
	"io/fs"
	"strings"
	"testing"
	"time"

	"degrau/cases"
)

// zipped makes an archive; each file may be changed before it is written.
func zipped(t testing.TB, files map[string]string, order []string, change func(*zip.FileHeader)) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range order {
		h := &zip.FileHeader{Name: name, Method: zip.Deflate, Modified: time.Date(2026, 3, 24, 0, 0, 0, 0, time.UTC)}
		if change != nil {
			change(h)
		}
		w, err := z.CreateHeader(h)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(files[name])); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func mustReadBytes(t testing.TB, b []byte, kind string) *Transcript {
	t.Helper()
	got, err := Read(bytes.NewReader(b), int64(len(b)), Options{Kind: kind})
	if err != nil {
		t.Fatal(err)
	}
	checkTranscript(t, got)
	return got
}

const docx = `<?xml version="1.0"?><w:document xmlns:w="w"><w:body><w:p><w:r><w:t xml:space="preserve">Pedido </w:t></w:r><w:r><w:t>8150000000000011</w:t></w:r></w:p>
<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Valor</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>R$ 129,90</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
<w:p><w:r><w:t>linha 1</w:t><w:br/><w:t>linha 2 &amp; fim</w:t></w:r><w:del><w:r><w:delText>riscado</w:delText></w:r></w:del></w:p></w:body></w:document>`

const odt = `<?xml version="1.0"?><office:document-content xmlns:office="o" xmlns:text="t" xmlns:table="b"><office:body><office:text><text:h>Título</text:h>
<text:p>um<text:s text:c="2"/>dois<text:line-break/>três<office:annotation><text:p>nota</text:p></office:annotation></text:p></office:text></office:body></office:document-content>`

func TestDocuments(t *testing.T) {
	got := mustReadBytes(t, zipped(t, map[string]string{"[Content_Types].xml": "<x/>", "word/document.xml": docx}, []string{"[Content_Types].xml", "word/document.xml"}, nil), "docx")
	if want := "Pedido 8150000000000011\n\nValor \tR$ 129,90\nlinha 1\nlinha 2 & fim"; got.Source != DOCX || got.Messages[0].Text != want {
		t.Errorf("%s: %q", got.Source, got.Messages[0].Text)
	}
	got = mustReadBytes(t, zipped(t, map[string]string{"content.xml": odt}, []string{"content.xml"}, nil), "odt")
	if want := "Título\num  dois\ntrês"; got.Source != ODT || got.Messages[0].Text != want {
		t.Errorf("%s: %q", got.Source, got.Messages[0].Text)
	}
}

func TestDamagedDocumentsSayWhy(t *testing.T) {
	whole := zipped(t, map[string]string{"word/document.xml": docx}, []string{"word/document.xml"}, nil)
	for name, row := range map[string]struct {
		data []byte
		key  string
	}{
		"cut in half":          {whole[:len(whole)/2], WarnDamaged},
		"broken XML":           {zipped(t, map[string]string{"word/document.xml": "<w:p><w:t>antes</w:t></w:p><w:p"}, []string{"word/document.xml"}, nil), WarnDamaged},
		"an entity of its own": {zipped(t, map[string]string{"word/document.xml": `<!DOCTYPE x [<!ENTITY a "aaaa">]><w:p><w:t>antes &a;</w:t></w:p>`}, []string{"word/document.xml"}, nil), WarnDamaged},
		"nesting without end":  {zipped(t, map[string]string{"word/document.xml": strings.Repeat("<w:p>", 200_000)}, []string{"word/document.xml"}, nil), WarnDamaged},
		"unpacks to far more":  {zipped(t, map[string]string{"word/document.xml": "<w:p><w:t>" + strings.Repeat("x ", maxDocument/2+1) + "</w:t></w:p>"}, []string{"word/document.xml"}, nil), WarnDamaged},
	} {
		t.Run(name, func(t *testing.T) {
			if got := mustReadBytes(t, row.data, "docx"); !got.Warns(row.key) {
				t.Errorf("warnings %v", got.Keys())
			}
		})
	}
	_, err := Read(bytes.NewReader(zipped(t, nil, []string{"word/document.xml"}, nil)), 0, Options{Kind: "docx"})
	if err != nil {
		t.Errorf("no bytes at all: %v", err)
	}
}

func TestPages(t *testing.T) {
	for name, row := range map[string]struct{ page, want string }{
		"blocks and spaces": {"<html><head><title>x</title><style>p{}</style></head><body><p>um\n dois</p><div>três <b>quatro</b>,cinco</div></body></html>", "um dois\n\ntrês quatro,cinco"},
		"nothing that runs": {"<p>a</p><script>alert('b')</script><svg><text>c</text></svg><noscript>d</noscript><iframe src=x>e</iframe><p onclick=x>f</p>", "a\n\nf"},
		"lists and tables":  {"<ul><li>a<li>b</ul><table><tr><td>x</td><td>y</td></tr></table>", "- a\n- b\nx\ty"},
		"quoted mail":       {"<p>ok</p><blockquote><p>antes</p><blockquote>mais</blockquote></blockquote>fim", "ok\n>\n> antes\n> >\n> > mais\nfim"},
		"line breaks":       {"a<br>b<br><br>c&nbsp;d &lt;e&gt;", "a\nb\n\nc d <e>"},
		"left open":         {"<p>a<div>b<!-- c", "a\nb"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := mustReadBytes(t, []byte(row.page), "html"); got.Messages[0].Text != row.want {
				t.Errorf("%q", got.Messages[0].Text)
			}
		})
	}
	if got := mustReadBytes(t, []byte("<meta charset=iso-8859-2><p>Bun\xe3 \xfeii"), "html"); got.Messages[0].Text != "Bună ţii" {
		t.Errorf("%q", got.Messages[0].Text)
	}
}

func TestTables(t *testing.T) {
	got := mustRead(t, "Data;Valor;Nota\n24/03/2026;129,90;\"um; dois\"\n", Options{Name: "extrato.csv"})
	if want := "Data | Valor | Nota\n24/03/2026 | 129,90 | um; dois"; got.Source != CSV || got.Messages[0].Text != want {
		t.Errorf("%s: %q", got.Source, got.Messages[0].Text)
	}
}

func TestWhatCannotBeReadSaysSo(t *testing.T) {
	if _, err := Read(strings.NewReader("x"), 1, Options{Kind: "png"}); !errors.Is(err, ErrNoWords) {
		t.Errorf("%v", err)
	}
	if _, err := Read(strings.NewReader("\x00\x01"), 2, Options{Kind: "text"}); !cases.IsKind(err, cases.Invalid) {
		t.Errorf("%v", err)
	}
}

const chatText = "25/03/2026 21:47 - Ana: oi\n25/03/2026 21:48 - Ana: IMG-20260325-WA0001.jpg (arquivo anexado)\n25/03/2026 21:49 - Ana: IMG-20260325-WA0002.jpg (arquivo anexado)\n"

func TestAnExportWithItsMedia(t *testing.T) {
	got := mustReadBytes(t, zipped(t, map[string]string{"IMG-20260325-WA0001.jpg": "\xff\xd8\xff", "Conversa do WhatsApp com Loja.txt": chatText},
		[]string{"IMG-20260325-WA0001.jpg", "Conversa do WhatsApp com Loja.txt"}, nil), "zip")
	if got.Source != WhatsApp || len(got.Messages) != 3 || got.Attachments[0].Message != 2 || got.Attachments[0].SHA256 == "" || got.Attachments[0].Reason != "" {
		t.Fatalf("%s: %+v %+v", got.Source, got.Messages, got.Attachments)
	}
	if len(got.Warnings) != 1 || got.Warnings[0] != (Warning{WarnMissing, 1, 3}) {
		t.Errorf("warnings %+v", got.Warnings)
	}
}

func TestArchivesAreOpenedSafely(t *testing.T) {
	files := map[string]string{"../fora.txt": "a", "/etc/raiz.txt": "b", `C:\x.txt`: "c", "elo.txt": "/etc/passwd", "dentro.zip": "PK\x03\x04xx", "carta.txt": "Paguei R$ 129,90", "CARTA.TXT": "outra",
		"zeros.txt": strings.Repeat("\x00", 40<<20), "fechado.txt": "segredo", "pagina.html": "<p>oi</p>"}
	order := []string{"../fora.txt", "/etc/raiz.txt", `C:\x.txt`, "elo.txt", "dentro.zip", "carta.txt", "CARTA.TXT", "zeros.txt", "fechado.txt", "pagina.html"}
	b := zipped(t, files, order, func(h *zip.FileHeader) {
		if h.Name == "elo.txt" {
			h.SetMode(fs.ModeSymlink | 0o777)
		}
		if h.Name == "fechado.txt" {
			h.Flags |= 1
		}
	})
	got := mustReadBytes(t, b, "zip")
	want := []string{ReasonUnsafe, ReasonUnsafe, ReasonUnsafe, ReasonLink, ReasonNested, "", ReasonDuplicate, ReasonBomb, ReasonEncrypted, ""}
	if len(got.Attachments) != len(want) {
		t.Fatalf("%+v", got.Attachments)
	}
	for i, a := range got.Attachments {
		if a.Reason != want[i] {
			t.Errorf("%s: %q, want %q", order[i], a.Reason, want[i])
		}
	}
	if len(got.Messages) != 2 || got.Messages[0].Text != "Paguei R$ 129,90" || got.Messages[0].File != "carta.txt" || got.Messages[1].Text != "oi" {
		t.Errorf("%+v", got.Messages)
	}
}

func TestTooManyFilesAreNotListed(t *testing.T) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for range maxEntries + 1 {
		if _, err := z.CreateHeader(&zip.FileHeader{Name: "a", Method: zip.Store}); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	if got := mustReadBytes(t, b.Bytes(), "zip"); len(got.Attachments) != 0 || !got.Warns(WarnClosed) {
		t.Errorf("%d files, %v", len(got.Attachments), got.Keys())
	}
}

func TestBytesThatAreNotThoseOfTheDirectory(t *testing.T) {
	b := zipped(t, map[string]string{"a.txt": "Paguei R$ 129,90 ontem"}, []string{"a.txt"}, func(h *zip.FileHeader) { h.Method = zip.Store })
	b[bytes.Index(b, []byte("129"))]++
	got := mustReadBytes(t, b, "zip")
	if got.Attachments[0].Reason != ReasonBroken || len(got.Messages) != 0 {
		t.Errorf("%+v", got.Attachments)
	}
}
