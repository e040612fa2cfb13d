package reports

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"image/jpeg"
	"io"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"degrau/cases"
	"degrau/reports/paper"
	"degrau/reports/twin"
)

func mustTwin(t testing.TB, d paper.Document, open Opener) (string, twin.Written) {
	t.Helper()
	var b bytes.Buffer
	w, err := twin.Write(t.Context(), &b, d, open)
	if err != nil {
		t.Fatal(err)
	}
	return b.String(), w
}

// pageWords is what a page says: its words, one space between them.
func pageWords(t testing.TB, page string) string {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.ElementNode && (n.Data == "style" || n.Data == "head") {
			return
		}
		if n.Type == html.TextNode {
			b.WriteString(n.Data)
		}
		for k := n.FirstChild; k != nil; k = k.NextSibling {
			walk(k)
		}
		if n.Type == html.ElementNode && !slices.Contains([]string{"a", "span", "code", "strong"}, n.Data) {
			b.WriteByte(' ')
		}
	}
	walk(root)
	return strings.Join(strings.Fields(b.String()), " ")
}

// TestTwinAndPDFSayTheSame writes the same paper both ways and looks for every word of each in the other.
func TestTwinAndPDFSayTheSame(t *testing.T) {
	f, _ := marked()
	for _, body := range []string{"br-procon", "br-reclame-aqui", "us-ftc", "ro-anpc", "es-omic"} {
		t.Run(body, func(t *testing.T) {
			in := mustInput(t, f, body)
			fs := files{}
			fs.add(t, in.Case, "tela.png", "png", "tela do pedido")
			fs.add(t, in.Case, "foto.jpg", "jpeg", "foto do produto")
			in.Open = either(fs.open, in.Open)
			in.CheckURL = CheckAddress("https://degrau.exemplo.br")
			d, _, err := Dossier(in)
			if err != nil {
				t.Fatal(err)
			}
			page, _ := mustTwin(t, d, in.Open)
			at := filepath.Join(t.TempDir(), "d.pdf")
			w, err := drawTo(t.Context(), at, d, in.Open)
			if err != nil {
				t.Fatal(err)
			}
			raw, err := exec.CommandContext(t.Context(), "pdftotext", "-raw", at, "-").Output()
			if err != nil {
				t.Fatalf("pdftotext (poppler-utils): %v", err)
			}
			inPage, inPDF := pageWords(t, page), string(raw)
			// What only one of them has: the page's own words, and the stamps on each sheet.
			for _, own := range []string{d.Words.Twin.Skip, d.Words.Twin.Contents, d.Words.Twin.Timeline, d.Words.Twin.Date} {
				inPDF += " " + own
			}
			inPDF += strings.ReplaceAll(d.Words.Twin.Pages, "%d", strconv.Itoa(w.Pages)) + " " + d.Words.Twin.Stands + " " + d.Words.Exhibits
			for i := range d.Blocks { // the contents number the parts as lists do
				inPDF += fmt.Sprintf(" %d.", i+1)
			}
			missing(t, "the PDF", inPDF+" "+sheetWords(d), inPage, func(string) bool { return false })
			inPage += " " + strings.ReplaceAll(d.Words.PageOf+d.Words.ExhibitPage+d.Words.Continued, "%d", "")
			missing(t, "the page", inPage, string(raw), func(word string) bool {
				return strings.ContainsAny(word, "0123456789…") && len(word) < 6 || strings.HasSuffix(word, "…")
			})
			for _, text := range paragraphs(d) {
				if !strings.Contains(bare(inPage), bare(text)) {
					t.Errorf("the page lacks %q", text)
				}
			}
		})
	}
}

// sheetWords are what the PDF cuts where a line has no room: the band of an exhibit, and the lists of the cover.
func sheetWords(d paper.Document) string {
	var b strings.Builder
	for _, x := range d.Exhibits {
		b.WriteString(x.SHA256 + " " + x.Title + " " + x.Proves + "\n")
	}
	return b.String() + coverWords(d)
}

