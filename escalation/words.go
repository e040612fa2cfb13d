package escalation

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"degrau/internal/civil"
)

// The closed lists of words packs may use. Never add a unit for one country.
var (
	units         = []string{"hour", "calendar_day", "working_day", "month", "year"}
	firstDays     = []string{"", "excluded", "included"}
	rolls         = []string{"", "none", "next_working_day", "previous_working_day"}
	monthEnds     = []string{"", "last_day", "next_day"}
	takes         = []string{"", "first", "last", "each"}
	owners        = []Owner{OwnerConsumer, OwnerCompany, OwnerBody}
	metBys        = []string{"", "sent", "received", "done"}
	calendarKinds = []string{"legal", "bank", "court", "state", "city", "plain"}
	startFacts    = []string{"purchases.on", "purchases.promised_on", "purchases.protection_ends_on", "payments.on"}
	startDays     = []string{"", "on", "until"}
	unknownWords  = []string{"", "asks", "blocks", "hides", "quiet"}
)

// maxCount bounds what one rule may count, so that a slip of the pen cannot stall a plan.
const maxCount = 4000

// word reports a word that is not in its list.
func (fs *Faults) word(file, path, w string, all []string) {
	if !slices.Contains(all, w) {
		fs.add(file, path, "unknown word %q, want one of: %s", w, strings.Join(slices.DeleteFunc(slices.Clone(all), func(s string) bool { return s == "" }), ", "))
	}
}

func (fs *Faults) day(file, path, s string) {
	if _, err := civil.Parse(s); err != nil {
		fs.add(file, path, "%v", err)
	}
}

// zone reports a time zone nobody knows.
func (fs *Faults) zone(file, path, name string) {
	if _, err := time.LoadLocation(name); name == "" || err != nil {
		fs.add(file, path, "unknown time zone %q", name)
	}
}

// texts reports a text that is missing in the pack's own language.
func (fs *Faults) texts(file, path string, t map[string]string, lang string) {
	if strings.TrimSpace(t[lang]) == "" {
		fs.add(file, path, "has no text in %q", lang)
	}
}

// listed reports an id that nothing bears.
func listed[T any](fs *Faults, file, path, id string, all map[string]T) {
	if _, ok := all[id]; !ok {
		fs.add(file, path, "dangling id %q", id)
	}
}

func sub(path string, i int) string { return fmt.Sprintf("%s.%d", path, i) }
