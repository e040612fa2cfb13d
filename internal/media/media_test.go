package media

import (
	"bytes"
	"encoding/binary"
	"errors"
	"image"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"
)

func mustProbe(t testing.TB, b []byte) Info {
	t.Helper()
	info, err := Probe(bytes.NewReader(b), int64(len(b)), "lie-20260315.exe")
	if err != nil {
		t.Fatal(err)
	}
	return info
}

func utf16Bytes(order binary.AppendByteOrder, mark, s string) []byte {
	b := []byte(mark)
	for _, u := range utf16.Encode([]rune(s)) {
		b = order.AppendUint16(b, u)
	}
	return b
}

func TestKindComesFromTheBytes(t *testing.T) {
	rest := strings.Repeat("\x00\x01\x02\x03", 64)
	for name, c := range map[string]struct {
		bytes      string
		kind, mime string
	}{
		"plain words":              {"Comprei em abril e não chegou.", "text", "text/plain; charset=utf-8"},
		"words of Windows":         {"Comprei em abril e n\xe3o chegou.", "text", "text/plain; charset=windows-1252"},
		"UTF-16 with its mark":     {string(utf16Bytes(binary.LittleEndian, "\xff\xfe", "não chegou")), "text", "text/plain; charset=utf-16le"},
		"UTF-16, the other order":  {string(utf16Bytes(binary.BigEndian, "\xfe\xff", "não chegou")), "text", "text/plain; charset=utf-16be"},
		"UTF-16 without a mark":    {string(utf16Bytes(binary.LittleEndian, "", "nao chegou nada")), "text", "text/plain; charset=utf-16le"},
		"a word in Cyrillic":       {"товар не пришёл", "text", "text/plain; charset=utf-8"},
		"a chat export":            {"[12/03/2026 14:02:11] Loja: bom dia\n", "text", "text/plain; charset=utf-8"},
		"words that begin with MZ": {"MZ comprou e não recebeu", "text", "text/plain; charset=utf-8"},
		"words that begin with BM": {"BM Store não entregou o pedido em abril", "text", "text/plain; charset=utf-8"},
		"bytes of no form":         {rest, "unknown", "application/octet-stream"},
		"a zero in words":          {"abc\x00def", "unknown", "application/octet-stream"},
		"a web page":               {"  \n<!DOCTYPE html><p>oi", "html", "text/html"},
		"a drawing":                {`<?xml version="1.0"?><svg xmlns="x"/>`, "svg", "image/svg+xml"},
		"a mail":                   {"Received: from x\r\nFrom: a@b.c\r\nSubject: pedido\r\n\r\noi", "eml", "message/rfc822"},
		"a mail pasted by hand":    {"De: Loja\nPara: Maria\nAssunto: pedido\n\noi", "text", "text/plain; charset=utf-8"},
		"a letter with a subject":  {"Subject: refund\nDear shop", "text", "text/plain; charset=utf-8"},
		"a program":                {"MZ\x90\x00" + rest, "program", "application/octet-stream"},
		"an Office file of old":    {"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + rest, "ole", "application/x-ole-storage"},
		"a voice message":          {"OggS\x00\x02" + rest, "ogg", "audio/ogg"},
		"music":                    {"ID3\x03\x00" + rest, "mp3", "audio/mpeg"},
		"music without a tag":      {"\xff\xfb\x90\x44" + rest, "mp3", "audio/mpeg"},
		"a film":                   {"\x00\x00\x00\x18ftypmp42" + rest, "mp4", "video/mp4"},
		"an iPhone film":           {"\x00\x00\x00\x14ftypqt  " + rest, "mov", "video/quicktime"},
		"an iPhone photo":          {"\x00\x00\x00\x18ftypheic" + rest, "heic", "image/heic"},
		"a sound of Windows":       {"RIFF\x00\x00\x00\x00WAVE" + rest, "wav", "audio/wav"},
		"rich text":                {"{\\rtf1 oi}", "rtf", "application/rtf"},
		"RIFF of another kind":     {"RIFF\x00\x00\x00\x00XXXX" + rest, "unknown", "application/octet-stream"},
		"nothing":                  {"", "empty", "application/octet-stream"},
	} {
		t.Run(name, func(t *testing.T) {
			info := mustProbe(t, []byte(c.bytes))
			if info.Kind != c.kind || info.MIME != c.mime {
				t.Errorf("%s (%s), want %s (%s)", info.Kind, info.MIME, c.kind, c.mime)
			}
			if Shown(info.Kind) == slices.Contains(info.Warnings, WarnNotShown) && c.kind != "empty" {
				t.Errorf("warnings: %v", info.Warnings)
			}
		})
	}
}

func TestDocumentsInsideZip(t *testing.T) {
	for name, c := range map[string]struct {
		files []string
		kind  string
	}{
		"Word":                {[]string{"[Content_Types].xml=x", "word/document.xml=x"}, "docx"},
		"Excel":               {[]string{"_rels/.rels=x", "xl/workbook.xml=x", "[Content_Types].xml=x"}, "xlsx"},
		"OpenDocument":        {[]string{"mimetype=application/vnd.oasis.opendocument.text", "content.xml=x"}, "odt"},
		"a chat":              {[]string{"_chat.txt=oi", "IMG-1.jpg=x"}, "zip"},
		"a folder named word": {[]string{"word/list.txt=x"}, "zip"},
	} {
		if info := mustProbe(t, mustZip(t, c.files...)); info.Kind != c.kind {
			t.Errorf("%s: %s, want %s", name, info.Kind, c.kind)
		}
	}
	cut := mustZip(t, "a=b")
	if info := mustProbe(t, cut[:len(cut)-10]); info.Kind != "zip" || !slices.Contains(info.Warnings, WarnBroken) {
		t.Errorf("a cut archive: %+v", info)
	}
}

func TestPicturesSayTheirSize(t *testing.T) {
	big, small := painted(640, 400), painted(120, 400)
	jpg := mustJPEG(t, big)
	for name, c := range map[string]struct {
		bytes    []byte
		w, h     int
		warnings []string
	}{
		"JPEG":                     {jpg, 640, 400, nil},
		"PNG":                      {mustPNG(t, big), 640, 400, nil},
		"a narrow PNG":             {mustPNG(t, small), 120, 400, []string{WarnTooSmall}},
		"narrow, but held upright": {withEXIF(mustJPEG(t, small), exifBlock(binary.BigEndian, 6, "2026:03:15 14:02:11", false)), 120, 400, nil},
		"a cut JPEG":               {jpg[:len(jpg)/2], 640, 400, []string{WarnTruncated}},
		"a JPEG cut in its head":   {jpg[:20], 0, 0, []string{WarnBroken}},
		"a JPEG with data behind":  {append(bytes.Clone(jpg), make([]byte, 5000)...), 640, 400, nil},
		"a cut PNG":                {mustPNG(t, big)[:200], 640, 400, []string{WarnTruncated}},
		"a PNG of a billion":       {hugePNG(40000, 40000), 40000, 40000, []string{WarnTooManyPixels, WarnBroken}},
		"a PNG with no size":       {hugePNG(0, 10), 0, 0, []string{WarnBroken}},
		"a PNG past all bounds":    {hugePNG(1<<31, 1<<31), 0, 0, []string{WarnBroken}},
	} {
		t.Run(name, func(t *testing.T) {
			info := mustProbe(t, c.bytes)
			if info.Width != c.w || info.Height != c.h || !slices.Equal(info.Warnings, c.warnings) {
				t.Errorf("%dx%d %v, want %dx%d %v", info.Width, info.Height, info.Warnings, c.w, c.h, c.warnings)
			}
		})
	}
}

func TestEXIF(t *testing.T) {
	jpg := mustJPEG(t, painted(640, 400))
	for _, order := range []binary.ByteOrder{binary.LittleEndian, binary.BigEndian} {
		for o := 1; o <= 8; o++ {
			info := mustProbe(t, withEXIF(jpg, exifBlock(order, o, "2026:03:15 14:02:11", true)))
			if info.Orientation != o || info.CapturedOn != "2026-03-15" || !slices.Contains(info.Warnings, WarnHasLocation) {
				t.Errorf("%v %d: %+v", order, o, info)
			}
		}
	}
	for captured, want := range map[string]string{"0000:00:00 00:00:00": "", "2026:02:30 10:00:00": "", "1980:01:01 00:00:00": "", "hoje": "", "2026:03:15": "2026-03-15"} {
		info := mustProbe(t, withEXIF(jpg, exifBlock(binary.BigEndian, 9, captured, false)))
		if info.CapturedOn != want || info.Orientation != 1 || len(info.Warnings) != 0 {
			t.Errorf("%s: %+v", captured, info)
		}
	}
	bare := mustProbe(t, jpg)
	if bare.Orientation != 1 || bare.CapturedOn != "" {
		t.Errorf("without EXIF: %+v", bare)
	}
}

func TestEXIFCutAnywhereDoesNoHarm(t *testing.T) {
	block := exifBlock(binary.LittleEndian, 6, "2026:03:15 14:02:11", true)
	for n := range block {
		info := Info{Orientation: 1}
		info.readEXIF(block[:n])
		for at := range block[:n] { // and with every byte turned over
			turned := bytes.Clone(block)
			turned[at] ^= 0xff
			info.readEXIF(turned)
		}
	}
}

func TestThumbnailsAreUprightAndBare(t *testing.T) {
	img := painted(640, 400)
	jpg := mustJPEG(t, img)
	for o := 1; o <= 8; o++ {
		with := withEXIF(mustJPEG(t, stored(img, o)), exifBlock(binary.BigEndian, o, "2026:03:15 14:02:11", true))
		var out bytes.Buffer
		if err := Thumbnail(&out, bytes.NewReader(with), mustProbe(t, with), 160); err != nil {
			t.Fatal(err)
		}
		got, _, err := image.Decode(bytes.NewReader(out.Bytes()))
		if err != nil || got.Bounds().Dx() != 160 || got.Bounds().Dy() != 100 {
			t.Fatalf("orientation %d: %v %v", o, got.Bounds(), err)
		}
		if at := colours(got); at != "green red blue red blue" {
			t.Errorf("orientation %d: %s", o, at)
		}
		if bytes.Contains(out.Bytes(), []byte("Exif")) || len(mustProbe(t, out.Bytes()).Warnings) != 1 {
			t.Errorf("orientation %d: the thumbnail carries metadata", o)
		}
	}
	var tiny bytes.Buffer
	if err := Thumbnail(&tiny, bytes.NewReader(jpg), mustProbe(t, jpg), 4000); err != nil || mustProbe(t, tiny.Bytes()).Width != 640 {
		t.Errorf("a picture must not grow: %v", err)
	}
}

// stored is how a camera held in this orientation writes the picture: the way back from upright.
func stored(img *image.RGBA, o int) *image.RGBA {
	w, h := img.Bounds().Dx(), img.Bounds().Dy()
	if o >= 5 {
		w, h = h, w
	}
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			ux, uy := place(o, x, y, w, h)
			out.SetRGBA(x, y, img.RGBAAt(ux, uy))
		}
	}
	return out
}