// coverWords are the lists of the cover, of which the PDF shows what its one page has room for.
func coverWords(d paper.Document) string {
	c, _ := d.Blocks[0].(paper.Cover)
	var b strings.Builder
	blockInWords(&b, c)
	return b.String()
}

// missing looks for each word, its spaces aside: words that are long are broken in columns.
func missing(t *testing.T, where, in, words string, excused func(string) bool) {
	t.Helper()
	whole := bare(in)
	for _, w := range strings.Fields(words) {
		if !strings.Contains(whole, bare(w)) && !excused(w) {
			t.Errorf("%s lacks %q", where, w)
		}
	}
}

var spaces = regexp.MustCompile(`[\s\x{00a0}]+`)

func bare(s string) string { return spaces.ReplaceAllString(s, "") }

// paragraphs are the texts of a paper one by one.
func paragraphs(d paper.Document) []string {
	var out []string
	table := func(p paper.Table) {
		out = append(out, p.Title, p.Note)
		out = append(out, p.Head...)
		for _, row := range p.Rows {
			for _, c := range row {
				out = append(out, c.Text)
			}
		}
	}
	for _, b := range slices.Concat(d.Blocks, d.Closing) {
		switch b := b.(type) {
		case paper.Cover:
			out = append(out, b.Kind, b.Title, b.Lead, b.Note, b.Requests.Title)
			out = append(out, b.Requests.Items...)
			for _, f := range b.Figures {
				out = append(out, f.Label+" "+f.Value)
			}
			for _, p := range []paper.Panel{b.Left, b.Right} {
				for _, r := range p.Rows {
					out = append(out, r.Label+" "+r.Value)
				}
			}
			table(b.Proof)
		case paper.Section:
			out = append(out, strconv.Itoa(b.Number)+" "+b.Title)
		case paper.Heading:
			out = append(out, b.Text)
		case paper.Para:
			out = append(out, b.Text)
		case paper.Numbered:
			out = append(append(out, b.Title), b.Items...)
		case paper.Table:
			table(b)
		case paper.Index:
			table(b.Table)
		case paper.Lanes:
			out = append(out, b.Heads...)
			for _, r := range b.Rows {
				out = append(out, r.Date, r.Text, r.Gap, strings.Join(r.Exhibits, ", "))
			}
		case paper.Code:
			out = append(out, b.Text)
		case paper.Signature:
			out = append(out, b.PlaceDate, b.Name, b.Note)
		}
	}
	for _, x := range d.Exhibits {
		out = append(out, x.Label+" "+x.Title, x.Proves, x.SHA256)
	}
	return out
}

func TestThePublicTwinCarriesNoPersonalData(t *testing.T) {
	f, marks := marked()
	for _, body := range []string{"br-reclame-aqui", "br-consumidor-gov", "br-procon"} {
		in := mustInput(t, f, body)
		photo := tellingPhoto(t)
		sum := fmt.Sprintf("%x", sha256.Sum256(photo))
		fs := files{sum: photo}
		if _, err := in.Case.AddEvidence(cases.Evidence{SHA256: sum, Name: "IMG_segredo_qz.jpg", Kind: "jpeg", Size: int64(len(photo)), Width: 300, Height: 520, Caption: "foto"}, "cli", noon); err != nil {
			t.Fatal(err)
		}
		in.Variant, in.Open = Public, either(fs.open, in.Open)
		if err := in.Case.SayOfEvidence(in.Case.Evidence()[len(in.Case.Evidence())-1].Label(), func(x *cases.Evidence) { x.Public = true }, "cli", noon); err != nil {
			t.Fatal(err)
		}
		d, _, err := Dossier(in)
		if err != nil {
			t.Fatal(err)
		}
		page, _ := mustTwin(t, d, in.Open)
		if !strings.Contains(page, "data:image/jpeg") {
			t.Fatalf("%s: the photo that may be shown is not", body)
		}
		whole := page
		for _, m := range regexp.MustCompile(`data:[a-z/]+;base64,([A-Za-z0-9+/=]+)`).FindAllStringSubmatch(page, -1) {
			raw, err := base64.StdEncoding.DecodeString(m[1])
			if err != nil {
				t.Fatal(err)
			}
			for _, mark := range marks { // short numbers stand in the bytes of any picture
				if len(mark) > 5 && bytes.Contains(raw, []byte(mark)) {
					t.Errorf("%s: a file in the page tells %q", body, mark)
				}
			}
			whole = strings.Replace(whole, m[1], "", 1)
		}
		find(t, body, pageWords(t, whole)+attributes(t, whole), marks)
	}
}

