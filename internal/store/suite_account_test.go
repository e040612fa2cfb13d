package store

import (
	"crypto/rand"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"degrau/cases"
	"degrau/internal/accounts"
)

func mustAccount(t testing.TB, s *Store, email string, role accounts.Role, org string) *accounts.Account {
	t.Helper()
	a := &accounts.Account{OrgID: org, Role: role, State: accounts.Active, Email: email, Language: "pt", KeepMonths: accounts.KeepDefault, CreatedAt: noon, SeenAt: noon}
	mustDo(t, s.CreateAccount(t.Context(), a))
	return a
}

func mustSession(t testing.TB, s *Store, a *accounts.Account, token string) *accounts.Session {
	t.Helper()
	x := &accounts.Session{OrgID: a.OrgID, AccountID: a.ID, TokenHash: token, Device: "Firefox, Linux", CreatedAt: noon, SeenAt: noon, ExpiresAt: noon.Add(time.Hour)}
	mustDo(t, s.StartSession(t.Context(), x))
	return x
}

func testAccounts(t *testing.T, s *Store) {
	a := mustAccount(t, s, "maria@example.org", accounts.Buyer, "")
	a.Name, a.TOTP, a.KeepMonths = "Maria", "JBSWY3DP", 3
	mustDo(t, s.SaveAccount(t.Context(), a))
	got, err := s.AccountByEmail(t.Context(), "maria@example.org")
	mustDo(t, err)
	a.CreatedAt, a.SeenAt = cases.Stamp(noon), cases.Stamp(noon)
	if *got != *a {
		t.Errorf("%+v\n%+v", got, a)
	}
	second := &accounts.Account{Role: accounts.Buyer, State: accounts.Active, Email: "maria@example.org"}
	wantKind(t, "a second account with the address", s.CreateAccount(t.Context(), second), cases.Conflict)
	mustAccount(t, s, "", accounts.Buyer, "") // any number may have none
	mustAccount(t, s, "", accounts.Buyer, "")
	for _, email := range []string{"other@example.org", ""} {
		_, err := s.AccountByEmail(t.Context(), email)
		wantKind(t, "address "+email, err, cases.NotFound)
	}
	if a.OrgID == "" || a.OrgID == a.ID {
		t.Errorf("organisation of one: %q", a.OrgID)
	}
	for _, c := range []struct {
		step int64
		want bool
	}{{100, true}, {100, false}, {99, false}, {101, true}} {
		if ok, err := s.UseTOTPStep(t.Context(), a.ID, c.step); err != nil || ok != c.want {
			t.Errorf("step %d: %v %v", c.step, ok, err)
		}
	}
	// What was sealed for one account cannot be moved to another.
	b := mustAccount(t, s, "b@example.org", accounts.Buyer, "")
	mustExec(t, s, "UPDATE accounts SET name = (SELECT name FROM accounts WHERE id = ?) WHERE id = ?", a.ID, b.ID)
	if _, err := s.Account(t.Context(), b.ID); err == nil {
		t.Error("a sealed name was moved and opened")
	}
}

func testSessions(t *testing.T, s *Store) {
	a, b := mustAccount(t, s, "a@example.org", accounts.Buyer, ""), mustAccount(t, s, "b@example.org", accounts.Buyer, "")
	one, two, other := mustSession(t, s, a, "one"), mustSession(t, s, a, "two"), mustSession(t, s, b, "other")
	x, who, err := s.SessionOf(t.Context(), "one", noon)
	if err != nil || x.ID != one.ID || who.ID != a.ID {
		t.Fatalf("%+v %+v %v", x, who, err)
	}
	for token, at := range map[string]time.Time{"": noon, "nothing": noon, "one": noon.Add(time.Hour)} {
		_, _, err := s.SessionOf(t.Context(), token, at)
		wantKind(t, "token "+token, err, cases.NotFound)
	}
	mustDo(t, s.ProveSession(t.Context(), x, "fresh", true, noon.Add(time.Minute)))
	_, _, err = s.SessionOf(t.Context(), "one", noon)
	wantKind(t, "the token from before the proof", err, cases.NotFound)
	if x, _, err := s.SessionOf(t.Context(), "fresh", noon); err != nil || x.Second != 1 || !x.Proven(noon.Add(2*time.Minute)) {
		t.Errorf("%+v %v", x, err)
	}
	wantKind(t, "a proof of what is over", s.ProveSession(t.Context(), x, "later", true, noon), cases.NotFound)
	mustDo(t, s.EndSession(t.Context(), b.ID, two.ID)) // somebody else's: nothing happens
	mustDo(t, s.EndSession(t.Context(), a.ID, "' OR 1=1"))
	if list, err := s.Sessions(t.Context(), a.ID, noon); err != nil || len(list) != 2 {
		t.Errorf("%v %v", list, err)
	}
	mustDo(t, s.EndOtherSessions(t.Context(), a.ID, two.ID))
	if list, err := s.Sessions(t.Context(), a.ID, noon); err != nil || len(list) != 1 || list[0].ID != two.ID {
		t.Errorf("%v %v", list, err)
	}
	mustDo(t, s.EndSession(t.Context(), a.ID, two.ID))
	_, _, err = s.SessionOf(t.Context(), "two", noon)
	wantKind(t, "an ended session", err, cases.NotFound)
	b.State = accounts.Suspended
	mustDo(t, s.SaveAccount(t.Context(), b))
	_, _, err = s.SessionOf(t.Context(), other.TokenHash, noon)
	wantKind(t, "a suspended account", err, cases.NotFound)
}

