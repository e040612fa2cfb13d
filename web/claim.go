package web

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"
)

// A case opened in a browser belongs to that browser: it holds a random token, the store only its SHA-256, so that a
// stolen database opens no case.
const (
	claimCookie = "degrau_claim"
	claimLife   = 30 * 24 * time.Hour
	draftLife   = 72 * time.Hour
)

// claimHash returns the hash of the browser's token, or nothing where it has none.
func claimHash(r *http.Request) string {
	k, err := r.Cookie(claimCookie)
	if err != nil || len(k.Value) != 43 {
		return ""
	}
	return hashToken(k.Value)
}

// claim returns the hash of the browser's token, giving it one first where needed, and lets the cookie live for another
// thirty days.
func (s *site) claim(c *gin.Context) string {
	token := ""
	if k, err := c.Request.Cookie(claimCookie); err == nil && len(k.Value) == 43 {
		token = k.Value
	} else {
		b := make([]byte, 32)
		_, _ = rand.Read(b) // crypto/rand never fails
		token = base64.RawURLEncoding.EncodeToString(b)
	}
	s.setCookie(c, claimCookie, token, claimLife)
	return hashToken(token)
}

func hashToken(token string) string {
	h := sha256.Sum256([]byte(token))
	return hex.EncodeToString(h[:])
}
