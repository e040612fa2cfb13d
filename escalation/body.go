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
	Papers    []Paper             `json:"papers,omitempty"` // texts that it takes as files of their own
	Steps     []StepDef           `json:"steps,omitempty"`
	Sources   []Source            `json:"sources"`

	Kind       string              `json:"kind"`                 // see bodyKinds
	Inside     bool                `json:"inside,omitempty"`     // only reached through the person's account on the platform
	Filers     []Filer             `json:"filers,omitempty"`     // who may hand the case in, and how
	Identity   []map[string]string `json:"identity,omitempty"`   // what it asks for to know who files: account level, signature, document
	Documents  []map[string]string `json:"documents,omitempty"`  // what has to be handed in
	How        []map[string]string `json:"how,omitempty"`        // the way there, in order, one thing to do each
	Channels   []Channel           `json:"channels,omitempty"`   // the doors behind the door: chat, e-mail, ticket
	Systems    []System            `json:"systems,omitempty"`    // a court's filing systems and what they take
	Rejections []Rejection         `json:"rejections,omitempty"` // why it sends cases back
	Warnings   []map[string]string `json:"warnings,omitempty"`   // false hotlines, look-alike sites
}

// bodyKinds is the closed list of what a body can be.
var bodyKinds = []string{"company", "platform", "payment", "carrier", "mediation", "authority", "association", "review_site", "legal_aid", "court", "police"}

// Filer is one of those who may hand a case in at a body.
type Filer struct {
	Who  string            `json:"who"` // holder, helper (with written authorisation), lawyer, anyone
	How  []string          `json:"how"` // online in_person post phone
	Note map[string]string `json:"note,omitempty"`
}

var (
	filerWords = []string{"holder", "helper", "lawyer", "anyone"}
	wayWords   = []string{"online", "in_person", "post", "phone"}
)

// Channel is one way to reach a body, where it has several that differ.
type Channel struct {
	ID       string              `json:"id"`
	Name     map[string]string   `json:"name"`
	For      map[string]string   `json:"for"`
	How      []map[string]string `json:"how"`
	Limits   map[string]string   `json:"limits,omitempty"` // hours, length of a message, language
	Language string              `json:"language,omitempty"`
	MaxChars int                 `json:"max_chars,omitempty"` // of one message; zero: not confirmed
	Sources  []Source            `json:"sources"`
}

// System is a filing system of courts, with the limits it sets to files; zero means not confirmed.
type System struct {
	ID          string            `json:"id"`
	Name        map[string]string `json:"name"`
	Places      []string          `json:"places,omitempty"` // the states whose courts use it; empty: not confirmed
	Attachments Attachments       `json:"attachments"`
	Note        map[string]string `json:"note,omitempty"`
	Sources     []Source          `json:"sources"`
}

// Rejection is a usual reason to send a case back, and how to avoid it.
type Rejection struct {
	Reason map[string]string `json:"reason"`
	Avoid  map[string]string `json:"avoid"`
}

// Form is what the body asks to be filled in.
type Form struct {
	Fields      []FormField `json:"fields,omitempty"`
	Attachments Attachments `json:"attachments,omitzero"`
}

// Paper is a text that a body takes as a file of its own, beside the dossier: the petition of a court.
type Paper struct {
	ID      string            `json:"id"` // becomes the file's name
	Name    map[string]string `json:"name"`
	Parts   []PaperPart       `json:"parts"`
	Sources []Source          `json:"sources"`
}

// PaperPart is one part of such a text, under a heading or none. A part of which nothing is known is left out.
type PaperPart struct {
	Head  string `json:"head,omitempty"`  // in the body's language
	Text  string `json:"text"`            // id of a pack text
	Style string `json:"style,omitempty"` // one of paperStyles
}

// paperStyles are how a part is set: as paragraphs, as the paper's title, or as a numbered list of its lines.
var paperStyles = []string{"", "title", "numbered"}

// FormField is one field, in the form's own order with its own label.
type FormField struct {
	ID       string            `json:"id"`               // becomes the file name: 03-descricao.txt
	Label    string            `json:"label"`            // in the body's language, as the form prints it
	Labels   map[string]string `json:"labels,omitempty"` // of a letter to somebody of any country, by language
	Public   bool              `json:"public"`           // no personal data may stand here
	Text     string            `json:"text"`             // id of the pack text that fills it
	Limit    int               `json:"limit"`            // 0: no limit known
	Unit     string            `json:"unit"`             // chars (UTF-16 units, line ends as two) unless the portal counts otherwise
	Cautious int               `json:"cautious"`         // our own default where Limit is 0 or doubtful; shown as ours
	Hint     map[string]string `json:"hint,omitempty"`
	Sources  []Source          `json:"sources,omitempty"`
}

// Attachments are the limits for files; zero means not confirmed.
type Attachments struct {
	MaxBytes      int64    `json:"max_bytes,omitempty"` // of one file, decimal megabytes
	MaxFiles      int      `json:"max_files,omitempty"`
	Types         []string `json:"types,omitempty"`
	CautiousBytes int64    `json:"cautious_bytes,omitempty"`
	TotalBytes    int64    `json:"total_bytes,omitempty"`   // of all files of one filing
	PageBytes     int64    `json:"page_bytes,omitempty"`    // of one page on average
	MaxPages      int      `json:"max_pages,omitempty"`     // of one file
	MinDPI        int      `json:"min_dpi,omitempty"`       // of scanned pages
	MaxName       int      `json:"max_name,omitempty"`      // characters of a file name
	TellingNames  bool     `json:"telling_names,omitempty"` // names such as "Documento 01" are refused
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