// tellingPhoto says more than it shows: in its comment, and behind its end. It was held upright by turning it.
func tellingPhoto(t testing.TB) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, drawn(300, 520), nil); err != nil {
		t.Fatal(err)
	}
	exif := "\xff\xe1\x00\x22Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00\x06\x00\x00\x00\x00\x00\x00"
	comment := "segredo Qzprimeiro"
	return slices.Concat(b.Bytes()[:2], []byte(exif), []byte("\xff\xfe\x00"+string(rune(len(comment)+2))+comment), b.Bytes()[2:], []byte("Qzultimo 111.444.777-35"))
}

// TestThePublicTwinKeepsPhotosUpright looks into the page: the photo's turn is all that is left of what it said.
func TestThePublicTwinKeepsPhotosUpright(t *testing.T) {
	photo := tellingPhoto(t)
	sum := fmt.Sprintf("%x", sha256.Sum256(photo))
	d := paper.Document{Title: "x", Lang: "pt-BR", StripMetadata: true, Exhibits: []paper.Exhibit{{Label: "P1", Title: "foto", SHA256: sum, Kind: "jpeg", Size: int64(len(photo))}}}
	page, _ := mustTwin(t, d, files{sum: photo}.open)
	if !strings.Contains(page, `width="520" height="300"`) {
		t.Error("the page does not know that the photo lies on its side")
	}
	raw := pictureIn(t, page)
	if _, err := jpeg.Decode(bytes.NewReader(raw)); err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(raw, []byte("Exif")) || bytes.Contains(raw, []byte("segredo")) || bytes.Contains(raw, []byte("Qzultimo")) {
		t.Errorf("the photo says %q", raw[:80])
	}
	d.StripMetadata = false
	page, _ = mustTwin(t, d, files{sum: photo}.open)
	if !bytes.Equal(pictureIn(t, page), photo) {
		t.Error("in the full paper the photo is not bit for bit what it was")
	}
	if _, err := twin.Write(t.Context(), io.Discard, d, files{sum: photo[1:]}.open); err == nil {
		t.Error("a photo of other bytes went through")
	}
}

var pictureData = regexp.MustCompile(`data:image/jpeg;base64,([A-Za-z0-9+/=]+)`)

