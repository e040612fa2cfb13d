package pdf

import (
	"encoding/binary"
	"strings"
)

// exifOrientation reads how a camera was held from an Exif segment: 1 to 8, or 0 where it does not say.
func exifOrientation(payload []byte) int {
	const head = "Exif\x00\x00"
	if !strings.HasPrefix(string(payload[:min(len(payload), len(head))]), head) {
		return 0
	}
	tiff := payload[len(head):]
	if len(tiff) < 8 {
		return 0
	}
	var order binary.ByteOrder = binary.LittleEndian
	switch string(tiff[:2]) {
	case "II":
	case "MM":
		order = binary.BigEndian
	default:
		return 0
	}
	at := int64(order.Uint32(tiff[4:]))
	if at+2 > int64(len(tiff)) {
		return 0
	}
	entries := tiff[at+2:]
	for range order.Uint16(tiff[at:]) {
		if len(entries) < 12 {
			break
		}
		const orientation = 0x0112
		if order.Uint16(entries) == orientation {
			return upTo8(int(order.Uint16(entries[8:])))
		}
		entries = entries[12:]
	}
	return 0
}

func upTo8(n int) int {
	if n < 1 || n > 8 {
		return 0
	}
	return n
}
