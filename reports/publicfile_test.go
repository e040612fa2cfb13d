package reports

import (
	"bytes"
	"compress/zlib"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"degrau/cases"
	"degrau/reports/checker"
	"degrau/reports/paper"
)

// markedJPEG carries a word in each place where a camera or a program writes: Exif, XMP, IPTC, a colour profile, comments, and
// behind its end.
func markedJPEG(t *testing.T, words map[string]string) []byte {
	t.Helper()
	m := image.NewGray(image.Rect(0, 0, 320, 240))
	for i := range m.Pix {
		m.Pix[i] = byte(i * 7)
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, nil); err != nil {
		t.Fatal(err)
	}
	segment := func(mark byte, body string) []byte {
		return append([]byte{0xff, mark, byte((len(body) + 2) >> 8), byte(len(body) + 2)}, body...)
	}
	raw, out := b.Bytes(), []byte{}
	out = append(out, raw[:2]...)
	out = append(out, segment(0xe1, "Exif\x00\x00II*\x00\x08\x00\x00\x00\x00\x00\x00\x00\x00\x00"+words["exif"])...)
	out = append(out, segment(0xe1, "http://ns.adobe.com/xap/1.0/\x00<x:xmpmeta>"+words["xmp"]+"</x:xmpmeta>")...)
	out = append(out, segment(0xed, "Photoshop 3.0\x008BIM\x04\x04\x00\x00\x00\x00\x00\x00"+words["iptc"])...)
	out = append(out, segment(0xe2, "ICC_PROFILE\x00\x01\x01"+words["icc"])...)
	out = append(out, segment(0xec, "Ducky"+words["app12"])...)
	out = append(out, segment(0xfe, words["comment"])...)
	return append(append(out, raw[2:]...), words["behind"]...)
}

// markedPNG carries a word in each kind of chunk that holds words, in clear and compressed, and behind its end.
func markedPNG(t *testing.T, words map[string]string) []byte {
	t.Helper()
	m := image.NewNRGBA(image.Rect(0, 0, 300, 200))
	for i := range 300 {
		m.Set(i, i%200, color.NRGBA{R: byte(i), A: 255})
	}
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	chunk := func(kind string, body []byte) []byte {
		out := binary.BigEndian.AppendUint32(nil, uint32(len(body)))
		out = append(append(out, kind...), body...)
		return binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(out[4:]))
	}
	var packed bytes.Buffer
	z := zlib.NewWriter(&packed)
	_, _ = z.Write([]byte(words["ztxt"]))
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	raw := b.Bytes()
	out := bytes.Clone(raw[:33]) // signature and IHDR
	out = append(out, chunk("tEXt", []byte("Author\x00"+words["text"]))...)
	out = append(out, chunk("iTXt", []byte("Title\x00\x00\x00pt\x00\x00"+words["itxt"]))...)
	out = append(out, chunk("zTXt", append([]byte("Comment\x00\x00"), packed.Bytes()...))...)
	out = append(out, chunk("eXIf", []byte("MM\x00*\x00\x00\x00\x08\x00\x00"+words["pngexif"]))...)
	out = append(out, chunk("qzAp", []byte(words["own"]))...)
	return append(append(out, raw[33:]...), words["pngbehind"]...)
}

var dataInPage = regexp.MustCompile(`data:[a-z/]+;base64,([A-Za-z0-9+/=]+)`)

var planted = regexp.MustCompile(`(?i)qz[a-z]+`)

