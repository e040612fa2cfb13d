package web

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"degrau/cases"
	"degrau/internal/civil"
)

// NewsPage registers what happened: five large choices, then a short form.
type NewsPage struct {
	CaseBase
	Action  string
	Choices []NewsChoice
	Chosen  *NewsChoice
	Form    newsForm
	Kinds   []Option
	Bodies  []Option
	Proofs  []Option
	Seq     int64     // of the entry that is corrected, or zero
	Shuts   []ShutRow // what recording it closes: asked about once, then recorded
}

// NewsChoice is one of the five, and the kinds it can mean.
type NewsChoice struct {
	ID    string
	Kinds []cases.Kind
}

// newsForm is what the form sends.
type newsForm struct {
	Kind     string   `form:"tipo"`
	Body     string   `form:"orgao"`
	On       string   `form:"dia"`
	At       string   `form:"hora"`
	Until    string   `form:"ate"`
	Protocol string   `form:"protocolo"`
	Amount   string   `form:"valor"`
	Text     string   `form:"texto"`
	Proofs   []string `form:"provas"`
}

// newsChoices are the five, in the order of the page. The kinds of the last are whatever else the contract has.
var newsChoices = []NewsChoice{
	{"respondeu", []cases.Kind{cases.Answered, cases.PromisedEvent, cases.OfferedEvent, cases.Acknowledged}},
	{"negou", []cases.Kind{cases.Refused, cases.Decided}},
	{"falei", []cases.Kind{cases.Contacted, cases.Filed, cases.Evaluated, cases.Withdrew, cases.ReturnedGoods}},
	{"recebi", []cases.Kind{cases.RefundedEvent, cases.Delivered}},
	{"outra", []cases.Kind{cases.Note, cases.Asked, cases.Supplied, cases.Extended, cases.Cancelled, cases.Shipped, cases.DeliveryFailed, cases.DefectAppeared, cases.Charged, cases.BillClosed,
		cases.HearingSet, cases.Sentenced, cases.Settled, cases.Purchased}},
}

// guardedKinds are the acts of the person that can shut doors: before one is recorded, the page says which.
var guardedKinds = []cases.Kind{cases.Settled, cases.Cancelled, cases.Evaluated, cases.Filed, cases.Delivered}

func (s *site) showNews(c *gin.Context) error {
	v, err := s.load(c)
	if err != nil {
		return err
	}
	var f newsForm
	if err := c.ShouldBindQuery(&f); err != nil {
		return cases.Invalidf("form", "invalid")
	}
	if f.On == "" && f.Kind != "" {
		f.On = s.localizer(c.Request).DateShort(civil.In(s.Now(), houseZone))
	}
	return s.show(c, http.StatusOK, "news", s.newsPage(c, v, f, c.Query("escolha"), 0))
}

func (s *site) newsPage(c *gin.Context, v *view, f newsForm, choice string, seq int64) NewsPage {
	p := NewsPage{CaseBase: s.casePage(c, v, "web.news.title"), Action: v.Base + "/novidade", Choices: newsChoices, Form: f, Seq: seq}
	if seq > 0 {
		p.Title, p.Action = p.T("web.news.correct"), p.Action+"/"+itoa(seq)
	}
	if f.Kind == string(cases.ProofAsked) && seq > 0 { // recorded on its own page, corrected here
		p.Chosen = &NewsChoice{"pedi", []cases.Kind{cases.ProofAsked}}
	}
	for i, ch := range newsChoices {
		if ch.ID == choice || slices.Contains(ch.Kinds, cases.Kind(f.Kind)) {
			p.Chosen = &newsChoices[i]
		}
	}
	if p.Chosen == nil {
		return p
	}
	kind := cases.Kind(f.Kind)
	if kind == "" {
		kind = p.Chosen.Kinds[0]
	}
	p.Form.Kind = string(kind)
	for _, k := range p.Chosen.Kinds {
		p.Kinds = append(p.Kinds, Option{string(k), strings.TrimSuffix(p.T("kind."+string(k)+".you"), "."), k == kind})
	}
	p.Bodies = s.bodyOptions(p.CaseBase, v, f.Body)
	for _, x := range v.Case.Evidence() {
		text := x.Label() + " · " + x.Name
		if x.Caption != "" {
			text = x.Label() + " · " + x.Caption
		}
		p.Proofs = append(p.Proofs, Option{x.Label(), text, slices.Contains(f.Proofs, x.Label())})
	}
	return p
}

