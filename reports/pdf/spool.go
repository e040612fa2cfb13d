package pdf

import (
	"bytes"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"os"
)

// spool keeps finished PDF objects in a temporary file until the paper is written. They come first in the paper, under
// the numbers they have here, so that they are copied as they are.
type spool struct {
	file    *os.File
	size    int64
	offsets []int64 // of object n at n-1
}

// errSpool is a lack of room or rights, not a fault of an exhibit.
var errSpool = errors.New("pdf: temporary file")

// begin makes the file when it is first needed.
func (s *spool) begin() error {
	if s.file != nil {
		return nil
	}
	f, err := os.CreateTemp("", "degrau-*.objects")
	if err != nil {
		return fmt.Errorf("%w: %w", errSpool, err)
	}
	s.file = f
	return nil
}

// close removes the file.
func (s *spool) close() {
	if s.file != nil {
		s.file.Close()
		os.Remove(s.file.Name())
	}
}

// reserve returns the number of an object to be written later.
func (s *spool) reserve() int {
	s.offsets = append(s.offsets, -1)
	return len(s.offsets)
}

// put writes a reserved object.
func (s *spool) put(n int, parts ...[]byte) error {
	if err := s.begin(); err != nil {
		return err
	}
	s.offsets[n-1] = s.size
	parts = append([][]byte{fmt.Appendf(nil, "%d 0 obj\n", n)}, parts...)
	parts = append(parts, []byte("\nendobj\n"))
	for _, p := range parts {
		k, err := s.file.Write(p)
		s.size += int64(k)
		if err != nil {
			return fmt.Errorf("%w: %w", errSpool, err)
		}
	}
	return nil
}

// stream writes a reserved object that is a stream; dict is its dictionary without brackets and length.
func (s *spool) stream(n int, dict string, data []byte) error {
	return s.put(n, fmt.Appendf(nil, "<<%s /Length %d>>\nstream\n", dict, len(data)), data, []byte("\nendstream"))
}

// mark and rollback undo what a broken exhibit has left behind.
func (s *spool) mark() (objects int, size int64) { return len(s.offsets), s.size }

func (s *spool) rollback(objects int, size int64) error {
	s.offsets = s.offsets[:objects]
	if s.file == nil || s.size == size {
		return nil
	}
	s.size = size
	if err := s.file.Truncate(size); err != nil {
		return fmt.Errorf("%w: %w", errSpool, err)
	}
	if _, err := s.file.Seek(size, io.SeekStart); err != nil {
		return fmt.Errorf("%w: %w", errSpool, err)
	}
	return nil
}

// reader returns everything written.
func (s *spool) reader() (io.Reader, error) {
	if s.file == nil {
		return bytes.NewReader(nil), nil
	}
	if _, err := s.file.Seek(0, io.SeekStart); err != nil {
		return nil, err
	}
	return s.file, nil
}

// deflate compresses the way /FlateDecode reads.
func deflate(data []byte) []byte {
	var out bytes.Buffer
	w := zlib.NewWriter(&out)
	w.Write(data)
	w.Close()
	return out.Bytes()
}
