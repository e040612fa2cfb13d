package store

import (
	"context"
	"slices"
	"strconv"

	"degrau/cases"
)

// enter writes a line into the ledger for what is already committed. A line that cannot be written is no reason to tell
// anybody that their case was not saved: it is, and verify only knows less.
func (s *Store) enter(ctx context.Context, what, caseID string) {
	_ = s.ledger.add(context.WithoutCancel(ctx), s.options, what, caseID)
}

// checkLedger finds the cases that were opened here and are in the database no more. The ledger is read first: whatever
// it says by then was committed before.
func (s *Store) checkLedger(ctx context.Context) ([]Finding, error) {
	t, err := s.ledger.read()
	if err != nil {
		return nil, err
	}
	var out []Finding
	for _, n := range t.faults {
		out = append(out, Finding{"", cases.Fault{Kind: FaultLedger, What: strconv.Itoa(n)}})
	}
	slices.Sort(t.opened)
	for some := range slices.Chunk(slices.Compact(t.opened), 500) {
		var there []string
		if err := s.db.WithContext(ctx).Model(&cases.Case{}).Where("id IN ?", some).Pluck("id", &there).Error; err != nil {
			return out, err
		}
		have := make(map[string]bool, len(there))
		for _, id := range there {
			have[id] = true
		}
		for _, id := range some {
			if !have[id] {
				out = append(out, Finding{id, cases.Fault{Kind: FaultNoCase}})
			}
		}
	}
	return out, nil
}

// withoutTwice keeps one finding for a case that both its events and the ledger miss.
func withoutTwice(found []Finding) []Finding {
	seen := map[string]bool{}
	return slices.DeleteFunc(found, func(f Finding) bool {
		twice := f.Kind == FaultNoCase && seen[f.CaseID]
		seen[f.CaseID] = seen[f.CaseID] || f.Kind == FaultNoCase
		return twice
	})
}
