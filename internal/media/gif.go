package media

import (
	"bufio"
	"encoding/binary"
	"io"
)

// maxGIFBlocks bounds the walk through a GIF.
const maxGIFBlocks = 1_000_000

// lookGIF reads the size and walks the blocks: whether there is a second picture, and whether the end is there.
func (i *Info) lookGIF(r io.ReadSeeker) error {
	if _, err := r.Seek(0, io.SeekStart); err != nil {
		return err
	}
	br := bufio.NewReader(r)
	var head [13]byte
	_, err := io.ReadFull(br, head[:])
	if err == nil {
		i.Width, i.Height = int(binary.LittleEndian.Uint16(head[6:])), int(binary.LittleEndian.Uint16(head[8:]))
		err = skipColours(br, head[10])
	}
	i.judgePixels()
	if i.Width == 0 {
		return nil
	}
	pictures := 0
	for n := 0; err == nil && n < maxGIFBlocks && pictures < 2; n++ {
		var mark byte
		if mark, err = br.ReadByte(); err != nil {
			break
		}
		switch mark {
		case 0x3b: // the end
			return nil
		case 0x21: // an extension: its label, then blocks
			if _, err = br.Discard(1); err == nil {
				err = skipBlocks(br)
			}
		case 0x2c:
			pictures++
			err = skipPicture(br)
		default:
			i.warn(WarnBroken)
			return nil
		}
	}
	switch {
	case pictures > 1:
		i.warn(WarnMore)
	case err != nil:
		i.warn(WarnTruncated)
	}
	return nil
}

// skipColours leaves out a table of colours, if the flags say that there is one.
func skipColours(br *bufio.Reader, flags byte) error {
	if flags&0x80 == 0 {
		return nil
	}
	_, err := br.Discard(3 << (flags&7 + 1))
	return err
}

func skipPicture(br *bufio.Reader) error {
	var head [9]byte
	if _, err := io.ReadFull(br, head[:]); err != nil {
		return err
	}
	if err := skipColours(br, head[8]); err != nil {
		return err
	}
	if _, err := br.Discard(1); err != nil { // the width of the first codes
		return err
	}
	return skipBlocks(br)
}

// skipBlocks leaves out data in blocks of at most 255 bytes, up to the empty one.
func skipBlocks(br *bufio.Reader) error {
	for range maxGIFBlocks {
		n, err := br.ReadByte()
		if err != nil || n == 0 {
			return err
		}
		if _, err := br.Discard(int(n)); err != nil {
			return err
		}
	}
	return io.ErrUnexpectedEOF
}
