package cases

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// payload is what is hashed and kept as text: the entry's words plus a random salt. Without the salt, someone could
// guess the words of an erased event ("refunded R$ 100,00") and check the guess against the digest that stays.
type payload struct {
	Salt  string `json:"salt"`
	Entry Entry  `json:"entry"`
}

// encode returns the canonical bytes of an entry: encoding/json with its fixed field order, sorted map keys, no spaces.
func encode(e Entry) (string, error) {
	salt := make([]byte, 16)
	if _, err := rand.Read(salt); err != nil {
		return "", fmt.Errorf("salt: %w", err)
	}
	b, err := json.Marshal(payload{hex.EncodeToString(salt), e})
	return string(b), err
}

// DecodePayload reads back what encode wrote. Unknown fields are an error: a payload of a newer program must not be
// half understood.
func DecodePayload(s string) (Entry, error) {
	var p payload
	dec := json.NewDecoder(strings.NewReader(s))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&p); err != nil {
		return Entry{}, fmt.Errorf("decode event payload: %w", err)
	}
	return p.Entry, nil
}

// sum returns the hex SHA-256 of s.
func sum(s string) string {
	h := sha256.Sum256([]byte(s))
	return hex.EncodeToString(h[:])
}

// link returns the hash of an event: over its place in the chain, its author, its time in UTC microseconds (what both
// databases can keep) and the digest of its words. Fields are separated by a byte that none of them can contain.
func (e Event) link() string {
	return sum(strings.Join([]string{"degrau-event-1", e.OrgID, e.CaseID, strconv.FormatInt(e.Seq, 10), e.ID, string(e.Kind),
		e.Actor, Stamp(e.RecordedAt).Format(time.RFC3339Nano), e.Digest, e.PrevHash}, "\x1f"))
}

// Stamp is the one form in which instants are kept: UTC, whole microseconds, no monotonic part.
func Stamp(t time.Time) time.Time { return t.UTC().Truncate(time.Microsecond) }

// Fault is one thing found wrong with a chain, for verify.
type Fault struct {
	Kind string `json:"kind"` // see the Fault constants
	Seq  int64  `json:"seq,omitempty"`
	What string `json:"what,omitempty"` // the file or event it is about
}

// The kinds of fault. Each is a different finding for the person who asks what happened to a case.
const (
	FaultChanged   = "changed"   // an event's words, or a file's bytes, are not those recorded
	FaultRemoved   = "removed"   // a number is missing
	FaultReordered = "reordered" // the links are there but not in their order
	FaultRewritten = "rewritten" // the chain agrees with itself but not with its signature
	FaultHead      = "head"      // the head does not name the last event
)

// VerifyChain recomputes every link. It wants the events in order of Seq; the signature of the head is checked by the
// store, which holds the key.
func (c *Case) VerifyChain() []Fault {
	var out []Fault
	order := c.byLinks()
	prev, last := "", int64(0)
	for i, e := range c.Events {
		meant := e
		if len(order) == len(c.Events) { // every link is there, so the links say where each event belongs
			meant.Seq = order[e.Hash]
		}
		switch {
		case meant.Seq != e.Seq:
			out = append(out, Fault{Kind: FaultReordered, Seq: e.Seq, What: string(e.Kind)})
		case e.Seq > last+1:
			for s := last + 1; s < e.Seq; s++ {
				out = append(out, Fault{Kind: FaultRemoved, Seq: s})
			}
		case e.PrevHash != prev && (i == 0 || c.Events[i-1].intact()):
			out = append(out, Fault{Kind: FaultChanged, Seq: e.Seq, What: string(e.Kind)})
		}
		if !meant.intact() || e.Payload == "" && c.State != StateErased {
			out = append(out, Fault{Kind: FaultChanged, Seq: e.Seq, What: string(e.Kind)})
		}
		prev, last = e.Hash, e.Seq
	}
	if c.LastSeq != last || c.LastHash != prev {
		out = append(out, Fault{Kind: FaultHead, Seq: c.LastSeq})
	}
	return slices.Compact(out)
}

// intact reports whether the event agrees with its own hash and its words with their digest.
func (e Event) intact() bool {
	return e.link() == e.Hash && (e.Payload == "" || sum(e.Payload) == e.Digest)
}

// byLinks walks the chain from its beginning by hashes and returns each event's place in it.
func (c *Case) byLinks() map[string]int64 {
	next := make(map[string]string, len(c.Events))
	for _, e := range c.Events {
		next[e.PrevHash] = e.Hash
	}
	order := make(map[string]int64, len(c.Events))
	for h, ok := next[""]; ok && order[h] == 0; h, ok = next[h] {
		order[h] = int64(len(order)) + 1
	}
	return order
}

// HeadMessage is what the key outside the database signs: enough to find a chain that was rewritten from its first
// event on and agrees with itself.
func (c *Case) HeadMessage() []byte {
	return []byte(strings.Join([]string{"degrau-head-1", c.OrgID, c.ID, strconv.FormatInt(c.LastSeq, 10), c.LastHash}, "\x1f"))
}
