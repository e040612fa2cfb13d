package intake

import (
	"fmt"
	"testing"

	"degrau/internal/civil"
)

func TestEveryFieldSaysWhereItWasRead(t *testing.T) {
	r := Read("Comprei um fone no AliExpress, loja TechWorld, dia 02/03/2026, pedido 8150000000000011, paguei R$ 129,90 em 3x no cartão. "+
		"O rastreio LB123456785CN não anda, nada chegou. Falei com o vendedor e abri disputa.", civil.MustParse("2026-05-01"))
	want := []string{"language", "problem_kind", "instalments", "seller", "marketplace"}
	for path, n := range map[string]int{"problems": len(r.Problems), "order_numbers": len(r.OrderNumbers), "tracking_codes": len(r.TrackingCodes),
		"amounts": len(r.Amounts), "dates": len(r.Dates), "payment_methods": len(r.PaymentMethods), "already_tried": len(r.AlreadyTried)} {
		if n == 0 {
			t.Errorf("nothing was read of %s", path)
		}
		for i := range n {
			want = append(want, fmt.Sprintf("%s.%d", path, i))
		}
	}
	for _, path := range want {
		o, ok := r.Origins[path]
		if !ok || o.Snippet == "" || o.Span[1] <= o.Span[0] || o.Certainty == "" {
			t.Errorf("%s: %+v", path, o)
		}
		if _, kept := r.Facts.Origins[path]; kept && path != "problems.0" {
			t.Errorf("%s is no fact of the case", path)
		}
	}
}
