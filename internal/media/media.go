// Package media looks at bytes of pictures, PDFs and texts and says what they are.
//
// Everything here reads what strangers send: nothing is believed but the bytes, every length is checked against what is
// there, and whatever decodes does so under limits of size and time.
package media

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"time"
)

// Info is what the bytes themselves say. Kind comes from the content, never from a file name.
type Info struct {
	Kind        string // jpeg png gif webp pdf text zip heic ... or "unknown"
	MIME        string
	Width       int // as stored, before Orientation is applied
	Height      int
	Orientation int // EXIF, 1 to 8; 1 where none
	Pages       int
	Duration    time.Duration // of sound and film; 0 where the file does not say
	CapturedOn  string        // YYYY-MM-DD as the camera wrote it, or empty: declared by the file, proven by nothing
	Warnings    []string      // see the Warn constants
}

// Warnings are keys; the catalogues hold the sentence under "media.warning." + key.
const (
	WarnEmpty         = "empty"
	WarnEncrypted     = "encrypted"       // a password is needed
	WarnBroken        = "broken"          // says it is a picture or PDF and does not open as one
	WarnTruncated     = "truncated"       // ends before its own end mark
	WarnUnsupported   = "unsupported"     // a form of its kind that is not read here: a JPEG of 12 bits
	WarnTooLarge      = "too_large"       // kept, but too large to be looked into
	WarnTooSlow       = "too_slow"        // kept, but looking into it took too long
	WarnTooManyPixels = "too_many_pixels" // kept, but never decoded here
	WarnTooSmall      = "too_small"       // a reader may not be able to make it out
	WarnNoDate        = "no_date"         // neither the picture nor its name says when it was made
	WarnHasLocation   = "has_location"    // holds GPS coordinates
	WarnMore          = "more_pictures"   // holds several pictures, of which copies show the first
	WarnWrongName     = "wrong_name"      // the ending of its name promises another kind
	WarnTwoKinds      = "two_kinds"       // opens as a second kind too: what one program shows, another does not
	WarnActive        = "active"          // holds scripts or actions; they are never run here
	WarnAttached      = "attached"        // a PDF with other files inside
	WarnNotShown      = "not_shown"       // kept and listed, not drawn in papers
)

// Limits of what is looked at.
const (
	MaxPixels   = 60_000_000 // about the largest phone camera in full resolution
	minWidth    = 300        // below this a screenshot cannot be read on paper
	headBytes   = 64 << 10   // what sniffing sees
	maxPDFBytes = 256 << 20
)

// shown are the kinds besides pictures that papers draw; everything else is kept and listed.
var shown = []string{"pdf", "text"}

// sizeless pictures may keep their size further in than we look; not finding it is no fault.
var sizeless = []string{"tiff", "heic", "avif"}

// Shown reports whether exhibits of this kind are drawn; others are kept as they came and listed by name.
func Shown(kind string) bool { return IsPicture(kind) || slices.Contains(shown, kind) }

// IsText reports whether the bytes of this kind are words that can be read: plain text or an e-mail.
func IsText(kind string) bool { return kind == "text" || kind == "eml" }

// Probe says what the bytes are, from their first bytes and headers; pictures are not decoded. The name is what the
// sender says: it only gives rise to warnings. An error is a failure to read, never a fault of the content: that is a
// warning.
func Probe(r io.ReadSeeker, size int64, name string) (Info, error) {
	info := Info{Kind: "unknown", MIME: "application/octet-stream", Orientation: 1}
	head, err := readHead(r)
	if err != nil {
		return info, fmt.Errorf("probe: %w", err)
	}
	if len(head) == 0 || size == 0 {
		info.Kind = "empty"
		info.warn(WarnEmpty)
		return info, nil
	}
	info.Kind, info.MIME = sniff(head)
	if err := info.look(r, head, size); err != nil {
		return info, fmt.Errorf("probe %s: %w", info.Kind, err)
	}
	if err := info.suspect(r, head, size, name); err != nil {
		return info, fmt.Errorf("probe %s: %w", info.Kind, err)
	}
	if !Shown(info.Kind) {
		info.warn(WarnNotShown)
	}
	return info, nil
}

// look fills in what the headers of the kind say.
func (i *Info) look(r io.ReadSeeker, head []byte, size int64) error {
	switch i.Kind {
	case "pdf":
		return i.lookPDF(r, size)
	case "zip":
		return i.lookZip(r, size)
	case "jpeg":
		return i.lookJPEG(r, size)
	case "png":
		return i.lookPNG(r, size)
	case "gif":
		return i.lookGIF(r)
	case "webp":
		return i.lookWebP(r, head, size)
	case "tiff":
		return i.lookTIFF(r, size)
	case "heic", "avif":
		return i.lookHEIC(r, head, size)
	case "bmp":
		i.lookHeader(head)
		i.judgePixels()
	default:
		return i.lookSound(r, size)
	}
	return nil
}

// judgePixels warns about pictures that nobody can read and those that are never decoded.
func (i *Info) judgePixels() {
	switch {
	case i.Width <= 0 || i.Height <= 0:
		i.Width, i.Height = 0, 0
		if !slices.Contains(sizeless, i.Kind) {
			i.warn(WarnBroken)
		}
	case int64(i.Width)*int64(i.Height) > MaxPixels:
		i.warn(WarnTooManyPixels)
	case i.uprightWidth() < minWidth:
		i.warn(WarnTooSmall)
	}
}

// uprightWidth is the width once the picture is turned as the camera was held.
func (i *Info) uprightWidth() int {
	if i.Orientation >= 5 {
		return i.Height
	}
	return i.Width
}

func (i *Info) warn(key string) {
	if !slices.Contains(i.Warnings, key) {
		i.Warnings = append(i.Warnings, key)
	}
}

func readHead(r io.ReadSeeker) ([]byte, error) {
	if _, err := r.Seek(0, io.SeekStart); err != nil {
		return nil, err
	}
	head := make([]byte, headBytes)
	n, err := io.ReadFull(r, head)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, err
	}
	return head[:n], nil
}
