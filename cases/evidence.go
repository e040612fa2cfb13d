package cases

import (
	"fmt"
	"time"

	"degrau/internal/civil"
)

// Evidence is one exhibit: what is known of the original bytes, which are kept under their SHA-256 and never altered.
type Evidence struct {
	Number     int           `json:"number"` // 1, 2, 3 ... in order of arrival, never used twice in a case
	SHA256     string        `json:"sha256"` // hex, of the bytes as received
	Name       string        `json:"name"`   // the file's own name, as received
	Kind       string        `json:"kind"`   // jpeg png pdf text ... as found in the bytes, never from the name
	Size       int64         `json:"size"`   // bytes
	Width      int           `json:"width,omitempty"`
	Height     int           `json:"height,omitempty"`
	Pages      int           `json:"pages,omitempty"`
	Caption    string        `json:"caption,omitempty"` // what it shows, in the person's words
	CapturedOn civil.Partial `json:"captured_on,omitzero"`
	ReceivedAt time.Time     `json:"received_at"`
	Source     string        `json:"source,omitempty"`   // upload, cli
	Warnings   []string      `json:"warnings,omitempty"` // keys such as duplicate, password, too_small
}

// Label is the exhibit's name in every paper: P1, P2 ...
func (e Evidence) Label() string { return fmt.Sprintf("P%d", e.Number) }
