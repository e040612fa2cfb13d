package store

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/google/uuid"

	"degrau/cases"
)

var (
	codeForm = regexp.MustCompile(`^[2-9A-Z]{4}-[2-9A-Z]{4}$`)
	hashForm = regexp.MustCompile(`^[0-9a-f]{64}$`)
)

// checkForm refuses what this program can never have written, before anything of it reaches the database or a plan: a
// forger can sign with a key of their own and make every hash agree.
func checkForm(c *cases.Case) error {
	if !isUUID(c.ID) || !isUUID(c.OrgID) {
		return broken("case.id", nil)
	}
	if !codeForm.MatchString(c.Code) {
		return broken("case.code", nil)
	}
	if len(c.Events) == 0 || c.Events[0].Kind != cases.Opened || c.Version != c.LastSeq {
		return broken("events", nil)
	}
	exhibits, ids := map[int]bool{}, map[string]bool{}
	for i, e := range c.Events {
		at := fmt.Sprintf("events.%d", i)
		if err := checkEventForm(e, at); err != nil {
			return err
		}
		if ids[e.ID] {
			return broken(at, errors.New("id used twice"))
		}
		ids[e.ID] = true
		if c.State == cases.StateErased && e.Kind != cases.Erased && e.Payload != "" {
			return broken(at, errors.New("an erased case has words"))
		}
		if x := exhibit(e); x != nil {
			if x.Number < 1 || exhibits[x.Number] || !hashForm.MatchString(x.SHA256) {
				return broken(at, errors.New("exhibit number or digest"))
			}
			if err := x.Check(at); err != nil {
				return broken(at, err)
			}
			exhibits[x.Number] = true
		}
	}
	return nil
}

func checkEventForm(e cases.Event, at string) error {
	if !isUUID(e.ID) || !cases.Known(e.Kind, cases.Kinds) || !hashForm.MatchString(e.Digest) || !hashForm.MatchString(e.Hash) {
		return broken(at, nil)
	}
	if len(e.Actor) > 200 || !utf8.ValidString(e.Actor) || strings.ContainsAny(e.Actor, "\x00\x1f") || strings.ContainsRune(e.Payload, 0) {
		return broken(at, errors.New("characters that cannot be kept"))
	}
	if y := e.RecordedAt.Year(); y < 2000 || y > 9999 {
		return broken(at, errors.New("time out of range"))
	}
	if e.Payload == "" {
		return nil
	}
	if e.Entry.Kind != e.Kind {
		return broken(at, errors.New("words of another kind"))
	}
	if e.Kind == cases.EvidenceAdded && e.Entry.Exhibit == nil || e.Kind == cases.Opened && e.Entry.Facts == nil {
		return broken(at, errors.New("words missing"))
	}
	if err := e.Entry.Check(at); err != nil {
		return broken(at, err)
	}
	if e.Entry.Facts != nil {
		if err := e.Entry.Facts.Check(); err != nil {
			return broken(at, err)
		}
	}
	return nil
}

func isUUID(s string) bool {
	u, err := uuid.Parse(s)
	return err == nil && u.String() == s
}
