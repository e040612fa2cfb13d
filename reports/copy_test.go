package reports

import (
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"degrau/cases"
	"degrau/cases/messages"
	"degrau/escalation"
	"degrau/reports/paper"
)

// covering is a headline case with a talk of three messages as P4, of which covers are asked, past the doors that check
// them: an archive or an older version can bring any.
func covering(t *testing.T, covers ...cases.Cover) Input {
	t.Helper()
	in := withTalk(t)
	in.Copy = func(cases.Evidence) (paper.Copy, error) { return paper.Copy{}, nil }
	if err := in.Case.SayOfEvidence("P4", func(x *cases.Evidence) { x.Cover(covers...) }, "cli", noon); err != nil {
		t.Fatal(err)
	}
	return in
}

// TestCoversThatDoNotFit covers places that the exhibit does not have. Somebody believes that something is hidden: nothing
// of it may be shown.
func TestCoversThatDoNotFit(t *testing.T) {
	for name, covers := range map[string][]cases.Cover{
		"a box over all": {{W: 1, H: 1}}, "a line": {{Line: 1}}, "a message that is not there": {{Message: 999}}, "the one after the last": {{Message: 4}},
		"one that fits and one that does not": {{Message: 1}, {Message: 4}}, "one that fits and a box": {{Message: 2}, {W: 0.1, H: 0.1}},
	} {
		t.Run(name, func(t *testing.T) {
			in := covering(t, covers...)
			d, gaps, err := Dossier(in)
			if err != nil {
				t.Fatal(err)
			}
			x := d.Exhibits[3]
			if x.Refused != "covered" || len(x.Words) > 0 || !x.Hidden {
				t.Errorf("%+v", x)
			}
			if text := inWords(d); strings.Contains(text, "meu pedido é o") || strings.Contains(text, "Cópia com partes cobertas") {
				t.Errorf("it is printed:\n%s", text)
			}
			if !slices.ContainsFunc(gaps, func(g Gap) bool { return g.Key == "dossier.gap.covered" }) {
				t.Errorf("nobody is told: %+v", gaps)
			}
			if files := attachments("anexos", escalation.Attachments{}, d.Exhibits, false); files[3].skipped != "kit.attachment.refused" {
				t.Errorf("%+v", files[3])
			}
		})
	}
}

// TestAKitSaysWhatItCannotShow builds a kit with an exhibit of which no copy can be made.
func TestAKitSaysWhatItCannotShow(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "kit")
	if _, err := WriteKit(t.Context(), dir, covering(t, cases.Cover{Message: 4})); err != nil {
		t.Fatal(err)
	}
	list, err := os.ReadFile(filepath.Join(dir, "checklist.txt"))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"P4: não vai, nem no dossiê", "nada de P4 aparece"} {
		if !strings.Contains(string(list), want) {
			t.Errorf("the checklist lacks %q:\n%s", want, list)
		}
	}
}

func TestCoversThatFit(t *testing.T) {
	d, _, err := Dossier(covering(t, cases.Cover{Message: 1, Reason: cases.OwnData}))
	if err != nil {
		t.Fatal(err)
	}
	if x := d.Exhibits[3]; x.Refused != "" || len(x.Words) != 3 || x.Words[0].Head != "[coberto por quem reclama]" || x.Words[0].Text != "" || x.Words[1].Text == "" {
		t.Errorf("%+v", x)
	}
}

// TestTheSameFileTwiceIsCoveredOnce adds the talk again and covers a message of the second alone: papers show the first.
func TestTheSameFileTwiceIsCoveredOnce(t *testing.T) {
	in := withTalk(t)
	x := in.Case.Evidence()[3]
	x.Number, x.Caption = 0, ""
	if _, err := in.Case.AddEvidence(x, "cli", noon); err != nil {
		t.Fatal(err)
	}
	if err := in.Case.SayOfEvidence("P5", func(x *cases.Evidence) { x.Cover(cases.Cover{Message: 1}) }, "cli", noon); err != nil {
		t.Fatal(err)
	}
	d, _, err := Dossier(in)
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range d.Exhibits {
		for _, w := range x.Words {
			if strings.Contains(w.Text, "meu pedido") {
				t.Errorf("%s shows what its twin covers", x.Label)
			}
		}
	}
}

// TestLinesOfATextThatAreCovered covers a line in the middle of a plain text, and one that it does not have.
func TestLinesOfATextThatAreCovered(t *testing.T) {
	const note = "primeira linha\n\nsegredo da vizinha\nfim\n"
	for line, shown := range map[int]int{3: 3, 1: 3, 9: 0} {
		in := mustInput(t, headlines["not-delivered"], "br-procon")
		f := files{}
		f.text(t, in.Case, cases.Evidence{Name: "nota.txt"}, note)
		old := in.Open
		in.Open = func(sum string) (io.ReadSeekCloser, error) {
			if _, ok := f[sum]; ok {
				return f.open(sum)
			}
			return old(sum)
		}
		in.Words = func(x cases.Evidence) (*messages.Transcript, error) {
			return messages.Read(strings.NewReader(note), int64(len(note)), messages.Options{Kind: "text", Name: "nota.txt"})
		}
		if err := in.Case.SayOfEvidence("P4", func(x *cases.Evidence) { x.Cover(cases.Cover{Line: line}) }, "cli", noon); err != nil {
			t.Fatal(err)
		}
		d, _, err := Dossier(in)
		if err != nil {
			t.Fatal(err)
		}
		x := d.Exhibits[3]
		if len(x.Words) != shown || (x.Refused == "") != (shown > 0) {
			t.Errorf("line %d: %+v", line, x)
		}
		if line == 3 && slices.ContainsFunc(x.Words, func(w paper.Message) bool { return strings.Contains(w.Text, "vizinha") }) {
			t.Errorf("%+v", x.Words)
		}
	}
}

// TestWhatRendersACoveredExhibitIsPointedTo adds the translation of an exhibit parts of which are covered: it may say all of them.
func TestWhatRendersACoveredExhibitIsPointedTo(t *testing.T) {
	in := covering(t, cases.Cover{Message: 1})
	f := files{}
	x := f.text(t, in.Case, cases.Evidence{Name: "traducao.txt", Of: "P4", As: cases.AsTranslation, MadeBy: "Ana"}, "my order is 8150000000000011")
	old := in.Open
	in.Open = func(sum string) (io.ReadSeekCloser, error) {
		if _, ok := f[sum]; ok {
			return f.open(sum)
		}
		return old(sum)
	}
	told := func() bool {
		_, gaps, err := Dossier(in)
		if err != nil {
			t.Fatal(err)
		}
		return slices.ContainsFunc(gaps, func(g Gap) bool {
			return g.Key == "dossier.gap.rendered" && g.Args["label"] == x.Label() && g.Args["of"] == "P4"
		})
	}
	if !told() {
		t.Error("nobody is told that the translation may show what is covered")
	}
	if err := in.Case.SayOfEvidence(x.Label(), func(x *cases.Evidence) { x.Cover(cases.Cover{Line: 1}) }, "cli", noon); err != nil {
		t.Fatal(err)
	}
	if told() {
		t.Error("it was covered, and is still pointed to")
	}
}
