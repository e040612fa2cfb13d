package media

import (
	"archive/zip"
	"bytes"
	"io"
	"path"
	"regexp"
	"slices"
	"strings"
)

// promises are the kinds that an ending of a file's name promises. Endings that promise nothing we could check are left
// out.
var promises = map[string][]string{
	"jpg": {"jpeg"}, "jpeg": {"jpeg"}, "jpe": {"jpeg"}, "jfif": {"jpeg"}, "png": {"png"}, "gif": {"gif"}, "webp": {"webp"}, "bmp": {"bmp"},
	"tif": {"tiff"}, "tiff": {"tiff"}, "heic": {"heic"}, "heif": {"heic", "avif"}, "avif": {"avif"}, "svg": {"svg"},
	"pdf": {"pdf"}, "docx": {"docx"}, "xlsx": {"xlsx"}, "pptx": {"pptx"}, "odt": {"odt"}, "ods": {"ods"}, "rtf": {"rtf"}, "doc": {"ole", "rtf"}, "xls": {"ole"},
	"zip": {"zip"}, "txt": {"text", "eml"}, "csv": {"text"}, "eml": {"eml", "text"}, "html": {"html", "text"}, "htm": {"html", "text"},
	"mp3": {"mp3"}, "m4a": {"m4a", "mp4", "3gp"}, "mp4": {"mp4", "m4a", "mov", "3gp"}, "mov": {"mov", "mp4"}, "3gp": {"3gp", "mp4"},
	"ogg": {"ogg"}, "oga": {"ogg"}, "opus": {"ogg"}, "wav": {"wav"}, "amr": {"amr"}, "aac": {"aac"}, "flac": {"flac"}, "webm": {"webm"}, "mkv": {"webm"},
}

// suspect warns about what the headers of the kind do not say: a name that promises another kind, scripts, a second kind
// in the same bytes, a picture without a date.
func (i *Info) suspect(r io.ReadSeeker, head []byte, size int64, name string) error {
	ext := strings.TrimPrefix(strings.ToLower(path.Ext(name)), ".")
	if kinds := promises[ext]; kinds != nil && !slices.Contains(kinds, i.Kind) {
		i.warn(WarnWrongName)
	}
	if (i.Kind == "svg" || i.Kind == "html" || i.Kind == "xml") && scripted.Match(bytes.ToLower(head)) {
		i.warn(WarnActive)
	}
	two, err := i.secondKind(r, head, size)
	if err != nil {
		return err
	}
	if two {
		i.warn(WarnTwoKinds)
	}
	if IsPicture(i.Kind) && i.Width > 0 && i.CapturedOn == "" && !datedName.MatchString(path.Base(name)) {
		i.warn(WarnNoDate)
	}
	return nil
}

var (
	scripted = regexp.MustCompile(`<script|javascript:|\son[a-z]{3,20}\s*=|<iframe|<foreignobject|<embed|<object`)
	// datedName is how phones and messengers write the day into a name: 20260315, 2026-03-15, 15-03-2026.
	datedName = regexp.MustCompile(`(^|\D)((19|20)\d\d[-_. ]?(0[1-9]|1[0-2])[-_. ]?(0[1-9]|[12]\d|3[01])|(0[1-9]|[12]\d|3[01])[-_. ](0[1-9]|1[0-2])[-_. ](19|20)\d\d)`)
)

// zipTail is where the directory of a ZIP ends, with the longest comment behind it.
const zipTail = 66 << 10

// secondKind reports whether the bytes open as a further kind: the trick of files that are a harmless picture to one
// program and something else to another.
func (i *Info) secondKind(r io.ReadSeeker, head []byte, size int64) (bool, error) {
	if !IsPicture(i.Kind) && i.Kind != "pdf" {
		return false, nil
	}
	if i.Kind != "pdf" && bytes.Contains(head[:min(len(head), 1024)], []byte("%PDF-")) {
		return true, nil
	}
	if low := bytes.ToLower(head[:min(len(head), 4096)]); bytes.Contains(low, []byte("<script")) || bytes.Contains(low, []byte("<html")) || bytes.Contains(low, []byte("<?php")) {
		return true, nil
	}
	ends, err := tailHolds(r, size, zipTail, []byte("PK\x05\x06"))
	if err != nil || !ends {
		return false, err
	}
	z, err := zip.NewReader(readerAt(r), size)
	return err == nil && len(z.File) > 0, nil
}
