package messages

import (
	"encoding/json"
	"fmt"
	"io"
)

// Write writes the small JSON form, one line. It is a copy for speed: whoever doubts it reads the original again.
func (t *Transcript) Write(w io.Writer) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(t); err != nil {
		return fmt.Errorf("write transcript: %w", err)
	}
	return nil
}

// Load reads the JSON form back. One of another version gives false: it is worked out again.
func Load(r io.Reader) (*Transcript, bool) {
	var t Transcript
	if err := json.NewDecoder(r).Decode(&t); err != nil || t.Form != Form {
		return nil, false
	}
	return &t, true
}
