package web

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"degrau/cases"
	"degrau/escalation"
	"degrau/internal/civil"
	"degrau/reports"
)

// Row is one fact on the page: what it is, what was understood, how sure, and the person's own words.
type Row struct {
	ID     string
	Label  string
	Value  string
	Sure   string // sure, check, missing, unknown, or typed
	Quote  Quote
	Fields []Field
	Open   bool // the inputs are shown at once
}

// Quote is a piece of the text with the decisive words apart.
type Quote struct{ Before, Mark, After string }

// Ask is a question with its answers as buttons, or with an input.
type Ask struct {
	Path    string
	Label   string
	Text    string
	Where   string
	Quote   Quote
	Buttons []Option // value and words
	Field   Field
}

// ID is the question's id in the page.
func (a Ask) ID() string { return "q-" + strings.ReplaceAll(a.Path, ".", "-") }

// mend marks the field that could not be read.
func (r *Row) mend(x Field) {
	for i := range r.Fields {
		if r.Fields[i].Path == x.Path {
			r.Fields[i].Text, r.Fields[i].Fault, r.Open = x.Text, x.Fault, true
		}
	}
}

// rows are the facts of a draft in the order a person tells them.
func (f facts) rows(d *draft) []Row {
	var out []Row
	add := func(label, value string, paths ...string) {
		if value == "" || d != nil && len(paths) == 1 && d.open(paths[0]) { // what is asked is not also shown as known
			return
		}
		r := Row{ID: "r-" + strings.ReplaceAll(paths[0], ".", "-"), Label: label, Value: value, Sure: f.sureness(d, paths), Quote: f.quote(d, paths)}
		for _, p := range paths {
			r.Fields = append(r.Fields, f.field(p))
		}
		out = append(out, r)
	}
	add(f.l.T("web.row.platform"), f.text("parties.marketplace.name"), "parties.marketplace.name")
	add(f.l.T("web.row.seller"), f.text("parties.seller.name"), "parties.seller.name")
	for i, p := range f.Purchases {
		at := fmt.Sprintf("purchases.%d.", i)
		add(f.l.T("web.row.item"), p.Item, at+"item")
		add(f.l.T("web.row.order"), p.OrderNumber, at+"order_number")
		add(f.l.T("web.row.bought"), f.day(p.On), at+"on")
		add(f.l.T("web.row.promised"), f.day(p.PromisedOn), at+"promised_on")
		add(f.l.T("web.row.tracking"), strings.Join(p.Tracking, ", "), at+"tracking")
		if !f.paidSame(p.Total) {
			add(f.l.T("web.row.total"), f.money(p.Total), at+"total")
		}
	}
	for i, p := range f.Payments {
		at := fmt.Sprintf("payments.%d.", i)
		if d == nil || !d.asksPaid(i) {
			add(f.payLabel(p.Role), f.payment(p), at+"amount", at+"method", at+"instalments")
		}
	}
	add(f.l.T("web.row.problems"), words(f.l.T, "problem.", f.Problems), "problems")
	add(f.l.T("web.row.requests"), words(f.l.T, "remedy.", f.remedies()), "requests")
	if d != nil {
		for i, e := range f.Events {
			at := fmt.Sprintf("events.%d.", i)
			add(f.l.T("web.row.event"), f.event(e), at+"on", at+"protocol")
		}
	}
	add(f.l.T("web.row.place"), placeName(f.l, f.Place), "place")
	return out
}

// paidSame reports whether a total says nothing that the payments do not say.
func (f facts) paidSame(total cases.Money) bool {
	return slices.ContainsFunc(f.Payments, func(p cases.Payment) bool { return p.Amount == total })
}

func (f facts) payLabel(r cases.AmountRole) string {
	if r == "" {
		r = cases.Paid
	}
	return f.l.T("web.row.amount." + string(r))
}

