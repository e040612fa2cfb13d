package web

import (
	"net/http"
	"time"
)

// The server gives every request ten minutes. An upload gets more for what it has already brought, so that a large file
// comes through a slow line, and who sends nothing still does not hold a connection for ever.
const (
	patience = 10 * time.Minute
	slowest  = 32 << 10 // bytes a second
	step     = 1 << 20  // bytes after which the connection is given more time
)

// patient moves the deadlines of a request's connection as bytes come in.
type patient struct {
	conn  *http.ResponseController
	since time.Time
	got   int64
	next  int64
}

func newPatient(w http.ResponseWriter) *patient {
	return &patient{conn: http.NewResponseController(w), since: time.Now(), next: step} // clock: a connection's, not the case's
}

func (p *patient) came(n int) {
	if p.got += int64(n); p.got < p.next {
		return
	}
	p.next = p.got + step
	until := p.since.Add(patience + time.Duration(p.got/slowest)*time.Second)
	// A connection that knows no deadlines has none to move.
	_ = p.conn.SetReadDeadline(until)
	_ = p.conn.SetWriteDeadline(until.Add(patience))
}
