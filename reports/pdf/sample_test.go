package pdf_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"image/png"
	"io"
	"testing"
	"time"

	"degrau/internal/civil"
	"degrau/reports/paper"
	"degrau/reports/pdf"
)

// shelf holds originals by hash, as a store would.
type shelf map[string][]byte

func (s shelf) put(b []byte) string {
	sum := sha256.Sum256(b)
	h := hex.EncodeToString(sum[:])
	s[h] = b
	return h
}

type seeker struct{ *bytes.Reader }

func (seeker) Close() error { return nil }

func (s shelf) open(h string) (io.ReadSeekCloser, error) {
	b, ok := s[h]
	if !ok {
		return nil, errors.New("no such original")
	}
	return seeker{bytes.NewReader(b)}, nil
}

var _ pdf.Opener = shelf(nil).open

// screen draws something like a screenshot: bars of text on a light ground.
func screen(w, h int, seed uint8) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	draw.Draw(img, img.Rect, image.NewUniform(color.RGBA{245, 245, 250, 255}), image.Point{}, draw.Src)
	draw.Draw(img, image.Rect(0, 0, w, h/14), image.NewUniform(color.RGBA{seed, 90, 140, 255}), image.Point{}, draw.Src)
	for y, i := h/10, 0; y < h-h/20; y, i = y+h/30+1, i+1 {
		n := w/4 + (i*37+int(seed))%(w/2+1)
		draw.Draw(img, image.Rect(w/16, y, w/16+n, y+h/60+1), image.NewUniform(color.RGBA{60, 60, 70, 255}), image.Point{}, draw.Src)
	}
	return img
}

func jpegBytes(t testing.TB, img image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, &jpeg.Options{Quality: 80}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func pngBytes(t testing.TB, img image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

var words = paper.Words{
	PageOf: "fl. %d de %d", BackToIndex: "voltar ao índice", ExhibitPage: "página %d de %d",
	Continued: "continuação", Exhibits: "Provas", NotShown: "Este arquivo não pôde ser mostrado aqui",
	More: "… e mais %d, adiante", Unprintable: "[emoji: %s]", Signs: map[rune]string{0x1F600: "rosto sorridente"},
	Reasons: map[string]string{
		"encrypted": "O arquivo está protegido por senha.", "broken": "O arquivo está danificado.",
		"unsupported": "Este tipo de arquivo não é impresso.", "too_large": "A imagem é grande demais.", "missing": "O arquivo não foi encontrado.",
	},
}

// small is the least paper with everything set that Write needs.
func small(blocks ...paper.Block) paper.Document {
	return paper.Document{
		Title: "Dossiê de teste", Subject: "Teste", Lang: "pt-BR", Code: "7KQ2-M4XD",
		Footer:  "Caso 7KQ2-M4XD · Dossiê para o Procon · situação em 22/11/2026",
		AsOf:    civil.Date{Year: 2026, Month: 11, Day: 22},
		Created: time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC),
		Words:   words, Blocks: blocks,
	}
}

func cells(texts ...string) []paper.Cell {
	row := make([]paper.Cell, len(texts))
	for i, s := range texts {
		row[i].Text = s
	}
	return row
}
