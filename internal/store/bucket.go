package store

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"

	"degrau/cases"
)

// bucket keeps originals on an S3 server. A file goes up in one request, so that a process that is killed leaves all of
// it or nothing, and no half-sent parts that somebody would have to find and pay for.
type bucket struct {
	client *minio.Client
	at     BlobPlace
}

// maxObject is the most that S3 takes in one request.
const maxObject = 5 << 30

func openBucket(at BlobPlace, key, secret string) (*bucket, error) {
	lookup := minio.BucketLookupDNS
	if at.PathStyle {
		lookup = minio.BucketLookupPath
	}
	c, err := minio.New(at.Endpoint, &minio.Options{Creds: credentials.NewStaticV4(key, secret, ""), Secure: !at.Plain,
		Region: at.Region, BucketLookup: lookup, MaxRetries: 4})
	if err != nil {
		e := cases.Invalidf("blob_url", "blob_url", "part", "endpoint")
		e.Cause = err
		return nil, e
	}
	return &bucket{c, at}, nil
}

func (b *bucket) key(sum string) string { return path.Join(b.at.Prefix, sum[:2], sum) }

// keep sends the file also where its bytes are there: that mends damaged ones and makes their age that of today.
func (b *bucket) keep(ctx context.Context, from string, x Blob) error {
	if x.Size > maxObject {
		return cases.Invalidf("file", "file_too_large", "max", megabytes(maxObject))
	}
	_, err := b.client.FPutObject(ctx, b.at.Bucket, b.key(x.SHA256), from,
		minio.PutObjectOptions{ContentType: "application/octet-stream", DisableMultipart: true})
	return vaultFault("send file", err)
}

func (b *bucket) open(ctx context.Context, sum string) (io.ReadSeekCloser, error) {
	h, err := b.stat(ctx, sum)
	if err != nil {
		return nil, err
	}
	return &ranged{size: h.size, from: func(at int64) (io.ReadCloser, error) { return b.read(ctx, sum, at) }}, nil
}

// read opens the bytes from one on.
func (b *bucket) read(ctx context.Context, sum string, at int64) (io.ReadCloser, error) {
	o := minio.GetObjectOptions{}
	if at > 0 {
		if err := o.SetRange(at, 0); err != nil {
			return nil, err
		}
	}
	core := minio.Core{Client: b.client}
	r, _, _, err := core.GetObject(ctx, b.at.Bucket, b.key(sum), o)
	if err != nil {
		return nil, vaultFault("fetch file", err)
	}
	return r, nil
}

func (b *bucket) stat(ctx context.Context, sum string) (held, error) {
	o, err := b.client.StatObject(ctx, b.at.Bucket, b.key(sum), minio.StatObjectOptions{})
	return held{o.Size, o.LastModified}, vaultFault("look for file", err)
}

// remove deletes the file and, where the bucket keeps older versions, those too: erased is erased.
func (b *bucket) remove(ctx context.Context, sum string) error {
	key := b.key(sum)
	if err := b.client.RemoveObject(ctx, b.at.Bucket, key, minio.RemoveObjectOptions{}); err != nil {
		return vaultFault("delete file", err)
	}
	for o := range b.client.ListObjects(ctx, b.at.Bucket, minio.ListObjectsOptions{Prefix: key, WithVersions: true, Recursive: true}) {
		if o.Err != nil {
			if minio.ToErrorResponse(o.Err).Code == minio.NotImplemented {
				return nil // a server without versions
			}
			return vaultFault("look for older versions", o.Err)
		}
		if o.Key != key || o.VersionID == "" {
			continue
		}
		if err := b.client.RemoveObject(ctx, b.at.Bucket, key, minio.RemoveObjectOptions{VersionID: o.VersionID}); err != nil {
			return vaultFault("delete older version", err)
		}
	}
	return nil
}

func (b *bucket) each(ctx context.Context, see func(sum string, h held) error) error {
	prefix := b.at.Prefix
	if prefix != "" {
		prefix += "/"
	}
	for o := range b.client.ListObjects(ctx, b.at.Bucket, minio.ListObjectsOptions{Prefix: prefix, Recursive: true}) {
		if o.Err != nil {
			return vaultFault("list files", o.Err)
		}
		sum := path.Base(o.Key)
		if !isDigest(sum) || o.Key != b.key(sum) {
			continue // not ours
		}
		if err := see(sum, held{o.Size, o.LastModified}); err != nil {
			return err
		}
	}
	return ctx.Err()
}

func (b *bucket) ready(ctx context.Context) error {
	there, err := b.client.BucketExists(ctx, b.at.Bucket)
	if err == nil && !there {
		err = errors.New("no such bucket")
	}
	return vaultFault("look for bucket", err)
}

// vaultFault sorts what the server said. Its words are kept as the cause: they name bucket and key, never a person's.
func vaultFault(doing string, err error) error {
	if err == nil {
		return nil
	}
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return fmt.Errorf("%s: %w", doing, err)
	}
	if minio.ToErrorResponse(err).Code == minio.NoSuchKey {
		return fmt.Errorf("%s: %w", doing, fs.ErrNotExist)
	}
	if slices.Contains([]string{"XMinioStorageFull", "QuotaExceeded", "InsufficientStorage"}, minio.ToErrorResponse(err).Code) {
		return environment("evidence_full", fmt.Errorf("%w: %s: %w", ErrFull, doing, err), nil)
	}
	return environment("evidence_unreachable", fmt.Errorf("%w: %s: %w", ErrVault, doing, err), nil)
}
