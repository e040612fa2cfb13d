package pdf

import (
	"bytes"
	"context"
	"errors"
	"fmt"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// importer copies what pages of one PDF draw into the spool, under new numbers.
type importer struct {
	ctx     context.Context
	doc     *model.Context
	spool   *spool
	numbers map[int]int // from the PDF's numbers to the spool's
	waiting []int       // numbers given out and not yet copied
	strict  bool        // what is referred to must be there
}

// page spools a page as a picture that fills the unit square and returns its number.
func (im *importer) page(n int) (form int, box pageBox, err error) {
	if err := im.ctx.Err(); err != nil {
		return 0, box, err
	}
	page, _, attrs, err := im.doc.PageDict(n, false)
	if err != nil {
		return 0, box, err
	}
	box = boxOf(attrs, page)
	dict, data, err := im.contents(page, n)
	if err != nil {
		return 0, box, err
	}
	resources, err := im.direct(attrs.Resources)
	if err != nil {
		return 0, box, err
	}
	group, err := im.group(page)
	if err != nil {
		return 0, box, err
	}
	form = im.spool.reserve()
	marks, err := im.annotations(page)
	if err != nil {
		return 0, box, err
	}
	inner := im.spool.reserve()
	head := fmt.Sprintf("/Type /XObject /Subtype /Form /BBox %s%s /Resources %s", box.bounds(), group, resources)
	if err := im.spool.stream(inner, head+dict, data); err != nil {
		return 0, box, err
	}
	if err := im.framed(form, inner, box, marks); err != nil {
		return 0, box, err
	}
	return form, box, im.drain()
}

// freshState is what every page may count on when it starts to draw; a form would take over the dossier's own colours.
const freshState = "0 g 0 G 1 w 0 J 0 j 10 M [] 0 d\n"

// framed spools a page, fitted into the unit square, with the appearances of its annotations over it.
func (im *importer) framed(form, inner int, box pageBox, marks []appearance) error {
	var content, objects bytes.Buffer
	content.WriteString(freshState + "q /Page Do Q\n")
	fmt.Fprintf(&objects, "/Page %d 0 R", inner)
	for i, m := range marks {
		fmt.Fprintf(&content, "q %s cm /Mark%d Do Q\n", m.matrix, i)
		fmt.Fprintf(&objects, " /Mark%d %d 0 R", i, m.object)
	}
	dict := fmt.Sprintf("/Type /XObject /Subtype /Form /BBox %s /Matrix [%s] /Resources <</XObject <<%s>>>>", box.bounds(), box.matrix(), objects.String())
	return im.spool.stream(form, dict, content.Bytes())
}

var errLost = errors.New("an object is missing")

// contents returns what a page draws. One stream is taken as it is; several are joined, since operators may run on
// from one to the next.
func (im *importer) contents(page types.Dict, n int) (dict string, data []byte, err error) {
	o, err := im.doc.Dereference(page["Contents"])
	if err == nil && o == nil && page["Contents"] != nil { // it would pass for an empty page
		err = errLost
	}
	if err != nil {
		return "", nil, err
	}
	if list, ok := o.(types.Array); ok && len(list) == 1 {
		if o, err = im.doc.Dereference(list[0]); err != nil {
			return "", nil, err
		}
	}
	switch o := o.(type) {
	case types.StreamDict:
		if dict, err = im.filters(o); err == nil {
			return dict, o.Raw, nil
		}
	case types.Array:
		data, err := im.joined(o, n)
		if err != nil {
			return "", nil, err
		}
		return " /Filter /FlateDecode", deflate(data), nil
	}
	return "", nil, err
}

func (im *importer) joined(list types.Array, n int) ([]byte, error) {
	var all []byte
	for _, o := range list {
		if err := im.ctx.Err(); err != nil {
			return nil, err
		}
		part, err := im.doc.PageContent(types.Dict{"Contents": types.Array{o}}, n)
		if err != nil && !errors.Is(err, model.ErrNoContent) {
			return nil, err
		}
		if all = append(append(all, part...), '\n'); len(all) > largestPDF {
			return nil, refuse(reasonTooLarge, "contents of page %d", n)
		}
	}
	return all, nil
}

// filters writes how a stream is encoded.
func (im *importer) filters(s types.StreamDict) (string, error) {
	out := ""
	for _, key := range []string{"Filter", "DecodeParms"} {
		if v, ok := s.Dict[key]; ok && v != nil {
			text, err := im.direct(v)
			if err != nil {
				return "", err
			}
			out += " /" + key + " " + text
		}
	}
	return out, nil
}

// group copies how a page's transparency is blended.
func (im *importer) group(page types.Dict) (string, error) {
	o, err := im.doc.Dereference(page["Group"])
	if err != nil {
		return "", err
	}
	g, ok := o.(types.Dict)
	if !ok || g["S"] != types.Name("Transparency") {
		return "", nil
	}
	text, err := im.object(g, 0)
	return " /Group " + text, err
}

// direct writes an object in place, following the reference to it; nothing becomes an empty dictionary.
func (im *importer) direct(o types.Object) (string, error) {
	o, err := im.doc.Dereference(o)
	if err != nil {
		return "", err
	}
	if d, ok := o.(types.Dict); ok && d == nil || o == nil {
		return "<<>>", nil
	}
	return im.object(o, 0)
}

// reference gives an object its new number and remembers to copy it.
func (im *importer) reference(r types.IndirectRef) int {
	old := r.ObjectNumber.Value()
	if n, ok := im.numbers[old]; ok {
		return n
	}
	n := im.spool.reserve()
	im.numbers[old] = n
	im.waiting = append(im.waiting, old)
	return n
}

// drain copies everything that was referred to.
func (im *importer) drain() error {
	for len(im.waiting) > 0 {
		if err := im.ctx.Err(); err != nil {
			return err
		}
		old := im.waiting[len(im.waiting)-1]
		im.waiting = im.waiting[:len(im.waiting)-1]
		if err := im.copy(old, im.numbers[old]); err != nil {
			return err
		}
	}
	return nil
}

func (im *importer) copy(old, n int) error {
	o, err := im.doc.Dereference(*types.NewIndirectRef(old, 0))
	if err == nil && o == nil && im.strict {
		err = errLost
	}
	if err != nil {
		return err
	}
	if s, ok := o.(types.StreamDict); ok {
		dict, err := im.streamDict(s.Dict)
		if err != nil {
			return err
		}
		return im.spool.stream(n, dict, s.Raw)
	}
	text, err := im.object(o, 0)
	if err != nil {
		return err
	}
	return im.spool.put(n, []byte(text))
}
