package escalation

import "degrau/cases"

// Body is any door a case can go to: agency, court, bank, marketplace.
type Body struct {
	ID        string              `json:"id"`
	Name      map[string]string   `json:"name"`                // by language
	Country   string              `json:"country"`             // BR, or "" for a platform
	Addressee map[string]string   `json:"addressee,omitempty"` // how a letter begins: "Ao Procon"
	About     map[string]string   `json:"about"`               // what it does, one or two sentences
	Cost      map[string]string   `json:"cost"`
	CanOblige *bool               `json:"can_oblige"` // can it force the company to pay? null: depends
	Language  string              `json:"language"`   // the language it reads
	Public    bool                `json:"public"`     // what is filed can be read by anybody
	WhoFiles  map[string]string   `json:"who_files,omitempty"`
	Against   []string            `json:"against,omitempty"`
	Needs     []map[string]string `json:"needs,omitempty"` // checklist before filing
	After     []map[string]string `json:"after,omitempty"` // what to note down and what follows
	URL       *string             `json:"url"`
	Form      Form                `json:"form"`
	Steps     []StepDef           `json:"steps,omitempty"`
	Sources   []Source            `json:"sources"`
}

// Form is what the body asks to be filled in.
type Form struct {
	Fields      []FormField `json:"fields,omitempty"`
	Attachments Attachments `json:"attachments,omitzero"`
}

// FormField is one field, in the form's own order with its own label.
type FormField struct {
	ID       string            `json:"id"`       // becomes the file name: 03-descricao.txt
	Label    string            `json:"label"`    // in the body's language, as the form prints it
	Public   bool              `json:"public"`   // no personal data may stand here
	Text     string            `json:"text"`     // id of the pack text that fills it
	Limit    int               `json:"limit"`    // 0: no limit known
	Unit     string            `json:"unit"`     // chars (UTF-16 units, line ends as two) unless the portal counts otherwise
	Cautious int               `json:"cautious"` // our own default where Limit is 0 or doubtful; shown as ours
	Hint     map[string]string `json:"hint,omitempty"`
	Sources  []Source          `json:"sources,omitempty"`
}

// Attachments are the limits for files; zero means not confirmed.
type Attachments struct {
	MaxBytes      int64    `json:"max_bytes,omitempty"` // of one file, decimal megabytes
	MaxFiles      int      `json:"max_files,omitempty"`
	Types         []string `json:"types,omitempty"`
	CautiousBytes int64    `json:"cautious_bytes,omitempty"`
	Sources       []Source `json:"sources,omitempty"`
}

// Ground is one norm a paper may cite for a problem. Papers cite as law only what is sourced or confirmed.
type Ground struct {
	ID       string            `json:"id"`
	Country  string            `json:"country"`
	Problems []cases.Problem   `json:"problems"`
	Methods  []cases.Method    `json:"methods,omitempty"` // only where one of these was used
	Events   []cases.Kind      `json:"events,omitempty"`  // only where one of these happened
	Norm     string            `json:"norm"`              // "CDC, art. 35, III"
	Text     map[string]string `json:"text"`              // one sentence: what it gives the consumer
	Sources  []Source          `json:"sources"`
}
