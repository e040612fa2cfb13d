package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"

	"degrau/cases"
	"degrau/internal/locale"
)

// factRow is one fact for a person to read.
type factRow struct{ path, label, value string }

// factRows lists the facts in the order of the contract, with labels of the catalogues.
func factRows(f cases.Facts, l *locale.Localizer) []factRow {
	var out []factRow
	add := func(path, value string) {
		if value != "" {
			out = append(out, factRow{path, l.FactLabel(path), value})
		}
	}
	money := func(m cases.Money) string {
		if m.IsZero() {
			return ""
		}
		return l.Money(m)
	}
	for i, p := range f.Problems {
		add(fmt.Sprintf("problems.%d", i), l.T("problem."+string(p)))
	}
	add("place", f.Place)
	for i, p := range f.Parties {
		name := p.Name
		if name == "" {
			name = p.ID
		}
		out = append(out, factRow{fmt.Sprintf("parties.%d.name", i), l.T("role." + string(p.Role)), name})
	}
	for i, p := range f.Purchases {
		at := fmt.Sprintf("purchases.%d.", i)
		add(at+"item", p.Item)
		add(at+"order_number", p.OrderNumber)
		add(at+"on", l.Partial(p.On))
		add(at+"total", money(p.Total))
		add(at+"promised_on", l.Partial(p.PromisedOn))
		add(at+"protection_ends_on", l.Date(p.ProtectionEndsOn))
		add(at+"tracking", strings.Join(p.Tracking, ", "))
	}
	for i, p := range f.Payments {
		at := fmt.Sprintf("payments.%d.", i)
		var parts []string
		if p.Role != "" {
			parts = append(parts, l.T("amount_role."+string(p.Role)))
		}
		if p.Method != "" {
			parts = append(parts, l.T("method."+string(p.Method)))
		}
		if p.Instalments > 1 {
			parts = append(parts, fmt.Sprintf("%d×", p.Instalments))
		}
		if !p.On.IsZero() {
			parts = append(parts, l.Partial(p.On))
		}
		add(at+"amount", strings.TrimSpace(money(p.Amount)+" ("+strings.Join(parts, ", ")+")"))
	}
	for i, r := range f.Requests {
		add(fmt.Sprintf("requests.%d.remedy", i), strings.TrimSpace(l.T("remedy."+string(r.Remedy))+" "+money(r.Amount)))
	}
	for i, e := range f.Events {
		add(fmt.Sprintf("events.%d", i), strings.TrimSpace(l.Partial(e.On)+" "+l.T("kind."+string(e.Kind))+" "+e.Body+" "+e.Protocol))
	}
	return out
}

// decodeFacts reads facts as a file holds them. What `case show --json` adds about the case itself is left aside, so
// that its output can be given back.
func decodeFacts(b []byte) (cases.Facts, error) {
	var tree map[string]json.RawMessage
	if json.Unmarshal(b, &tree) == nil && tree["case"] != nil {
		delete(tree, "case")
		if rest, err := json.Marshal(tree); err == nil {
			b = rest
		}
	}
	return cases.DecodeFacts(bytes.NewReader(b))
}
