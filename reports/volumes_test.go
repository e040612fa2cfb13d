package reports

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"image"
	"image/png"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"degrau/cases"
	"degrau/internal/copies"
	"degrau/reports/audit"
	"degrau/reports/paper"
	"degrau/reports/pdf"
)

// noise is a picture that does not shrink.
func (f files) noise(t testing.TB, c *cases.Case, seed uint64, w, h int) {
	t.Helper()
	r := rand.New(rand.NewPCG(seed, 1))
	m := image.NewGray(image.Rect(0, 0, w, h))
	for i := range m.Pix {
		m.Pix[i] = uint8(r.Uint32())
	}
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(b.Bytes())
	f[hex.EncodeToString(sum[:])] = b.Bytes()
	if _, err := c.AddEvidence(cases.Evidence{SHA256: hex.EncodeToString(sum[:]), Name: fmt.Sprintf("foto-%d.png", seed), Kind: "png", Size: int64(b.Len()), Width: w, Height: h},
		"cli", noon); err != nil {
		t.Fatal(err)
	}
}

// largeCase has pictures, one of them large, and a long text: P1 to P3 small, P4 to P8 noise, P9 large noise, P10 text.
func largeCase(t testing.TB) Input {
	t.Helper()
	in := mustInput(t, headlines["not-delivered"], "br-procon")
	f, old := files{}, in.Open
	for i := range 5 {
		f.noise(t, in.Case, uint64(i+1), 400, 300)
	}
	f.noise(t, in.Case, 99, 1200, 1000)
	var long strings.Builder
	for i := range 900 {
		fmt.Fprintf(&long, "linha %d de um registro longo que alguém guardou\n", i)
	}
	f.text(t, in.Case, cases.Evidence{Name: "registro.txt"}, long.String())
	c := copies.New(t.TempDir(), func(sum string) (io.ReadSeekCloser, error) {
		if _, ok := f[sum]; ok {
			return f.open(sum)
		}
		return old(sum)
	})
	p := c.Paper(t.Context())
	in.Open, in.Copy, in.Reduce = p.Open, p.Copy, p.Reduce
	return in
}

// addNoise adds a picture that does not shrink to a case that has its copies already.
func addNoise(t testing.TB, in *Input, seed uint64) {
	t.Helper()
	f, old := files{}, in.Open
	f.noise(t, in.Case, seed, 700, 500)
	c := copies.New(t.TempDir(), func(sum string) (io.ReadSeekCloser, error) {
		if _, ok := f[sum]; ok {
			return f.open(sum)
		}
		return old(sum)
	})
	p := c.Paper(t.Context())
	in.Open, in.Copy, in.Reduce = p.Open, p.Copy, p.Reduce
}

