package media

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"image/png"
	"io"
)

// maxChunks bounds the walk through a PNG.
const maxChunks = 200_000

// lookPNG walks the chunks: size from the first, EXIF where there is some, the check sum of each, and whether picture and
// end are there. Nothing is unpacked.
func (i *Info) lookPNG(r io.ReadSeeker, size int64) error {
	if _, err := r.Seek(8, io.SeekStart); err != nil {
		return err
	}
	br := bufio.NewReaderSize(r, 32<<10)
	seen := map[string]bool{}
	for n := 0; n < maxChunks && !seen["IEND"]; n++ {
		name, whole, err := i.pngChunk(br, n == 0)
		if err != nil {
			return err
		}
		if !whole {
			break
		}
		seen[name] = true
	}
	if _, err := r.Seek(0, io.SeekStart); err != nil {
		return err
	}
	if _, err := png.DecodeConfig(r); err != nil { // a header of a form that does not exist
		i.Width, i.Height = 0, 0
	}
	i.judgePixels()
	switch {
	case i.Width == 0:
	case seen["IEND"] && !seen["IDAT"]:
		i.warn(WarnBroken)
	case !seen["IEND"]:
		i.warn(WarnTruncated)
	}
	return nil
}

// pngChunk reads one chunk; whole is false where the file ends in it.
func (i *Info) pngChunk(br *bufio.Reader, first bool) (name string, whole bool, err error) {
	const maxEXIF = 1 << 20
	var head [8]byte
	if _, err := io.ReadFull(br, head[:]); err != nil {
		return "", false, endOf(err)
	}
	length, name := int64(binary.BigEndian.Uint32(head[:])), string(head[4:])
	sum := crc32.NewIEEE()
	sum.Write(head[4:])
	body := io.TeeReader(io.LimitReader(br, length), sum)
	if name == "IHDR" && first && length == 13 || name == "eXIf" && length <= maxEXIF {
		b := make([]byte, length)
		if _, err := io.ReadFull(body, b); err != nil {
			return "", false, endOf(err)
		}
		if name == "eXIf" {
			i.readEXIF(b)
		} else {
			i.Width, i.Height = dimension(binary.BigEndian.Uint32(b)), dimension(binary.BigEndian.Uint32(b[4:]))
		}
	} else if n, err := io.Copy(io.Discard, body); err != nil || n < length {
		return "", false, endOf(err)
	}
	if _, err := io.ReadFull(br, head[:4]); err != nil {
		return "", false, endOf(err)
	}
	if binary.BigEndian.Uint32(head[:4]) != sum.Sum32() && name[0] < 'a' { // a small first letter: nobody needs it
		i.warn(WarnBroken)
	}
	return name, true, nil
}

// endOf tells a file that ends from a disk that fails.
func endOf(err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return nil
	}
	return err
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
	case "bmp":
		h := int32(le.Uint32(b[22:]))
		if h < 0 { // rows from the top down
			h = -h
		}
		i.Width, i.Height = dimension(le.Uint32(b[18:])), dimension(uint32(h))
	case "webp":
		i.Width, i.Height = webpSize(b)
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
