package cases

import (
	"errors"
	"fmt"
)

// ErrorKind sorts the errors that people can cause. Everything else is internal.
type ErrorKind int

// The kinds. The edges map them to exit codes and HTTP statuses.
const (
	Invalid ErrorKind = iota + 1
	NotFound
	Conflict
)

// Error is a fault a person can mend. Key names a sentence in the catalogues ("error." + Key); Field is the path of the
// fact it is about; Args fill the sentence's gaps. Error() is the English form for logs and for --help.
type Error struct {
	Kind  ErrorKind
	Field string
	Key   string
	Args  map[string]any
	Cause error
}

func (e *Error) Error() string {
	s := e.Key
	if e.Field != "" {
		s = e.Field + ": " + s
	}
	if len(e.Args) > 0 {
		s += fmt.Sprintf(" %v", e.Args)
	}
	if e.Cause != nil {
		s += ": " + e.Cause.Error()
	}
	return s
}

func (e *Error) Unwrap() error { return e.Cause }

// Invalidf is an Invalid error for one field; args are pairs of name and value.
func Invalidf(field, key string, args ...any) *Error { return newError(Invalid, field, key, args) }

// NotFoundf is a NotFound error.
func NotFoundf(key string, args ...any) *Error { return newError(NotFound, "", key, args) }

// Conflictf is a Conflict error.
func Conflictf(key string, args ...any) *Error { return newError(Conflict, "", key, args) }

func newError(k ErrorKind, field, key string, pairs []any) *Error {
	e := &Error{Kind: k, Field: field, Key: key}
	for i := 0; i+1 < len(pairs); i += 2 {
		if e.Args == nil {
			e.Args = map[string]any{}
		}
		e.Args[fmt.Sprint(pairs[i])] = pairs[i+1]
	}
	return e
}

// IsKind reports whether err is, or wraps, an Error of the kind.
func IsKind(err error, k ErrorKind) bool {
	var e *Error
	return errors.As(err, &e) && e.Kind == k
}
