package pdf_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"maps"
	"slices"
	"strings"
	"testing"

	"degrau/reports/audit"
	"degrau/reports/paper"
	"degrau/reports/pdf"
)

// audited looks at a file with the eyes of the audit.
func audited(t *testing.T, b []byte, d paper.Document, w pdf.Written, limit audit.Limit) []audit.Fault {
	t.Helper()
	err := audit.Check(t.Context(), "paper.pdf", bytes.NewReader(b), int64(len(b)), d, w, limit)
	var found *audit.Error
	if err != nil && !errors.As(err, &found) {
		t.Fatal(err)
	}
	if found == nil {
		return nil
	}
	if found.File != "paper.pdf" || len(found.Faults) == 0 || !strings.Contains(found.Error(), found.Faults[0].Key) {
		t.Errorf("%v", found)
	}
	return found.Faults
}

// TestTheAuditFindsAGeneratorWithAFault breaks the generator in every way we know. Each is found, and called by its name.
func TestTheAuditFindsAGeneratorWithAFault(t *testing.T) {
	s := shelf{}
	d := samplePaper(t, s)
	var whole bytes.Buffer
	w, err := pdf.WriteBroken(t.Context(), &whole, d, s.open, "")
	if err != nil {
		t.Fatal(err)
	}
	if faults := audited(t, whole.Bytes(), d, w, audit.Limit{Bytes: w.Bytes, Pages: w.Pages}); faults != nil {
		t.Fatalf("a good paper: %v", faults)
	}
	want := map[string]string{
		"an exhibit dropped": audit.Missing, "printed pages off by one": audit.Link, "ends of ranges off by one": audit.Link, "a stamp off by one": audit.Stamp, "a total off by one": audit.Stamp,
		"a page unstamped": audit.Stamp, "a page lost": audit.PageCount, "a page twice": audit.PageCount, "two pages swapped": audit.Stamp, "links one page early": audit.Link,
		"a bookmark one page late": audit.Bookmark, "the bookmark of a part elsewhere": audit.Bookmark, "a bookmark missing": audit.Bookmark, "a picture not drawn": audit.Empty,
		"the picture of another exhibit": audit.Other, "the page of another PDF": audit.Other, "a band with another hash": audit.Band, "a band with another label": audit.Band, "a long title cut": audit.Words,
		"a list over the foot of the page": audit.Stamp, "a row over the edge of the page": audit.Overflow, "no language": audit.Title, "another title": audit.Title, "labels of page 2": audit.Label,
	}
	for _, name := range append(slices.Sorted(maps.Keys(pdf.Breakages)), "an exhibit dropped") {
		t.Run(name, func(t *testing.T) {
			var b bytes.Buffer
			w, err := pdf.WriteBroken(t.Context(), &b, d, s.open, name)
			if err != nil {
				t.Fatal(err)
			}
			faults := audited(t, b.Bytes(), d, w, audit.Limit{})
			if want[name] == "" || !slices.ContainsFunc(faults, func(f audit.Fault) bool { return f.Key == want[name] }) {
				t.Errorf("want %q, found %+v", want[name], faults)
			}
		})
	}
}

// rehashed is what a writer would have said of other bytes, so that a fault is found by itself and not by the hash of the
// whole.
func rehashed(b []byte, w pdf.Written) pdf.Written {
	rest, at := sha256.New(), int64(0)
	w.Parts = slices.Clone(w.Parts)
	for i, p := range w.Parts {
		rest.Write(b[at:p.At])
		at = p.At + p.Bytes
		sum := sha256.Sum256(b[p.At:at])
		w.Parts[i].SHA256 = hex.EncodeToString(sum[:])
	}
	rest.Write(b[at:])
	w.Rest, w.Bytes = hex.EncodeToString(rest.Sum(nil)), int64(len(b))
	return w
}

