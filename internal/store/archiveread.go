package store

import (
	"archive/zip"
	"crypto/ed25519"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"

	"degrau/cases"
)

// Limits on an archive from a stranger. They are checked against what the archive says of itself, and again while
// reading, since it may lie.
const (
	maxArchiveFiles = 10_000
	maxIndex        = 64 << 20 // bytes of case.json
	maxOriginals    = 8 << 30  // bytes of all originals together
	maxRatio        = 200      // unpacked to packed; pictures and PDFs hardly shrink
	freeRatio       = 10 << 20 // below this size the ratio does not matter
)

// parcel is an archive opened for reading.
type parcel struct {
	index *archive
	c     *cases.Case
	files map[string]*zip.File
}

func openParcel(r io.ReaderAt, size int64) (*parcel, error) {
	z, err := zip.NewReader(r, size)
	if err != nil {
		return nil, broken("zip", err)
	}
	p := &parcel{files: map[string]*zip.File{}}
	if err := p.list(z.File); err != nil {
		return nil, err
	}
	if err := p.readIndex(); err != nil {
		return nil, err
	}
	if p.c, err = p.index.toCase(); err != nil {
		return nil, err
	}
	if err := checkForm(p.c); err != nil {
		return nil, err
	}
	return p, p.checkListed()
}

func (p *parcel) list(files []*zip.File) error {
	if len(files) > maxArchiveFiles {
		return cases.Invalidf("", "archive_too_large")
	}
	var total uint64
	for _, f := range files {
		if strings.HasSuffix(f.Name, "/") && f.UncompressedSize64 == 0 && fs.ValidPath(strings.TrimSuffix(f.Name, "/")) {
			continue // a folder, as other ZIP programs add
		}
		if !fs.ValidPath(f.Name) || strings.ContainsAny(f.Name, "\\:\x00") || !f.Mode().IsRegular() {
			return broken("file name", nil)
		}
		if p.files[f.Name] != nil {
			return broken(f.Name, errors.New("twice in the archive"))
		}
		total += f.UncompressedSize64
		if f.UncompressedSize64 > freeRatio && f.UncompressedSize64/maxRatio > f.CompressedSize64 ||
			f.UncompressedSize64 > maxOriginals || total > maxOriginals {
			return cases.Invalidf("", "archive_too_large")
		}
		p.files[f.Name] = f
	}
	return nil
}

func (p *parcel) readIndex() error {
	f := p.files[archiveIndex]
	if f == nil {
		return broken(archiveIndex, fs.ErrNotExist)
	}
	if f.UncompressedSize64 > maxIndex {
		return cases.Invalidf("", "archive_too_large")
	}
	r, err := f.Open()
	if err != nil {
		return broken(archiveIndex, err)
	}
	defer r.Close()
	b, err := io.ReadAll(io.LimitReader(r, maxIndex+1))
	if err != nil || len(b) > maxIndex {
		return broken(archiveIndex, err)
	}
	var head struct {
		Format  string `json:"format"`
		Version int    `json:"format_version"`
	}
	if err := json.Unmarshal(b, &head); err != nil || head.Format != archiveFormat {
		return broken(archiveIndex, err)
	}
	if head.Version > archiveVersion {
		return cases.Invalidf("", "archive_newer")
	}
	dec := json.NewDecoder(strings.NewReader(string(b)))
	dec.DisallowUnknownFields()
	p.index = &archive{}
	if err := dec.Decode(p.index); err != nil {
		return broken(archiveIndex, err)
	}
	return nil
}

// checkListed holds the list of originals against the exhibits and against the files: nothing extra, nothing twice.
func (p *parcel) checkListed() error {
	wanted := map[string]int64{}
	for _, e := range p.c.Events {
		if x := exhibit(e); x != nil {
			wanted[x.SHA256] = x.Size
		}
	}
	known := map[string]bool{archiveIndex: true, archivePage: true}
	for _, f := range p.index.Files {
		size, ok := wanted[f.SHA256]
		if !ok || size != f.Size || known[f.Path] || f.Size < 0 {
			return broken(clip(f.Path), errors.New("not an exhibit of the case"))
		}
		known[f.Path] = true
		delete(wanted, f.SHA256)
	}
	for name := range p.files {
		if !known[name] {
			return broken(clip(name), errors.New("not listed in "+archiveIndex))
		}
	}
	if len(wanted) > 0 {
		return broken("evidence", errors.New("an exhibit is not listed"))
	}
	return nil
}

// faults checks the chain, the state and the signature, but not the originals.
func (p *parcel) faults() []cases.Fault {
	out := checkCase(p.c)
	public, err := base64.StdEncoding.DecodeString(p.index.Head.PublicKey)
	if err != nil || len(public) != ed25519.PublicKeySize || !signedBy(public, p.c) {
		out = append(out, cases.Fault{Kind: cases.FaultRewritten, Seq: p.c.LastSeq})
	}
	return out
}

// original opens one of the listed files.
func (p *parcel) original(f archiveFile) (io.ReadCloser, error) {
	z := p.files[f.Path]
	if z == nil {
		return nil, fmt.Errorf("%s: %w", clip(f.Path), fs.ErrNotExist)
	}
	if z.UncompressedSize64 != uint64(f.Size) {
		return nil, errAltered
	}
	return z.Open()
}
