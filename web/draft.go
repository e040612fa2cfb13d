package web

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"

	"degrau/cases"
	"degrau/cases/intake"
	"degrau/internal/civil"
	"degrau/internal/locale"
	"degrau/internal/store"
)

// draft is what was understood and not yet confirmed, with what the person already changed.
type draft struct {
	id    string
	text  string
	files []upload

	Facts     cases.Facts       `json:"facts"`
	Questions []intake.Question `json:"questions"`
	Settled   []string          `json:"settled"` // paths whose question was answered
	Typed     int               `json:"typed"`   // how much of the text was typed or pasted; the rest came from files
	Refused   []rejected        `json:"refused,omitempty"`
	Opened    string            `json:"opened,omitempty"` // the case that was made of it
}

// upload is one received file, waiting to become evidence.
type upload struct {
	Evidence cases.Evidence `json:"evidence"`
}

// newDraft reads the text and starts a draft of it.
func newDraft(text string, typed int, problem string, files []upload, today civil.Date, l *locale.Localizer) (*draft, error) {
	id, err := uuid.NewRandom()
	if err != nil {
		return nil, fmt.Errorf("new draft id: %w", err)
	}
	r := intake.Read(text, today)
	d := &draft{id: id.String(), text: text, files: files, Facts: r.Facts, Questions: r.Questions, Typed: min(typed, len(text))}
	d.Facts.Language = l.Lang()
	if p := cases.Problem(problem); cases.Known(p, cases.Problems) && !d.Facts.Has(p) {
		for i := len(d.Facts.Problems); i > 0; i-- { // each origin stays with its problem, and the chosen one has none
			from, to := fmt.Sprintf("problems.%d", i-1), fmt.Sprintf("problems.%d", i)
			if o, ok := d.Facts.Origins[from]; ok {
				d.Facts.Origins[to] = o
				delete(d.Facts.Origins, from)
			}
		}
		d.Facts.Problems = append([]cases.Problem{p}, d.Facts.Problems...)
	}
	return d, nil
}

// open reports whether a path still has two readings.
func (d *draft) open(path string) bool {
	return !slices.Contains(d.Settled, path) && slices.ContainsFunc(d.Questions, func(q intake.Question) bool { return q.Field == path })
}

// confirmed returns the facts as the person approved them: what was shown is sure; what still has two readings, or is
// an amount nobody said was paid, stays doubtful.
func (d *draft) confirmed() cases.Facts {
	f := d.Facts
	f.Origins = map[string]cases.Origin{}
	for path, o := range d.Facts.Origins {
		if !d.open(path) && !d.doubtfulAmount(path) {
			o.Certainty = cases.Sure
		}
		f.Origins[path] = o
	}
	for _, q := range d.Questions {
		if _, read := f.Origins[q.Field]; d.open(q.Field) && !read { // a value without an origin would count as stated
			f.Origins[q.Field] = cases.Origin{Span: q.Span, Certainty: cases.Check}
		}
	}
	return f
}

// doubtfulAmount reports whether a path belongs to an amount whose question, paid or not, has no answer yet.
func (d *draft) doubtfulAmount(path string) bool {
	for i := range d.Facts.Payments {
		at := fmt.Sprintf("payments.%d", i)
		if d.asksPaid(i) && (path == at+".amount" || path == at+".role" || path == at) {
			return true
		}
	}
	return false
}

// asksPaid reports whether payment i has to be asked about: the words do not say surely that it was paid.
func (d *draft) asksPaid(i int) bool {
	path := fmt.Sprintf("payments.%d.role", i)
	if slices.Contains(d.Settled, path) {
		return false
	}
	o, read := d.Facts.Origins[path]
	if !read {
		o = d.Facts.Origins[fmt.Sprintf("payments.%d.amount", i)]
	}
	role := d.Facts.Payments[i].Role
	return role == cases.Demanded || o.Certainty == cases.Check && role != cases.Refunded && role != cases.Offered && role != cases.Promised
}

func (s *site) putDraft(ctx context.Context, d *draft, hash string) error {
	reading, err := json.Marshal(d)
	if err != nil {
		return fmt.Errorf("encode draft: %w", err)
	}
	files, err := json.Marshal(d.files)
	if err != nil {
		return fmt.Errorf("encode draft files: %w", err)
	}
	return s.Store.PutDraft(ctx, &store.Draft{ID: d.id, TokenHash: hash, Text: d.text, Reading: string(reading),
		Files: string(files), ExpiresAt: s.Now().Add(draftLife)})
}

func (s *site) loadDraft(ctx context.Context, hash, id string, now time.Time) (*draft, error) {
	if hash == "" {
		return nil, cases.NotFoundf("no_such_draft")
	}
	row, err := s.Store.LoadDraft(ctx, hash, id, now)
	if err != nil {
		return nil, err
	}
	d := &draft{id: row.ID, text: row.Text}
	if err := json.Unmarshal([]byte(row.Reading), d); err != nil {
		return nil, fmt.Errorf("decode draft: %w", err)
	}
	if err := json.Unmarshal([]byte(row.Files), &d.files); err != nil {
		return nil, fmt.Errorf("decode draft files: %w", err)
	}
	return d, nil
}
