package pdf

import (
	"bufio"
	"encoding/binary"
	"io"
	"strings"
)

// stripJPEG copies a JPEG without what it carries besides the picture: Exif with place and camera, XMP, IPTC, comments,
// previews, and whatever follows the end. Pixels stay as they are. Kept are the head of JFIF and Adobe's transform.
func stripJPEG(w io.Writer, r io.ReadSeeker) (int64, error) {
	if _, err := r.Seek(0, io.SeekStart); err != nil {
		return 0, err
	}
	in := bufio.NewReaderSize(r, 64<<10)
	out := &counter{w: w}
	if _, err := in.Discard(2); err != nil {
		return 0, err
	}
	out.write([]byte{0xFF, 0xD8})
	for {
		marker, err := copySegment(out, in)
		if err != nil {
			return out.n, err
		}
		for marker == 0xDA {
			if marker, err = copyScan(out, in); err != nil {
				return out.n, err
			}
			if marker == 0xD9 {
				out.write([]byte{0xFF, 0xD9})
				return out.n, out.err
			}
			if err := copyPayload(out, in, marker); err != nil {
				return out.n, err
			}
		}
		if out.err != nil {
			return out.n, out.err
		}
	}
}

func strippedSize(r io.ReadSeeker) (int64, error) { return stripJPEG(io.Discard, r) }

// counter counts what is written and keeps the first error.
type counter struct {
	w   io.Writer
	n   int64
	err error
}

func (c *counter) write(p []byte) {
	if c.err == nil {
		_, c.err = c.w.Write(p)
		c.n += int64(len(p))
	}
}

// copySegment copies or drops one segment outside a scan and returns its marker.
func copySegment(out *counter, in *bufio.Reader) (byte, error) {
	s, _, err := nextSegment(in)
	if err != nil {
		return 0, err
	}
	payload := make([]byte, s.length)
	if _, err := io.ReadFull(in, payload); err != nil {
		return 0, err
	}
	if kept, ok := stripped(s.marker, payload); ok {
		writeSegment(out, s.marker, kept)
	}
	return s.marker, nil
}

// copyPayload copies what follows a marker met at the end of a scan.
func copyPayload(out *counter, in *bufio.Reader, marker byte) error {
	var length [2]byte
	if _, err := io.ReadFull(in, length[:]); err != nil {
		return err
	}
	n := int(binary.BigEndian.Uint16(length[:])) - 2
	if n < 0 {
		return errNotJPEG
	}
	payload := make([]byte, n)
	if _, err := io.ReadFull(in, payload); err != nil {
		return err
	}
	if kept, ok := stripped(marker, payload); ok {
		writeSegment(out, marker, kept)
	}
	return nil
}

func writeSegment(out *counter, marker byte, payload []byte) {
	n := len(payload) + 2
	out.write([]byte{0xFF, marker, byte(n >> 8), byte(n)})
	out.write(payload)
}

// stripped is what stays of a segment, or nothing. The small picture in JFIF may show what was cut off later, and the profile of a
// screen may be called after its owner; readers take the colours from the PDF.
func stripped(marker byte, payload []byte) (kept []byte, ok bool) {
	head := string(payload[:min(len(payload), 12)])
	switch {
	case marker == 0xE0 && strings.HasPrefix(head, "JFIF\x00") && len(payload) >= jfif:
		payload = append([]byte{}, payload[:jfif]...)
		payload[jfif-2], payload[jfif-1] = 0, 0 // no columns and no rows of a small picture
		return payload, true
	case marker == 0xEE:
		return payload, strings.HasPrefix(head, "Adobe")
	case marker == 0xFE || marker >= 0xE0 && marker <= 0xEF:
		return nil, false
	}
	return payload, true
}

// jfif is the length of a JFIF head without a small picture.
const jfif = 14

// copyScan copies the coded picture up to the next marker that is not part of it, and returns that marker.
func copyScan(out *counter, in *bufio.Reader) (byte, error) {
	for {
		chunk, err := in.ReadSlice(0xFF)
		if err == bufio.ErrBufferFull {
			out.write(chunk)
			continue
		}
		if err != nil {
			return 0, errCutJPEG
		}
		out.write(chunk[:len(chunk)-1])
		b, err := in.ReadByte()
		for err == nil && b == 0xFF {
			b, err = in.ReadByte()
		}
		if err != nil {
			return 0, errCutJPEG
		}
		if b != 0x00 && (b < 0xD0 || b > 0xD7) {
			return b, nil
		}
		out.write([]byte{0xFF, b})
		if out.err != nil {
			return 0, out.err
		}
	}
}
