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
