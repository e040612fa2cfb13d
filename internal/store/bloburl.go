package store

import (
	"net"
	"net/url"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"degrau/cases"
)

// BlobPlace is where a URL says that originals are kept. Without a folder and a bucket it is the data folder.
type BlobPlace struct {
	Folder string // file:///srv/evidence

	Bucket    string // s3://bucket/prefix?endpoint=https://s3.example:9000&region=eu-west-1&path_style=true
	Prefix    string // empty, or without a slash at either end
	Endpoint  string // host, or host:port
	Plain     bool   // http, for a server on the same machine
	Region    string
	PathStyle bool
}

var (
	bucketForm = regexp.MustCompile(`^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$`)
	regionForm = regexp.MustCompile(`^[a-z0-9-]{1,40}$`)
	hostForm   = regexp.MustCompile(`^([A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(:[0-9]{1,5})?$`)
)

// ParseBlobURL reads DEGRAU_BLOB_URL. Keys and passwords do not belong in it: addresses end up in logs.
func ParseBlobURL(text string) (BlobPlace, error) {
	if text == "" {
		return BlobPlace{}, nil
	}
	bad := func(part string) (BlobPlace, error) {
		return BlobPlace{}, cases.Invalidf("blob_url", "blob_url", "part", part)
	}
	u, err := url.Parse(text)
	if err != nil || !utf8.ValidString(text) || u.Fragment != "" {
		return bad("URL")
	}
	if u.User != nil {
		return BlobPlace{}, cases.Invalidf("blob_url", "blob_url_secret")
	}
	switch u.Scheme {
	case "file":
		if u.Host != "" || u.RawQuery != "" || !filepath.IsAbs(u.Path) || strings.ContainsRune(u.Path, 0) {
			return bad("file")
		}
		return BlobPlace{Folder: filepath.Clean(u.Path)}, nil
	case "s3":
		return parseBucket(u, bad)
	}
	return bad("scheme")
}

func parseBucket(u *url.URL, bad func(string) (BlobPlace, error)) (BlobPlace, error) {
	p := BlobPlace{Bucket: u.Host, Prefix: strings.Trim(u.Path, "/"), Endpoint: "s3.amazonaws.com", Region: "us-east-1"}
	if !bucketForm.MatchString(p.Bucket) || strings.Contains(p.Bucket, "..") || net.ParseIP(p.Bucket) != nil {
		return bad("bucket")
	}
	if p.Prefix != "" && (path.Clean("/"+p.Prefix) != "/"+p.Prefix || len(p.Prefix) > 500 || strings.ContainsFunc(p.Prefix, oddInPrefix)) {
		return bad("prefix")
	}
	q, err := url.ParseQuery(u.RawQuery)
	if err != nil {
		return bad("?")
	}
	for name, values := range q {
		v := values[0]
		ok := len(values) == 1 && v != ""
		switch name {
		case "endpoint":
			p.Endpoint, p.Plain, p.PathStyle = v, false, true // own servers seldom have a name for each bucket
			if scheme, host, found := strings.Cut(v, "://"); found {
				p.Endpoint, p.Plain = strings.TrimSuffix(host, "/"), scheme == "http"
				ok = ok && (scheme == "http" || scheme == "https")
			}
			ok = ok && hostForm.MatchString(p.Endpoint)
		case "region":
			p.Region = v
			ok = ok && regionForm.MatchString(v)
		case "path_style":
			ok = ok && (v == "true" || v == "false")
		default:
			ok = false
		}
		if !ok {
			return bad(name)
		}
	}
	if v := q.Get("path_style"); v != "" {
		p.PathStyle = v == "true"
	}
	return p, nil
}

// oddInPrefix keeps away what servers treat in ways of their own.
func oddInPrefix(r rune) bool {
	return unicode.IsControl(r) || strings.ContainsRune("\\{}^%`[]\"<>~#|?*", r) || r == utf8.RuneError
}
