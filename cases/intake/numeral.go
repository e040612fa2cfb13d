package intake

import (
	"strconv"
	"strings"
)

// numeral is a number as people write it: 1.234,56 or 1,234.56 or 1 234 or 1234.
type numeral struct {
	to       int    // token after it
	whole    int64  // before the decimal mark
	cents    int    // hundredths
	decimals int    // digits after the mark
	mark     byte   // the decimal mark, 0 if none
	grouped  bool   // had marks between thousands
	doubt    bool   // the only mark may be either: 1,234 where the comma is the decimal mark
	alt      string // the other reading, as a plain decimal
	ocr      bool
}

// numeralAt reads the numeral that begins at token i. comma says that the language writes decimals with a comma.
func (r *reader) numeralAt(i int, comma, spaces bool) (numeral, bool) {
	if r.numAt(i) == "" {
		return numeral{}, false
	}
	n := numeral{ocr: r.toks[i].ocr}
	parts, marks := []string{r.toks[i].w}, []byte{}
	j := i + 1
	for len(parts) < 6 && (r.is(j, '.') || r.is(j, ',')) && r.glued(j) && r.glued(j+1) && r.numAt(j+1) != "" {
		marks, parts = append(marks, r.toks[j].w[0]), append(parts, r.toks[j+1].w)
		n.ocr = n.ocr || r.toks[j+1].ocr
		j += 2
	}
	if spaces && len(marks) == 0 && len(parts[0]) <= 3 && j < len(r.toks) && len(r.numAt(j)) == 3 && !r.glued(j) {
		parts, marks = append(parts, r.toks[j].w), append(marks, ' ')
		j++
		if (r.is(j, ',') || r.is(j, '.')) && r.glued(j) && r.glued(j+1) && len(r.numAt(j+1)) == 2 {
			marks, parts = append(marks, r.toks[j].w[0]), append(parts, r.toks[j+1].w)
			j += 2
		}
	}
	if spaces && len(marks) == 0 && r.is(j, ',') && !r.glued(j) && len(r.numAt(j+1)) == 2 {
		marks, parts = append(marks, ','), append(parts, r.toks[j+1].w) // R$ 129 , 90
		j += 2
	}
	n.to = j
	return n, n.settle(parts, marks, comma)
}

// settle decides which mark is the decimal one.
func (n *numeral) settle(parts []string, marks []byte, comma bool) bool {
	last := parts[len(parts)-1]
	switch {
	case len(marks) == 0:
		return n.set(parts[0], "")
	case len(marks) == 1 && marks[0] == ' ':
		n.grouped = true
		return n.set(parts[0]+parts[1], "")
	case len(marks) == 1 && len(last) <= 2:
		n.mark = marks[0]
		return n.set(parts[0], last)
	case len(marks) == 1 && len(last) == 3:
		thousands := byte('.')
		if !comma {
			thousands = ','
		}
		if len(parts[0]) > 3 {
			return false
		}
		n.grouped = true
		if parts[0] == "0" || parts[0] == "" {
			return false
		}
		if marks[0] != thousands {
			n.doubt, n.alt = true, parts[0]+"."+last[:2]
		}
		return n.set(parts[0]+last, "")
	case len(marks) > 1:
		return n.groups(parts, marks)
	}
	return false
}

func (n *numeral) groups(parts []string, marks []byte) bool {
	body, frac := parts, ""
	if end := len(marks) - 1; marks[end] != marks[end-1] {
		frac, body = parts[end+1], parts[:end+1]
		if len(frac) > 2 {
			return false
		}
		n.mark = marks[end]
		marks = marks[:end]
	}
	for k, m := range marks {
		if m != marks[0] || len(body[k+1]) != 3 && !(len(body[k+1]) == 2 && k+1 < len(body)-1) {
			return false
		}
	}
	n.grouped = true
	return len(body[0]) <= 3 && n.set(strings.Join(body, ""), frac)
}

func (n *numeral) set(whole, frac string) bool {
	if len(whole) > 12 {
		return false
	}
	v, err := strconv.ParseInt(whole, 10, 64)
	if err != nil {
		return false
	}
	n.whole, n.decimals = v, len(frac)
	if frac != "" {
		n.cents, _ = strconv.Atoi((frac + "0")[:2])
	}
	return true
}

// numberWords reads a number in words, such as "mil e duzentos" or "twenty five"; to is i when there is none.
func (r *reader) numberWords(i int) (value int64, to int) {
	var total, part int64
	to = i
	for j := i; j < len(r.toks) && j < i+9; j++ {
		w := r.wordAt(j)
		v, ok := r.lex.Numbers[w]
		if !ok {
			if j > i && (w == "e" || w == "y" || w == "si" || w == "and") {
				continue
			}
			break
		}
		switch {
		case v == 1000:
			total, part = total+max(part, 1)*1000, 0
		case v == 100 && part > 0 && part < 10:
			part *= 100
		default:
			part += int64(v)
		}
		to = j + 1
	}
	return total + part, to
}

func atoi(s string) int {
	if len(s) > 9 {
		return -1
	}
	n, err := strconv.Atoi(s)
	if err != nil {
		return -1
	}
	return n
}
