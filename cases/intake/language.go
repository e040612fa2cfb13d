package intake

import (
	"strings"

	"degrau/cases"
)

// language scores the text's words against the function words, endings and phrases of each lexicon. A word that two
// languages share says little, one that only one has says much. No letters at all: no language.
func (r *reader) language() string {
	var score [4]float64
	votes := func(has func(*lexicon) bool, weight float64) {
		var n float64
		var hit [4]bool
		for k, l := range lexicons.all {
			if has(l) {
				hit[k] = true
				n++
			}
		}
		for k := range hit {
			if hit[k] {
				score[k] += weight / (n * n)
			}
		}
	}
	for i, t := range r.toks[:min(len(r.toks), 4000)] {
		if t.kind != word || len(t.w) == 1 && (r.numAt(i-1) != "" && !t.space || r.numAt(i+1) != "" && r.glued(i+1)) {
			continue
		}
		w := t.w
		votes(func(l *lexicon) bool { return l.function[w] }, 2)
		votes(func(l *lexicon) bool { return l.vocabulary[w] }, 1)
		if len(w) > 4 {
			votes(func(l *lexicon) bool { return hasEnding(w, l.Endings) }, 0.5)
		}
	}
	for k, n := range r.f.accents {
		score[k] += 1.2 * float64(min(n, 40))
	}
	best := -1
	for k, s := range score {
		if s > 0 && (best < 0 || s > score[best]) {
			best = k
		}
	}
	if best < 0 {
		return ""
	}
	r.langSure = true
	for k, s := range score {
		r.langSure = r.langSure && (k == best || s < score[best]*0.7)
	}
	return cases.Languages[best]
}

func hasEnding(w string, endings []string) bool {
	for _, e := range endings {
		if len(w) > len(e) && strings.HasSuffix(w, e) {
			return true
		}
	}
	return false
}
