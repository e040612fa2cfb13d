package escalation

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"degrau/escalation/packs"
)

// maxFile bounds one pack file; the largest of ours has a few kilobytes.
const maxFile = 1 << 20

// Builtin returns the packs that the program carries.
func Builtin() (*Packs, error) { return Load(packs.FS) }

// WithFolder returns the packs that the program carries with those of an operator's folder over them.
func WithFolder(folder fs.FS) (*Packs, error) { return Load(packs.FS, folder) }

// Load reads packs from the layers, the later ones replacing records of the earlier by id. All faults are reported at
// once, each with its file.
func Load(layers ...fs.FS) (*Packs, error) {
	l := &loader{records: map[string][]record{}}
	for i, layer := range layers {
		l.layer = i
		l.read(layer)
	}
	p := l.build()
	if len(l.faults) > 0 {
		slices.SortStableFunc(l.faults, func(a, b Fault) int { return strings.Compare(a.File, b.File) })
		return nil, l.faults
	}
	return p, nil
}

// record is one file of a pack, kept until all layers are read.
type record struct {
	layer int
	pack  string
	file  string // br/rules/br-cgov-resp.json
	name  string // br-cgov-resp
	data  []byte
}

type loader struct {
	layer   int
	records map[string][]record // by kind and id: "rules/br-cgov-resp"
	faults  Faults
}

// kinds of folders; intake.json and intake/ are read by another room.
var folders = []string{"calendars", "bodies", "rules", "ladders", "grounds", "values", "acts", "answers", "proofs"}

func (l *loader) read(layer fs.FS) {
	tops, err := fs.ReadDir(layer, ".")
	if err != nil {
		l.faults.add(".", "", "%v", err)
		return
	}
	for _, top := range tops {
		if !top.IsDir() || strings.HasPrefix(top.Name(), ".") {
			continue
		}
		l.readPack(layer, top.Name())
	}
}

func (l *loader) readPack(layer fs.FS, pack string) {
	err := fs.WalkDir(layer, pack, func(file string, d fs.DirEntry, err error) error {
		if err != nil {
			l.faults.add(file, "", "%v", err)
			return nil
		}
		if d.IsDir() {
			return nil
		}
		l.file(layer, pack, file)
		return nil
	})
	if err != nil {
		l.faults.add(pack, "", "%v", err)
	}
}

func (l *loader) file(layer fs.FS, pack, file string) {
	parts := strings.Split(file, "/")[1:]
	kind, id := "", strings.TrimSuffix(parts[len(parts)-1], path.Ext(file))
	switch {
	case len(parts) == 1 && parts[0] == "pack.json":
		kind, id = "pack", pack
	case len(parts) == 2 && slices.Contains(folders, parts[0]) && path.Ext(file) == ".json":
		kind = parts[0]
	case len(parts) == 3 && parts[0] == "texts" && path.Ext(file) == ".txt":
		kind, id = "texts", parts[1]+"/"+id
	case parts[0] == "intake.json" || parts[0] == "intake" || strings.HasPrefix(parts[len(parts)-1], ".") || path.Ext(file) == ".md":
		return
	default:
		l.faults.add(file, "", "does not belong in a pack")
		return
	}
	info, err := fs.Stat(layer, file)
	if err == nil && info.Size() > maxFile {
		err = fmt.Errorf("larger than %d bytes", maxFile)
	}
	var data []byte
	if err == nil {
		data, err = fs.ReadFile(layer, file)
	}
	if err != nil {
		l.faults.add(file, "", "%v", err)
		return
	}
	l.keep(kind, id, record{l.layer, pack, file, id, data})
}

// keep puts a record in its place. A rule may have several versions, br-x.json and br-x@2027.json; a later layer
// replaces all of them, because it may close the old one differently.
func (l *loader) keep(kind, id string, r record) {
	if kind == "rules" {
		id, _, _ = strings.Cut(id, "@")
	}
	key := kind + "/" + id
	old := l.records[key]
	switch {
	case len(old) > 0 && old[0].layer < r.layer:
		old = nil
	case len(old) > 0 && (kind != "rules" || old[0].pack != r.pack):
		l.faults.add(r.file, "", "%s %q is already in %s", kind, id, old[0].file)
		return
	}
	l.records[key] = append(old, r)
}
