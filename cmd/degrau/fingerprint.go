package main

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"io"
	"regexp"
	"slices"
)

// fingerprint takes in a file as it passes and knows it again: its digest, and the marks of a paper, which most programs
// keep when they change one.
type fingerprint struct {
	hash  hash.Hash
	size  int64
	tail  []byte // the end of what passed: a mark can be cut in two
	marks []string
}

// paperMark is the first half of a PDF's /ID, the one that stays when the file is changed, or the mark of a page of HTML.
var paperMark = regexp.MustCompile(`(?:/ID\s{0,8}\[\s{0,8}<|data-mark=")([0-9A-Fa-f]{32})[>"]`)

const (
	longestMark = 64
	mostMarks   = 8 // the last ones count: a paper says its own at its end
)

func newFingerprint() *fingerprint { return &fingerprint{hash: sha256.New()} }

// Write implements io.Writer.
func (f *fingerprint) Write(p []byte) (int, error) {
	f.size += int64(len(p))
	f.hash.Write(p)
	seam := append(f.tail, p[:min(len(p), longestMark)]...)
	f.find(seam)
	f.find(p)
	if len(p) < longestMark {
		f.tail = slices.Clone(seam[max(0, len(seam)-longestMark):])
	} else {
		f.tail = slices.Clone(p[len(p)-longestMark:])
	}
	return len(p), nil
}

func (f *fingerprint) find(p []byte) {
	for _, m := range paperMark.FindAllSubmatch(p, -1) {
		mark := string(m[1])
		f.marks = append(slices.DeleteFunc(f.marks, func(have string) bool { return have == mark }), mark)
		f.marks = f.marks[max(0, len(f.marks)-mostMarks):]
	}
}

func (f *fingerprint) sha256() string { return hex.EncodeToString(f.hash.Sum(nil)) }

// mark is the last one that passed, or empty.
func (f *fingerprint) mark() string {
	if len(f.marks) == 0 {
		return ""
	}
	return f.marks[len(f.marks)-1]
}

// fingerprintOf reads an ordinary file to its end.
func fingerprintOf(name string) (*fingerprint, error) {
	r, err := openFile(name)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	f := newFingerprint()
	if _, err := io.Copy(f, r); err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	return f, nil
}
