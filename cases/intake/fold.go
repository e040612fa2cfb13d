package intake

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Currency signs and line breaks as they stand in folded text: one byte each, so that offsets stay simple.
const (
	signEuro  = 0x01
	signPound = 0x02
	signRupee = 0x03
	signYen   = 0x04
)

// folded is a text without case, accents and odd spaces, with the way back to the original bytes.
type folded struct {
	s  string
	at []int32 // at[i] is the original offset of folded byte i; at[len(s)] is the end of the original

	accents [4]int // letters that only one of the languages uses, counted in the order of cases.Languages
}

// origin returns the original span of the folded bytes from..to. Marks dropped after the last byte (a combining accent,
// a zero-width joiner) belong to it.
func (f *folded) origin(from, to int) [2]int { return [2]int{int(f.at[from]), int(f.at[to])} }

// latin maps U+00C0 to U+024F and U+1E00 to U+1EFF to their plain lower-case letters.
var latin = func() map[rune]string {
	m := map[rune]string{'º': "o", '°': "o", 'ª': "a", '№': "no", 'ß': "ss", 'æ': "ae", 'Æ': "ae", 'ø': "o", 'Ø': "o",
		'œ': "oe", 'Œ': "oe", 'đ': "d", 'Đ': "d", 'ł': "l", 'Ł': "l", 'ı': "i",
		'‘': "'", '’': "'", 'ʼ': "'", '´': "'", '`': "'", '“': `"`, '”': `"`, '„': `"`, '«': `"`, '»': `"`,
		'‐': "-", '‑': "-", '‒': "-", '–': "-", '—': "-", '−': "-", '…': ".", '／': "/", '．': ".", '，': ",", '：': ":",
		'€': "\x01", '£': "\x02", '₹': "\x03", '¥': "\x04", '＄': "$", '•': "*", '·': "*", '\r': "\n", '\u2028': "\n", '\u2029': "\n"}
	add := func(from, to rune) {
		for r := from; r <= to; r++ {
			plain := strings.Map(func(c rune) rune {
				if unicode.Is(unicode.Mn, c) {
					return -1
				}
				return unicode.ToLower(c)
			}, norm.NFKD.String(string(r)))
			if _, given := m[r]; !given && plain != "" && isASCII(plain) && unicode.IsLetter(r) {
				m[r] = plain
			}
		}
	}
	add(0x00C0, 0x024F)
	add(0x1E00, 0x1EFF)
	add(0xFF10, 0xFF19)
	add(0xFF21, 0xFF5A)
	return m
}()

// accentOf says which of the four languages a letter points to, by index in cases.Languages.
var accentOf = map[rune]int{'ã': 0, 'õ': 0, 'ç': 0, 'ê': 0, 'ô': 0, 'à': 0, 'ñ': 1, '¿': 1, '¡': 1, 'ă': 2, 'ș': 2, 'ț': 2, 'ş': 2, 'ţ': 2, 'î': 2}

// fold makes the folded form of text. Apostrophes between letters vanish (don't, dont), zero-width marks and combining
// accents too; everything that is neither letter, digit nor ASCII mark becomes a space.
func fold(text string) *folded {
	f := &folded{at: make([]int32, 0, len(text)+1)}
	b := make([]byte, 0, len(text))
	put := func(s string, off int) {
		for i := 0; i < len(s); i++ {
			b, f.at = append(b, s[i]), append(f.at, int32(off))
		}
	}
	for i := 0; i < len(text); {
		c := text[i]
		if c < utf8.RuneSelf {
			if c == '\'' && between(b, text, i+1) {
				i++
				continue
			}
			b, f.at = append(b, lower(c)), append(f.at, int32(i))
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(text[i:])
		if k, ok := accentOf[unicode.ToLower(r)]; ok {
			f.accents[k]++
		}
		s, known := latin[r]
		switch {
		case known && s == "'" && between(b, text, i+n):
		case known:
			put(s, i)
		case unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Cf, r):
			f.combining(r)
		case unicode.IsDigit(r):
			put(digitOf(r), i)
		case unicode.IsLetter(r):
			put(string(unicode.ToLower(r)), i)
		default:
			put(" ", i)
		}
		i += n
	}
	f.s, f.at = string(b), append(f.at, int32(len(text)))
	return f
}

// combining counts the accents of decomposed text.
func (f *folded) combining(r rune) {
	switch r {
	case '\u0303', '\u0327':
		f.accents[0]++ // tilde and cedilla: Spanish ñ is told apart by its words
	case '\u0306', '\u0326':
		f.accents[2]++
	}
}

func between(b []byte, text string, next int) bool {
	return len(b) > 0 && isLetter(b[len(b)-1]) && next < len(text) && (isLetter(lower(text[next])) || text[next] >= utf8.RuneSelf)
}

func lower(c byte) byte {
	switch {
	case 'A' <= c && c <= 'Z':
		return c + 'a' - 'A'
	case c == '\r' || c == '\v' || c == '\f':
		return '\n'
	case c == '\t' || c < ' ' && c != '\n' || c == 0x7f:
		return ' '
	}
	return c
}

func digitOf(r rune) string {
	for z := r; z > r-10; z-- {
		if !unicode.IsDigit(z - 1) {
			return string(rune('0' + (r-z)%10))
		}
	}
	return " "
}

func isASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

func isLetter(c byte) bool { return 'a' <= c && c <= 'z' || c >= utf8.RuneSelf }
func isDigit(c byte) bool  { return '0' <= c && c <= '9' }
