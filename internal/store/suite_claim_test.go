package store

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"gorm.io/gorm"

	"degrau/cases"
)

func testClaims(t *testing.T, s *Store) {
	mine := mustClaimed(t, s, "mine", noon.Add(time.Hour))
	theirs := mustClaimed(t, s, "theirs", noon.Add(time.Hour))
	got, err := s.LoadClaimed(t.Context(), "mine", mine.Code, noon)
	mustDo(t, err)
	sameCase(t, got, mine)
	for name, c := range map[string]struct {
		token, id string
		now       time.Time
	}{
		"another browser's": {"mine", theirs.ID, noon}, "no browser": {"", mine.ID, noon}, "expired": {"mine", mine.ID, noon.Add(time.Hour)},
	} {
		_, err := s.LoadClaimed(t.Context(), c.token, c.id, c.now)
		wantKind(t, name, err, cases.NotFound)
	}
	list, err := s.ClaimedCases(t.Context(), "mine", noon)
	if err != nil || len(list) != 1 || list[0].ID != mine.ID || len(list[0].Events) != 0 {
		t.Errorf("list: %v %v", list, err)
	}
	if list, err := s.ClaimedCases(t.Context(), "mine", noon.Add(2*time.Hour)); err != nil || len(list) != 0 {
		t.Errorf("list after expiry: %v %v", list, err)
	}
	// A time in another zone is the same instant, also where times are kept as text.
	tokyo := noon.Add(30 * time.Minute).In(time.FixedZone("", 9*3600))
	if list, err := s.ClaimedCases(t.Context(), "mine", tokyo); err != nil || len(list) != 1 {
		t.Errorf("asked from Tokyo: %v %v", list, err)
	}
}

func testRenewal(t *testing.T, s *Store) {
	c := mustClaimed(t, s, "a", noon.Add(time.Hour))
	mustDo(t, s.PutClaim(t.Context(), &Claim{TokenHash: "a", CaseID: c.ID, ExpiresAt: noon.Add(9 * time.Hour)}))
	mustDo(t, s.PutClaim(t.Context(), &Claim{TokenHash: "b", CaseID: c.Code, ExpiresAt: noon.Add(time.Hour)}))
	for token, at := range map[string]time.Time{"a": noon.Add(8 * time.Hour), "b": noon} {
		if _, err := s.LoadClaimed(t.Context(), token, c.ID, at); err != nil {
			t.Errorf("%s: %v", token, err)
		}
	}
	wantKind(t, "claiming nothing", s.PutClaim(t.Context(), &Claim{TokenHash: "a", CaseID: newCase(t).ID, ExpiresAt: noon}), cases.NotFound)
}

func testDrafts(t *testing.T, s *Store) {
	d := &Draft{ID: "draft-1", TokenHash: "mine", Text: "comprei em abril", Reading: `{"a": 1}`, Files: "[]", ExpiresAt: noon.Add(time.Hour)}
	mustDo(t, s.PutDraft(t.Context(), d))
	d.Text = "comprei em maio"
	mustDo(t, s.PutDraft(t.Context(), d))
	got, err := s.LoadDraft(t.Context(), "mine", "draft-1", noon)
	if err != nil || got.Text != d.Text || got.Reading != d.Reading || got.OrgID == "" || !got.ExpiresAt.Equal(cases.Stamp(d.ExpiresAt)) {
		t.Errorf("%+v %v", got, err)
	}
	stolen := *d
	stolen.TokenHash = "theirs"
	wantKind(t, "replacing another browser's draft", s.PutDraft(t.Context(), &stolen), cases.Conflict)
	for name, c := range map[string]struct {
		token, id string
		now       time.Time
	}{"another browser": {"theirs", "draft-1", noon}, "expired": {"mine", "draft-1", noon.Add(time.Hour)}, "no such": {"mine", "x\x00\xff", noon}} {
		_, err := s.LoadDraft(t.Context(), c.token, c.id, c.now)
		wantKind(t, name, err, cases.NotFound)
	}
	mustDo(t, s.DeleteDraft(t.Context(), "theirs", "draft-1"))
	if _, err := s.LoadDraft(t.Context(), "mine", "draft-1", noon); err != nil {
		t.Errorf("another browser deleted it: %v", err)
	}
	mustDo(t, s.DeleteDraft(t.Context(), "mine", "draft-1"))
	mustDo(t, s.DeleteDraft(t.Context(), "mine", "draft-1"))
	_, err = s.LoadDraft(t.Context(), "mine", "draft-1", noon)
	wantKind(t, "deleted", err, cases.NotFound)
	for name, text := range map[string]string{"not UTF-8": "a\xff", "a NUL byte": "a\x00b"} {
		wantKind(t, name, s.PutDraft(t.Context(), &Draft{ID: "x", TokenHash: "mine", Text: text, ExpiresAt: noon}), cases.Invalid)
	}
}

