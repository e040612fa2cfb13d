package media

import (
	"bytes"
	"encoding/binary"
	"strings"
)

// magic is how one kind begins.
type magic struct {
	offset int
	bytes  string
	kind   string
	mime   string
}

// table is in order: the first match wins.
var table = []magic{
	{0, "\xff\xd8\xff", "jpeg", "image/jpeg"},
	{0, "\x89PNG\r\n\x1a\n", "png", "image/png"},
	{0, "GIF87a", "gif", "image/gif"},
	{0, "GIF89a", "gif", "image/gif"},
	{0, "II*\x00", "tiff", "image/tiff"},
	{0, "MM\x00*", "tiff", "image/tiff"},
	{0, "PK\x03\x04", "zip", "application/zip"},
	{0, "PK\x05\x06", "zip", "application/zip"},
	{0, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole", "application/x-ole-storage"},
	{0, "{\\rtf", "rtf", "application/rtf"},
	{0, "\x1f\x8b", "gzip", "application/gzip"},
	{0, "Rar!\x1a\x07", "rar", "application/vnd.rar"},
	{0, "7z\xbc\xaf\x27\x1c", "7z", "application/x-7z-compressed"},
	{0, "ID3", "mp3", "audio/mpeg"},
	{0, "OggS", "ogg", "audio/ogg"},
	{0, "#!AMR", "amr", "audio/amr"},
	{0, "fLaC", "flac", "audio/flac"},
	{0, "\x1aE\xdf\xa3", "webm", "video/webm"},
	{0, "MZ", "program", "application/octet-stream"},
	{0, "\x7fELF", "program", "application/octet-stream"},
}

// riff and brands tell apart what shares one outer form.
var (
	riff   = map[string][2]string{"WEBP": {"webp", "image/webp"}, "WAVE": {"wav", "audio/wav"}, "AVI ": {"avi", "video/x-msvideo"}}
	brands = map[string][2]string{
		"heic": {"heic", "image/heic"}, "heix": {"heic", "image/heic"}, "hevc": {"heic", "image/heic"}, "heim": {"heic", "image/heic"},
		"heis": {"heic", "image/heic"}, "mif1": {"heic", "image/heic"}, "msf1": {"heic", "image/heic"},
		"avif": {"avif", "image/avif"}, "avis": {"avif", "image/avif"},
		"M4A ": {"m4a", "audio/mp4"}, "M4B ": {"m4a", "audio/mp4"}, "qt  ": {"mov", "video/quicktime"},
		"3gp4": {"3gp", "video/3gpp"}, "3gp5": {"3gp", "video/3gpp"}, "3gp6": {"3gp", "video/3gpp"}, "3g2a": {"3gp", "video/3gpp"},
	}
)

// sniff names the kind of the bytes. What looks like no known form and holds no control characters is text.
func sniff(head []byte) (kind, mime string) {
	for _, m := range table {
		if len(head) >= m.offset+len(m.bytes) && string(head[m.offset:m.offset+len(m.bytes)]) == m.bytes && m.holds(head) {
			return m.kind, m.mime
		}
	}
	if len(head) >= 12 {
		if string(head[:4]) == "RIFF" {
			if k, ok := riff[string(head[8:12])]; ok {
				return k[0], k[1]
			}
		}
		if string(head[4:8]) == "ftyp" {
			if k, ok := brands[string(head[8:12])]; ok {
				return k[0], k[1]
			}
			return "mp4", "video/mp4"
		}
	}
	if len(head) >= 20 && bytes.Contains(head[:20], []byte("IHDR")) { // a PNG whose mark a careless transfer has changed
		return "png", "image/png"
	}
	if isBMP(head) {
		return "bmp", "image/bmp"
	}
	// A PDF may have rubbish before its mark; readers accept the mark within the first kilobyte.
	if at := bytes.Index(head[:min(len(head), 1024)], []byte("%PDF-")); at >= 0 {
		return "pdf", "application/pdf"
	}
	if len(head) > 2 && head[0] == 0xff && head[1]&0xf6 == 0xf0 {
		return "aac", "audio/aac"
	}
	if len(head) > 2 && head[0] == 0xff && head[1]&0xe6 == 0xe2 {
		return "mp3", "audio/mpeg"
	}
	return sniffText(head)
}

// holds guards the marks that are ordinary letters: words may begin with them too.
func (m magic) holds(head []byte) bool {
	if m.bytes == "MZ" || m.bytes == "ID3" {
		return bytes.IndexByte(head[:min(len(head), 512)], 0) >= 0
	}
	return true
}

func isBMP(b []byte) bool {
	return len(b) >= 26 && string(b[:2]) == "BM" && binary.LittleEndian.Uint32(b[6:]) == 0 && binary.LittleEndian.Uint32(b[10:]) < 4096
}

// sniffText tells text apart from bytes, and from the texts that are more than words: pages, drawings, mails.
func sniffText(head []byte) (kind, mime string) {
	charset, ok := textCharset(head)
	if !ok {
		return "unknown", "application/octet-stream"
	}
	low := strings.ToLower(strings.TrimLeft(strings.TrimPrefix(string(head[:min(len(head), 2048)]), "\ufeff"), " \t\r\n"))
	switch {
	case strings.HasPrefix(low, "<svg"), strings.HasPrefix(low, "<?xml") && strings.Contains(low, "<svg"), strings.HasPrefix(low, "<!doctype svg"):
		return "svg", "image/svg+xml"
	case hasAnyPrefix(low, "<!doctype html", "<html", "<head", "<body", "<script", "<iframe", "<!--"), strings.HasPrefix(low, "<?xml") && strings.Contains(low, "<html"):
		return "html", "text/html"
	case strings.HasPrefix(low, "<?xml"):
		return "xml", "text/xml"
	case isMail(head):
		return "eml", "message/rfc822"
	}
	return "text", "text/plain; charset=" + charset
}

func hasAnyPrefix(s string, all ...string) bool {
	for _, p := range all {
		if strings.HasPrefix(s, p) {
			return true
		}
	}
	return false
}
