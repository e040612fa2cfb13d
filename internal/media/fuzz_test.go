package media

import (
	"bytes"
	"encoding/binary"
	"image"
	"io"
	"testing"
)

// fuzzPicture makes copies as the child does: one that is whole, one that is covered and cut.
func fuzzPicture(f *testing.F, kind string) {
	f.Fuzz(func(t *testing.T, b []byte) {
		if k, _ := sniff(b[:min(len(b), headBytes)]); k != kind {
			return
		}
		if conf, err := sizeOf(kind, b); err == nil && conf.Width*conf.Height > 300_000 { // only slow
			return
		}
		var out bytes.Buffer
		c, err := copyPicture(&out, b, Settings{MaxSide: 64})
		if err != nil {
			if Reason(err) == "" {
				t.Errorf("no reason for %v", err)
			}
			return
		}
		img, form, err := image.Decode(&out)
		if err != nil || form != c.Kind || img.Bounds().Dx() != c.Width || c.Width < 1 || c.Width > 64 || c.Height > 64 {
			t.Errorf("%+v is %s: %v", c, form, err)
		}
		if _, err := copyPicture(io.Discard, b, Settings{Boxes: []Box{{X: 0.1, Y: 0.1, W: 0.7, H: 0.2}}, Slice: Slice{Height: 50, Overlap: 10}}); err != nil {
			t.Errorf("whole but not covered: %v", err)
		}
	})
}

func FuzzJPEG(f *testing.F) {
	f.Add(withEXIF(mustJPEG(f, painted(40, 30)), exifBlock(binary.BigEndian, 6, "2026:03:15 14:02:11", true)))
	for _, frame := range []byte{0xc0, 0xc2} {
		f.Add(flatJPEG(frame, 8, 3))
		f.Add(flatJPEG(frame, 8, 4))
	}
	fuzzPicture(f, "jpeg")
}

func FuzzPNG(f *testing.F) {
	b := mustPNG(f, painted(40, 30))
	f.Add(b)
	f.Add(withChunk(f, b, "eXIf", exifBlock(binary.LittleEndian, 8, "2026:03:15 14:02:11", true)))
	fuzzPicture(f, "png")
}

func FuzzGIF(f *testing.F) {
	f.Add(mustEncode(f, "gif", painted(40, 30)))
	fuzzPicture(f, "gif")
}

func FuzzBMP(f *testing.F) {
	f.Add(mustEncode(f, "bmp", painted(40, 30)))
	f.Add(mustEncode(f, "bmp", image.NewGray(image.Rect(0, 0, 9, 9))))
	fuzzPicture(f, "bmp")
}

func FuzzTIFF(f *testing.F) {
	f.Add(mustEncode(f, "tiff", painted(40, 30)))
	f.Add(mustEncode(f, "tiff", image.NewGray16(image.Rect(0, 0, 9, 9))))
	fuzzPicture(f, "tiff")
}

func FuzzWebP(f *testing.F) {
	simple := mustRead(f, "painted-lossless.webp")
	f.Add(simple)
	f.Add(mustRead(f, "painted-alpha.webp"))
	f.Add(mustRead(f, "moving.webp"))
	f.Add(extendedWebP(simple, exifBlock(binary.BigEndian, 6, "2026:03:15 14:02:11", true), 320, 200))
	fuzzPicture(f, "webp")
}

func FuzzHEIC(f *testing.F) {
	f.Add(mustRead(f, "painted.heic"))
	fuzzPicture(f, "heic")
}

func FuzzEXIF(f *testing.F) {
	for _, order := range []binary.ByteOrder{binary.LittleEndian, binary.BigEndian} {
		f.Add(exifBlock(order, 6, "2026:03:15 14:02:11", true))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		i := Info{Kind: "tiff", Orientation: 1}
		i.readEXIF(b)
		i.lookTIFFBytes(b)
		if i.Orientation < 1 || i.Orientation > 8 || i.Width < 0 || i.Height < 0 || len(i.CapturedOn) != 0 && len(i.CapturedOn) != 10 {
			t.Errorf("%+v", i)
		}
	})
}
