package reading

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"degrau/cases"
	"degrau/cases/messages"
)

type shut struct{ io.ReadSeeker }

func (shut) Close() error { return nil }

// onlySeeks hides every other way to read.
type onlySeeks struct{ r *strings.Reader }

func (o onlySeeks) Read(p []byte) (int, error)                { return o.r.Read(p) }
func (o onlySeeks) Seek(off int64, whence int) (int64, error) { return o.r.Seek(off, whence) }

const chat = "25/03/2026 21:47 - Ana: comprei ontem, pedido 8150000000000011\n25/03/2026 21:48 - Loja: certo\n"

func exhibit(kind, text string) cases.Evidence {
	return cases.Evidence{Number: 1, Kind: kind, Name: "x", SHA256: strings.Repeat("a", 64), Size: int64(len(text)),
		ReceivedAt: time.Date(2026, 5, 1, 12, 0, 0, 0, time.UTC)}
}

func TestAnExhibitIsReadOnce(t *testing.T) {
	opened := 0
	r := &Reader{Open: func(string) (io.ReadSeekCloser, error) {
		opened++
		return shut{onlySeeks{strings.NewReader(chat)}}, nil
	}}
	f := cases.Facts{Answers: map[string]any{Me: "Outra; Ana"}}
	for range 2 {
		got, err := r.Told(t.Context(), exhibit("text", chat), f)
		if err != nil || got.Source != messages.WhatsApp || got.People[0].Part != messages.Consumer || got.People[1].Part != messages.Company {
			t.Fatalf("%+v, %v", got, err)
		}
	}
	if opened != 1 {
		t.Errorf("opened %d times", opened)
	}
	if _, err := r.Told(t.Context(), exhibit("text", chat), cases.Facts{}); err != nil || opened != 2 {
		t.Errorf("other names are another reading: opened %d times, %v", opened, err)
	}
}

func TestPicturesAreReadWhereAProgramIs(t *testing.T) {
	open := func(string) (io.ReadSeekCloser, error) { return shut{strings.NewReader("picture")}, nil }
	x := exhibit("png", "picture")
	if _, err := (&Reader{Open: open}).Transcript(t.Context(), x, cases.Facts{}); !errors.Is(err, messages.ErrNoWords) {
		t.Errorf("without a program: %v", err)
	}
	r := &Reader{Open: open, Picture: func(_ context.Context, p io.Reader) (string, error) {
		b, err := io.ReadAll(p)
		return "Pedido 8150000000000011 " + string(bytes.ToUpper(b)), err
	}}
	got, err := r.Transcript(t.Context(), x, cases.Facts{})
	if err != nil || got.Source != messages.OCR || !got.Warns(messages.WarnMachineRead) {
		t.Fatalf("%+v, %v", got, err)
	}
	for _, s := range got.Suggest(day(x)) {
		if s.Origin.Certainty != cases.Check || s.Origin.Source != "line 1" {
			t.Errorf("what a program read is sure, or elsewhere: %+v", s.Origin)
		}
	}
}

func TestAProgramThatFailsLeavesThePicture(t *testing.T) {
	r := &Reader{Open: func(string) (io.ReadSeekCloser, error) { return shut{strings.NewReader("x")}, nil },
		Picture: func(context.Context, io.Reader) (string, error) { return "", errors.New("no") }}
	if _, err := r.Transcript(t.Context(), exhibit("jpeg", "x"), cases.Facts{}); !errors.Is(err, messages.ErrNoWords) {
		t.Errorf("%v", err)
	}
}

func TestSuggestionsLeaveOutWhatTheCaseHoldsOrTurnedDown(t *testing.T) {
	f := cases.Facts{Purchases: []cases.Purchase{{OrderNumber: "8150000000000011"}}}
	r := &Reader{Open: func(string) (io.ReadSeekCloser, error) { return shut{strings.NewReader(chat)}, nil }}
	told, err := r.Told(t.Context(), exhibit("text", chat), f)
	if err != nil {
		t.Fatal(err)
	}
	all := told.Fresh("P1", f)
	if len(all) == 0 {
		t.Fatal("nothing is suggested")
	}
	for _, s := range all {
		if s.Path == "purchases.order_number" || s.Origin.Certainty != cases.Check || !strings.HasPrefix(s.Origin.Source, "P1, message ") {
			t.Errorf("%+v", s)
		}
	}
	if left := told.Fresh("P1", Ignore(Ignore(f, "x"), all[0].ID)); len(left) != len(all)-1 || left[0].ID == all[0].ID {
		t.Errorf("turned down and still there: %+v", left)
	}
}

func TestEverybodyIsOnOneSide(t *testing.T) {
	f, _ := Call(cases.Facts{}, "Ana", messages.Consumer)
	f, _ = Call(f, "+55 41 98888-7777", messages.Consumer)
	f, _ = Call(f, "Loja; X", messages.Consumer)
	f, paths := Call(f, "Loja; X", messages.Company)
	if len(paths) != 2 {
		t.Errorf("%v", paths)
	}
	n := Names(f)
	if len(n.Consumer) != 2 || n.Consumer[1] != "+55 41 98888-7777" || n.Sides["Loja  X"] != messages.Company {
		t.Errorf("%+v", n)
	}
	if _, paths := Call(f, "Ana", messages.Part("judge")); paths != nil {
		t.Errorf("%v", paths)
	}
	if _, paths := Call(f, "Ana", messages.Consumer); paths != nil {
		t.Errorf("said twice: %v", paths)
	}
}

func TestAFileWithoutWordsTellsNothing(t *testing.T) {
	r := &Reader{Open: func(string) (io.ReadSeekCloser, error) { return shut{strings.NewReader("\x00\x01")}, nil }}
	told, err := r.Told(t.Context(), exhibit("text", "\x00\x01"), cases.Facts{})
	if told != nil || err != nil || told.Fresh("P1", cases.Facts{}) != nil || len(told.AddWarnings([]string{"a"})) != 1 {
		t.Errorf("%+v, %v", told, err)
	}
}
