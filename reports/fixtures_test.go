package reports

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"flag"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"io"
	"os"
	"sync"
	"testing"
	"time"

	"degrau/cases"
	"degrau/escalation"
	"degrau/internal/civil"
)

var update = flag.Bool("update", false, "write the golden files")

var noon = time.Date(2026, 11, 22, 15, 0, 0, 0, time.UTC)

var builtin = sync.OnceValues(escalation.Builtin)

func mustPacks(t testing.TB) *escalation.Packs {
	t.Helper()
	p, err := builtin()
	if err != nil {
		t.Fatal(err)
	}
	return p
}

var headlines = map[string]cases.Facts{
	"not-delivered": {
		Place: "BR-PR", Language: "pt", Problems: []cases.Problem{cases.NotDelivered, cases.ChargeContinues},
		Parties: []cases.Party{
			{Role: cases.Consumer, Name: "Zulmira Quitéria Testemunha", TaxID: "111.444.777-35", Email: "zulmira@exemplo.br",
				Phone: "(41) 90000-0000", Address: "Rua das Acácias, 120, ap. 31, Curitiba/PR, CEP 80000-000"},
			{Role: cases.Marketplace, ID: "aliexpress"}, {Role: cases.Seller, Name: "TechWorld Store"},
			{Role: cases.Payee, Name: "Pagadora Exemplo Ltda.", TaxID: "11.222.333/0001-81"}, {Role: cases.Issuer, Name: "Banco Exemplo"}},
		Purchases: []cases.Purchase{{On: civil.MustPartial("2026-04-12"), OrderNumber: "8150000000000011", Item: "Notebook 14 polegadas",
			Total: cases.MustMoney("1250.00", "BRL"), PromisedOn: civil.MustPartial("2026-06-30"), Tracking: []string{"LB000000008CN"}}},
		Payments: []cases.Payment{{On: civil.MustPartial("2026-04-12"), Amount: cases.MustMoney("1250.00", "BRL"), Method: cases.Card, Instalments: 10, Role: cases.Paid},
			{Amount: cases.MustMoney("300.00", "BRL"), Role: cases.Demanded}},
		Events: []cases.Entry{
			{Kind: cases.Shipped, On: civil.MustPartial("2026-06-02"), Text: "último movimento do rastreio", Evidence: []string{"P3"}},
			{Kind: cases.Contacted, On: civil.MustPartial("2026-07-05"), Text: "mensagem à loja, sem resposta", Evidence: []string{"P2"}},
			{Kind: cases.Filed, Body: "aliexpress-dispute", On: civil.MustPartial("2026-07-15"), Protocol: "552-81-2026", Evidence: []string{"P2"}},
			{Kind: cases.Refused, Body: "aliexpress-dispute", On: civil.MustPartial("2026-07-23"), Text: "aguarde a transportadora"},
			{Kind: cases.Filed, Body: "br-consumidor-gov", On: civil.MustPartial("2026-11-03"), Protocol: "2026.11/00001234567"},
			{Kind: cases.BillClosed, On: civil.MustPartial("2026-08-01"), Until: civil.MustParse("2026-08-10"), Amount: cases.MustMoney("125.00", "BRL"), Evidence: []string{"P1"}},
		},
		Origins: map[string]cases.Origin{"purchases.0": {Certainty: cases.Sure, Source: "P1"}, "purchases.0.promised_on": {Certainty: cases.Sure, Source: "P1, tela do pedido"}},
	},
	"refund-missing": {
		Place: "BR-SP-sao-paulo", Language: "pt", Problems: []cases.Problem{cases.RefundMissing},
		Parties: []cases.Party{{Role: cases.Consumer, Name: "Otoniel Bragança Modelo", TaxID: "529.982.247-25", Email: "otoniel@exemplo.br"},
			{Role: cases.Marketplace, ID: "aliexpress", Name: "AliExpress"}},
		Purchases: []cases.Purchase{{On: civil.MustPartial("2026-05"), OrderNumber: "3046000000000077", Item: "Fone de ouvido sem fio", Total: cases.MustMoney("389.90", "BRL")}},
		Payments: []cases.Payment{{Amount: cases.MustMoney("389.90", "BRL"), Method: cases.Pix, Role: cases.Paid},
			{On: civil.MustPartial("2026-09-01"), Amount: cases.MustMoney("100.00", "BRL"), Role: cases.Refunded}},
		Events: []cases.Entry{
			{Kind: cases.ReturnedGoods, On: civil.MustPartial("2026-06-20"), Text: "pacote entregue na agência"},
			{Kind: cases.PromisedEvent, Body: "aliexpress-dispute", On: civil.MustPartial("2026-07-10"), Until: civil.MustParse("2026-07-25"), Amount: cases.MustMoney("389.90", "BRL"),
				Text: "reembolso aprovado", Evidence: []string{"P1"}},
			{Kind: cases.Contacted, On: civil.MustPartial("2026-08-02"), Protocol: "AE-20260802-9981", Text: "chat com o suporte"},
			{Kind: cases.Answered, On: civil.MustPartial("2026-08-04"), Text: "pediram para aguardar"},
		},
	},
	"charge-continues": {
		Place: "BR-RJ", Language: "pt", Problems: []cases.Problem{cases.ChargeContinues},
		Parties: []cases.Party{{Role: cases.Consumer, Name: "Iracema Fontoura Exemplo"}, {Role: cases.Seller, Name: "Loja Casa Nova", TaxID: "11.222.333/0001-81"},
			{Role: cases.Issuer, Name: "Banco Exemplo"}},
		Purchases: []cases.Purchase{{On: civil.MustPartial("2026-03-02"), OrderNumber: "CN-778812345", Item: "Geladeira 300 litros", Total: cases.MustMoney("2199.00", "BRL")}},
		Payments:  []cases.Payment{{On: civil.MustPartial("2026-03-02"), Amount: cases.MustMoney("2199.00", "BRL"), Method: cases.Card, Instalments: 12, Role: cases.Paid}},
		Events: []cases.Entry{
			{Kind: cases.Withdrew, On: civil.MustPartial("2026-03-06"), Text: "desistência pelo site da loja", Evidence: []string{"P2"}},
			{Kind: cases.Answered, On: civil.MustPartial("2026-03-09"), Text: "a loja confirmou o cancelamento"},
			{Kind: cases.BillClosed, On: civil.MustPartial("2026-04-01"), Until: civil.MustParse("2026-04-10"), Amount: cases.MustMoney("183.25", "BRL"), Evidence: []string{"P1"}},
			{Kind: cases.BillClosed, On: civil.MustPartial("2026-05-01"), Until: civil.MustParse("2026-05-10"), Amount: cases.MustMoney("183.25", "BRL"), Evidence: []string{"P1"}},
			{Kind: cases.Contacted, On: civil.MustPartial("2026-05-12"), Protocol: "20260512-4471", Text: "telefone da loja"},
		},
	},
}

