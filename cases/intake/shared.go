package intake

import "io/fs"

// shared holds the words that mean the same in every language we read.
type shared struct {
	Fillers     []string          `json:"fillers"`      // may stand between a cue and its number
	NumberWords []string          `json:"number_words"` // words for "number"
	Measures    []string          `json:"measures"`     // units of measure
	CommonWords []string          `json:"common_words"` // names of months that are everyday words
	Periods     map[string]string `json:"periods"`      // day, week, month, year in every language
	TwoDaysAgo  []string          `json:"two_days_ago"` // words for the day before yesterday
	ShopWords   []string          `json:"shop_words"`   // words that introduce a shop's name
	Ands        []string          `json:"ands"`         // the word "and"
	NameLinks   []string          `json:"name_links"`   // words inside a name: Mundo das Capas
	Desks       []string          `json:"desks"`        // e-mail names of a company's desks: sac, support
	Mine        []string          `json:"mine"`         // the word "my"
	Towards     []string          `json:"towards"`      // words before an address somebody wrote to
	BareOrders  []string          `json:"bare_orders"`  // shapes that are orders without a cue: # a digit
	MonthFirst  []string          `json:"month_first"`  // names of places that write the month first
	States      map[string]string `json:"states"`       // UF of Brazil, by its two letters
	Cities      map[string]string `json:"cities"`       // city or country -> place
}

func (b *books) loadShared(files fs.FS) error {
	var s shared
	if err := strict(files, "lexicon/shared.json", &s); err != nil {
		return err
	}
	b.fillers, b.numberWords, b.measures = set(split(s.Fillers)), set(split(s.NumberWords)), set(split(s.Measures))
	b.commonWords, b.twoDaysAgo, b.shopWords = set(split(s.CommonWords)), set(split(s.TwoDaysAgo)), set(split(s.ShopWords))
	b.ands = set(split(s.Ands))
	b.mine, b.desks, b.towards = set(split(s.Mine)), set(split(s.Desks)), set(split(s.Towards))
	b.nameLinks = set(split(s.NameLinks))
	b.bareOrders = split(s.BareOrders)
	b.monthFirst = set(split(s.MonthFirst))
	b.states, b.cities, b.periods = s.States, s.Cities, map[string]byte{}
	for w, p := range s.Periods {
		b.periods[w] = p[0]
	}
	return nil
}
