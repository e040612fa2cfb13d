package media

import (
	"encoding/binary"
	"time"
)

// maxBoxesRead bounds the walk through an MP4's boxes.
const maxBoxesRead = 20_000

// mp4 reads the duration of the family of MP4, MOV, M4A and 3GP: in the movie's header, or, where a phone wrote the film
// in fragments, in the header of those.
func (f *stretch) mp4() time.Duration {
	from, to, ok := f.box(0, f.size, "moov")
	if !ok {
		return 0
	}
	at, end, ok := f.box(from, to, "mvhd")
	if !ok {
		return 0
	}
	b := f.some(at, min(32, end-at))
	if len(b) < 20 {
		return 0
	}
	scale, length := binary.BigEndian.Uint32(b[12:]), uint64(binary.BigEndian.Uint32(b[16:]))
	if b[0] == 1 {
		if len(b) < 32 {
			return 0
		}
		scale, length = binary.BigEndian.Uint32(b[20:]), binary.BigEndian.Uint64(b[24:])
	}
	if length == 0 {
		length = f.fragments(from, to)
	}
	return span(length, uint64(scale))
}

// fragments reads the length of a film in fragments.
func (f *stretch) fragments(from, to int64) uint64 {
	from, to, ok := f.box(from, to, "mvex")
	if !ok {
		return 0
	}
	at, end, ok := f.box(from, to, "mehd")
	if !ok {
		return 0
	}
	switch b := f.some(at, min(12, end-at)); {
	case len(b) >= 12 && b[0] == 1:
		return binary.BigEndian.Uint64(b[4:])
	case len(b) >= 8:
		return uint64(binary.BigEndian.Uint32(b[4:]))
	}
	return 0
}

// box finds the first box of a name between two places and returns where its content starts and ends.
func (f *stretch) box(from, to int64, name string) (start, end int64, ok bool) {
	for n := 0; n < maxBoxesRead && from+8 <= to; n++ {
		head := f.some(from, 16)
		if len(head) < 8 {
			return 0, 0, false
		}
		length, skip := int64(binary.BigEndian.Uint32(head)), int64(8)
		switch {
		case length == 0: // to the end
			length = to - from
		case length == 1 && len(head) == 16:
			length, skip = int64(binary.BigEndian.Uint64(head[8:])), 16
		}
		if length < skip || length > to-from {
			return 0, 0, false
		}
		if string(head[4:8]) == name {
			return from + skip, from + length, true
		}
		from += length
	}
	return 0, 0, false
}
