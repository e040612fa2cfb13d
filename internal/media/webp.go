package media

import (
	"bytes"
	"encoding/binary"
	"io"
)

// lookWebP reads the size, and walks the chunks of the extended form for what the camera wrote.
func (i *Info) lookWebP(r io.ReadSeeker, head []byte, size int64) error {
	const maxChunks, maxEXIF, moves = 10_000, 1 << 20, 0x02
	i.lookHeader(head)
	if len(head) > 20 && string(head[12:16]) == "VP8X" {
		if head[20]&moves != 0 { // the decoder reads single pictures
			i.warn(WarnUnsupported)
		}
		for at, n := int64(12), 0; at+8 <= size && n < maxChunks; n++ {
			var chunk [8]byte
			if err := readAt(r, at, chunk[:]); err != nil {
				return err
			}
			length := int64(binary.LittleEndian.Uint32(chunk[4:]))
			if string(chunk[:4]) == "EXIF" && length <= maxEXIF && at+8+length <= size {
				body := make([]byte, length)
				if err := readAt(r, at+8, body); err != nil {
					return err
				}
				i.readEXIF(bytes.TrimPrefix(body, []byte("Exif\x00\x00")))
			}
			at += 8 + length + length%2
		}
	}
	i.judgePixels()
	if len(head) > 8 && int64(binary.LittleEndian.Uint32(head[4:]))+8 > size && i.Width > 0 {
		i.warn(WarnTruncated)
	}
	return nil
}

// readAt fills p from a place that is known to be inside the file.
func readAt(r io.ReadSeeker, at int64, p []byte) error {
	if _, err := r.Seek(at, io.SeekStart); err != nil {
		return err
	}
	_, err := io.ReadFull(r, p)
	return err
}
