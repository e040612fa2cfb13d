package pdf

import (
	"bytes"
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// fpdf gives all pages one dictionary of fonts and pictures: whoever takes a page out would take every photo along.
// Here each page gets its own, with the pictures it shows.

const (
	resourceObject = 2 // fpdf's number for the shared dictionary
	shared         = "/Resources 2 0 R\n"
)

var (
	fontEntry  = regexp.MustCompile(`/F[0-9a-f]{40} \d+ 0 R`)
	imageEntry = regexp.MustCompile(`/I([0-9a-f]{40}) (\d+) 0 R`)
)

// resources are the entries of the shared dictionary.
type resources struct {
	fonts  string
	images map[int]string // by picture
}

func (s *skeleton) resources() resources {
	dict := s.objects[resourceObject-1]
	r := resources{images: map[int]string{}}
	r.fonts = string(bytes.Join(fontEntry.FindAll(dict, -1), []byte(" ")))
	for _, m := range imageEntry.FindAllSubmatch(dict, -1) {
		n, _ := strconv.Atoi(string(m[2]))
		if id, ok := s.picture(n); ok {
			r.images[id] = string(m[0])
		}
	}
	return r
}

// own puts a dictionary of its own into a page object in place of the shared one.
func (r resources) own(object []byte, pictures []int) []byte {
	var images []string
	for _, id := range pictures {
		images = append(images, r.images[id])
	}
	dict := fmt.Sprintf("/Resources <</ProcSet [/PDF /Text /ImageB /ImageC] /Font <<%s>> /XObject <<%s>>>>\n", r.fonts, strings.Join(images, " "))
	return bytes.Replace(object, []byte(shared), []byte(dict), 1)
}

// pictures lists what a page shows.
func (p *page) pictures() []int {
	var ids []int
	for _, o := range p.ops {
		if pic, ok := unshift(o.op).(pictureOp); ok {
			ids = append(ids, pic.picture)
		}
	}
	return ids
}
