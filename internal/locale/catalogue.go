package locale

import (
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"strings"
	"sync"
)

//go:embed catalogues/*.json
var files embed.FS

// message is one sentence, or its plural forms by CLDR category (one, few, other).
type message map[string]string

// UnmarshalJSON reads a plain text or an object of plural forms.
func (m *message) UnmarshalJSON(b []byte) error {
	var s string
	if json.Unmarshal(b, &s) == nil {
		*m = message{"other": s}
		return nil
	}
	var forms map[string]string
	if err := json.Unmarshal(b, &forms); err != nil {
		return fmt.Errorf("want a text or plural forms: %w", err)
	}
	if forms["other"] == "" {
		return fmt.Errorf("plural without the form other: %s", b)
	}
	*m = forms
	return nil
}

// form picks the plural form for the gap {n}; without a number it is other.
func (m message) form(plural func(int) string, args map[string]any) string {
	if len(m) == 1 {
		return m["other"]
	}
	if n, ok := integer(args["n"]); ok {
		if s, ok := m[plural(n)]; ok {
			return s
		}
	}
	return m["other"]
}

// catalogues returns every sentence by language and key. A catalogue that does not parse is our own mistake and stops
// the program at its first word.
var catalogues = sync.OnceValue(func() map[string]map[string]message {
	all, err := load(files)
	if err != nil {
		panic(err)
	}
	return all
})

// load reads catalogues/<lang>.json and catalogues/<package>.<lang>.json.
func load(fsys fs.FS) (map[string]map[string]message, error) {
	all := map[string]map[string]message{}
	for _, lang := range Languages {
		all[lang] = map[string]message{}
	}
	names, err := fs.Glob(fsys, "catalogues/*.json")
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		stem := strings.TrimSuffix(strings.TrimPrefix(name, "catalogues/"), ".json")
		lang := stem[strings.LastIndexByte(stem, '.')+1:]
		if all[lang] == nil {
			return nil, fmt.Errorf("catalogue %s: unknown language %q", name, lang)
		}
		if err := loadFile(fsys, name, all[lang]); err != nil {
			return nil, fmt.Errorf("catalogue %s: %w", name, err)
		}
	}
	return all, nil
}

func loadFile(fsys fs.FS, name string, into map[string]message) error {
	b, err := fs.ReadFile(fsys, name)
	if err != nil {
		return err
	}
	var got map[string]message
	if err := json.Unmarshal(b, &got); err != nil {
		return err
	}
	maps.Copy(into, got) // a key in two files is found by a test, not at run time
	return nil
}
