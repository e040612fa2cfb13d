package pdf

import (
	"bufio"
	"encoding/binary"
	"errors"
	"io"

	"degrau/reports/paper"
)

// jpegInfo is what the head of a JPEG says, enough to embed its bytes untouched.
type jpegInfo struct {
	width, height int
	components    int
	adobe         bool // Adobe's CMYK is stored inverted
	size          int64
	scan          int64 // where the first scan starts
	orientation   int   // as the camera noted it
}

// jpegSheets reads the head of a JPEG; its bytes are streamed when the paper is written.
func (b *builder) jpegSheets(r io.ReadSeeker, e paper.Exhibit) ([]exhibitSheet, error) {
	info, err := readJPEG(r)
	if err != nil {
		return nil, refusal{reasonBroken, err}
	}
	p := picture{jpeg: info, sha256: e.SHA256, label: e.Label, orientation: e.Orientation}
	if p.orientation == 0 {
		p.orientation = info.orientation
	}
	if b.strip {
		if info.size, err = strippedSize(r); err != nil {
			return nil, refusal{reasonBroken, err}
		}
	}
	w, h := info.width, info.height
	if p.orientation >= 5 && p.orientation <= 8 {
		w, h = h, w
	}
	return b.slices(b.add(p), w, h), nil
}

var (
	errNotJPEG     = errors.New("not a JPEG that PDF readers know")
	errCutJPEG     = errors.New("JPEG ends before its end")
	errStrangeJPEG = errors.New("JPEG with an unusual number of colours or bits")
)

// readJPEG walks the segments up to the first scan and makes sure that an end follows.
func readJPEG(r io.ReadSeeker) (*jpegInfo, error) {
	size, err := r.Seek(0, io.SeekEnd)
	if err != nil {
		return nil, err
	}
	if _, err := r.Seek(0, io.SeekStart); err != nil {
		return nil, err
	}
	info := &jpegInfo{size: size}
	if err := info.segments(bufio.NewReaderSize(r, 4096)); err != nil {
		return nil, err
	}
	if info.width == 0 || info.height == 0 {
		return nil, errNotJPEG
	}
	return info, hasEnd(r, info.scan, size)
}

// segment is a marker with the length of what follows it.
type segment struct {
	marker byte
	length int // of the payload
}

func (i *jpegInfo) segments(r *bufio.Reader) error {
	if _, err := r.Discard(2); err != nil {
		return err
	}
	at := int64(2)
	for {
		s, n, err := nextSegment(r)
		if err != nil {
			return err
		}
		at += int64(n)
		if s.marker == 0xDA {
			i.scan = at + int64(s.length)
			return nil
		}
		if err := i.segment(r, s); err != nil {
			return err
		}
		at += int64(s.length)
	}
}

// segment reads the segments that matter and passes over the others, which may be long.
func (i *jpegInfo) segment(r *bufio.Reader, s segment) error {
	if !frameMarker(s.marker) && s.marker != 0xEE && s.marker != 0xE1 {
		_, err := r.Discard(s.length)
		return err
	}
	payload := make([]byte, s.length)
	if _, err := io.ReadFull(r, payload); err != nil {
		return err
	}
	if frameMarker(s.marker) {
		return i.frame(s.marker, payload)
	}
	if o := exifOrientation(payload); s.marker == 0xE1 && o > 0 && i.orientation == 0 {
		i.orientation = o
	}
	i.adobe = i.adobe || s.marker == 0xEE && len(payload) >= 12 && string(payload[:5]) == "Adobe"
	return nil
}

// frameMarker reports whether a marker starts a frame, of whatever kind.
func frameMarker(m byte) bool {
	return m >= 0xC0 && m <= 0xCF && m != 0xC4 && m != 0xC8 && m != 0xCC
}

// nextSegment reads a marker and its length; n counts the bytes read.
func nextSegment(r *bufio.Reader) (s segment, n int, err error) {
	b, err := r.ReadByte()
	if err != nil {
		return s, 0, err
	}
	if b != 0xFF {
		return s, 0, errNotJPEG
	}
	n = 1
	for b == 0xFF { // markers may be padded
		if b, err = r.ReadByte(); err != nil {
			return s, n, err
		}
		n++
	}
	if b == 0x00 || b == 0xD9 || b >= 0xD0 && b <= 0xD8 || b == 0x01 {
		return s, n, errNotJPEG
	}
	var length [2]byte
	if _, err := io.ReadFull(r, length[:]); err != nil {
		return s, n, err
	}
	s = segment{b, int(binary.BigEndian.Uint16(length[:])) - 2}
	if s.length < 0 {
		return s, n, errNotJPEG
	}
	return s, n + 2, nil
}

// frame reads a start of frame: baseline, extended and progressive Huffman only, eight bits.
func (i *jpegInfo) frame(marker byte, p []byte) error {
	if marker > 0xC2 || i.width != 0 {
		return errNotJPEG
	}
	if len(p) < 6 || p[0] != 8 || len(p) < 6+3*int(p[5]) {
		return errStrangeJPEG
	}
	i.height = int(binary.BigEndian.Uint16(p[1:]))
	i.width = int(binary.BigEndian.Uint16(p[3:]))
	i.components = int(p[5])
	if i.components != 1 && i.components != 3 && i.components != 4 {
		return errStrangeJPEG
	}
	return nil
}

// colourSpace is the PDF's name for the colours of a JPEG.
func (i *jpegInfo) colourSpace() string {
	switch i.components {
	case 1:
		return "/DeviceGray"
	case 4:
		if i.adobe {
			return "/DeviceCMYK /Decode [1 0 1 0 1 0 1 0]"
		}
		return "/DeviceCMYK"
	}
	return "/DeviceRGB"
}

// hasEnd looks for the end marker, from the back: cameras append things behind it.
func hasEnd(r io.ReadSeeker, scan, size int64) error {
	const step = 64 << 10
	buf := make([]byte, step+1)
	for end := size; end > scan; end -= step {
		start := max(scan, end-step)
		if _, err := r.Seek(start, io.SeekStart); err != nil {
			return err
		}
		n := min(int64(len(buf)), min(end+1, size)-start)
		if _, err := io.ReadFull(r, buf[:n]); err != nil {
			return err
		}
		if indexOf(buf[:n], "\xFF\xD9") >= 0 {
			return nil
		}
	}
	return errCutJPEG
}