// bodyOptions lists the bodies of this case's way, then all others of the packs.
func (s *site) bodyOptions(p CaseBase, v *view, now string) []Option {
	out := []Option{{Value: "", Text: p.T("web.news.body.none"), On: now == ""}}
	seen := map[string]bool{}
	add := func(id string) {
		if id != "" && !seen[id] {
			seen[id] = true
			out = append(out, Option{id, s.bodyName(p.L, id), id == now})
		}
	}
	for _, st := range v.Plan.Steps {
		add(st.Body)
	}
	for _, b := range s.Packs.Bodies() {
		add(b.ID)
	}
	return out
}

// unknown names what an entry refers to and nobody has: an exhibit the case lacks, or a body no pack describes. A filing
// to such a body would be kept and start no clock, in silence.
func (s *site) unknown(p Page, v *view, e cases.Entry) []Fault {
	var bad []Fault
	if _, ok := s.Packs.Body(e.Body); e.Body != "" && !ok {
		bad = append(bad, Fault{"orgao", p.T("web.news.no_body")})
	}
	for _, label := range e.Evidence {
		if _, err := exhibit(v, label); err != nil {
			bad = append(bad, Fault{"provas", p.errorText("no_such_exhibit", "label", label)})
		}
	}
	return bad
}

// entry reads the form; what cannot be read is named with its field.
func (f newsForm) entry(p Page) (cases.Entry, []Fault) {
	e := cases.Entry{Kind: cases.Kind(f.Kind), Body: f.Body, Protocol: tidy(f.Protocol), Text: tidy(f.Text), Evidence: f.Proofs}
	var bad []Fault
	miss := func(field string, err error) {
		if x, ok := err.(*cases.Error); ok {
			bad = append(bad, Fault{field, p.errorText(x.Key, pairsOf(x.Args)...)})
		}
	}
	if t := tidy(f.On); t != "" {
		on, err := readDay(t, p.Today, p.L)
		miss("dia", err)
		e.On = on
	}
	if t := tidy(f.Until); t != "" {
		until, err := readDay(t, p.Today, p.L)
		if err == nil && until.IsMonth() {
			err = cases.Invalidf("", "bad_date", "date", t)
		}
		miss("ate", err)
		e.Until = until.First()
	}
	if t := tidy(f.Amount); t != "" {
		m, err := readMoney(t, "")
		miss("valor", err)
		e.Amount = m
	}
	if t := tidy(f.At); t != "" && !e.On.IsZero() && !e.On.IsMonth() {
		at, err := time.Parse("15:04", strings.ReplaceAll(t, "h", ":"))
		if err != nil {
			bad = append(bad, Fault{"hora", p.T("web.news.bad_hour")})
		} else {
			e.At = e.On.First().Time(houseZone).Add(time.Duration(at.Hour())*time.Hour + time.Duration(at.Minute())*time.Minute).UTC()
		}
	}
	return e, bad
}

func pairsOf(args map[string]any) []any {
	var out []any
	for k, v := range args {
		out = append(out, k, v)
	}
	return out
}

// recordNews adds what happened to the timeline.
func (s *site) recordNews(c *gin.Context) error {
	plain(c)
	v, err := s.load(c)
	if err != nil {
		return err
	}
	var f newsForm
	if err := c.ShouldBind(&f); err != nil {
		return formFault(err)
	}
	p := s.newsPage(c, v, f, c.PostForm("escolha"), 0)
	e, bad := f.entry(p.Page)
	if len(bad) == 0 && c.PostForm("ciente") == "" && slices.Contains(guardedKinds, e.Kind) {
		if p.Shuts = s.shuts(p.CaseBase, v, s.Packs.GuardEntry(v.situation(), e, s.Now())); len(p.Shuts) > 0 {
			return s.show(c, http.StatusOK, "news", p)
		}
	}
	bad, err = s.recordOnce(c, v, p.Page, e, append(bad, s.unknown(p.Page, v, e)...))
	if err != nil {
		return err
	}
	if len(bad) > 0 {
		p.Faults = bad
		return s.show(c, http.StatusUnprocessableEntity, "news", p)
	}
	c.Redirect(http.StatusSeeOther, v.Base+"?feito=news")
	return nil
}