func pictureIn(t testing.TB, page string) []byte {
	t.Helper()
	m := pictureData.FindStringSubmatch(page)
	if m == nil {
		t.Fatal("no picture")
	}
	raw, err := base64.StdEncoding.DecodeString(m[1])
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

// TestTwinIsSoundHTML holds the page to what readers of screens and browsers need.
func TestTwinIsSoundHTML(t *testing.T) {
	f, _ := marked()
	for _, body := range []string{"br-procon", "us-ftc", "br-reclame-aqui"} {
		in := mustInput(t, f, body)
		d, _, err := Dossier(in)
		if err != nil {
			t.Fatal(err)
		}
		page, w := mustTwin(t, d, in.Open)
		again, same := mustTwin(t, d, in.Open)
		if page != again || w.SHA256 != same.SHA256 || w.SHA256 != fmt.Sprintf("%x", sha256.Sum256([]byte(page))) || w.Bytes != int64(len(page)) || !strings.Contains(page, `data-mark="`+w.Mark+`"`) {
			t.Errorf("%s: %+v %+v", body, w, same)
		}
		sound(t, body, page, d.Lang)
	}
}

// sound checks one page: ids, links, headings, tables, pictures, and that nothing is fetched or run.
func sound(t *testing.T, where, page, lang string) {
	t.Helper()
	ids, links, level, count := map[string]bool{}, []string{}, 0, map[string]int{}
	var open []string
	z := html.NewTokenizer(strings.NewReader(page))
	for z.Next() != html.ErrorToken {
		tok := z.Token()
		at := map[string]string{}
		for _, a := range tok.Attr {
			at[a.Key] = a.Val
			if strings.HasPrefix(a.Key, "on") || a.Key == "style" || (a.Key == "src" || a.Key == "href") && !strings.HasPrefix(a.Val, "#") && !strings.HasPrefix(a.Val, "data:") {
				t.Errorf("%s: <%s %s=%.60q>", where, tok.Data, a.Key, a.Val)
			}
		}
		switch tok.Type {
		case html.StartTagToken:
			count[tok.Data]++
			if !slices.Contains([]string{"meta", "img", "br", "path"}, tok.Data) {
				open = append(open, tok.Data)
			}
			if id := at["id"]; id != "" {
				if ids[id] {
					t.Errorf("%s: id %q twice", where, id)
				}
				ids[id] = true
			}
			if h := at["href"]; strings.HasPrefix(h, "#") {
				links = append(links, h[1:])
			}
			if to := at["aria-labelledby"]; to != "" {
				links = append(links, to)
			}
			if n := tok.Data; len(n) == 2 && n[0] == 'h' && n[1] >= '1' && n[1] <= '6' {
				if k := int(n[1] - '0'); level > 0 && k > level+1 {
					t.Errorf("%s: h%d after h%d", where, k, level)
				} else {
					level = k
				}
			}
			switch {
			case tok.Data == "html" && at["lang"] != lang:
				t.Errorf("%s: language %q", where, at["lang"])
			case tok.Data == "th" && at["scope"] == "":
				t.Errorf("%s: a head without scope", where)
			case tok.Data == "img" && at["alt"] == "", tok.Data == "script", tok.Data == "link", tok.Data == "iframe", tok.Data == "form":
				t.Errorf("%s: <%s> %v", where, tok.Data, at["alt"])
			}
		case html.EndTagToken:
			if len(open) == 0 || open[len(open)-1] != tok.Data {
				t.Fatalf("%s: </%s> ends %v", where, tok.Data, open)
			}
			open = open[:len(open)-1]
		}
	}
	for _, id := range links {
		if !ids[id] {
			t.Errorf("%s: nothing is called %q", where, id)
		}
	}
	if len(open) > 0 || count["h1"] != 1 || count["main"] != 1 || count["nav"] != 1 || count["footer"] != 1 || count["table"] == 0 {
		t.Errorf("%s: open %v, %v", where, open, count)
	}
}

// attributes are all that a page says where nobody sees it at once.
func attributes(t testing.TB, page string) string {
	t.Helper()
	var b strings.Builder
	z := html.NewTokenizer(strings.NewReader(page))
	for z.Next() != html.ErrorToken {
		tok := z.Token()
		if tok.Type == html.CommentToken {
			b.WriteString(tok.Data)
		}
		for _, a := range tok.Attr {
			if a.Key != "data-mark" && tok.Data != "style" && !strings.HasPrefix(a.Val, "default-src") {
				b.WriteString(a.Val + "\n")
			}
		}
	}
	return b.String()
}

// either opens from the first shelf that has the file.
func either(shelves ...Opener) Opener {
	return func(sum string) (r io.ReadSeekCloser, err error) {
		for _, open := range shelves {
			if r, err = open(sum); err == nil {
				return r, nil
			}
		}
		return nil, err
	}
}