func testDraftFiles(t *testing.T, s *Store) {
	kept, dropped := mustBlob(t, s, "kept"), mustBlob(t, s, "dropped")
	d := &Draft{ID: "d", TokenHash: "mine", Files: fmt.Sprintf(`[{"sha256":%q},{"sha256":%q}]`, kept.SHA256, dropped.SHA256), ExpiresAt: noon}
	mustDo(t, s.PutDraft(t.Context(), d))
	c := mustCreate(t, s)
	mustAttach(t, s, c, "kept.txt", "kept")
	missing := *d
	missing.Files = `["` + strings.Repeat("0", 64) + `"]`
	wantKind(t, "a draft with a file that is not there", s.PutDraft(t.Context(), &missing), cases.NotFound)
	if n, err := s.PurgeExpired(t.Context(), noon.Add(time.Second), 10); err != nil || n != 0 {
		t.Errorf("purged %d cases: %v", n, err)
	}
	mustHave(t, s, kept.SHA256, true)
	mustHave(t, s, dropped.SHA256, false)
	_, err := s.LoadDraft(t.Context(), "mine", "d", noon.Add(-time.Hour))
	wantKind(t, "a purged draft", err, cases.NotFound)
}

func testPurge(t *testing.T, s *Store) {
	over := mustClaimed(t, s, "a", noon.Add(time.Hour))
	mustAttach(t, s, over, "prova.txt", "só deste caso")
	sha := over.Evidence()[0].SHA256
	half := mustClaimed(t, s, "a", noon.Add(time.Hour))
	mustDo(t, s.PutClaim(t.Context(), &Claim{TokenHash: "b", CaseID: half.ID, ExpiresAt: noon.Add(24 * time.Hour)}))
	cli := mustCreate(t, s)
	for _, run := range []struct {
		name string
		at   time.Time
		want int
	}{{"before the day", noon, 0}, {"after it", noon.Add(2 * time.Hour), 1}, {"again", noon.Add(2 * time.Hour), 0}} {
		if n, err := s.PurgeExpired(t.Context(), run.at, 100); n != run.want || err != nil {
			t.Errorf("%s: purged %d, want %d: %v", run.name, n, run.want, err)
		}
	}
	got := mustLoad(t, s, over.ID)
	if got.State != cases.StateErased || got.Events[0].Payload != "" || got.Events[len(got.Events)-1].Actor != "system" {
		t.Errorf("after the purge: %+v", got)
	}
	mustHave(t, s, sha, false)
	for _, c := range []*cases.Case{half, cli} {
		if got := mustLoad(t, s, c.ID); got.State != cases.StateOpen || got.Events[0].Payload == "" {
			t.Errorf("a case that had not expired was purged")
		}
	}
	if found := mustVerify(t, s); len(found) > 0 {
		t.Errorf("verify: %v", found)
	}
}

func testPurgeLimit(t *testing.T, s *Store) {
	for range 5 {
		mustClaimed(t, s, "a", noon)
	}
	var got []int
	for range 4 {
		n, err := s.PurgeExpired(t.Context(), noon.Add(time.Second), 2)
		mustDo(t, err)
		got = append(got, n)
	}
	if fmt.Sprint(got) != "[2 2 1 0]" {
		t.Errorf("batches: %v", got)
	}
}

func testPurgeRenewed(t *testing.T, s *Store) {
	c := mustClaimed(t, s, "a", noon)
	got, _, err := s.read(t.Context(), c.ID)
	mustDo(t, err)
	mustDo(t, got.Erase("system", noon))
	// The purge has looked and decided; now the claim is renewed, and only then the purge writes.
	mustDo(t, s.PutClaim(t.Context(), &Claim{TokenHash: "a", CaseID: c.ID, ExpiresAt: noon.Add(time.Hour)}))
	err = s.erase(t.Context(), got, leaveUnsigned, func(tx *gorm.DB) error { return stillExpired(tx, c.ID, noon) })
	if !errors.Is(err, errClaimed) || mustLoad(t, s, c.ID).State != cases.StateOpen {
		t.Errorf("erased although claimed again: %v", err)
	}
}

func testPurgeForged(t *testing.T, s *Store) {
	c := mustClaimed(t, s, "a", noon)
	mustExec(t, s, "UPDATE event_payloads SET payload = ? WHERE event_id = ?", "no JSON at all", c.Events[1].ID)
	mustExec(t, s, "UPDATE cases SET head_sig = 'forged' WHERE id = ?", c.ID)
	other := mustClaimed(t, s, "a", noon)
	if n, err := s.PurgeExpired(t.Context(), noon.Add(time.Second), 10); n != 2 || err != nil {
		t.Errorf("purged %d: %v", n, err)
	}
	for _, c := range []*cases.Case{c, other} {
		if got := mustLoad(t, s, c.ID); got.State != cases.StateErased || got.Events[1].Payload != "" {
			t.Error("words are still there")
		}
	}
	if found := mustVerify(t, s); len(found) != 1 {
		t.Errorf("a forged signature must stay a finding: %v", found)
	}
}