// recordOnce records an entry that has no faults yet, once even where the button was pressed twice. It returns the
// faults of the form, old and new.
func (s *site) recordOnce(c *gin.Context, v *view, p Page, e cases.Entry, bad []Fault) ([]Fault, error) {
	if len(bad) > 0 {
		return bad, nil
	}
	return faultOf(p, s.write(c, v, func(k *cases.Case) error {
		if sent(k, e, c.PostForm("versao")) {
			return nil
		}
		return k.Record(e, v.actor(), s.Now())
	}))
}

// sent reports whether this very entry was just recorded from this very page: somebody pressed the button twice.
func sent(k *cases.Case, e cases.Entry, version string) bool {
	n, err := strconv.ParseInt(version, 10, 64)
	if err != nil || n != k.Version-1 || len(k.Events) == 0 {
		return false
	}
	last := k.Events[len(k.Events)-1].Entry
	return last.Kind == e.Kind && last.Body == e.Body && last.On == e.On && last.Protocol == e.Protocol && last.Text == e.Text
}

// fieldOf maps the path of an error to the field of the form.
var fieldOf = map[string]string{"event.body": "orgao", "event.on": "dia", "event.until": "ate", "event.kind": "tipo", "event.amount": "valor"}

// faultOf turns an error the person can mend into a line of the form; others go on.
func faultOf(p Page, err error) ([]Fault, error) {
	e, ok := err.(*cases.Error)
	if !ok || e.Kind == cases.NotFound {
		return nil, err
	}
	text := p.errorText(e.Key, pairsOf(e.Args)...)
	if text == "" {
		return nil, err
	}
	return []Fault{{fieldOf[strings.Replace(e.Field, "event.replacement", "event", 1)], text}}, nil
}

// showEntry shows one entry of the timeline, to be corrected or struck out.
func (s *site) showEntry(c *gin.Context) error {
	v, err := s.load(c)
	if err != nil {
		return err
	}
	ev, err := entryOf(v, c.Param("seq"))
	if err != nil {
		return err
	}
	return s.show(c, http.StatusOK, "news", s.newsPage(c, v, formOf(ev, s.page(c.Request, "")), "", ev.Seq))
}

func entryOf(v *view, seq string) (cases.Event, error) {
	n, err := strconv.ParseInt(seq, 10, 64)
	if err == nil {
		for _, e := range v.Case.Timeline() {
			if e.Seq == n && e.Kind != cases.Closed && e.Kind != cases.Reopened {
				return e, nil
			}
		}
	}
	return cases.Event{}, cases.NotFoundf("no_such_event", "seq", seq)
}

func formOf(e cases.Event, p Page) newsForm {
	f := newsForm{Kind: string(e.Kind), Body: e.Entry.Body, On: dayText(p.L, e.Entry.On), Until: dayText(p.L, civil.Whole(e.Entry.Until)),
		Protocol: e.Entry.Protocol, Amount: moneyText(p.L, e.Entry.Amount), Text: e.Entry.Text, Proofs: e.Entry.Evidence}
	if !e.Entry.At.IsZero() {
		f.At = e.Entry.At.In(houseZone).Format("15:04")
		if e.Entry.On.IsZero() {
			f.On = dayText(p.L, civil.Whole(civil.In(e.Entry.At, houseZone)))
		}
	}
	return f
}

// correctEntry adds a correction: the first words stay in the chain, the pages show the new ones.
func (s *site) correctEntry(c *gin.Context) error {
	plain(c)
	v, err := s.load(c)
	if err != nil {
		return err
	}
	ev, err := entryOf(v, c.Param("seq"))
	if err != nil {
		return err
	}
	var f newsForm
	if err := c.ShouldBind(&f); err != nil {
		return formFault(err)
	}
	p := s.newsPage(c, v, f, "", ev.Seq)
	fix := cases.Entry{Kind: cases.Corrected, Corrects: ev.Seq}
	var bad []Fault
	if c.PostForm("fazer") != "riscar" {
		var e cases.Entry
		e, bad = f.entry(p.Page)
		bad = append(bad, s.unknown(p.Page, v, e)...)
		e.Result = ev.Entry.Result
		fix.Replacement = &e
	}
	if len(bad) == 0 {
		err := s.write(c, v, func(k *cases.Case) error { return k.Record(fix, v.actor(), s.Now()) })
		if bad, err = faultOf(p.Page, err); err != nil {
			return err
		}
	}
	if len(bad) > 0 {
		p.Faults = bad
		return s.show(c, http.StatusUnprocessableEntity, "news", p)
	}
	c.Redirect(http.StatusSeeOther, v.Base+"?feito=corrected")
	return nil
}
