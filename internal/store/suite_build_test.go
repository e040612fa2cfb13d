package store

import (
	"strings"
	"testing"
	"time"

	"degrau/cases"
	"degrau/internal/civil"
)

func someBuild(c *cases.Case) Build {
	return Build{CaseID: c.ID, Kind: BuildDossier, Body: "br-procon", Variant: "full", SHA256: strings.Repeat("a", 64), Bytes: 9_000_000_000,
		Pages: 12, Mark: strings.Repeat("1", 32), HeadHash: c.LastHash, LastSeq: c.LastSeq, Packs: "abc", AsOf: civil.MustParse("2026-11-22"), MadeAt: noon}
}

func someKit(c *cases.Case) Build {
	k := someBuild(c)
	k.Kind, k.SHA256, k.Mark = BuildKit, strings.Repeat("b", 64), strings.Repeat("2", 32)
	k.Files = []BuildFile{{"01-título \"1\".txt", strings.Repeat("c", 64)}, {"dossier.pdf", strings.Repeat("d", 64)}}
	return k
}

func testBuilds(t *testing.T, s *Store) {
	c := mustCreate(t, s)
	first, kit := someBuild(c), someKit(c)
	mustDo(t, s.RecordBuild(t.Context(), first))
	kit.MadeAt = noon.Add(time.Minute)
	mustDo(t, s.RecordBuild(t.Context(), kit))
	for name, x := range map[string]struct {
		sha256, mark, kind string
		same               bool
	}{
		"the same bytes":            {first.SHA256, "", BuildDossier, true},
		"the same bytes, capitals":  {strings.ToUpper(first.SHA256), "", BuildDossier, true},
		"the mark of other bytes":   {strings.Repeat("e", 64), first.Mark, BuildDossier, false},
		"a kit's list":              {kit.SHA256, "", BuildKit, true},
		"a file of a kit":           {kit.Files[1].SHA256, kit.Mark, BuildKit, true},
		"a kit's dossier, changed":  {strings.Repeat("e", 64), kit.Mark, BuildKit, false},
		"neither":                   {strings.Repeat("e", 64), strings.Repeat("9", 32), "", false},
		"nothing":                   {"", "", "", false},
		"a pattern in place of one": {"%", "%", "", false},
		"bytes that are no text":    {"\xff", "\x00", "", false},
	} {
		b, same, err := s.KnownBuild(t.Context(), x.sha256, x.mark)
		if err != nil || b.Kind != x.kind || same != x.same || (b.Code == c.Code) != (x.kind != "") {
			t.Errorf("%s: %+v, same %t: %v", name, b, same, err)
		}
	}
	own := mustCreate(t, s)
	alone, within := someBuild(own), someKit(own)
	alone.SHA256, alone.Mark, within.Mark = strings.Repeat("f", 64), strings.Repeat("3", 32), strings.Repeat("3", 32)
	within.SHA256, within.Files, within.MadeAt = strings.Repeat("7", 64), []BuildFile{{"dossier.pdf", alone.SHA256}}, noon.Add(time.Hour)
	mustDo(t, s.RecordBuild(t.Context(), alone))
	mustDo(t, s.RecordBuild(t.Context(), within))
	for _, sum := range []string{alone.SHA256, strings.Repeat("e", 64)} {
		if b, same, err := s.KnownBuild(t.Context(), sum, alone.Mark); err != nil || b.Kind != BuildDossier || same != (sum == alone.SHA256) {
			t.Errorf("a dossier that is in a kit too: %+v, same %t: %v", b, same, err)
		}
	}
	list, err := s.Builds(t.Context(), c.Code)
	if err != nil || len(list) != 2 || list[0].Kind != BuildKit {
		t.Fatalf("list: %+v %v", list, err)
	}
	got := list[1]
	if got.ID == "" || got.OrgID != c.OrgID || got.Bytes != first.Bytes || got.Pages != 12 || got.AsOf != first.AsOf || !got.MadeAt.Equal(cases.Stamp(noon)) ||
		got.HeadHash != c.LastHash || got.LastSeq != c.LastSeq || got.Packs != "abc" || got.Variant != "full" || len(got.Files) != 0 {
		t.Errorf("came back as %+v", got)
	}
	if f := list[0].Files; len(f) != 2 || f[0] != kit.Files[0] {
		t.Errorf("files of the kit: %+v", f)
	}
	if found := mustVerify(t, s); len(found) > 0 {
		t.Errorf("verify: %v", found)
	}
}

func testBuildsOfErased(t *testing.T, s *Store) {
	c, other := mustCreate(t, s), mustCreate(t, s)
	mustDo(t, s.RecordBuild(t.Context(), someKit(c)))
	mustDo(t, s.RecordBuild(t.Context(), someBuild(other)))
	mustDo(t, c.Erase("owner", noon))
	mustDo(t, s.Erase(t.Context(), c))
	if b, _, err := s.KnownBuild(t.Context(), someKit(c).SHA256, someKit(c).Mark); err != nil || b.ID != "" {
		t.Errorf("a build of an erased case is still known: %+v %v", b, err)
	}
	if list, err := s.Builds(t.Context(), other.ID); err != nil || len(list) != 1 {
		t.Errorf("another case's builds went too: %v %v", list, err)
	}
	wantKind(t, "a build of an erased case", s.RecordBuild(t.Context(), someBuild(c)), cases.Conflict)
	wantKind(t, "a build of no case", s.RecordBuild(t.Context(), someBuild(newCase(t))), cases.NotFound)
	_, err := s.Builds(t.Context(), newCase(t).ID+"x")
	wantKind(t, "builds of no case", err, cases.NotFound)
}
