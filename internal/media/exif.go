package media

import (
	"encoding/binary"
	"strings"
	"time"
)

// The tags we read, and the pointers to the places where they are.
const (
	tagWidth       = 0x0100
	tagHeight      = 0x0101
	tagOrientation = 0x0112
	tagExifIFD     = 0x8769
	tagGPSIFD      = 0x8825
	tagCaptured    = 0x9003
	tagLatitude    = 0x0002
	tagLongitude   = 0x0004
)

// maxEntries bounds one directory; cameras write a few dozen.
const maxEntries = 512

// tiffFile reads the directory form that EXIF shares with TIFF. Every offset comes from a stranger and is checked.
type tiffFile struct {
	b     []byte
	order binary.ByteOrder
}

// entry is one field of a directory: its type, its count and where its value or the value's offset stands.
type entry struct {
	kind, count uint32
	at          int
}

// openTIFF reads the head of a TIFF structure and returns it with the offset of its first directory.
func openTIFF(b []byte) (tiffFile, uint32, bool) {
	if len(b) < 8 {
		return tiffFile{}, 0, false
	}
	t := tiffFile{b: b}
	switch string(b[:4]) {
	case "II*\x00":
		t.order = binary.LittleEndian
	case "MM\x00*":
		t.order = binary.BigEndian
	default:
		return tiffFile{}, 0, false
	}
	return t, t.order.Uint32(b[4:]), true
}

// directory returns the entries at an offset by tag; what lies outside the bytes is left out.
func (t tiffFile) directory(offset uint32) map[uint16]entry {
	out := map[uint16]entry{}
	if int64(offset)+2 > int64(len(t.b)) {
		return out
	}
	n := int(t.order.Uint16(t.b[offset:]))
	for i := 0; i < min(n, maxEntries); i++ {
		at := int(offset) + 2 + 12*i
		if at+12 > len(t.b) {
			break
		}
		tag := t.order.Uint16(t.b[at:])
		if _, twice := out[tag]; !twice {
			out[tag] = entry{uint32(t.order.Uint16(t.b[at+2:])), t.order.Uint32(t.b[at+4:]), at + 8}
		}
	}
	return out
}

// number returns the first value of a SHORT or LONG.
func (t tiffFile) number(e entry) uint32 {
	switch e.kind { // an absent entry has kind 0
	case 3:
		return uint32(t.order.Uint16(t.b[e.at:]))
	case 4:
		return t.order.Uint32(t.b[e.at:])
	}
	return 0
}

// text returns an ASCII value.
func (t tiffFile) text(e entry) string {
	if e.kind != 2 || e.count > 1024 {
		return ""
	}
	from := int64(e.at)
	if e.count > 4 {
		from = int64(t.order.Uint32(t.b[e.at:]))
	}
	if from+int64(e.count) > int64(len(t.b)) {
		return ""
	}
	return strings.TrimRight(string(t.b[from:from+int64(e.count)]), "\x00 ")
}

// readEXIF takes orientation, capture day and the presence of a place from an EXIF block (without its "Exif\0\0").
func (i *Info) readEXIF(b []byte) {
	t, first, ok := openTIFF(b)
	if !ok {
		return
	}
	root := t.directory(first)
	if o := t.number(root[tagOrientation]); o >= 1 && o <= 8 {
		i.Orientation = int(o)
	}
	if sub, ok := root[tagExifIFD]; ok {
		if e, ok := t.directory(t.number(sub))[tagCaptured]; ok {
			i.CapturedOn = captureDay(t.text(e))
		}
	}
	if gps, ok := root[tagGPSIFD]; ok {
		places := t.directory(t.number(gps))
		_, lat := places[tagLatitude]
		_, lon := places[tagLongitude]
		if lat || lon {
			i.warn(WarnHasLocation)
		}
	}
}

// captureDay turns "2026:03:15 14:02:11" into 2026-03-15. Cameras without a set clock write zeros or 1980.
func captureDay(s string) string {
	if len(s) < 10 {
		return ""
	}
	t, err := time.Parse("2006:01:02", s[:10])
	if err != nil || t.Year() < 1990 {
		return ""
	}
	return t.Format(time.DateOnly)
}
