package cases

import "regexp"

var languageForm = regexp.MustCompile(`^[a-z]{2,3}$`)

// checkRendering reports what cannot be said of an exhibit that is the translation or transcript of another.
func (x Evidence) checkRendering(at string) error {
	of, isLabel := ParseCite(x.Of)
	switch {
	case x.Language != "" && !languageForm.MatchString(x.Language):
		return Invalidf(at+".language", "bad_language", "value", x.Language)
	case x.Of == "" && (x.As != "" || x.MadeBy != "" || x.Sworn):
		return Invalidf(at+".of", "needs_original")
	case x.Of == "":
		return nil
	case !isLabel || of.Part != "":
		return Invalidf(at+".of", "no_such_exhibit", "label", x.Of)
	case x.Of == x.Label():
		return Invalidf(at+".of", "renders_itself", "label", x.Of)
	case !Known(x.As, []string{AsTranslation, AsTranscript}):
		return Invalidf(at+".as", "bad_rendering", "value", x.As)
	case x.Sworn && x.As != AsTranslation:
		return Invalidf(at+".sworn", "only_translations_are_sworn")
	}
	return nil
}

// checkOriginal refuses a rendering of what is no exhibit of the case, or is a rendering of the same kind itself: a
// translation of a translation proves nothing about the original. A transcript may be translated.
func (c *Case) checkOriginal(x Evidence) error {
	if x.Of == "" {
		return nil
	}
	for _, old := range c.Evidence() {
		switch {
		case old.Label() != x.Of:
		case old.As == x.As:
			return Invalidf("evidence.of", "renders_rendering", "label", x.Of)
		default:
			return nil
		}
	}
	return NotFoundf("no_such_exhibit", "label", x.Of)
}

// Renderings are the translations or transcripts of an exhibit, by number.
func Renderings(all []Evidence, label, as string) []Evidence {
	var out []Evidence
	for _, x := range all {
		if x.Of == label && x.As == as {
			out = append(out, x)
		}
	}
	return out
}

// InReadingOrder puts each translation and transcript behind the exhibit that it renders; the others stay by number.
func InReadingOrder(all []Evidence) []Evidence {
	there := map[string]bool{}
	for _, x := range all {
		there[x.Label()] = true
	}
	out, placed := make([]Evidence, 0, len(all)), map[string]bool{}
	var put func(x Evidence)
	put = func(x Evidence) {
		if placed[x.Label()] {
			return
		}
		placed[x.Label()] = true
		out = append(out, x)
		for _, y := range all {
			if y.Of == x.Label() {
				put(y)
			}
		}
	}
	for _, x := range all {
		if !there[x.Of] {
			put(x)
		}
	}
	for _, x := range all { // those in a ring, which no case can record
		put(x)
	}
	return out
}
