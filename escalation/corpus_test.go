//go:build corpus

package escalation

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"degrau/internal/civil"
)

// TestCorpusCalendarsAgainstAnotherList compares our calendars with a list made by others. Run it with -tags corpus and
// DEGRAU_CORPUS set to the folder that holds holidays/.
func TestCorpusCalendarsAgainstAnotherList(t *testing.T) {
	dir := os.Getenv("DEGRAU_CORPUS")
	if dir == "" {
		fmt.Println("calendars: DEGRAU_CORPUS is not set, nothing compared")
		return
	}
	p := mustPacks(t)
	for calendar, file := range map[string]string{"BR-legal": "BR_COMMON.json", "BR-SP": "BR_SP.json", "BR-RJ": "BR_RJ.json", "RO": "RO_COMMON.json",
		"ES": "ES_COMMON.json", "ES-MD": "ES_MD.json", "ES-CT": "ES_CT.json", "PT": "PT_COMMON.json", "US": "US_COMMON.json"} {
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
		compareCalendar(t, p, calendar, file, theirs)
	}
}

// compareCalendar reports every working day that only one side calls a holiday, unless the pack explains it. A holiday on
// a weekend moves no deadline, and lists differ in whether they name it.
func compareCalendar(t *testing.T, p *Packs, calendar, file string, theirs map[string]string) {
	t.Helper()
	c, _ := p.Calendar(calendar)
	last := min(2028, c.Until)
	ours := map[string]bool{}
	weekday := func(d civil.Date) bool { return !p.calendars[calendar].weekend[d.Weekday()] }
	for year := 2018; year <= last; year++ {
		hs, err := p.Holidays(calendar, year)
		if err != nil {
			t.Fatal(err)
		}
		for _, h := range hs {
			ours[h.On.String()] = true
			if theirs[h.On.String()] == "" && weekday(h.On) {
				t.Errorf("%s: only ours has %s, %s", calendar, h.On, h.Name["en"])
			}
		}
	}
	explained := map[string]int{}
	for day, name := range theirs {
		d := civil.MustParse(day)
		if d.Year < 2018 || d.Year > last || ours[day] || !weekday(d) {
			continue
		}
		why, ok := p.NotHoliday(calendar, d)
		if !ok {
			t.Errorf("%s: only the other list has %s, %s, and the pack does not explain it", calendar, day, name)
		}
		explained[fmt.Sprintf("%s: %s", why.Name["en"], why.Why["en"])]++
	}
	fmt.Printf("calendars: %s agrees with %s for 2018 to %d, but for days the pack explains:\n", calendar, file, last)
	for _, line := range slices.Sorted(maps.Keys(explained)) {
		fmt.Printf("  %d x %s\n", explained[line], line)
	}
}
