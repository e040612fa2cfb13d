package media

import (
	"bytes"
	"encoding/binary"
	"time"
)

// ogg reads the rate from the first page and the place in time from the last page of the same stream. Voice messages of
// WhatsApp are Opus in this form.
func (f *stretch) ogg() time.Duration {
	const tail = 128 << 10 // a page has at most 64 KB
	head := f.some(0, 256)
	if len(head) < 28 {
		return 0
	}
	serial := head[14:18]
	rate, before := oggRate(head[27+min(int(head[26]), len(head)-27):])
	if rate == 0 {
		return 0
	}
	end := f.some(max(0, f.size-tail), tail)
	for at := bytes.LastIndex(end, []byte("OggS")); at >= 0; at = bytes.LastIndex(end[:at], []byte("OggS")) {
		if at+18 > len(end) || !bytes.Equal(end[at+14:at+18], serial) {
			continue
		}
		place := binary.LittleEndian.Uint64(end[at+6:])
		if place == 1<<64-1 { // no sound ends on this page
			continue
		}
		if place <= before {
			return 0
		}
		return span(place-before, rate)
	}
	return 0
}

// oggRate reads the ticks per second of the place in time, and how many are played before the sound begins.
func oggRate(packet []byte) (rate, before uint64) {
	switch {
	case len(packet) >= 12 && string(packet[:8]) == "OpusHead": // always 48,000 (RFC 7845)
		return 48_000, uint64(binary.LittleEndian.Uint16(packet[10:]))
	case len(packet) >= 16 && string(packet[:7]) == "\x01vorbis":
		return uint64(binary.LittleEndian.Uint32(packet[12:])), 0
	case len(packet) >= 40 && string(packet[:8]) == "Speex   ":
		return uint64(binary.LittleEndian.Uint32(packet[36:])), 0
	}
	return 0, 0
}
