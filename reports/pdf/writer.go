package pdf

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"io"
)

// writer writes the final file: it counts, hashes and remembers where each object starts.
type writer struct {
	ctx     context.Context
	w       io.Writer
	hash    hash.Hash
	at      int64
	offsets []int64 // of object n at n-1
	buf     []byte
	id      string // of the file, known once all before the trailer is written
	rest    hash.Hash
	part    hash.Hash // of the photo that is being streamed in; nil between them
	parts   []Part
}

// Write passes bytes on. It fails once the work is cancelled.
func (w *writer) Write(p []byte) (int, error) {
	if err := w.ctx.Err(); err != nil {
		return 0, err
	}
	hashed := w.hashWhole(p)
	n, err := w.w.Write(p)
	own := w.part
	if own == nil {
		own = w.rest
	}
	own.Write(p[:n])
	w.at += int64(n)
	hashed()
	return n, err
}

// beside is from how many bytes on a hash is worth a thread of its own.
const beside = 64 << 10

// hashWhole adds bytes to the hash of the whole file: large pieces beside the writing of them, which takes about as long. The
// caller waits with what is returned. After a write that fails the hash is nobody's.
func (w *writer) hashWhole(p []byte) (wait func()) {
	if len(p) < beside {
		w.hash.Write(p)
		return func() {}
	}
	done := make(chan struct{})
	go func() {
		w.hash.Write(p)
		close(done)
	}()
	return func() { <-done }
}

func (w *writer) printf(format string, args ...any) error {
	_, err := fmt.Fprintf(w, format, args...)
	return err
}

// object starts object n.
func (w *writer) object(n int) error {
	w.offsets[n-1] = w.at
	return w.printf("%d 0 obj\n", n)
}

// beginPart starts a photo whose bytes are counted by themselves; endPart notes where they stand.
func (w *writer) beginPart(label string) {
	w.part = sha256.New()
	w.parts = append(w.parts, Part{Label: label, At: w.at})
}

func (w *writer) endPart() Part {
	p := &w.parts[len(w.parts)-1]
	p.Bytes, p.SHA256 = w.at-p.At, hex.EncodeToString(w.part.Sum(nil))
	w.part = nil
	return *p
}

// copy streams r through a buffer of its own.
func (w *writer) copy(r io.Reader) (int64, error) {
	if w.buf == nil {
		w.buf = make([]byte, 256<<10)
	}
	return io.CopyBuffer(struct{ io.Writer }{w}, struct{ io.Reader }{r}, w.buf)
}

// assembly is the numbering of the final file.
type assembly struct {
	*builder
	skeleton *skeleton
	pages    []*page
	numbers  map[int]int // from the skeleton's numbers to the final ones
	streams  map[int]int // JPEG pictures that are turned by a wrapper: number of the image itself
	next     int
}

// largest is where ten digits of the cross-reference table end.
const largest = 9_999_999_999

// write puts the final file together: spooled objects, the skeleton with pictures in place, bookmarks, the catalogue.
func (b *builder) write(ctx context.Context, to io.Writer, raw []byte, l *layout, d description) (Written, error) {
	sk, err := parseSkeleton(raw)
	if err != nil {
		return Written{}, err
	}
	if len(sk.pages) != len(l.pages) {
		return Written{}, errSkeleton
	}
	a := b.number(sk)
	a.pages = l.pages
	outline := newOutline(d.marks, a)
	info, catalog := a.next+outline.count(), a.next+outline.count()+1
	w := &writer{ctx: ctx, w: to, hash: sha256.New(), rest: sha256.New(), offsets: make([]int64, catalog)}
	if err := w.printf("%%PDF-1.7\n%%\xE2\xE3\xCF\xD3\n"); err != nil {
		return Written{}, err
	}
	steps := []func() error{
		func() error { return a.writeSpool(w) },
		func() error { return a.writeSkeleton(w) },
		func() error { return outline.write(w, d.t) },
		func() error { return d.writeInfo(w, info) },
		func() error { return d.writeCatalog(w, catalog, a, outline) },
		func() error { return w.trailer(catalog, info) },
	}
	for _, step := range steps {
		if err := step(); err != nil {
			return Written{}, fmt.Errorf("pdf: write: %w", err)
		}
	}
	return Written{Bytes: w.at, SHA256: hex.EncodeToString(w.hash.Sum(nil)), Mark: w.id, Parts: w.parts, Rest: hex.EncodeToString(w.rest.Sum(nil)), objects: a.objects()}, nil
}

// number gives every object its final number: the spool keeps its own, the skeleton follows.
func (b *builder) number(sk *skeleton) *assembly {
	a := &assembly{builder: b, skeleton: sk, numbers: map[int]int{}, streams: map[int]int{}, next: len(b.spool.offsets) + 1}
	for n := 1; n <= len(sk.objects); n++ {
		if sk.replaced(n) {
			continue
		}
		if id, ok := sk.picture(n); ok && id < len(b.pictures) {
			p := b.pictures[id]
			if p.object > 0 {
				a.numbers[n] = p.object
				continue
			}
			if p.turned() {
				a.streams[n] = a.next
				a.next++
			}
		}
		a.numbers[n] = a.next
		a.next++
	}
	return a
}

// objects are the numbers of the pictures in the file.
func (a *assembly) objects() map[int]int {
	out := map[int]int{}
	for n, number := range a.numbers {
		if id, ok := a.skeleton.picture(n); ok && id < len(a.pictures) {
			out[id] = number
		}
	}
	return out
}

func (a *assembly) writeSpool(w *writer) error {
	for i, o := range a.spool.offsets {
		if o < 0 {
			return fmt.Errorf("object %d was promised and not made", i+1)
		}
		w.offsets[i] = w.at + o
	}
	r, err := a.spool.reader()
	if err != nil {
		return err
	}
	_, err = w.copy(r)
	return err
}

func (a *assembly) writeSkeleton(w *writer) error {
	shared := a.skeleton.resources()
	pageOf := map[int]*page{}
	for i, n := range a.skeleton.pages {
		pageOf[n] = a.pages[i]
	}
	for n := 1; n <= len(a.skeleton.objects); n++ {
		if a.skeleton.replaced(n) {
			continue
		}
		if id, ok := a.skeleton.picture(n); ok && id < len(a.pictures) {
			if err := a.writePicture(w, n, a.pictures[id]); err != nil {
				return err
			}
			continue
		}
		if err := w.object(a.numbers[n]); err != nil {
			return err
		}
		object := a.skeleton.objects[n-1]
		if p := pageOf[n]; p != nil {
			object = shared.own(object, p.pictures())
		}
		if _, err := w.Write(renumbered(object, a.numbers)); err != nil {
			return err
		}
	}
	return nil
}

// trailer ends the file. The identifier is made from the content, so that the same paper has the same one.
func (w *writer) trailer(root, info int) error {
	if w.at > largest {
		return fmt.Errorf("the paper has %d bytes, more than a PDF can have", w.at)
	}
	w.id = hex.EncodeToString(w.hash.Sum(nil)[:16])
	start := w.at
	if err := w.printf("xref\n0 %d\n0000000000 65535 f \n", len(w.offsets)+1); err != nil {
		return err
	}
	for _, o := range w.offsets {
		if err := w.printf("%010d 00000 n \n", o); err != nil {
			return err
		}
	}
	return w.printf("trailer\n<</Size %d /Root %d 0 R /Info %d 0 R /ID [<%s> <%s>]>>\nstartxref\n%d\n%%%%EOF\n",
		len(w.offsets)+1, root, info, w.id, w.id, start)
}
