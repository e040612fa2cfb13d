package pdf

import (
	"bytes"
	"fmt"
	"io"
	"regexp"
	"strconv"
)

// largestRepair is the largest PDF whose table of objects is worked out anew.
const largestRepair = 64 << 20

var (
	objectStart = regexp.MustCompile(`(?:^|[\s>])(\d{1,7})\s+(\d{1,5})\s+obj\b`)
	rootEntry   = regexp.MustCompile(`/Root\s+(\d{1,7})\s+\d{1,5}\s+R`)
	catalogMark = regexp.MustCompile(`/Type\s*/Catalog\b`)
	encryptMark = regexp.MustCompile(`/Encrypt\s`)
	packedMark  = regexp.MustCompile(`/Type\s*/ObjStm\b`)
)

// repaired gives a PDF whose cross-reference table is wrong a new one, found by looking for the objects themselves.
// Encrypted files and files with packed objects are beyond it.
func repaired(r io.ReadSeeker, size int64) ([]byte, bool) {
	if size > largestRepair {
		return nil, false
	}
	if _, err := r.Seek(0, io.SeekStart); err != nil {
		return nil, false
	}
	raw, err := io.ReadAll(io.LimitReader(r, size))
	if err != nil || encryptMark.Match(raw) || packedMark.Match(raw) {
		return nil, false
	}
	offsets, largest := objectOffsets(raw)
	root := rootNumber(raw, offsets)
	if root == 0 {
		return nil, false
	}
	out := bytes.NewBuffer(bytes.Clone(raw))
	fmt.Fprintf(out, "\nxref\n0 %d\n0000000000 65535 f \n", largest+1)
	start := len(raw) + 1
	for n := 1; n <= largest; n++ {
		if o, ok := offsets[n]; ok {
			fmt.Fprintf(out, "%010d %05d n \n", o.at, o.generation)
		} else {
			out.WriteString("0000000000 65535 f \n")
		}
	}
	fmt.Fprintf(out, "trailer\n<</Size %d /Root %d %d R>>\nstartxref\n%d\n%%%%EOF\n", largest+1, root, offsets[root].generation, start)
	return out.Bytes(), true
}

// found is where an object starts.
type found struct{ at, generation int }

// objectOffsets finds all objects; of several with one number the last counts, as it does for changed files.
func objectOffsets(raw []byte) (offsets map[int]found, largest int) {
	offsets = map[int]found{}
	const mostObjects = 500_000
	for _, m := range objectStart.FindAllSubmatchIndex(raw, mostObjects) {
		n, _ := strconv.Atoi(string(raw[m[2]:m[3]]))
		generation, _ := strconv.Atoi(string(raw[m[4]:m[5]]))
		if n == 0 || n > mostObjects {
			continue
		}
		offsets[n] = found{m[2], generation}
		largest = max(largest, n)
	}
	return offsets, largest
}

// rootNumber finds the catalogue: as the trailer names it, else the object that says it is one.
func rootNumber(raw []byte, offsets map[int]found) int {
	if all := rootEntry.FindAllSubmatch(raw, -1); len(all) > 0 {
		n, _ := strconv.Atoi(string(all[len(all)-1][1]))
		if _, ok := offsets[n]; ok {
			return n
		}
	}
	at := catalogMark.FindIndex(raw)
	if at == nil {
		return 0
	}
	best := 0
	for n, o := range offsets {
		if o.at < at[0] && (best == 0 || o.at > offsets[best].at) {
			best = n
		}
	}
	return best
}
