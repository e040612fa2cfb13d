package escalation

// remains lists the steps that may still be tried where none can be recommended: their time may be over, or nobody knows
// yet whether they are for this case.
func remains(rungs []*rung) []string {
	var out []string
	for _, r := range rungs {
		if r.State == StepUncertain {
			out = append(out, r.ID)
		}
	}
	return out
}

// help lists where free legal help is found in the country.
func (k *knowledge) help() []string {
	var out []string
	for _, b := range sortedBodies(k.packs) {
		if b.Kind == "legal_aid" && (b.Country == "" || b.Country == k.country) {
			out = append(out, b.ID)
		}
	}
	return out
}
