package web

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"degrau/cases"
	"degrau/cases/intake"
	"degrau/escalation"
	"degrau/internal/civil"
	"degrau/internal/locale"
	"degrau/reports"
)

// Field is one input of a form. Kind is text, long, day, money, number, place, method, problems,
// remedies, yesno or choice.
type Field struct {
	Path    string // its name and the path of the fact
	Label   string
	Kind    string
	Text    string
	Hint    string
	Where   string // where to find it
	Options []Option
	Fault   string
}

// ID is the field's id in the page.
func (f Field) ID() string { return "f-" + strings.ReplaceAll(f.Path, ".", "-") }

// facts reads and writes facts by path, in words of one language.
type facts struct {
	*cases.Facts
	l     *locale.Localizer
	today civil.Date
	packs *escalation.Packs // whose questions may be among the answers; nil: none
}

// packQuestion finds what the packs ask under a path of an answer.
func (f facts) packQuestion(path string) (escalation.Question, bool) {
	id, ok := strings.CutPrefix(path, "answers.")
	if !ok || f.packs == nil {
		return escalation.Question{}, false
	}
	return f.packs.Question(id)
}

// field makes the input for a path, filled with what is known.
func (f facts) field(path string) Field {
	x := Field{Path: path, Label: upper(f.l.FactLabel(path)), Kind: f.kindOf(path), Text: f.text(path)}
	switch x.Kind {
	case "day":
		x.Hint = f.l.T("web.hint.day")
	case "money":
		x.Hint = f.l.T("web.hint.money")
	case "place":
		x.Options = places(f.l, f.Place)
	case "method":
		x.Options = options(f.l, "method.", cases.Methods, cases.Method(x.Text))
		x.Options = append([]Option{{Value: "", Text: f.l.T("web.choose"), On: x.Text == ""}}, x.Options...)
	case "problems":
		x.Options = options(f.l, "problem.", cases.Problems, f.Problems...)
	case "remedies":
		x.Options = options(f.l, "remedy.", cases.Remedies, f.remedies()...)
	case "yesno":
		x.Options = yesNo(f.l, f.Answers[strings.TrimPrefix(path, "answers.")])
	case "choice":
		x.Options = f.choices(path, x.Text)
	}
	return x
}

// answerKind says which input a question of the packs needs.
func (f facts) answerKind(path string) string {
	q, _ := f.packQuestion(path)
	switch q.Answer {
	case escalation.AnswerAmount:
		return "money"
	case escalation.AnswerChoice:
		return "choice"
	}
	return "yesno"
}

// choices are the answers a question offers, with those every question has.
func (f facts) choices(path, now string) []Option {
	q, _ := f.packQuestion(path)
	out := []Option{{Value: "", Text: f.l.T("web.choose"), On: now == ""}}
	for _, o := range q.Options {
		out = append(out, Option{o.Value, reports.Say(o.Label, f.l), o.Value == now})
	}
	return append(out, Option{"nao_sei", f.l.T("web.dont_know"), false})
}

// kindOf says which input a path needs.
func (f facts) kindOf(path string) string {
	parts := strings.Split(path, ".")
	switch last := parts[len(parts)-1]; {
	case parts[0] == "answers":
		return f.answerKind(path)
	case parts[0] == "problems":
		return "problems"
	case parts[0] == "requests":
		return "remedies"
	case last == "place", last == "method":
		return last
	case last == "on", last == "promised_on", last == "protection_ends_on", last == "until":
		return "day"
	case last == "total", last == "amount":
		return "money"
	case last == "instalments":
		return "number"
	case last == "address", last == "text":
		return "long"
	}
	return "text"
}

func options[T ~string](l *locale.Localizer, prefix string, all []T, on ...T) []Option {
	var out []Option
	for _, v := range all {
		out = append(out, Option{string(v), upper(l.T(prefix + string(v))), slices.Contains(on, v)})
	}
	return out
}

