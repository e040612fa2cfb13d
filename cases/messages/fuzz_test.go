package messages

import (
	"archive/zip"
	"bytes"
	"errors"
	"testing"

	"degrau/cases"
	"degrau/internal/civil"
)

// fuzzRead reads bytes as one kind; whatever they are, there is a transcript that holds together or a clear refusal.
func fuzzRead(t *testing.T, b []byte, kind string) *Transcript {
	got, err := Read(bytes.NewReader(b), int64(len(b)), Options{Kind: kind, Received: civil.Must(2026, 5, 1)})
	if err != nil {
		if !cases.IsKind(err, cases.Invalid) && !errors.Is(err, ErrNoWords) {
			t.Errorf("%s: %v", kind, err)
		}
		return nil
	}
	checkTranscript(t, got)
	return got
}

func FuzzWhatsApp(f *testing.F) {
	for _, s := range []string{"25/03/2026 21:47 - Ana: oi\n26/03/2026 9:00 - Loja: olá\nsegunda linha", "[3/25/26, 9:47:00\u202fPM] Ana: \u200e<attached: 1-PHOTO-2026-03-25-21-47-05.jpg>\n[3/25/26, 9:48:00\u202fPM] Ana: x <Mensagem editada>",
		"2026. 3. 25. 오후 9:47 - a: b\n2026. 3. 25. 오후 9:47 - a:.", "٢٥/٣/٢٠٢٦, ٩:٤٧ م - أ: ب\n٢٥/٣/٢٠٢٦, ٩:٤٧ م - أ: ب", "[21:47, 25/03/2026] a: b", "1/1/70 0:0 - :\n- 25.03.26"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		e, ok := settleExport(s, civil.Date{})
		if !ok {
			return
		}
		n := 0
		for m := range e.all() {
			if n++; m.N != n || m.Kind == "" {
				t.Fatalf("message %d: %+v", n, m)
			}
		}
	})
}

func FuzzPastedChat(f *testing.F) {
	for _, s := range []string{"Ana\n24/03/2026 10:05\noi\nLoja\n24/03/2026 10:06\nolá\nAna\n10:07\n.", "Você: a\nVendedor: b\nVocê: c", "[10:05] Ana: a\n(10:06) Bia: b", "Ana, [24.03.2026 10:05]\nx\nBia — 12 de março de 2026 às 10:05\ny",
		"oi\n10:05\nolá\n10:06", "Hoje\nAna 10:05 AM\nx\nAna 10:06 AM\ny", "quinta, 2026-03-24T10:05:33Z"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if got := fuzzRead(t, []byte(s), "text"); got != nil {
			got.Suggest(civil.Must(2026, 5, 1))
		}
	})
}

func FuzzMail(f *testing.F) {
	f.Add([]byte(parcel()))
	f.Add([]byte(mailHead + "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!\r\n--b--"))
	f.Add([]byte("From a\nSubject: =?x?q?=E1?=\n\nEm 1/2/26 10:05, a escreveu:\n> b\n\nFrom b\nSubject: c\n\nDe: a\nPara: b\nAssunto: c\n\nd"))
	f.Add([]byte("Content-Type: text/html; charset=utf-7\n\n<blockquote>a"))
	f.Fuzz(func(t *testing.T, b []byte) { fuzzRead(t, b, "eml") })
}

func FuzzHTML(f *testing.F) {
	for _, s := range []string{"<p>a<blockquote>b<br><br>c</blockquote>", "<head><title>x</title><body><script>a</script>b", "<svg><svg></svg>a", "<table><tr><td>a<td>b", "<meta charset=utf-16>\xff\xfe", "<!--"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) { fuzzRead(t, b, "html") })
}

func FuzzDocument(f *testing.F) {
	f.Add([]byte(docx))
	f.Add([]byte(odt))
	f.Add([]byte(`<w:del><w:t>a</w:t></w:del></w:del><text:s text:c="999999999"/>`))
	f.Fuzz(func(t *testing.T, b []byte) {
		for kind, name := range map[string]string{"docx": "word/document.xml", "odt": "content.xml"} {
			var z bytes.Buffer
			w := zip.NewWriter(&z)
			part, err := w.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store})
			if err != nil {
				t.Fatal(err)
			}
			_, _ = part.Write(b)
			_ = w.Close()
			fuzzRead(t, z.Bytes(), kind)
		}
	})
}

func FuzzArchive(f *testing.F) {
	files := map[string]string{"_chat.txt": chatText, "a/b.eml": parcel(), "c.docx": "PK\x03\x04", "d.csv": "a;b\n1;2"}
	f.Add(zipped(f, files, []string{"_chat.txt", "a/b.eml"}, nil))
	f.Add(zipped(f, files, []string{"c.docx", "d.csv", "d.csv"}, func(h *zip.FileHeader) { h.Method = zip.Store }))
	f.Add([]byte("PK\x05\x06" + string(make([]byte, 18))))
	f.Fuzz(func(t *testing.T, b []byte) {
		fuzzRead(t, b, "zip")
		fuzzRead(t, b, "docx")
	})
}
