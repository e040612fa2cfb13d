package pdf

import (
	"errors"
	"slices"
	"strings"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// deepest is how far objects may be nested in one another.
const deepest = 200

var errTooDeep = errors.New("objects nested too deeply")

// leftBehind are the kinds of objects that no page needs in order to be drawn: structure, attachments, actions.
var leftBehind = wordSet("Page Pages Catalog Annot Action Filespec EmbeddedFile StructElem StructTreeRoot ObjStm XRef Sig")

// actions are what a reader could be made to do.
var actions = wordSet("JavaScript Launch SubmitForm ImportData GoToR GoToE URI Named Rendition Sound Movie RichMediaExecute GoTo3DView ResetForm SetOCGState Hide")

// unneeded are entries of pictures and forms that lead out of them or tell about their making.
var unneeded = wordSet("Metadata PieceInfo LastModified StructParent StructParents AF OPI Measure PtData Length PS AA A Ref")

// object writes an object as PDF text, with references renumbered and what must not come along left out.
func (im *importer) object(o types.Object, depth int) (string, error) {
	if depth > deepest {
		return "", errTooDeep
	}
	switch o := o.(type) {
	case types.Dict:
		return im.dict(o, depth)
	case types.Array:
		return im.array(o, depth)
	case types.IndirectRef:
		return itoa(im.reference(o)) + " 0 R", nil
	case types.Name, types.Integer, types.Float, types.Boolean:
		return o.PDFString(), nil
	case types.StringLiteral:
		return stringLiteral(o), nil
	case types.HexLiteral:
		return hexLiteral(o), nil
	}
	return "null", nil
}

func (im *importer) dict(d types.Dict, depth int) (string, error) {
	if forbidden(d) {
		return "null", nil
	}
	entries, err := im.entries(d, depth, nil)
	return "<<" + entries + ">>", err
}

func forbidden(d types.Dict) bool {
	if t, ok := d["Type"].(types.Name); ok && leftBehind[string(t)] {
		return true
	}
	if s, ok := d["S"].(types.Name); ok && actions[string(s)] {
		return true
	}
	return d["JS"] != nil || d["EF"] != nil
}

// streamDict writes the dictionary of a stream, without brackets and length.
func (im *importer) streamDict(d types.Dict) (string, error) {
	if forbidden(d) {
		return "", nil
	}
	return im.entries(d, 0, unneeded)
}

func (im *importer) entries(d types.Dict, depth int, without map[string]bool) (string, error) {
	keys := make([]string, 0, len(d))
	for k := range d {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	var b strings.Builder
	for _, k := range keys {
		if without[k] || d[k] == nil {
			continue
		}
		text, err := im.object(d[k], depth+1)
		if err != nil {
			return "", err
		}
		b.WriteString("/" + types.EncodeName(k) + " " + text + " ")
	}
	return b.String(), nil
}

func (im *importer) array(a types.Array, depth int) (string, error) {
	parts := make([]string, len(a))
	for i, o := range a {
		text, err := im.object(o, depth+1)
		if err != nil {
			return "", err
		}
		parts[i] = text
	}
	return "[" + strings.Join(parts, " ") + "]", nil
}

// stringLiteral writes the bytes of a string in hexadecimal, so that no bracket in it can end it early.
func stringLiteral(s types.StringLiteral) string {
	b, err := types.Unescape(string(s))
	if err != nil {
		return "()"
	}
	return types.NewHexLiteral(b).PDFString()
}

// hexLiteral keeps the digits of a hexadecimal string and nothing else.
func hexLiteral(h types.HexLiteral) string {
	digits := strings.Map(func(r rune) rune {
		if strings.ContainsRune("0123456789abcdefABCDEF", r) {
			return r
		}
		return -1
	}, string(h))
	return "<" + digits + ">"
}
