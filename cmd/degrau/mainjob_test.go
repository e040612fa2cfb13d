package main

import (
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// complaint is invented: nobody wrote it, and no such order exists.
const complaint = `Boa tarde, comprei um projetor no aliexpress dia 12/04/2026, pedido 8150000000000011, paguei R$ 1.250,00
no cartao em 10x de 125,00. A entrega era ate 30/06/2026 e ate hoje nao chegou nada. Abri disputa dia 15/07/2026 e
negaram no dia 23/07/2026. O vendedor pediu mais 300 reais de frete mas eu nao paguei. Quero meu dinheiro de volta.
`

// pictures writes a JPEG and a PNG that stand for a receipt and a screenshot.
func pictures(t testing.TB, dir string) (string, string) {
	t.Helper()
	img := image.NewRGBA(image.Rect(0, 0, 720, 1280))
	for y := range 1280 {
		for x := range 720 {
			img.Set(x, y, color.RGBA{uint8(x / 3), uint8(y / 6), 120, 255})
		}
	}
	write := func(name string, encode func(*os.File) error) string {
		path := filepath.Join(dir, name)
		f, err := os.Create(path)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		if err := encode(f); err != nil {
			t.Fatal(err)
		}
		return path
	}
	return write("comprovante.jpg", func(f *os.File) error { return jpeg.Encode(f, img, nil) }),
		write("tela do rastreio.png", func(f *os.File) error { return png.Encode(f, img) })
}

// TestFromWordsToDossiers is the main job: a complaint and two pictures become three PDFs.
func TestFromWordsToDossiers(t *testing.T) {
	onBothEngines(t, func(t *testing.T, d degrau) {
		dir := t.TempDir()
		text := filepath.Join(dir, "queixa.txt")
		if err := os.WriteFile(text, []byte(complaint), 0o600); err != nil {
			t.Fatal(err)
		}
		jpg, shot := pictures(t, dir)

		read := mustJSON[map[string]any](t, d.must("", "understand", text, "--json"))
		if read["language"] != "pt" || read["problem_kind"] != "not_delivered" {
			t.Errorf("understood: %v, %v", read["language"], read["problem_kind"])
		}
		id := mustJSON[map[string]string](t, d.must("", "case", "open", text, "--json"))["id"]
		added := mustJSON[[]map[string]any](t, d.must("", "case", "evidence", id, jpg, shot, "--json"))
		if len(added) != 2 || added[0]["number"] != 1.0 || added[1]["kind"] != "png" || added[0]["label"] != "P1" || added[0]["warnings"] == nil {
			t.Errorf("evidence: %v", added)
		}
		checkPlan(t, d, id)
		for _, body := range []string{"br-consumidor-gov", "br-procon", "br-reclame-aqui"} {
			checkDossier(t, d, id, body, dir)
		}
		if r := d.run("", "verify"); r.code != exitDone {
			t.Errorf("verify: exit %d\n%s%s", r.code, r.out, r.err)
		}
		if r := d.run("", "verify", jpg, "--json"); r.code != exitDone || !strings.Contains(r.out, "intact") {
			t.Errorf("verify of a copy: exit %d\n%s", r.code, r.out)
		}
	})
}

func checkPlan(t *testing.T, d degrau, id string) {
	t.Helper()
	type deadline struct {
		Rule, Due string
		Sources   []map[string]any
	}
	plan := mustJSON[struct {
		Next      map[string]any
		Steps     []map[string]any
		Deadlines []deadline
		Losses    []map[string]any
		Gaps      []map[string]any
	}](t, d.must("", "plan", id, "--json"))
	if plan.Next == nil || len(plan.Steps) == 0 || len(plan.Losses) == 0 {
		t.Errorf("plan: next %v, %d steps, %d losses", plan.Next, len(plan.Steps), len(plan.Losses))
	}
	for _, x := range plan.Deadlines {
		if len(x.Sources) == 0 || x.Due == "" {
			t.Errorf("deadline %s: due %q, %d sources", x.Rule, x.Due, len(x.Sources))
		}
	}
	ics := d.must("", "plan", id, "--ics", "-")
	if !strings.HasPrefix(ics, "BEGIN:VCALENDAR\r\n") || strings.Contains(strings.ToLower(ics), "aliexpress") || strings.Contains(ics, "1250") {
		t.Errorf("the calendar must be safe on a lock screen:\n%s", ics)
	}
}

func checkDossier(t *testing.T, d degrau, id, body, dir string) {
	t.Helper()
	file := filepath.Join(dir, body+".pdf")
	d.must("", "dossier", "build", id, "--body", body, "-o", file)
	if out, err := exec.Command("qpdf", "--check", file).CombinedOutput(); err != nil {
		t.Errorf("%s: qpdf: %v\n%s", body, err, out)
	}
	out, err := exec.Command("pdftotext", "-layout", file, "-").Output()
	if err != nil {
		t.Fatalf("pdftotext: %v", err)
	}
	text := string(out)
	public := body == "br-reclame-aqui"
	if !strings.Contains(text, "1.250,00") || strings.Contains(text, "8150000000000011") == public {
		t.Errorf("%s: amount or order number (public: %t) not as it must be:\n%s", body, public, text)
	}
	if strings.Contains(text, "1.550,00") {
		t.Errorf("%s: the freight that was not paid is in a total", body)
	}
	kit := filepath.Join(dir, "kit-"+body)
	d.must("", "kit", "build", id, "--body", body, "-o", kit)
	if texts, _ := filepath.Glob(filepath.Join(kit, "*.txt")); len(texts) < 2 {
		t.Errorf("%s: kit holds %v", body, texts)
	}
}

// TestExportAndImportLoseNothing takes a case from one store to another.
func TestExportAndImportLoseNothing(t *testing.T) {
	onBothEngines(t, func(t *testing.T, d degrau) {
		dir := t.TempDir()
		jpg, _ := pictures(t, dir)
		id := mustJSON[map[string]string](t, d.must(complaint, "case", "open", "-", jpg, "--json"))["id"]
		d.must("", "case", "record", id, "contacted", "--on", "2026-07-05", "--text", "Escrevi à loja, ș ț ă 😀")
		zip := filepath.Join(dir, "case.zip")
		d.must("", "case", "export", id, "-o", zip)
		other := degrau{t: t, data: t.TempDir()}
		other.must("", "case", "import", zip)
		if a, b := d.must("", "case", "show", id, "--json"), other.must("", "case", "show", id, "--json"); a != b {
			t.Errorf("the case came out different:\n%s\n%s", a, b)
		}
		other.must("", "verify")
		if r := other.run("", "case", "import", zip); r.code != exitConflict {
			t.Errorf("importing twice: exit %d %s", r.code, r.err)
		}
	})
}
