package intake

import (
	"bytes"
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strconv"
	"strings"

	"degrau/cases"
)

//go:embed lexicon/*.json
var lexiconFiles embed.FS

// lexicon holds the words of one language. It is data: no word of a language stands in Go.
type lexicon struct {
	Language    string                         `json:"language"`
	Currency    string                         `json:"currency"` // of an amount that names none
	Regions     map[string]string              `json:"regions"`  // word that points to a country -> currency there
	Money       map[string]string              `json:"money"`    // word after or before an amount -> currency
	Function    []string                       `json:"function"` // words that give the language away
	Endings     []string                       `json:"endings"`  // and ends of words
	Months      map[string]int                 `json:"months"`   // full names
	ShortMonths map[string]int                 `json:"short_months"`
	Weekdays    map[string]int                 `json:"weekdays"` // 0 is Sunday
	Numbers     map[string]int                 `json:"numbers"`  // number words
	Units       []string                       `json:"units"`    // what a number counts when it is no amount
	Negators    []string                       `json:"negators"`
	Slips       map[string]string              `json:"slips"`      // misspelt or shortened word -> the word
	ShortNots   map[string]string              `json:"short_nots"` // "n" and the like -> "not", before the words below only
	Negatable   []string                       `json:"negatable"`
	NameStops   []string                       `json:"name_stops"` // words that are no shop's name
	Cues        map[string][]string            `json:"cues"`
	Problems    map[string]map[string][]string `json:"problems"` // problem -> weight -> phrases

	Bodies map[string][]string `json:"bodies"` // body of the contract -> its names

	bodyList                  []bodyName
	matcher                   *matcher
	function, units, negators map[string]bool
	nameStops, vocabulary     map[string]bool
	negatable                 map[string]bool
}

// group is what a phrase of the lexicon speaks of: a problem, or one of the cue groups below.
type group int16

// problemGroups + i is cases.Problems[i]; bodyGroups + i is bodyList[i] of the lexicon.
const (
	problemGroups group = 200
	bodyGroups    group = 300
)

type bodyName struct {
	id    string
	group group
}

// lexicons are read once; a fault in an embedded file is our own mistake and stops the program at its start.
var lexicons = mustLoad(lexiconFiles)

type books struct {
	by        map[string]*lexicon
	all       []*lexicon // in the order of cases.Languages
	companies *directory

	bareOrders []string

	fillers, numberWords, measures, commonWords, twoDaysAgo, shopWords, monthFirst, nameLinks, ands, mine, desks, towards map[string]bool
	periods                                                                                                               map[string]byte
	states, cities                                                                                                        map[string]string
}

func mustLoad(files fs.FS) *books {
	b, err := load(files)
	if err != nil {
		panic(err)
	}
	return b
}

func load(files fs.FS) (*books, error) {
	b := &books{by: map[string]*lexicon{}}
	if err := b.loadShared(files); err != nil {
		return nil, err
	}
	for _, lang := range cases.Languages {
		l := &lexicon{}
		if err := strict(files, "lexicon/"+lang+".json", l); err != nil {
			return nil, err
		}
		if l.Language != lang {
			return nil, fmt.Errorf("lexicon/%s.json: language is %q", lang, l.Language)
		}
		if err := l.prepare(); err != nil {
			return nil, fmt.Errorf("lexicon/%s.json: %w", lang, err)
		}
		b.by[lang], b.all = l, append(b.all, l)
	}
	b.shareCodes()
	dir, err := loadDirectory(files)
	if err != nil {
		return nil, err
	}
	b.companies = dir
	return b, nil
}

// shareCodes lets every language know the others' words before an order or tracking number: people write "order" and
// "tracking" in every language.
func (b *books) shareCodes() {
	var shared []pattern
	for _, l := range b.all {
		for _, p := range l.matcher.patterns {
			if p.group == cueOrder || p.group == cueTracking {
				shared = append(shared, p)
			}
		}
	}
	for _, l := range b.all {
		l.matcher = newMatcher(append(slices.Clone(l.matcher.patterns), shared...))
	}
}

// strict reads JSON in which an unknown field is an error.
func strict(files fs.FS, name string, into any) error {
	raw, err := fs.ReadFile(files, name)
	if err != nil {
		return err
	}
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.DisallowUnknownFields()
	if err := dec.Decode(into); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	if dec.More() {
		return fmt.Errorf("%s: text after the end", name)
	}
	return nil
}

