// Package s3test gives tests a real S3 server: requests over a socket, answered in this process.
package s3test

import (
	"bytes"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"net/url"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"
)

// Key and Secret are what the server takes; it looks at no signature.
const Key, Secret = "test-key", "test-secret"

// prefix is where in the bucket originals lie.
const prefix = "degrau/originals"

// Server is one S3 server with one bucket.
type Server struct {
	Bucket string
	URL    string // for DEGRAU_BLOB_URL

	backend *s3mem.Backend
	web     *httptest.Server
	clock   clock
	down    atomic.Int32 // the status it answers everything with; 0: it works
}

// running finds a server again by its URL.
var running sync.Map

// New starts a server that lasts as long as the test.
func New(t testing.TB) *Server {
	t.Helper()
	s := &Server{Bucket: "evidence"}
	s.backend = s3mem.New(s3mem.WithTimeSource(&s.clock))
	if err := s.backend.CreateBucket(s.Bucket); err != nil {
		t.Fatal(err)
	}
	inner := gofakes3.New(s.backend, gofakes3.WithTimeSkewLimit(0)).Server()
	s.web = httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if status := s.down.Load(); status != 0 {
			w.WriteHeader(int(status))
			return
		}
		inner.ServeHTTP(w, r)
	}))
	s.web.Config.ErrorLog = log.New(io.Discard, "", 0) // clients are killed in the middle of a request
	s.web.Start()
	t.Cleanup(s.web.Close)
	s.URL = "s3://" + s.Bucket + "/" + prefix + "?region=eu-west-1&path_style=true&endpoint=" + url.QueryEscape(s.web.URL)
	running.Store(s.URL, s)
	t.Cleanup(func() { running.Delete(s.URL) })
	return s
}

// Of returns the server of a URL that New gave.
func Of(t testing.TB, blobURL string) *Server {
	t.Helper()
	s, ok := running.Load(blobURL)
	if !ok {
		t.Fatalf("no server of ours is at %q", blobURL)
	}
	return s.(*Server)
}

// Versions makes the bucket keep what is overwritten and deleted.
func (s *Server) Versions(t testing.TB) {
	t.Helper()
	if err := s.backend.SetVersioningConfiguration(s.Bucket, gofakes3.VersioningConfiguration{Status: gofakes3.VersioningEnabled}); err != nil {
		t.Fatal(err)
	}
}

// Put writes an original as somebody would who has the key of the bucket.
func (s *Server) Put(t testing.TB, sum string, b []byte) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPut, s.web.URL+"/"+s.Bucket+"/"+prefix+"/"+sum[:2]+"/"+sum, bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	if _ = answer.Body.Close(); answer.StatusCode != http.StatusOK {
		t.Fatalf("put: %s", answer.Status)
	}
}

// Fail makes the server answer every request with a status; 0 makes it work again.
func (s *Server) Fail(status int) { s.down.Store(int32(status)) }

// Ago makes what is written from now on look as old as d.
func (s *Server) Ago(d time.Duration) { s.clock.behind.Store(int64(d)) }

// Count is how many objects there are, older versions and delete marks included.
func (s *Server) Count(t testing.TB) int {
	t.Helper()
	list, err := s.backend.ListBucketVersions(s.Bucket, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	return len(list.Versions)
}

// clock is the server's, which tests put back.
type clock struct{ behind atomic.Int64 }

// Now implements gofakes3.TimeSource.
func (c *clock) Now() time.Time { return time.Now().UTC().Add(-time.Duration(c.behind.Load())) }

// Since implements gofakes3.TimeSource.
func (c *clock) Since(t time.Time) time.Duration { return c.Now().Sub(t) }
