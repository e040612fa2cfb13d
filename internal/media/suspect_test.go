package media

import (
	"bytes"
	"slices"
	"strings"
	"testing"
)

func warnings(t testing.TB, b []byte, name string) []string {
	t.Helper()
	info, err := Probe(bytes.NewReader(b), int64(len(b)), name)
	if err != nil {
		t.Fatal(err)
	}
	return info.Warnings
}

func TestNamesAreComparedWithTheBytes(t *testing.T) {
	jpg, doc := mustJPEG(t, painted(640, 400)), madePDF("")
	for name, c := range map[string]struct {
		bytes []byte
		wrong bool
	}{
		"foto.jpg": {jpg, false}, "foto.JPEG": {jpg, false}, "foto.png": {jpg, true}, "foto.pdf": {jpg, true}, "foto": {jpg, false}, "foto.xyz": {jpg, false},
		"conta.pdf": {doc, false}, "conta.jpg": {doc, true}, "relato.txt": {[]byte("oi"), false}, "relato.docx": {[]byte("oi"), true}, "voz.opus": {opus(1), false},
		"voz.mp3": {opus(1), true}, "pacote.zip": {mustZip(t, "a=b"), false}, "pasta/foto.png": {jpg, true},
	} {
		if got := slices.Contains(warnings(t, c.bytes, name), WarnWrongName); got != c.wrong {
			t.Errorf("%s: warned %v", name, got)
		}
	}
}

func TestPicturesWithoutADate(t *testing.T) {
	shot := mustPNG(t, painted(640, 400))
	dated := withEXIF(mustJPEG(t, painted(640, 400)), exifBlock(be, 1, "2026:03:15 14:02:11", false))
	for name, c := range map[string]struct {
		bytes  []byte
		warned bool
	}{
		"tela.png": {shot, true}, "": {shot, true}, "Screenshot_20260315-140211.png": {shot, false}, "Captura de tela 2026-03-15 140211.png": {shot, false},
		"IMG-20260315-WA0003.jpg": {shot, false}, "15-03-2026.png": {shot, false}, "81500000000000112026.png": {shot, true}, "20261599.png": {shot, true},
		"foto.jpg": {dated, false},
	} {
		if got := slices.Contains(warnings(t, c.bytes, name), WarnNoDate); got != c.warned {
			t.Errorf("%s: warned %v", name, got)
		}
	}
	if slices.Contains(warnings(t, madePDF(""), "a.pdf"), WarnNoDate) {
		t.Error("a PDF is no picture")
	}
}

