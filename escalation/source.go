package escalation

import "fmt"

// Source is where a value comes from.
type Source struct {
	Norm       string  `json:"norm"`
	URL        *string `json:"url"`
	Checked    *string `json:"checked"`    // the day somebody read the official text, else null
	Confidence string  `json:"confidence"` // sourced known doubtful
	Note       string  `json:"note,omitempty"`
}

var confidences = []string{"sourced", "known", "doubtful"}

func (fs *Faults) sources(file, path string, ss []Source) {
	if len(ss) == 0 {
		fs.add(file, path, "source is missing")
	}
	for i, s := range ss {
		at := fmt.Sprintf("%s.%d", path, i)
		fs.word(file, at+".confidence", s.Confidence, confidences)
		if s.Norm == "" {
			fs.add(file, at+".norm", "is missing")
		}
		if s.Checked != nil {
			fs.day(file, at+".checked", *s.Checked)
		}
	}
}
