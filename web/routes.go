package web

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"degrau/cases"
)

// routes is the table of contents.
func (s *site) routes() *gin.Engine {
	gin.SetMode(gin.ReleaseMode)
	r := gin.New()
	r.HandleMethodNotAllowed = true
	r.MaxMultipartMemory = 1 << 20 // the rest of an upload waits on disk
	r.NoRoute(s.h(func(*gin.Context) error { return cases.NotFoundf("no_such_page") }))
	r.NoMethod(s.h(func(*gin.Context) error { return refused{http.StatusMethodNotAllowed, "web.error.405"} }))
	r.Use(s.log)

	get := func(path string, do act) { r.Match([]string{http.MethodGet, http.MethodHead}, path, s.h(do)) }
	post := func(path string, do act) { r.POST(path, s.h(do)) }

	get("/", s.landing)
	post("/idioma", s.changeLanguage)
	get("/static/:name", s.static)

	get("/novo", s.newCase)
	post("/novo", s.readCase)
	get("/novo/:id", s.checkDraft)
	post("/novo/:id", s.saveDraft)
	post("/novo/:id/apagar", s.deleteDraft)

	get("/casos", s.myCases)
	for _, base := range []string{"/casos/:id", examplePath} {
		get(base, s.showCase)
		get(base+"/prazos/:deadline", s.showDeadline)
		get(base+"/prazos.ics", s.calendar)
		get(base+"/provas", s.showEvidence)
		get(base+"/provado", s.showProved)
		get(base+"/pedir/:proof", s.showAsking)
		get(base+"/provas/:label", s.original)
		get(base+"/provas/:label/mini", s.thumbnail)
		get(base+"/provas/:label/imagem", s.image)
		get(base+"/provas/:label/ver", s.showExhibit)
		get(base+"/enviar/:body", s.showKit)
		get(base+"/enviar/:body/textos.txt", s.kitText)
		get(base+"/enviar/:body/kit.zip", s.kitZip)
		get(base+"/dossie/:file", s.dossier)
		get(base+"/papel/:paper", s.ownPaper)
	}
	get("/casos/:id/novidade", s.showNews)
	post("/casos/:id/novidade", s.recordNews)
	get("/casos/:id/novidade/:seq", s.showEntry)
	post("/casos/:id/novidade/:seq", s.correctEntry)
	post("/casos/:id/provas", s.addEvidence)
	post("/casos/:id/pedir/:proof", s.recordAsked)
	get("/casos/:id/papeis/:sha256", s.keptPaper)
	post("/casos/:id/provas/:label", s.describe)
	post("/casos/:id/provas/:label/retirar", s.removeEvidence)
	post("/casos/:id/provas/:label/lido", s.settleHeard)
	post("/casos/:id/provas/:label/escrito", s.writeDown)
	post("/casos/:id/provas/:label/cobrir", s.coverExhibit)
	post("/casos/:id/enviar/:body", s.filed)
	post("/casos/:id/enviar/:body/textos.txt", s.kitText) // in the person's own words
	post("/casos/:id/enviar/:body/kit.zip", s.kitZip)
	post("/casos/:id/enviar/:body/saude", s.tellHealth)
	get("/casos/:id/relato.txt", s.told)
	get("/casos/:id/dados", s.showData)
	post("/casos/:id/dados", s.changeData)
	post("/casos/:id/passos/:step", s.sayOfStep)
	post("/casos/:id/regras", s.adoptRules)
	get("/casos/:id/encerrar", s.showClose)
	post("/casos/:id/encerrar", s.closeCase)
	post("/casos/:id/reabrir", s.reopenCase)

	get("/casos/:id/pessoas", s.showPeople)
	post("/casos/:id/pessoas", s.invite)
	post("/casos/:id/pessoas/:quem/retirar", s.turnOut)
	post("/casos/:id/baixar", s.takeOne)
	get("/casos/:id/apagar", s.showErase)
	post("/casos/:id/apagar", s.erase)
	post("/casos/:id/apagar/desfazer", s.undoErase)
	s.accountRoutes(get, post)

	get("/orgaos", s.bodies)
	get("/orgaos/:body", s.body)
	get("/ajuda", s.words("help", "what", "how", "unsure", "device", "file", "lawyer", "wrong"))
	get("/privacidade", s.words("privacy", "keep", "who", "long", "leave", "cookies", "never"))
	get("/conferir", s.words("verify", "what", "page", "hash", "limits")) // dossiers that were handed out point here
	get("/robots.txt", s.robots)
	get("/livez", s.live)
	get("/readyz", s.ready)
	get("/healthz", s.live)
	return r
}

// accountRoutes are about people: coming in, what is kept of them, and leaving.
func (s *site) accountRoutes(get, post func(string, act)) {
	get("/entrar", s.showSignIn)
	post("/entrar", s.askCode)
	get("/entrar/codigo", s.showCode)
	post("/entrar/codigo", s.useCode)
	get("/entrar/link/:token", s.showLink)
	post("/entrar/link/:token", s.useLink)
	post("/entrar/retorno", s.useReturn)
	post("/entrar/chave/inicio", s.beginKeyLogin)
	post("/entrar/chave/fim", s.keyLogin)
	get("/entrar/provedor", s.toProvider)
	get("/entrar/provedor/volta", s.fromProvider)
	get("/entrar/segundo", s.showSecond)
	post("/entrar/segundo", s.useSecond)
	post("/sair", s.signOut)
	get("/comecar/:token", s.showSetup)
	post("/comecar/:token", s.useSetup)
	get("/convite/:token", s.showInvitation)
	post("/convite/:token", s.acceptInvitation)

	get("/conta", s.showAccount)
	post("/conta/aparencia", s.setLook)
	post("/conta/aparelho", s.useDevice)
	get("/conta/codigo", s.showReturn)
	post("/conta/codigo", s.makeReturn)
	get("/conta/guardar", s.showKeep)
	post("/conta/guardar", s.keepCases)
	post("/conta/guarda", s.setKeep)
	post("/conta/sessoes/:id/encerrar", s.endSession)
	post("/conta/chaves/inicio", s.beginKey)
	post("/conta/chaves/fim", s.addKey)
	post("/conta/chaves/:id/apagar", s.dropKey)
	get("/conta/provar", s.showProve)
	post("/conta/provar", s.useProof)
	post("/conta/provar/codigo", s.sendProof)
	get("/conta/baixar", s.showTake)
	post("/conta/baixar", s.take)
	get("/conta/apagar", s.showEraseAll)
	post("/conta/apagar", s.eraseAll)
	post("/conta/apagar/desfazer", s.undoEraseAll)
	get("/apagado/:token", s.showReceipt)

	get("/admin/pessoas", s.showStaff)
	post("/admin/pessoas", s.inviteStaff)
	post("/admin/pessoas/:id/suspender", s.suspend)
}
