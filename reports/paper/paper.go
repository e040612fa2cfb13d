// Package paper is a paper as plain data, before it is drawn: words and numbers in the order of reading, in the language
// of the reader, with references to exhibits instead of page numbers. reports composes it; reports/pdf draws it.
package paper

import (
	"errors"
	"time"

	"degrau/internal/civil"
)

// Document is one paper.
type Document struct {
	Volume  Volume
	Title   string // document information and bookmarks' root
	Subject string
	Lang    string // BCP 47: pt-BR
	Code    string // case code, printed in each footer
	Footer  string // left of the footer: "Caso 7KQ2-M4XD · Dossiê para o Procon · situação em 22/11/2026"
	AsOf    civil.Date
	Created time.Time // goes into the file instead of the clock, so that the same case gives the same bytes
	Letter  bool      // US Letter instead of A4
	Words   Words
	Blocks  []Block
	// StripMetadata leaves out what pictures carry besides the picture: place, camera, comments. Set for public papers.
	StripMetadata bool
	Exhibits      []Exhibit // drawn after the blocks, each starting a new page
	Closing       []Block   // after the exhibits: manifest, custody statement
}

// Words are the few words the drawing itself needs, in the document's language.
type Words struct {
	PageOf      string // "fl. %d de %d"
	BackToIndex string // "voltar ao índice"
	ExhibitPage string // "página %d de %d"
	Continued   string // "continuação"
	Exhibits    string // bookmark of the exhibits: "Provas"
	NotShown    string // head of a substitute sheet: "Este arquivo não pôde ser mostrado aqui"
	// Reasons are sentences by key for substitute sheets: encrypted, broken, unsupported, too_large, missing.
	Reasons map[string]string
	// More ends a list the cover has no room for: "e mais %d, adiante".
	More string
	// Unprintable names a rune no font has: "[emoji: %s]". Signs are such names; what has none is called by its code
	// point, "[emoji U+1F9FF]".
	Unprintable string
	Signs       map[rune]string
	Twin        Twin
}

// Twin are the words that the paper needs as a page of HTML beside its own.
type Twin struct {
	Skip     string // link over the contents
	Contents string
	Pages    string // "Os números de folha são os do PDF, que tem %d folhas."
	Date     string // head of the first column of the timeline
	Timeline string // what the table of the timeline is called
	Open     string // link to an exhibit that is a PDF: "Abrir %s em PDF"
	Stands   string // on which pages of the PDF an exhibit stands: "fl. %s"
}

// Block is one thing in the order of reading.
type Block interface{ block() }

// Cover is the first page: everything a stranger needs in one minute, on one page.
type Cover struct {
	Kind     string // "Dossiê de reclamação de consumo"
	Title    string // the problem
	Lead     string // at most four lines
	Figures  []Figure
	Left     Panel
	Right    Panel
	Requests Numbered
	Proof    Table
	Note     string // what has no document; which norms are cited
}

// Figure is a key number of the cover's strip.
type Figure struct{ Label, Value string }

// Panel is a titled list of label and value.
type Panel struct {
	Title string
	Rows  []Row
}

// Row is a label and its value.
type Row struct{ Label, Value string }

// Section starts a numbered part. It starts a new page where NewPage is set; a heading never stands alone at a foot.
type Section struct {
	Number  int
	Title   string
	NewPage bool
}

// Heading is a small heading inside a section.
type Heading struct{ Text string }

// Para is running text. Style is "", "note" or "lead".
type Para struct {
	Text  string
	Style string
}

// Numbered is a titled list with numbers, or with dashes where Plain is set.
type Numbered struct {
	Title string
	Items []string
	Plain bool
}

// Table breaks over pages with its head repeated, never inside a row.
type Table struct {
	Title  string
	Head   []string
	Widths []float64 // shares of the text width; nil: equal
	Right  []bool    // columns aligned right
	Rows   [][]Cell
	Note   string
}

// Cell is one cell. Pages names exhibits whose page numbers are printed here, with links ("9–11, 14").
type Cell struct {
	Text  string
	Pages []string
	Link  string // label of an exhibit the text links to
	Bold  bool
	Muted bool
}

// Lanes is the timeline drawn in lanes.
type Lanes struct {
	Heads []string // consumer, company, body and bank
	Rows  []LaneRow
}

// LaneRow is one event, or a gap said in words ("28 dias") where Gap is set.
type LaneRow struct {
	Date     string
	Lane     int
	Text     string
	Exhibits []string
	Gap      string
}

// Signature is the declaration's foot: place and date, a line to sign on, the name under it.
type Signature struct {
	PlaceDate string
	Name      string
	Note      string
}

// Code is an address as squares that phones read, with the same in words beside it.
type Code struct {
	Text    string
	Squares [][]bool // by row; true is dark
}

// Index is the list of exhibits with their pages; links lead there and back.
type Index struct{ Table Table }

// Exhibit is one proof, drawn whole under its band. Kind decides how: jpeg, png, pdf, text; anything else gets a
// substitute sheet with name, hash and reason.
type Exhibit struct {
	Label       string // P3
	Title       string
	Proves      string // what it proves, and how it was received
	Name        string // original file name
	SHA256      string
	Kind        string
	Size        int64
	Copy        Copy      // drawn in place of the original
	Sheets      [2]int    // first and last of its pages that are drawn here, from 1; zero: all
	Located     bool      // its original says where it was made
	Hidden      bool      // parts of it are covered: its original goes nowhere
	Refused     string    // why nothing of it may be drawn: key of Words.Reasons
	Orientation int       // EXIF, for JPEG; 0: as the photo itself says
	Words       []Message // of a chat or an e-mail: printed in place of its bytes, which are checked all the same
}

// Volume places a paper among several that together hold one case's. The zero Volume is a paper that is whole.
type Volume struct {
	N, Of     int
	First     int                  // running number of its first page
	Total     int                  // pages of all volumes
	Elsewhere map[string][]Stretch // exhibits, or parts of them, that stand in other volumes
}

// Stretch is where pages of an exhibit stand, by running numbers.
type Stretch struct{ From, To int }

// ErrNoCopy says that no copy of an exhibit can be made: its file does not open, or no program here can do it.
var ErrNoCopy = errors.New("no copy of this exhibit can be made")

// Copy is what is drawn of an exhibit in place of its original: converted, or with parts covered. The zero Copy is none.
type Copy struct {
	SHA256  string
	Kind    string
	Size    int64
	Covered bool
	Reduced bool // smaller than the original, to keep a limit
	First   bool // the first of several pictures that the original holds
}

// Message is one numbered piece of a conversation, as papers cite it: P3, message 214.
type Message struct {
	N    int
	Head string // when, and who
	Text string
}

func (Cover) block()     {}
func (Section) block()   {}
func (Heading) block()   {}
func (Para) block()      {}
func (Numbered) block()  {}
func (Table) block()     {}
func (Lanes) block()     {}
func (Signature) block() {}
func (Index) block()     {}
func (Code) block()      {}
