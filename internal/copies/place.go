package copies

import (
	"errors"

	"degrau/cases"
	"degrau/cases/messages"
	"degrau/internal/media"
)

// CheckPlaces refuses a cover that would cover nothing: a box on what is no picture or page, a message or line that the words
// do not have. Whoever asks for one believes that something is hidden. words gives those of the exhibit and is asked only
// where they count. What is refused is a cases.Error of kind Invalid.
func CheckPlaces(x cases.Evidence, words func() (*messages.Transcript, error), covers []cases.Cover) error {
	if media.IsPicture(x.Kind) || x.Kind == "pdf" {
		return checkBoxes(x, covers)
	}
	if len(covers) == 0 {
		return nil
	}
	t, err := words()
	switch {
	case errors.Is(err, messages.ErrNoWords), err == nil && len(t.Messages) == 0:
		return cases.Invalidf("covered", "cover_nowhere", "label", x.Label())
	case err != nil:
		return err
	}
	for _, c := range covers {
		switch {
		case t.HasPlace(c):
		case c.IsBox():
			return cases.Invalidf("covered", "cover_no_box", "label", x.Label())
		case c.Message > 0:
			return cases.Invalidf("covered", "cover_no_message", "label", x.Label(), "number", c.Message)
		default:
			return cases.Invalidf("covered", "cover_no_line", "label", x.Label(), "number", c.Line)
		}
	}
	return nil
}

func checkBoxes(x cases.Evidence, covers []cases.Cover) error {
	for _, c := range covers {
		switch {
		case !c.IsBox():
			return cases.Invalidf("covered", "cover_only_box", "label", x.Label())
		case c.Page > 1 && (x.Kind != "pdf" || x.Pages > 0 && c.Page > x.Pages):
			return cases.Invalidf("covered", "cover_no_page", "label", x.Label(), "number", c.Page)
		}
	}
	return nil
}
