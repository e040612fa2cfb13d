package reading

import (
	"slices"
	"strings"

	"degrau/cases"
	"degrau/cases/messages"
)

// The answers that hold the names people write under in chats, parted by semicolons: the person, the company, others.
const (
	Me   = "chat.me"
	Firm = "chat.company"
	Else = "chat.other"
)

// asked are the answers by the part they name.
var asked = map[messages.Part]string{messages.Consumer: Me, messages.Company: Firm, messages.Other: Else}

// Names gathers who is known in a case.
func Names(f cases.Facts) messages.Names {
	n := messages.Names{Consumer: listed(f, Me), Sides: map[string]messages.Part{}}
	for _, part := range []messages.Part{messages.Company, messages.Other} {
		for _, name := range listed(f, asked[part]) {
			n.Sides[name] = part
		}
	}
	for _, p := range f.Parties {
		switch p.Role {
		case cases.Consumer:
			for _, s := range []string{p.Name, p.TaxID, p.Email, p.Phone} {
				if s != "" {
					n.Consumer = append(n.Consumer, s)
				}
			}
		case cases.Marketplace, cases.Seller, cases.Payee, cases.Carrier:
			if p.Name != "" {
				n.Company = append(n.Company, p.Name)
			}
		}
	}
	return n
}

// listed are the names in an answer.
func listed(f cases.Facts, key string) []string {
	var out []string
	all, _ := f.Answers[key].(string)
	for _, name := range strings.Split(all, ";") {
		if name = strings.TrimSpace(name); name != "" {
			out = append(out, name)
		}
	}
	return out
}

// Ignored is the answer that holds the ids of suggestions the person turned down, parted by semicolons.
const Ignored = "chat.ignored"

// maxIgnored is how many are remembered; the oldest come back first.
const maxIgnored = 500

func ignored(f cases.Facts) []string {
	list, _ := f.Answers[Ignored].(string)
	return strings.FieldsFunc(list, func(r rune) bool { return r == ';' })
}

// Ignore returns the facts with one more suggestion turned down.
func Ignore(f cases.Facts, id string) cases.Facts {
	list := append(ignored(f), id)
	list = list[max(0, len(list)-maxIgnored):]
	return answer(f, Ignored, strings.Join(list, ";"))
}

// Call returns the facts in which a name is the given part's and nobody else's, and the paths that changed. A part that
// cannot be chosen changes nothing.
func Call(f cases.Facts, name string, part messages.Part) (cases.Facts, []string) {
	name = strings.TrimSpace(strings.ReplaceAll(name, ";", " "))
	if _, ok := asked[part]; !ok || name == "" {
		return f, nil
	}
	var paths []string
	for _, p := range []messages.Part{messages.Consumer, messages.Company, messages.Other} {
		key, had := asked[p], listed(f, asked[p])
		now := slices.DeleteFunc(slices.Clone(had), func(s string) bool { return s == name && p != part })
		if p == part && !slices.Contains(now, name) {
			now = append(now, name)
		}
		if !slices.Equal(had, now) {
			f, paths = answer(f, key, strings.Join(now, "; ")), append(paths, "answers."+key)
		}
	}
	return f, paths
}

func answer(f cases.Facts, key string, value any) cases.Facts {
	answers := map[string]any{}
	for k, v := range f.Answers {
		answers[k] = v
	}
	answers[key] = value
	f.Answers = answers
	return f
}
