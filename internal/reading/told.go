package reading

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"degrau/cases"
	"degrau/cases/messages"
)

// Told is what an exhibit's words tell, in short. It is small where a transcript may be large.
type Told struct {
	Source      messages.Source        `json:"source"` // whatsapp email chat ...
	Messages    int                    `json:"messages"`
	Language    string                 `json:"language,omitempty"` // of most words, as far as letters and words tell
	DateOrder   string                 `json:"date_order,omitempty"`
	OrderSure   bool                   `json:"order_sure,omitempty"`
	People      []messages.Participant `json:"people"`
	Attachments []messages.Attachment  `json:"attachments"`
	Warnings    []string               `json:"-"` // keys, as an exhibit keeps them
	Talk        bool                   `json:"-"` // people speak in turn
	Suggestions []messages.Suggestion  `json:"-"` // all of them; see Fresh
}

// Told reads an exhibit, or remembers it; nil where it holds no words.
func (r *Reader) Told(ctx context.Context, x cases.Evidence, f cases.Facts) (*Told, error) {
	names := Names(f)
	key := strings.Join(append(append([]string{x.SHA256, x.Kind, x.Name, day(x).String(), fmt.Sprint(names.Sides)}, names.Consumer...), names.Company...), "\x1f")
	if t, ok := r.kept.get(key); ok {
		return t, nil
	}
	r.one.Lock()
	defer r.one.Unlock()
	if t, ok := r.kept.get(key); ok { // somebody else read it meanwhile
		return t, nil
	}
	t, err := r.Transcript(ctx, x, f)
	var fault *cases.Error
	if errors.Is(err, messages.ErrNoWords) || errors.As(err, &fault) && fault.Kind == cases.Invalid {
		r.kept.put(key, nil)
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	told := &Told{Source: t.Source, Messages: len(t.Messages), Language: t.Language(), DateOrder: t.DateOrder, OrderSure: t.OrderSure, People: t.People,
		Attachments: t.Attachments, Talk: t.Talk(), Suggestions: t.Suggest(day(x))}
	for _, key := range t.Keys() {
		if key != messages.WarnMachineRead { // of the reading, not of the exhibit
			told.Warnings = append(told.Warnings, key)
		}
	}
	r.kept.put(key, told)
	return told, nil
}

// Fresh is what the exhibit with the label suggests and the case neither holds nor has turned down. Of an exhibit without
// words it is nothing.
func (t *Told) Fresh(label string, f cases.Facts) []messages.Suggestion {
	if t == nil {
		return nil
	}
	no, out := ignored(f), []messages.Suggestion{}
	for _, s := range messages.Fresh(t.Suggestions, f) {
		if s = s.For(label); !slices.Contains(no, s.ID) {
			out = append(out, s)
		}
	}
	return out
}

// Describe adds to an exhibit what its words warn of, and their language where nobody has said it.
func (t *Told) Describe(x cases.Evidence) cases.Evidence {
	if t == nil {
		return x
	}
	x.Warnings = t.AddWarnings(x.Warnings)
	if x.Language == "" {
		x.Language = t.Language
	}
	return x
}

// AddWarnings adds what the words warn of to an exhibit's own warnings.
func (t *Told) AddWarnings(own []string) []string {
	if t == nil {
		return own
	}
	out := slices.Clone(own)
	for _, key := range t.Warnings {
		if !slices.Contains(out, key) {
			out = append(out, key)
		}
	}
	return out
}

// shelf remembers what was read lately, the oldest first.
type shelf struct {
	mu   sync.Mutex
	rows []shelved
}

type shelved struct {
	key  string
	told *Told
}

// maxKept is how many exhibits are remembered.
const maxKept = 200

func (s *shelf) get(key string) (*Told, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, r := range s.rows {
		if r.key == key {
			return r.told, true
		}
	}
	return nil, false
}

func (s *shelf) put(key string, t *Told) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.rows = append(s.rows, shelved{key, t}); len(s.rows) > maxKept {
		s.rows = slices.Delete(s.rows, 0, 1)
	}
}
