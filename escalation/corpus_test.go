//go:build corpus

package escalation

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

// explained are names of the other list that are optional days in Brazil, or holidays that our pack knows and the other
// list does not; each is a difference the pack itself explains.
var explained = map[string]string{
	"Carnival":             "optional day; banks close (BR-bank)",
	"Ash Wednesday":        "optional day until 14h",
	"Corpus Christi":       "optional day; banks close (BR-bank)",
	"Public Servant's Day": "optional day",
	"Christmas Eve":        "optional afternoon",
	"New Year's Eve":       "optional afternoon",
}

// TestCorpusCalendarsAgainstAnotherList compares our calendars with a list made by others. Run it with -tags corpus and
// DEGRAU_CORPUS set to the folder that holds holidays/.
func TestCorpusCalendarsAgainstAnotherList(t *testing.T) {
	dir := os.Getenv("DEGRAU_CORPUS")
	if dir == "" {
		fmt.Println("calendars: DEGRAU_CORPUS is not set, nothing compared")
		return
	}
	p := mustPacks(t)
	for calendar, file := range map[string]string{"BR-legal": "BR_COMMON.json", "BR-SP": "BR_SP.json", "BR-RJ": "BR_RJ.json"} {
		b, err := os.ReadFile(filepath.Join(dir, "holidays", file))
		if errors.Is(err, fs.ErrNotExist) {
			fmt.Printf("calendars: no %s in DEGRAU_CORPUS, nothing compared\n", file)
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		theirs := map[string]string{}
		if err := json.Unmarshal(b, &theirs); err != nil {
			t.Fatal(err)
		}
		optional := compare(t, p, calendar, theirs)
		fmt.Printf("calendars: %s agrees with %s for 2018 to 2028, but for %d optional days\n", calendar, file, optional)
	}
}

// compare reports every day that only one side has and the pack does not explain.
func compare(t *testing.T, p *Packs, calendar string, theirs map[string]string) int {
	t.Helper()
	ours := map[string]string{}
	for year := 2018; year <= 2028; year++ {
		hs, err := p.Holidays(calendar, year)
		if err != nil {
			t.Fatal(err)
		}
		for _, h := range hs {
			ours[h.On.String()] = h.Name["en"]
			if theirs[h.On.String()] == "" {
				t.Errorf("%s: only ours has %s, %s", calendar, h.On, h.Name["en"])
			}
		}
	}
	optional := 0
	for day, name := range theirs {
		if day < "2018" || day >= "2029" || ours[day] != "" {
			continue
		}
		if explained[name] == "" {
			t.Errorf("%s: only the other list has %s, %s", calendar, day, name)
		}
		optional++
	}
	return optional
}
