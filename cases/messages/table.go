package messages

import (
	"encoding/csv"
	"strings"
)

// table writes the rows of a CSV file as lines, cells parted by a bar, so that a sum does not run into the next date.
func table(text string) (string, bool) {
	r := csv.NewReader(strings.NewReader(text))
	r.Comma, r.LazyQuotes, r.FieldsPerRecord, r.ReuseRecord = separator(firstLine(text)), true, -1, true
	var b strings.Builder
	for {
		row, err := r.Read()
		if err != nil {
			return strings.TrimRight(b.String(), "\n"), b.Len() > 0 && strings.Contains(err.Error(), "EOF")
		}
		for i, cell := range row {
			if i > 0 {
				b.WriteString(" | ")
			}
			b.WriteString(strings.Join(strings.Fields(cell), " "))
		}
		b.WriteByte('\n')
	}
}

// separator is the sign that the first line holds most of.
func separator(line string) rune {
	best, most := ',', 0
	for _, r := range []rune{';', ',', '\t', '|'} {
		if n := strings.Count(line, string(r)); n > most {
			best, most = r, n
		}
	}
	return best
}
