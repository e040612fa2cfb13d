package reports

import (
	"net/netip"
	"net/url"
	"strings"

	"github.com/boombuler/barcode/qr"

	"degrau/reports/paper"
)

// CheckAddress is the page of this site that says how to check files, or nothing where people elsewhere cannot open it:
// only a public address with https is one.
func CheckAddress(base string) string {
	u, err := url.Parse(strings.TrimSuffix(base, "/"))
	if err != nil || u.Scheme != "https" || u.User != nil || u.RawQuery != "" || u.Fragment != "" {
		return ""
	}
	host := strings.ToLower(u.Hostname())
	_, numbers := netip.ParseAddr(host)
	_, end, dotted := strings.Cut(host, ".")
	if numbers == nil || !dotted || end == "" {
		return ""
	}
	for _, own := range []string{"local", "localhost", "internal", "lan", "home.arpa", "test", "invalid"} {
		if strings.HasSuffix(host, "."+own) {
			return ""
		}
	}
	return u.String() + "/conferir"
}

// checkCode is the address of that page for whoever holds the paper, if there is one. Nothing in it tells of the case.
func (m *matter) checkCode() []paper.Block {
	if m.in.CheckURL == "" {
		return nil
	}
	code, err := qr.Encode(m.in.CheckURL, qr.M, qr.Auto)
	if err != nil { // an address too long for squares is told in words alone
		return []paper.Block{paper.Para{Text: m.t("custody.code", "url", m.in.CheckURL), Style: "note"}}
	}
	n := code.Bounds().Dx()
	rows := make([][]bool, n)
	for y := range rows {
		rows[y] = make([]bool, n)
		for x := range rows[y] {
			r, _, _, _ := code.At(x, y).RGBA()
			rows[y][x] = r == 0
		}
	}
	return []paper.Block{paper.Code{Text: m.t("custody.code", "url", m.in.CheckURL), Squares: rows}}
}
