package store

import (
	"context"
	"errors"
	"io/fs"
	"slices"

	"degrau/cases"
)

// Finding is what Verify found wrong in one case or file.
type Finding struct {
	CaseID string `json:"case,omitempty"`
	cases.Fault
}

// What only the store can find, beside the faults of a chain.
const (
	FaultWordsGone   = "words_gone"   // an event's words were deleted, though nobody erased the case
	FaultFileGone    = "file_gone"    // an evidence file is missing
	FaultFileChanged = "file_changed" // an evidence file's bytes are not those recorded
	FaultOtherKey    = "other_key"    // the head is signed with a key that is not ours
	FaultState       = "state"        // the stored state of a case is not the one its events give
	FaultNoCase      = "no_case"      // a case that is gone: its events, or the ledger, name it
	FaultLedger      = "ledger"       // a line of the ledger was altered or taken out
)

// Verify walks every chain, signature and evidence file, and looks for cases that are gone as a whole.
func (s *Store) Verify(ctx context.Context, progress func(done, total int)) (checked int, found []Finding, err error) {
	var total int64
	if err := s.db.WithContext(ctx).Model(&cases.Case{}).Count(&total).Error; err != nil {
		return 0, nil, s.explain("count cases", err)
	}
	files := map[string]error{}
	for last := ""; ; {
		ids, err := s.idsAfter(ctx, last, 200)
		if err != nil {
			return checked, found, s.explain("list cases", err)
		}
		if len(ids) == 0 {
			break
		}
		for _, id := range ids {
			faults, err := s.verifyCase(ctx, id, files)
			if err != nil {
				return checked, found, s.explain("verify case "+id, err)
			}
			for _, f := range faults {
				found = append(found, Finding{id, f})
			}
			last = id
			if checked++; progress != nil {
				progress(checked, max(int(total), checked))
			}
		}
	}
	stray, err := s.eventsWithoutCase(ctx)
	if err != nil {
		return checked, found, s.explain("look for events without a case", err)
	}
	gone, err := s.checkLedger(ctx)
	return checked, append(found, withoutTwice(append(stray, gone...))...), s.explain("look for cases that are gone", err)
}

func (s *Store) idsAfter(ctx context.Context, last string, limit int) ([]string, error) {
	var ids []string
	q := s.db.WithContext(ctx).Model(&cases.Case{}).Order("id").Limit(limit)
	if last != "" {
		q = q.Where("id > ?", last)
	}
	return ids, q.Pluck("id", &ids).Error
}

func (s *Store) verifyCase(ctx context.Context, id string, files map[string]error) ([]cases.Fault, error) {
	c, _, err := s.read(ctx, id) // words that cannot be read do not match their digest either
	if err != nil {
		if cases.IsKind(err, cases.NotFound) {
			return nil, nil // gone since its id was listed
		}
		return nil, err
	}
	faults := checkCase(c)
	stray := slices.ContainsFunc(faults, func(f cases.Fault) bool { return f.Kind == cases.FaultHead })
	switch {
	case signedBy(s.key.public(), c):
	case s.key.byAnother(c):
		faults = append(faults, cases.Fault{Kind: FaultOtherKey, Seq: c.LastSeq})
	case !stray: // a head that was moved is said already; its signature cannot fit
		faults = append(faults, cases.Fault{Kind: cases.FaultRewritten, Seq: c.LastSeq})
	}
	more, err := s.checkFiles(ctx, c, files)
	return append(faults, more...), err
}

// checkCase checks the chain and what can be worked out from it.
func checkCase(c *cases.Case) []cases.Fault {
	faults := c.VerifyChain()
	for i, f := range faults {
		if f.Kind == cases.FaultChanged && wordless(c, f.Seq) {
			faults[i].Kind = FaultWordsGone
		}
	}
	// The signature does not cover the state. Were it believed, setting it to erased would excuse deleted words.
	if state := stateOf(c.Events); state != c.State {
		faults = append(faults, cases.Fault{Kind: FaultState, What: string(c.State)})
		for _, e := range c.Events {
			if c.State == cases.StateErased && e.Payload == "" {
				faults = append(faults, cases.Fault{Kind: FaultWordsGone, Seq: e.Seq, What: string(e.Kind)})
			}
		}
	}
	return faults
}

func wordless(c *cases.Case, seq int64) bool {
	return slices.ContainsFunc(c.Events, func(e cases.Event) bool { return e.Seq == seq && e.Payload == "" })
}

// stateOf works out the state from the kinds of events, which the chain covers also after erasure.
func stateOf(events []cases.Event) cases.State {
	state := cases.StateOpen
	for _, e := range events {
		switch e.Kind {
		case cases.Closed:
			state = cases.StateClosed
		case cases.Reopened:
			state = cases.StateOpen
		case cases.Erased:
			state = cases.StateErased
		}
	}
	return state
}

// checkFiles hashes the evidence of a case; files remembers what was hashed before, since cases can share bytes.
func (s *Store) checkFiles(ctx context.Context, c *cases.Case, files map[string]error) ([]cases.Fault, error) {
	var out []cases.Fault
	for _, e := range c.Events {
		x := exhibit(e)
		if x == nil {
			continue
		}
		if err := ctx.Err(); err != nil {
			return out, err
		}
		state, seen := files[x.SHA256]
		if !seen {
			state = s.checkBlob(ctx, x.SHA256)
			files[x.SHA256] = state
		}
		switch {
		case state == nil:
		case errors.Is(state, fs.ErrNotExist):
			out = append(out, cases.Fault{Kind: FaultFileGone, Seq: e.Seq, What: x.Name})
		case errors.Is(state, errAltered):
			out = append(out, cases.Fault{Kind: FaultFileChanged, Seq: e.Seq, What: x.Name})
		default: // a server that does not answer has lost nothing and altered nothing
			return out, state
		}
	}
	return out, nil
}

func (s *Store) eventsWithoutCase(ctx context.Context) ([]Finding, error) {
	var ids []string
	err := s.db.WithContext(ctx).Model(&cases.Event{}).Distinct("case_id").
		Where("NOT EXISTS (SELECT 1 FROM cases WHERE cases.id = events.case_id)").Order("case_id").Pluck("case_id", &ids).Error
	var out []Finding
	for _, id := range ids {
		out = append(out, Finding{id, cases.Fault{Kind: FaultNoCase}})
	}
	return out, err
}
