package locale

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// dynamic are the beginnings of keys that are put together from ids at run time in ways the scan below cannot see.
var dynamic = []string{"fact.", "kind.", "country.", "confidence.", "source.", "media.", "time.", "unit.", "certainty.",
	"owner.", "problem.", "method.", "role.", "amount_role.", "remedy.", "state."}

// promised are the error sentences that the product's description fixes word for word, for screens that are not there
// yet. A test takes care that nothing stays here once it is said.
var promised = []string{"error.network", "error.too_many_requests", "error.not_saved",
	"error.wrong_type", "error.pdf_password"}

// use is one place in the sources that names a key.
type use struct {
	key   string
	at    string
	names []string // the gaps that are filled there
	open  bool     // the gaps are not written out there
}

// uses is what the sources say of keys.
type uses struct {
	keys     []use
	prefixes []use           // "problem." + string(p)
	begins   []string        // the same where the key is made in one place and said in another
	words    map[string]bool // every string in the sources, for keys that are kept in tables
}

func TestEveryKeyInTheSourcesExists(t *testing.T) {
	all := catalogues()["pt"]
	found := scan(t)
	if len(found.keys) < 50 {
		t.Fatalf("only %d keys found in the sources: the scan does not work", len(found.keys))
	}
	for _, u := range found.keys {
		m, ok := all[u.key]
		if !ok {
			t.Errorf("%s: the key %q is in no catalogue", u.at, u.key)
			continue
		}
		for _, gap := range gaps(m["other"]) {
			if !u.open && !slices.Contains(u.names, gap) {
				t.Errorf("%s: %q does not fill the gap {%s}", u.at, u.key, gap)
			}
		}
	}
	for _, u := range found.prefixes {
		if !slices.ContainsFunc(keys(all), func(k string) bool { return strings.HasPrefix(k, u.key) }) {
			t.Errorf("%s: no key begins with %q", u.at, u.key)
		}
	}
}

func TestNoKeyIsUnused(t *testing.T) {
	found := scan(t)
	for _, k := range keys(catalogues()["pt"]) {
		stem := k[:max(0, strings.LastIndexByte(k, '.'))] // web.help.what.text is said as key + ".text"
		if slices.Contains(promised, k) {
			if found.said(k) {
				t.Errorf("%q is said now: take it off the list", k)
			}
			continue
		}
		if !found.said(k) && (!strings.Contains(stem, ".") || !found.said(stem)) {
			t.Errorf("nothing in the sources says %q", k)
		}
	}
}

// said reports whether the sources name the key, or begin one that ends like it.
func (f *uses) said(key string) bool {
	if name, ok := strings.CutPrefix(key, "error."); ok {
		return f.words[name] || f.words[key]
	}
	begins := func(prefix string) bool { return strings.HasPrefix(key, prefix) }
	return f.words[key] || slices.ContainsFunc(dynamic, begins) || slices.ContainsFunc(f.begins, begins)
}

func scan(t *testing.T) uses {
	t.Helper()
	found := uses{words: map[string]bool{}}
	err := filepath.WalkDir("../..", func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (d.Name() == "testdata" || d.Name() == "catalogues" || strings.HasPrefix(d.Name(), ".") && len(d.Name()) > 2):
			return filepath.SkipDir
		case d.IsDir():
			return nil
		}
		switch filepath.Ext(path) {
		case ".go":
			if !strings.HasSuffix(path, "_test.go") {
				return found.goFile(path)
			}
		case ".html", ".txt", ".json":
			return found.template(path)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func (f *uses) goFile(path string) error {
	files := token.NewFileSet()
	parsed, err := parser.ParseFile(files, path, nil, parser.SkipObjectResolution)
	if err != nil {
		return err
	}
	at := func(n ast.Node) string {
		p := files.Position(n.Pos())
		return strings.TrimPrefix(p.Filename, "../../") + ":" + strconv.Itoa(p.Line)
	}
	ast.Inspect(parsed, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.BasicLit:
			if s, ok := text(n); ok {
				f.words[s] = true
			}
			if s, ok := text(n); ok && formatted.MatchString(s) {
				f.begins = append(f.begins, s[:strings.IndexByte(s, '%')])
			}
		case *ast.BinaryExpr:
			if s, ok := text(n.X); ok && n.Op == token.ADD && keyStart.MatchString(s) {
				f.begins = append(f.begins, s)
			}
		case *ast.CallExpr:
			f.call(n, at(n))
		case *ast.KeyValueExpr: // escalation.Phrase{Key: "plan.day.start"}
			if name, ok := n.Key.(*ast.Ident); ok && name.Name == "Key" {
				if s, ok := text(n.Value); ok && strings.Contains(s, ".") {
					f.keys = append(f.keys, use{key: s, at: at(n), open: true})
				}
			}
		}
		return true
	})
	return nil
}

// call notes T("key", "gap", value ...) and the makers of cases.Error.
func (f *uses) call(n *ast.CallExpr, at string) {
	name := ""
	switch fun := n.Fun.(type) {
	case *ast.Ident:
		name = fun.Name
	case *ast.SelectorExpr:
		name = fun.Sel.Name
	}
	first, prefix := 0, ""
	switch name {
	case "T", "NotFoundf", "Conflictf":
	case "Invalidf":
		first = 1
	default:
		return
	}
	if name != "T" {
		prefix = "error."
	}
	if len(n.Args) <= first {
		return
	}
	if s, ok := text(n.Args[first]); ok {
		u := use{key: prefix + s, at: at, open: n.Ellipsis.IsValid()}
		for i := first + 1; i < len(n.Args); i += 2 {
			if gap, ok := text(n.Args[i]); ok {
				u.names = append(u.names, gap)
			} else {
				u.open = true
			}
		}
		f.keys = append(f.keys, u)
	} else if sum, ok := n.Args[first].(*ast.BinaryExpr); ok && sum.Op == token.ADD {
		if s, ok := text(sum.X); ok && s != "" {
			f.prefixes = append(f.prefixes, use{key: prefix + s, at: at})
		}
	}
}

func text(e ast.Expr) (string, bool) {
	lit, ok := e.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return "", false
	}
	s, err := strconv.Unquote(lit.Value)
	return s, err == nil
}

var (
	inTemplate = regexp.MustCompile(`[.$ ({]T "([^"]+)"`)
	formatted  = regexp.MustCompile(`^[a-z_]+\.[a-z0-9_.]*%`)
	keyStart   = regexp.MustCompile(`^[a-z_]+\.[a-z0-9_.]*$`)
	anyString  = regexp.MustCompile(`"([a-z_]+\.[a-z0-9_.%]*)"`)
)

// template notes the keys that a template or a pack names.
func (f *uses) template(path string) error {
	b, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	at := strings.TrimPrefix(path, "../../")
	for _, m := range inTemplate.FindAllStringSubmatch(string(b), -1) {
		f.keys = append(f.keys, use{key: m[1], at: at, open: true})
	}
	for _, m := range anyString.FindAllStringSubmatch(string(b), -1) {
		before, _, made := strings.Cut(m[1], "%")
		f.words[m[1]] = true
		if made || strings.HasSuffix(before, ".") { // printf "problem.%s", print "problem." .ID
			f.begins = append(f.begins, before)
		}
	}
	return nil
}
