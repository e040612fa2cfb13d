package migrations

import (
	"testing"
	"testing/fstest"
)

func TestRenderRefusesAWordItDoesNotKnow(t *testing.T) {
	for name, text := range map[string]string{"unknown": "CREATE TABLE x (y ${MONEY});", "not closed": "CREATE TABLE x (y ${UUID);"} {
		if _, err := render(fstest.MapFS{"0001_x.sql": {Data: []byte(text)}}, Postgres); err == nil {
			t.Errorf("%s: %s was rendered", name, text)
		}
	}
}
