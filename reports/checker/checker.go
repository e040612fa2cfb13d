// Package checker writes the page by which somebody without this program checks the files they were given: one file, that
// opens from a disk without a network and works out the hashes in the browser.
package checker

import (
	"crypto/sha256"
	_ "embed" // the page, its style and its script
	"encoding/base64"
	"encoding/json"
	"fmt"
	"html/template"
	"io"
	"strings"

	"degrau/internal/civil"
	"degrau/internal/locale"
)

// Name is the name of the page's file in folders and archives.
const Name = "check.html"

// List is what the page checks against.
type List struct {
	Code  string     // of the case
	On    civil.Date // the day of which it speaks
	Head  string     // last link of the case's chain of hashes
	Lang  string     // language that the page opens in: that of the filing
	Files []File
	Aside []string // files that come along and hold lists themselves
}

// File is one file of the list.
type File struct {
	Name   string `json:"name"`            // with the folders that it lies in
	Label  string `json:"label,omitempty"` // P3
	SHA256 string `json:"sha256"`
	Size   int64  `json:"size"`
	// Apart marks an original that papers show and that need not have come along: without it nothing is missing.
	Apart bool `json:"apart,omitempty"`
}

//go:embed checker.html
var rawPage string

//go:embed checker.css
var rawStyle string

//go:embed checker.js
var rawScript string

var (
	style  = strings.TrimSpace(rawStyle)
	script = strings.TrimSpace(rawScript)
	// policy lets in the one style and the one script by their digests, and nothing out: no file can leave.
	policy = "default-src 'none'; style-src 'sha256-" + digest(style) + "'; script-src 'sha256-" + digest(script) + "'; base-uri 'none'; form-action 'none'"
	page   = template.Must(template.New("checker").Parse(rawPage))
)

func digest(s string) string {
	sum := sha256.Sum256([]byte(s))
	return base64.StdEncoding.EncodeToString(sum[:])
}

// words are the keys of the sentences, without their prefix.
var words = []string{"title", "lead", "case", "choose", "choose_folder", "drop", "clear", "working", "file", "state", "size", "hash", "expected",
	"intact", "renamed", "changed", "missing", "extra", "apart", "aside", "unreadable", "waiting",
	"all", "faulty", "none", "list", "list_lead", "head", "head_lead", "limits", "limits_integrity", "limits_page", "limits_more", "local", "noscript", "language"}

// Languages are those that the page speaks, the first one first.
func languages(first string) []string {
	first, _, _ = strings.Cut(first, "-")
	out := []string{}
	for _, lang := range []string{"pt", "es", "ro", "en"} {
		if lang == first {
			out = append([]string{lang}, out...)
			continue
		}
		out = append(out, lang)
	}
	return out
}

// Write writes the page. The same list gives the same bytes. It speaks all languages: whoever is given the files reads
// another one than whoever filed them, perhaps.
func Write(w io.Writer, l List) error {
	langs := languages(l.Lang)
	all := map[string]map[string]string{}
	for _, lang := range langs {
		t := locale.For(lang)
		all[lang] = map[string]string{}
		for _, key := range words {
			all[lang][key] = t.T("checker." + key)
		}
		all[lang]["on"] = t.T("checker.on", "on", t.Date(l.On))
	}
	if l.Files == nil {
		l.Files = []File{}
	}
	data, err := json.Marshal(map[string]any{"files": l.Files, "aside": append([]string{Name}, l.Aside...), "words": all})
	if err != nil {
		return fmt.Errorf("page to check files: %w", err)
	}
	return page.Execute(w, struct {
		List
		Tag, Policy string
		Style       template.CSS
		Script      template.JS
		Data        template.JS
		Languages   []string
		Names       map[string]string
		W           map[string]string
	}{l, langs[0], policy, template.CSS(style), template.JS(script), template.JS(data), langs,
		map[string]string{"pt": "Português", "es": "Español", "ro": "Română", "en": "English"}, all[langs[0]]})
}
