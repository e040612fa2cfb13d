package pdf

import (
	"fmt"
	"math"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// appearance is what an annotation looks like: a stamp, a note, a filled field.
type appearance struct {
	object int
	matrix string
}

// mostMarks bounds the annotations of one page.
const mostMarks = 2000

// Annotation flags: not to be seen on screen or paper.
const hiddenFlags = 1<<1 | 1<<5

// annotations finds the visible appearances of a page's annotations. A damaged one is left out, as readers do.
func (im *importer) annotations(page types.Dict) ([]appearance, error) {
	list, err := im.doc.DereferenceArray(page["Annots"])
	if err != nil {
		return nil, nil
	}
	var marks []appearance
	for _, o := range list[:min(len(list), mostMarks)] {
		d, err := im.doc.DereferenceDict(o)
		if err != nil || d == nil || !visible(d) {
			continue
		}
		if m, ok := im.appearance(d); ok {
			marks = append(marks, m)
		}
	}
	return marks, nil
}

func visible(d types.Dict) bool {
	if s, _ := d["Subtype"].(types.Name); s == "Popup" || s == "Link" {
		return false
	}
	flags, _ := d["F"].(types.Integer)
	return int(flags)&hiddenFlags == 0
}

// appearance places the normal appearance into the annotation's rectangle (ISO 32000-1, 12.5.5).
func (im *importer) appearance(d types.Dict) (appearance, bool) {
	ref, form, ok := im.normal(d)
	if !ok {
		return appearance{}, false
	}
	rect, ok1 := im.numbers4(d["Rect"])
	box, ok2 := im.numbers4(form.Dict["BBox"])
	if !ok1 || !ok2 {
		return appearance{}, false
	}
	m := [6]float64{1, 0, 0, 1, 0, 0}
	if a, err := im.doc.DereferenceArray(form.Dict["Matrix"]); err == nil && len(a) == 6 {
		for i := range m {
			if m[i], err = im.doc.DereferenceNumber(a[i]); err != nil {
				return appearance{}, false
			}
		}
	}
	seen := transformed(box, m)
	w, h := seen[2]-seen[0], seen[3]-seen[1]
	if !(w > 0 && h > 0) || math.IsInf(w, 0) || math.IsInf(h, 0) {
		return appearance{}, false
	}
	sx, sy := (rect[2]-rect[0])/w, (rect[3]-rect[1])/h
	matrix := fmt.Sprintf("%.6f 0 0 %.6f %.4f %.4f", sx, sy, rect[0]-seen[0]*sx, rect[1]-seen[1]*sy)
	return appearance{im.reference(ref), matrix}, true
}

// normal finds the stream of the normal appearance, in the state the annotation is in.
func (im *importer) normal(d types.Dict) (types.IndirectRef, types.StreamDict, bool) {
	var none types.IndirectRef
	ap, err := im.doc.DereferenceDict(d["AP"])
	if err != nil || ap == nil {
		return none, types.StreamDict{}, false
	}
	n := ap["N"]
	if o, err := im.doc.Dereference(n); err == nil {
		if states, ok := o.(types.Dict); ok {
			state, _ := d["AS"].(types.Name)
			n = states[string(state)]
		}
	}
	ref, ok := n.(types.IndirectRef)
	if !ok {
		return none, types.StreamDict{}, false
	}
	o, err := im.doc.Dereference(ref)
	form, ok := o.(types.StreamDict)
	subtype, _ := form.Dict["Subtype"].(types.Name)
	return ref, form, err == nil && ok && subtype == "Form"
}

// numbers4 reads a rectangle, lower left corner first.
func (im *importer) numbers4(o types.Object) (r [4]float64, ok bool) {
	a, err := im.doc.DereferenceArray(o)
	if err != nil || len(a) != 4 {
		return r, false
	}
	for i := range r {
		if r[i], err = im.doc.DereferenceNumber(a[i]); err != nil || math.Abs(r[i]) > 1e7 {
			return r, false
		}
	}
	return [4]float64{min(r[0], r[2]), min(r[1], r[3]), max(r[0], r[2]), max(r[1], r[3])}, true
}

// transformed is the rectangle around a rectangle after a matrix.
func transformed(r [4]float64, m [6]float64) [4]float64 {
	out := [4]float64{math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)}
	for _, p := range [4][2]float64{{r[0], r[1]}, {r[2], r[1]}, {r[0], r[3]}, {r[2], r[3]}} {
		x, y := m[0]*p[0]+m[2]*p[1]+m[4], m[1]*p[0]+m[3]*p[1]+m[5]
		out = [4]float64{min(out[0], x), min(out[1], y), max(out[2], x), max(out[3], y)}
	}
	return out
}
