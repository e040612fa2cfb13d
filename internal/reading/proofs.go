package reading

import (
	"context"
	"slices"

	"degrau/cases"
	"degrau/cases/messages"
	"degrau/cases/proof"
)

// Proofs says of everything that the case asserts where its exhibits show it. Exhibits of more than max bytes are not
// read for it, where somebody waits for a page; 0 is no limit.
func (r *Reader) Proofs(ctx context.Context, k *cases.Case, max int64) ([]proof.Assertion, error) {
	f := k.Facts()
	no := ignored(f)
	var all []proof.Told
	for _, x := range k.Evidence() {
		if max > 0 && x.Size > max {
			continue
		}
		t, err := r.Told(ctx, x, f)
		if err != nil {
			return nil, err
		}
		if t == nil {
			continue
		}
		told := proof.Told{Machine: t.Source == messages.OCR}
		for _, s := range t.Suggestions {
			if s = s.For(x.Label()); !slices.Contains(no, s.ID) {
				told.Suggestions = append(told.Suggestions, s)
			}
		}
		all = append(all, told)
	}
	return proof.Of(k, all), nil
}
