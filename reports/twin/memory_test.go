package twin

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"image"
	"image/jpeg"
	"io"
	"runtime"
	"strings"
	"testing"

	"degrau/reports/paper"
)

type photo struct{ *bytes.Reader }

func (photo) Close() error { return nil }

// TestPhotosPassThrough writes a page of many large photos and counts what was asked of memory for it, which must be far
// less than they are.
func TestPhotosPassThrough(t *testing.T) {
	var b bytes.Buffer
	if err := jpeg.Encode(&b, image.NewGray(image.Rect(0, 0, 640, 480)), nil); err != nil {
		t.Fatal(err)
	}
	const photos, size = 40, 4 << 20
	b.WriteString(strings.Repeat("x", size-b.Len()-2) + "\xff\xd9") // as cameras append things behind the picture
	sum := sha256.Sum256(b.Bytes())
	d := paper.Document{Title: "Fotos", Lang: "pt-BR"}
	for i := range photos {
		d.Exhibits = append(d.Exhibits, paper.Exhibit{Label: "P" + string(rune('A'+i)), Kind: "jpeg", SHA256: hex.EncodeToString(sum[:]), Size: size})
	}
	open := func(string) (io.ReadSeekCloser, error) { return photo{bytes.NewReader(b.Bytes())}, nil }
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	w, err := Write(t.Context(), io.Discard, d, open)
	runtime.ReadMemStats(&after)
	if err != nil || w.Bytes < photos*size*4/3 {
		t.Fatalf("%+v %v", w, err)
	}
	if used := after.TotalAlloc - before.TotalAlloc; used > 24<<20 {
		t.Errorf("%d MB of memory for %d MB of photos", used>>20, photos*size>>20)
	}
}
