package reports

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"degrau/cases"
)

func editedKit(t *testing.T, field, text string) (Kit, KitField) {
	t.Helper()
	in := mustInput(t, headlines["not-delivered"], "br-consumidor-gov")
	in.Edited = map[string]string{field: text}
	k, err := BuildKit(in)
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(k.Fields, func(f KitField) bool { return f.FormField.ID == field })
	if i < 0 {
		t.Fatalf("no field %s", field)
	}
	return k, k.Fields[i]
}

func hasGap(k Kit, key string) bool {
	return slices.ContainsFunc(k.Gaps, func(g Gap) bool { return g.Key == key })
}

func TestOwnWordsStandInTheKit(t *testing.T) {
	_, f := editedKit(t, "descricao", "Comprei em 12/04/2026 por R$ 1.250,00. \r\nNada chegou.\x00\r\n")
	if f.Value != "Comprei em 12/04/2026 por R$ 1.250,00.\nNada chegou." || !f.Edited || f.Personal || f.Length != measure(f.Value, f.Unit) {
		t.Errorf("%+v", f)
	}
	if k, _ := editedKit(t, "descricao", strings.Repeat("a ", 2000)); !hasGap(k, "dossier.gap.too_long") {
		t.Error("too long a text is not said")
	}
	if k, _ := editedKit(t, "descricao", "Foi um roubo."); !hasGap(k, "dossier.gap.crime_word") {
		t.Error("a crime word is not said")
	}
	plain, err := BuildKit(mustInput(t, headlines["not-delivered"], "br-consumidor-gov"))
	if err != nil {
		t.Fatal(err)
	}
	if _, f = editedKit(t, "descricao", plain.Fields[1].Value); f.Edited {
		t.Error("the same words are no edit")
	}
}

func TestOwnWordsInPublicTellNobodyWhoOneIs(t *testing.T) {
	for _, text := range []string{"Sou Zulmira.", "CPF 111.444.777-35", "outro CPF: 529.982.247-25", "pedido 8150000000000011", "escrevam a x@exemplo.br", "(41) 90000-0000",
		"+55 41 98888-7777", "veja www.exemplo.br/eu", "LB000000008CN", "sigam @fulana.exemplo"} {
		k, f := editedKit(t, "descricao", text)
		if !f.Personal || !cases.IsKind(k.refusePersonal(), cases.Invalid) {
			t.Errorf("%q was taken for a public text", text)
		}
	}
	for _, text := range []string{"Comprei em 12/04/2026 por R$ 1.250,00.", "Prazo de 10 a 20 dias; 3 mensagens.", "CNPJ não sei", "final 0011"} {
		if _, f := editedKit(t, "descricao", text); f.Personal {
			t.Errorf("%q tells nobody who one is", text)
		}
	}
	if k, f := editedKit(t, "dados-privados", "Zulmira, CPF 111.444.777-35"); f.Personal || k.refusePersonal() != nil {
		t.Error("a closed field may say who one is")
	}
}

func TestAKitWithPersonalDataInPublicIsNotWritten(t *testing.T) {
	in := mustInput(t, headlines["not-delivered"], "br-consumidor-gov")
	in.Edited = map[string]string{"descricao": "Sou Zulmira."}
	dir := filepath.Join(t.TempDir(), "kit")
	if _, err := WriteKit(t.Context(), dir, in); !cases.IsKind(err, cases.Invalid) {
		t.Errorf("%v", err)
	}
	if _, err := os.Stat(dir); !os.IsNotExist(err) {
		t.Errorf("something was written: %v", err)
	}
}

func TestAKitHoldsTheTextsInThePersonsLanguage(t *testing.T) {
	in := mustInput(t, worldCase("RO", cases.NotDelivered), "ro-anpc")
	dir := filepath.Join(t.TempDir(), "kit")
	names, err := WriteKit(t.Context(), dir, in)
	if err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(filepath.Join(dir, "na-sua-lingua", "03-descriere.txt"))
	if err != nil || !strings.Contains(string(b), "A entrega estava prometida até 20/09/2026") {
		t.Errorf("%v: %s", err, b)
	}
	list, err := os.ReadFile(filepath.Join(dir, "checklist.txt"))
	if err != nil || !strings.Contains(string(list), "na-sua-lingua") || !slices.Contains(names, "na-sua-lingua/03-descriere.txt") {
		t.Errorf("%v: %s %q", err, list, names)
	}
}
