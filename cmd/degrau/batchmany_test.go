package main

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/png"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"degrau/cases"
	"degrau/internal/civil"
	"degrau/internal/store"
)

// clients is how many cases an advocate has in one run.
const clients = 500

// manyClients keeps so many cases, each with marks of its own in name, number, words and picture, and gives the marks by code.
// One of them has nothing that a paper could be made from any more: its bytes are gone.
func manyClients(t *testing.T, d degrau) (marks map[string]string, broken string) {
	t.Helper()
	s, err := store.Open(t.Context(), store.Options{Dir: d.data})
	mustDo(t, err)
	defer s.Close()
	now := time.Date(2026, 11, 1, 12, 0, 0, 0, time.UTC)
	marks = map[string]string{}
	for i := range clients {
		mark := fmt.Sprintf("Qz%03dzq", i)
		sum := cases.MustMoney(fmt.Sprintf("%d.00", 100+i), "BRL")
		c, err := cases.Open(cases.Facts{Place: "BR-PR", Language: "pt", Problems: []cases.Problem{cases.NotDelivered},
			Parties:   []cases.Party{{Role: cases.Consumer, Name: "Cliente " + mark}, {Role: cases.Seller, Name: "Loja " + mark}},
			Purchases: []cases.Purchase{{On: civil.MustPartial("2026-04-12"), Item: "fone " + mark, OrderNumber: "N-" + mark, Total: sum, PromisedOn: civil.MustPartial("2026-05-10")}},
			Payments:  []cases.Payment{{On: civil.MustPartial("2026-04-12"), Amount: sum, Method: cases.Pix, Role: cases.Paid}},
			Events:    []cases.Entry{{Kind: cases.Contacted, On: civil.MustPartial("2026-05-11"), Text: "falei com " + mark}}}, "", "cli", now)
		mustDo(t, err)
		m := image.NewGray(image.Rect(0, 0, 24, 16))
		m.Pix[0], m.Pix[1] = byte(i), byte(i>>8)
		var raw bytes.Buffer
		mustDo(t, png.Encode(&raw, m))
		blob, err := s.PutBlob(t.Context(), bytes.NewReader(raw.Bytes()), 0)
		mustDo(t, err)
		_, err = c.AddEvidence(cases.Evidence{SHA256: blob.SHA256, Size: blob.Size, Name: mark + ".png", Kind: "png", Width: 24, Height: 16, Caption: "Tela de " + mark}, "cli", now)
		mustDo(t, err)
		mustDo(t, s.Create(t.Context(), c, nil))
		if i == clients/2 {
			broken = c.ID
			mustDo(t, os.WriteFile(filepath.Join(d.data, "evidence", blob.SHA256[:2], blob.SHA256), []byte("changed"), 0o600))
		}
		marks[c.Code] = mark
	}
	return marks, broken
}

// TestFiveHundredClientsInOneRun builds all of them, killed at random moments and begun again, beside a run that nobody
// interrupts: the same bytes. No client's marks stand in the papers of another, and the one bad case stops nobody.
func TestFiveHundredClientsInOneRun(t *testing.T) {
	d := degrau{t: t, data: t.TempDir()}
	marks, broken := manyClients(t, d)
	dir := t.TempDir()
	args := func(name string) []string {
		return []string{"dossier", "batch", "--cases", "all", "--body", "br-procon", "-o", filepath.Join(dir, name)}
	}
	if r := d.run("", args("straight.zip")...); r.code != exitPartly {
		t.Fatalf("exit %d: %s", r.code, r.err)
	}
	kills := 0
	for try := 0; ; try++ {
		cmd := d.asChild(args("killed.zip")...)
		mustDo(t, cmd.Start())
		limit := time.Duration(500+rand.IntN(2500)) * time.Millisecond
		if try >= 4 {
			limit = 5 * time.Minute // long enough to finish
		}
		timer := time.AfterFunc(limit, func() { _ = cmd.Process.Kill() })
		err := cmd.Wait()
		timer.Stop()
		var exit *exec.ExitError
		if errors.As(err, &exit) && exit.ExitCode() == exitPartly {
			break
		}
		if err == nil || exit == nil || exit.ExitCode() != -1 {
			t.Fatalf("neither killed nor done: %v", err)
		}
		kills++
		if _, err := os.Stat(filepath.Join(dir, "killed.zip")); err == nil {
			t.Fatal("an archive that is not whole has its name")
		}
	}
	if kills == 0 {
		t.Error("no run was killed")
	}
	straight, err := os.ReadFile(filepath.Join(dir, "straight.zip"))
	mustDo(t, err)
	killed, err := os.ReadFile(filepath.Join(dir, "killed.zip"))
	mustDo(t, err)
	if !bytes.Equal(straight, killed) {
		t.Error("a run that was killed gives other bytes")
	}
	files := inZip(t, filepath.Join(dir, "straight.zip"))
	if n := strings.Count(files["index.csv"], ".pdf,"); n != clients-1 || !strings.Contains(files["failures.csv"], broken) || strings.Count(files["failures.csv"], "\n") != 2 {
		t.Errorf("%d built; failures:\n%s", n, files["failures.csv"])
	}
	foreign := regexp.MustCompile(`Qz\d{3}zq`)
	looked := 0
	for name, text := range files {
		code, _, ok := strings.Cut(name, "/")
		if !ok || !strings.HasSuffix(name, ".pdf") {
			continue
		}
		if looked++; looked%10 != 1 { // the words of every tenth are taken out by another program
			continue
		}
		at := filepath.Join(dir, "one.pdf")
		mustDo(t, os.WriteFile(at, []byte(text), 0o600))
		words, err := exec.Command("pdftotext", at, "-").Output()
		mustDo(t, err)
		if !bytes.Contains(words, []byte(marks[code])) {
			t.Errorf("%s does not hold its own mark %s", name, marks[code])
		}
		for _, mark := range foreign.FindAllString(string(words), -1) {
			if mark != marks[code] {
				t.Errorf("%s, of %s, holds %s", name, marks[code], mark)
			}
		}
	}
	if looked != clients-1 {
		t.Errorf("%d papers", looked)
	}
}
