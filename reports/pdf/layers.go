package pdf

import (
	"slices"
	"strings"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// hiddenLayers lists the layers that came along and that the PDF shows switched off: they stay off, so that a page
// looks here as it looked to whoever received it.
func (im *importer) hiddenLayers() []int {
	root, err := im.doc.Catalog()
	if err != nil {
		return nil
	}
	properties, err := im.doc.DereferenceDict(root["OCProperties"])
	if err != nil || properties == nil {
		return nil
	}
	config, err := im.doc.DereferenceDict(properties["D"])
	if err != nil || config == nil {
		return nil
	}
	off := im.layers(config["OFF"])
	if base, _ := config["BaseState"].(types.Name); base == "OFF" {
		on := im.layers(config["ON"])
		off = slices.DeleteFunc(im.layers(properties["OCGs"]), func(n int) bool { return slices.Contains(on, n) })
	}
	slices.Sort(off)
	return slices.Compact(off)
}

// layers returns the new numbers of those layers of a list that are in use.
func (im *importer) layers(o types.Object) []int {
	list, err := im.doc.DereferenceArray(o)
	if err != nil {
		return nil
	}
	var out []int
	for _, l := range list {
		if ref, ok := l.(types.IndirectRef); ok {
			if n, used := im.numbers[ref.ObjectNumber.Value()]; used {
				out = append(out, n)
			}
		}
	}
	return out
}

// layersOff is the catalogue's entry that keeps layers switched off.
func layersOff(objects []int) string {
	refs := make([]string, len(objects))
	for i, n := range objects {
		refs[i] = itoa(n) + " 0 R"
	}
	list := "[" + strings.Join(refs, " ") + "]"
	return "<</OCGs " + list + " /D <</OFF " + list + ">>>>"
}
