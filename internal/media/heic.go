package media

import (
	"bytes"
	"encoding/binary"
	"io"
)

// Limits of looking into a HEIC.
const (
	maxMeta  = 1 << 20 // of its table of contents
	maxItems = 10_000
	maxNotes = 256 << 10 // of what the camera wrote
)

// lookHEIC reads the size, the camera's words and whether there is a single picture: a row of them is film.
func (i *Info) lookHEIC(r io.ReadSeeker, head []byte, size int64) error {
	i.lookHeader(head)
	f := &stretch{r: r, size: size}
	from, to, ok := f.box(0, size, "meta")
	if ok {
		if notes := f.notes(from+4, to); notes != nil {
			i.readEXIF(notes)
		}
	} else if _, _, film := f.box(0, size, "moov"); film && i.Kind == "heic" {
		i.warn(WarnUnsupported)
	}
	i.Orientation = 1 // the file's own turning, which decoders obey, is said elsewhere
	i.judgePixels()
	return f.err
}

// notes returns the EXIF block of a HEIC: the item of that type, found through the two tables of the file.
func (f *stretch) notes(from, to int64) []byte {
	at, end, ok := f.box(from, to, "iinf")
	if !ok {
		return nil
	}
	id, ok := noteItem(f.some(at, min(end-at, maxMeta)))
	if !ok {
		return nil
	}
	if at, end, ok = f.box(from, to, "iloc"); !ok {
		return nil
	}
	offset, length := placeOf(f.some(at, min(end-at, maxMeta)), id)
	b := f.bytes(int64(min(offset, 1<<50)), int64(min(length, maxNotes)))
	if len(b) < 4 {
		return nil
	}
	skip := int64(binary.BigEndian.Uint32(b)) + 4 // mostly over "Exif" and two zeros
	if skip > int64(len(b)) {
		return nil
	}
	return bytes.TrimPrefix(b[skip:], []byte("Exif\x00\x00"))
}

// noteItem finds the number of the item of type Exif.
func noteItem(b []byte) (uint32, bool) {
	skip := 6 // version, flags and a count of two bytes
	if len(b) > 0 && b[0] != 0 {
		skip = 8
	}
	for n := 0; n < maxItems && skip+8 <= len(b); n++ {
		entry := b[skip:]
		length := int(binary.BigEndian.Uint32(entry))
		if length < 20 || length > len(entry) {
			return 0, false
		}
		if id := binary.BigEndian.Uint16(entry[12:]); entry[8] == 2 && string(entry[16:20]) == "Exif" {
			return uint32(id), true
		}
		if entry[8] == 3 && length >= 22 && string(entry[18:22]) == "Exif" {
			return binary.BigEndian.Uint32(entry[12:]), true
		}
		skip += length
	}
	return 0, false
}

// placeOf finds where in the file an item is, if it is there in one piece.
func placeOf(b []byte, id uint32) (offset, length uint64) {
	if len(b) < 8 {
		return 0, 0
	}
	c := cursor{b: b[4:]}
	version := b[0]
	sizes := c.take(2)
	offsetSize, lengthSize, baseSize, indexSize := int(sizes>>12&15), int(sizes>>8&15), int(sizes>>4&15), int(sizes&15)
	wide := 2
	if version == 2 {
		wide = 4
	}
	items := c.take(wide)
	for n := uint64(0); n < min(items, maxItems) && !c.over; n++ {
		item, method := c.take(wide), uint64(0)
		if version > 0 {
			method = c.take(2) & 15
		} else {
			indexSize = 0
		}
		c.take(2) // in this very file
		base, pieces := c.take(baseSize), c.take(2)
		for p := uint64(0); p < min(pieces, maxItems) && !c.over; p++ {
			c.take(indexSize)
			offset, length = c.take(offsetSize), c.take(lengthSize)
			if item == uint64(id) && pieces == 1 && method == 0 && !c.over {
				return base + offset, length
			}
		}
	}
	return 0, 0
}

// cursor takes numbers of any size from bytes.
type cursor struct {
	b    []byte
	over bool // more was asked for than there is
}

func (c *cursor) take(size int) uint64 {
	if size > 8 || size > len(c.b) {
		c.over = true
		return 0
	}
	n := uint64(0)
	for _, x := range c.b[:size] {
		n = n<<8 | uint64(x)
	}
	c.b = c.b[size:]
	return n
}
