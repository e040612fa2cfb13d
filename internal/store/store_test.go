package store

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"degrau/cases"
	"degrau/internal/civil"
	"degrau/internal/pgtest"
)

func TestMain(m *testing.M) {
	if job := os.Getenv("DEGRAU_CRASH_JOB"); job != "" {
		os.Exit(crashChild(job))
	}
	os.Exit(pgtest.Main(m))
}

var noon = time.Date(2026, 11, 22, 12, 0, 0, 123456789, time.UTC)

// engines gives fresh options for each engine.
var engines = []struct {
	name    string
	options func(t testing.TB) Options
}{
	{"sqlite", func(t testing.TB) Options { return Options{Dir: t.TempDir()} }},
	{"postgres", func(t testing.TB) Options { return Options{Dir: t.TempDir(), URL: pgtest.New(t)} }},
}

// allEngines are those, each with originals in the data folder and on an S3 server.
var allEngines = append(engines[:2:2], []struct {
	name    string
	options func(t testing.TB) Options
}{
	{"sqlite and S3", func(t testing.TB) Options { return onBucket(t, engines[0].options(t)) }},
	{"postgres and S3", func(t testing.TB) Options { return onBucket(t, engines[1].options(t)) }},
}...)

// suite is what every engine must do alike; where originals are kept is nothing to it.
var suite = []check{
	{"a case comes back as it was saved", testRoundTrip},
	{"a case is found by its code as people type it", testCode},
	{"what is not there is not found", testNotFound},
	{"only new events are appended", testSave},
	{"the second of two writers sees a conflict", testConflict},
	{"eight writers keep the chain", testConcurrent},
	{"a page begins where the one before ended", testPaging},
	{"a case of another browser is not found", testClaims},
	{"a claim can be renewed", testRenewal},
	{"a draft belongs to one browser", testDrafts},
	{"an account is found by its address and keeps it sealed", testAccounts},
	{"a session ends when it is ended", testSessions},
	{"a code signs one browser in, once", testSignInCodes},
	{"a guesser runs out of tries", testGuessing},
	{"an address gets so many codes", testCodeLimit},
	{"a link in a mail works once", testLinks},
	{"one of many who use a code at once comes in", testCodeRace},
	{"a case can be held by several, and each sees their own", testGrants},
	{"the cases of a browser move into an account", testAdopt},
	{"an invitation lets one person in until its day", testInvitations},
	{"a code on paper brings the cases back", testReturnCodes},
	{"keys, providers and setup links work once for one account", testKeys},
	{"who looked is written down", testAccesses},
	{"what is to go goes after seven days and not before", testErasures},
	{"an account goes with all its cases", testAccountErasure},
	{"closed cases go when they were kept long enough", testRetention},
	{"what has run out is forgotten", testPurgeSignIn},
	{"nothing that is secret stands in the database", testSecretsAtRest},
	{"a purge takes no more than its limit", testPurgeLimit},
	{"a case that was touched again is not purged", testPurgeRenewed},
	{"a forged case is purged and stays forged", testPurgeForged},
	{"a ledger cannot be forged", testLedgerForged},
	{"a ledger goes on after a killed process", testLedgerGoesOn},
	{"writers together keep one ledger", testLedgerTogether},
	{"a forged head is not signed again", testNoSigningOfForgeries},
	{"another key is told apart from a forgery", testOtherKey},
	{"a build is known by its bytes and by its mark", testBuilds},
	{"the builds of an erased case go with it", testBuildsOfErased},
	{"papers are kept as they went out", testKeptBuilds},
	{"a second store on the same data sees the same", testSecondStore},
	{"the gorm models fit the migrated columns", testModels},
	{"a transaction is tried again when the engine asks", testRetry},
}

// fileSuite is what every engine must do alike wherever originals are kept.
var fileSuite = []check{
	{"a draft keeps its files until it goes", testDraftFiles},
	{"expired cases are purged", testPurge},
	{"erasing drops every word and keeps the chain", testErase},
	{"a shared file stays until its last case goes", testSharedFile},
	{"an event cannot name a file that is not there", testEvidenceGone},
	{"the same bytes are one file", testBlobTwice},
	{"a file over the limit leaves nothing", testBlobLimit},
	{"a name that is no digest opens nothing", testBlobNames},
	{"forgotten files are swept", testSweep},
	{"the inbox is cleared of what was killed", testInbox},
	{"the vault keeps its promises", testVault},
	{"a case takes no more than its limits", testCaseLimits},
	{"the store takes no more than its limit", testStoreLimit},
	{"a full disk loses nothing", testFullDisk},
	{"a file is used and deleted at one moment", testUseAndDelete},
	{"what looks at a file can refuse it", testLook},
	{"a scanner's word comes first", testScan},
	{"an original is read from anywhere", testRanges},
	{"a forger finds no way past verify", testTampering},
	{"a case that was removed as a whole is missed", testRemoved},
	{"a case survives export and import", testExportImport},
	{"a page to check the files goes with them", testExportPage},
	{"an erased case can be exported", testExportErased},
	{"a case of an earlier version comes in", testOlderArchive},
	{"a case that is here already is not imported", testImportTwice},
	{"hostile archives are refused", testHostileArchives},
	{"evidence is known by bytes and by name", testKnown},
}

