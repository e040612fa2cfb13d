package locale

import "testing"

func TestPlaces(t *testing.T) {
	for _, row := range []struct{ lang, source, want string }{
		{"pt", "P3, message 214", "P3, mensagem 214"}, {"ro", "P3, page 2", "P3, pagina 2"}, {"es", "line 12", "línea 12"},
		{"en", "text", "text"}, {"en", "P3, drawer 2", "P3, drawer 2"}, {"en", "P3, message many", "P3, message many"}, {"en", "", ""},
	} {
		if got := For(row.lang).Place(row.source); got != row.want {
			t.Errorf("%s %q became %q", row.lang, row.source, got)
		}
	}
}
