package web

import (
	"errors"

	"degrau/cases"
	"degrau/internal/locale"
	"degrau/internal/store"
)

// sentence says an error in words, or nothing where it has none for people.
func (s *site) sentence(l *locale.Localizer, err error) string {
	var e *cases.Error
	if !errors.As(err, &e) {
		return ""
	}
	text, ok := l.ErrorText(e.Key, e.Args)
	if !ok {
		return ""
	}
	return text
}

// busy reports whether the place could not take the write just now: locked for too long, or full.
func busy(err error) bool { return errors.Is(err, store.ErrLocked) || errors.Is(err, store.ErrFull) }