type check struct {
	name string
	run  func(t *testing.T, s *Store)
}

func TestStore(t *testing.T) {
	for i, e := range allEngines {
		t.Run(e.name, func(t *testing.T) {
			checks := fileSuite
			if i < len(engines) {
				checks = slices.Concat(suite, fileSuite)
			}
			for _, c := range checks {
				t.Run(c.name, func(t *testing.T) {
					t.Parallel()
					c.run(t, mustStore(t, e.options(t)))
				})
			}
		})
	}
}

func mustStore(t testing.TB, o Options) *Store {
	t.Helper()
	s, err := Open(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

// newCase is a case with an opening, two events and whatever a driver could stumble over.
func newCase(t testing.TB) *cases.Case {
	t.Helper()
	c, err := cases.Open(cases.Facts{
		Place: "BR-PR", Language: "pt", Problems: []cases.Problem{cases.NotDelivered},
		Purchases: []cases.Purchase{{On: civil.MustPartial("2026-04"), OrderNumber: "8150000000000011", Item: "fone \"azul\" \\ ș😀", Total: cases.MustMoney("1250.00", "BRL")}},
		Events: []cases.Entry{{Kind: cases.Contacted, On: civil.MustPartial("2026-07-05"), Text: "mensagem à loja"},
			{Kind: cases.Filed, Body: "aliexpress-dispute", On: civil.MustPartial("2026-07-15"), Protocol: "552-81"}},
	}, "", "cli", noon)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func mustCreate(t testing.TB, s *Store) *cases.Case {
	t.Helper()
	c := newCase(t)
	mustDo(t, s.Create(context.Background(), c, nil))
	return c
}

func mustClaimed(t testing.TB, s *Store, token string, until time.Time) *cases.Case {
	t.Helper()
	c := newCase(t)
	mustDo(t, s.Create(context.Background(), c, &Claim{TokenHash: token, ExpiresAt: until}))
	return c
}

func mustBlob(t testing.TB, s *Store, text string) Blob {
	t.Helper()
	b, err := s.PutBlob(context.Background(), strings.NewReader(text), 0)
	mustDo(t, err)
	return b
}

// mustAttach puts text into the store and adds it to the case as an exhibit.
func mustAttach(t testing.TB, s *Store, c *cases.Case, name, text string) cases.Evidence {
	t.Helper()
	b := mustBlob(t, s, text)
	x, err := c.AddEvidence(cases.Evidence{SHA256: b.SHA256, Name: name, Kind: "text", Size: b.Size}, "cli", noon)
	mustDo(t, err)
	mustDo(t, s.Save(context.Background(), c))
	return x
}

func mustLoad(t testing.TB, s *Store, id string) *cases.Case {
	t.Helper()
	c, err := s.Load(context.Background(), id)
	mustDo(t, err)
	return c
}

func mustNote(t testing.TB, c *cases.Case, text string) {
	t.Helper()
	mustDo(t, c.Record(cases.Entry{Kind: cases.Note, Text: text}, "owner", noon.Add(time.Minute)))
}

func mustDo(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// mustVerify returns the findings of a whole verification as "kind seq what".
func mustVerify(t testing.TB, s *Store) []string {
	t.Helper()
	_, found, err := s.Verify(context.Background(), nil)
	mustDo(t, err)
	var out []string
	for _, f := range found {
		out = append(out, strings.TrimSpace(fmt.Sprintf("%s %d %s", f.Kind, f.Seq, f.What)))
	}
	return out
}

func mustExec(t testing.TB, s *Store, sql string, args ...any) {
	t.Helper()
	done := s.db.Exec(sql, args...)
	mustDo(t, done.Error)
	if done.RowsAffected == 0 {
		t.Fatalf("%s: changed nothing", sql)
	}
}

func wantKind(t testing.TB, doing string, err error, kind cases.ErrorKind) {
	t.Helper()
	if !cases.IsKind(err, kind) {
		t.Errorf("%s: %v", doing, err)
	}
}
