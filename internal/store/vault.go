package store

import (
	"context"
	"crypto/sha256"
	"errors"
	"io"
	"path/filepath"
	"strings"
	"time"

	"degrau/cases"
)

// vault is where originals are kept by their digest: a folder, or a bucket of an S3 server. A file is there whole or
// not at all. What is not there is fs.ErrNotExist; a vault that does not answer is ErrVault.
type vault interface {
	// keep takes over a finished file of the inbox. Bytes that are there already count as new from now on, so that no
	// sweep takes them; damaged ones are replaced.
	keep(ctx context.Context, from string, b Blob) error
	open(ctx context.Context, sum string) (io.ReadSeekCloser, error)
	stat(ctx context.Context, sum string) (held, error)
	// remove deletes the bytes for good; that there are none is no error.
	remove(ctx context.Context, sum string) error
	each(ctx context.Context, see func(sum string, h held) error) error
	ready(ctx context.Context) error
}

// held is what a vault says of one file.
type held struct {
	size int64
	kept time.Time // when it last came in
}

// ErrVault is a vault that does not answer, or answers what makes no sense.
var ErrVault = errors.New("the evidence store does not answer")

// isDigest keeps everything but digests, such as ../, away from file systems and servers.
func isDigest(s string) bool {
	return len(s) == 2*sha256.Size && strings.Trim(s, "0123456789abcdef") == ""
}

// openVault opens the place for originals and the inbox before it.
func (s *Store) openVault(o Options) error {
	at, err := ParseBlobURL(o.Blobs)
	if err != nil {
		return err
	}
	root := filepath.Join(o.dir(), "evidence")
	if at.Folder != "" {
		root = at.Folder
	}
	if s.inbox, err = openInbox(filepath.Join(root, "incoming")); err != nil {
		return err
	}
	if at.Bucket == "" {
		s.vault = folder{root, s.inbox}
		return nil
	}
	if o.BlobKey == "" || o.BlobSecret == "" {
		return cases.Invalidf("blob_url", "blob_credentials")
	}
	s.vault, err = openBucket(at, o.BlobKey, o.BlobSecret)
	return err
}
