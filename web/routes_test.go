package web

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
)

// route is one line of the table: what anonymous visitors, another browser and the owner get. {case} is a real case of
// the owner, {draft} one of the owner's drafts.
type route struct {
	method, path           string
	anonymous, other, mine int
	form                   url.Values
}

// allRoutes walks every route of the router; one that is missing here fails the test.
var allRoutes = []route{
	{"GET", "/", 200, 200, 200, nil},
	{"POST", "/idioma", 303, 303, 303, url.Values{"lang": {"ro"}, "volta": {"/ajuda"}}},
	{"GET", "/static/:name", 404, 404, 404, nil},
	{"GET", "/novo", 200, 200, 200, nil},
	{"POST", "/novo", 303, 303, 303, url.Values{"texto": {"Comprei e não chegou"}}},
	{"GET", "/novo/:id", 404, 404, 200, nil},
	{"POST", "/novo/:id", 404, 404, 303, url.Values{"fazer": {"guardar"}}},
	{"POST", "/novo/:id/apagar", 404, 404, 303, nil},
	{"GET", "/casos", 200, 200, 200, nil},
	{"GET", "/casos/:id", 404, 404, 200, nil},
	{"GET", "/casos/:id/prazos/:deadline", 404, 404, 200, nil},
	{"GET", "/casos/:id/prazos.ics", 404, 404, 200, nil},
	{"GET", "/casos/:id/novidade", 404, 404, 200, nil},
	{"POST", "/casos/:id/novidade", 404, 404, 303, url.Values{"tipo": {"note"}, "texto": {"nota"}}},
	{"GET", "/casos/:id/novidade/:seq", 404, 404, 200, nil},
	{"POST", "/casos/:id/novidade/:seq", 404, 404, 303, url.Values{"tipo": {"note"}, "texto": {"outra"}}},
	{"GET", "/casos/:id/provas", 404, 404, 200, nil},
	{"POST", "/casos/:id/provas", 404, 404, 422, nil},
	{"GET", "/casos/:id/provado", 404, 404, 200, nil},
	{"GET", "/casos/:id/pedir/:proof", 404, 404, 200, nil},
	{"POST", "/casos/:id/pedir/:proof", 404, 404, 303, url.Values{"dia": {"1/11/2026"}}},
	{"GET", "/casos/:id/provas/:label", 404, 404, 200, nil},
	{"GET", "/casos/:id/provas/:label/mini", 404, 404, 200, nil},
	{"GET", "/casos/:id/provas/:label/imagem", 404, 404, 200, nil},
	{"GET", "/casos/:id/provas/:label/ver", 404, 404, 200, nil},
	{"POST", "/casos/:id/provas/:label/cobrir", 404, 404, 303, url.Values{"esquerda": {"10"}, "topo": {"10"}, "direita": {"20"}, "fundo": {"20"}}},
	{"POST", "/casos/:id/provas/:label", 404, 404, 303, url.Values{"legenda": {"x"}}},
	{"POST", "/casos/:id/provas/:label/lido", 404, 404, 303, url.Values{"sim": {"x"}}},
	{"POST", "/casos/:id/provas/:label/escrito", 404, 404, 303, url.Values{"texto": {"x"}, "como": {"translation"}, "por": {"Ana"}}},
	{"POST", "/casos/:id/provas/:label/retirar", 404, 404, 303, nil},
	{"GET", "/casos/:id/enviar/:body", 404, 404, 200, nil},
	{"GET", "/casos/:id/enviar/:body/textos.txt", 404, 404, 200, nil},
	{"GET", "/casos/:id/enviar/:body/kit.zip", 404, 404, 200, nil},
	{"POST", "/casos/:id/enviar/:body/textos.txt", 404, 404, 200, url.Values{"campo-pedido": {"Peço resposta."}}},
	{"POST", "/casos/:id/enviar/:body/kit.zip", 404, 404, 200, url.Values{"campo-pedido": {"Peço resposta."}}},
	{"POST", "/casos/:id/enviar/:body", 404, 404, 303, url.Values{"dia": {"1/11/2026"}, "protocolo": {"1"}}},
	{"POST", "/casos/:id/enviar/:body/saude", 404, 404, 303, url.Values{"saude": {"sim"}}},
	{"GET", "/casos/:id/dossie/:file", 404, 404, 200, nil},
	{"GET", "/casos/:id/papel/:paper", 404, 404, 200, nil},
	{"GET", "/casos/:id/papeis/:sha256", 404, 404, 200, nil},
	{"GET", "/casos/:id/relato.txt", 404, 404, 200, nil},
	{"GET", "/casos/:id/dados", 404, 404, 200, nil},
	{"POST", "/casos/:id/dados", 404, 404, 409, url.Values{"versao": {"1"}}},
	{"POST", "/casos/:id/regras", 404, 404, 303, nil},
	{"POST", "/casos/:id/passos/:step", 404, 404, 303, url.Values{"fazer": {"nao-consigo"}}},
	{"GET", "/casos/:id/encerrar", 404, 404, 200, nil},
	{"POST", "/casos/:id/encerrar", 404, 404, 303, url.Values{"desfecho": {"all"}}},
	{"POST", "/casos/:id/reabrir", 404, 404, 303, nil},
	{"GET", "/casos/:id/pessoas", 404, 404, 200, nil},
	{"POST", "/casos/:id/pessoas", 404, 404, 303, url.Values{"nome": {"Ana"}, "dias": {"7"}}},
	{"POST", "/casos/:id/pessoas/:quem/retirar", 404, 404, 404, nil},
	{"POST", "/casos/:id/baixar", 404, 404, 200, nil},
	{"GET", "/casos/:id/apagar", 404, 404, 200, nil},
	{"POST", "/casos/:id/apagar/desfazer", 404, 404, 404, nil},
	{"POST", "/casos/:id/apagar", 404, 404, 303, nil},
	{"GET", "/exemplo", 200, 200, 200, nil},
	{"GET", "/exemplo/prazos/:deadline", 200, 200, 200, nil},
	{"GET", "/exemplo/prazos.ics", 200, 200, 200, nil},
	{"GET", "/exemplo/provas", 200, 200, 200, nil},
	{"GET", "/exemplo/provado", 200, 200, 200, nil},
	{"GET", "/exemplo/pedir/:proof", 200, 200, 200, nil},
	{"GET", "/exemplo/provas/:label", 200, 200, 200, nil},
	{"GET", "/exemplo/provas/:label/mini", 200, 200, 200, nil},
	{"GET", "/exemplo/provas/:label/imagem", 200, 200, 200, nil},
	{"GET", "/exemplo/provas/:label/ver", 200, 200, 200, nil},
	{"GET", "/exemplo/enviar/:body", 200, 200, 200, nil},
	{"GET", "/exemplo/enviar/:body/textos.txt", 200, 200, 200, nil},
	{"GET", "/exemplo/enviar/:body/kit.zip", 200, 200, 200, nil},
	{"GET", "/exemplo/dossie/:file", 200, 200, 200, nil},
	{"GET", "/exemplo/papel/:paper", 200, 200, 200, nil},
	{"GET", "/orgaos", 200, 200, 200, nil},
	{"GET", "/orgaos/:body", 200, 200, 200, nil},
	{"GET", "/ajuda", 200, 200, 200, nil},
	{"GET", "/privacidade", 200, 200, 200, nil},
	{"GET", "/conferir", 200, 200, 200, nil},
	{"GET", "/robots.txt", 200, 200, 200, nil},
	{"GET", "/livez", 200, 200, 200, nil},
	{"GET", "/readyz", 200, 200, 200, nil},
	{"GET", "/healthz", 200, 200, 200, nil},
}

