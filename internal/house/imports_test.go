// Package house holds the rules of the house to its rooms: which package may import which.
package house

import (
	"os/exec"
	"strings"
	"testing"
)

// allowed says, for each room, which of our own packages it may import (directly). A room that is not listed fails the
// test, so that nobody adds one without saying where it stands.
var allowed = map[string][]string{
	"cmd/degrau":   {"*"},
	"cases":        {"internal/civil"},
	"cases/intake": {"internal/civil", "cases"},
	// Evidence that is words is read as pasted text is, and knows nothing of where it is kept or shown.
	"cases/messages":   {"internal/civil", "cases", "cases/intake"},
	"cases/proof":      {"internal/civil", "cases", "cases/messages"},
	"escalation":       {"internal/civil", "cases", "escalation/packs"},
	"escalation/packs": {},
	"reports":          {"internal/civil", "cases", "cases/messages", "cases/proof", "escalation", "internal/locale", "reports/audit", "reports/docx", "reports/pdf", "reports/paper", "reports/twin", "reports/checker"},
	"reports/docx":     {"reports/paper"},
	"reports/paper":    {"internal/civil"},
	// It looks at what was written, with what reads the files of strangers.
	"reports/audit":   {"internal/media", "reports/paper", "reports/pdf"},
	"reports/pdf":     {"internal/civil", "reports/paper"},
	"reports/checker": {"internal/civil", "internal/locale"},
	// It shows what the PDF shows, and asks it what that is.
	"reports/twin":       {"reports/paper", "reports/pdf"},
	"jobs":               {"internal/civil", "cases", "escalation", "reports", "internal/store", "internal/locale"},
	"web":                {"!cmd/degrau"},
	"migrations":         {},
	"internal/accounts":  {"internal/civil", "cases"},
	"internal/store":     {"internal/civil", "cases", "internal/accounts", "escalation", "migrations"},
	"internal/mail":      {},
	"internal/mailtest":  {},
	"internal/ocr":       {},
	"internal/reading":   {"internal/civil", "cases", "cases/messages", "cases/proof", "internal/media"}, // between the two, which know nothing of each other
	"internal/media":     {},
	"internal/copies":    {"cases", "cases/messages", "internal/media", "reports/paper"}, // between the three: what pages and papers show of an exhibit
	"internal/locale":    {"internal/civil"},
	"internal/civil":     {},
	"internal/pgtest":    {"migrations"},
	"internal/s3test":    {},
	"internal/clamd":     {},
	"internal/clamdtest": {},
	"internal/house":     {},
}

// only says which packages from outside belong to one room alone.
var only = map[string][]string{
	"gorm.io/":                    {"internal/store"},
	"modernc.org/sqlite":          {"internal/store"},
	"github.com/jackc/pgx":        {"internal/store", "internal/pgtest"},
	"github.com/pressly/goose":    {"migrations", "internal/store"},
	"github.com/gin-gonic/gin":    {"web"},
	"codeberg.org/go-pdf/fpdf":    {"reports/pdf"},
	"github.com/pdfcpu/pdfcpu":    {"reports/pdf", "internal/media"},
	"github.com/robfig/cron":      {"jobs"},
	"github.com/spf13/cobra":      {"cmd/degrau"},
	"net/http":                    {"web", "cmd/degrau", "internal/media", "internal/s3test"},
	"github.com/minio/minio-go":   {"internal/store"},
	"github.com/jhillyerd/enmime": {"cases/messages"},
	"github.com/wneessen/go-mail": {"internal/mail"},
	"github.com/go-webauthn":      {"web"},
	"github.com/coreos/go-oidc":   {"web"},
}

func TestImportsPointDown(t *testing.T) {
	out, err := exec.Command("go", "list", "-f", `{{.ImportPath}} {{join .Imports " "}}`, "degrau/...").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	for _, line := range strings.Split(strings.TrimSpace(string(out)), "\n") {
		fields := strings.Fields(line)
		room := strings.TrimPrefix(fields[0], "degrau/")
		may, known := allowed[room]
		if !known {
			t.Errorf("%s stands nowhere in the table of rooms", room)
			continue
		}
		for _, imp := range fields[1:] {
			if own, ok := strings.CutPrefix(imp, "degrau/"); ok && !permits(may, own) {
				t.Errorf("%s may not import %s", room, own)
			}
			for prefix, rooms := range only {
				if (imp == prefix || strings.HasPrefix(imp, strings.TrimSuffix(prefix, "/")+"/")) && !permits(rooms, room) {
					t.Errorf("%s may not import %s: only %s may", room, imp, strings.Join(rooms, ", "))
				}
			}
		}
	}
}

// TestThePureRoomsKnowNoClock keeps time an argument: only cmd may ask what time it is.
func TestThePureRoomsKnowNoClock(t *testing.T) {
	for _, room := range []string{"cases", "escalation", "reports", "internal/civil", "internal/locale", "internal/store", "internal/accounts", "web", "jobs"} {
		out, _ := exec.Command("grep", "-rnE", `time\.Now\(\)`, "../../"+room, "--include=*.go", "--exclude=*_test.go").Output()
		for _, line := range strings.Split(strings.TrimSpace(string(out)), "\n") {
			if line != "" && !strings.Contains(line, "// clock:") {
				t.Errorf("asks the clock: %s", line)
			}
		}
	}
}

func permits(list []string, name string) bool {
	for _, p := range list {
		if p == "*" || p == name || strings.HasPrefix(p, "!") && p[1:] != name {
			return true
		}
	}
	return false
}