func mustCode(t testing.TB, s *Store, email, browser, digits, link string, at time.Time) bool {
	t.Helper()
	sent, err := s.PutSignInCode(t.Context(), email, browser, digits, link, at)
	mustDo(t, err)
	return sent
}

func testSignInCodes(t *testing.T, s *Store) {
	mustCode(t, s, "m@example.org", "browser", "111111", "l1", noon)
	mustCode(t, s, "m@example.org", "browser", "222222", "l2", noon.Add(time.Minute))
	for name, c := range map[string]struct {
		browser, digits string
		at              time.Time
	}{"the code before": {"browser", "111111", noon}, "another browser": {"thief", "222222", noon}, "no browser": {"", "222222", noon},
		"too late": {"browser", "222222", noon.Add(11 * time.Minute)}} {
		_, err := s.UseDigits(t.Context(), c.browser, c.digits, c.at)
		wantKind(t, name, err, cases.Invalid)
	}
	if email, err := s.UseDigits(t.Context(), "browser", "222222", noon.Add(2*time.Minute)); err != nil || email != "m@example.org" {
		t.Errorf("%q %v", email, err)
	}
	_, err := s.UseDigits(t.Context(), "browser", "222222", noon.Add(2*time.Minute))
	wantKind(t, "a code replayed", err, cases.Invalid)
	_, err = s.UseLink(t.Context(), "l2", noon.Add(2*time.Minute))
	wantKind(t, "the link of a code that was used", err, cases.NotFound)
}

func testGuessing(t *testing.T, s *Store) {
	mustCode(t, s, "m@example.org", "browser", "123456", "l", noon)
	for i := range accounts.CodeTries {
		_, err := s.UseDigits(t.Context(), "browser", fmt.Sprintf("%06d", i), noon)
		wantKind(t, "a guess", err, cases.Invalid)
	}
	_, err := s.UseDigits(t.Context(), "browser", "123456", noon)
	wantKind(t, "the right code after too many tries", err, cases.Invalid)
}

func testCodeLimit(t *testing.T, s *Store) {
	for i := range codesInTen {
		if !mustCode(t, s, "m@example.org", fmt.Sprint("b", i), "123456", fmt.Sprint("l", i), noon) {
			t.Fatalf("code %d is not sent", i)
		}
	}
	if mustCode(t, s, "m@example.org", "more", "123456", "lm", noon.Add(time.Minute)) {
		t.Error("no end of codes")
	}
	_, err := s.UseDigits(t.Context(), "more", "123456", noon.Add(time.Minute))
	wantKind(t, "a code that was never sent", err, cases.Invalid)
	_, err = s.FindLink(t.Context(), "lm", noon.Add(time.Minute))
	wantKind(t, "its link", err, cases.NotFound)
	if !mustCode(t, s, "other@example.org", "o", "123456", "lo", noon) || !mustCode(t, s, "m@example.org", "later", "123456", "ll", noon.Add(11*time.Minute)) {
		t.Error("the limit of one address holds others up, or never ends")
	}
}

func testLinks(t *testing.T, s *Store) {
	mustCode(t, s, "m@example.org", "browser", "123456", "link", noon)
	for range 2 { // looking uses nothing up
		if email, err := s.FindLink(t.Context(), "link", noon); err != nil || email != "m@example.org" {
			t.Errorf("%q %v", email, err)
		}
	}
	_, err := s.FindLink(t.Context(), "link", noon.Add(accounts.CodeLife))
	wantKind(t, "a link after its time", err, cases.NotFound)
	if email, err := s.UseLink(t.Context(), "link", noon); err != nil || email != "m@example.org" {
		t.Errorf("%q %v", email, err)
	}
	_, err = s.UseLink(t.Context(), "link", noon)
	wantKind(t, "a link twice", err, cases.NotFound)
}

