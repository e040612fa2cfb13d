package main

import (
	"context"
	"encoding/json"
	"io"
	"io/fs"
	"path/filepath"
	"slices"

	"degrau/cases"
	"degrau/internal/store"
	"degrau/reports"
)

// The files that a kit has whatever the body.
const (
	kitList    = reports.KitFile
	kitDossier = reports.DossierFile
)

// kitFolder is a folder that may be a kit: what the files in it, and in the folders in it, are now. Whatever is no
// ordinary file has no fingerprint.
type kitFolder struct {
	dir   string
	files map[string]*fingerprint
}

// verifyKit checks the folder of a kit file by file. The list in the folder says only whose kit this may be; what the
// files must be is said by the record.
func verifyKit(ctx context.Context, s *store.Store, dir string) ([]checked, error) {
	k := kitFolder{dir, map[string]*fingerprint{}}
	caseID, err := k.caseOf(ctx, s)
	if err != nil || caseID == "" {
		return []checked{{File: dir, State: fileUnknown}}, err
	}
	// The slash at the end follows a link to the folder.
	err = filepath.WalkDir(dir+string(filepath.Separator), func(path string, e fs.DirEntry, err error) error { return k.read(ctx, path, e, err) })
	if err != nil {
		return nil, err
	}
	b, err := k.likeliest(ctx, s, caseID)
	if err != nil || b.ID == "" {
		return []checked{{File: dir, State: fileUnknown}}, err
	}
	return k.compare(b), nil
}

// read takes in one file under the folder, by its name as the list writes it.
func (k kitFolder) read(ctx context.Context, path string, e fs.DirEntry, err error) error {
	if err == nil {
		err = ctx.Err()
	}
	if err != nil || e.IsDir() {
		return err
	}
	name, err := filepath.Rel(k.dir, path)
	if err != nil {
		return err
	}
	name = filepath.ToSlash(name)
	k.files[name] = nil
	if e.Type().IsRegular() {
		k.files[name], err = fingerprintOf(path)
	}
	return err
}

// caseOf takes the case from the list in the folder, or from the dossier in it; empty where neither tells.
func (k kitFolder) caseOf(ctx context.Context, s *store.Store) (string, error) {
	if f, err := openFile(filepath.Join(k.dir, kitList)); err == nil {
		defer f.Close()
		var list struct {
			Case string `json:"case"`
		}
		if json.NewDecoder(io.LimitReader(f, 1<<20)).Decode(&list) == nil && list.Case != "" {
			return list.Case, nil
		}
	}
	f, err := fingerprintOf(filepath.Join(k.dir, kitDossier))
	if err != nil {
		return "", nil // no dossier to ask
	}
	b, _, err := knownBuild(ctx, s, f)
	return b.CaseID, err
}

// likeliest is the kit of the case that most files agree with, and of several the newest: a kit may have been built for
// more than one body and day.
func (k kitFolder) likeliest(ctx context.Context, s *store.Store, caseID string) (best store.Build, err error) {
	builds, err := s.Builds(ctx, caseID)
	if cases.IsKind(err, cases.NotFound) {
		return best, nil
	}
	most := -1
	for _, b := range builds {
		if n := k.agreeing(b); b.Kind == store.BuildKit && n > most {
			best, most = b, n
		}
	}
	return best, err
}

func (k kitFolder) agreeing(b store.Build) (n int) {
	for _, f := range b.Files {
		if have := k.files[f.Name]; have != nil && have.sha256() == f.SHA256 {
			n++
		}
	}
	return n
}

func (k kitFolder) compare(b store.Build) []checked {
	out := []checked{}
	for _, f := range b.Files {
		r := checked{File: filepath.Join(k.dir, filepath.FromSlash(f.Name)), State: fileChanged, What: whatBuild(b)}
		have, there := k.files[f.Name]
		if have != nil {
			r.SHA256 = have.sha256()
		}
		switch {
		case !there:
			r.State = fileMissing
		case r.SHA256 == f.SHA256:
			r.State = fileIntact
		}
		delete(k.files, f.Name)
		out = append(out, r)
	}
	names := []string{}
	for name := range k.files {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		r := checked{File: filepath.Join(k.dir, filepath.FromSlash(name)), State: fileExtra, What: whatBuild(b)}
		if f := k.files[name]; f != nil {
			r.SHA256 = f.sha256()
		}
		out = append(out, r)
	}
	return out
}