// payment writes "R$ 1.250,00 no cartão, 10 vezes".
func (f facts) payment(p cases.Payment) string {
	var parts []string
	if !p.Amount.IsZero() {
		parts = append(parts, f.money(p.Amount))
	}
	if p.Method != "" {
		parts = append(parts, f.l.T("method."+string(p.Method)))
	}
	if p.Instalments > 1 {
		parts = append(parts, f.l.T("web.row.instalments", "n", p.Instalments))
	}
	return strings.Join(parts, ", ")
}

func (f facts) event(e cases.Entry) string {
	s := strings.TrimSuffix(f.l.T("kind."+string(e.Kind)+".you"), ".")
	if !e.On.IsZero() {
		s += ", " + f.l.Partial(e.On)
	}
	if e.Protocol != "" {
		s += ", " + f.l.T("web.row.protocol", "number", e.Protocol)
	}
	return s
}

func (f facts) money(m cases.Money) string {
	if m.IsZero() {
		return ""
	}
	return f.l.Money(m)
}

// day writes a day, or a month with the words that nobody said the day.
func (f facts) day(p civil.Partial) string {
	switch {
	case p.IsZero():
		return ""
	case p.IsMonth():
		return f.l.T("web.row.month_only", "month", p)
	}
	return f.l.Partial(p)
}

func words[T ~string](t func(string, ...any) string, prefix string, all []T) string {
	var out []string
	for _, v := range all {
		out = append(out, t(prefix+string(v)))
	}
	return upper(strings.Join(out, "; "))
}

// origin finds where a path was read; lists and parties may be known under another form of it.
func (f facts) origin(path string) (cases.Origin, bool) {
	for _, p := range []string{path, f.numbered(path), strings.TrimSuffix(path, ".on"), path + ".0", path + ".0.remedy",
		strings.TrimSuffix(f.numbered(path), "name") + "id", strings.TrimSuffix(path, ".on") + ".kind"} {
		if o, ok := f.Origins[p]; ok {
			return o, true
		}
	}
	return cases.Origin{}, false
}

// sureness is the least sure of the readings behind a row.
func (f facts) sureness(d *draft, paths []string) string {
	found := "typed"
	for _, p := range paths {
		if f.text(p) == "" {
			continue
		}
		o, read := f.origin(p)
		switch {
		case d != nil && d.open(p), read && o.Certainty == cases.Check:
			return "check"
		case read:
			found = "sure"
		}
	}
	return found
}

// quote cuts the decisive words out of the text with some of what stands around them.
func (f facts) quote(d *draft, paths []string) Quote {
	for _, p := range paths {
		o, ok := f.origin(p)
		if !ok {
			continue
		}
		if d == nil || !spanFits(d.text, o.Span) {
			return Quote{Before: o.Snippet}
		}
		return around(d.text, o.Span)
	}
	return Quote{}
}

func spanFits(text string, span [2]int) bool {
	return span[0] >= 0 && span[0] < span[1] && span[1] <= len(text) &&
		utf8.RuneStart(text[span[0]]) && (span[1] == len(text) || utf8.RuneStart(text[span[1]]))
}

// quoteRoom is how many bytes are shown on each side of the decisive words.
const quoteRoom = 32

func around(text string, span [2]int) Quote {
	from, to := max(0, span[0]-quoteRoom), min(len(text), span[1]+quoteRoom)
	before, after := text[from:span[0]], text[span[1]:to]
	if from > 0 {
		if i := strings.IndexAny(before, " \n"); i >= 0 {
			before = "…" + before[i+1:]
		} else {
			before = ""
		}
	}
	if to < len(text) {
		if i := strings.LastIndexAny(after, " \n"); i >= 0 {
			after = after[:i] + "…"
		} else {
			after = ""
		}
	}
	return Quote{flat(before), flat(text[span[0]:span[1]]), flat(after)}
}

// flat puts a quotation on one line.
func flat(s string) string {
	return strings.Map(func(r rune) rune {
		if r == '\n' || r == '\r' || r == '\t' {
			return ' '
		}
		return r
	}, s)
}