func testCodeRace(t *testing.T, s *Store) {
	mustCode(t, s, "m@example.org", "browser", "123456", "link", noon)
	var wg sync.WaitGroup
	came := make(chan string, 20)
	for i := range 8 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			var err error
			if i%2 == 0 {
				_, err = s.UseDigits(t.Context(), "browser", "123456", noon)
			} else {
				_, err = s.UseLink(t.Context(), "link", noon)
			}
			if err == nil {
				came <- "in"
			}
		}()
	}
	wg.Wait()
	if len(came) != 1 {
		t.Errorf("%d came in with one code", len(came))
	}
}

func mustOwned(t testing.TB, s *Store, a *accounts.Account) *cases.Case {
	t.Helper()
	c := newCase(t)
	mustDo(t, s.CreateFor(t.Context(), c, &accounts.Grant{AccountID: a.ID, Standing: accounts.Owner, GivenBy: a.ID, CreatedAt: noon, ExpiresAt: accounts.Forever}))
	return c
}

func testGrants(t *testing.T, s *Store) {
	office := &accounts.Organisation{Name: "Procon", CreatedAt: noon}
	mustDo(t, s.CreateOrganisation(t.Context(), office))
	owner, stranger := mustAccount(t, s, "o@example.org", accounts.Buyer, ""), mustAccount(t, s, "s@example.org", accounts.Buyer, "")
	advocate, colleague := mustAccount(t, s, "v@example.org", accounts.Advocate, office.ID), mustAccount(t, s, "c@example.org", accounts.Supervisor, office.ID)
	foreign, operator := mustAccount(t, s, "f@example.org", accounts.Advocate, ""), mustAccount(t, s, "op@example.org", accounts.Operator, office.ID)
	c := mustOwned(t, s, owner)
	browser := mustClaimed(t, s, "claim", noon.Add(time.Hour))
	ours, err := cases.Open(cases.Facts{Problems: []cases.Problem{cases.NotDelivered}}, office.ID, advocate.ID, noon)
	mustDo(t, err)
	mustDo(t, s.Create(t.Context(), ours, nil))
	mustDo(t, s.PutInvitation(t.Context(), &accounts.Invitation{OrgID: c.OrgID, CaseID: c.ID, TokenHash: "inv", Name: "Ana", GivenBy: owner.ID, CreatedAt: noon,
		ExpiresAt: noon.Add(time.Hour), Until: noon.Add(2 * time.Hour)}))
	g, err := s.Accept(t.Context(), "inv", advocate, noon)
	mustDo(t, err)
	for name, x := range map[string]struct {
		h    Holder
		id   string
		at   time.Time
		want accounts.Standing
	}{
		"the owner": {Holder{Account: owner}, c.ID, noon, accounts.Owner}, "by its code": {Holder{Account: owner}, c.Code, noon, accounts.Owner},
		"a stranger": {Holder{Account: stranger}, c.ID, noon, ""}, "nobody": {Holder{}, c.ID, noon, ""},
		"the advocate": {Holder{Account: advocate}, c.ID, noon, accounts.Desk}, "a colleague": {Holder{Account: colleague}, c.ID, noon, accounts.Desk},
		"after its time": {Holder{Account: colleague}, c.ID, noon.Add(3 * time.Hour), ""}, "another office": {Holder{Account: foreign}, c.ID, noon, ""},
		"the operator": {Holder{Account: operator}, c.ID, noon, ""}, "an operator of the office": {Holder{Account: operator}, ours.ID, noon, ""},
		"a case of the office": {Holder{Account: colleague}, ours.ID, noon, accounts.Desk}, "of another office": {Holder{Account: foreign}, ours.ID, noon, ""},
		"the browser": {Holder{ClaimHash: "claim", Account: stranger}, browser.ID, noon, accounts.Owner}, "another browser": {Holder{ClaimHash: "x", Account: stranger}, browser.ID, noon, ""},
	} {
		_, got, err := s.LoadFor(t.Context(), x.h, x.id, x.at)
		if got != x.want || (x.want == "") != cases.IsKind(err, cases.NotFound) {
			t.Errorf("%s: %q %v", name, got, err)
		}
	}
	for name, x := range map[string]struct {
		h    Holder
		want []string
	}{"owner": {Holder{Account: owner}, []string{c.ID}}, "stranger with a claim": {Holder{ClaimHash: "claim", Account: stranger}, []string{browser.ID}},
		"office": {Holder{Account: colleague}, []string{c.ID, ours.ID}}, "operator": {Holder{Account: operator}, nil}, "nobody": {Holder{}, nil}} {
		list, err := s.CasesOf(t.Context(), x.h, noon)
		got := map[string]bool{}
		for _, k := range list {
			got[k.ID] = true
		}
		ok := err == nil && len(got) == len(x.want)
		for _, id := range x.want {
			ok = ok && got[id]
		}
		if !ok {
			t.Errorf("%s: %v %v", name, got, err)
		}
	}
	wantKind(t, "withdrawing somebody's own case", s.Withdraw(t.Context(), c.ID, mustGrants(t, s, c.ID)[0].ID, noon), cases.NotFound)
	wantKind(t, "through another case", s.Withdraw(t.Context(), browser.ID, g.ID, noon), cases.NotFound)
	mustDo(t, s.Withdraw(t.Context(), c.ID, g.ID, noon))
	_, _, err = s.LoadFor(t.Context(), Holder{Account: advocate}, c.ID, noon)
	wantKind(t, "after the withdrawal", err, cases.NotFound)
}

