package escalation

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// build decodes all records and checks them against each other.
func (l *loader) build() *Packs {
	p := &Packs{byCountry: map[string]*Pack{}, zones: map[string]*time.Location{}, calendars: map[string]*calendar{},
		places: map[string]*calendar{}, courts: map[string]*calendar{}, plain: plainCalendar(), bodies: map[string]*Body{}, rules: map[string][]*Rule{},
		values: map[string]*Value{}, texts: map[string]string{}, packOf: map[string]*Pack{}, files: map[string]string{}}
	l.packs(p)
	l.calendars(p)
	l.values(p)
	l.bodies(p)
	l.rules(p)
	l.ladders(p)
	l.grounds(p)
	for _, r := range l.of("texts") {
		p.texts[r.name] = string(r.data)
	}
	l.steps(p)
	l.acts(p)
	l.answers(p)
	l.proofs(p)
	p.collectQuestions()
	if len(l.faults) == 0 {
		l.examples(p)
	}
	p.snapshot = l.snapshot()
	for _, key := range slices.Sorted(maps.Keys(l.records)) {
		p.records = append(p.records, l.records[key]...)
	}
	return p
}

// of lists the records of a kind by file.
func (l *loader) of(kind string) []record {
	var out []record
	for key, rs := range l.records {
		if strings.HasPrefix(key, kind+"/") {
			out = append(out, rs...)
		}
	}
	slices.SortFunc(out, func(a, b record) int { return strings.Compare(a.file, b.file) })
	return out
}

// decode reads one record strictly and reports whether it could.
func (l *loader) decode(r record, v any) bool {
	if err := strict(r.data, v); err != nil {
		l.faults.add(r.file, "", "%s", strings.TrimPrefix(err.Error(), "json: "))
		return false
	}
	return true
}

func (l *loader) packs(p *Packs) {
	byID := map[string]*Pack{}
	for _, r := range l.of("pack") {
		pk := &Pack{}
		if !l.decode(r, pk) {
			continue
		}
		if pk.ID != r.pack {
			l.faults.add(r.file, "id", "%q does not match the folder", pk.ID)
		}
		if pk.Language == "" {
			l.faults.add(r.file, "language", "is missing")
		}
		l.faults.texts(r.file, "name", pk.Name, pk.Language)
		l.faults.zone(r.file, "zone", pk.Zone)
		if pk.Platform != nil && pk.Platform.Locked != nil {
			l.faults.texts(r.file, "platform.locked.reason", pk.Platform.Locked.Reason, pk.Language)
		}
		for i, w := range pk.Weekend {
			l.faults.word(r.file, sub("weekend", i), w, slices.Sorted(maps.Keys(weekdays)))
		}
		if other := p.byCountry[pk.Country]; other != nil && pk.Country != "" {
			l.faults.add(r.file, "country", "%s already has the pack %s", pk.Country, other.ID)
		}
		byID[pk.ID] = pk
		p.byCountry[pk.Country] = pk
		p.packs = append(p.packs, pk)
		if loc, err := time.LoadLocation(pk.Zone); err == nil {
			p.zones[pk.Zone] = loc
		}
	}
	for _, rs := range l.records {
		for _, r := range rs {
			if pk := byID[r.pack]; pk != nil {
				p.packOf[r.file] = pk
			} else if p.packOf[r.file] == nil {
				l.faults.add(r.file, "", "its folder has no pack.json")
				p.packOf[r.file] = &Pack{}
			}
		}
	}
}

func (l *loader) ladders(p *Packs) {
	for _, r := range l.of("ladders") {
		d := &Ladder{}
		if !l.decode(r, d) {
			continue
		}
		l.id(r, d.ID)
		l.faults.texts(r.file, "name", d.Name, p.packOf[r.file].Language)
		l.condition(p, r.file, "when", d.When)
		if d.Pace < 0 || d.Pace > 60 {
			l.faults.add(r.file, "pace", "is out of range")
		}
		p.ladders = append(p.ladders, d)
	}
	slices.SortStableFunc(p.ladders, func(a, b *Ladder) int { return b.Rank - a.Rank })
}

func (l *loader) grounds(p *Packs) {
	for _, r := range l.of("grounds") {
		var list []Ground
		if len(r.data) > 0 && strings.HasPrefix(strings.TrimSpace(string(r.data)), "[") {
			if !l.decode(r, &list) {
				continue
			}
		} else {
			var one Ground
			if !l.decode(r, &one) {
				continue
			}
			l.id(r, one.ID)
			list = append(list, one)
		}
		for i, g := range list {
			at := fmt.Sprintf("%d(%s)", i, g.ID)
			if g.Norm == "" {
				l.faults.add(r.file, at+".norm", "is missing")
			}
			l.words(r.file, at, g.Problems, g.Methods)
			l.faults.texts(r.file, at+".text", g.Text, p.packOf[r.file].Language)
			l.faults.sources(r.file, at+".sources", g.Sources)
		}
		p.grounds = append(p.grounds, list...)
	}
}

// id reports a record whose id is not its file's name.
func (l *loader) id(r record, id string) {
	name, _, _ := strings.Cut(r.name, "@")
	if id != name {
		l.faults.add(r.file, "id", "%q does not match the file name", id)
	}
}

// snapshot hashes what was loaded in a canonical form, so that a space in a file changes nothing.
func (l *loader) snapshot() string {
	h := sha256.New()
	for _, key := range slices.Sorted(maps.Keys(l.records)) {
		for _, r := range l.records[key] {
			data := r.data
			if !strings.HasPrefix(key, "texts/") {
				var b bytes.Buffer
				if json.Compact(&b, data) == nil {
					data = b.Bytes()
				}
			}
			fmt.Fprintf(h, "%s %s %d\n", key, r.name, len(data))
			h.Write(data)
		}
	}
	return hex.EncodeToString(h.Sum(nil))
}