// TestAPublicFileHoldsNoneOfTheMarks plants a word or number in every place that a person, a camera or a program writes to, and
// looks for all of them in the finished file: in its text, in its streams when they are unpacked, in what it says of itself, in
// bookmarks, and in the kit's public fields.
func TestAPublicFileHoldsNoneOfTheMarks(t *testing.T) {
	f, marks := marked()
	words, err := json.Marshal(f)
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]bool{}
	for _, mark := range marks {
		if mark != "qz" {
			all[strings.ToLower(mark)] = true
		}
	}
	for _, mark := range planted.FindAllString(string(words), -1) {
		all[strings.ToLower(mark)] = true
	}
	inside := map[string]string{}
	for _, place := range []string{"exif", "xmp", "iptc", "icc", "app12", "comment", "behind", "text", "itxt", "ztxt", "pngexif", "own", "pngbehind"} {
		inside[place] = "Qzin" + place
		all["qzin"+place] = true
	}
	for _, mark := range []string{"qzfoto", "qztela", "qzlegenda", "qzoutra", "qztalk"} {
		all[mark] = true
	}
	if len(all) < 60 {
		t.Fatalf("only %d marks are planted", len(all))
	}
	in := mustInput(t, f, "br-reclame-aqui")
	fs, old := files{}, in.Open
	add := func(name, kind string, b []byte, caption string) {
		sum := hashOf(string(b))
		fs[sum] = b
		x, err := in.Case.AddEvidence(cases.Evidence{SHA256: sum, Size: int64(len(b)), Name: name, Kind: kind, Caption: caption}, "cli", noon)
		if err != nil {
			t.Fatal(err)
		}
		if kind == "text" {
			return
		}
		if err := in.Case.SayOfEvidence(x.Label(), func(e *cases.Evidence) { e.Public = true }, "cli", noon); err != nil {
			t.Fatal(err)
		}
	}
	add("Qzfoto.jpg", "jpeg", markedJPEG(t, inside), "Foto de Qzlegenda Qzprimeiro, CPF 111.444.777-35")
	add("Qztela.png", "png", markedPNG(t, inside), "Tela")
	add("Qzoutra.txt", "text", []byte("Qztalk disse o CPF 111.444.777-35"), "Qzoutra")
	in.Open = func(sum string) (io.ReadSeekCloser, error) {
		if _, ok := fs[sum]; ok {
			return fs.open(sum)
		}
		return old(sum)
	}
	drawn, _, err := Draw(t.Context(), t.TempDir(), in, Limit{})
	if err != nil {
		t.Fatal(err)
	}
	if n := len(drawn[0].Exhibits); n != 2 {
		t.Fatalf("%d pictures of two are shown", n)
	}
	at := drawn[0].At
	looked := map[string][]byte{}
	for name, args := range map[string][]string{"its text": {"pdftotext", at, "-"}, "its description": {"pdfinfo", "-meta", at}, "what it says of itself": {"pdfinfo", at},
		"its unpacked streams": {"qpdf", "--qdf", "--object-streams=disable", at, "-"}} {
		out, err := exec.Command(args[0], args[1:]...).Output()
		if err != nil {
			t.Fatalf("%v: %v", args, err)
		}
		looked[name] = out
	}
	if looked["its bytes"], err = os.ReadFile(at); err != nil {
		t.Fatal(err)
	}
	twin, _, err := DrawTwin(t.Context(), t.TempDir(), in)
	if err != nil {
		t.Fatal(err)
	}
	page, err := os.ReadFile(twin.At)
	if err != nil {
		t.Fatal(err)
	}
	looked["the page"] = dataInPage.ReplaceAll(page, nil) // any digits may stand in a picture's bytes
	pictures := dataInPage.FindAllSubmatch(page, -1)
	if len(pictures) != 2 {
		t.Fatalf("%d pictures of two are in the page", len(pictures))
	}
	for i, p := range pictures {
		raw, err := base64.StdEncoding.DecodeString(string(p[1]))
		if err != nil {
			t.Fatal(err)
		}
		looked[fmt.Sprintf("picture %d of the page", i+1)] = raw
	}
	k, err := BuildKit(in)
	if err != nil {
		t.Fatal(err)
	}
	for _, field := range k.Fields {
		if field.Public {
			looked["the field "+field.File] = []byte(field.Value + strings.Join(field.Dropped, " "))
		}
	}
	for name, b := range looked {
		low := bytes.ToLower(b)
		for mark := range all {
			if i := bytes.Index(low, []byte(mark)); i >= 0 {
				t.Errorf("%s holds %q: %q", name, mark, low[max(0, i-30):min(len(low), i+40)])
			}
			for _, form := range []string{mark, strings.ToUpper(mark), strings.ToUpper(mark[:1]) + mark[1:]} {
				if bytes.Contains(low, []byte(hexOf(form))) {
					t.Errorf("%s holds %q in hexadecimal", name, mark)
				}
			}
		}
	}
	kit := filepath.Join(t.TempDir(), "kit")
	if _, err := WriteKit(t.Context(), kit, in); err != nil {
		t.Fatal(err)
	}
	if files, err := filepath.Glob(filepath.Join(kit, "anexos", "*")); err != nil || len(files) > 0 {
		t.Errorf("originals go to where anybody reads: %v %v", files, err)
	}
	list, err := os.ReadFile(filepath.Join(kit, checker.Name))
	if err != nil {
		t.Fatal(err)
	}
	if found := planted.Find(list); found != nil {
		t.Errorf("the page to check the kit tells %q", found)
	}
	full := in
	full.Body, full.Variant = "br-procon", Full
	whole, _, err := Draw(t.Context(), t.TempDir(), full, Limit{})
	if err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(filepath.Clean(whole[0].At))
	if err != nil {
		t.Fatal(err)
	}
	for _, place := range []string{"exif", "comment", "behind"} { // the test would find them if they were there
		if !bytes.Contains(raw, []byte(inside[place])) {
			t.Errorf("the full paper lacks what the camera wrote: %s", place)
		}
	}
	if !slices.ContainsFunc(whole[0].Exhibits, func(x paper.Exhibit) bool { return x.Name == "Qzfoto.jpg" }) {
		t.Error("the full paper lacks the file's name")
	}
}

// hexOf is a text as PDFs write it in titles and bookmarks.
func hexOf(s string) string {
	var b strings.Builder
	for _, u := range utf16.Encode([]rune(s)) {
		fmt.Fprintf(&b, "%04x", u)
	}
	return b.String()
}
