package locale

import (
	"cmp"
	"slices"
	"strings"
	"testing"
	"unicode"
)

// TestPortugueseIsEasyToRead holds help texts to the Flesch formula for Portuguese. A score is a hint and no judge: a
// text of few words cannot be measured.
func TestPortugueseIsEasyToRead(t *testing.T) {
	type scored struct {
		key, text string
		score     float64
	}
	var all []scored
	for key, m := range catalogues()["pt"] {
		text := m["other"]
		if !strings.HasPrefix(key, "cli.") && len(words(text)) >= 20 {
			all = append(all, scored{key, text, flesch(text)})
		}
	}
	slices.SortFunc(all, func(a, b scored) int { return cmp.Compare(a.score, b.score) })
	for i, s := range all {
		if i < 10 {
			t.Logf("%5.1f %s: %s", s.score, s.key, s.text)
		}
		if s.score < 50 {
			t.Errorf("%.1f, want 50 or more: %s: %s", s.score, s.key, s.text)
		}
	}
}

func TestSentencesAreShort(t *testing.T) {
	for lang, all := range catalogues() {
		for key, m := range all {
			if paper := strings.HasPrefix(key, "dossier.") || strings.HasPrefix(key, "kit."); paper {
				continue // papers for a body have their own measure
			}
			for _, s := range sentences(m["other"]) {
				if n := len(words(s)); n > 20 {
					t.Errorf("%s %s: %d words in one sentence: %s", lang, key, n, s)
				}
			}
		}
	}
}

func TestFlesch(t *testing.T) {
	for word, want := range map[string]int{"caso": 2, "não": 1, "prazo": 2, "reclamação": 4, "dia": 2, "dois": 1, "água": 2, "órgão": 2, "loja": 2, "saúde": 3, "país": 2, "quem": 1, "guardar": 2, "que": 1, "PDF": 1} {
		if got := syllables(word); got != want {
			t.Errorf("%s: %d syllables, want %d", word, got, want)
		}
	}
	easy, hard := "Veja o prazo. Fale com a loja hoje.", "Proceda à formalização administrativa da correspondente manifestação extrajudicial circunstanciada."
	if flesch(easy) < 70 || flesch(hard) > 20 {
		t.Errorf("easy %.1f, hard %.1f", flesch(easy), flesch(hard))
	}
}

func flesch(text string) float64 {
	w := words(text)
	n := 0
	for _, x := range w {
		n += syllables(x)
	}
	count := float64(len(w))
	return 248.835 - 1.015*count/float64(len(sentences(text))) - 84.6*float64(n)/count
}

func words(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '-' })
}

// sentences cuts at an end mark before a space: the point of "Consumidor.gov.br" ends nothing.
func sentences(text string) []string {
	var out []string
	for _, part := range strings.Split(strings.NewReplacer("? ", "\n", ". ", "\n", ": ", "\n", "; ", "\n").Replace(text), "\n") {
		if len(words(part)) > 0 {
			out = append(out, part)
		}
	}
	return out
}

// syllables counts the vowel sounds of a Portuguese word: runs of vowels, less where two of them are one sound.
func syllables(word string) int {
	const vowels, accented = "aeiouáéíóúâêôãõàü", "áéíóúâêô"
	r := []rune(strings.ToLower(word))
	n := 0
	for i, c := range r {
		if !strings.ContainsRune(vowels, c) {
			continue
		}
		var before rune
		if i > 0 {
			before = r[i-1]
		}
		glide := strings.ContainsRune("iuoe", c) && strings.ContainsRune("aeiouáéóâêôãõ", before) && !strings.ContainsRune(accented, c)
		switch {
		case (before == 'q' || before == 'g') && c == 'u' && i+1 < len(r) && strings.ContainsRune("aeiouáéíóúãê", r[i+1]): // quem, guarda
		case i >= 2 && before == 'u' && (r[i-2] == 'q' || r[i-2] == 'g'):
			n++
		case glide && (c == 'i' || c == 'u' || before == 'ã' || before == 'õ'): // dois, não, põe
		default:
			n++
		}
	}
	return max(n, 1)
}
