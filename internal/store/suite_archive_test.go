package store

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"os"
	"strings"
	"testing"

	"degrau/cases"
)

func mustExport(t testing.TB, s *Store, id string) []byte {
	t.Helper()
	var b bytes.Buffer
	mustDo(t, s.Export(t.Context(), id, &b, nil))
	return b.Bytes()
}

func importInto(t testing.TB, s *Store, b []byte) (*cases.Case, error) {
	t.Helper()
	return s.Import(t.Context(), bytes.NewReader(b), int64(len(b)))
}

// mustExhibits is a case with two different files, one of them twice under different names.
func mustExhibits(t testing.TB, s *Store) *cases.Case {
	t.Helper()
	c := mustCreate(t, s)
	mustAttach(t, s, c, "recibo ção \"1\".txt", "recibo")
	mustAttach(t, s, c, "../../etc/passwd", "outro")
	mustAttach(t, s, c, "de novo.txt", "recibo")
	return c
}

// another is an empty store of the SQLite kind: a case must travel between engines.
func another(t testing.TB) *Store { return mustStore(t, Options{Dir: t.TempDir()}) }

func testExportImport(t *testing.T, s *Store) {
	c := mustExhibits(t, s)
	b := mustExport(t, s, c.Code)
	if !bytes.Equal(b, mustExport(t, s, c.ID)) {
		t.Error("the same case gave other bytes")
	}
	if _, found, err := VerifyExport(bytes.NewReader(b), int64(len(b))); err != nil || len(found) > 0 {
		t.Errorf("verify the archive: %v %v", found, err)
	}
	to := another(t)
	got, err := importInto(t, to, b)
	mustDo(t, err)
	if got.HeadSig == c.HeadSig {
		t.Error("the head must be signed with the key of the new home")
	}
	got.HeadSig = c.HeadSig
	sameCase(t, got, c)
	for _, x := range c.Evidence() {
		mustHave(t, to, x.SHA256, true)
	}
	if found := mustVerify(t, to); len(found) > 0 {
		t.Errorf("verify: %v", found)
	}
	loaded := mustLoad(t, to, c.Code)
	mustNote(t, loaded, "e continua")
	mustDo(t, to.Save(t.Context(), loaded))
	// And back again, into the engine under test.
	mustExec(t, s, "DELETE FROM event_payloads")
	mustExec(t, s, "DELETE FROM events")
	mustExec(t, s, "DELETE FROM cases")
	if got, err = importInto(t, s, mustExport(t, to, c.ID)); err != nil || got.LastSeq != 7 {
		t.Fatalf("back again: %v", err)
	}
	if found := mustVerify(t, s); len(found) > 0 {
		t.Errorf("verify: %v", found)
	}
}

// testOlderArchive: a case that an earlier version exported, before an exhibit said who dates it, still verifies.
func testOlderArchive(t *testing.T, s *Store) {
	b, err := os.ReadFile("testdata/case-2026-11.zip")
	mustDo(t, err)
	if _, found, err := VerifyExport(bytes.NewReader(b), int64(len(b))); err != nil || len(found) > 0 {
		t.Fatalf("verify the archive: %v %v", found, err)
	}
	c, err := importInto(t, s, b)
	mustDo(t, err)
	all := c.Evidence()
	if len(all) != 2 || all[0].Source != "cli" || all[0].CapturedOn.IsZero() || all[0].CapturedBy != "" || all[1].Warnings[0] != "duplicate:P1" {
		t.Errorf("%+v", all)
	}
	mustAttach(t, s, c, "novo.txt", "novo")
	if found := mustVerify(t, s); len(found) > 0 {
		t.Errorf("verify: %v", found)
	}
}

