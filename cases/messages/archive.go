package messages

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// Limits of what is unpacked of one archive. What lies beyond is listed as closed.
const (
	maxUnpacked = 2 << 30  // bytes of all files together, hashed while they stream by
	bombRatio   = 200      // packed text seldom shrinks to a hundredth
	bombBytes   = 16 << 20 // below this a file may shrink as it likes
)

// packed is one file of an archive that holds words.
type packed struct {
	name string
	kind string
	data []byte
	at   int // its place among the attachments
}

// archive reads a ZIP: the chat of a WhatsApp export with the media beside it, or every file of words in it. No file is
// written anywhere, and no archive inside it is opened.
func (t *Transcript) archive(r io.ReaderAt, size int64, o Options) error {
	t.Source = ZIP
	if tooManyEntries(r, size) {
		t.warn(WarnClosed, 0)
		return nil
	}
	z, err := zip.NewReader(r, size)
	if err != nil {
		t.warn(WarnDamaged, 0)
		return nil
	}
	u := &unpacker{t: t, left: maxUnpacked, seen: map[string]bool{}}
	for _, f := range z.File {
		if !f.FileInfo().IsDir() {
			u.file(f)
		}
	}
	u.read(o)
	return nil
}

// unpacker opens the files of one archive, one after the other.
type unpacker struct {
	t     *Transcript
	left  int64
	words []packed
	held  int64 // bytes of words kept in memory
	seen  map[string]bool
}

func (u *unpacker) file(f *zip.File) {
	name := entryName(f)
	a := Attachment{Name: path.Base(name), Size: int64(min(f.UncompressedSize64, 1<<62))}
	if a.Reason = u.refuse(f, name); a.Reason == "" {
		u.open(f, name, &a)
	}
	u.t.attach(a)
}