func TestEveryRouteForEveryone(t *testing.T) {
	s := mustSite(t)
	owner, other := s.browser(), s.browser()
	base := owner.mustCase()
	other.mustCase()
	for _, r := range allRoutes {
		t.Run(r.method+" "+r.path, func(t *testing.T) {
			draft := owner.to(owner.post("/novo", url.Values{"texto": {"Comprei e não chegou"}}))
			path := fillPath(t, owner, r.path, base, draft)
			for _, who := range []struct {
				name string
				b    *browser
				want int
			}{{"anonymous", s.browser(), r.anonymous}, {"another browser", other, r.other}, {"the owner", owner, r.mine}} {
				w := who.b.send(request(r, path))
				if w.Code != who.want {
					t.Errorf("%s gets %d, want %d: %s", who.name, w.Code, who.want, firstHeading(w.Body.String()))
				}
			}
		})
	}
}

func request(r route, path string) *http.Request {
	q, _ := http.NewRequest(r.method, path, strings.NewReader(r.form.Encode()))
	q.RequestURI, q.Host = path, "localhost"
	if r.method == http.MethodPost {
		q.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	return q
}

// fillPath puts real names into a route's gaps.
func fillPath(t *testing.T, owner *browser, path, base, draft string) string {
	t.Helper()
	page := owner.page(base)
	if strings.HasPrefix(path, "/exemplo") {
		page = owner.page("/exemplo")
	}
	path = strings.Replace(path, "/novo/:id", draft, 1)
	path = strings.Replace(path, "/casos/:id", base, 1)
	if strings.Contains(path, ":sha256") {
		owner.get(base + "/dossie/br-procon.pdf")
		path = strings.Replace(path, ":sha256", between(owner.page(base+"/enviar/br-procon"), "/papeis/", `"`), 1)
	}
	return strings.NewReplacer(":deadline", between(page, "/prazos/", `"`), ":seq", between(page, "/novidade/", `"`), ":label", "P1",
		":step", "br-procon", ":proof", "tracking", ":body", "br-consumidor-gov", ":file", "br-consumidor-gov.pdf", ":paper", "br-jec.petition.pdf", ":name", "site.css").Replace(path)
}

func TestNoRouteIsMissingFromTheTable(t *testing.T) {
	s := mustSite(t)
	for _, r := range s.site.routes().Routes() {
		if r.Method == http.MethodHead {
			continue
		}
		inAccounts := slices.ContainsFunc(peopleRoutes, func(x peopleRoute) bool { return x.method == r.Method && x.path == r.Path })
		if !inAccounts && !slices.ContainsFunc(allRoutes, func(x route) bool { return x.method == r.Method && x.path == r.Path }) {
			t.Errorf("%s %s stands in no row", r.Method, r.Path)
		}
	}
}
