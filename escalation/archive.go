package escalation

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// maxArchive bounds what one archive of packs may hold once it is unpacked; ours has two megabytes.
const maxArchive = 64 << 20

// Archive returns all that was loaded as one zip, the same bytes for the same packs, from which FromArchive makes packs
// with the same snapshot: what a case was opened under can be asked again years later.
func (p *Packs) Archive() ([]byte, error) {
	rs := slices.Clone(p.records)
	slices.SortFunc(rs, func(a, b record) int { return strings.Compare(a.file, b.file) })
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, r := range rs {
		w, err := z.CreateHeader(&zip.FileHeader{Name: r.file, Method: zip.Deflate}) // without a time: the same bytes on any day
		if err == nil {
			_, err = w.Write(r.data)
		}
		if err != nil {
			return nil, fmt.Errorf("archive packs: %w", err)
		}
	}
	if err := z.Close(); err != nil {
		return nil, fmt.Errorf("archive packs: %w", err)
	}
	return b.Bytes(), nil
}

// FromArchive loads packs from an archive. It checks them as strictly as any folder.
func FromArchive(data []byte) (*Packs, error) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, fmt.Errorf("archive of packs: %w", err)
	}
	var total uint64
	for _, f := range z.File {
		if total += f.UncompressedSize64; f.UncompressedSize64 > maxFile || total > maxArchive || len(z.File) > 20_000 {
			return nil, errors.New("archive of packs: larger than any set of packs")
		}
	}
	return Load(z)
}
