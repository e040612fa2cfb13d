package store

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/minio/minio-go/v7"

	"degrau/cases"
	"degrau/internal/s3test"
)

// onBucket makes the options keep originals on an S3 server.
func onBucket(t testing.TB, o Options) Options {
	t.Helper()
	o.Blobs, o.BlobKey, o.BlobSecret = s3test.New(t).URL, s3test.Key, s3test.Secret
	return o
}

// putUnder puts bytes under a digest as somebody would who gets at the place where originals are kept.
func putUnder(t testing.TB, s *Store, sum string, b []byte) {
	t.Helper()
	switch v := s.vault.(type) {
	case folder:
		if err := os.Remove(v.path(sum)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			t.Fatal(err)
		}
		mustDo(t, os.WriteFile(v.path(sum), b, 0o400))
	case *bucket:
		_, err := v.client.PutObject(context.Background(), v.at.Bucket, v.key(sum), bytes.NewReader(b), int64(len(b)), minio.PutObjectOptions{})
		mustDo(t, err)
	}
}

// takeAway deletes an original.
func takeAway(t testing.TB, s *Store, sum string) {
	t.Helper()
	if _, err := s.vault.stat(context.Background(), sum); err != nil {
		t.Fatal(err)
	}
	mustDo(t, s.vault.remove(context.Background(), sum))
}

// mustAge makes a file look as if it came the day before yesterday.
func mustAge(t testing.TB, s *Store, sum string) {
	t.Helper()
	const long = 25 * time.Hour
	switch v := s.vault.(type) {
	case folder:
		now, err := s.inbox.clock()
		mustDo(t, err)
		mustDo(t, os.Chtimes(v.path(sum), now.Add(-long), now.Add(-long)))
	case *bucket:
		r, err := s.OpenBlob(sum)
		mustDo(t, err)
		b, err := io.ReadAll(r)
		mustDo(t, errors.Join(err, r.Close()))
		server := s3test.Of(t, s.options.Blobs)
		server.Ago(long)
		putUnder(t, s, sum, b)
		server.Ago(0)
	}
}

// countFiles counts what is kept and what lies in the inbox.
func countFiles(t testing.TB, s *Store) (n int) {
	t.Helper()
	mustDo(t, s.vault.each(context.Background(), func(string, held) error { n++; return nil }))
	entries, err := os.ReadDir(s.inbox.dir)
	mustDo(t, err)
	return n + len(entries)
}

// testVault: what every vault promises.
func testVault(t *testing.T, s *Store) {
	ctx := t.Context()
	none := strings.Repeat("0", 64)
	if _, err := s.vault.open(ctx, none); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("opening nothing: %v", err)
	}
	if _, err := s.vault.stat(ctx, none); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("asking for nothing: %v", err)
	}
	mustDo(t, s.vault.remove(ctx, none))
	mustDo(t, s.EvidenceReady(ctx))
	want := map[string]int64{}
	for _, text := range []string{"um", strings.Repeat("dois", 100_000)} {
		b := mustBlob(t, s, text)
		want[b.SHA256] = b.Size
	}
	mustDo(t, s.vault.each(ctx, func(sum string, h held) error {
		if size, ok := want[sum]; !ok || size != h.size {
			t.Errorf("lists %.8s of %d bytes", sum, h.size)
		}
		delete(want, sum)
		return nil
	}))
	if len(want) > 0 {
		t.Errorf("does not list %v", want)
	}
}

// testRanges reads at random places and compares with the bytes in memory.
func testRanges(t *testing.T, s *Store) {
	all := make([]byte, 300_000)
	for i := range all {
		all[i] = byte(rand.Uint32())
	}
	r, err := s.OpenBlob(mustBlob(t, s, string(all)).SHA256)
	mustDo(t, err)
	defer r.Close()
	at := 0
	for range 60 {
		whence, offset := rand.IntN(3), 0
		to := rand.IntN(len(all) + 10)
		switch whence {
		case io.SeekStart:
			offset = to
		case io.SeekCurrent:
			offset = to - at
		case io.SeekEnd:
			offset = to - len(all)
		}
		if got, err := r.Seek(int64(offset), whence); err != nil || got != int64(to) {
			t.Fatalf("seek to %d: %d %v", to, got, err)
		}
		part := make([]byte, rand.IntN(5000))
		n, err := io.ReadFull(r, part)
		wanted := all[min(to, len(all)):min(to+len(part), len(all))]
		if !bytes.Equal(part[:n], wanted) || err != nil && len(wanted) == len(part) && len(part) > 0 {
			t.Fatalf("%d bytes from %d: got %d, %v", len(part), to, n, err)
		}
		at = to + n
	}
	if _, err := r.Seek(-1, io.SeekStart); err == nil {
		t.Error("sought to before the beginning")
	}
}

