package escalation

import "slices"

// ProofName is the name of a proof by language; none where no pack knows it.
func (p *Packs) ProofName(id string) Phrase {
	i := slices.IndexFunc(p.proofs, func(d *ProofDef) bool { return d.ID == id })
	if i < 0 {
		return Phrase{}
	}
	return Phrase{Text: p.proofs[i].Name}
}
