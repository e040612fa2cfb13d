package escalation

// caution says why a day may still move: nobody has seen the bill, no pack knows the holidays of the place, or the
// years somebody listed have ended.
func (k *knowledge) caution(s start, listed bool) Phrase {
	switch {
	case s.guessed:
		return Phrase{Key: "plan.caution.guessed"}
	case !k.packs.knowsDaysOff(k.place) && k.place == "":
		return Phrase{Key: "plan.caution.no_place"}
	case !k.packs.knowsDaysOff(k.place):
		return Phrase{Key: "plan.caution.no_calendar", Args: map[string]any{"place": k.country}}
	case listed:
		return Phrase{Key: "plan.caution.years"}
	}
	return Phrase{}
}

// strange says honestly that no pack knows the country, and what remains possible there.
func (k *knowledge) strange() Phrase {
	if k.country == "" || k.packs.byCountry[k.country] != nil {
		return Phrase{}
	}
	return Phrase{Key: "plan.caution.no_pack", Args: map[string]any{"place": k.country}}
}
