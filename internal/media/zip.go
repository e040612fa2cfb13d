package media

import (
	"archive/zip"
	"errors"
	"io"
	"strings"
)

// office are the documents that are ZIP files inside, told by the folder their parts lie in.
var office = []struct{ prefix, kind, mime string }{
	{"word/", "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
	{"xl/", "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
	{"ppt/", "pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"},
}

// openDocument are told by the file "mimetype", which stands first and is not compressed.
var openDocument = map[string]string{
	"application/vnd.oasis.opendocument.text":        "odt",
	"application/vnd.oasis.opendocument.spreadsheet": "ods",
}

// lookZip reads the directory of a ZIP: what kind of document it is, and whether it wants a password. Nothing but a
// short "mimetype" is unpacked, so a bomb stays shut.
func (i *Info) lookZip(r io.ReadSeeker, size int64) error {
	z, err := zip.NewReader(readerAt(r), size)
	if err != nil {
		if errors.Is(err, zip.ErrFormat) || errors.Is(err, zip.ErrAlgorithm) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) {
			i.warn(WarnBroken)
			return nil
		}
		return err
	}
	parts := false
	for n, f := range z.File {
		if f.Flags&1 != 0 {
			i.warn(WarnEncrypted)
		}
		if n == 0 && f.Name == "mimetype" {
			if mime := mimetypeOf(f); openDocument[mime] != "" {
				i.Kind, i.MIME = openDocument[mime], mime
				return nil
			}
		}
		parts = parts || f.Name == "[Content_Types].xml"
	}
	for _, f := range z.File {
		for _, o := range office {
			if parts && strings.HasPrefix(f.Name, o.prefix) {
				i.Kind, i.MIME = o.kind, o.mime
				return nil
			}
		}
	}
	return nil
}

func mimetypeOf(f *zip.File) string {
	if f.Method != zip.Store || f.UncompressedSize64 > 100 {
		return ""
	}
	rc, err := f.Open()
	if err != nil {
		return ""
	}
	defer rc.Close()
	b, err := io.ReadAll(io.LimitReader(rc, 100))
	if err != nil {
		return ""
	}
	return string(b)
}

// readerAt gives random access to what can only be sought; it is not for two users at once.
func readerAt(r io.ReadSeeker) io.ReaderAt {
	if at, ok := r.(io.ReaderAt); ok {
		return at
	}
	return seekAt{r}
}

type seekAt struct{ r io.ReadSeeker }

// ReadAt implements io.ReaderAt.
func (s seekAt) ReadAt(p []byte, off int64) (int, error) {
	if _, err := s.r.Seek(off, io.SeekStart); err != nil {
		return 0, err
	}
	n, err := io.ReadFull(s.r, p)
	if errors.Is(err, io.ErrUnexpectedEOF) {
		err = io.EOF
	}
	return n, err
}
