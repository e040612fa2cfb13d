package web

import "github.com/gin-gonic/gin"

// log writes one line a request: the route's pattern, never the address, the cookie or what was sent.
func (s *site) log(c *gin.Context) {
	start := s.Now()
	c.Next()
	s.Log.Info("request", "method", c.Request.Method, "route", c.FullPath(), "status", c.Writer.Status(), "ms", s.Now().Sub(start).Milliseconds())
}
