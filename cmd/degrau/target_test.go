package main

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"degrau/cases"
)

func TestAPaperThatCannotBeWrittenIsSaidInASentence(t *testing.T) {
	dir := t.TempDir()
	d := degrau{t: t, data: filepath.Join(dir, "data")}
	id, _ := d.openCase()
	inWay := filepath.Join(dir, "file.txt")
	mustDo(t, os.WriteFile(inWay, []byte("x"), 0o600))
	for name, c := range map[string]struct {
		verb, to string
		want     int
	}{
		"a folder that is not there":          {"dossier", filepath.Join(dir, "none", "a.pdf"), exitFailed},
		"a file where a folder should be":     {"dossier", filepath.Join(inWay, "a.pdf"), exitFailed},
		"a file where a folder is asked for":  {"dossier", inWay + "/", exitFailed},
		"a device":                            {"dossier", os.DevNull, exitInvalid},
		"a kit's folder under a file":         {"kit", filepath.Join(inWay, "kit"), exitFailed},
		"a kit's folder, deeper under a file": {"kit", filepath.Join(inWay, "a", "kit"), exitFailed},
	} {
		t.Run(name, func(t *testing.T) {
			r := d.run("", c.verb, "build", id, "--body", "br-procon", "-o", c.to)
			if r.code != c.want || strings.Contains(r.err, ".degrau-") || strings.Contains(r.err, "mkdir") || !strings.Contains(r.err, "hoose") && !strings.Contains(r.err, "Try: another folder") {
				t.Errorf("exit %d, want %d\n%s", r.code, c.want, r.err)
			}
		})
	}
	if b := mustRead(t, inWay); string(b) != "x" {
		t.Errorf("the file in the way is now %q", b)
	}
}

func TestTargetErrors(t *testing.T) {
	for _, cause := range []error{fs.ErrPermission, syscall.EROFS, syscall.ENOTDIR, syscall.ENOSPC, fs.ErrNotExist} {
		err := targetError("x", &os.PathError{Op: "open", Path: "x/.degrau-1", Err: cause})
		var a app
		a.lang = "en"
		if s := a.sentence(err); strings.Contains(s, ".degrau-1") || !strings.Contains(s, " x.") && !strings.Contains(s, " x ") {
			t.Errorf("%v: %s", cause, s)
		}
	}
	if err := targetError("x", cases.Conflictf("case_erased")); !cases.IsKind(err, cases.Conflict) {
		t.Errorf("another error became %v", err)
	}
}

// TestABuildThatCannotBeNotedStays makes the note fail by a case that is erased while its paper is drawn.
func TestABuildThatCannotBeNotedStays(t *testing.T) {
	d := degrau{t: t, data: t.TempDir()}
	id, _ := d.openCase()
	var out, errs strings.Builder
	a := &app{out: &out, err: &errs, env: os.LookupEnv, lang: "en"}
	a.settings = settings{"data": {d.data, "flag"}}
	var err error
	a.fixed, err = parseNow("2026-11-22")
	mustDo(t, err)
	defer a.close()
	in, err := a.input(context.Background(), id, "br-procon", "")
	mustDo(t, err)
	gone, err := a.store.Load(t.Context(), id)
	mustDo(t, err)
	mustDo(t, gone.Erase("owner", a.now()))
	mustDo(t, a.store.Erase(t.Context(), gone))
	to := filepath.Join(t.TempDir(), "a.pdf")
	err = a.buildDossier(t.Context(), in, to)
	if exitCode(err) != exitPartly || !strings.Contains(a.sentence(err), to) || !strings.Contains(out.String(), to) || len(mustRead(t, to)) == 0 {
		t.Errorf("%v\n%s", err, out.String())
	}
	kit := filepath.Join(t.TempDir(), "kit")
	if err = a.buildKit(t.Context(), in, kit); exitCode(err) != exitPartly || len(mustRead(t, filepath.Join(kit, kitList))) == 0 {
		t.Errorf("kit: %v", err)
	}
	if list, err := a.store.Builds(t.Context(), id); err != nil || len(list) != 0 {
		t.Errorf("noted all the same: %v %v", list, err)
	}
}