func mustGrants(t testing.TB, s *Store, id string) []accounts.Grant {
	t.Helper()
	g, err := s.Grants(t.Context(), id)
	mustDo(t, err)
	return g
}

func testAdopt(t *testing.T, s *Store) {
	a := mustAccount(t, s, "a@example.org", accounts.Buyer, "")
	c, other := mustClaimed(t, s, "mine", noon.Add(time.Hour)), mustClaimed(t, s, "theirs", noon.Add(time.Hour))
	mustDo(t, s.PutClaim(t.Context(), &Claim{TokenHash: "lost phone", CaseID: c.ID, ExpiresAt: noon.Add(time.Hour)}))
	_, err := s.PutReturnCode(t.Context(), "0000-0000-0000-0000-0001", "mine", noon)
	mustDo(t, err)
	ids, err := s.AdoptClaims(t.Context(), "mine", a, noon)
	if err != nil || len(ids) != 1 || ids[0] != c.ID {
		t.Fatalf("%v %v", ids, err)
	}
	for _, h := range []Holder{{ClaimHash: "mine"}, {ClaimHash: "lost phone"}} {
		_, _, err := s.LoadFor(t.Context(), h, c.ID, noon)
		wantKind(t, "by the claim "+h.ClaimHash, err, cases.NotFound)
	}
	_, err = s.UseReturnCode(t.Context(), "0000-0000-0000-0000-0001", "new", noon)
	wantKind(t, "by the paper", err, cases.Invalid)
	if _, st, err := s.LoadFor(t.Context(), Holder{Account: a}, c.ID, noon); err != nil || st != accounts.Owner {
		t.Errorf("%q %v", st, err)
	}
	if _, _, err := s.LoadFor(t.Context(), Holder{ClaimHash: "theirs"}, other.ID, noon); err != nil {
		t.Errorf("another browser lost its case: %v", err)
	}
	if n, err := s.PurgeExpired(t.Context(), noon.Add(60*24*time.Hour), 10); err != nil || n != 1 {
		t.Errorf("purged %d %v: the saved case must stay, the other go", n, err)
	}
	if mustLoad(t, s, c.ID).State != cases.StateOpen {
		t.Error("a saved case was purged")
	}
}

func testInvitations(t *testing.T, s *Store) {
	owner, helper := mustAccount(t, s, "o@example.org", accounts.Buyer, ""), mustAccount(t, s, "h@example.org", accounts.Buyer, "")
	c := mustOwned(t, s, owner)
	invite := func(token string) *accounts.Invitation {
		i := &accounts.Invitation{OrgID: c.OrgID, CaseID: c.ID, TokenHash: token, Name: "Filha", GivenBy: owner.ID, CreatedAt: noon, ExpiresAt: noon.Add(time.Hour), Until: noon.Add(24 * time.Hour)}
		mustDo(t, s.PutInvitation(t.Context(), i))
		return i
	}
	one, two := invite("one"), invite("two")
	if got, err := s.InvitationOf(t.Context(), "one", noon); err != nil || got.Name != "Filha" || got.CaseID != c.ID {
		t.Errorf("%+v %v", got, err)
	}
	if list, err := s.Invitations(t.Context(), c.ID, noon); err != nil || len(list) != 2 || list[0].Name != "Filha" {
		t.Errorf("%v %v", list, err)
	}
	wantKind(t, "through another case", s.TakeBack(t.Context(), nobody, two.ID), cases.NotFound)
	mustDo(t, s.TakeBack(t.Context(), c.ID, two.ID))
	for token, at := range map[string]time.Time{"two": noon, "one": noon.Add(time.Hour), "none": noon} {
		_, err := s.Accept(t.Context(), token, helper, at)
		wantKind(t, "invitation "+token, err, cases.NotFound)
	}
	g, err := s.Accept(t.Context(), "one", helper, noon)
	if err != nil || g.Standing != accounts.Helper || !g.ExpiresAt.Equal(cases.Stamp(one.Until)) {
		t.Fatalf("%+v %v", g, err)
	}
	_, err = s.Accept(t.Context(), "one", helper, noon)
	wantKind(t, "an invitation twice", err, cases.NotFound)
	wantKind(t, "taking back what was accepted", s.TakeBack(t.Context(), c.ID, one.ID), cases.NotFound)
}