// asks are the doubts that only the person can settle.
func (f facts) asks(d *draft) []Ask {
	var out []Ask
	rowed := map[string]bool{}
	for _, r := range f.rows(d) {
		for _, x := range r.Fields {
			rowed[x.Path] = true
		}
	}
	for _, q := range d.Questions {
		if !d.open(q.Field) || slices.ContainsFunc(out, func(a Ask) bool { return a.Path == q.Field }) {
			continue
		}
		a := f.question(q)
		if spanFits(d.text, q.Span) {
			a.Quote = around(d.text, q.Span)
		}
		if !rowed[q.Field] { // for an answer that is none of the buttons
			a.Field = f.field(q.Field)
		}
		out = append(out, a)
	}
	for i, p := range f.Payments {
		if !d.asksPaid(i) || p.Amount.IsZero() {
			continue
		}
		path := fmt.Sprintf("payments.%d.role", i)
		out = append(out, Ask{Path: path, Label: f.l.T("web.ask.amount"), Text: f.l.T("web.ask.paid", "amount", p.Amount),
			Quote:   f.quote(d, []string{fmt.Sprintf("payments.%d.amount", i)}),
			Buttons: []Option{{Value: "pagou:" + path + "=paid", Text: f.l.T("web.ask.paid.yes")}, {Value: "pagou:" + path + "=demanded", Text: f.l.T("web.ask.paid.no")}}})
	}
	return out
}

// base are the facts every case needs, in the order in which they change the next step.
var base = []string{"problems", "payments.0.amount", "purchases.0.on", "purchases.0.promised_on", "payments.0.method", "parties.seller.name", "place"}

// missing lists what to ask, the plan's own gaps first. What the person does not know is not asked twice.
func (f facts) missing(gaps []escalation.Gap, d *draft) []Ask {
	var out []Ask
	seen := map[string]bool{}
	ask := func(path, question, where string) {
		if path == "purchases.0.total" { // the question is what was paid
			path = "payments.0.amount"
		}
		if len(out) >= maxAsked || seen[path] || f.asked(path) || f.text(path) != "" || !f.askable(path) || d != nil && d.open(path) {
			return
		}
		seen[path] = true
		if question == "" {
			question = f.l.T("web.missing." + strings.ReplaceAll(path, ".0", ""))
		}
		x := f.field(path)
		x.Label, x.Where = question, where
		out = append(out, Ask{Path: path, Text: question, Where: where, Field: x})
	}
	for _, g := range gaps {
		ask(g.Fact, reports.Say(g.Question, f.l), reports.Say(g.Where, f.l))
	}
	for _, path := range base {
		ask(path, "", "")
	}
	return out
}

// askable reports whether a path is one a form can fill, and fits the case.
func (f facts) askable(path string) bool {
	parts := strings.Split(path, ".")
	switch parts[0] {
	case "place", "answers", "problems", "requests":
		return true
	case "parties":
		// Tax number and address are asked last, where a body's form needs them.
		return len(parts) == 3 && parts[2] == "name" && f.role(parts[1]) != cases.Consumer &&
			(f.role(parts[1]) != cases.Seller || f.text("parties.marketplace.name") == "")
	case "purchases", "payments":
		if path == "purchases.0.promised_on" && !f.Has(cases.NotDelivered) {
			return false
		}
		if path == "purchases.0.total" && len(f.Payments) > 0 {
			return false
		}
		return len(parts) == 3 && parts[1] == "0"
	}
	return false
}

// formFields are all inputs the check page can send.
func (f facts) formFields(d *draft, missing []Ask) []Field {
	var out []Field
	for _, r := range f.rows(d) {
		out = append(out, r.Fields...)
	}
	for _, a := range append(f.asks(d), missing...) {
		if a.Field.Path != "" {
			out = append(out, a.Field)
		}
	}
	return out
}