// testExportPage takes the page along, which knows every file, and takes the case in without it.
func testExportPage(t *testing.T, s *Store) {
	c := mustExhibits(t, s)
	var b bytes.Buffer
	var told Listed
	mustDo(t, s.Export(t.Context(), c.ID, &b, func(w io.Writer, l Listed) error {
		told = l
		_, err := io.WriteString(w, "a page")
		return err
	}))
	files := map[string][]byte{}
	for _, f := range unzip(t, b.Bytes()) {
		files[f.name] = f.data
	}
	if string(files[archivePage]) != "a page" || len(files) != len(told.Files)+1 {
		t.Fatalf("%d files, %d told", len(files), len(told.Files))
	}
	for _, f := range told.Files {
		sum := sha256.Sum256(files[f.Path])
		if f.SHA256 != hex.EncodeToString(sum[:]) || f.Size != int64(len(files[f.Path])) || (f.Label == "") != (f.Path == archiveIndex) {
			t.Errorf("told %+v", f)
		}
	}
	if got := mustLoad(t, s, c.ID); told.Code != got.Code || told.Head != got.LastHash || told.On.IsZero() {
		t.Errorf("told %+v", told)
	}
	if _, found, err := VerifyExport(bytes.NewReader(b.Bytes()), int64(b.Len())); err != nil || len(found) > 0 {
		t.Errorf("with its page: %v %v", found, err)
	}
	got, err := importInto(t, another(t), b.Bytes())
	mustDo(t, err)
	if got.LastHash != told.Head {
		t.Error("another case was taken in")
	}
}

func testExportErased(t *testing.T, s *Store) {
	c := mustExhibits(t, s)
	mustDo(t, c.Erase("owner", noon))
	mustDo(t, s.Erase(t.Context(), c))
	b := mustExport(t, s, c.ID)
	if bytes.Contains(b, []byte("recibo")) {
		t.Error("an erased name is in the archive")
	}
	to := another(t)
	_, err := importInto(t, to, b)
	mustDo(t, err)
	if found := mustVerify(t, to); len(found) > 0 {
		t.Errorf("verify: %v", found)
	}
}

func testImportTwice(t *testing.T, s *Store) {
	c := mustExhibits(t, s)
	b := mustExport(t, s, c.ID)
	_, err := importInto(t, s, b)
	wantKind(t, "a case that is here", err, cases.Conflict)
	for _, x := range c.Evidence() {
		mustHave(t, s, x.SHA256, true)
	}
	mustDo(t, c.Erase("owner", noon))
	mustDo(t, s.Erase(t.Context(), c))
	_, err = importInto(t, s, b)
	wantKind(t, "a case that was erased here", err, cases.Conflict)
}

// zipFile is one member of an archive under repair by a forger.
type zipFile struct {
	name string
	data []byte
}

func unzip(t testing.TB, b []byte) (out []zipFile) {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	mustDo(t, err)
	for _, f := range z.File {
		r, err := f.Open()
		mustDo(t, err)
		data, err := io.ReadAll(r)
		mustDo(t, err)
		out = append(out, zipFile{f.Name, data})
	}
	return out
}

func rezip(t testing.TB, files []zipFile) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, f := range files {
		w, err := z.CreateHeader(&zip.FileHeader{Name: f.name, Method: zip.Deflate})
		mustDo(t, err)
		_, err = w.Write(f.data)
		mustDo(t, err)
	}
	mustDo(t, z.Close())
	return b.Bytes()
}

// inIndex replaces text in case.json.
func inIndex(old, new string) func(testing.TB, []zipFile) []zipFile {
	return func(t testing.TB, f []zipFile) []zipFile {
		if !bytes.Contains(f[0].data, []byte(old)) {
			t.Fatalf("%s does not hold %q", f[0].name, old)
		}
		f[0].data = bytes.Replace(f[0].data, []byte(old), []byte(new), 1)
		return f
	}
}

// forge lets a forger with a key of their own change the case and sign it again.
func forge(change func(c *cases.Case)) func(testing.TB, []zipFile) []zipFile {
	return func(t testing.TB, f []zipFile) []zipFile {
		var a archive
		mustDo(t, json.Unmarshal(f[0].data, &a))
		c, err := a.toCase()
		mustDo(t, err)
		change(c)
		relink(c)
		key := another(t).key
		c.HeadSig = key.sign(c)
		forged := newArchive(c, key)
		forged.Files = a.Files
		f[0].data, err = json.Marshal(forged)
		mustDo(t, err)
		return f
	}
}

