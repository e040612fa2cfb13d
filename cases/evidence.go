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
	DurationMS int64         `json:"duration_ms,omitempty"` // of sound and film
	Caption    string        `json:"caption,omitempty"`     // what it shows, in the person's words
	CapturedOn civil.Partial `json:"captured_on,omitzero"`
	CapturedBy string        `json:"captured_by,omitempty"` // who says CapturedOn: file or person; neither proves it
	Language   string        `json:"language,omitempty"`    // of the words in it, as read or as somebody says: pt, en, zh ...
	Shows      []string      `json:"shows,omitempty"`       // ids of the proofs that it is, as packs name them: payment, tracking
	Of         string        `json:"of,omitempty"`          // label of the exhibit whose words these are in writing
	As         string        `json:"as,omitempty"`          // how: AsTranslation or AsTranscript
	MadeBy     string        `json:"made_by,omitempty"`     // who translated, or wrote down what is heard
	Sworn      bool          `json:"sworn,omitempty"`       // by a sworn translator
	Covered    []Cover       `json:"covered,omitempty"`     // what copies of it do not show
	Public     bool          `json:"public,omitempty"`      // the person lets anybody see its copy: papers for public sites may show it
	ReceivedAt time.Time     `json:"received_at"`           // when the bytes came, which may be before they became an exhibit
	Source     string        `json:"source,omitempty"`      // the way they came: see Sources
	Warnings   []string      `json:"warnings,omitempty"`    // keys such as duplicate, password, too_small
}

// The ways evidence comes in. Whoever brought it is the actor of its event.
const (
	FromWeb    = "web"    // a form of the site
	FromCLI    = "cli"    // the command line
	FromShare  = "share"  // the share menu of a phone
	FromImport = "import" // a list of cases, or an archive that was unpacked
	FromMail   = "mail"   // an attachment of an e-mail
)

// Sources are all of them. "upload" is what the site said before it had more than one door.
var Sources = []string{FromWeb, FromCLI, FromShare, FromImport, FromMail, "upload"}

// pictured are the kinds of pictures of which copies can be made.
var pictured = []string{"jpeg", "png", "gif", "webp", "heic", "bmp", "tiff"}

// IsPicture reports whether it is a picture of which copies can be made.
func (x Evidence) IsPicture() bool { return Known(x.Kind, pictured) }

// located is the warning of files that say where they were made.
const located = "has_location"

// HasLocation reports whether its bytes say where it was made.
func (x Evidence) HasLocation() bool { return Known(located, x.Warnings) }

// heard are the kinds of sound and film, of which paper shows nothing.
var heard = []string{"mp3", "m4a", "ogg", "wav", "amr", "aac", "flac", "mp4", "mov", "3gp", "webm", "avi"}

// IsHeard reports whether it is sound or film: what is said in it reaches a paper only in writing.
func (x Evidence) IsHeard() bool { return Known(x.Kind, heard) }

// How one exhibit renders another.
const (
	AsTranslation = "translation"
	AsTranscript  = "transcript" // of what is heard, or of a picture's words
)

// Who says when something was captured.
const (
	SaidByFile   = "file"
	SaidByPerson = "person"
)

// Check reports what cannot be said of an exhibit; at is the path used in the error.
func (x Evidence) Check(at string) error {
	if err := texts(at, append([]string{x.Name, x.Kind, x.Caption, x.MadeBy}, x.Warnings...)...); err != nil {
		return err
	}
	if err := x.checkRendering(at); err != nil {
		return err
	}
	if err := x.checkCovers(at); err != nil {
		return err
	}
	if err := checkShows(at+".shows", x.Shows); err != nil {
		return err
	}
	switch {
	case x.Size < 0:
		return Invalidf(at+".size", "out_of_range", "n", x.Size)
	case x.DurationMS < 0:
		return Invalidf(at+".duration_ms", "out_of_range", "n", x.DurationMS)
	case x.Public && !x.IsPicture():
		return Invalidf(at+".public", "public_only_pictures")
	case x.Source != "" && !Known(x.Source, Sources):
		return Invalidf(at+".source", "wrong_kind")
	case x.CapturedBy != "" && !Known(x.CapturedBy, []string{SaidByFile, SaidByPerson}):
		return Invalidf(at+".captured_by", "wrong_kind")
	}
	return nil
}

// saidOf is the exhibit with what was last said of it. What the bytes are and how they came is said once, when they come.
func (x Evidence) saidOf(said Evidence) Evidence {
	said.Number, said.SHA256, said.Name, said.Kind, said.Size = x.Number, x.SHA256, x.Name, x.Kind, x.Size
	said.Width, said.Height, said.Pages, said.DurationMS = x.Width, x.Height, x.Pages, x.DurationMS
	said.ReceivedAt, said.Source, said.Warnings = x.ReceivedAt, x.Source, x.Warnings
	return said
}

// Label is the exhibit's name in every paper: P1, P2 ...
func (x Evidence) Label() string { return fmt.Sprintf("P%d", x.Number) }