func yesNo(l *locale.Localizer, now any) []Option {
	return []Option{{"sim", l.T("web.yes"), now == true}, {"nao", l.T("web.no"), now == false}, {"nao_sei", l.T("web.dont_know"), false}}
}

func (f facts) remedies() []cases.Remedy {
	var out []cases.Remedy
	for _, r := range f.Requests {
		out = append(out, r.Remedy)
	}
	return out
}

// text is what stands in the input of a path.
func (f facts) text(path string) string {
	parts := strings.Split(path, ".")
	last := parts[len(parts)-1]
	switch parts[0] {
	case "place":
		return f.Place
	case "parties":
		if len(parts) == 3 {
			p, _ := f.Party(f.role(parts[1]))
			return partyText(p, last)
		}
	case "purchases":
		if i, ok := index(parts, len(f.Purchases)); ok {
			return f.purchaseText(f.Purchases[i], last)
		}
	case "payments":
		if i, ok := index(parts, len(f.Payments)); ok {
			return f.paymentText(f.Payments[i], last)
		}
	case "events":
		if i, ok := index(parts, len(f.Events)); ok && last == "on" {
			return dayText(f.l, f.Events[i].On)
		} else if ok && last == "protocol" {
			return f.Events[i].Protocol
		}
	case "requests":
		if len(f.Requests) > 0 {
			return string(f.Requests[0].Remedy)
		}
	case "problems":
		if len(f.Problems) > 0 {
			return string(f.Problems[0])
		}
	case "answers":
		switch a := f.Answers[strings.TrimPrefix(path, "answers.")].(type) {
		case bool:
			if a {
				return "sim"
			}
			return "nao"
		case string:
			return a
		}
	}
	return ""
}

// role reads parties.seller.name and parties.0.name alike: the packs name roles, readings name numbers.
func (f facts) role(s string) cases.Role {
	if i, err := strconv.Atoi(s); err == nil && i >= 0 && i < len(f.Parties) {
		return f.Parties[i].Role
	}
	return cases.Role(s)
}

func partyText(p cases.Party, field string) string {
	switch field {
	case "name":
		if p.Name == "" {
			return upper(p.ID)
		}
		return p.Name
	case "tax_id":
		return p.TaxID
	case "email":
		return p.Email
	case "phone":
		return p.Phone
	case "address":
		return p.Address
	}
	return ""
}

func (f facts) purchaseText(p cases.Purchase, field string) string {
	switch field {
	case "item":
		return p.Item
	case "order_number":
		return p.OrderNumber
	case "tracking":
		return strings.Join(p.Tracking, ", ")
	case "on":
		return dayText(f.l, p.On)
	case "promised_on":
		return dayText(f.l, p.PromisedOn)
	case "protection_ends_on":
		return dayText(f.l, civil.Whole(p.ProtectionEndsOn))
	case "total":
		return moneyText(f.l, p.Total)
	}
	return ""
}

func (f facts) paymentText(p cases.Payment, field string) string {
	switch field {
	case "on":
		return dayText(f.l, p.On)
	case "amount":
		return moneyText(f.l, p.Amount)
	case "method":
		return string(p.Method)
	case "role":
		return string(p.Role)
	case "instalments":
		if p.Instalments > 0 {
			return strconv.Itoa(p.Instalments)
		}
	}
	return ""
}

// index reads the number of a path such as purchases.0.on.
func index(parts []string, n int) (int, bool) {
	if len(parts) < 2 {
		return 0, false
	}
	i, err := strconv.Atoi(parts[1])
	return i, err == nil && i >= 0 && i < n
}

