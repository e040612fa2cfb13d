package reports

import (
	"fmt"
	"slices"
	"strings"

	"degrau/escalation"
	"degrau/internal/locale"
)

// BuildKit writes the texts for one body: one for each field of its form, in the form's order, each within its limit.
// Public fields are written from the public side of the case, so that no personal data can appear in them.
func BuildKit(in Input) (Kit, error) {
	if in.Variant == "" {
		in.Variant = Full // the fields say themselves which of them are public
	}
	full, err := newMatter(in)
	if err != nil {
		return Kit{}, err
	}
	open, err := full.asPublic()
	if err != nil {
		return Kit{}, err
	}
	k := Kit{Body: full.body, Lang: full.l.Lang(), Gaps: full.gaps}
	if own := in.reader(); own != k.Lang {
		k.Own = own
	}
	for i, field := range full.body.Form.Fields {
		m := full
		if field.Public {
			m = open
		}
		f, gaps := m.field(field, i+1, k.Own)
		gaps = m.edit(&f, gaps)
		if m.fault != nil {
			return Kit{}, m.fault
		}
		k.Fields, k.Gaps = append(k.Fields, f), append(k.Gaps, gaps...)
	}
	for _, x := range full.body.Papers {
		_, gaps, err := OwnPaper(in, x.ID)
		if err != nil {
			return Kit{}, err
		}
		k.Lack(gaps)
	}
	return k, nil
}

// Lack adds gaps that are not known yet: those of the dossier beside the texts.
func (k *Kit) Lack(gaps []Gap) {
	for _, g := range gaps {
		if !slices.ContainsFunc(k.Gaps, func(known Gap) bool { return known.Fact == g.Fact && known.Key == g.Key }) {
			k.Gaps = append(k.Gaps, g)
		}
	}
}

// reader is the language in which the texts are shown beside the body's own.
func (in Input) reader() string {
	for _, lang := range []string{in.Reader, in.Case.Facts().Language} {
		if slices.Contains(locale.Languages, lang) {
			return lang
		}
	}
	return locale.Languages[0]
}

// field fills one field, and says the same beside it in the reader's own language, if that is another.
func (m *matter) field(field escalation.FormField, number int, own string) (KitField, []Gap) {
	limit, doubt := limitOf(field)
	if label := field.Labels[m.l.Lang()]; label != "" {
		field.Label = label
	}
	k := KitField{FormField: field, File: fmt.Sprintf("%02d-%s.txt", number, slug(field.ID, 36)), Max: limit, Doubt: doubt}
	if field.Text == "" {
		return k, nil
	}
	s, ok := m.script(field.Text)
	if !ok {
		return k, []Gap{{Fact: field.ID, Key: "dossier.gap.text", Args: map[string]any{"field": field.Label}}}
	}
	short := false
	got := s.fit(m.filling(short), limit, field.Unit)
	if !got.fits {
		short = true
		got = s.fit(m.filling(short), limit, field.Unit)
	}
	if own != "" {
		other := m.inLanguage(own)
		if k.Own = other.same(field.Text, short, got.kept, len(s.lines)); m.fault == nil {
			m.fault = other.fault
		}
	}
	k.Value, k.Dropped = got.text, got.dropped
	k.Length = measure(k.Value, field.Unit)
	var gaps []Gap
	if !got.fits {
		gaps = append(gaps, Gap{Fact: field.ID, Key: "dossier.gap.too_long", Args: map[string]any{"field": field.Label, "max": limit}})
	}
	if k.Value == "" {
		gaps = append(gaps, Gap{Fact: field.ID, Key: "dossier.gap.text", Args: map[string]any{"field": field.Label}})
	}
	return k, gaps
}

// inLanguage is the same matter, told in another language.
func (m *matter) inLanguage(lang string) *matter {
	other := *m
	other.l, other.body.Language = locale.For(lang), lang
	return &other
}

// same says what was kept of a text, in this matter's language. A pack whose texts do not run line by line has it whole.
func (m *matter) same(text string, short bool, kept []place, lines int) string {
	s, ok := m.script(text)
	switch {
	case !ok:
		return ""
	case len(s.lines) != lines:
		return s.fit(m.filling(short), 0, "").text
	}
	return s.only(m.filling(short), kept)
}

// limitOf returns the limit of a field and whether nobody has confirmed it. A doubtful limit gives way to our own,
// cautious one.
func limitOf(f escalation.FormField) (limit int, doubt bool) {
	doubt = f.Limit == 0 || !citable(f.Sources)
	if doubt && f.Cautious > 0 {
		return f.Cautious, true
	}
	return f.Limit, doubt
}

// plainLetters folds the letters of our languages into ASCII, for file names that every portal takes.
var plainLetters = strings.NewReplacer("á", "a", "à", "a", "â", "a", "ã", "a", "ä", "a", "ă", "a", "é", "e", "ê", "e", "è", "e", "ë", "e",
	"í", "i", "î", "i", "ï", "i", "ó", "o", "ô", "o", "õ", "o", "ö", "o", "ú", "u", "ü", "u", "ç", "c", "ñ", "n", "ș", "s", "ş", "s", "ț", "t", "ţ", "t")

// slug makes a plain name of at most n letters, cut at a word.
func slug(s string, n int) string {
	var b strings.Builder
	dash := false
	for _, r := range plainLetters.Replace(strings.ToLower(s)) {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			if dash && b.Len() > 0 {
				b.WriteByte('-')
			}
			b.WriteRune(r)
			dash = false
		} else {
			dash = true
		}
	}
	out := b.String()
	if len(out) > n {
		out = out[:n]
		if i := strings.LastIndexByte(out, '-'); i > n/2 {
			out = out[:i]
		}
	}
	return strings.Trim(out, "-")
}