func testReturnCodes(t *testing.T, s *Store) {
	const code = "0000-0000-0000-0000-0002"
	_, err := s.PutReturnCode(t.Context(), code, "mine", noon)
	wantKind(t, "a code for nothing", err, cases.NotFound)
	c := mustClaimed(t, s, "mine", noon.Add(time.Hour))
	until, err := s.PutReturnCode(t.Context(), "0000-0000-0000-0000-0001", "mine", noon)
	mustDo(t, err)
	_, err = s.PutReturnCode(t.Context(), code, "mine", noon)
	mustDo(t, err)
	if has, err := s.HasReturnCode(t.Context(), "mine", noon); err != nil || !has {
		t.Errorf("%v %v", has, err)
	}
	for text, want := range map[string]bool{code: true, "0000-0000-0000-0000-0001": false} {
		if ok, err := s.IsReturnCode(t.Context(), text, "mine", noon); err != nil || ok != want {
			t.Errorf("%s: %v %v", text, ok, err)
		}
	}
	if ok, _ := s.IsReturnCode(t.Context(), code, "theirs", noon); ok {
		t.Error("a code proves another browser")
	}
	for _, wrong := range []string{"0000-0000-0000-0000-0001", "", "x"} {
		_, err := s.UseReturnCode(t.Context(), wrong, "new", noon)
		wantKind(t, "code "+wrong, err, cases.Invalid)
	}
	for range 2 { // a key opens as often as needed
		if ids, err := s.UseReturnCode(t.Context(), code, "new", noon); err != nil || len(ids) != 1 || ids[0] != c.ID {
			t.Errorf("%v %v", ids, err)
		}
	}
	for _, token := range []string{"mine", "new"} { // longer than a browser's thirty days
		if _, _, err := s.LoadFor(t.Context(), Holder{ClaimHash: token}, c.ID, until.Add(-time.Hour)); err != nil {
			t.Errorf("%s: %v", token, err)
		}
	}
	_, err = s.UseReturnCode(t.Context(), code, "later", until)
	wantKind(t, "a code after its year", err, cases.Invalid)
}

func testKeys(t *testing.T, s *Store) {
	a, b := mustAccount(t, s, "a@example.org", accounts.Buyer, ""), mustAccount(t, s, "b@example.org", accounts.Buyer, "")
	k := &Passkey{OrgID: a.OrgID, AccountID: a.ID, CredentialID: "AAAA", Credential: "{}", Name: "telefone", CreatedAt: noon, UsedAt: noon}
	mustDo(t, s.PutPasskey(t.Context(), k))
	wantKind(t, "the same key for another", s.PutPasskey(t.Context(), &Passkey{OrgID: b.OrgID, AccountID: b.ID, CredentialID: "AAAA", Credential: "{}", Name: "x", CreatedAt: noon, UsedAt: noon}), cases.Conflict)
	mustDo(t, s.UsedPasskey(t.Context(), "AAAA", `{"n":1}`, noon.Add(time.Hour)))
	mustDo(t, s.DropPasskey(t.Context(), b.ID, k.ID))
	if list, err := s.Passkeys(t.Context(), a.ID); err != nil || len(list) != 1 || list[0].Credential != `{"n":1}` {
		t.Errorf("%v %v", list, err)
	}
	mustDo(t, s.DropPasskey(t.Context(), a.ID, k.ID))
	if list, err := s.Passkeys(t.Context(), a.ID); err != nil || len(list) != 0 {
		t.Errorf("%v %v", list, err)
	}

	mustDo(t, s.PutCeremony(t.Context(), &Ceremony{TokenHash: "c", Kind: "login", Data: "x", ExpiresAt: noon.Add(time.Minute)}))
	_, err := s.TakeCeremony(t.Context(), "c", "register", noon)
	wantKind(t, "another kind of question", err, cases.NotFound)
	if data, err := s.TakeCeremony(t.Context(), "c", "login", noon); err != nil || data != "x" {
		t.Errorf("%q %v", data, err)
	}
	_, err = s.TakeCeremony(t.Context(), "c", "login", noon)
	wantKind(t, "a question answered twice", err, cases.NotFound)

	mustDo(t, s.PutIdentity(t.Context(), a, "https://id.example", "42", noon))
	wantKind(t, "the same person at the provider", s.PutIdentity(t.Context(), b, "https://id.example", "42", noon), cases.Conflict)
	if got, err := s.AccountByIdentity(t.Context(), "https://id.example", "42"); err != nil || got.ID != a.ID {
		t.Errorf("%v %v", got, err)
	}
	for _, x := range [][2]string{{"https://id.example", "43"}, {"https://evil.example", "42"}} {
		_, err := s.AccountByIdentity(t.Context(), x[0], x[1])
		wantKind(t, x[0]+x[1], err, cases.NotFound)
	}

	if has, err := s.HasOperator(t.Context()); err != nil || has {
		t.Errorf("%v %v", has, err)
	}
	mustDo(t, s.PutSetupLink(t.Context(), "setup", accounts.Operator, "", noon))
	if role, err := s.SetupRole(t.Context(), "setup", noon); err != nil || role != accounts.Operator {
		t.Errorf("%q %v", role, err)
	}
	wantKind(t, "an address with an account", s.UseSetupLink(t.Context(), "setup", &accounts.Account{Email: "a@example.org"}, noon), cases.Conflict)
	op := &accounts.Account{Email: "op@example.org", CreatedAt: noon, SeenAt: noon, Role: accounts.Buyer}
	mustDo(t, s.UseSetupLink(t.Context(), "setup", op, noon))
	if got, err := s.AccountByEmail(t.Context(), "op@example.org"); err != nil || got.Role != accounts.Operator {
		t.Errorf("%+v %v", got, err)
	}
	wantKind(t, "a setup link twice", s.UseSetupLink(t.Context(), "setup", &accounts.Account{Email: "x@example.org"}, noon), cases.NotFound)
	if has, err := s.HasOperator(t.Context()); err != nil || !has {
		t.Errorf("%v %v", has, err)
	}
	if list, err := s.Staff(t.Context()); err != nil || len(list) != 1 || list[0].ID != op.ID {
		t.Errorf("%v %v", list, err)
	}
}

