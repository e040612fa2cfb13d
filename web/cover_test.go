package web

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"net/http"
	"net/url"
	"os"
	"strings"
	"testing"

	"degrau/cases"
)

// blank is a white screenshot.
func blank(t testing.TB) []byte {
	t.Helper()
	m := image.NewGray(image.Rect(0, 0, 400, 600))
	for i := range m.Pix {
		m.Pix[i] = 0xFF
	}
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// middle is how bright the middle of a picture on the site is.
func (b *browser) middle(path string) uint8 {
	b.Helper()
	w := b.get(path)
	m, _, err := image.Decode(w.Body)
	if err != nil {
		b.Fatalf("%s: %d %v", path, w.Code, err)
	}
	at := m.Bounds()
	return color.GrayModel.Convert(m.At(at.Dx()/2, at.Dy()/2)).(color.Gray).Y
}

func TestPartsOfAPictureAreHiddenAndShownAgain(t *testing.T) {
	b := mustSite(t).browser()
	base := b.mustCase()
	b.to(b.upload(base+"/provas", nil, map[string][]byte{"tela.png": blank(t)}))
	at := base + "/provas/P2"
	before := between(b.page(base+"/provas"), `<img src="`+at+"/mini", `"`)
	for name, form := range map[string]url.Values{
		"nothing": {}, "words": {"esquerda": {"muito"}, "topo": {"0"}, "direita": {"10"}, "fundo": {"10"}},
		"beyond": {"esquerda": {"0"}, "topo": {"0"}, "direita": {"101"}, "fundo": {"10"}}, "no width": {"esquerda": {"50"}, "topo": {"0"}, "direita": {"50"}, "fundo": {"10"}},
		"backwards": {"esquerda": {"60"}, "topo": {"0"}, "direita": {"50"}, "fundo": {"10"}}, "not a number": {"esquerda": {"NaN"}, "topo": {"0"}, "direita": {"50"}, "fundo": {"10"}},
		"a box that is not there": {"descobrir": {"7"}}, "a message that is none": {"mensagens": {"1"}, "oculta": {"message-x"}},
		"a message of a picture": {"mensagens": {"1"}, "oculta": {"message-1"}}, "a place of no kind": {"mensagens": {"1"}, "oculta": {"page-1"}},
	} {
		if w := b.post(at+"/cobrir", form); w.Code != http.StatusUnprocessableEntity {
			t.Errorf("%s: %d", name, w.Code)
		}
	}
	if b.exhibitsOf(base)[1].Covered != nil {
		t.Fatal("something is covered")
	}
	b.to(b.post(at+"/cobrir", url.Values{"esquerda": {"25"}, "topo": {"25,0"}, "direita": {"75%"}, "fundo": {"75"}, "motivo": {"own_data"}}))
	page := b.page(at + "/ver")
	mustHave(t, page, "de 25% a 75% da largura", "Dados pessoais de quem comprou")
	if !strings.Contains(page, `class="covered"`) {
		t.Errorf("no box is drawn:\n%s", page)
	}
	after := between(b.page(base+"/provas"), `<img src="`+at+"/mini", `"`)
	if after == before {
		t.Error("browsers keep the picture from before")
	}
	if y := b.middle(at + "/mini" + after); y > 40 {
		t.Errorf("the small picture shows it: %d", y)
	}
	if y := b.middle(at + "/imagem"); y > 40 {
		t.Errorf("the large picture shows it: %d", y)
	}
	if y := b.middle(at + "/imagem?inteira=1"); y < 200 {
		t.Errorf("whoever covers must see it: %d", y)
	}
	b.to(b.upload(base+"/provas", nil, map[string][]byte{"outra.png": blank(t)}))
	if y := b.middle(base + "/provas/P3/imagem"); y > 40 {
		t.Errorf("the same picture under another number shows it: %d", y)
	}
	b.to(b.post(base+"/provas/P3/retirar", nil))
	b.to(b.post(at+"/cobrir", url.Values{"esquerda": {"0"}, "topo": {"0"}, "direita": {"5"}, "fundo": {"5"}}))
	mark := between(b.page(at+"/ver"), `name="descobrir" value="`, `"`)
	b.to(b.post(at+"/cobrir", url.Values{"descobrir": {mark}}))
	if y := b.middle(at + "/imagem"); y < 200 {
		t.Errorf("shown again: %d", y)
	}
	if w := b.post(at+"/cobrir", url.Values{"descobrir": {mark}}); w.Code != http.StatusUnprocessableEntity {
		t.Errorf("pressed twice: %d", w.Code)
	}
	if x := b.exhibitsOf(base)[1]; len(x.Covered) != 1 || x.Covered[0].W != 0.05 {
		t.Errorf("pressing twice showed another: %+v", x.Covered)
	}
	if w := b.get(at + "/imagem?pagina=99"); w.Code != 200 {
		t.Errorf("a picture has one page: %d", w.Code)
	}
}

func TestMessagesAreHidden(t *testing.T) {
	b := mustSite(t).browser()
	base := b.mustCase()
	b.to(b.upload(base+"/provas", nil, map[string][]byte{"conversa.txt": []byte(talked)}))
	at := base + "/provas/P2"
	page := b.page(at + "/ver")
	mustHave(t, page, "seu protocolo: 55281772026")
	if !strings.Contains(page, `value="message-3"`) || !strings.Contains(page, "&lt;b&gt;") {
		t.Errorf("%s", page)
	}
	b.to(b.post(at+"/cobrir", url.Values{"mensagens": {"1"}, "oculta": {"message-3", "message-1"}, "motivo": {"unrelated"}}))
	if x := b.exhibitsOf(base)[1]; len(x.Covered) != 2 || x.Covered[0].Message != 3 || x.Covered[0].Reason != "unrelated" {
		t.Errorf("%+v", x.Covered)
	}
	b.to(b.post(at+"/cobrir", url.Values{"mensagens": {"1"}}))
	if x := b.exhibitsOf(base)[1]; len(x.Covered) != 2 {
		t.Errorf("a form that lists nothing changes nothing: %+v", x.Covered)
	}
	b.to(b.post(at+"/cobrir", url.Values{"mensagens": {"1"}, "listada": {"message-1", "message-2", "message-3"}, "oculta": {"message-2", "message-3"}, "motivo": {"own_data"}}))
	if x := b.exhibitsOf(base)[1]; len(x.Covered) != 2 || x.Covered[0] != (cases.Cover{Message: 3, Reason: "unrelated"}) || x.Covered[1] != (cases.Cover{Message: 2, Reason: "own_data"}) {
		t.Errorf("each keeps its reason: %+v", x.Covered)
	}
	for name, form := range map[string]url.Values{
		"a box on a talk":  {"esquerda": {"0"}, "topo": {"0"}, "direita": {"100"}, "fundo": {"100"}},
		"a line of a talk": {"mensagens": {"1"}, "oculta": {"line-1"}}, "a message that it lacks": {"mensagens": {"1"}, "oculta": {"message-999"}},
		"a reason of one's own": {"mensagens": {"1"}, "oculta": {"message-1"}, "motivo": {"shame"}},
	} {
		w := b.post(at+"/cobrir", form)
		if w.Code != http.StatusUnprocessableEntity || len(b.exhibitsOf(base)[1].Covered) != 2 {
			t.Errorf("%s: %d %+v", name, w.Code, b.exhibitsOf(base)[1].Covered)
		}
	}
}

func TestALongTalkIsHiddenPageByPage(t *testing.T) {
	b := mustSite(t).browser()
	base := b.mustCase()
	var talk strings.Builder
	for i := 1; i <= 460; i++ {
		fmt.Fprintf(&talk, "12/04/2026 %02d:%02d - %s: assunto número %d\n", 8+i/60, i%60, []string{"Ana", "Loja X"}[i%2], i)
	}
	b.to(b.upload(base+"/provas", nil, map[string][]byte{"conversa.txt": []byte(talk.String())}))
	at := base + "/provas/P2"
	listed := func(page string) []string {
		var out []string
		for _, part := range strings.Split(page, `name="listada" value="`)[1:] {
			out = append(out, part[:strings.Index(part, `"`)])
		}
		return out
	}
	mustHave(t, b.page(at+"/ver"), "de 1 a 200, de 460", "Seguintes")
	page := b.page(at + "/ver?ir=250")
	mustHave(t, page, "de 201 a 400, de 460", "Anteriores", "Seguintes")
	b.to(b.post(at+"/cobrir", url.Values{"mensagens": {"1"}, "ir": {"201"}, "listada": listed(page), "oculta": {"message-250"}, "motivo": {"own_data"}}))
	first := b.page(at + "/ver")
	mustHave(t, first, "1 mensagem ou linha escondida")
	if n := len(listed(first)); n != 200 {
		t.Errorf("%d listed", n)
	}
	w := b.post(at+"/cobrir", url.Values{"mensagens": {"1"}, "listada": listed(first), "oculta": {"message-7"}, "motivo": {"unrelated"}})
	b.to(w)
	if x := b.exhibitsOf(base)[1]; len(x.Covered) != 2 || x.Covered[0] != (cases.Cover{Message: 250, Reason: "own_data"}) || x.Covered[1].Message != 7 {
		t.Errorf("what another page hid is shown: %+v", x.Covered)
	}
	page = b.page(at + "/ver?ir=99999")
	mustHave(t, page, "de 401 a 460, de 460")
	if strings.Contains(page, "Seguintes") {
		t.Error("nothing follows the last page")
	}
	for _, odd := range []string{"-3", "x", "0"} {
		mustHave(t, b.page(at+"/ver?ir="+odd), "de 1 a 200, de 460")
	}
	all := url.Values{"mensagens": {"1"}, "ir": {"201"}}
	for n := 1; n <= 401; n++ {
		all.Add("oculta", fmt.Sprint("message-", n))
	}
	if w := b.post(at+"/cobrir", all); w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), `value="message-399" checked`) {
		t.Errorf("more than can be covered: %d, and the ticks are lost", w.Code)
	}
	if x := b.exhibitsOf(base)[1]; len(x.Covered) != 2 {
		t.Errorf("%d covered", len(x.Covered))
	}
}

func TestPicturesOfEveryKindAreShown(t *testing.T) {
	b := mustSite(t).browser()
	base := b.mustCase()
	files := map[string][]byte{}
	for _, name := range []string{"painted.heic", "painted-lossless.webp"} {
		raw, err := os.ReadFile("../internal/media/testdata/" + name)
		if err != nil {
			t.Fatal(err)
		}
		files[name] = raw
	}
	b.to(b.upload(base+"/provas", nil, files))
	for _, x := range b.exhibitsOf(base)[1:] {
		for _, path := range []string{"/mini", "/imagem"} {
			w := b.get(base + "/provas/" + x.Label() + path)
			if w.Code != 200 || !strings.HasPrefix(w.Header().Get("Content-Type"), "image/") || w.Header().Get("X-Content-Type-Options") != "nosniff" {
				t.Errorf("%s %s: %d %v", x.Name, path, w.Code, w.Header())
			}
			if _, _, err := image.Decode(w.Body); err != nil {
				t.Errorf("%s %s: %v", x.Name, path, err)
			}
		}
	}
}
