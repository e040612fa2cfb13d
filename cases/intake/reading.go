package intake

import (
	"degrau/cases"
	"degrau/internal/civil"
)

// Reading is everything understood of one text, in the contract's form of `understand --json`. Lists are never nil.
type Reading struct {
	Language       string                  `json:"language"` // pt es ro en; empty where there are no words at all
	ProblemKind    cases.Problem           `json:"problem_kind"`
	Problems       []cases.Problem         `json:"problems"`
	OrderNumbers   []string                `json:"order_numbers"`
	TrackingCodes  []string                `json:"tracking_codes"`
	Amounts        []Amount                `json:"amounts"`
	Dates          []string                `json:"dates"` // YYYY-MM-DD, or YYYY-MM when no day is given
	PaymentMethods []cases.Method          `json:"payment_methods"`
	Instalments    *int                    `json:"instalments"`
	Seller         string                  `json:"seller"`
	Marketplace    string                  `json:"marketplace"`   // its name; the id is in the facts' parties
	AlreadyTried   []string                `json:"already_tried"` // codes of a closed list: see triedOf
	Facts          cases.Facts             `json:"facts"`         // a draft; its Origins are in Origins below
	Origins        map[string]cases.Origin `json:"origins"`       // by path of the facts, and of the lists above: "purchases.0.total", "amounts.1"; spans are byte offsets
	Questions      []Question              `json:"questions"`     // two readings of one thing
}

// Amount is one sum named in the text.
type Amount struct {
	Value    string           `json:"value"` // "129.90"
	Currency string           `json:"currency"`
	Role     cases.AmountRole `json:"role,omitempty"`
	Span     [2]int           `json:"span"`
}

// Question is one thing that can be read in two ways; nobody picks silently.
type Question struct {
	Field    string   `json:"field"`    // path the answer belongs to, such as "purchases.0.on"
	Readings []string `json:"readings"` // in the contract's forms; a day whose year nobody can know is the one "XXXX-07-12"
	Span     [2]int   `json:"span"`
}

// Read understands one text written by a buyer. ref is the day against which dates without a year and words such as
// "yesterday" are read. It never fails and never panics: what is not understood is absent.
func Read(text string, ref civil.Date) Reading { return read(text, ref, "") }

// ReadAs is Read for a piece of a longer talk whose language is known: one message may hold too few words to tell. Where
// the piece is surely in another language, that one stands.
func ReadAs(text string, ref civil.Date, lang string) Reading { return read(text, ref, lang) }
