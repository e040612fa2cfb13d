package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// skeleton is what fpdf wrote, taken apart into objects.
type skeleton struct {
	objects [][]byte // object n at n-1: from its dictionary to endobj
	pages   []int    // object numbers of the pages
	catalog int
	info    int
}

var errSkeleton = errors.New("pdf: the drawing library wrote something unexpected")

func indexOf(b []byte, s string) int { return bytes.Index(b, []byte(s)) }

var (
	trailerRoot = regexp.MustCompile(`/Root (\d+) 0 R`)
	trailerInfo = regexp.MustCompile(`/Info (\d+) 0 R`)
	kidsList    = regexp.MustCompile(`/Kids \[([^\]]*)\]`)
	kid         = regexp.MustCompile(`(\d+) 0 R`)
)

// parseSkeleton finds the objects by fpdf's own cross-reference table.
func parseSkeleton(b []byte) (*skeleton, error) {
	at := bytes.LastIndex(b, []byte("startxref\n"))
	if at < 0 {
		return nil, errSkeleton
	}
	var xref int
	if _, err := fmt.Sscanf(string(b[at:]), "startxref\n%d", &xref); err != nil || xref > at {
		return nil, errSkeleton
	}
	lines := bytes.Split(b[xref:at], []byte("\n"))
	var n int
	if _, err := fmt.Sscanf(string(lines[1]), "0 %d", &n); err != nil || len(lines) < n+2 {
		return nil, errSkeleton
	}
	offsets := make([]int, n-1)
	for i := range offsets {
		v, err := strconv.Atoi(string(lines[i+3][:10]))
		if err != nil || v <= 0 || v >= xref {
			return nil, errSkeleton
		}
		offsets[i] = v
	}
	s := &skeleton{objects: cut(b[:xref], offsets)}
	s.catalog = number(trailerRoot, b[xref:])
	s.info = number(trailerInfo, b[xref:])
	if list := kidsList.FindSubmatch(s.objects[0]); list != nil {
		for _, m := range kid.FindAllSubmatch(list[1], -1) {
			v, _ := strconv.Atoi(string(m[1]))
			s.pages = append(s.pages, v)
		}
	}
	if s.catalog == 0 || s.info == 0 || len(s.pages) == 0 {
		return nil, errSkeleton
	}
	return s, nil
}

func number(re *regexp.Regexp, b []byte) int {
	m := re.FindSubmatch(b)
	if m == nil {
		return 0
	}
	n, _ := strconv.Atoi(string(m[1]))
	return n
}

// cut takes the bytes between the offsets, without the "n 0 obj" in front.
func cut(b []byte, offsets []int) [][]byte {
	ends := append(slices.Clone(offsets), len(b))
	slices.Sort(ends)
	objects := make([][]byte, len(offsets))
	for i, o := range offsets {
		k, _ := slices.BinarySearch(ends, o)
		body := b[o:ends[k+1]]
		if nl := bytes.IndexByte(body, '\n'); nl >= 0 {
			body = body[nl+1:]
		}
		objects[i] = body
	}
	return objects
}

var imageHead = regexp.MustCompile(`^<</Type /XObject\n/Subtype /Image\n/Width (\d+)\n/Height (\d+)\n`)

// picture reports which picture an object is the placeholder of.
func (s *skeleton) picture(n int) (int, bool) {
	m := imageHead.FindSubmatch(s.objects[n-1])
	if m == nil {
		return 0, false
	}
	w, _ := strconv.Atoi(string(m[1]))
	h, _ := strconv.Atoi(string(m[2]))
	return pictureOfSize(w, h), true
}

// replaced reports whether we write an object ourselves instead.
func (s *skeleton) replaced(n int) bool {
	return n == s.catalog || n == s.info || n == resourceObject
}

// split takes an object apart into what may hold references and the stream that must not be touched.
func split(object []byte) (head, tail []byte) {
	if i := indexOf(object, ">>\nstream\n"); i >= 0 {
		return object[:i], object[i:]
	}
	return object, nil
}

// renumbered returns an object with its references changed and its fonts called by their names.
func renumbered(object []byte, numbers map[int]int) []byte {
	head, tail := split(object)
	head = kid.ReplaceAllFunc(head, func(ref []byte) []byte {
		n, _ := strconv.Atoi(string(ref[:bytes.IndexByte(ref, ' ')]))
		return fmt.Appendf(nil, "%d 0 R", numbers[n])
	})
	for _, f := range families {
		for _, key := range []string{"/BaseFont /", "/FontName /"} {
			head = bytes.ReplaceAll(head, []byte(key+"utf8"+strings.ToLower(f)+"\n"), []byte(key+f+"\n"))
		}
	}
	return append(slices.Clone(head), tail...)
}
