package reports

import (
	"io"
	"strings"

	"degrau/cases"
	"degrau/reports/checker"
	"degrau/reports/paper"
)

// CheckPage writes the page by which whoever is given a paper and what goes with it checks the files without this
// program. It opens in the language of the paper.
func CheckPage(w io.Writer, c *cases.Case, d paper.Document, files []checker.File, aside ...string) error {
	return checker.Write(w, checker.List{Code: c.Code, On: d.AsOf, Head: c.LastHash, Lang: d.Lang, Files: files, Aside: aside})
}

// CheckPageName is what the page is called in a folder that may hold the papers of other bodies and cases too.
func CheckPageName(in Input) string {
	return strings.TrimSuffix(VolumeName(in, 1, 1), ".pdf") + "-" + checker.Name
}

// Originals lists the files that a paper shows, for whoever was given them apart. A public paper names none.
func Originals(c *cases.Case, d paper.Document) []checker.File {
	if d.StripMetadata {
		return nil
	}
	var out []checker.File
	for _, x := range c.Evidence() {
		out = append(out, checker.File{Name: x.Name, Label: x.Label(), SHA256: x.SHA256, Size: x.Size, Apart: true})
	}
	return out
}
