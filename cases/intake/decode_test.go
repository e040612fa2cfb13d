package intake

import (
	"encoding/binary"
	"testing"
	"unicode/utf16"

	"degrau/cases"

	"golang.org/x/text/encoding/charmap"
)

func wide(s string, order binary.AppendByteOrder, mark bool) []byte {
	var b []byte
	if mark {
		b = order.AppendUint16(b, 0xFEFF)
	}
	for _, u := range utf16.Encode([]rune(s)) {
		b = order.AppendUint16(b, u)
	}
	return b
}

func TestDecodeKnowsTheUsualEncodings(t *testing.T) {
	const pt = "A encomenda não chegou. Paguei R$ 10,00 à vista, e a situação é péssima."
	const ro = "Coletul nu a ajuns și așteptăm banii înapoi de două săptămâni, vă rog să îmi răspundeți."
	const roCedilla = "Coletul nu a ajuns şi aşteptăm banii înapoi de două săptămâni, vă rog să îmi răspundeţi."
	page := func(c *charmap.Charmap, s string) []byte {
		b, err := c.NewEncoder().String(s)
		if err != nil {
			t.Fatal(err)
		}
		return []byte(b)
	}
	for name, c := range map[string]struct {
		in   []byte
		want string
	}{
		"UTF-8":                       {[]byte(pt), pt},
		"UTF-8 with mark":             {append([]byte{0xEF, 0xBB, 0xBF}, pt...), pt},
		"decomposed accents":          {[]byte("na\u0303o"), "não"},
		"UTF-16 little, mark":         {wide(ro, binary.LittleEndian, true), ro},
		"UTF-16 big, mark":            {wide(ro, binary.BigEndian, true), ro},
		"UTF-16 little, no mark":      {wide(pt, binary.LittleEndian, false), pt},
		"UTF-16 big, no mark":         {wide(pt, binary.BigEndian, false), pt},
		"Windows-1252":                {page(charmap.Windows1252, pt), pt},
		"Windows-1250":                {page(charmap.Windows1250, roCedilla), roCedilla},
		"ISO-8859-2":                  {page(charmap.ISO8859_2, roCedilla), roCedilla},
		"Spanish in Windows-1252":     {page(charmap.Windows1252, "¿Dónde está mi pedido? Llevo un año esperando"), "¿Dónde está mi pedido? Llevo un año esperando"},
		"UTF-8 and Windows-1252":      {[]byte("cart\xc3\xa3o e boleto, n\xe3o chegou \x80 5"), "cartão e boleto, não chegou € 5"},
		"UTF-8 and Windows-1250":      {append([]byte("Bună ziua, "), page(charmap.Windows1250, roCedilla)...), "Bună ziua, " + roCedilla},
		"ends of lines of every kind": {[]byte("a\r\nb\rc"), "a\nb\nc"},
	} {
		t.Run(name, func(t *testing.T) {
			if got, err := Decode(c.in); err != nil || got != c.want {
				t.Errorf("%q, %v", got, err)
			}
		})
	}
}

func TestDecodeRefusesWhatIsNoText(t *testing.T) {
	for name, c := range map[string]struct {
		in  string
		key string
	}{
		"a picture": {"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x01", "not_text"}, "NUL inside": {"abc\x00def", "not_text"},
		"control bytes": {"\x01\x02\x03\x04abc", "not_text"}, "nothing": {"", "empty_text"}, "only blanks": {" \n\t\u00a0\ufeff", "empty_text"},
	} {
		_, err := Decode([]byte(c.in))
		var e *cases.Error
		if !cases.IsKind(err, cases.Invalid) {
			t.Errorf("%s: %v", name, err)
		} else if e = err.(*cases.Error); e.Key != c.key {
			t.Errorf("%s: %s, want %s", name, e.Key, c.key)
		}
	}
}
