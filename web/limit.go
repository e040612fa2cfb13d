package web

import (
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/gin-gonic/gin"
	"golang.org/x/time/rate"
)

// limiter lets each key do something so often and no more. It forgets keys that have been quiet.
type limiter struct {
	every time.Duration // one more each
	burst int

	mu   sync.Mutex
	seen map[string]*bucket
	swep time.Time
}

type bucket struct {
	*rate.Limiter
	last time.Time
}

func newLimiter(n int, in time.Duration) *limiter {
	return &limiter{every: in / time.Duration(n), burst: n, seen: map[string]*bucket{}}
}

func (l *limiter) allow(key string, now time.Time) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	full := l.every * time.Duration(l.burst)
	if now.Sub(l.swep) > full || len(l.seen) > 100_000 {
		for k, b := range l.seen {
			if now.Sub(b.last) > full {
				delete(l.seen, k)
			}
		}
		l.swep = now
	}
	b := l.seen[key]
	if b == nil {
		b = &bucket{Limiter: rate.NewLimiter(rate.Every(l.every), l.burst)}
		l.seen[key] = b
	}
	b.last = now
	return b.AllowN(now, 1)
}

// tooMany is what whoever tries too often gets.
var tooMany = refused{http.StatusTooManyRequests, "web.error.429"}

// attempt counts a try to prove who one is: by address, since whole networks guess, and by account, since one account
// may be guessed at from everywhere. account may be empty.
func (s *site) attempt(c *gin.Context, account string) error {
	now := s.Now()
	if !s.tries.allow("address "+s.address(c.Request), now) || account != "" && !s.guesses.allow("account "+account, now) {
		c.Header("Retry-After", "120")
		return tooMany
	}
	return nil
}

// address is the network the request came from. Behind a proxy of ours, and only then, its word is taken for it. Of
// IPv6 the half that belongs to one household counts.
func (s *site) address(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		host = r.RemoteAddr
	}
	ip, err := netip.ParseAddr(host)
	if err != nil {
		return "?"
	}
	hops := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	for i := len(hops) - 1; i >= 0 && s.ours(ip); i-- {
		next, err := netip.ParseAddr(strings.TrimSpace(hops[i]))
		if err != nil {
			break
		}
		ip = next
	}
	ip = ip.Unmap()
	if ip.Is6() {
		if p, err := ip.Prefix(64); err == nil {
			return p.String()
		}
	}
	return ip.String()
}

func (s *site) ours(ip netip.Addr) bool {
	return slices.ContainsFunc(s.Proxies, func(p netip.Prefix) bool { return p.Contains(ip.Unmap()) })
}

// ParseProxies reads networks and addresses, with commas between them.
func ParseProxies(text string) ([]netip.Prefix, error) {
	var out []netip.Prefix
	if strings.TrimSpace(text) == "" {
		return nil, nil
	}
	for _, part := range strings.Split(text, ",") {
		part = strings.TrimSpace(part)
		p, err := netip.ParsePrefix(part)
		if err != nil {
			a, err := netip.ParseAddr(part)
			if err != nil {
				return nil, fmt.Errorf("not a network: %q", part)
			}
			p = netip.PrefixFrom(a, a.BitLen())
		}
		out = append(out, p.Masked())
	}
	return out, nil
}
