package media

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"io"
	"time"
)

// mp3Frame is what the four bytes before each frame say.
type mp3Frame struct {
	length  int    // bytes, head included
	samples uint64 // of one channel
	rate    uint64
	side    int // bytes between the head and the place where the first frame counts the others
}

// Tables of MPEG audio (ISO 11172-3 and 13818-3): thousands of bits by version and layer, and samples a second.
var (
	mp3Bits = map[string][15]int{
		"1.1": {0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448},
		"1.2": {0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384},
		"1.3": {0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320},
		"2.1": {0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256},
		"2.2": {0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160},
		"2.3": {0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160},
	}
	mp3Rates = [3]int{44_100, 48_000, 32_000}
)

// readMP3Frame reads the head of a frame.
func readMP3Frame(b []byte) (mp3Frame, bool) {
	if len(b) < 4 || b[0] != 0xff || b[1]&0xe0 != 0xe0 {
		return mp3Frame{}, false
	}
	version, layer := b[1]>>3&3, 4-int(b[1]>>1&3) // version 3 is MPEG 1, 2 is 2, 0 is 2.5
	bits, rate, padding := int(b[2]>>4), int(b[2]>>2&3), int(b[2]>>1&1)
	if version == 1 || layer == 4 || bits == 0 || bits == 15 || rate == 3 {
		return mp3Frame{}, false
	}
	family := "2."
	f := mp3Frame{rate: uint64(mp3Rates[rate]), samples: 1152, side: 4 + 17}
	mono := b[3]>>6 == 3
	switch {
	case version == 3:
		family, f.side = "1.", 4+32
		if mono {
			f.side = 4 + 17
		}
	case mono:
		f.side = 4 + 9
	}
	if version != 3 {
		f.rate /= 2
	}
	if version == 0 {
		f.rate /= 2
	}
	thousand := mp3Bits[family+string(rune('0'+layer))][bits]
	switch {
	case layer == 1:
		f.samples = 384
		f.length = (12*thousand*1000/int(f.rate) + padding) * 4
	case layer == 3 && version != 3:
		f.samples = 576
		f.length = 72*thousand*1000/int(f.rate) + padding
	default:
		f.length = 144*thousand*1000/int(f.rate) + padding
	}
	return f, f.length > 4
}

// maxFrames is how many frames are counted one by one: over an hour. The rest is reckoned from their size.
const maxFrames = 200_000

// mp3 takes the number of frames from the first one, where the encoder wrote it, and counts them otherwise.
func (f *stretch) mp3() time.Duration {
	at := f.afterID3()
	head := f.some(at, 8<<10)
	frame, from, ok := firstFrame(head)
	if !ok {
		return 0
	}
	if n := countedFrames(head[from:], frame); n > 0 {
		return span(n*frame.samples, frame.rate)
	}
	return f.countFrames(at + int64(from))
}

// afterID3 is where the sound begins behind a tag of names and pictures.
func (f *stretch) afterID3() int64 {
	b := f.bytes(0, 10)
	if b == nil || string(b[:3]) != "ID3" {
		return 0
	}
	n := int64(b[6]&0x7f)<<21 | int64(b[7]&0x7f)<<14 | int64(b[8]&0x7f)<<7 | int64(b[9]&0x7f)
	return 10 + n
}

// firstFrame finds a head that a second one follows where it should: single ones also occur by chance.
func firstFrame(b []byte) (mp3Frame, int, bool) {
	for at := range b {
		if b[at] != 0xff {
			continue
		}
		frame, ok := readMP3Frame(b[at:])
		if !ok {
			continue
		}
		if next := at + frame.length; next+4 > len(b) {
			return frame, at, at == 0
		} else if _, ok := readMP3Frame(b[next:]); ok {
			return frame, at, true
		}
	}
	return mp3Frame{}, 0, false
}

// countedFrames reads the number of frames that an encoder wrote into the first.
func countedFrames(b []byte, frame mp3Frame) uint64 {
	if len(b) >= frame.side+12 {
		mark := b[frame.side : frame.side+4]
		if (bytes.Equal(mark, []byte("Xing")) || bytes.Equal(mark, []byte("Info"))) && b[frame.side+7]&1 == 1 {
			return uint64(binary.BigEndian.Uint32(b[frame.side+8:]))
		}
	}
	if len(b) >= 54 && string(b[36:40]) == "VBRI" {
		return uint64(binary.BigEndian.Uint32(b[50:]))
	}
	return 0
}

func (f *stretch) countFrames(at int64) time.Duration {
	if _, err := f.r.Seek(at, io.SeekStart); err != nil {
		f.err = err
		return 0
	}
	br := bufio.NewReaderSize(f.r, 64<<10)
	var samples, bytes, rate uint64
	for range maxFrames {
		head, err := br.Peek(4)
		if err != nil {
			f.err = endOf(err)
			break
		}
		frame, ok := readMP3Frame(head)
		if !ok {
			return span(samples, rate) // tags of other programs follow the sound
		}
		samples, bytes, rate = samples+frame.samples, bytes+uint64(frame.length), frame.rate
		if _, err := br.Discard(frame.length); err != nil {
			f.err = endOf(err)
			break
		}
	}
	if left := uint64(f.size - at); bytes > 0 && left > bytes {
		samples = uint64(float64(samples) * float64(left) / float64(bytes))
	}
	return span(samples, rate)
}