// TestDeadServer: a server that does not answer is said so, and makes nothing look changed or gone.
func TestDeadServer(t *testing.T) {
	s := mustStore(t, onBucket(t, Options{Dir: t.TempDir()}))
	c := mustCreate(t, s)
	x := mustAttach(t, s, c, "recibo.txt", "recibo")
	server := s3test.Of(t, s.options.Blobs)
	for _, status := range []int{403, 501} {
		server.Fail(status)
		_, err := s.PutBlob(t.Context(), strings.NewReader("outro"), 0)
		_, _, verified := s.Verify(t.Context(), nil)
		_, opened := s.OpenBlob(x.SHA256)
		_, swept := s.SweepEvidence(t.Context())
		for doing, err := range map[string]error{"keep": err, "verify": verified, "open": opened, "ready": s.EvidenceReady(t.Context()), "sweep": swept} {
			wantKey(t, err, "evidence_unreachable")
			if !errors.Is(err, ErrVault) {
				t.Errorf("%s: %v", doing, err)
			}
		}
		k := mustLoad(t, s, c.ID)
		mustDo(t, k.Erase("owner", noon))
		wantKey(t, s.Erase(t.Context(), k), "evidence_unreachable")
		c = mustLoad(t, s, c.ID)
		if c.State != cases.StateErased {
			t.Error("the words stayed because the server did not answer")
		}
		server.Fail(0)
		mustHave(t, s, x.SHA256, true)
		mustAge(t, s, x.SHA256)
		if n, err := s.SweepEvidence(t.Context()); n != 1 || err != nil { // what the erasure could not delete
			t.Errorf("swept %d: %v", n, err)
		}
		mustHave(t, s, x.SHA256, false)
		if found := mustVerify(t, s); len(found) > 0 {
			t.Errorf("verify: %v", found)
		}
		c = mustCreate(t, s)
		x = mustAttach(t, s, c, "recibo.txt", "recibo")
	}
}

// TestErasureTakesOlderVersions: in a bucket with versions a deleted file would only be hidden.
func TestErasureTakesOlderVersions(t *testing.T) {
	s := mustStore(t, onBucket(t, Options{Dir: t.TempDir()}))
	server := s3test.Of(t, s.options.Blobs)
	server.Versions(t)
	c, other := mustCreate(t, s), mustCreate(t, s)
	x := mustAttach(t, s, c, "recibo.txt", "recibo")
	mustBlob(t, s, "recibo") // sent once more: a second version
	kept := mustAttach(t, s, other, "outro.txt", "outro")
	if n := server.Count(t); n != 3 {
		t.Fatalf("%d versions, want 3: the test shows nothing", n)
	}
	mustDo(t, c.Erase("owner", noon))
	mustDo(t, s.Erase(t.Context(), c))
	mustHave(t, s, x.SHA256, false)
	mustHave(t, s, kept.SHA256, true)
	if n := server.Count(t); n != 1 {
		t.Errorf("%d versions are left, want the other case's one", n)
	}
}

// TestTwoStoresShareABucket: two machines write to one bucket and one database.
func TestTwoStoresShareABucket(t *testing.T) {
	o := onBucket(t, engines[1].options(t))
	one := mustStore(t, o)
	o.Dir, o.Secret = t.TempDir(), "shared"
	oneAgain := o
	oneAgain.Dir = t.TempDir()
	two, three := mustStore(t, o), mustStore(t, oneAgain)
	c := mustCreate(t, two)
	x := mustAttach(t, two, c, "a.txt", "aqui")
	mustHave(t, three, x.SHA256, true)
	mustHave(t, one, x.SHA256, true)
	if found := mustVerify(t, three); len(found) > 0 {
		t.Errorf("verify: %v", found)
	}
}

func TestEvidenceFolderElsewhere(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "srv evidence")
	s := mustStore(t, Options{Dir: t.TempDir(), Blobs: "file://" + strings.ReplaceAll(dir, " ", "%20")})
	b := mustBlob(t, s, "aqui")
	if err := intact(filepath.Join(dir, b.SHA256[:2], b.SHA256), b.SHA256); err != nil {
		t.Error(err)
	}
}