var hostileArchives = []struct {
	name string
	do   func(testing.TB, []zipFile) []zipFile
}{
	{"words changed", inIndex("mensagem", "massagem")},
	{"head changed", inIndex(`"last_seq": 6`, `"last_seq": 5`)},
	{"state changed", inIndex(`"state": "open"`, `"state": "erased"`)},
	{"signature changed", inIndex(`"signature": "`, `"signature": "x`)},
	{"public key of nobody", inIndex(`"public_key": "`, `"public_key": "AAAA`)},
	{"unknown field", inIndex(`"format_version"`, `"colour": "red", "format_version"`)},
	{"a version to come", inIndex(`"format_version": 1`, `"format_version": 2`)},
	{"another format", inIndex(`"degrau-case"`, `"degrau-cake"`)},
	{"broken JSON", inIndex(`"events"`, `events`)},
	{"a code that is a path", inIndex(`"code": "`, `"code": "../`)},
	{"no case.json", func(_ testing.TB, f []zipFile) []zipFile { return f[1:] }},
	{"no files at all", func(testing.TB, []zipFile) []zipFile { return nil }},
	{"an original missing", func(_ testing.TB, f []zipFile) []zipFile { return f[:2] }},
	{"an original changed", func(_ testing.TB, f []zipFile) []zipFile { f[1].data = []byte("Recibo"); return f }},
	{"an original longer", func(_ testing.TB, f []zipFile) []zipFile { f[1].data = []byte("recibo e mais"); return f }},
	{"a file nobody listed", func(_ testing.TB, f []zipFile) []zipFile { return append(f, zipFile{"evidence/P9-x", []byte("x")}) }},
	{"a file twice", func(_ testing.TB, f []zipFile) []zipFile { return append(f, f[1]) }},
	{"a path upwards", func(_ testing.TB, f []zipFile) []zipFile { f[1].name = "../../keys/chain.key"; return f }},
	{"a path from the root", func(_ testing.TB, f []zipFile) []zipFile { return append(f, zipFile{"/etc/passwd", []byte("x")}) }},
	{"a path of Windows", func(_ testing.TB, f []zipFile) []zipFile { return append(f, zipFile{`..\x`, []byte("x")}) }},
	{"a bomb", func(_ testing.TB, f []zipFile) []zipFile { f[1].data = make([]byte, 64<<20); return f }},
	{"a bomb as case.json", func(_ testing.TB, f []zipFile) []zipFile { f[0].data = bytes.Repeat([]byte(" "), 65<<20); return f }},
	{"forged: an id that is a path", forge(func(c *cases.Case) { c.ID = "../../x" })},
	{"forged: an organisation that is none", forge(func(c *cases.Case) { c.OrgID = "x" })},
	{"forged: a kind nobody knows", forge(func(c *cases.Case) { c.Events[1].Kind = "exploded" })},
	{"forged: a kind that is not that of the words", forge(func(c *cases.Case) { c.Events[1].Kind = cases.Answered })},
	{"forged: words that cannot be kept", forge(func(c *cases.Case) { c.Events[1].Payload += "\x00" })},
	{"forged: words of a newer program", forge(func(c *cases.Case) {
		c.Events[1].Payload = strings.Replace(c.Events[1].Payload, `"entry":{`, `"entry":{"mood":"sad",`, 1)
	})},
	{"forged: a filing without a body", forge(func(c *cases.Case) {
		c.Events[2].Payload = strings.Replace(c.Events[2].Payload, `"body":"aliexpress-dispute",`, "", 1)
	})},
	{"forged: facts that cannot be", forge(func(c *cases.Case) {
		c.Events[0].Payload = strings.Replace(c.Events[0].Payload, "not_delivered", "not_anything", 1)
	})},
	{"forged: an actor with a separator", forge(func(c *cases.Case) { c.Events[1].Actor = "a\x1fb" })},
	{"forged: two events of one id", forge(func(c *cases.Case) { c.Events[1].ID = c.Events[2].ID })},
	{"forged: a digest that is a path", forge(func(c *cases.Case) {
		c.Events[3].Payload = strings.Replace(c.Events[3].Payload, `"sha256":"`, `"sha256":"../`, 1)
	})},
	{"forged: an exhibit number twice", forge(func(c *cases.Case) {
		c.Events[4].Payload = strings.Replace(c.Events[4].Payload, `"number":2`, `"number":1`, 1)
	})},
	{"forged: an erased case with words", forge(func(c *cases.Case) {
		c.State = cases.StateErased
		c.Events[5].Kind, c.Events[5].Payload = cases.Erased, `{"salt":"00","entry":{"kind":"erased"}}`
	})},
	{"forged: no events", forge(func(c *cases.Case) { c.Events, c.LastSeq, c.Version = nil, 0, 0 })},
	{"forged: a year that no database keeps", forge(func(c *cases.Case) { c.Events[1].RecordedAt = c.Events[1].RecordedAt.AddDate(-2000, 0, 0) })},
}