// colours names what is seen at the top left, below it, top right, bottom left and bottom right.
func colours(img image.Image) string {
	b := img.Bounds()
	var out []string
	for _, p := range [][2]int{{5, 5}, {5, b.Dy() / 2}, {b.Dx() - 6, 5}, {5, b.Dy() - 6}, {b.Dx() - 6, b.Dy() - 6}} {
		r, g, bl, _ := img.At(p[0], p[1]).RGBA()
		switch {
		case g > r && g > bl:
			out = append(out, "green")
		case r > bl:
			out = append(out, "red")
		default:
			out = append(out, "blue")
		}
	}
	return strings.Join(out, " ")
}

func TestThumbnailRefuses(t *testing.T) {
	jpg := mustJPEG(t, painted(640, 400))
	for name, c := range map[string]struct {
		bytes []byte
		info  Info
		want  error
	}{
		"a PDF":               {madePDF(""), Info{Kind: "pdf"}, ErrNoPicture},
		"a bomb":              {hugePNG(40000, 40000), Info{Kind: "png"}, ErrManyPixels},
		"a cut JPEG":          {jpg[:30], Info{Kind: "jpeg"}, ErrBroken},
		"a JPEG cut later":    {jpg[:len(jpg)/2], Info{Kind: "jpeg"}, ErrBroken},
		"bytes that are none": {[]byte("oi"), Info{Kind: "png"}, ErrNoPicture},
	} {
		if err := Thumbnail(&bytes.Buffer{}, bytes.NewReader(c.bytes), c.info, 100); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := Thumbnail(&bytes.Buffer{}, bytes.NewReader(jpg), Info{Kind: "jpeg"}, 0); err == nil {
		t.Error("a thumbnail of no size")
	}
}

func FuzzProbe(f *testing.F) {
	jpg := mustJPEG(f, painted(40, 30))
	f.Add(withEXIF(jpg, exifBlock(binary.BigEndian, 6, "2026:03:15 14:02:11", true)))
	f.Add(mustPNG(f, painted(40, 30)))
	f.Add(madePDF("BT /F1 12 Tf (oi) Tj ET"))
	f.Add(mustZip(f, "[Content_Types].xml=x", "word/document.xml=x"))
	f.Add([]byte("GIF89a\x01\x00\x01\x00"))
	f.Add([]byte("RIFF\x00\x00\x00\x00WEBPVP8X\x0a\x00\x00\x00\x00\x00\x00\x00\x01\x00\x00\x01\x00\x00"))
	f.Add([]byte("\x00\x00\x00\x18ftypheic\x00\x00\x00\x00ispe\x00\x00\x00\x00\x00\x00\x01\x00\x00\x00\x01\x00"))
	f.Add([]byte("Subject: x\n\noi"))
	f.Add(mustEncode(f, "gif", painted(40, 30)))
	f.Add(mustEncode(f, "tiff", painted(40, 30)))
	f.Add(mustRead(f, "painted.heic"))
	f.Add([]byte("<svg><script>x</script></svg>"))
	f.Fuzz(func(t *testing.T, b []byte) {
		if kind, _ := sniff(b[:min(len(b), headBytes)]); kind == "pdf" { // read in a child, where fuzzing sees nothing: see FuzzPDF
			return
		}
		info, err := Probe(bytes.NewReader(b), int64(len(b)), "x")
		if err != nil {
			t.Fatalf("bytes in memory cannot fail to be read: %v", err)
		}
		if info.Kind == "" || info.MIME == "" || info.Orientation < 1 || info.Orientation > 8 || info.Width < 0 || info.Height < 0 || info.Pages < 0 {
			t.Errorf("%+v", info)
		}
	})
}