func testAccesses(t *testing.T, s *Store) {
	a := mustAccount(t, s, "a@example.org", accounts.Buyer, "")
	c := mustOwned(t, s, a)
	look := accounts.Access{OrgID: c.OrgID, CaseID: c.ID, AccountID: a.ID, Actor: "helper", What: accounts.AccessSeen, HappenedAt: noon}
	for _, at := range []time.Duration{0, time.Minute, 2 * time.Hour} {
		look.HappenedAt = noon.Add(at)
		mustDo(t, s.Note(t.Context(), look))
	}
	mustDo(t, s.Note(t.Context(), accounts.Access{CaseID: c.ID, AccountID: a.ID, Actor: "owner", What: accounts.AccessExported, HappenedAt: noon.Add(3 * time.Hour)}))
	mustDo(t, s.Note(t.Context(), accounts.Access{AccountID: a.ID, Actor: "owner", What: accounts.AccessSignedIn, HappenedAt: noon}))
	list, err := s.Accesses(t.Context(), c.ID, 10)
	if err != nil || len(list) != 3 || list[0].What != accounts.AccessExported {
		t.Errorf("%v %v", list, err)
	}
	if own, err := s.AccountAccesses(t.Context(), a.ID, 10); err != nil || len(own) != 1 {
		t.Errorf("%v %v", own, err)
	}
	mustDo(t, s.PutConsent(t.Context(), accounts.Consent{AccountID: a.ID, Kind: accounts.ConsentKeep, Wording: accounts.Wording, GivenAt: noon}))
	mustDo(t, s.PutConsent(t.Context(), accounts.Consent{AccountID: a.ID, CaseID: c.ID, Kind: accounts.ConsentShare, Wording: accounts.Wording, GivenAt: noon}))
	mustDo(t, s.EndConsents(t.Context(), a.ID, c.ID, accounts.ConsentShare, noon.Add(time.Hour)))
	got, err := s.Consents(t.Context(), a.ID)
	if err != nil || len(got) != 2 || got[0].EndedAt != nil && got[1].EndedAt != nil || got[0].EndedAt == nil && got[1].EndedAt == nil {
		t.Errorf("%+v %v", got, err)
	}
}

