package pdf_test

import (
	"fmt"
	"strings"
	"testing"

	"degrau/reports/paper"
)

func TestCoverIsAlwaysOnePage(t *testing.T) {
	long := strings.Repeat("uma frase comprida que não acaba ", 40)
	for name, change := range map[string]func(*paper.Cover){
		"as it is":        func(*paper.Cover) {},
		"empty":           func(c *paper.Cover) { *c = paper.Cover{} },
		"long title":      func(c *paper.Cover) { c.Title = long },
		"long everything": func(c *paper.Cover) { lengthen(c, long, 30) },
		"many requests": func(c *paper.Cover) {
			c.Requests.Items = nil
			for i := range 80 {
				c.Requests.Items = append(c.Requests.Items, fmt.Sprintf("Pedido %d. %s", i, long[:80]))
			}
		},
		"many proofs": func(c *paper.Cover) {
			for range 100 {
				c.Proof.Rows = append(c.Proof.Rows, c.Proof.Rows[0])
			}
		},
		"endless word": func(c *paper.Cover) { lengthen(c, strings.Repeat("W", 3000), 6) },
	} {
		t.Run(name, func(t *testing.T) {
			cover := sampleCover()
			change(&cover)
			w := write(t, small(cover, paper.Section{Number: 1, Title: "Depois"}), nil)
			pages := w.text(t)
			if len(pages) != 2 || !strings.Contains(pages[1], "Depois") {
				t.Fatalf("%d pages", len(pages))
			}
			for i, b := range boxes(t, w.path) {
				if b[3] > 297*72/25.4-10 || b[2] > (210-17)*72/25.4 {
					t.Errorf("word %d lies at %v", i, b)
				}
			}
			overlaps(t, w)
		})
	}
}

// overlaps fails where the body of a page runs into its footer.
func overlaps(t *testing.T, w written) {
	t.Helper()
	const bottom, foot = 275 * 72 / 25.4, 281 * 72 / 25.4
	for i, b := range boxes(t, w.path) {
		if b[3] > bottom+4 && b[1] < foot-1 {
			t.Errorf("word %d lies between text and footer: %v", i, b)
		}
	}
}

func lengthen(c *paper.Cover, long string, n int) {
	c.Kind, c.Title, c.Lead, c.Note = long, long, long, long
	for range n {
		c.Figures = append(c.Figures, paper.Figure{Label: long, Value: long})
		c.Left.Rows = append(c.Left.Rows, paper.Row{Label: long, Value: long})
		c.Right.Rows = append(c.Right.Rows, paper.Row{Label: long, Value: long})
		c.Requests.Items = append(c.Requests.Items, long)
		c.Proof.Rows = append(c.Proof.Rows, cells(long, long, "1"))
	}
	c.Left.Title, c.Right.Title, c.Requests.Title, c.Proof.Title, c.Proof.Note = long, long, long, long, long
}

func TestCutListSaysHowMuchIsLeft(t *testing.T) {
	cover := sampleCover()
	for i := range 60 {
		cover.Requests.Items = append(cover.Requests.Items, fmt.Sprintf("Pedido número %d.", i))
	}
	page := write(t, small(cover), nil).text(t)[0]
	shown := strings.Count(page, "Pedido número") + 3
	if want := fmt.Sprintf("… e mais %d, adiante", 63-shown); !strings.Contains(page, want) {
		t.Errorf("%d of 63 requests shown, and no %q", shown, want)
	}
}
