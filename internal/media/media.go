// Package media looks at bytes of pictures, PDFs and texts and says what they are.
package media

import "io"

// Info is what the bytes themselves say. Kind comes from the content, never from a file name.
type Info struct {
	Kind        string // jpeg png gif webp pdf text zip heic ... or "unknown"
	MIME        string
	Width       int
	Height      int
	Orientation int // EXIF, 1 to 8; 1 where none
	Pages       int
	Warnings    []string // keys: encrypted, too_large, broken, too_small
}

// Probe looks at the first bytes and headers only; nothing is decoded whole.
func Probe(r io.ReadSeeker, size int64, name string) (Info, error) { return Info{Kind: "unknown"}, nil }

// PDFText returns the text of a PDF's pages, or nothing for a scan. It never panics and stops at limits.
func PDFText(r io.ReaderAt, size int64) ([]string, error) { return nil, nil }