func TestBlobURL(t *testing.T) {
	aws := BlobPlace{Bucket: "bkt", Endpoint: "s3.amazonaws.com", Region: "us-east-1"}
	own := BlobPlace{Bucket: "bkt", Prefix: "a/b", Endpoint: "127.0.0.1:9000", Plain: true, Region: "eu-west-1", PathStyle: true}
	dns := own
	dns.PathStyle, dns.Plain, dns.Endpoint = false, false, "s3.example"
	for text, want := range map[string]BlobPlace{
		"":                       {},
		"file:///srv/evidence/":  {Folder: "/srv/evidence"},
		"file:///srv/a%20b/../c": {Folder: "/srv/c"},
		"s3://bkt":               aws,
		"s3://bkt/":              aws,
		"s3://bkt/a/b?endpoint=http://127.0.0.1:9000&region=eu-west-1":                   own,
		"s3://bkt/a/b/?endpoint=http://127.0.0.1:9000/&region=eu-west-1&path_style=true": own,
		"s3://bkt/a/b?endpoint=s3.example&region=eu-west-1&path_style=false":             dns,
	} {
		if got, err := ParseBlobURL(text); err != nil || got != want {
			t.Errorf("%q: %+v %v", text, got, err)
		}
	}
	for text, key := range map[string]string{
		"/srv/evidence":                         "blob_url",
		"file:srv":                              "blob_url",
		"file://host/srv":                       "blob_url",
		"gs://bkt":                              "blob_url",
		"s3://":                                 "blob_url",
		"s3://BKT":                              "blob_url",
		"s3://b":                                "blob_url",
		"s3://127.0.0.1":                        "blob_url",
		"s3://bkt/../x":                         "blob_url",
		"s3://bkt/a//b":                         "blob_url",
		"s3://bkt/a%00b":                        "blob_url",
		"s3://bkt?endpoint=ftp://x":             "blob_url",
		"s3://bkt?endpoint=http://x/y":          "blob_url",
		"s3://bkt?endpoint=":                    "blob_url",
		"s3://bkt?region=a/b":                   "blob_url",
		"s3://bkt?region=a&region=b":            "blob_url",
		"s3://bkt?path_style=yes":               "blob_url",
		"s3://bkt?acl=public":                   "blob_url",
		"s3://bkt#x":                            "blob_url",
		"s3://\xff":                             "blob_url",
		"s3://key:geheim@bkt":                   "blob_url_secret",
		"s3://bkt?endpoint=http://k:geheim@x":   "blob_url",
		"s3://bkt?region=a&secret=geheim&x=%zz": "blob_url",
		"s3://bkt/geheim\x7f?endpoint=http://[::1]": "blob_url",
	} {
		_, err := ParseBlobURL(text)
		wantKey(t, err, key)
		if err != nil && strings.Contains(err.Error(), "geheim") {
			t.Errorf("%q: the error repeats what may be a secret: %v", text, err)
		}
	}
	_, err := Open(t.Context(), Options{Dir: t.TempDir(), Blobs: "s3://bkt"})
	wantKey(t, err, "blob_credentials")
}

// FuzzBlobURL: whatever is set, the answer is a place that can be used or an error that says what to mend.
func FuzzBlobURL(f *testing.F) {
	for _, s := range []string{"", "file:///srv", "s3://bkt/p?endpoint=http://127.0.0.1:9000&region=eu-west-1&path_style=true", "s3://bkt?endpoint=[::1]:9000"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		p, err := ParseBlobURL(s)
		if err != nil {
			wantKind(t, s, err, cases.Invalid)
			return
		}
		if p.Folder != "" && (!filepath.IsAbs(p.Folder) || p.Bucket != "") {
			t.Errorf("%q: folder %q", s, p.Folder)
		}
		if p.Bucket == "" {
			return
		}
		b, err := openBucket(p, "k", "s")
		if err != nil {
			wantKind(t, s, err, cases.Invalid)
			return
		}
		sum := strings.Repeat("a", 64)
		if key := b.key(sum); !strings.HasSuffix(key, "aa/"+sum) || strings.HasPrefix(key, "/") || strings.Contains("/"+key+"/", "/../") {
			t.Errorf("%q: key %q", s, key)
		}
	})
}
