package reading

import (
	"strings"

	"degrau/cases"
	"degrau/cases/messages"
)

// Me is the answer that holds the names the person writes under in chats, parted by semicolons.
const Me = "chat.me"

// Names gathers who is known in a case.
func Names(f cases.Facts) messages.Names {
	var n messages.Names
	if me, ok := f.Answers[Me].(string); ok {
		for _, name := range strings.Split(me, ";") {
			if name = strings.TrimSpace(name); name != "" {
				n.Consumer = append(n.Consumer, name)
			}
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

// IAm returns the facts with one more name that the person writes under.
func IAm(f cases.Facts, name string) cases.Facts {
	if me, ok := f.Answers[Me].(string); ok && me != "" {
		name = me + "; " + name
	}
	return answer(f, Me, name)
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
