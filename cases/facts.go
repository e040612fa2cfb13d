package cases

import "degrau/internal/civil"

// Facts is what is known of a case, in the form of the contract's section 3. Absent is absent; a path listed in Unknown
// was asked and the person does not know (null in JSON).
type Facts struct {
	Place     string         `json:"place,omitempty"`    // where the consumer lives: BR-PR, RO, ES-MD
	Language  string         `json:"language,omitempty"` // the person's language: pt es ro en
	Problems  []Problem      `json:"problems,omitempty"`
	Parties   []Party        `json:"parties,omitempty"`
	Purchases []Purchase     `json:"purchases,omitempty"`
	Payments  []Payment      `json:"payments,omitempty"`
	Requests  []Request      `json:"requests,omitempty"`
	Answers   map[string]any `json:"answers,omitempty"` // "br-consumidor-gov.company_listed": true, false, text or null
	Events    []Entry        `json:"events,omitempty"`

	// Origins says, by path such as "purchases.0.total", where a fact came from and how sure its reading is. A fact
	// without an origin was stated by the person or the caller and counts as confirmed.
	Origins map[string]Origin `json:"origins,omitempty"`
	// Unknown holds the paths that were null in JSON.
	Unknown []string `json:"-"`
}

// Party is one of those involved.
type Party struct {
	Role    Role   `json:"role"`
	ID      string `json:"id,omitempty"` // a body or platform known to the packs, such as aliexpress
	Name    string `json:"name,omitempty"`
	TaxID   string `json:"tax_id,omitempty"`
	Email   string `json:"email,omitempty"`
	Phone   string `json:"phone,omitempty"`
	Address string `json:"address,omitempty"`
}

// Purchase is one order.
type Purchase struct {
	On               civil.Partial `json:"on,omitzero"`
	OrderNumber      string        `json:"order_number,omitempty"`
	Item             string        `json:"item,omitempty"`
	Total            Money         `json:"total,omitzero"`
	PromisedOn       civil.Partial `json:"promised_on,omitzero"`
	ProtectionEndsOn civil.Date    `json:"protection_ends_on,omitzero"`
	Tracking         []string      `json:"tracking,omitempty"`
}

// Payment is one amount and what became of it.
type Payment struct {
	On          civil.Partial `json:"on,omitzero"`
	Amount      Money         `json:"amount,omitzero"`
	Method      Method        `json:"method,omitempty"`
	Instalments int           `json:"instalments,omitempty"`
	Role        AmountRole    `json:"role,omitempty"`
}

// Request is one thing asked for.
type Request struct {
	Remedy Remedy `json:"remedy"`
	Amount Money  `json:"amount,omitzero"`
	Text   string `json:"text,omitempty"`
}

// Certainty says whether a reading may be used as it is.
type Certainty string

// Sure readings count as confirmed by whoever opens the case from a text without being asked; Check readings become gaps.
const (
	Sure  Certainty = "sure"
	Check Certainty = "check"
)

// Origin is where a fact came from.
type Origin struct {
	Snippet   string    `json:"snippet,omitempty"`
	Span      [2]int    `json:"span"` // byte offsets in the text that was read
	Certainty Certainty `json:"certainty"`
	Source    string    `json:"source,omitempty"` // "text", or an exhibit and place: "P3, message 214"
}

// Confirmed reports whether the fact at path may be stated to a body: it has no doubtful origin.
func (f Facts) Confirmed(path string) bool { return f.Origins[path].Certainty != Check }

// Party returns the first party with the role.
func (f Facts) Party(r Role) (Party, bool) {
	for _, p := range f.Parties {
		if p.Role == r {
			return p, true
		}
	}
	return Party{}, false
}

// Has reports whether the problem is one of the case's.
func (f Facts) Has(p Problem) bool { return Known(p, f.Problems) }