// TestTheAuditFindsAFileThatChanged changes the file after it was written: by a disk, or by somebody.
func TestTheAuditFindsAFileThatChanged(t *testing.T) {
	s := shelf{}
	d := samplePaper(t, s)
	var out bytes.Buffer
	w, err := pdf.Write(t.Context(), &out, d, s.open)
	if err != nil {
		t.Fatal(err)
	}
	whole := out.Bytes()
	if len(w.Parts) < 2 {
		t.Fatalf("%d photos", len(w.Parts))
	}
	replace := func(old, with string) func([]byte) []byte {
		if len(old) != len(with) {
			t.Fatalf("%q and %q", old, with)
		}
		return func(b []byte) []byte {
			if !bytes.Contains(b, []byte(old)) {
				t.Fatalf("the file has no %q", old)
			}
			return bytes.Replace(b, []byte(old), []byte(with), -1)
		}
	}
	for name, c := range map[string]struct {
		change func([]byte) []byte
		key    string
	}{
		"a byte of a photo": {func(b []byte) []byte { b[w.Parts[0].At+w.Parts[0].Bytes/2] ^= 1; return b }, audit.Photo},
		"photos in each other's place": {func(b []byte) []byte {
			p, q := w.Parts[0], w.Parts[1]
			n := min(p.Bytes, q.Bytes)
			copy(b[p.At:p.At+n], whole[q.At:q.At+n])
			return b
		}, audit.Photo},
		"a byte elsewhere":     {func(b []byte) []byte { b[20] ^= 1; return b }, audit.Changed},
		"half of it":           {func(b []byte) []byte { return b[:len(b)/2] }, audit.Unreadable},
		"a byte more":          {func(b []byte) []byte { return append(b, '\n') }, audit.Changed},
		"nothing":              {func(b []byte) []byte { return nil }, audit.Unreadable},
		"no labels of pages":   {replace("/PageLabels", "/PageLabelz"), audit.Label},
		"no language":          {replace("/Lang (pt-BR)", "/Long (pt-BR)"), audit.Title},
		"no words":             {replace("/ToUnicode", "/ToUnicods"), audit.Stamp},
		"a script":             {replace("/ViewerPreferences <</DisplayDocTitle true>>", "/OpenAction <</S /JavaScript /JS (x)>>      "), audit.Active},
		"a link to the world":  {replace("/Subtype /Link /Rect", "/Subtype /Movie/Rect"), audit.Active},
		"no list of bookmarks": {replace("/Outlines ", "/Outlinez "), audit.Bookmark},
		"its table of objects": {replace("startxref\n", "startxrff\n"), audit.Unreadable},
	} {
		t.Run(name, func(t *testing.T) {
			b := c.change(bytes.Clone(whole))
			if c.key != audit.Changed {
				if faults := audited(t, b, d, w, audit.Limit{}); len(faults) == 0 {
					t.Error("the bytes are others, and nobody says so")
				}
			}
			said := w
			if c.key != audit.Changed && c.key != audit.Photo && len(b) == len(whole) {
				said = rehashed(b, w)
			}
			if faults := audited(t, b, d, said, audit.Limit{}); !slices.ContainsFunc(faults, func(f audit.Fault) bool { return f.Key == c.key }) {
				t.Errorf("want %s, found %v", c.key, faults)
			}
		})
	}
	for name, limit := range map[string]audit.Limit{"a byte less": {Bytes: w.Bytes - 1}, "a page less": {Pages: w.Pages - 1}} {
		if faults := audited(t, whole, d, w, limit); len(faults) != 1 || faults[0].Key != audit.OverLimit {
			t.Errorf("%s: %v", name, faults)
		}
	}
	other := rehashed(func() []byte { b := bytes.Clone(whole); b[w.Parts[0].At+100] ^= 1; return b }(), w)
	b := bytes.Clone(whole)
	b[w.Parts[0].At+100] ^= 1
	if faults := audited(t, b, d, other, audit.Limit{}); !slices.ContainsFunc(faults, func(f audit.Fault) bool { return f.Key == audit.Photo }) {
		t.Errorf("a photo that is none of the exhibits': %v", faults)
	}
}