// prepare checks the words and builds what the reader looks them up in.
func (l *lexicon) prepare() error {
	l.function, l.units, l.negators = set(split(l.Function)), set(split(l.Units)), set(split(l.Negators))
	l.nameStops, l.negatable = set(split(l.NameStops)), set(split(l.Negatable))
	for _, list := range [][]string{keys(l.function), keys(l.units), keys(l.negators), keys(l.nameStops), l.Endings,
		keys(l.Months), keys(l.ShortMonths), keys(l.Money), keys(l.Regions), keys(l.Numbers), keys(l.Weekdays),
		keys(l.Slips), slices.Collect(maps.Values(l.Slips)), keys(l.ShortNots), keys(l.negatable)} {
		for _, w := range list {
			if w == "" || fold(w).s != w {
				return fmt.Errorf("%q is not folded", w)
			}
		}
	}
	for w, m := range l.Months {
		if m < 1 || m > 12 {
			return fmt.Errorf("month %q is %d", w, m)
		}
	}
	ps, err := l.phrases()
	if err != nil {
		return err
	}
	l.matcher = newMatcher(ps)
	l.vocabulary = map[string]bool{}
	for _, p := range ps {
		for _, e := range p.elems {
			for _, w := range e.words {
				l.vocabulary[w] = true
			}
		}
	}
	return nil
}

// phrases reads every phrase of the file, in an order of its own: maps have none, and the same text must always be read
// the same way.
func (l *lexicon) phrases() ([]pattern, error) {
	var ps []pattern
	add := func(name string, g group, weight int, phrases []string) error {
		for _, s := range phrases {
			read, err := parsePatterns(s)
			if err != nil {
				return fmt.Errorf("%s: %w", name, err)
			}
			for _, p := range read {
				p.group, p.weight, p.negated = g, weight, l.holdsNegator(p)
				for k := 1; k < len(p.elems); k++ {
					before := p.elems[k-1].words
					p.elems[k].tight = p.elems[k].gap > 0 && len(before) > 0 && l.negators[before[0]]
				}
				ps = append(ps, p)
			}
		}
		return nil
	}
	for _, name := range sorted(l.Cues) {
		g, ok := cueGroups[name]
		if !ok {
			return nil, fmt.Errorf("unknown cue group %q", name)
		}
		if err := add(name, g, 1, l.Cues[name]); err != nil {
			return nil, err
		}
	}
	for _, name := range sorted(l.Problems) {
		i := indexOf(cases.Problems, cases.Problem(name))
		if i < 0 {
			return nil, fmt.Errorf("unknown problem %q", name)
		}
		for _, weight := range sorted(l.Problems[name]) {
			w, err := strconv.Atoi(weight)
			if err != nil || w < -20 || w > 20 || w == 0 {
				return nil, fmt.Errorf("%s: weight %q", name, weight)
			}
			if err := add(name, problemGroups+group(i), w, l.Problems[name][weight]); err != nil {
				return nil, err
			}
		}
	}
	for i, id := range sorted(l.Bodies) {
		g := bodyGroups + group(i)
		l.bodyList = append(l.bodyList, bodyName{id, g})
		if err := add(id, g, 1, l.Bodies[id]); err != nil {
			return nil, err
		}
	}
	return ps, nil
}

func (l *lexicon) holdsNegator(p pattern) bool {
	for _, e := range p.elems {
		for _, w := range e.words {
			if l.negators[w] {
				return true
			}
		}
	}
	return false
}

func set(list []string) map[string]bool {
	m := make(map[string]bool, len(list))
	for _, w := range list {
		m[w] = true
	}
	return m
}

func keys[V any](m map[string]V) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	return out
}

func sorted[V any](m map[string]V) []string {
	out := keys(m)
	slices.Sort(out)
	return out
}

func indexOf[T comparable](list []T, v T) int {
	for i, x := range list {
		if x == v {
			return i
		}
	}
	return -1
}

// split turns the lines of a JSON word list, "a b c", into words.
func split(lines []string) []string { return strings.Fields(strings.Join(lines, " ")) }
