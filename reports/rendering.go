package reports

import (
	"slices"

	"degrau/cases"
)

// rendering says what an exhibit is where it renders another: whose translation, by whom, sworn or not.
func (m *matter) rendering(x cases.Evidence) string {
	if x.Of == "" || m.exhibit(x.Of) == nil {
		return ""
	}
	key := "exhibit." + x.As
	if x.Sworn {
		key += "_sworn"
	}
	by := x.MadeBy
	if m.public || by == "" {
		return m.t(key+"_unnamed", "label", x.Of)
	}
	return m.t(key, "label", x.Of, "by", oneLine(by))
}

// rendered points from an original to its translation and transcript, and says where a translation is missing.
func (m *matter) rendered(x cases.Evidence) string {
	var out string
	for _, as := range []string{cases.AsTranscript, cases.AsTranslation} {
		for _, y := range cases.Renderings(m.exhibits, x.Label(), as) {
			out = together(" ", out, m.t("exhibit.see_"+as, "label", y.Label()))
		}
	}
	if m.foreign(x) && !m.translated(x) {
		out = together(" ", out, m.t("exhibit.untranslated", "language", m.l.Language(x.Language)))
	}
	return out
}

// foreign reports whether an exhibit speaks a language that the body does not work in.
func (m *matter) foreign(x cases.Evidence) bool {
	return x.Language != "" && m.l.Lang() != x.Language && x.As != cases.AsTranslation
}

// translated reports whether the exhibit, or what was written down of it, has a translation.
func (m *matter) translated(x cases.Evidence) bool {
	return len(cases.Renderings(m.exhibits, x.Label(), cases.AsTranslation)) > 0 ||
		slices.ContainsFunc(cases.Renderings(m.exhibits, x.Label(), cases.AsTranscript), m.translated)
}

// unrendered lists the exhibits whose words the reader cannot read: a language that is not the body's, or sound.
func (m *matter) unrendered() []Gap {
	var out []Gap
	for _, x := range m.exhibits {
		if of := m.exhibit(x.Of); of != nil && len(of.Covered) > 0 && len(x.Covered) == 0 { // what renders it may say it all
			out = append(out, Gap{Fact: "exhibits." + x.Label(), Key: "dossier.gap.rendered", Args: map[string]any{"label": x.Label(), "of": of.Label()}})
		}
		switch {
		case m.foreign(x) && !m.translated(x):
			out = append(out, Gap{Fact: "exhibits." + x.Label(), Key: "dossier.gap.translation", Args: map[string]any{"label": x.Label()}})
		case x.IsHeard() && len(cases.Renderings(m.exhibits, x.Label(), cases.AsTranscript)) == 0:
			out = append(out, Gap{Fact: "exhibits." + x.Label(), Key: "dossier.gap.transcript", Args: map[string]any{"label": x.Label()}})
		}
	}
	return out
}
