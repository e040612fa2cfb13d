package web

import (
	"bytes"
	"compress/gzip"
	"maps"
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

func packed(t testing.TB, b []byte) int {
	t.Helper()
	var out bytes.Buffer
	z := gzip.NewWriter(&out)
	if _, err := z.Write(b); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Len()
}

func TestPagesStayWithinTheirBudget(t *testing.T) {
	s := mustSite(t)
	b := s.browser()
	base := b.mustCase()
	for _, path := range []string{"/", "/exemplo", base, base + "/dados", base + "/enviar/br-consumidor-gov", "/orgaos"} {
		if n := packed(t, []byte(b.page(path))); n > 14<<10 {
			t.Errorf("%s: %d bytes of compressed HTML", path, n)
		}
	}
	for name, max := range map[string]int{"site.css": 20 << 10, "site.js": 15 << 10} {
		if n := packed(t, s.site.assets.file[strings.TrimPrefix(s.site.assets.url[name], "/static/")]); n > max {
			t.Errorf("%s: %d bytes compressed", name, n)
		}
	}
}

// pairs are the colours that meet: text wants 4.5, borders, rings and parts of pictures 3.
var pairs = []struct {
	fore, back string
	min        float64
}{
	{"text", "page", 4.5}, {"text", "surface", 4.5}, {"text", "lead-card", 4.5},
	{"muted", "page", 4.5}, {"muted", "surface", 4.5}, {"muted", "lead-card", 4.5},
	{"link", "page", 4.5}, {"link", "surface", 4.5}, {"link", "lead-card", 4.5}, {"visited", "page", 4.5},
	{"on-primary", "primary", 4.5}, {"on-primary", "primary-hover", 4.5},
	{"danger", "page", 4.5}, {"danger-ink", "danger-block", 4.5},
	{"success", "page", 4.5}, {"success-ink", "success-block", 4.5},
	{"warning-ink", "warning-block", 4.5}, {"info-ink", "info-block", 4.5}, {"mark-ink", "mark", 4.5},
	{"control", "page", 3}, {"control", "surface", 3}, {"primary", "page", 3}, {"primary", "lead-card", 3}, {"danger", "page", 3},
	{"lead-ink", "lead-card", 4.5},
}

func TestColoursMeetTheirContrast(t *testing.T) {
	css, err := staticFiles.ReadFile("static/site.css")
	if err != nil {
		t.Fatal(err)
	}
	light, dark := schemes(string(css))
	for name, vars := range map[string]map[string]string{"light": light, "dark": dark} {
		for _, p := range pairs {
			fore, back := vars[p.fore], vars[p.back]
			if fore == "" || back == "" {
				t.Errorf("%s: %s or %s is no variable", name, p.fore, p.back)
				continue
			}
			if c := contrast(fore, back); c < p.min {
				t.Errorf("%s: %s on %s is %.2f, want %.1f", name, p.fore, p.back, c, p.min)
			}
		}
		// Of the two rings, one must stand out wherever the focus is.
		for _, back := range []string{"page", "surface", "primary"} {
			if max(contrast(vars["ring-in"], vars[back]), contrast(vars["ring-out"], vars[back])) < 3 {
				t.Errorf("%s: the focus is not seen on %s", name, back)
			}
		}
	}
}

func schemes(css string) (light, dark map[string]string) {
	blocks := regexp.MustCompile(`(?s):root \{(.*?)\}`).FindAllStringSubmatch(css, 2)
	read := func(s string) map[string]string {
		out := map[string]string{}
		for _, m := range regexp.MustCompile(`--([a-z-]+): (#[0-9a-f]{6})`).FindAllStringSubmatch(s, -1) {
			out[m[1]] = m[2]
		}
		return out
	}
	return read(blocks[0][1]), read(blocks[1][1])
}

func TestTheChosenThemeIsTheSameAsTheDevices(t *testing.T) {
	css, err := staticFiles.ReadFile("static/site.css")
	if err != nil {
		t.Fatal(err)
	}
	light, dark := schemes(string(css))
	for name, want := range map[string]map[string]string{"light": light, "dark": dark} {
		block := between(string(css), ":root[data-theme="+name+"] {", "\n}")
		got, _ := schemes(":root {" + block + "}:root {}")
		if len(got) < 20 || !maps.Equal(got, want) {
			t.Errorf("%s: %v, want %v", name, got, want)
		}
	}
}

// contrast is WCAG's ratio of two colours.
func contrast(a, b string) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

func luminance(hex string) float64 {
	var out float64
	for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
		n, _ := strconv.ParseUint(hex[1+2*i:3+2*i], 16, 8)
		c := float64(n) / 255
		if c <= 0.04045 {
			c /= 12.92
		} else {
			c = math.Pow((c+0.055)/1.055, 2.4)
		}
		out += weight * c
	}
	return out
}

func TestStairLabelsNeverMeetTheStair(t *testing.T) {
	names := []string{"Loja", "Disputa no AliExpress", "Banco ou administradora do cartão", "Consumidor.gov.br", "Juizado Especial Cível", "Defensoria Pública", "Procon"}
	for n := 1; n <= len(names); n++ {
		st := Stair{}
		for _, name := range names[:n] {
			st.Drawn = append(st.Drawn, Rung{Name: name, State: "later", Word: "depois"})
		}
		svg := string(st.SVG())
		tread := min(stairTread, (stairWidth-150)/n)
		for i, m := range regexp.MustCompile(`<text class="word" x="(\d+)"`).FindAllStringSubmatch(svg, -1) {
			if x, _ := strconv.Atoi(m[1]); x < stairMargin+(i+1)*tread+stairLabel {
				t.Errorf("%d steps: label %d begins at %d", n, i, x)
			}
		}
		for _, m := range regexp.MustCompile(`<text class="later" x="(\d+)" y="-?\d+">(.*?)</text>`).FindAllStringSubmatch(svg, -1) {
			x, _ := strconv.Atoi(m[1])
			if w := float64(x) + float64(len([]rune(m[2])))*stairChar; w > stairWidth+40 && strings.Contains(m[2], " ") {
				t.Errorf("%d steps: %q ends at %.0f", n, m[2], w)
			}
		}
	}
}
