package media

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"io"
)

// maxSegments bounds the walk through a JPEG's head; real ones have a few dozen.
const maxSegments = 2000

// lookJPEG walks the segments up to the picture itself: size from the frame header, EXIF from APP1.
func (i *Info) lookJPEG(r io.ReadSeeker, size int64) error {
	if _, err := r.Seek(2, io.SeekStart); err != nil {
		return err
	}
	br := bufio.NewReader(r)
	for n := 0; n < maxSegments; n++ {
		marker, length, err := nextSegment(br)
		if err != nil {
			break // a picture that ends in its head has no size and is called broken below
		}
		if marker == 0xda || marker == 0xd9 { // the scan begins, or the picture ends
			break
		}
		switch {
		case marker == 0xe1, isFrame(marker):
			body := make([]byte, length)
			if _, err := io.ReadFull(br, body); err != nil {
				n = maxSegments
				break
			}
			i.readSegment(marker, body)
		default:
			if _, err := br.Discard(length); err != nil {
				n = maxSegments
			}
		}
	}
	i.judgePixels()
	whole, err := endsWith(r, size, []byte{0xff, 0xd9})
	if err == nil && !whole && i.Width > 0 {
		i.warn(WarnTruncated)
	}
	return err
}

func (i *Info) readSegment(marker byte, body []byte) {
	if marker == 0xe1 {
		if rest, ok := bytes.CutPrefix(body, []byte("Exif\x00\x00")); ok {
			i.readEXIF(rest)
		}
		return
	}
	if marker > 0xc2 || len(body) > 0 && body[0] != 8 { // without loss, arithmetic, or more than eight bits a colour
		i.warn(WarnUnsupported)
	}
	if len(body) >= 6 {
		i.Height, i.Width = int(binary.BigEndian.Uint16(body[1:])), int(binary.BigEndian.Uint16(body[3:]))
	}
}

// nextSegment returns the next marker and the length of what follows its length field.
func nextSegment(br *bufio.Reader) (marker byte, length int, err error) {
	c, err := br.ReadByte()
	if err != nil {
		return 0, 0, err
	}
	if c != 0xff {
		return 0, 0, errors.New("no marker")
	}
	for c == 0xff { // fill bytes
		if c, err = br.ReadByte(); err != nil {
			return 0, 0, err
		}
	}
	if c == 0xda || c == 0xd9 || c == 0x01 || c >= 0xd0 && c <= 0xd7 {
		return c, 0, nil
	}
	var b [2]byte
	if _, err := io.ReadFull(br, b[:]); err != nil {
		return 0, 0, err
	}
	length = int(binary.BigEndian.Uint16(b[:])) - 2
	if length < 0 {
		return 0, 0, errors.New("negative segment")
	}
	return c, length, nil
}

// isFrame reports whether the marker is a start of frame, which carries the size.
func isFrame(m byte) bool {
	return m >= 0xc0 && m <= 0xcf && m != 0xc4 && m != 0xc8 && m != 0xcc
}

// endsWith looks for an end mark in the last bytes: phones add data of their own behind it.
func endsWith(r io.ReadSeeker, size int64, mark []byte) (bool, error) {
	return tailHolds(r, size, 64<<10, mark)
}

func tailHolds(r io.ReadSeeker, size, tail int64, mark []byte) (bool, error) {
	if _, err := r.Seek(max(0, size-tail), io.SeekStart); err != nil {
		return false, err
	}
	b, err := io.ReadAll(io.LimitReader(r, tail))
	if err != nil {
		return false, err
	}
	return bytes.Contains(b, mark), nil
}
