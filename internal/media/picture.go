package media

import (
	"bytes"
	"encoding/binary"
	"image/png"
	"io"
)

// lookPNG walks the chunks: size from the first, EXIF where there is some, and whether the end is there.
func (i *Info) lookPNG(r io.ReadSeeker, size int64) error {
	const maxChunks, maxEXIF = 20_000, 1 << 20
	at, ended := int64(8), false
	for n := 0; n < maxChunks && !ended; n++ {
		if _, err := r.Seek(at, io.SeekStart); err != nil {
			return err
		}
		var head [8]byte
		if _, err := io.ReadFull(r, head[:]); err != nil {
			break
		}
		length, name := int64(binary.BigEndian.Uint32(head[:])), string(head[4:])
		if at+12+length > size {
			break
		}
		switch {
		case name == "IHDR" && n == 0 && length == 13, name == "eXIf" && length <= maxEXIF:
			body := make([]byte, length)
			if _, err := io.ReadFull(r, body); err != nil {
				return err
			}
			if name == "eXIf" {
				i.readEXIF(body)
			} else {
				i.Width, i.Height = dimension(binary.BigEndian.Uint32(body)), dimension(binary.BigEndian.Uint32(body[4:]))
			}
		case name == "IEND":
			ended = true
		}
		at += 12 + length
	}
	if _, err := r.Seek(0, io.SeekStart); err != nil {
		return err
	}
	if _, err := png.DecodeConfig(r); err != nil { // a header whose check sum is wrong, or of a form that does not exist
		i.Width, i.Height = 0, 0
	}
	i.judgePixels()
	if !ended && i.Width > 0 {
		i.warn(WarnTruncated)
	}
	return nil
}

// dimension refuses what no picture has.
func dimension(n uint32) int {
	if n > 1<<24 {
		return 0
	}
	return int(n)
}

// lookHeader reads the size of the other pictures from their first bytes.
func (i *Info) lookHeader(b []byte) {
	le, be := binary.LittleEndian, binary.BigEndian
	switch i.Kind {
	case "gif":
		if len(b) >= 10 {
			i.Width, i.Height = int(le.Uint16(b[6:])), int(le.Uint16(b[8:]))
		}
	case "bmp":
		h := int32(le.Uint32(b[22:]))
		if h < 0 { // rows from the top down
			h = -h
		}
		i.Width, i.Height = dimension(le.Uint32(b[18:])), dimension(uint32(h))
	case "webp":
		i.Width, i.Height = webpSize(b)
	case "tiff":
		t, first, ok := openTIFF(b)
		if !ok {
			return
		}
		i.readEXIF(b)
		root := t.directory(first)
		i.Width, i.Height = dimension(t.number(root[tagWidth])), dimension(t.number(root[tagHeight]))
	case "heic", "avif": // "ispe" boxes hold the sizes of the picture and of its tiles; the largest is the picture
		for rest := b; ; {
			_, after, ok := bytes.Cut(rest, []byte("ispe\x00\x00\x00\x00"))
			if !ok || len(after) < 8 {
				return
			}
			w, h := dimension(be.Uint32(after)), dimension(be.Uint32(after[4:]))
			if int64(w)*int64(h) > int64(i.Width)*int64(i.Height) {
				i.Width, i.Height = w, h
			}
			rest = after
		}
	}
}

// webpSize reads the three forms of WebP: lossy, lossless and extended.
func webpSize(b []byte) (w, h int) {
	if len(b) < 30 {
		return 0, 0
	}
	switch string(b[12:16]) {
	case "VP8 ":
		if string(b[23:26]) != "\x9d\x01\x2a" {
			return 0, 0
		}
		return int(binary.LittleEndian.Uint16(b[26:]) & 0x3fff), int(binary.LittleEndian.Uint16(b[28:]) & 0x3fff)
	case "VP8L":
		bits := binary.LittleEndian.Uint32(b[21:])
		return int(bits&0x3fff) + 1, int(bits>>14&0x3fff) + 1
	case "VP8X":
		return 1 + int(b[24]) + int(b[25])<<8 + int(b[26])<<16, 1 + int(b[27]) + int(b[28])<<8 + int(b[29])<<16
	}
	return 0, 0
}
