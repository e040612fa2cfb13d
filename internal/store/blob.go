package store

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"degrau/cases"
)

// Blob is one stored file.
type Blob struct {
	SHA256    string
	Size      int64
	Unscanned bool // a virus scanner is set, could not look at it, and the operator takes files all the same
}

// Incoming says how a file is taken in.
type Incoming struct {
	Max  int64 // most bytes of this file; 0: no limit of its own
	Room *Room // what is left in the case it is for; taken from when the file is kept; nil: no limit

	// Look sees the bytes before they are kept, where they are on the disk beside us. Its error refuses the file, of
	// which nothing stays.
	Look func(f Arrived, size int64) error
}

// Arrived is a file that came in whole, and is not kept yet.
type Arrived interface {
	io.ReadSeeker
	io.ReaderAt
}

// PutBlob is Receive for a file without a case.
func (s *Store) PutBlob(ctx context.Context, r io.Reader, max int64) (Blob, error) {
	return s.Receive(ctx, r, Incoming{Max: max})
}

// Receive hashes while it streams to a file in the inbox, lets it be looked at, and only then keeps it by its SHA-256:
// whole, or not at all. A file over a limit is a cases.Error and leaves nothing.
func (s *Store) Receive(ctx context.Context, r io.Reader, in Incoming) (Blob, error) {
	b, err := s.receive(ctx, r, in)
	return b, s.explain("keep evidence", err)
}

func (s *Store) receive(ctx context.Context, r io.Reader, in Incoming) (Blob, error) {
	most, passed, err := s.mostOf(ctx, in)
	if err != nil {
		return Blob{}, err
	}
	t, b, err := s.inbox.take(&waitingReader{ctx, r}, most)
	if errors.Is(err, errTooLarge) {
		return Blob{}, passed
	}
	if err != nil {
		return Blob{}, err
	}
	defer t.drop()
	if b.Size == 0 {
		return Blob{}, cases.Invalidf("file", "file_empty")
	}
	if err := s.look(ctx, t, &b, in.Look); err != nil {
		return Blob{}, err
	}
	if err := s.vault.keep(ctx, t.Name(), b); err != nil {
		return Blob{}, err
	}
	if err := s.count(ctx, b); err != nil {
		return Blob{}, err
	}
	in.Room.take(b.Size)
	return b, nil
}

// look shows the received bytes to whoever has a say in whether they are kept.
func (s *Store) look(ctx context.Context, t *arrival, b *Blob, see func(Arrived, int64) error) error {
	if see != nil {
		if _, err := t.Seek(0, io.SeekStart); err != nil {
			return fmt.Errorf("look at file: %w", err)
		}
		if err := see(t.File, b.Size); err != nil {
			return err
		}
	}
	if s.options.Scan == nil {
		return nil
	}
	if _, err := t.Seek(0, io.SeekStart); err != nil {
		return fmt.Errorf("look at file: %w", err)
	}
	scanned, err := s.options.Scan(ctx, t.File)
	b.Unscanned = !scanned
	return err
}

// waitingReader stops reading when the request it belongs to is over.
type waitingReader struct {
	ctx context.Context
	r   io.Reader
}

func (w *waitingReader) Read(p []byte) (int, error) {
	if err := w.ctx.Err(); err != nil {
		return 0, err
	}
	return w.r.Read(p)
}

// OpenBlob opens the original bytes. They are read as they are asked for, from wherever they are kept.
func (s *Store) OpenBlob(sha256 string) (io.ReadSeekCloser, error) {
	if !isDigest(sha256) {
		return nil, cases.NotFoundf("no_such_evidence")
	}
	r, err := s.vault.open(context.Background(), sha256)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, cases.NotFoundf("no_such_evidence")
	}
	return r, s.explain("open evidence", err)
}

// checkBlob hashes what is kept under a digest. errAltered: other bytes, or bytes that cannot be read; fs.ErrNotExist:
// none; any other error: the place where they are kept does not answer, which says nothing of them.
func (s *Store) checkBlob(ctx context.Context, sum string) error {
	if !isDigest(sum) {
		return fs.ErrNotExist
	}
	r, err := s.vault.open(ctx, sum)
	if err != nil {
		if errors.Is(err, fs.ErrNotExist) || errors.Is(err, ErrVault) {
			return err
		}
		return fmt.Errorf("%w: %w", errAltered, err)
	}
	defer r.Close()
	got, err := sumOf(&waitingReader{ctx, r})
	switch {
	case err == nil && got == sum:
		return nil
	case errors.Is(err, ErrVault), ctx.Err() != nil:
		return err
	}
	return errAltered
}

// EvidenceReady reports whether the place where originals are kept answers.
func (s *Store) EvidenceReady(ctx context.Context) error {
	return s.explain("ask for the evidence", s.vault.ready(ctx))
}

// Limits bound what is taken in; 0 is no limit.
type Limits struct {
	Case  int64 // bytes of all exhibits of one case
	Files int   // exhibits of one case
	Store int64 // bytes of all originals together
}

var errTooLarge = errors.New("more bytes than are taken")

// arrival is a file on its way in.
type arrival struct{ *os.File }

// drop gives up the file, if it was not moved to its place.
func (a *arrival) drop() {
	_ = os.Remove(a.Name()) // first, while its lock still says that it is ours
	_ = a.Close()
}
