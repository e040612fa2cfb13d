package store

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode"

	"degrau/cases"
	"degrau/internal/civil"
)

// The open form in which a case leaves one store and enters another: a ZIP file with case.json and the originals.
const (
	archiveFormat  = "degrau-case"
	archiveVersion = 1
	archiveIndex   = "case.json"
	archivePage    = "check.html"
	evidenceFolder = "evidence/"
)

// Listed is what an exported case holds, for a page by which others check it.
type Listed struct {
	Code  string
	On    civil.Date
	Head  string // last link of the chain
	Lang  string // of the case
	Files []ListedFile
}

// ListedFile is one file of the ZIP file.
type ListedFile struct {
	Path   string
	Label  string // of the exhibit
	SHA256 string
	Size   int64
}

// Page writes such a page.
type Page func(w io.Writer, l Listed) error

// listed lists the files under the names that they have in the ZIP file.
func (a *archive) listed(index []byte) Listed {
	sum := sha256.Sum256(index)
	l := Listed{Code: a.Case.Code, On: civil.In(a.Case.UpdatedAt, time.UTC), Head: a.Case.LastHash, Lang: a.lang,
		Files: []ListedFile{{Path: archiveIndex, SHA256: hex.EncodeToString(sum[:]), Size: int64(len(index))}}}
	for _, f := range a.Files {
		label, _, _ := strings.Cut(strings.TrimPrefix(f.Path, evidenceFolder), "-")
		l.Files = append(l.Files, ListedFile{f.Path, label, f.SHA256, f.Size})
	}
	return l
}

// archive is case.json.
type archive struct {
	Format  string         `json:"format"`
	Version int            `json:"format_version"`
	Case    archiveCase    `json:"case"`
	Head    archiveHead    `json:"signature"`
	Events  []archiveEvent `json:"events"`
	Files   []archiveFile  `json:"evidence"`
	lang    string
}

// archiveCase is the head of the chain. The organisation is part of every link's hash.
type archiveCase struct {
	ID        string      `json:"id"`
	OrgID     string      `json:"organisation"`
	Code      string      `json:"code"`
	State     cases.State `json:"state"`
	Version   int64       `json:"version"`
	LastSeq   int64       `json:"last_seq"`
	LastHash  string      `json:"last_hash"`
	CreatedAt time.Time   `json:"created_at"`
	UpdatedAt time.Time   `json:"updated_at"`
}

// archiveHead is the signature of the head by the store that wrote the archive.
type archiveHead struct {
	Algorithm string `json:"algorithm"`
	PublicKey string `json:"public_key"` // base64
	Signature string `json:"signature"`
}

// archiveEvent is one link. Payload is the text that the digest covers, byte for byte; erased events have none.
type archiveEvent struct {
	ID         string     `json:"id"`
	Seq        int64      `json:"seq"`
	Kind       cases.Kind `json:"kind"`
	Actor      string     `json:"actor"`
	RecordedAt time.Time  `json:"recorded_at"`
	Digest     string     `json:"digest"`
	PrevHash   string     `json:"prev_hash"`
	Hash       string     `json:"hash"`
	Payload    string     `json:"payload,omitempty"`
}

// archiveFile is one original in the ZIP file.
type archiveFile struct {
	Path   string `json:"path"`
	Name   string `json:"name"`
	SHA256 string `json:"sha256"`
	Size   int64  `json:"size"`
}

func newArchive(c *cases.Case, k signer) *archive {
	a := &archive{Format: archiveFormat, Version: archiveVersion,
		Case: archiveCase{c.ID, c.OrgID, c.Code, c.State, c.Version, c.LastSeq, c.LastHash, c.CreatedAt, c.UpdatedAt},
		Head: archiveHead{"ed25519", base64.StdEncoding.EncodeToString(k.public()), c.HeadSig}, Files: []archiveFile{}, lang: c.Facts().Language}
	listed := map[string]bool{}
	for _, e := range c.Events {
		a.Events = append(a.Events, archiveEvent{e.ID, e.Seq, e.Kind, e.Actor, e.RecordedAt, e.Digest, e.PrevHash, e.Hash, e.Payload})
		if x := exhibit(e); x != nil && !listed[x.SHA256] {
			listed[x.SHA256] = true
			a.Files = append(a.Files, archiveFile{evidenceFolder + x.Label() + "-" + plainName(x.Name), x.Name, x.SHA256, x.Size})
		}
	}
	return a
}

// plainName makes a file name that every system can unpack.
func plainName(name string) string {
	name = strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("._-", r) {
			return r
		}
		return '_'
	}, name)
	if r := []rune(name); len(r) > 60 {
		name = string(r[len(r)-60:]) // the end says the kind of file
	}
	return strings.TrimRight(name, ".")
}

// toCase turns the archive back into a case. It checks form only; whether it is true is for the chain to say.
func (a *archive) toCase() (*cases.Case, error) {
	h := a.Case
	c := &cases.Case{ID: h.ID, OrgID: h.OrgID, Code: h.Code, State: h.State, Version: h.Version, LastSeq: h.LastSeq, LastHash: h.LastHash,
		HeadSig: a.Head.Signature, CreatedAt: cases.Stamp(h.CreatedAt), UpdatedAt: cases.Stamp(h.UpdatedAt)}
	for i, e := range a.Events {
		ev := cases.Event{ID: e.ID, OrgID: h.OrgID, CaseID: h.ID, Seq: e.Seq, Kind: e.Kind, Actor: e.Actor,
			RecordedAt: cases.Stamp(e.RecordedAt), Digest: e.Digest, PrevHash: e.PrevHash, Hash: e.Hash, Payload: e.Payload}
		if e.Payload != "" {
			var err error
			if ev.Entry, err = cases.DecodePayload(e.Payload); err != nil {
				return nil, broken(fmt.Sprintf("events.%d", i), err)
			}
		}
		c.Events = append(c.Events, ev)
	}
	return c, nil
}

// broken is an archive that cannot be read at all; where says the part that is wrong.
func broken(where string, cause error) *cases.Error {
	e := cases.Invalidf("", "archive_broken", "where", where)
	e.Cause = cause
	return e
}
