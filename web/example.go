package web

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"image"
	"image/color"
	"image/png"
	"io"
	"sync"

	"degrau/cases"
	"degrau/internal/civil"
	"degrau/internal/locale"
)

// examplePath is the address of the example: a case of invented data, made anew for each request, that nothing changes.
const examplePath = "/exemplo"

// example builds the example case so that it always stands in the middle of its way: the days are counted back from now.
func (s *site) example(l *locale.Localizer) (*view, error) {
	now := s.Now()
	today := civil.In(now, houseZone)
	k, err := cases.Open(exampleFacts(today, l), "", "owner", now.AddDate(0, 0, -6))
	if err != nil {
		return nil, err
	}
	k.Code = "EXEM-PL22" // the same on every visit
	pic := examplePicture()
	x := cases.Evidence{SHA256: pic.sum, Name: l.T("web.example.receipt.file"), Kind: "png", Size: int64(len(pic.bytes)), Width: 480, Height: 640,
		Caption: l.T("web.example.receipt"), Shows: []string{"payment"}, Source: cases.FromWeb}
	if _, err := k.AddEvidence(x, "owner", now.AddDate(0, 0, -6)); err != nil {
		return nil, err
	}
	v := s.viewOf(k, s.Packs, examplePath)
	v.Example = true
	v.open = func(sum string) (io.ReadSeekCloser, error) {
		if sum != pic.sum {
			return nil, cases.NotFoundf("no_such_exhibit", "label", sum)
		}
		return nopClose{bytes.NewReader(pic.bytes)}, nil
	}
	return v, nil
}

// exampleFacts are invented: no such shop, order or parcel exists.
func exampleFacts(today civil.Date, l *locale.Localizer) cases.Facts {
	day := func(back int) civil.Partial { return civil.Whole(today.AddDays(-back)) }
	total := cases.MustMoney("1250.00", "BRL")
	return cases.Facts{
		Place: "BR-PR", Language: l.Lang(), Problems: []cases.Problem{cases.NotDelivered, cases.ChargeContinues},
		Parties: []cases.Party{{Role: cases.Marketplace, ID: "aliexpress", Name: "AliExpress"}, {Role: cases.Seller, Name: "TechWorld Store"}},
		Purchases: []cases.Purchase{{On: day(96), OrderNumber: "8150000000000011", Item: l.T("web.example.item"), Total: total,
			PromisedOn: day(38), Tracking: []string{"LB000000008CN"}}},
		Payments: []cases.Payment{{On: day(96), Amount: total, Method: cases.Card, Instalments: 10, Role: cases.Paid},
			{Amount: cases.MustMoney("300.00", "BRL"), Role: cases.Demanded}},
		Requests: []cases.Request{{Remedy: cases.Refund, Amount: total}, {Remedy: cases.StopCharges}},
		Events: []cases.Entry{
			{Kind: cases.Contacted, Body: "aliexpress-seller", On: day(36), Text: l.T("web.example.contacted")},
			{Kind: cases.Filed, Body: "aliexpress-dispute", On: day(30), Protocol: "552-81", Evidence: []string{"P1"}},
			{Kind: cases.Refused, Body: "aliexpress-dispute", On: day(21), Text: l.T("web.example.refused")},
			{Kind: cases.BillClosed, On: day(2), Until: today.AddDays(17), Amount: cases.MustMoney("125.00", "BRL")},
		},
	}
}

type nopClose struct{ *bytes.Reader }

func (nopClose) Close() error { return nil }

type drawnPicture struct {
	bytes []byte
	sum   string
}

// examplePicture draws the example's one exhibit: grey lines on white, like a receipt seen from afar.
var examplePicture = sync.OnceValue(func() drawnPicture {
	m := image.NewGray(image.Rect(0, 0, 480, 640))
	for y := range 640 {
		for x := range 480 {
			c := color.Gray{Y: 255}
			line := (y - 60) / 40
			if y >= 60 && (y-60)%40 < 12 && line < 13 && x >= 50 && x < 430-(line*67)%170 {
				c.Y = 150
			}
			if y >= 60 && y < 84 && x >= 50 && x < 250 {
				c.Y = 60
			}
			m.SetGray(x, y, c)
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		panic(err) // our own picture
	}
	h := sha256.Sum256(b.Bytes())
	return drawnPicture{b.Bytes(), hex.EncodeToString(h[:])}
})
