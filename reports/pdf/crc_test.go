package pdf_test

import (
	"encoding/binary"
	"hash/crc32"
)

// fixCRC mends the check sum of a PNG's first chunk.
func fixCRC(b []byte) {
	binary.BigEndian.PutUint32(b[29:], crc32.ChecksumIEEE(b[12:29]))
}
