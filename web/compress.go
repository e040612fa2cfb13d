package web

import (
	"compress/gzip"
	"io"
	"net/http"
	"strings"
	"sync"
)

var zippers = sync.Pool{New: func() any {
	z, _ := gzip.NewWriterLevel(io.Discard, 6)
	return z
}}

// compressed gzips text answers for browsers that take it. Pictures, PDFs and archives are already packed.
func compressed(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Add("Vary", "Accept-Encoding")
		if !strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") || r.Method == http.MethodHead {
			next.ServeHTTP(w, r)
			return
		}
		zw := &zipWriter{ResponseWriter: w}
		defer zw.close()
		next.ServeHTTP(zw, r)
	})
}

// zipWriter decides at the first byte, when the content type is known.
type zipWriter struct {
	http.ResponseWriter
	z       *gzip.Writer
	decided bool
}

// Unwrap lets http.ResponseController find the connection.
func (w *zipWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }

func (w *zipWriter) WriteHeader(code int) {
	w.decide(code)
	w.ResponseWriter.WriteHeader(code)
}

func (w *zipWriter) Write(b []byte) (int, error) {
	if !w.decided {
		w.WriteHeader(http.StatusOK)
	}
	if w.z != nil {
		return w.z.Write(b)
	}
	return w.ResponseWriter.Write(b)
}

func (w *zipWriter) decide(code int) {
	if w.decided {
		return
	}
	w.decided = true
	h := w.Header()
	packs := code >= 200 && code != http.StatusNoContent && code != http.StatusNotModified && code != http.StatusPartialContent
	if !packs || h.Get("Content-Encoding") != "" || !textual(h.Get("Content-Type")) {
		return
	}
	h.Set("Content-Encoding", "gzip")
	h.Del("Content-Length")
	w.z = zippers.Get().(*gzip.Writer)
	w.z.Reset(w.ResponseWriter)
}

func (w *zipWriter) close() {
	if w.z != nil {
		_ = w.z.Close() // the reader is gone: nobody left to tell
		zippers.Put(w.z)
	}
}

func textual(ct string) bool {
	for _, p := range []string{"text/", "image/svg", "application/json", "application/manifest"} {
		if strings.HasPrefix(ct, p) {
			return true
		}
	}
	return false
}
