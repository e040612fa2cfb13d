package copies

import (
	"bytes"
	"errors"
	"testing"

	"degrau/cases"
	"degrau/cases/messages"
	"degrau/internal/media"
)

func read(t *testing.T, kind, text string) func() (*messages.Transcript, error) {
	return func() (*messages.Transcript, error) {
		return messages.Read(bytes.NewReader([]byte(text)), int64(len(text)), messages.Options{Kind: kind})
	}
}

func TestPlacesThatAnExhibitLacks(t *testing.T) {
	box, page2, page3 := cases.Cover{W: 0.5, H: 0.5}, cases.Cover{Page: 2, W: 0.5, H: 0.5}, cases.Cover{Page: 3, W: 0.5, H: 0.5}
	talk := read(t, "text", "12/04/2026 21:47 - Ana: meu número\n12/04/2026 21:48 - Loja X: certo\n")
	text := read(t, "text", "uma linha\noutra linha\n")
	sound := func() (*messages.Transcript, error) { return nil, messages.ErrNoWords }
	broken := func() (*messages.Transcript, error) { return nil, errors.New("disk") }
	for _, c := range []struct {
		kind  string
		pages int
		words func() (*messages.Transcript, error)
		cover cases.Cover
		key   string
	}{
		{"png", 0, broken, box, ""}, {"png", 0, broken, page2, "cover_no_page"}, {"heic", 0, broken, cases.Cover{Message: 1}, "cover_only_box"}, {"jpeg", 0, broken, cases.Cover{Line: 1}, "cover_only_box"},
		{"pdf", 2, broken, page2, ""}, {"pdf", 2, broken, page3, "cover_no_page"}, {"pdf", 0, broken, page3, ""}, {"pdf", 2, broken, cases.Cover{Message: 1}, "cover_only_box"},
		{"text", 0, talk, cases.Cover{Message: 2}, ""}, {"text", 0, talk, cases.Cover{Message: 3}, "cover_no_message"}, {"text", 0, talk, cases.Cover{Line: 1}, "cover_no_line"}, {"text", 0, talk, box, "cover_no_box"},
		{"text", 0, text, cases.Cover{Line: 2}, ""}, {"text", 0, text, cases.Cover{Line: 3}, "cover_no_line"}, {"text", 0, text, cases.Cover{Message: 1}, "cover_no_message"},
		{"mp3", 0, sound, box, "cover_nowhere"}, {"mp3", 0, sound, cases.Cover{Line: 1}, "cover_nowhere"},
	} {
		err := CheckPlaces(cases.Evidence{Number: 1, Kind: c.kind, Pages: c.pages}, c.words, []cases.Cover{c.cover})
		var e *cases.Error
		switch {
		case c.key == "" && err != nil, c.key != "" && (!errors.As(err, &e) || e.Key != c.key || e.Kind != cases.Invalid):
			t.Errorf("%s %+v: %v, want %q", c.kind, c.cover, err, c.key)
		}
	}
	if err := CheckPlaces(cases.Evidence{Number: 1, Kind: "text"}, broken, []cases.Cover{{Line: 1}}); err == nil || cases.IsKind(err, cases.Invalid) {
		t.Errorf("words that cannot be read: %v", err)
	}
}

func TestLocationIsThatOfMedia(t *testing.T) {
	if !(cases.Evidence{Warnings: []string{media.WarnHasLocation}}).HasLocation() || (cases.Evidence{}).HasLocation() {
		t.Error("papers do not see that a photo says where it was taken")
	}
}

// What cases call a picture is what media can decode.
func TestPicturesAreThoseOfMedia(t *testing.T) {
	for _, kind := range []string{"jpeg", "png", "gif", "webp", "heic", "bmp", "tiff", "avif", "pdf", "text", "mp4", "svg", ""} {
		if got := (cases.Evidence{Kind: kind}).IsPicture(); got != media.IsPicture(kind) {
			t.Errorf("%s: %v", kind, got)
		}
	}
}