// files are exhibits made here, by SHA-256.
type files map[string][]byte

type file struct{ *bytes.Reader }

func (file) Close() error { return nil }

func (f files) open(sum string) (io.ReadSeekCloser, error) {
	b, ok := f[sum]
	if !ok {
		return nil, os.ErrNotExist
	}
	return file{bytes.NewReader(b)}, nil
}

func drawn(w, h int) image.Image {
	m := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			m.Set(x, y, color.RGBA{uint8(200 + x%40), uint8(210 + y%40), 235, 255})
		}
	}
	return m
}

// add puts an exhibit into the case and its bytes into f.
func (f files) add(t testing.TB, c *cases.Case, name, kind, caption string) {
	t.Helper()
	w, h := 300+10*len(f), 520
	b := encoded(t, kind, w, h)
	sum := sha256.Sum256(b)
	f[hex.EncodeToString(sum[:])] = b
	if _, err := c.AddEvidence(cases.Evidence{SHA256: hex.EncodeToString(sum[:]), Name: name, Kind: kind, Size: int64(len(b)), Width: w,
		Height: h, Caption: caption}, "cli", noon); err != nil {
		t.Fatal(err)
	}
}

// pictures are the bytes of pictures already encoded: many tests open the same case.
var pictures sync.Map

func encoded(t testing.TB, kind string, w, h int) []byte {
	t.Helper()
	key := [3]any{kind, w, h}
	if b, ok := pictures.Load(key); ok {
		return b.([]byte)
	}
	var b bytes.Buffer
	var err error
	if kind == "jpeg" {
		err = jpeg.Encode(&b, drawn(w, h), nil)
	} else {
		err = png.Encode(&b, drawn(w, h))
	}
	if err != nil {
		t.Fatal(err)
	}
	pictures.Store(key, b.Bytes())
	return b.Bytes()
}

// mustInput opens a headline case with three exhibits. The code is fixed, because a real one is random.
func mustInput(t testing.TB, facts cases.Facts, body string) Input {
	t.Helper()
	c, err := cases.Open(facts, "", "cli", noon)
	if err != nil {
		t.Fatal(err)
	}
	c.Code = "7KQ2-M4XD"
	f := files{}
	f.add(t, c, "IMG_2041.jpg", "jpeg", "Fatura do cartão e tela do pedido")
	f.add(t, c, "Screenshot_20260715.png", "png", "Conversa com a empresa")
	f.add(t, c, "rastreio.png", "png", "")
	p := mustPacks(t)
	plan := p.Plan(escalation.Situation{Facts: c.Facts(), Exhibits: c.Evidence(), State: c.State}, noon)
	return Input{Case: c, Plan: plan, Packs: p, Body: body, Now: noon, Version: "0.1.0", Open: f.open}
}
