package reports

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"degrau/cases"
)

func TestKitFolder(t *testing.T) {
	in := mustInput(t, headlines["not-delivered"], "br-procon")
	dir := filepath.Join(t.TempDir(), "envio", "procon")
	names, err := WriteKit(context.Background(), dir, in)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"01-identificacao.txt", "02-fatos.txt", "03-tentativas.txt", "04-pedido.txt", "anexos/01-fatura-do-cartao-e-tela-do-pedido.jpg",
		"anexos/02-rastreio.png", "anexos/03-conversa-com-a-empresa.png", "dossier.pdf", "checklist.txt", "check.html"}
	if !slices.Equal(names, want) {
		t.Errorf("files %v, want %v", names, want)
	}
	k, err := BuildKit(in)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range k.Fields {
		b, err := os.ReadFile(filepath.Join(dir, f.File))
		if err != nil || string(b) != f.Value || measure(string(b), f.Unit) > f.Max {
			t.Errorf("%s is not the text of its field: %v", f.File, err)
		}
	}
	for _, name := range names {
		if len(filepath.Base(name)) > longestName {
			t.Errorf("%s has %d letters", name, len(name))
		}
	}
	again, err := WriteKit(context.Background(), dir, in)
	if err != nil || !slices.Equal(again, names) {
		t.Errorf("the same kit again: %v %v", again, err)
	}
	left, err := filepath.Glob(filepath.Join(filepath.Dir(dir), ".degrau-kit-*"))
	if err != nil || len(left) > 0 {
		t.Errorf("left behind: %v %v", left, err)
	}
}

func TestKitLeavesForeignFoldersAlone(t *testing.T) {
	in := mustInput(t, headlines["not-delivered"], "br-procon")
	dir := t.TempDir()
	mine := filepath.Join(dir, "minhas-fotos.txt")
	if err := os.WriteFile(mine, []byte("x"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := WriteKit(context.Background(), dir, in); !cases.IsKind(err, cases.Conflict) {
		t.Errorf("a folder with other files: %v", err)
	}
	if err := os.Remove(mine); err != nil {
		t.Fatal(err)
	}
	if _, err := WriteKit(context.Background(), dir, in); err != nil {
		t.Fatalf("an empty folder: %v", err)
	}
	other := in
	other.Body = "br-reclame-aqui"
	if _, err := WriteKit(context.Background(), dir, other); !cases.IsKind(err, cases.Conflict) {
		t.Errorf("the kit of another body: %v", err)
	}
	if err := os.WriteFile(mine, []byte("x"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := WriteKit(context.Background(), dir, in); !cases.IsKind(err, cases.Conflict) {
		t.Errorf("a kit somebody put a file into: %v", err)
	}
	if err := os.Remove(mine); err != nil {
		t.Fatal(err)
	}
	text := filepath.Join(dir, "02-fatos.txt")
	if err := os.WriteFile(text, []byte("meu texto"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := WriteKit(context.Background(), dir, in); !cases.IsKind(err, cases.Conflict) {
		t.Errorf("a text changed by hand: %v", err)
	}
	if b, err := os.ReadFile(text); err != nil || string(b) != "meu texto" {
		t.Errorf("the person's text is gone: %q %v", b, err)
	}
}

func TestKitWithAMissingOriginalLeavesNothing(t *testing.T) {
	in := mustInput(t, headlines["not-delivered"], "br-procon")
	in.Open = files{}.open
	dir := filepath.Join(t.TempDir(), "kit")
	if _, err := WriteKit(context.Background(), dir, in); err == nil {
		t.Error("an original is missing and nobody said so")
	}
	if _, err := os.Stat(dir); !os.IsNotExist(err) {
		t.Errorf("half a kit: %v", err)
	}
}

func TestPublicKitAttachesNothingUnasked(t *testing.T) {
	in := mustInput(t, headlines["refund-missing"], "br-reclame-aqui")
	names, err := WriteKit(context.Background(), filepath.Join(t.TempDir(), "kit"), in)
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range names {
		if strings.HasSuffix(n, ".jpg") || strings.HasSuffix(n, ".png") {
			t.Errorf("%s goes to a public page", n)
		}
	}
}

func TestSlug(t *testing.T) {
	for in, want := range map[string]string{"Comprovante de Pagamento (Pix) – ação": "comprovante-de-pagamento-pix-acao", "  ": "", "Ștefan țară": "stefan-tara",
		"uma legenda muito comprida que não cabe": "uma-legenda-muito"} {
		if got := slug(in, 20); want != got && slug(in, 36) != want {
			t.Errorf("slug(%q) = %q, want %q", in, got, want)
		}
	}
}
