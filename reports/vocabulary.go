package reports

import (
	"fmt"
	"slices"
	"strings"

	"degrau/cases"
)

// The words that pack texts may use; filling.go gives them their values. Whoever writes a text finds here what can be
// said, and CheckText finds what cannot.

// gapWords are the gaps outside lists.
var gapWords = []string{
	"as_of", "by", // the day of the paper; the day by which an answer is asked
	"answer_by", // of a message that asks for a proof: the day its rule counts
	"company", "shop", "consumer", "marketplace", "seller", "payee", "issuer", "carrier", "helper",
	"item", "order", "promised_on", "tracking", // of the first purchase
	"purchase.on", "purchase.month", "purchase.item", "purchase.order", "purchase.number", "purchase.total", "purchase.promised_on", "purchase.tracking",
	"paid", "refunded", "open", "demanded", "offered", "promised", "asked", // sums
	"charges", "charges.sum", "cancelled_on", "days_late",
	"promised_refund.until", "requests", "exhibits",
	"promised_docs", "tracking_docs", "charges.docs", // where exhibits show the promised day, the tracking code, the charges
	"loss.on", "loss.right", // the next day on which a right of the consumer ends, and which
}

// partyGaps follow the name of a role, eventGaps the name of an event below.
var (
	partyGaps   = []string{"tax_id", "email", "phone", "address"}
	eventGaps   = []string{"on", "where", "text", "amount", "protocol", "docs"} // docs: where exhibits show it, "P1; P3, message 4"
	eventPrefix = []string{"shipped", "delivered", "defect", "refused", "decided", "returned", "withdrew", "promised_refund"}
)

// listGaps are the lists and the gaps of their items.
var listGaps = map[string][]string{
	"purchase": {"on", "item", "order", "number", "total", "promised_on", "tracking", "docs"},
	"payment":  {"on", "amount", "method", "docs"},
	"charge":   {"on", "amount"},
	"contact":  {"on", "where", "via", "protocol", "text", "answer", "answer_on", "answer_text", "docs"},
	"request":  {"n", "text"},
	"ground":   {"norm", "gives"}, "ground.first": {"norm", "gives"},
	"exhibit":   {"label", "caption"},
	"story":     {"on", "text"},
	"overdue":   {"name", "on"},                        // terms of the others that ran out
	"defendant": {"name", "role", "tax_id", "address"}, // every company of the chain
	"own":       {"text"},                              // what the person asks for in words of their own
}

// plainMarks are the marks that are set or not; besides them a problem is a mark by its own name, and marks with a
// prefix name a value of an enum: main:not_delivered, method:card, asked:refund, event:refused, or a country: place:es.
var plainMarks = []string{"public", "documents", "instalments", "charges", "named", "purchase", "contacted", "answered"}

// CheckText reports what is wrong with a text of a pack: a line that cannot be read, or a gap, a list or a mark that
// nothing will ever fill. included finds the texts that it includes.
func CheckText(src string, included func(id string) (string, bool)) error {
	src, err := expand(src, included)
	if err != nil {
		return err
	}
	s, err := parseScript(src)
	if err != nil {
		return err
	}
	for _, l := range s.lines {
		item, known := listGaps[l.each]
		if l.each != "" && !known {
			return fmt.Errorf("unknown list %q", l.each)
		}
		for _, c := range l.conditions {
			if !knownMark(c.mark) {
				return fmt.Errorf("unknown mark %q", c.mark)
			}
		}
		if err := checkGaps(l.parts, item); err != nil {
			return err
		}
	}
	return nil
}

func checkGaps(parts []part, item []string) error {
	for _, p := range parts {
		if p.optional != nil {
			if err := checkGaps(p.optional, item); err != nil {
				return err
			}
		}
		if p.gap && !slices.Contains(item, p.text) && !knownGap(p.text) {
			return fmt.Errorf("unknown gap {%s}", p.text)
		}
	}
	return nil
}

func knownGap(name string) bool {
	if slices.Contains(gapWords, name) {
		return true
	}
	prefix, field, _ := strings.Cut(name, ".")
	if prefix == "asked" { // the sum that a remedy asks for
		return cases.Known(cases.Remedy(field), cases.Remedies)
	}
	return cases.Known(cases.Role(prefix), cases.Roles) && slices.Contains(partyGaps, field) ||
		slices.Contains(eventPrefix, prefix) && slices.Contains(eventGaps, field)
}

func knownMark(mark string) bool {
	prefix, value, ok := strings.Cut(mark, ":")
	if !ok {
		return slices.Contains(plainMarks, mark) || cases.Known(cases.Problem(mark), cases.Problems)
	}
	switch prefix {
	case "place":
		return len(value) == 2 && strings.Trim(value, "abcdefghijklmnopqrstuvwxyz") == ""
	case "main":
		return cases.Known(cases.Problem(value), cases.Problems)
	case "method":
		return cases.Known(cases.Method(value), cases.Methods)
	case "asked":
		return cases.Known(cases.Remedy(value), cases.Remedies)
	case "event":
		return cases.Known(cases.Kind(value), cases.EntryKinds)
	}
	return false
}
