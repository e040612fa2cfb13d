package media

import (
	"encoding/hex"
	"io"
	"regexp"
	"strings"
	"unicode/utf16"

	"github.com/ledongthuc/pdf"
)

// letterFont turns the codes of one font into letters and knows how far each moves the pen. A font's own table of
// letters (ToUnicode) comes first, as the standard wants; the library's reading of it loses letters whose number does
// not fit one byte, such as ș and ț, and leaves it aside for fonts of one byte.
type letterFont struct {
	code   int // bytes of one code
	letter *letterTable
	plain  pdf.TextEncoding // where the font has no table of its own
	width  func(code int) float64
}

// Tables of strangers are read up to here; a real font stays far below.
const maxLetters = 70_000

func openFont(v pdf.Value) *letterFont {
	base := &pdf.Font{V: v}
	f := &letterFont{code: 1, plain: base.Encoder(), width: base.Width}
	if v.Key("Subtype").Name() == "Type0" {
		f.width = wideWidths(v.Key("DescendantFonts").Index(0))
		switch v.Key("Encoding").Name() {
		case "Identity-H", "Identity-V":
			f.code = 2
		default: // a named table for Asian scripts: the library knows some
			return f
		}
	}
	if table := v.Key("ToUnicode"); table.Kind() == pdf.Stream {
		f.letter = readLetters(table, f.code)
	}
	return f
}

// decode returns the letters of a string and its advance in thousandths of the font's size. A code without a width
// counts as half a letter's height, which is usual.
func (f *letterFont) decode(raw string) (text string, advance float64) {
	if f.letter == nil {
		text = f.plain.Decode(raw)
	}
	var out []rune
	for at := 0; at+f.code <= len(raw); at += f.code {
		n := int(raw[at])
		if f.code == 2 {
			n = n<<8 | int(raw[at+1])
		}
		w := f.width(n)
		if w <= 0 {
			w = 500
		}
		advance += w
		if f.letter != nil {
			out = append(out, f.letter.of(n)...)
		}
	}
	if f.letter != nil {
		text = string(out)
	}
	return text, advance
}

// letterTable is a ToUnicode table.
type letterTable struct {
	one    map[int][]rune
	ranges []letterRange
}

type letterRange struct {
	low, high int
	first     []rune
}

func (t *letterTable) of(code int) []rune {
	if r, ok := t.one[code]; ok {
		return r
	}
	for _, r := range t.ranges {
		if code >= r.low && code <= r.high && len(r.first) > 0 {
			out := append([]rune{}, r.first...)
			out[len(out)-1] += rune(code - r.low)
			return out
		}
	}
	return nil
}

// readLetters reads a ToUnicode table for codes of a length; what it cannot use it leaves out. Of its little language
// only the lists matter: <code> <letters>, and <first> <last> <letters> or <first> <last> [ <letters> ... ].
func readLetters(table pdf.Value, code int) *letterTable {
	t := &letterTable{one: map[int][]rune{}}
	rc := table.Reader()
	defer rc.Close()
	b, err := io.ReadAll(io.LimitReader(rc, 1<<20))
	if err != nil && len(b) == 0 {
		return t
	}
	var args []string
	for _, token := range tableTokens.FindAllString(string(b), -1) {
		if len(t.one)+len(t.ranges) > maxLetters {
			break
		}
		switch {
		case token[0] == '<' || token == "[" || token == "]":
			args = append(args, token)
			continue
		case token == "endbfchar":
			for i := 0; i+1 < len(args); i += 2 {
				if from := unhex(args[i]); len(from) == code {
					t.one[number(from)] = utf16Runes(unhex(args[i+1]))
				}
			}
		case token == "endbfrange":
			t.addRanges(args, code)
		}
		args = args[:0]
	}
	return t
}

var tableTokens = regexp.MustCompile(`<[0-9A-Fa-f\s]*>|\[|\]|(?:begin|end)[a-z]+`)

func (t *letterTable) addRanges(args []string, code int) {
	for i := 0; i+2 < len(args); {
		low, high, to := unhex(args[i]), unhex(args[i+1]), args[i+2]
		good := len(low) == code && len(high) == code
		i += 3
		if to != "[" {
			if good {
				t.ranges = append(t.ranges, letterRange{number(low), number(high), utf16Runes(unhex(to))})
			}
			continue
		}
		for n := 0; i < len(args) && args[i] != "]"; n++ {
			if good && number(low)+n <= number(high) {
				t.one[number(low)+n] = utf16Runes(unhex(args[i]))
			}
			i++
		}
		i++ // the closing bracket
	}
}

// unhex reads <0041>; spaces may stand inside, and an odd last digit is followed by a zero (ISO 32000-1, 7.3.4.3).
func unhex(token string) string {
	digits := strings.Join(strings.Fields(strings.Trim(token, "<>")), "")
	if len(digits)%2 == 1 {
		digits += "0"
	}
	b, err := hex.DecodeString(digits)
	if err != nil {
		return ""
	}
	return string(b)
}

func number(s string) int {
	n := 0
	for i := range len(s) {
		n = n<<8 | int(s[i])
	}
	return n
}

func utf16Runes(s string) []rune {
	var units []uint16
	for i := 0; i+1 < len(s); i += 2 {
		units = append(units, uint16(s[i])<<8|uint16(s[i+1]))
	}
	return utf16.Decode(units)
}

// wideWidths reads the widths of a font of two bytes: runs of codes with one width each, or a span with one for all.
func wideWidths(font pdf.Value) func(int) float64 {
	usual := font.Key("DW").Float64()
	if font.Key("DW").IsNull() {
		usual = 1000
	}
	list, known := font.Key("W"), map[int]float64{}
	for i := 0; i+1 < list.Len() && len(known) < maxLetters; {
		first := int(list.Index(i).Int64())
		if run := list.Index(i + 1); run.Kind() == pdf.Array {
			for n := range run.Len() {
				known[first+n] = run.Index(n).Float64()
			}
			i += 2
			continue
		}
		last, w := int(list.Index(i+1).Int64()), list.Index(i+2).Float64()
		for n := first; n <= last && n-first < maxLetters; n++ {
			known[n] = w
		}
		i += 3
	}
	return func(code int) float64 {
		if w, ok := known[code]; ok {
			return w
		}
		return usual
	}
}