// entryName is the name of a file inside; old programs wrote it in the code page of DOS.
func entryName(f *zip.File) string {
	name := f.Name
	if !utf8.ValidString(name) {
		name, _ = charmap.CodePage437.NewDecoder().String(name)
	}
	return strings.ReplaceAll(name, `\`, "/")
}

// refuse says why a file is not even opened.
func (u *unpacker) refuse(f *zip.File, name string) string {
	key := strings.ToLower(name)
	switch {
	case !fs.ValidPath(name) || strings.ContainsAny(name, ":\x00"):
		return ReasonUnsafe
	case f.Mode()&fs.ModeSymlink != 0:
		return ReasonLink
	case !f.Mode().IsRegular():
		return ReasonUnsafe
	case u.seen[key]:
		return ReasonDuplicate
	case f.Flags&1 != 0:
		return ReasonEncrypted
	case f.UncompressedSize64 > bombBytes && f.UncompressedSize64/bombRatio > f.CompressedSize64:
		return ReasonBomb
	case f.UncompressedSize64 > uint64(u.left):
		return ReasonLimit
	}
	u.seen[key] = true
	return ""
}

// open hashes a file while it unpacks, and keeps it where it holds words. More bytes than the directory says, or a sum
// that is not the one it names, are no whole file.
func (u *unpacker) open(f *zip.File, name string, a *Attachment) {
	rc, err := f.Open()
	if err != nil {
		a.Reason = ReasonBroken
		return
	}
	defer rc.Close()
	head := make([]byte, min(int64(f.UncompressedSize64), 4096))
	n, err := io.ReadFull(rc, head)
	head = head[:n]
	kind := kindInside(name, head)
	h := sha256.New()
	h.Write(head)
	var kept bytes.Buffer
	var out io.Writer = h
	if keep := a.Size <= MaxText && u.held+a.Size <= 2*MaxText && Reads(kind) && kind != "zip"; keep {
		kept.Write(head)
		out = io.MultiWriter(h, &kept)
	} else if Reads(kind) && kind != "zip" {
		a.Reason = ReasonLimit
	}
	rest, copyErr := io.Copy(out, io.LimitReader(rc, u.left-int64(n)+1))
	size := int64(n) + rest
	u.left = max(0, u.left-size)
	switch {
	case err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF), copyErr != nil, size != a.Size:
		a.Reason = ReasonBroken
		return
	case kind == "zip":
		a.Reason = ReasonNested
	}
	a.SHA256 = hex.EncodeToString(h.Sum(nil))
	if kept.Len() > 0 && a.Reason == "" {
		u.held += size
		u.words = append(u.words, packed{name: name, kind: kind, data: kept.Bytes(), at: len(u.t.Attachments)})
	}
}

// kindInside says what a file inside an archive is, from its first bytes; its name only tells apart what is words.
func kindInside(name string, head []byte) string {
	ext := strings.ToLower(path.Ext(name))
	for _, magic := range [...]string{"PK\x03\x04", "PK\x05\x06", "Rar!\x1a\x07", "7z\xbc\xaf\x27\x1c", "\x1f\x8b", "BZh", "\xfd7zXZ"} {
		if strings.HasPrefix(string(head), magic) {
			if magic == "PK\x03\x04" && (ext == ".docx" || ext == ".odt") {
				return ext[1:]
			}
			return "zip"
		}
	}
	switch ext {
	case ".eml", ".html", ".csv":
		return ext[1:]
	case ".htm", ".xhtml":
		return "html"
	case ".txt", ".text", ".md", ".log":
		return "text"
	case ".mbox":
		return "eml"
	}
	return ""
}

// read reads the words of the archive. A WhatsApp export speaks first, and is what the archive is.
func (u *unpacker) read(o Options) {
	slices.SortStableFunc(u.words, func(a, b packed) int { return rank(a) - rank(b) })
	for _, w := range u.words {
		one, err := Read(bytes.NewReader(w.data), int64(len(w.data)), Options{Kind: w.kind, Name: w.name, Received: o.Received, Names: o.Names})
		if err != nil {
			u.t.Attachments[w.at].Reason = ReasonBroken
			u.t.warn(WarnClosed, 0)
			continue
		}
		u.t.join(one, w)
	}
	u.matchMedia()
}

// rank puts the chat of an export before other texts.
func rank(p packed) int {
	base := strings.ToLower(path.Base(p.name))
	if p.kind == "text" && (base == "_chat.txt" || strings.Contains(base, "whatsapp")) {
		return 0
	}
	return 1
}

// join appends the messages of one file.
func (t *Transcript) join(one *Transcript, w packed) {
	first := len(t.Messages)
	if first == 0 && one.Source == WhatsApp {
		t.Source = WhatsApp
	}
	if t.DateOrder == "" {
		t.DateOrder, t.OrderSure = one.DateOrder, one.OrderSure
	}
	if len(one.Messages) > 0 {
		t.Attachments[w.at].Message = first + 1
	}
	for _, m := range one.Messages {
		if len(t.Messages) == maxMessages {
			t.warn(WarnCut, 0)
			break
		}
		m.File = w.name
		t.add(m)
	}
	for _, a := range one.Attachments {
		if a.Message > 0 {
			a.Message += first
		}
		t.Attachments = append(t.Attachments, a)
	}
	for _, x := range one.Warnings {
		switch x.Key {
		case WarnGaps, WarnUnparsed, WarnBackwards, WarnOtherCPF, WarnOtherCard, WarnOtherPhone: // counted again over the whole
		default:
			if x.Message > 0 {
				x.Message += first
			}
			t.warn(x.Key, x.Message)
		}
	}
}

// matchMedia ties the files that messages name to those in the archive, and warns of those that are not there.
func (u *unpacker) matchMedia() {
	at := map[string]int{}
	for i, a := range u.t.Attachments {
		at[strings.ToLower(a.Name)] = i
	}
	for _, m := range u.t.Messages {
		if m.Kind != Media {
			continue
		}
		if i, ok := at[strings.ToLower(m.Attachment)]; ok {
			if u.t.Attachments[i].Message == 0 {
				u.t.Attachments[i].Message = m.N
			}
			continue
		}
		u.t.warn(WarnMissing, m.N)
	}
}
