package cases

import "regexp"

// MaxShows is how many proofs one exhibit can be.
const MaxShows = 20

// proofForm is an id of the packs. Which ids there are is theirs to say; a case outlives the packs it was kept with.
var proofForm = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// checkShows reports what is no list of proofs.
func checkShows(at string, ids []string) error {
	if len(ids) > MaxShows {
		return Invalidf(at, "too_many", "n", len(ids), "max", MaxShows)
	}
	for i, id := range ids {
		if len(id) > 64 || !proofForm.MatchString(id) {
			return Invalidf(path(at, i, ""), "bad_proof", "value", id)
		}
		if Known(id, ids[:i]) {
			return Invalidf(path(at, i, ""), "proof_twice", "value", id)
		}
	}
	return nil
}
