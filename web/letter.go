package web

import (
	"context"
	"time"

	"degrau/internal/locale"
	"degrau/internal/mail"
)

// Mailer sends a letter; nil: this place sends none.
type Mailer interface {
	Send(ctx context.Context, m mail.Message) error
}

// sending is how long one letter may take, and how many are on their way at once.
const (
	sending = time.Minute
	letters = 8
)

// post sends a letter beside the request: an answer that waited for the mail server would tell whether there was a
// letter to send. The log says that one failed, never whose.
func (s *site) post(m mail.Message) {
	select {
	case s.letters <- struct{}{}:
	default:
		s.Log.Error("letter not sent", "error", "too many letters at once")
		return
	}
	by := s.Mail
	go func() {
		defer func() { <-s.letters }()
		ctx, cancel := context.WithTimeout(context.Background(), sending)
		defer cancel()
		if err := by.Send(ctx, m); err != nil {
			s.Log.Error("letter not sent", "error", err)
		}
	}()
}

// codeLetter is the letter with a sign-in code and, where this copy knows its own address, a link.
func (s *site) codeLetter(l *locale.Localizer, to, digits, link string) mail.Message {
	text := l.T("account.mail.code", "code", digits)
	if s.BaseURL != "" {
		text += "\n\n" + l.T("account.mail.link") + "\n" + s.BaseURL + "/entrar/link/" + link
	}
	text += "\n\n" + l.T("account.mail.ignore") + "\n"
	return mail.Message{To: to, Subject: l.T("account.mail.subject", "code", digits), Text: text, Date: s.Now()}
}
