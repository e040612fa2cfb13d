package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"degrau/cases"
	"degrau/reports"
	"degrau/reports/checker"
	"degrau/reports/paper"
)

// parseBytes reads a size: 5000000, 5MB, 500kB. 1 MB is 1,000,000, as portals count.
func parseBytes(flag, s string) (int64, error) {
	low, unit := strings.ToLower(strings.ReplaceAll(strings.TrimSpace(s), " ", "")), int64(1)
	for _, u := range []struct {
		name string
		size int64
	}{{"gb", 1e9}, {"mb", 1e6}, {"kb", 1e3}, {"b", 1}} {
		if cutted, ok := strings.CutSuffix(low, u.name); ok {
			low, unit = cutted, u.size
			break
		}
	}
	n, err := strconv.ParseInt(low, 10, 64)
	if err != nil || n < 1 || n > (1<<62)/unit {
		return 0, wrongUse("usage_bytes", "flag", flag, "value", s)
	}
	return n * unit, nil
}

// isFolder reports whether -o means a folder.
func isFolder(to string) bool {
	if strings.HasSuffix(to, string(filepath.Separator)) {
		return true
	}
	fi, err := os.Stat(to)
	return err == nil && fi.IsDir()
}

// volume is one written file of a dossier.
type volume struct {
	File   string `json:"file"`
	First  int    `json:"first_page"`
	Pages  int    `json:"pages"`
	Bytes  int64  `json:"bytes"`
	SHA256 string `json:"sha256"`
}

// buildVolumes writes the dossier as files under the limit, into a folder, or beside the name of the one file asked for.
// All of them, and the list of their hashes, get their names together or not at all.
func (a *app) buildVolumes(ctx context.Context, in reports.Input, to string, limit reports.Limit) error {
	asked := ""
	if !isFolder(to) {
		asked = to
		to = filepath.Dir(to)
	} else if err := os.MkdirAll(to, 0o700); err != nil {
		return targetError(to, err)
	}
	tmp, err := os.MkdirTemp(to, ".degrau-volumes-")
	if err != nil {
		return targetError(to, err)
	}
	defer os.RemoveAll(tmp)
	drawn, gaps, err := reports.Draw(ctx, tmp, in, limit)
	if err != nil {
		return targetError(to, err)
	}
	var list []volume
	for i, d := range drawn {
		name := filepath.Join(to, volumeName(in, asked, i+1, len(drawn)))
		if fi, err := os.Stat(name); err == nil && !fi.Mode().IsRegular() {
			return cases.Invalidf("", "not_a_file", "file", name)
		}
		list = append(list, volume{name, max(d.Volume.First, 1), d.Pages, d.Bytes, d.SHA256})
	}
	var moves []move
	for i, v := range list {
		moves = append(moves, move{drawn[i].At, v.File})
	}
	beside := func(name string, write func(io.Writer) error) error {
		at := filepath.Join(tmp, name)
		moves = append(moves, move{at, filepath.Join(to, name)})
		return a.writeWhole(at, write)
	}
	if len(list) > 1 {
		err = beside(sumListName(in, asked), func(w io.Writer) error { return sumList(w, list) })
	}
	if err == nil && asked == "" {
		err = beside(reports.CheckPageName(in), func(w io.Writer) error { return checkPage(w, in, drawn[0].Document, list) })
	}
	if err == nil {
		err = place(tmp, moves)
	}
	if err != nil {
		return targetError(to, err)
	}
	var recorded error
	for i, d := range drawn {
		if err := a.recordDossier(ctx, in, d.Document, d.Written, list[i].File, list[i].File); err != nil {
			recorded = err
		}
		a.noteSkipped(in, d.Skipped)
	}
	a.noteGaps(gaps)
	if err := a.printVolumes(list); err != nil {
		return err
	}
	return recorded
}

// checkPage writes the page to check the files of a folder: its own papers, and the originals that they show.
func checkPage(w io.Writer, in reports.Input, d paper.Document, list []volume) error {
	var files []checker.File
	for _, v := range list {
		files = append(files, checker.File{Name: filepath.Base(v.File), SHA256: v.SHA256, Size: v.Bytes})
	}
	return reports.CheckPage(w, in.Case, d, append(files, reports.Originals(in.Case, d)...), reports.CheckPageName(in), sumListName(in, ""))
}

// sumListName is what the list of hashes is called that sha256sum reads.
func sumListName(in reports.Input, asked string) string {
	return strings.TrimSuffix(volumeName(in, asked, 1, 1), ".pdf") + ".sha256"
}

// volumeName names a volume's file after the one asked for, or after the case.
func volumeName(in reports.Input, asked string, n, of int) string {
	switch {
	case asked == "":
		return reports.VolumeName(in, n, of)
	case of == 1:
		return filepath.Base(asked)
	}
	base := filepath.Base(asked)
	ext := filepath.Ext(base)
	return strings.TrimSuffix(base, ext) + "-" + reports.VolumePart(in, n, of) + ext
}

// sumList writes the hashes as sha256sum reads them.
func sumList(w io.Writer, list []volume) error {
	for _, v := range list {
		if _, err := fmt.Fprintf(w, "%s  %s\n", v.SHA256, filepath.Base(v.File)); err != nil {
			return err
		}
	}
	return nil
}

func (a *app) printVolumes(list []volume) error {
	if len(list) == 1 {
		v := list[0]
		return a.print(map[string]any{"file": v.File, "pages": v.Pages, "bytes": v.Bytes, "sha256": v.SHA256, "volumes": list}, func(w io.Writer) {
			fmt.Fprintf(w, "%s\n", a.words().T("cli.dossier", "file", v.File, "pages", v.Pages, "sha256", v.SHA256))
		})
	}
	pages, bytes := 0, int64(0)
	for _, v := range list {
		pages, bytes = pages+v.Pages, bytes+v.Bytes
	}
	return a.print(map[string]any{"pages": pages, "bytes": bytes, "volumes": list}, func(w io.Writer) {
		for _, v := range list {
			fmt.Fprintf(w, "%s\n", a.words().T("cli.volume", "file", v.File, "from", v.First, "to", v.First+v.Pages-1, "size", a.words().Size(v.Bytes), "sha256", v.SHA256))
		}
	})
}
