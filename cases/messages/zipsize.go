package messages

import (
	"bytes"
	"encoding/binary"
	"io"
)

// maxEntries is how many files an archive may list. The directory is read whole, so it is counted before.
const maxEntries = 20_000

// tooManyEntries reads how many files the end of a ZIP says it has. An end that is not found is no ZIP, which the reader
// then says.
func tooManyEntries(r io.ReaderAt, size int64) bool {
	n := min(size, 65_557+20) // the longest comment, the end record, and the one before it that points to the large form
	b := make([]byte, n)
	if _, err := r.ReadAt(b, size-n); err != nil && err != io.EOF {
		return false
	}
	i := bytes.LastIndex(b, []byte("PK\x05\x06"))
	if i < 0 || len(b)-i < 22 {
		return false
	}
	directory := int64(binary.LittleEndian.Uint32(b[i+12:])) // its size: an entry takes 46 bytes at least
	if count := binary.LittleEndian.Uint16(b[i+10:]); count != 0xffff && directory != 0xffffffff {
		return int(count) > maxEntries || directory > maxEntries*1024
	}
	if i < 20 || string(b[i-20:i-16]) != "PK\x06\x07" {
		return directory == 0xffffffff
	}
	large := make([]byte, 56)
	if _, err := r.ReadAt(large, int64(binary.LittleEndian.Uint64(b[i-12:]))); err != nil {
		return true
	}
	return binary.LittleEndian.Uint64(large[32:]) > maxEntries || binary.LittleEndian.Uint64(large[40:]) > maxEntries*1024
}
