package messages

import (
	"cmp"
	"slices"
	"strings"
)

// Names are who is known in the case, to suggest who is who in a chat.
type Names struct {
	Consumer []string        // the person's own names, as answered or as a party of the case
	Company  []string        // marketplace, seller, payee, carrier
	Sides    map[string]Part // who else somebody is, as the person says
}

// listening is how many messages of one person are weighed.
const listening = 200

// people counts who wrote and suggests who they are.
func (t *Transcript) people(names Names) {
	index := map[string]int{}
	var says []tone
	for _, m := range t.Messages {
		if m.From == "" || m.Kind == System {
			continue
		}
		i, known := index[m.From]
		if !known {
			i = len(t.People)
			index[m.From] = i
			t.People = append(t.People, Participant{Name: m.From})
			says = append(says, tone{})
		}
		t.People[i].Messages++
		if t.People[i].Messages <= listening && !m.Quoted {
			says[i].hear(m.Text)
		}
	}
	for i := range t.People {
		t.People[i].Part, t.People[i].Chosen = named(t.People[i].Name, names)
	}
	t.fillIn(says)
	slices.SortStableFunc(t.People, func(a, b Participant) int { return cmp.Compare(b.Messages, a.Messages) })
}

// named tells a part by the name alone: one the case knows, or one by which programs call a side.
func named(name string, names Names) (part Part, chosen bool) {
	p := plain(name)
	for n, part := range names.Sides {
		if plain(n) == p {
			return part, true
		}
	}
	for _, n := range names.Consumer {
		if n = plain(n); n != "" && (p == n || sameAddress(p, n)) {
			return Consumer, true
		}
	}
	for _, n := range names.Company {
		if n = plain(n); n != "" && strings.Contains(p, n) {
			return Company, false
		}
	}
	l := words()
	if l.You[p] {
		return Consumer, false
	}
	parts := strings.FieldsFunc(p, func(r rune) bool { return strings.ContainsRune(" -_|()/,.:", r) })
	for _, word := range parts {
		if l.Company[word] {
			return Company, false
		}
	}
	for _, word := range parts {
		if len(word) >= 7 && l.You[word] { // "réplica do consumidor"; the short ones are parts of names
			return Consumer, false
		}
	}
	if l.Company[p] {
		return Company, false
	}
	return Unsettled, false
}

// sameAddress reports whether a mailbox, "Ana <ana@example.org>", or a telephone, "+55 41 98888-7777", is the address n.
func sameAddress(p, n string) bool {
	d := digits(n)
	return strings.Contains(n, "@") && strings.Contains(p, n) || len(d) >= 8 && len(d) <= 15 && strings.HasSuffix(digits(p), d)
}

// tone is how somebody writes: as buyers do, or as a service desk does.
type tone struct{ consumer, company int }

func (t *tone) hear(text string) {
	p := plain(text[:runeCut(text, 2000)])
	if words().ConsumerSays.in(p) {
		t.consumer++
	}
	if words().CompanySays.in(p) {
		t.company++
	}
}

// fillIn suggests the parts that names did not tell: by how people write, and in a talk of two by what the other is.
func (t *Transcript) fillIn(says []tone) {
	for i := range t.People {
		if t.People[i].Part != Unsettled {
			continue
		}
		switch s := says[i]; {
		case s.company > 2*s.consumer:
			t.People[i].Part = Company
		case s.consumer > 2*s.company:
			t.People[i].Part = Consumer
		}
	}
	if len(t.People) != 2 {
		return
	}
	a, b := &t.People[0], &t.People[1]
	if a.Part != Unsettled && b.Part != Unsettled && (a.Part != b.Part || a.Chosen == b.Chosen) {
		return
	}
	if b.Chosen || a.Part == Unsettled {
		a, b = b, a
	}
	switch a.Part { // a is settled, b is not or less surely
	case Consumer:
		b.Part = Company
	case Company:
		if b.Part == Unsettled {
			b.Part = Consumer
		}
	}
}

// PartOf says who wrote under a name.
func (t *Transcript) PartOf(name string) Part {
	for _, p := range t.People {
		if p.Name == name {
			return p.Part
		}
	}
	return Unsettled
}

// Assign sets a participant's part, as the person says.
func (t *Transcript) Assign(name string, part Part) bool {
	for i := range t.People {
		if t.People[i].Name == name {
			t.People[i].Part, t.People[i].Chosen = part, true
			return true
		}
	}
	return false
}