// volumesOf writes the volumes and gives the words of each page of each.
func volumesOf(t *testing.T, in Input, limit Limit) (docs []paper.Document, done []pdf.Written, files [][]byte, gaps []Gap) {
	t.Helper()
	docs, done, gaps, err := Volumes(t.Context(), in, limit, func(docs []paper.Document) ([]pdf.Written, error) {
		files = nil
		var out []pdf.Written
		for _, d := range docs {
			var b bytes.Buffer
			w, err := pdf.Write(t.Context(), &b, d, in.Open)
			if err != nil {
				return nil, err
			}
			files, out = append(files, b.Bytes()), append(out, w)
		}
		return out, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return docs, done, files, gaps
}

var runningNumber = regexp.MustCompile(`fl\. (\d+) de (\d+)`)

// wantWhole checks what every set of volumes keeps: the limit to the byte, each running number once and in order, each
// exhibit with all its pages, and page numbers in the lists that are those printed.
func wantWhole(t *testing.T, in Input, limit Limit, docs []paper.Document, done []pdf.Written, all [][]byte) {
	t.Helper()
	next, total, seen := 1, 0, map[string]int{}
	starts := map[string]int{}
	for i, b := range all {
		if limit.Bytes > 0 && int64(len(b)) > limit.Bytes || limit.Pages > 0 && done[i].Pages > limit.Pages {
			t.Errorf("volume %d: %d bytes, %d pages", i+1, len(b), done[i].Pages)
		}
		at := filepath.Join(t.TempDir(), "v.pdf")
		if err := os.WriteFile(at, b, 0o600); err != nil {
			t.Fatal(err)
		}
		if out, err := exec.Command("qpdf", "--check", at).CombinedOutput(); err != nil {
			t.Errorf("volume %d: %s", i+1, out)
		}
		words, err := exec.Command("pdftotext", "-layout", at, "-").Output()
		if err != nil {
			t.Fatal(err)
		}
		pages := strings.Split(strings.TrimSuffix(string(words), "\f"), "\f")
		if len(pages) != done[i].Pages {
			t.Errorf("volume %d: %d pages, %d written", i+1, len(pages), done[i].Pages)
		}
		for k, page := range pages {
			m := runningNumber.FindStringSubmatch(page)
			if m == nil || m[1] != strconv.Itoa(next) || total > 0 && m[2] != strconv.Itoa(total) {
				t.Errorf("volume %d, page %d is stamped %v, not %d", i+1, k+1, m, next)
			}
			if m != nil {
				total, _ = strconv.Atoi(m[2])
			}
			next++
		}
		if of := fmt.Sprintf("volume %d de %d", i+1, len(all)); len(all) > 1 && !strings.Contains(pages[0], of) {
			t.Errorf("the cover of volume %d does not say so", i+1)
		}
		first := max(docs[i].Volume.First, 1)
		for label, n := range done[i].Starts {
			if _, twice := starts[label]; !twice {
				starts[label] = first + n - 1
			}
		}
		for _, e := range docs[i].Exhibits {
			n := 1
			if e.Sheets != [2]int{} {
				n = e.Sheets[1] - e.Sheets[0] + 1
			}
			seen[e.Label] += n
		}
	}
	for i, b := range all {
		if err := audit.Check(t.Context(), fmt.Sprint("volume ", i+1), bytes.NewReader(b), int64(len(b)), docs[i], done[i], audit.Limit(limit)); err != nil {
			t.Errorf("the audit finds: %v", err)
		}
	}
	if err := audit.Set(func(i int) string { return fmt.Sprint("volume ", i+1) }, docs, done); err != nil {
		t.Errorf("the audit finds: %v", err)
	}
	if next-1 != total {
		t.Errorf("%d pages, stamped as %d", next-1, total)
	}
	var labels []string
	for _, x := range in.Case.Evidence() {
		labels = append(labels, x.Label())
		if seen[x.Label()] == 0 {
			t.Errorf("%s is in no volume", x.Label())
		}
	}
	for i, b := range all { // the list of exhibits of every volume tells the page on which each begins
		at := filepath.Join(t.TempDir(), "v.pdf")
		if err := os.WriteFile(at, b, 0o600); err != nil {
			t.Fatal(err)
		}
		words, _ := exec.Command("pdftotext", "-layout", at, "-").Output()
		for _, label := range labels {
			row := regexp.MustCompile(`(?m)^\s*` + label + `\s.*?\s(\d+)(?:–\d+)?(?:, [\d–, ]+)?\s+[0-9a-f]{4}\s`).FindStringSubmatch(string(words))
			if row == nil || row[1] != strconv.Itoa(starts[label]) {
				t.Errorf("volume %d lists %s on page %v, it begins on %d", i+1, label, row, starts[label])
			}
		}
	}
}

func TestVolumesKeepTheLimitToTheByte(t *testing.T) {
	in := largeCase(t)
	whole := func() int64 {
		_, done, _, _ := volumesOf(t, in, Limit{})
		return done[0].Bytes
	}()
	for name, limit := range map[string]Limit{
		"all in one":        {Bytes: whole + 50_000},
		"half a megabyte":   {Bytes: 500_000},
		"a picture a file":  {Bytes: 260_000},
		"few pages":         {Pages: 12},
		"both":              {Bytes: 700_000, Pages: 14},
		"a little too much": {Bytes: whole - 1},
	} {
		docs, done, all, gaps := volumesOf(t, in, limit)
		if one := name == "all in one"; one != (len(all) == 1) {
			t.Errorf("%s: %d volumes", name, len(all))
		}
		wantWhole(t, in, limit, docs, done, all)
		_, _, again, _ := volumesOf(t, in, limit)
		if !slices.EqualFunc(all, again, bytes.Equal) {
			t.Errorf("%s: the same case gives other volumes", name)
		}
		reduced := slices.ContainsFunc(gaps, func(g Gap) bool {
			return (g.Key == "dossier.gap.reduced" || g.Key == "dossier.gap.too_large") && g.Args["label"] == "P9"
		})
		if small := limit.Bytes > 0 && limit.Bytes < 1_000_000; small != reduced {
			t.Errorf("%s: P9 reduced or left out: %v", name, reduced)
		}
	}
}

func TestALongExhibitIsSplitByItsPages(t *testing.T) {
	in := largeCase(t)
	docs, _, _, _ := volumesOf(t, in, Limit{Pages: 12})
	var parts [][2]int
	for _, d := range docs {
		for _, e := range d.Exhibits {
			if e.Label == "P10" {
				parts = append(parts, e.Sheets)
			}
		}
	}
	if len(parts) < 2 || parts[0][0] != 1 {
		t.Fatalf("%v", parts)
	}
	for i := range parts[1:] {
		if parts[i+1][0] != parts[i][1]+1 {
			t.Errorf("pages are missing between %v and %v", parts[i], parts[i+1])
		}
	}
}

func TestWhatFitsIntoNoVolumeIsSaid(t *testing.T) {
	in := largeCase(t)
	in.Reduce = nil
	docs, done, all, gaps := volumesOf(t, in, Limit{Bytes: 500_000})
	wantWhole(t, in, Limit{Bytes: 500_000}, docs, done, all)
	if !slices.ContainsFunc(gaps, func(g Gap) bool { return g.Key == "dossier.gap.too_large" && g.Args["label"] == "P9" }) {
		t.Errorf("%+v", gaps)
	}
	if !slices.ContainsFunc(done, func(w pdf.Written) bool { return w.Skipped["P9"] == "too_large" }) {
		t.Error("no sheet stands in its place")
	}
	if _, _, _, err := Volumes(t.Context(), in, Limit{Bytes: 30_000}, nil); !cases.IsKind(err, cases.Invalid) {
		t.Errorf("a limit under the cover: %v", err)
	}
}

// TestAByteDecidesAboutAVolume builds with the exact size of a volume as the limit, and with a byte less and a byte more: each
// output keeps its limit, and what fits to the byte is not split further.
func TestAByteDecidesAboutAVolume(t *testing.T) {
	in := largeCase(t)
	_, done, _, _ := volumesOf(t, in, Limit{Bytes: 500_000})
	largest := int64(0)
	for _, w := range done {
		largest = max(largest, w.Bytes)
	}
	_, whole, _, _ := volumesOf(t, in, Limit{})
	for _, limit := range []int64{largest - 1, largest, largest + 1, whole[0].Bytes - 1, whole[0].Bytes, whole[0].Bytes + 1} {
		docs, done, all, _ := volumesOf(t, in, Limit{Bytes: limit})
		wantWhole(t, in, Limit{Bytes: limit}, docs, done, all)
		if one := limit >= whole[0].Bytes; one != (len(all) == 1) {
			t.Errorf("limit %d of %d: %d volumes", limit, whole[0].Bytes, len(all))
		}
	}
}

func TestVolumesAreNamedInTheReadersLanguage(t *testing.T) {
	for body, want := range map[string]string{"br-procon": "-volume-02-de-11.pdf", "es-omic": "-volumen-02-de-11.pdf", "ro-anpc": "-volumul-02-din-11.pdf", "us-fcba": "-volume-02-of-11.pdf"} {
		in := mustInput(t, headlines["not-delivered"], body)
		if got := VolumeName(in, 2, 11); !strings.HasSuffix(got, want) || got >= VolumeName(in, 11, 11) {
			t.Errorf("%s: %s", body, got)
		}
	}
}