func testErasures(t *testing.T, s *Store) {
	a := mustAccount(t, s, "a@example.org", accounts.Buyer, "")
	goes, stays, browser := mustOwned(t, s, a), mustOwned(t, s, a), mustClaimed(t, s, "mine", accounts.Forever)
	x := mustAttach(t, s, goes, "recibo.txt", "recibo secreto")
	mustDo(t, s.AskErasure(t.Context(), []string{goes.ID, stays.ID}, a.ID, false, "receipt", noon))
	mustDo(t, s.AskErasure(t.Context(), []string{browser.ID}, "", false, "paper", noon))
	mustDo(t, s.AskErasure(t.Context(), []string{goes.ID}, a.ID, false, "again", noon.Add(time.Hour)))
	if e, err := s.ErasureOf(t.Context(), goes.ID); err != nil || e == nil || !e.DueAt.Equal(cases.Stamp(noon.Add(accounts.UndoLife))) {
		t.Fatalf("%+v %v", e, err)
	}
	mustDo(t, s.UndoErasure(t.Context(), stays.ID))
	wantKind(t, "undoing what was not asked", s.UndoErasure(t.Context(), stays.ID), cases.NotFound)
	for at, want := range map[time.Time]int{noon.Add(accounts.UndoLife - time.Second): 0} {
		if n, err := s.PurgeExpired(t.Context(), at, 10); err != nil || n != want {
			t.Fatalf("before its day: %d %v", n, err)
		}
	}
	if n, err := s.PurgeExpired(t.Context(), noon.Add(accounts.UndoLife), 10); err != nil || n != 2 {
		t.Fatalf("on its day: %d %v", n, err)
	}
	if mustLoad(t, s, goes.ID).State != cases.StateErased || mustLoad(t, s, browser.ID).State != cases.StateErased || mustLoad(t, s, stays.ID).State != cases.StateOpen {
		t.Error("the wrong cases went")
	}
	mustHave(t, s, x.SHA256, false)
	if found := mustVerify(t, s); len(found) > 0 {
		t.Errorf("the chain can no longer be checked: %v", found)
	}
	list, err := s.Receipt(t.Context(), "receipt")
	mustDo(t, err)
	for _, e := range list {
		if e.CaseID == goes.ID && (e.State != accounts.ErasureDone || e.Events < 4 || e.Files != 1 || e.LastHash != mustLoad(t, s, goes.ID).LastHash || e.DoneAt == nil) {
			t.Errorf("receipt: %+v", e)
		}
	}
	_, err = s.Receipt(t.Context(), "again")
	wantKind(t, "a receipt for what was asked before", err, cases.NotFound)
	_, _, err = s.LoadFor(t.Context(), Holder{Account: a}, goes.ID, noon)
	wantKind(t, "the erased case", err, cases.NotFound)
}

func testAccountErasure(t *testing.T, s *Store) {
	a, other := mustAccount(t, s, "a@example.org", accounts.Buyer, ""), mustAccount(t, s, "b@example.org", accounts.Buyer, "")
	c, theirs := mustOwned(t, s, a), mustOwned(t, s, other)
	mustSession(t, s, a, "session")
	mustDo(t, s.AskErasure(t.Context(), []string{c.ID}, a.ID, true, "receipt", noon))
	late := mustOwned(t, s, a) // opened after the account was to go
	if e, err := s.AccountErasure(t.Context(), a.ID); err != nil || e == nil {
		t.Fatalf("%v %v", e, err)
	}
	mustDo(t, s.UndoAccountErasure(t.Context(), a.ID))
	if n, err := s.PurgeExpired(t.Context(), noon.Add(30*24*time.Hour), 10); err != nil || n != 0 {
		t.Fatalf("undone, and %d went: %v", n, err)
	}
	mustDo(t, s.AskErasure(t.Context(), []string{c.ID}, a.ID, true, "receipt2", noon))
	for range 3 { // the cases first, then what was opened late, then the account
		_, err := s.PurgeExpired(t.Context(), noon.Add(accounts.UndoLife), 10)
		mustDo(t, err)
	}
	for _, k := range []*cases.Case{c, late} {
		if mustLoad(t, s, k.ID).State != cases.StateErased {
			t.Error("a case outlived its account")
		}
	}
	got, err := s.Account(t.Context(), a.ID)
	if err != nil || got.State != accounts.Gone || got.Email != "" {
		t.Errorf("%+v %v", got, err)
	}
	_, err = s.AccountByEmail(t.Context(), "a@example.org")
	wantKind(t, "the address", err, cases.NotFound)
	_, _, err = s.SessionOf(t.Context(), "session", noon)
	wantKind(t, "its session", err, cases.NotFound)
	if mustLoad(t, s, theirs.ID).State != cases.StateOpen {
		t.Error("somebody else's case went too")
	}
	mustAccount(t, s, "a@example.org", accounts.Buyer, "") // the address is free again
}

