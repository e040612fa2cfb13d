package media

import (
	"encoding/binary"
	"time"
)

// wav reads the bytes a second and the size of the sound.
func (f *stretch) wav() time.Duration {
	perSecond := uint64(0)
	for at, n := int64(12), 0; n < 1000; n++ {
		head := f.bytes(at, 8)
		if head == nil {
			return 0
		}
		length := int64(binary.LittleEndian.Uint32(head[4:]))
		switch string(head[:4]) {
		case "fmt ":
			if b := f.bytes(at+8, 16); b != nil {
				perSecond = uint64(binary.LittleEndian.Uint32(b[8:]))
			}
		case "data":
			return span(uint64(max(0, min(length, f.size-at-8))), perSecond)
		}
		at += 8 + length + length%2
	}
	return 0
}

// flac reads the number of samples from the first block, which has to be there.
func (f *stretch) flac() time.Duration {
	b := f.bytes(8, 18)
	if b == nil {
		return 0
	}
	w := binary.BigEndian.Uint64(b[10:])
	return span(w&(1<<36-1), w>>44)
}

// amrSizes are the bytes of a frame of 20 ms by its mode, narrow and wide; 0 ends the count.
var amrSizes = [2][16]int{
	{13, 14, 16, 18, 20, 21, 27, 32, 6, 0, 0, 0, 0, 0, 0, 1},
	{18, 24, 33, 37, 41, 47, 51, 59, 61, 6, 0, 0, 0, 0, 1, 1},
}

// amr counts the frames, as old phones record them; beyond the first megabytes it reckons from their size.
func (f *stretch) amr() time.Duration {
	const frame = 20 * time.Millisecond
	at, sizes := int64(6), amrSizes[0]
	if b := f.bytes(0, 9); b != nil && string(b) == "#!AMR-WB\n" {
		at, sizes = 9, amrSizes[1]
	}
	b := f.some(at, 1<<20)
	frames, used := 0, 0
	for used < len(b) {
		n := sizes[b[used]>>3&15]
		if n == 0 || used+n > len(b) {
			break
		}
		frames, used = frames+1, used+n
	}
	if left := f.size - at; used > 0 && left > int64(len(b)) {
		return time.Duration(float64(frames) * float64(left) / float64(used) * float64(frame))
	}
	return time.Duration(frames) * frame
}