func TestScriptsAndSecondKinds(t *testing.T) {
	jpg, doc, archive := mustJPEG(t, painted(640, 400)), madePDF(""), mustZip(t, "a.txt=b")
	inside := append([]byte{0xff, 0xfe, 0, 12}, "%PDF-1.4\n "...)
	script := strings.Replace(string(doc), "/Type /Catalog", "/OpenAction << /S /JavaScript /JS (app.alert(1)) >> /Type /Catalog", 1)
	places := strings.Replace(string(doc), "/Type /Catalog", "/OpenAction [4 0 R /Fit] /Type /Catalog", 1)
	files := strings.Replace(string(doc), "/Type /Catalog", "/Names << /EmbeddedFiles << /Names [] >> >> /Type /Catalog", 1)
	for name, c := range map[string]struct {
		bytes string
		want  string
		not   string
	}{
		"a drawing":                     {`<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>`, WarnNotShown, WarnActive},
		"a drawing with a script":       {`<svg xmlns="x"><SCRIPT>alert(1)</SCRIPT></svg>`, WarnActive, ""},
		"a drawing that acts when read": {"<svg\nonload = 'x()'/>", WarnActive, ""},
		"a page with a script":          {"<!doctype html><p onclick=x>", WarnActive, ""},
		"a plain page":                  {"<!doctype html><p>onda = mar", WarnNotShown, WarnActive},
		"a PDF with a script":           {script, WarnActive, ""},
		"a PDF that opens at a place":   {places, "", WarnActive},
		"a PDF with files inside":       {files, WarnAttached, WarnActive},
		"a plain PDF":                   {string(doc), "", WarnTwoKinds},
		"a photo":                       {string(jpg), "", WarnTwoKinds},
		"a photo that is an archive":    {string(jpg) + string(archive), WarnTwoKinds, ""},
		"a PDF that is an archive":      {string(doc) + string(archive), WarnTwoKinds, ""},
		"a photo that is a PDF":         {string(jpg[:2]) + string(inside) + string(jpg[2:]) + string(doc), WarnTwoKinds, ""},
		"a GIF that is a script":        {"GIF89a\x01\x00\x01\x00\x00\x00\x00;<script>alert(1)</script>", WarnTwoKinds, ""},
		"a photo with film behind":      {string(jpg) + string(film("mp42", movieHead(0, 600, 7500))), "", WarnTwoKinds},
		"a photo and a word of a ZIP":   {string(jpg) + "PK\x05\x06" + strings.Repeat("\x00", 18), "", WarnTwoKinds},
	} {
		got := warnings(t, []byte(c.bytes), "")
		if c.want != "" && !slices.Contains(got, c.want) || c.not != "" && slices.Contains(got, c.not) {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestSeveralPicturesInOneFile(t *testing.T) {
	one := mustEncode(t, "gif", painted(400, 300))
	frame := one[13+3*256 : len(one)-1]
	two := append(append(append([]byte{}, one[:len(one)-1]...), frame...), 0x3b)
	for name, c := range map[string]struct {
		bytes []byte
		want  string
	}{
		"a GIF": {one, ""}, "a moving GIF": {two, WarnMore}, "a cut GIF": {one[:len(one)/2], WarnTruncated}, "a moving WebP": {mustRead(t, "moving.webp"), WarnUnsupported},
		"a cut WebP": {mustRead(t, "painted-alpha.webp")[:300], WarnTruncated},
	} {
		got := warnings(t, c.bytes, "20260315")
		if c.want == "" && len(got) > 0 || c.want != "" && !slices.Contains(got, c.want) {
			t.Errorf("%s: %v", name, got)
		}
	}
	tiffFile := mustEncode(t, "tiff", painted(400, 300))
	if got := warnings(t, tiffFile, "20260315"); len(got) > 0 {
		t.Errorf("a TIFF: %v", got)
	}
	at := le.Uint32(tiffFile[4:])
	end := at + 2 + 12*uint32(le.Uint16(tiffFile[at:]))
	le.PutUint32(tiffFile[end:], at)
	if got := warnings(t, tiffFile, "20260315"); !slices.Contains(got, WarnMore) {
		t.Errorf("a TIFF of two pages: %v", got)
	}
}

func TestHEICSaysWhatTheCameraWrote(t *testing.T) {
	info := mustProbe(t, mustRead(t, "painted.heic"))
	if info.Kind != "heic" || info.Width != 320 || info.Height != 200 || info.CapturedOn != "2026-03-15" || info.Orientation != 1 || !slices.Contains(info.Warnings, WarnHasLocation) {
		t.Errorf("%+v", info)
	}
	film := append(box("ftyp", []byte("hevc\x00\x00\x00\x00")), box("moov", movieHead(0, 1, 1))...)
	if got := mustProbe(t, film); !slices.Contains(got.Warnings, WarnUnsupported) {
		t.Errorf("a row of pictures: %v", got.Warnings)
	}
}

func TestDamagedPNGs(t *testing.T) {
	good := mustPNG(t, painted(400, 300))
	turned := func(at int) []byte {
		b := bytes.Clone(good)
		b[at] ^= 0x40
		return b
	}
	for name, c := range map[string]struct {
		bytes []byte
		want  string
	}{
		"a changed point":             {turned(len(good) - 40), WarnBroken},
		"a changed head":              {turned(17), WarnBroken},
		"line ends of another system": {append([]byte("\x89PNG\n\x1a\n"), good[8:]...), WarnBroken},
		"no picture inside":           {append(append([]byte{}, good[:33]...), good[len(good)-12:]...), WarnBroken},
		"a changed comment":           {bytes.Replace(withChunk(t, good, "tEXt", []byte("Comment\x00oi")), []byte("oi"), []byte("io"), 1), ""},
	} {
		info := mustProbe(t, c.bytes)
		if info.Kind != "png" || c.want != "" && !slices.Contains(info.Warnings, c.want) || c.want == "" && len(info.Warnings) > 0 {
			t.Errorf("%s: %s %v", name, info.Kind, info.Warnings)
		}
	}
}

func TestTablesOfAHEICDoNoHarm(t *testing.T) {
	good := mustRead(t, "painted.heic")
	for at := range min(len(good), 420) {
		b := bytes.Clone(good)
		b[at] ^= 0xff
		mustProbe(t, b)
		mustProbe(t, good[:at+1])
	}
}
