package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

type toldProof struct {
	ID, State string
	Must      bool
	Exhibits  []string
	Asked     *struct {
		Until string
		Late  bool
	}
	Ask []struct{ Of string }
}

func proofNamed(t *testing.T, all []toldProof, id string) toldProof {
	t.Helper()
	for _, p := range all {
		if p.ID == id {
			return p
		}
	}
	t.Fatalf("no proof %s in %+v", id, all)
	return toldProof{}
}

// TestFromAMissingProofToTheAnswer walks from what is missing to an exhibit that shows it, and to a message that asks.
func TestFromAMissingProofToTheAnswer(t *testing.T) {
	d := degrau{t: t, data: t.TempDir()}
	id := mustJSON[struct{ ID string }](t, d.must(complaint, "case", "open", "-", "--json")).ID
	proofs := func(args ...string) []toldProof {
		return mustJSON[[]toldProof](t, d.must("", append([]string{"case", "proofs", id, "--json"}, args...)...))
	}
	if p := proofNamed(t, proofs(), "order"); p.State != "missing" || !p.Must {
		t.Fatalf("%+v", p)
	}
	plan := d.must("", "plan", id, "--lang", "pt")
	if !strings.Contains(plan, "Falta provar\n") || !strings.Contains(plan, "degrau case proofs "+id) {
		t.Errorf("the plan names no missing proof:\n%s", plan)
	}
	if said := d.must("", "case", "proofs", id, "--lang", "pt"); !strings.Contains(said, "order  Página do pedido (falta, precisa)") || !strings.Contains(said, "onde achar: ") {
		t.Errorf("%s", said)
	}

	d.must("", "case", "evidence", id, d.file("order.txt", "Pedido 8150000000000011"), "--shows", "order")
	p := proofNamed(t, proofs(), "order")
	if p.State != "have" || len(p.Exhibits) != 1 || p.Exhibits[0] != "P1" {
		t.Errorf("%+v", p)
	}
	if shown := d.must("", "case", "show", id); !strings.Contains(shown, "Página do pedido") {
		t.Errorf("no caption from the proof: %s", shown)
	}
	d.must("", "case", "describe", id, "P1", "--shows", "payment,order", "--caption", "Tela do pedido")
	if p := proofNamed(t, proofs(), "payment"); p.State != "have" {
		t.Errorf("%+v", p)
	}

	to := filepath.Join(d.data, "..", "ask.txt")
	d.must("", "case", "ask", id, "tracking", "-o", to)
	b, err := os.ReadFile(to)
	if err != nil || !strings.Contains(string(b), "8150000000000011") {
		t.Errorf("%v: %s", err, b)
	}
	m := mustJSON[struct{ Lang, Text, By string }](t, d.must("", "case", "ask", id, "tracking", "--json"))
	if m.Text == "" || m.By == "" || m.Lang == "" {
		t.Errorf("%+v", m)
	}
	d.must("", "case", "ask", id, "tracking", "--sent-on", "2026-11-20", "--protocol", "T-77")
	p = proofNamed(t, proofs(), "tracking")
	if p.State != "asked" || p.Asked == nil || p.Asked.Until != "2026-11-30" || p.Asked.Late {
		t.Errorf("%+v %+v", p, p.Asked)
	}
	p = proofNamed(t, mustJSON[[]toldProof](t, d.must("", "case", "proofs", id, "--json", "--now", "2026-12-05")), "tracking")
	if !p.Asked.Late {
		t.Errorf("nothing came: %+v", p.Asked)
	}
	if said := d.must("", "case", "proofs", id, "--lang", "pt", "--now", "2026-12-05"); !strings.Contains(said, "Não veio até 30 de novembro de 2026. Peça de novo por escrito.") {
		t.Errorf("%s", said)
	}
	if all := proofs("--body", "br-jec"); !proofNamed(t, all, "residence").Must {
		t.Errorf("%+v", all)
	}
	archive := filepath.Join(d.data, "..", "case.zip")
	d.must("", "case", "export", id, "-o", archive)
	other := degrau{t: t, data: t.TempDir()}
	copied := mustJSON[struct{ ID string }](t, other.must("", "case", "import", archive, "--json")).ID
	if p := proofNamed(t, mustJSON[[]toldProof](t, other.must("", "case", "proofs", copied, "--json")), "order"); p.State != "have" {
		t.Errorf("lost on the way: %+v", p)
	}
	for name, c := range map[string]struct {
		want int
		args []string
	}{
		"no such proof":      {exitNotFound, []string{"case", "ask", id, "moonlight"}},
		"asked of a cousin":  {exitNotFound, []string{"case", "ask", id, "tracking", "--of", "cousin"}},
		"nobody can give it": {exitNotFound, []string{"case", "ask", id, "order"}},
		"no day":             {exitUsage, []string{"case", "ask", id, "tracking", "--sent-on", "ontem"}},
		"an empty day":       {exitInvalid, []string{"case", "ask", id, "tracking", "--sent-on", ""}},
		"no such body":       {exitNotFound, []string{"case", "proofs", id, "--body", "nowhere"}},
		"no such case":       {exitNotFound, []string{"case", "proofs", "0198f1a2-0000-7000-8000-000000000000"}},
		"no word":            {exitInvalid, []string{"case", "describe", id, "P1", "--shows", "My Receipt"}},
		"twice":              {exitInvalid, []string{"case", "describe", id, "P1", "--shows", "order,order"}},
		"asked for nothing":  {exitInvalid, []string{"case", "record", id, "proof_asked", "--on", "2026-11-20"}},
	} {
		if r := d.run("", c.args...); r.code != c.want {
			t.Errorf("%s: exit %d, want %d: %s%s", name, r.code, c.want, r.out, r.err)
		}
	}
	d.must("", "verify")
}
