package pdf_test

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"degrau/reports/audit"
	"degrau/reports/paper"
	"degrau/reports/pdf"
)

// packages says what to install for each tool; a missing tool is a failure, since nothing else reads what we write.
var packages = map[string]string{"qpdf": "qpdf", "mutool": "mupdf-tools", "pdftotext": "poppler-utils", "pdfinfo": "poppler-utils",
	"pdfimages": "poppler-utils", "pdffonts": "poppler-utils", "pdftoppm": "poppler-utils"}

func tool(t testing.TB, name string, args ...string) string {
	t.Helper()
	if _, err := exec.LookPath(name); err != nil {
		t.Fatalf("%s is not installed: apt-get install %s", name, packages[name])
	}
	out, err := exec.CommandContext(t.Context(), name, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s %s: %v\n%s", name, strings.Join(args, " "), err, out)
	}
	return string(out)
}

// written is a paper on disk with what Write said about it.
type written struct {
	pdf.Written
	path  string
	bytes []byte
}

// write draws a paper, checks it with qpdf and keeps it in a temporary file.
func write(t testing.TB, d paper.Document, s shelf) written {
	t.Helper()
	var out bytes.Buffer
	w, err := pdf.Write(t.Context(), &out, d, s.open)
	if err != nil {
		t.Fatalf("Write: %v", err)
	}
	if err := audit.Check(t.Context(), "paper.pdf", bytes.NewReader(out.Bytes()), int64(out.Len()), d, w, audit.Limit{}); err != nil {
		t.Errorf("the audit finds: %v", err)
	}

	path := filepath.Join(t.TempDir(), "paper.pdf")
	if err := os.WriteFile(path, out.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	if w.Bytes != int64(out.Len()) {
		t.Errorf("Write says %d bytes, wrote %d", w.Bytes, out.Len())
	}
	tool(t, "qpdf", "--check", path)
	return written{w, path, out.Bytes()}
}

// text returns the words of each page, in reading order, with white space made single.
func (w written) text(t testing.TB) []string {
	t.Helper()
	pages := strings.Split(strings.TrimSuffix(tool(t, "pdftotext", "-raw", w.path, "-"), "\f"), "\f")
	for i, p := range pages {
		pages[i] = strings.Join(strings.Fields(p), " ")
	}
	return pages
}

func (w written) all(t testing.TB) string { return strings.Join(w.text(t), " ") }

// plain returns the whole file with its streams decompressed.
func (w written) plain(t testing.TB) string {
	t.Helper()
	out := w.path + ".qdf"
	tool(t, "qpdf", "--qdf", "--object-streams=disable", w.path, out)
	b, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// links returns for each page the pages its links lead to, as qpdf reads them.
func (w written) links(t testing.TB) [][]int {
	t.Helper()
	var doc struct {
		Pages []struct{ Object string }
		Qpdf  []json.RawMessage
	}
	if err := json.Unmarshal([]byte(tool(t, "qpdf", "--json", w.path)), &doc); err != nil {
		t.Fatal(err)
	}
	number := map[string]int{}
	for i, p := range doc.Pages {
		number[p.Object] = i + 1
	}
	objects := map[string]struct {
		Value struct {
			Annots []struct {
				Dest []any `json:"/Dest"`
			} `json:"/Annots"`
		}
	}{}
	var raw map[string]json.RawMessage
	if err := json.Unmarshal(doc.Qpdf[1], &raw); err != nil {
		t.Fatal(err)
	}
	links := make([][]int, len(doc.Pages))
	for i, p := range doc.Pages {
		o := objects[p.Object]
		if err := json.Unmarshal(raw["obj:"+p.Object], &o); err != nil {
			t.Fatal(err)
		}
		for _, a := range o.Value.Annots {
			links[i] = append(links[i], number[a.Dest[0].(string)])
		}
	}
	return links
}

var stamp = regexp.MustCompile(`fl\. (\d+) de (\d+)`)

// stamps returns the running numbers in the order of the pages.
func stamps(t testing.TB, pages []string) (numbers, totals []int) {
	t.Helper()
	for i, p := range pages {
		m := stamp.FindAllStringSubmatch(p, -1)
		if len(m) != 1 {
			t.Errorf("page %d has %d running numbers", i+1, len(m))
			continue
		}
		n, _ := strconv.Atoi(m[0][1])
		of, _ := strconv.Atoi(m[0][2])
		numbers, totals = append(numbers, n), append(totals, of)
	}
	return numbers, totals
}
