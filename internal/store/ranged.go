package store

import (
	"errors"
	"fmt"
	"io"
)

// ranged reads a file on a server from wherever it is asked to, one stream at a time, holding nothing of it.
type ranged struct {
	size, at int64
	from     func(at int64) (io.ReadCloser, error)
	body     io.ReadCloser // the stream, which stands at at; nil: none is open
}

// skipped is how far ahead a stream is read on rather than opened anew.
const skipped = 64 << 10

// Read implements io.Reader.
func (r *ranged) Read(p []byte) (int, error) {
	if r.at >= r.size {
		return 0, io.EOF
	}
	if r.body == nil {
		body, err := r.from(r.at)
		if err != nil {
			return 0, err
		}
		r.body = body
	}
	n, err := r.body.Read(p)
	r.at += int64(n)
	if errors.Is(err, io.EOF) {
		if r.at < r.size {
			return n, environment("evidence_unreachable", fmt.Errorf("%w: %w", ErrVault, io.ErrUnexpectedEOF), nil)
		}
		return n, io.EOF
	}
	return n, vaultFault("read file", err)
}

// Seek implements io.Seeker.
func (r *ranged) Seek(offset int64, whence int) (int64, error) {
	switch whence {
	case io.SeekCurrent:
		offset += r.at
	case io.SeekEnd:
		offset += r.size
	case io.SeekStart:
	default:
		return 0, errors.New("seek: no such beginning")
	}
	if offset < 0 {
		return 0, errors.New("seek: before the beginning")
	}
	ahead := offset - r.at
	if ahead == 0 {
		return offset, nil
	}
	if r.body != nil && ahead > 0 && ahead <= skipped && offset < r.size {
		if _, err := io.CopyN(io.Discard, r.body, ahead); err == nil {
			r.at = offset
			return offset, nil
		}
	}
	err := r.Close()
	r.at = offset
	return offset, err
}

// Close implements io.Closer.
func (r *ranged) Close() error {
	if r.body == nil {
		return nil
	}
	body := r.body
	r.body = nil
	return body.Close()
}
