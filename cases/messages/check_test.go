package messages

import (
	"encoding/json"
	"reflect"
	"testing"
	"time"
	"unicode/utf8"
)

// checkTranscript holds what must be true of every transcript.
func checkTranscript(t testing.TB, got *Transcript) {
	t.Helper()
	if got.Form != Form || got.Source == "" {
		t.Errorf("form %d of %q", got.Form, got.Source)
	}
	if got.Messages == nil || got.People == nil || got.Attachments == nil || got.Warnings == nil {
		t.Error("a list is nil")
	}
	for i, m := range got.Messages {
		if m.N != i+1 {
			t.Fatalf("message %d is number %d", i+1, m.N)
		}
		if m.Kind == "" || !utf8.ValidString(m.Text) || !utf8.ValidString(m.From) {
			t.Errorf("message %d: kind %q, text %q from %q", m.N, m.Kind, m.Text, m.From)
		}
		if m.Lines[0] > m.Lines[1] {
			t.Errorf("message %d stands on lines %v", m.N, m.Lines)
		}
		if m.From != "" && m.Kind != System && got.PartOf(m.From) == Unsettled && !hasPerson(got, m.From) {
			t.Errorf("message %d: %q is nobody", m.N, m.From)
		}
	}
	for _, a := range got.Attachments {
		if a.Message < 0 || a.Message > len(got.Messages) {
			t.Errorf("attachment %+v of %d messages", a, len(got.Messages))
		}
	}
	b, err := json.Marshal(got)
	if err != nil {
		t.Fatal(err)
	}
	var again Transcript
	if err := json.Unmarshal(b, &again); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(*got, again) {
		t.Error("the JSON form loses something")
	}
}

func hasPerson(t *Transcript, name string) bool {
	for _, p := range t.People {
		if p.Name == name {
			return true
		}
	}
	return false
}

// wait gives ten seconds on a busy machine; what is quadratic takes minutes.
func wait(t *testing.T, done <-chan struct{}, what string) {
	t.Helper()
	select {
	case <-done:
	case <-time.After(10 * time.Second):
		t.Errorf("%s is still being read", what)
	}
}
