package escalation

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"degrau/cases"
	"degrau/internal/civil"
)

// knowledge is a situation as the planner looks at it: worked out once, asked many times.
type knowledge struct {
	facts    cases.Facts
	exhibits []cases.Evidence
	state    cases.State
	packs    *Packs
	place    string // as given, or taken for granted from the money
	assumed  bool
	country  string
	market   string // id of the marketplace, or empty
	methods  []cases.Method
	tracking []string
	now      time.Time
	today    civil.Date // where the person lives
	zone     *time.Location
	pace     int // of the ladder, in working days
	horizon  int // of the ladder, in days
	charging bool
	older    map[string]kept // what the packs that the case keeps say, by deadline
	received bool            // the person said that the parcel came after all
	future   []int           // events dated after today: asked about, and otherwise left alone
}

func (p *Packs) know(s Situation, now time.Time) *knowledge {
	k := &knowledge{facts: s.Facts, exhibits: s.Exhibits, state: s.State, packs: p, place: s.Facts.Place, now: now}
	if k.place == "" {
		k.place, k.assumed = p.assume(s.Facts), true
	}
	k.country, _, _ = strings.Cut(k.place, "-")
	k.market = p.market(s.Facts)
	for _, pay := range s.Facts.Payments {
		if pay.Method != "" && (pay.Role == cases.Paid || pay.Role == "") && !slices.Contains(k.methods, pay.Method) {
			k.methods = append(k.methods, pay.Method)
		}
	}
	for _, b := range s.Facts.Purchases {
		k.tracking = append(k.tracking, b.Tracking...)
	}
	k.zone = p.zone(k.country)
	k.today = civil.In(now, k.zone)
	k.dropFuture()
	k.dropStory()
	k.dropReceived()
	k.charging = k.charged()
	return k
}

// dropFuture takes out what has not happened yet. A bill's closing and a hearing may lie ahead, and a promise is about
// a day ahead; an answer dated tomorrow is a slip of the pen. One day is allowed for a person east of the zone.
func (k *knowledge) dropFuture() {
	k.facts.Events = slices.Clone(k.facts.Events)
	for i, e := range k.facts.Events {
		if e.Kind == cases.HearingSet || e.Kind == cases.BillClosed {
			continue
		}
		if day := dayOf(e, k.zone); !day.IsZero() && day.First().After(k.today.AddDays(1)) {
			k.facts.Events[i].Kind = ""
			k.future = append(k.future, i)
		}
	}
}

// dropStory takes the words out of events that were read from the person's own story: they tell that somebody complained,
// and are no copy of what was written.
func (k *knowledge) dropStory() {
	for i := range k.facts.Events {
		at := fmt.Sprintf("events.%d.", i)
		for path, o := range k.facts.Origins {
			if strings.HasPrefix(path, at) && (o.Source == "" || o.Source == "text") {
				k.facts.Events[i].Text = ""
			}
		}
	}
}

// zone is where a country's day begins; UTC where no pack knows the country.
func (p *Packs) zone(country string) *time.Location {
	if pk := p.byCountry[country]; pk != nil && country != "" {
		return p.zones[pk.Zone]
	}
	return time.UTC
}

// assume takes the country for granted from the money, until somebody says where they live.
func (p *Packs) assume(f cases.Facts) string {
	for _, pk := range p.packs {
		if pk.Assumed == nil || pk.Country == "" {
			continue
		}
		for _, pay := range f.Payments {
			if slices.Contains(pk.Assumed.Methods, pay.Method) || slices.Contains(pk.Assumed.Currencies, pay.Amount.Currency) {
				return pk.Country
			}
		}
		for _, b := range f.Purchases {
			if slices.Contains(pk.Assumed.Currencies, b.Total.Currency) {
				return pk.Country
			}
		}
	}
	return ""
}

// market finds the platform: by id, by name, or by a step already taken there.
func (p *Packs) market(f cases.Facts) string {
	for _, pk := range p.packs {
		if pk.Platform == nil {
			continue
		}
		for _, party := range f.Parties {
			if party.Role != cases.Marketplace && party.Role != cases.Seller {
				continue
			}
			if party.ID == pk.Platform.ID || nameFits(party.Name, pk.Platform.Names) {
				return pk.Platform.ID
			}
		}
		for _, e := range f.Events {
			if strings.HasPrefix(e.Body, pk.Platform.ID+"-") {
				return pk.Platform.ID
			}
		}
	}
	return ""
}

func nameFits(name string, names []string) bool {
	name = strings.ToLower(name)
	return slices.ContainsFunc(names, func(n string) bool { return n != "" && strings.Contains(name, n) })
}

func (k *knowledge) in(places []string) truth {
	if k.place == "" {
		return unknown
	}
	return is(slices.ContainsFunc(places, func(p string) bool { return k.place == p || strings.HasPrefix(k.place, p+"-") }))
}

func (k *knowledge) problem(any []cases.Problem) truth {
	return is(slices.ContainsFunc(k.facts.Problems, func(p cases.Problem) bool { return slices.Contains(any, p) }))
}

func (k *knowledge) paidBy(any []cases.Method) truth {
	if slices.ContainsFunc(k.methods, func(m cases.Method) bool { return slices.Contains(any, m) }) {
		return yes
	}
	if len(k.methods) == 0 {
		return unknown
	}
	return no
}

// answer compares what was answered. A null means that the person does not know: the question is then not asked again,
// and the step stays as it is without an answer.
func (k *knowledge) answer(q string, accepted []string) truth {
	switch v := k.facts.Answers[q].(type) {
	case bool:
		return is(v && slices.Contains(accepted, "yes") || !v && slices.Contains(accepted, "no"))
	case string:
		return is(slices.Contains(accepted, v))
	}
	return unknown
}

// asked reports whether the question was put and the person did not know.
func (k *knowledge) asked(q string) bool {
	v, ok := k.facts.Answers[q]
	return ok && v == nil
}

func (k *knowledge) happened(any []EventMatch) bool {
	return slices.ContainsFunc(k.facts.Events, func(e cases.Entry) bool {
		return slices.ContainsFunc(any, func(m EventMatch) bool { return m.fits(e) })
	})
}

// dayOf is the day of an event in a zone; zero where it is not known.
func dayOf(e cases.Entry, zone *time.Location) civil.Partial {
	if e.On.IsZero() && !e.At.IsZero() {
		return civil.Whole(civil.In(e.At, zone))
	}
	return e.On
}
