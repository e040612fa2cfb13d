package reports

import (
	"fmt"
	"strings"
	"testing"

	"degrau/internal/locale"
	"degrau/reports/audit"
)

func TestEveryFaultOfAPaperHasWords(t *testing.T) {
	keys := []string{audit.Unreadable, audit.Changed, audit.PageCount, audit.OverLimit, audit.Stamp, audit.Label, audit.Band, audit.Missing, audit.Empty, audit.Other, audit.Photo, audit.Link,
		audit.Bookmark, audit.Words, audit.Overflow, audit.Title, audit.Active, audit.Elsewhere}
	for _, lang := range []string{"pt", "es", "ro", "en"} {
		l := locale.For(lang)
		said := map[string]bool{}
		for _, key := range keys {
			text := SayAudit(&audit.Error{File: "a.pdf", Faults: []audit.Fault{{Key: key, Page: 3, Exhibit: "P2", Want: "7", Got: "8"}}}, l)
			if strings.Contains(text, "audit.") || !strings.Contains(text, "a.pdf") || !strings.Contains(text, "P2") || !strings.Contains(text, "7") || said[text] {
				t.Errorf("%s, %s: %s", lang, key, text)
			}
			said[text] = true
		}
	}
}

// What is printed in a paper is nobody's but the person's: an error goes into logs.
func TestAFaultToldToALogHoldsNothingOfThePaper(t *testing.T) {
	err := fmt.Errorf("dossier: %w", &audit.Error{File: "a.pdf", Faults: []audit.Fault{{Key: audit.Stamp, Page: 2, Want: "Qzname", Got: "Qzother"}}})
	if s := err.Error(); strings.Contains(s, "Qz") || !strings.Contains(s, "stamp on page 2") {
		t.Error(s)
	}
}