func testHostileArchives(t *testing.T, s *Store) {
	good := mustExport(t, s, mustExhibits(t, s).ID)
	to := another(t)
	if s.dialect != "sqlite" {
		to = mustStore(t, engines[1].options(t))
	}
	if s.options.Blobs != "" {
		to = mustStore(t, onBucket(t, to.options))
	}
	for _, c := range hostileArchives {
		t.Run(c.name, func(t *testing.T) {
			_, err := importInto(t, to, rezip(t, c.do(t, unzip(t, good))))
			wantKind(t, "import", err, cases.Invalid)
			if list, err := to.List(t.Context(), nil, 1); err != nil || len(list) > 0 {
				t.Errorf("something was kept: %v %v", list, err)
			}
			if n := countFiles(t, to); n > 0 {
				t.Errorf("%d files were kept", n)
			}
		})
	}
	for name, b := range map[string][]byte{"empty": nil, "no ZIP": []byte("hello"), "cut": good[:len(good)/2], "tail only": good[len(good)/2:]} {
		_, err := importInto(t, to, b)
		wantKind(t, name, err, cases.Invalid)
	}
	bomb := mustCreate(t, s)
	mustAttach(t, s, bomb, "zeros", strings.Repeat("\x00", 12<<20)) // an honest exhibit, but not packed this tight
	_, err := importInto(t, to, rezip(t, unzip(t, mustExport(t, s, bomb.ID))))
	wantKey(t, err, "archive_too_large")
	if _, err := importInto(t, to, rezip(t, unzip(t, good))); err != nil {
		t.Errorf("packed again by another program: %v", err)
	}
}

func testKnown(t *testing.T, s *Store) {
	c := mustCreate(t, s)
	x := mustAttach(t, s, c, "100%_recibo.txt", "recibo")
	mustAttach(t, s, c, "100%_RECIBO.txt", "outro")
	for name, k := range map[string]struct {
		sum, file, label string
		same             bool
	}{
		"the same bytes under another name": {x.SHA256, "copy.txt", "P1", true},
		"other bytes under the name":        {strings.Repeat("0", 64), "100%_recibo.txt", "P1", false},
		"a name with other letters":         {strings.Repeat("0", 64), "100%_RECIBO.txt", "P2", false},
		"a stranger":                        {strings.Repeat("0", 64), "100x_recibo.txt", "", false},
		"a broken name":                     {"\x00", "\xff\x00", "", false},
	} {
		got, err := s.KnownEvidence(t.Context(), k.sum, k.file)
		if err != nil || got.Label != k.label || got.Label != "" && (got.Same != k.same || got.Code != c.Code) {
			t.Errorf("%s: %+v %v", name, got, err)
		}
	}
}

func FuzzVerifyExport(f *testing.F) {
	s := mustStore(f, Options{Dir: f.TempDir()})
	c := newCase(f)
	mustDo(f, s.Create(f.Context(), c, nil))
	mustAttach(f, s, c, "a.txt", "a")
	var b bytes.Buffer
	mustDo(f, s.Export(f.Context(), c.ID, &b, nil))
	f.Add(b.Bytes())
	f.Add([]byte("PK\x05\x06" + strings.Repeat("\x00", 18)))
	f.Fuzz(func(t *testing.T, b []byte) {
		_, found, err := VerifyExport(bytes.NewReader(b), int64(len(b)))
		if err != nil && !cases.IsKind(err, cases.Invalid) {
			t.Errorf("an error nobody can act on: %v (%v)", err, found)
		}
	})
}
