package web

import (
	"net/http"
	"net/url"
	"os"
	"strings"

	"github.com/gin-gonic/gin"
)

// attachment makes the header of a file to keep: an ASCII name for old readers and the whole one for the rest.
func attachment(name string) string {
	name = baseName(name)
	safe := strings.Map(func(r rune) rune {
		if r < ' ' || r > '~' || strings.ContainsRune(`"\/:*?<>|;%`, r) {
			return '_'
		}
		return r
	}, name)
	if safe == name {
		return `attachment; filename="` + safe + `"`
	}
	return `attachment; filename="` + safe + `"; filename*=UTF-8''` + strings.ReplaceAll(url.QueryEscape(name), "+", "%20")
}

// sendFile answers with a file that was built whole beforehand, so that half of one is never sent.
func sendFile(c *gin.Context, f *os.File, mimeType, name string) error {
	return serveFile(c, f, mimeType, attachment(name))
}

// showFile answers with such a file for the browser to show. Whoever calls it has said what the file may do there.
func showFile(c *gin.Context, f *os.File, mimeType, name string) error {
	return serveFile(c, f, mimeType, strings.Replace(attachment(name), "attachment", "inline", 1))
}

func serveFile(c *gin.Context, f *os.File, mimeType, disposition string) error {
	fi, err := f.Stat()
	if err != nil {
		return err
	}
	c.Header("Content-Type", mimeType)
	c.Header("Content-Disposition", disposition)
	http.ServeContent(c.Writer, c.Request, "", fi.ModTime(), f)
	return nil
}
