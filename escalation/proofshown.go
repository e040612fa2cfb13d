package escalation

import (
	"slices"
	"strings"

	"degrau/cases"
	"degrau/internal/civil"
)

// exhibitsOf lists the exhibits that are a proof: those somebody said are it, those that an entry of the timeline names,
// and those from which a fact was read.
func (k *knowledge) exhibitsOf(d *ProofDef, parts []*ProofDef) []string {
	if len(k.exhibits) == 0 {
		return nil
	}
	named := map[string]bool{}
	for _, x := range parts {
		k.namedBy(x.ShownBy, named)
	}
	var out []string
	for _, x := range k.exhibits {
		if slices.Contains(x.Shows, d.ID) || named[x.Label()] {
			out = append(out, x.Label())
		}
	}
	return out
}

func (k *knowledge) namedBy(by ShownBy, named map[string]bool) {
	for _, e := range k.facts.Events {
		if len(e.Evidence) == 0 && len(e.Cites) == 0 || !anyFits(by.Events, e) {
			continue
		}
		for _, c := range e.CitesOf() {
			named[c.Exhibit] = true
		}
	}
	if len(by.Facts) == 0 {
		return
	}
	for path, o := range k.facts.Origins {
		if strings.HasPrefix(o.Source, "P") && slices.ContainsFunc(by.Facts, func(s string) bool { return pathFits(path, s) }) {
			for _, c := range cases.CitesIn(o.Source) {
				named[c.Exhibit] = true
			}
		}
	}
}

// pathFits compares the path of a fact with "payments" or "purchases.*.promised_on"; what lies in a fact belongs to it.
func pathFits(path, pattern string) bool {
	have := strings.Split(path, ".")
	for i, want := range strings.Split(pattern, ".") {
		if i >= len(have) || want != "*" && want != have[i] {
			return false
		}
	}
	return true
}

// proofCame says on which day the proofs came that were asked for on the day a clock started; nothing for other clocks.
// An answer of who was asked meets the clock too: it is an answer, whatever it is worth.
func (k *knowledge) proofCame(s Start) civil.Partial {
	if s.Event != string(cases.ProofAsked) {
		return civil.Partial{}
	}
	var last civil.Date
	for _, e := range k.facts.Events {
		if e.Kind != cases.ProofAsked || dayOf(e, k.zone) != s.On {
			continue
		}
		day := k.cameFor(e)
		if day.IsZero() {
			return civil.Partial{}
		}
		last = latestOf(last, day)
	}
	if last.IsZero() {
		return civil.Partial{}
	}
	return civil.Whole(last)
}

// cameFor is the day on which one request had its proof or its answer.
func (k *knowledge) cameFor(asked cases.Entry) civil.Date {
	since := dayOf(asked, k.zone).First()
	for _, d := range k.packs.proofs {
		if d.ID != asked.Result {
			continue
		}
		labels := k.exhibitsOf(d, k.partsOf(d))
		for _, x := range k.exhibits {
			if slices.Contains(labels, x.Label()) {
				return latestOf(since, civil.In(x.ReceivedAt, k.zone))
			}
		}
	}
	for _, e := range k.facts.Events {
		if asked.Body != "" && e.Body == asked.Body && (e.Kind == cases.Answered || e.Kind == cases.Refused) && !dayOf(e, k.zone).Last().Before(since) {
			return dayOf(e, k.zone).Last()
		}
	}
	return civil.Date{}
}
