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
)

// Info is what the bytes themselves say. Kind comes from the content, never from a file name.
type Info struct {
	Kind        string // jpeg png gif webp pdf text zip heic ... or "unknown"
	MIME        string
	Width       int // as stored, before Orientation is applied
	Height      int
	Orientation int // EXIF, 1 to 8; 1 where none
	Pages       int
	CapturedOn  string   // YYYY-MM-DD as the camera wrote it, or empty: declared by the file, proven by nothing
	Warnings    []string // see the Warn constants
}

// Warnings are keys; the catalogues hold the sentence under "media.warning." + key.
const (
	WarnEmpty         = "empty"
	WarnEncrypted     = "encrypted"       // a password is needed
	WarnBroken        = "broken"          // says it is a picture or PDF and does not open as one
	WarnTruncated     = "truncated"       // ends before its own end mark
	WarnTooLarge      = "too_large"       // kept, but too large to be looked into
	WarnTooSlow       = "too_slow"        // kept, but looking into it took too long
	WarnTooManyPixels = "too_many_pixels" // kept, but never decoded here
	WarnTooSmall      = "too_small"       // a reader may not be able to make it out
	WarnHasLocation   = "has_location"    // holds GPS coordinates
	WarnNotShown      = "not_shown"       // kept and listed, not drawn in papers in this edition
)

// Limits of what is looked at.
const (
	MaxPixels   = 60_000_000 // about the largest phone camera in full resolution
	minWidth    = 300        // below this a screenshot cannot be read on paper
	headBytes   = 64 << 10   // what sniffing sees
	maxPDFBytes = 256 << 20
)

// shown are the kinds that papers draw and pages display in this edition; everything else is kept and listed.
var shown = []string{"jpeg", "png", "pdf", "text"}

// sizeless pictures may keep their size further in than we look; not finding it is no fault.
var sizeless = []string{"tiff", "heic", "avif"}

// Shown reports whether exhibits of this kind are drawn; others are kept as they came and listed by name.
func Shown(kind string) bool { return slices.Contains(shown, kind) }

// IsText reports whether the bytes of this kind are words that can be read: plain text or an e-mail.
func IsText(kind string) bool { return kind == "text" || kind == "eml" }

// Probe says what the bytes are, from their first bytes and headers; pictures are not decoded. The name is not looked
// at: it is what the sender says. An error is a failure to read, never a fault of the content: that is a warning.
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
	case "gif", "webp", "bmp", "heic", "avif", "tiff":
		i.lookHeader(head)
	default:
		return nil
	}
	i.judgePixels()
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