func testRetention(t *testing.T, s *Store) {
	a, forever := mustAccount(t, s, "a@example.org", accounts.Buyer, ""), mustAccount(t, s, "b@example.org", accounts.Buyer, "")
	mustDo(t, s.SetKeep(t.Context(), a.ID, 3))
	mustDo(t, s.SetKeep(t.Context(), forever.ID, 0))
	closed, open, kept := mustOwned(t, s, a), mustOwned(t, s, a), mustOwned(t, s, forever)
	for _, c := range []*cases.Case{closed, kept} {
		mustDo(t, c.Record(cases.Entry{Kind: cases.Closed, Result: "all"}, "owner", noon))
		mustDo(t, s.Save(t.Context(), c))
	}
	for at, want := range map[time.Time]cases.State{noon.AddDate(0, 3, -1): cases.StateClosed} {
		_, err := s.PurgeExpired(t.Context(), at, 10)
		mustDo(t, err)
		if got := mustLoad(t, s, closed.ID).State; got != want {
			t.Errorf("too early: %s", got)
		}
	}
	if n, err := s.PurgeExpired(t.Context(), noon.AddDate(0, 3, 1), 10); err != nil || n != 1 {
		t.Errorf("%d %v", n, err)
	}
	if mustLoad(t, s, closed.ID).State != cases.StateErased || mustLoad(t, s, open.ID).State != cases.StateOpen {
		t.Error("the wrong case went")
	}
	if _, err := s.PurgeExpired(t.Context(), noon.AddDate(9, 0, 0), 10); err != nil || mustLoad(t, s, kept.ID).State != cases.StateClosed {
		t.Errorf("kept until its person erases it, and it went: %v", err)
	}
}

// testSecretsAtRest looks into every text of every table for what nobody may read there.
func testSecretsAtRest(t *testing.T, s *Store) {
	a := mustAccount(t, s, "maria.silva@example.org", accounts.Buyer, "")
	a.Name, a.TOTP = "Maria da Silva", "JBSWY3DPEHPK3PXP"
	mustDo(t, s.SaveAccount(t.Context(), a))
	c := mustOwned(t, s, a)
	mustClaimed(t, s, "claimhash", noon.Add(time.Hour))
	code, err := accounts.NewReturnCode(rand.Reader)
	mustDo(t, err)
	_, err = s.PutReturnCode(t.Context(), code, "claimhash", noon)
	mustDo(t, err)
	mustCode(t, s, a.Email, "b", "867530", "l", noon)
	mustDo(t, s.PutInvitation(t.Context(), &accounts.Invitation{OrgID: c.OrgID, CaseID: c.ID, TokenHash: "i", Name: "Joana Sobrinha", GivenBy: a.ID, CreatedAt: noon, ExpiresAt: noon.Add(time.Hour), Until: noon.Add(time.Hour)}))
	mustDo(t, s.PutIdentity(t.Context(), a, "https://id.example", "subject-4711", noon))
	for _, table := range []string{"accounts", "sign_in_codes", "return_codes", "invitations", "identities", "grants", "accesses"} {
		var rows []map[string]any
		mustDo(t, s.db.Table(table).Find(&rows).Error)
		all := fmt.Sprint(rows)
		for _, secret := range []string{a.Email, "silva", "Maria", a.TOTP, code, strings.ReplaceAll(code, "-", ""), "867530", "Joana", "subject-4711"} {
			if strings.Contains(all, secret) {
				t.Errorf("%s holds %q", table, secret)
			}
		}
	}
}

// testPurgeSignIn has of each kind one that is over and one that is not.
func testPurgeSignIn(t *testing.T, s *Store) {
	a := mustAccount(t, s, "a@example.org", accounts.Buyer, "")
	c := mustOwned(t, s, a)
	mustClaimed(t, s, "old", accounts.Forever)
	mustClaimed(t, s, "new", accounts.Forever)
	now := noon.Add(accounts.ReturnLife)
	for name, at := range map[string]time.Time{"old": noon, "new": now.Add(-time.Minute)} {
		mustDo(t, s.StartSession(t.Context(), &accounts.Session{OrgID: a.OrgID, AccountID: a.ID, TokenHash: name, CreatedAt: at, SeenAt: at, ExpiresAt: at.Add(time.Hour)}))
		mustCode(t, s, "a@example.org", name, "123456", name, at)
		mustDo(t, s.PutCeremony(t.Context(), &Ceremony{TokenHash: name, Kind: "login", Data: "x", ExpiresAt: at.Add(time.Hour)}))
		mustDo(t, s.PutSetupLink(t.Context(), name, accounts.Operator, "", at))
		_, err := s.PutReturnCode(t.Context(), name, name, at)
		mustDo(t, err)
		mustDo(t, s.PutInvitation(t.Context(), &accounts.Invitation{OrgID: c.OrgID, CaseID: c.ID, TokenHash: name, GivenBy: a.ID, CreatedAt: at, ExpiresAt: at.Add(time.Hour), Until: at.Add(time.Hour)}))
	}
	_, err := s.PurgeExpired(t.Context(), now, 10)
	mustDo(t, err)
	for _, table := range []string{"sessions", "sign_in_codes", "ceremonies", "setup_links", "return_codes", "invitations"} {
		var n int64
		mustDo(t, s.db.Table(table).Count(&n).Error)
		if n != 1 {
			t.Errorf("%s: %d rows, want the one that is not over", table, n)
		}
	}
}
