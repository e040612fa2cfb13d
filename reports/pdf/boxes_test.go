package pdf_test

import (
	"regexp"
	"strconv"
	"testing"
)

var wordBox = regexp.MustCompile(`<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">`)

// boxes returns where each word stands, in points from the top left.
func boxes(t testing.TB, path string) [][4]float64 {
	t.Helper()
	var out [][4]float64
	for _, m := range wordBox.FindAllStringSubmatch(tool(t, "pdftotext", "-bbox", path, "-"), -1) {
		var b [4]float64
		for i := range b {
			b[i], _ = strconv.ParseFloat(m[i+1], 64)
		}
		out = append(out, b)
	}
	if len(out) == 0 {
		t.Fatal("no words")
	}
	return out
}
