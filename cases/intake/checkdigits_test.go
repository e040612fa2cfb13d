package intake

import "testing"

func TestCheckDigits(t *testing.T) {
	for _, c := range []struct {
		name  string
		valid func(string) bool
		in    string
		want  bool
	}{
		{"usual dummy CPF", ValidCPF, "111.444.777-35", true},
		{"bare CPF", ValidCPF, "11144477735", true},
		{"wrong last digit", ValidCPF, "111.444.777-36", false},
		{"one digit eleven times", ValidCPF, "77777777777", false},
		{"marks in other places", ValidCPF, "111-444-777.35", false},
		{"letters are for CNPJ alone", ValidCPF, "1114447773A", false},
		{"CNPJ with the Receita's own letters", ValidCNPJ, "12.ABC.345/01DE-35", true},
		{"the same without marks", ValidCNPJ, "12ABC34501DE35", true},
		{"small letters are not written", ValidCNPJ, "12abc34501de35", false},
		{"letters in the check digits", ValidCNPJ, "12ABC34501DE3A", false},
		{"old CNPJ", ValidCNPJ, "11.222.333/0001-81", true},
		{"old CNPJ, digits swapped", ValidCNPJ, "11.222.333/0001-18", false},
		{"postal item of the union's own example", ValidS10, "RR473124829GB", true},
		{"wrong check digit", ValidS10, "RR473124828GB", false},
		{"no such country", ValidS10, "RR473124829XX", false},
		{"small letters", ValidS10, "rr473124829gb", false},
		{"card of every manual", ValidLuhn, "4111111111111111", true},
		{"one digit off", ValidLuhn, "4111111111111112", false},
		{"zeros", ValidLuhn, "0000000000000000", false},
		{"empty", ValidLuhn, "", false},
		{"empty CPF", ValidCPF, "", false},
	} {
		if got := c.valid(c.in); got != c.want {
			t.Errorf("%s: %q is %v", c.name, c.in, got)
		}
	}
}
