package media

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"
)

// painted is a picture whose left half is red and right half blue, with a green corner at the top left: every
// orientation of it is different.
func painted(w, h int) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			c := color.RGBA{200, 30, 30, 255}
			if x >= w/2 {
				c = color.RGBA{30, 30, 200, 255}
			}
			if x < w/4 && y < h/4 {
				c = color.RGBA{30, 200, 30, 255}
			}
			img.SetRGBA(x, y, c)
		}
	}
	return img
}

func mustJPEG(t testing.TB, img image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, &jpeg.Options{Quality: 95}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func mustPNG(t testing.TB, img image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// exifBlock builds a TIFF structure with an orientation, a capture time and a place.
func exifBlock(order binary.ByteOrder, orientation int, captured string, place bool) []byte {
	mark := "II*\x00"
	if order == binary.ByteOrder(binary.BigEndian) {
		mark = "MM\x00*"
	}
	b := append([]byte(mark), 0, 0, 0, 0)
	order.PutUint32(b[4:], 8)
	field := func(tag, kind uint16, count, value uint32) []byte {
		f := make([]byte, 12)
		order.PutUint16(f, tag)
		order.PutUint16(f[2:], kind)
		order.PutUint32(f[4:], count)
		if kind == 3 {
			order.PutUint16(f[8:], uint16(value))
		} else {
			order.PutUint32(f[8:], value)
		}
		return f
	}
	dir := func(fields ...[]byte) []byte {
		d := make([]byte, 2)
		order.PutUint16(d, uint16(len(fields)))
		return append(append(d, bytes.Join(fields, nil)...), 0, 0, 0, 0)
	}
	const subAt, gpsAt, textAt = 8 + 2 + 36 + 4, 8 + 2 + 36 + 4 + 18, 8 + 2 + 36 + 4 + 18 + 30
	root := [][]byte{field(tagOrientation, 3, 1, uint32(orientation)), field(tagExifIFD, 4, 1, subAt)}
	if place {
		root = append(root, field(tagGPSIFD, 4, 1, gpsAt))
	} else {
		root = append(root, field(0x0128, 3, 1, 2))
	}
	b = append(b, dir(root...)...)
	b = append(b, dir(field(tagCaptured, 2, uint32(len(captured)+1), textAt))...)
	b = append(b, dir(field(tagLatitude, 5, 3, textAt), field(tagLongitude, 5, 3, textAt))...)
	return append(append(b, captured...), 0)
}

// withEXIF puts an APP1 segment behind the start of a JPEG.
func withEXIF(jpg, block []byte) []byte {
	body := append([]byte("Exif\x00\x00"), block...)
	seg := []byte{0xff, 0xe1, byte((len(body) + 2) >> 8), byte(len(body) + 2)}
	return append(append(append([]byte{}, jpg[:2]...), append(seg, body...)...), jpg[2:]...)
}

// hugePNG claims a size that nobody could keep in memory.
func hugePNG(w, h uint32) []byte {
	head := make([]byte, 17)
	copy(head, "IHDR")
	binary.BigEndian.PutUint32(head[4:], w)
	binary.BigEndian.PutUint32(head[8:], h)
	head[12], head[13] = 8, 2
	b := append([]byte("\x89PNG\r\n\x1a\n\x00\x00\x00\x0d"), head...)
	b = binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(head))
	return append(b, "\x00\x00\x00\x00IEND\xaeB\x60\x82"...)
}

func mustZip(t testing.TB, files ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, f := range files {
		name, body, _ := strings.Cut(f, "=")
		w, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store})
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprint(w, body)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// madePDF writes a small PDF by hand, one page for each content.
func madePDF(contents ...string) []byte {
	return madePDFWith("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>", nil, contents...)
}

// madePDFWith is madePDF with another font as object 3 and further objects, numbered from 4.
func madePDFWith(font string, further []string, contents ...string) []byte {
	first := 4 + len(further)
	var kids []string
	for i := range contents {
		kids = append(kids, fmt.Sprintf("%d 0 R", first+2*i))
	}
	objects := append([]string{"<< /Type /Catalog /Pages 2 0 R >>",
		fmt.Sprintf("<< /Type /Pages /Kids [%s] /Count %d >>", strings.Join(kids, " "), len(contents)), font}, further...)
	for i, c := range contents {
		objects = append(objects,
			fmt.Sprintf("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents %d 0 R >>", first+2*i+1),
			streamObject(c))
	}
	var b bytes.Buffer
	b.WriteString("%PDF-1.4\n")
	table := "0000000000 65535 f \n"
	for i, o := range objects {
		table += fmt.Sprintf("%010d 00000 n \n", b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	xref := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, table, len(objects)+1, xref)
	return b.Bytes()
}

func streamObject(body string) string {
	return fmt.Sprintf("<< /Length %d >>\nstream\n%s\nendstream", len(body), body)
}

func checkSum(name string, body []byte) uint32 {
	return crc32.ChecksumIEEE(append([]byte(name), body...))
}