// take puts a form's value where the fields name them. It returns what could not be read, and the paths that changed;
// what the person stated has no doubtful origin any more.
func (f facts) take(form url.Values, fields []Field) (changed []string, bad []Field) {
	for _, x := range fields {
		vals, sent := form[x.Path]
		multi := x.Kind == "problems" || x.Kind == "remedies"
		if !sent && !(multi && form.Has(x.Path+".sent")) {
			continue
		}
		text := tidy(strings.Join(vals, "\n"))
		if !multi && text == tidy(x.Text) {
			continue
		}
		before := f.stated(x.Path)
		if err := f.set(x.Path, text, vals); err != nil {
			x.Text, x.Fault = text, text
			if e, ok := err.(*cases.Error); ok {
				x.Fault, _ = f.l.ErrorText(e.Key, e.Args)
			}
			bad = append(bad, x)
			continue
		}
		if f.stated(x.Path) == before {
			continue
		}
		f.confirm(x.Path)
		changed = append(changed, x.Path)
	}
	return changed, bad
}

// stated is the value of a path in one line, to see whether it changed.
func (f facts) stated(path string) string {
	switch f.kindOf(path) {
	case "problems":
		return join(f.Problems)
	case "remedies":
		return join(f.remedies())
	case "yesno", "choice":
		if f.asked(path) {
			return "nao_sei"
		}
	}
	return f.text(path)
}

func join[T ~string](all []T) string {
	var b strings.Builder
	for _, v := range all {
		b.WriteString(string(v) + " ")
	}
	return b.String()
}

// confirm says that a path was stated by the person: no origin doubts it, and it is no longer unknown.
func (f facts) confirm(path string) {
	delete(f.Origins, path)
	delete(f.Origins, f.numbered(path))
	f.Facts.Unknown = slices.DeleteFunc(f.Unknown, func(p string) bool { return p == path || p == f.numbered(path) })
}

// numbered turns parties.seller.name into parties.1.name, the form that origins use.
func (f facts) numbered(path string) string {
	parts := strings.Split(path, ".")
	if parts[0] == "parties" && len(parts) == 3 {
		for i, p := range f.Parties {
			if string(p.Role) == parts[1] {
				return "parties." + strconv.Itoa(i) + "." + parts[2]
			}
		}
	}
	return path
}

// forget says that the person was asked and does not know.
func (f facts) forget(path string) {
	if rest, ok := strings.CutPrefix(path, "answers."); ok {
		if f.Answers == nil {
			f.Facts.Answers = map[string]any{}
		}
		f.Answers[rest] = nil
		return
	}
	if path = f.place(path); path != "" && !slices.Contains(f.Unknown, path) {
		f.Facts.Unknown = append(f.Unknown, path)
	}
}

// place makes sure that what a path points into is there, since a null is kept only inside something, and returns the
// path in numbers; nothing for a path that no form has.
func (f facts) place(path string) string {
	parts := strings.Split(path, ".")
	switch parts[0] {
	case "place", "problems", "requests":
		return parts[0]
	case "purchases":
		if _, ok := grow(parts, &f.Facts.Purchases); ok {
			return path
		}
	case "payments":
		if _, ok := grow(parts, &f.Facts.Payments); ok {
			return path
		}
	case "parties":
		if len(parts) == 3 && cases.Known(f.role(parts[1]), cases.Roles) {
			if _, ok := f.Party(f.role(parts[1])); !ok {
				f.Facts.Parties = append(f.Parties, cases.Party{Role: f.role(parts[1])})
			}
			return f.numbered(path)
		}
	}
	return ""
}

// asked reports whether the person already said "I don't know".
func (f facts) asked(path string) bool {
	if rest, ok := strings.CutPrefix(path, "answers."); ok {
		v, there := f.Answers[rest]
		return there && v == nil
	}
	return slices.Contains(f.Unknown, path) || slices.Contains(f.Unknown, f.numbered(path))
}

// platformID recognises a platform by the way people write its name, with the words that intake has for it.
func platformID(name string) string {
	p, _ := intake.Read(name, civil.Date{}).Facts.Party(cases.Marketplace)
	return p.ID
}

// upper makes the first letter a capital.
func upper(s string) string {
	for i, r := range s {
		return strings.ToUpper(string(r)) + s[i+len(string(r)):]
	}
	return s
}
