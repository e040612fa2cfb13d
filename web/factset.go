package web

import (
	"slices"
	"strconv"
	"strings"

	"degrau/cases"
	"degrau/escalation"
	"degrau/internal/civil"
)

// set puts one value where its path says. Empty text empties the fact.
func (f facts) set(path, text string, vals []string) error {
	parts := strings.Split(path, ".")
	last := parts[len(parts)-1]
	switch parts[0] {
	case "place":
		f.Facts.Place = text
		return nil
	case "problems":
		f.Facts.Problems = pick(vals, cases.Problems)
		return nil
	case "requests":
		f.setRemedies(vals)
		return nil
	case "answers":
		return f.answer(strings.TrimPrefix(path, "answers."), text)
	case "parties":
		if len(parts) == 3 {
			return f.setParty(f.role(parts[1]), last, text)
		}
	case "purchases":
		if i, ok := grow(parts, &f.Facts.Purchases); ok {
			return f.setPurchase(&f.Purchases[i], last, text)
		}
	case "payments":
		if i, ok := grow(parts, &f.Facts.Payments); ok {
			return f.setPayment(&f.Payments[i], last, text)
		}
	case "events":
		if i, ok := index(parts, len(f.Events)); ok {
			return f.setEvent(&f.Events[i], last, text)
		}
	}
	return cases.Invalidf(path, "invalid")
}

// pick keeps the values that are known, in the order of the house.
func pick[T ~string](vals []string, all []T) []T {
	var out []T
	for _, v := range all {
		if slices.Contains(vals, string(v)) {
			out = append(out, v)
		}
	}
	return out
}

// setRemedies keeps the requests that stay, with their amounts and words.
func (f facts) setRemedies(vals []string) {
	var out []cases.Request
	for _, r := range pick(vals, cases.Remedies) {
		i := slices.IndexFunc(f.Requests, func(q cases.Request) bool { return q.Remedy == r })
		if i >= 0 {
			out = append(out, f.Requests[i])
			continue
		}
		out = append(out, cases.Request{Remedy: r})
	}
	f.Facts.Requests = out
}

func (f facts) answer(key, text string) error {
	if f.Answers == nil {
		f.Facts.Answers = map[string]any{}
	}
	switch text {
	case "sim":
		f.Answers[key] = true
	case "nao":
		f.Answers[key] = false
	case "nao_sei":
		f.Answers[key] = nil
	case "":
		delete(f.Answers, key)
	default:
		return f.otherAnswer(key, text)
	}
	return nil
}

// otherAnswer keeps an answer that is neither yes nor no: an amount, in the currency that was named or in none, or one of
// the answers that the question offers.
func (f facts) otherAnswer(key, text string) error {
	q, _ := f.packQuestion("answers." + key)
	switch q.Answer {
	case escalation.AnswerAmount:
		m, err := readMoney(text, escalation.AnyCurrency)
		if err != nil {
			return err
		}
		f.Answers[key] = strings.TrimSuffix(m.String(), " "+escalation.AnyCurrency)
		return nil
	case escalation.AnswerChoice:
		if slices.ContainsFunc(q.Options, func(o escalation.Option) bool { return o.Value == text }) {
			f.Answers[key] = text
			return nil
		}
	}
	return cases.Invalidf("answers."+key, "invalid")
}

func (f facts) setParty(role cases.Role, field, text string) error {
	if !cases.Known(role, cases.Roles) {
		return cases.Invalidf("parties", "unknown_role", "role", string(role))
	}
	i := slices.IndexFunc(f.Parties, func(p cases.Party) bool { return p.Role == role })
	if i < 0 {
		f.Facts.Parties = append(f.Parties, cases.Party{Role: role})
		i = len(f.Parties) - 1
	}
	p := &f.Parties[i]
	switch field {
	case "name":
		p.Name = text
		if role == cases.Marketplace {
			p.ID = platformID(text)
		}
	case "tax_id":
		p.TaxID = text
	case "email":
		p.Email = text
	case "phone":
		p.Phone = text
	case "address":
		p.Address = text
	}
	return nil
}

func (f facts) setPurchase(p *cases.Purchase, field, text string) (err error) {
	switch field {
	case "item":
		p.Item = text
	case "order_number":
		p.OrderNumber = text
	case "tracking":
		p.Tracking = strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == ';' || r == ' ' || r == '\n' })
	case "on":
		err = f.setDay(&p.On, text)
	case "promised_on":
		err = f.setDay(&p.PromisedOn, text)
	case "protection_ends_on":
		err = f.setWhole(&p.ProtectionEndsOn, text)
	case "total":
		err = f.setMoney(&p.Total, text)
	}
	return err
}

func (f facts) setPayment(p *cases.Payment, field, text string) (err error) {
	switch field {
	case "on":
		err = f.setDay(&p.On, text)
	case "amount":
		err = f.setMoney(&p.Amount, text)
		if p.Role == "" {
			p.Role = cases.Paid
		}
	case "method":
		if text != "" && !cases.Known(cases.Method(text), cases.Methods) {
			return cases.Invalidf("", "unknown_method", "method", text)
		}
		p.Method = cases.Method(text)
	case "role":
		if !cases.Known(cases.AmountRole(text), cases.AmountRoles) {
			return cases.Invalidf("", "unknown_amount_role", "role", text)
		}
		p.Role = cases.AmountRole(text)
	case "instalments":
		p.Instalments, err = readCount(text)
	}
	return err
}

func (f facts) setEvent(e *cases.Entry, field, text string) (err error) {
	switch field {
	case "on":
		err = f.setDay(&e.On, text)
	case "protocol":
		e.Protocol = text
	}
	return err
}

func (f facts) setDay(p *civil.Partial, text string) error {
	if text == "" {
		*p = civil.Partial{}
		return nil
	}
	v, err := readDay(text, f.today, f.l)
	if err == nil {
		*p = v
	}
	return err
}

func (f facts) setWhole(d *civil.Date, text string) error {
	var p civil.Partial
	if err := f.setDay(&p, text); err != nil {
		return err
	}
	if p.IsMonth() {
		return cases.Invalidf("", "bad_date", "date", text)
	}
	*d = p.First()
	return nil
}

func (f facts) setMoney(m *cases.Money, text string) error {
	if text == "" {
		*m = cases.Money{}
		return nil
	}
	v, err := readMoney(text, m.Currency)
	if err == nil {
		*m = v
	}
	return err
}

func readCount(text string) (int, error) {
	if text == "" {
		return 0, nil
	}
	n, err := strconv.Atoi(strings.TrimFunc(text, func(r rune) bool { return r < '0' || r > '9' })) // "10x", "10 vezes"
	if err != nil || n < 0 || n > 480 {
		return 0, cases.Invalidf("", "out_of_range", "n", text)
	}
	return n, nil
}

// grow makes room for one more purchase or payment; a path cannot leave gaps.
func grow[T any](parts []string, list *[]T) (int, bool) {
	if len(parts) < 3 {
		return 0, false
	}
	i, err := strconv.Atoi(parts[1])
	if err != nil || i < 0 || i > len(*list) || i >= cases.MaxList {
		return 0, false
	}
	if i == len(*list) {
		var zero T
		*list = append(*list, zero)
	}
	return i, true
}
