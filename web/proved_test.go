package web

import (
	"net/url"
	"strings"
	"testing"

	"degrau/cases"
)

// twoStories is a talk in which the company names another day and another sum than the case does.
const twoStories = "25/03/2026 21:47 - Ana: meu pedido 8150000000000011 nao chegou\n" +
	"25/03/2026 21:48 - Loja X: boa noite, o pedido 8150000000000011 foi comprado em 02/05/2026, total R$ 1.205,00\n"

func TestWhatIsProvedWhereAndWhatIsNot(t *testing.T) {
	b := mustSite(t).browser()
	base := b.mustCase()
	b.to(b.upload(base+"/provas", nil, map[string][]byte{"conversa.txt": []byte(twoStories)}))
	b.to(b.post(base+"/provas/P2/lido", url.Values{"lado": {"consumer|Ana", "company|Loja X", "other|", "nonsense"}}))
	page := b.page(base + "/provado")
	f := b.facts(base)
	if f.Purchases[0].OrderNumber != "8150000000000011" {
		t.Fatalf("another case than the test was written for: %+v", f.Purchases)
	}
	mustHave(t, page, "P2, mensagem 1", "sem prova")
	if f.Answers["chat.company"] != "Loja X" || f.Answers["chat.other"] != nil {
		t.Errorf("answers: %v", f.Answers)
	}
	if !strings.Contains(page, "diz outra coisa") {
		t.Fatalf("no contradiction is shown:\n%s", page)
	}
	for strings.Contains(page, `name="nao" value="`) { // each is turned down, and none comes back
		id := between(page, `name="nao" value="`, `"`)
		b.to(b.post(base+"/provas/P2/lido", url.Values{"nao": {id}}))
		if page = b.page(base + "/provado"); strings.Contains(page, id) {
			t.Fatalf("%s is still there", id)
		}
	}
	if strings.Contains(page, "diz outra coisa") {
		t.Errorf("still contradicted:\n%s", page)
	}
}

func TestWordsAreWrittenDownBesideTheirOriginal(t *testing.T) {
	b := mustSite(t).browser()
	base := b.mustCase()
	b.to(b.upload(base+"/provas", nil, map[string][]byte{
		"carta.txt": []byte("Dear customer, your parcel has been shipped and you will get it in the next ten days. Please wait for the delivery."),
		"voz.ogg":   append([]byte("OggS\x00\x02"), make([]byte, 200)...)}))
	page := b.page(base + "/provas")
	labels := map[string]string{}
	for _, x := range b.exhibitsOf(base) {
		labels[x.Name] = x.Label()
	}
	mustHave(t, page, "Esta prova está em inglês.", "Quem recebe o papel não ouve o áudio.")
	letter, voice := base+"/provas/"+labels["carta.txt"], base+"/provas/"+labels["voz.ogg"]
	if w := b.post(letter+"/escrito", url.Values{"texto": {" \n"}, "como": {"translation"}, "por": {"Ana"}}); w.Code != 422 {
		t.Errorf("nothing written: %d", w.Code)
	}
	if w := b.post(letter+"/escrito", url.Values{"texto": {"x"}, "como": {"poem"}, "por": {"Ana"}}); w.Code != 422 {
		t.Errorf("no such way: %d", w.Code)
	}
	b.to(b.post(letter+"/escrito", url.Values{"texto": {"Cara cliente, seu pacote foi enviado. <script>\r\nEspere."}, "como": {"translation"}, "por": {"Ana <b>"}}))
	b.to(b.post(voice+"/escrito", url.Values{"texto": {"Boa tarde, o pacote não foi entregue."}, "como": {"transcript"}, "por": {"Ana"}, "juramentada": {"1"}}))
	page = b.page(base + "/provas")
	mustHave(t, page, "Ana &lt;b&gt;")
	for _, gone := range []string{"Esta prova está em inglês.", "Quem recebe o papel não ouve o áudio.", "<script>\n"} {
		if strings.Contains(page, gone) {
			t.Errorf("still there: %q", gone)
		}
	}
	var made []cases.Evidence
	for _, x := range b.exhibitsOf(base) {
		if x.Of != "" {
			made = append(made, x)
		}
	}
	if len(made) != 2 || made[0].As != cases.AsTranslation || made[0].Of != labels["carta.txt"] || made[1].As != cases.AsTranscript || made[1].Sworn || made[1].Kind != "text" {
		t.Errorf("%+v", made)
	}
	if w := b.post(base+"/provas/"+made[0].Label()+"/escrito", url.Values{"texto": {"x"}, "como": {"translation"}}); w.Code != 422 {
		t.Errorf("a translation of a translation: %d", w.Code)
	}
}
