package pdf_test

import (
	"bytes"
	"fmt"
	"strings"
)

// rawPDF writes objects as a PDF; object 1 must be the catalogue.
func rawPDF(objects ...string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n")
	offsets := make([]int, len(objects))
	for i, o := range objects {
		offsets[i] = b.Len()
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	at := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, o := range offsets {
		fmt.Fprintf(&b, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d /Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, at)
	return b.Bytes()
}

func stream(dict, data string) string {
	return fmt.Sprintf("<<%s /Length %d>>\nstream\n%s\nendstream", dict, len(data), data)
}

// pagesPDF writes one page for each of the page entries given ("/MediaBox [...] /Rotate 90"); each shows its number,
// a frame around its media box and a thick line along its top edge.
func pagesPDF(pages ...string) []byte {
	kids := make([]string, len(pages))
	objects := []string{"<</Type /Catalog /Pages 2 0 R>>", "", "<</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>"}
	for i, p := range pages {
		n := len(objects) + 1
		kids[i] = fmt.Sprintf("%d 0 R", n)
		text := fmt.Sprintf("2 w 20 20 360 560 re S 8 w 20 590 m 380 590 l S BT /F 40 Tf 60 520 Td (Sheet %d) Tj ET", i+1)
		objects = append(objects, fmt.Sprintf("<</Type /Page /Parent 2 0 R /Resources <</Font <</F 3 0 R>>>> /Contents %d 0 R %s>>", n+1, p), stream("", text))
	}
	objects[1] = fmt.Sprintf("<</Type /Pages /Count %d /Kids [%s]>>", len(pages), strings.Join(kids, " "))
	return rawPDF(objects...)
}

// hostilePDF carries everything that must stay behind, and a stamp that must not.
func hostilePDF() []byte {
	return rawPDF(
		"<</Type /Catalog /Pages 2 0 R /OpenAction 5 0 R /Names <</JavaScript <</Names [(a) 5 0 R]>> /EmbeddedFiles <</Names [(x.exe) 6 0 R]>>>> /AcroForm <</Fields []>>>>",
		"<</Type /Pages /Count 1 /Kids [3 0 R]>>",
		"<</Type /Page /Parent 2 0 R /MediaBox [0 0 400 600] /AA <</O 5 0 R>> /Contents [4 0 R 9 0 R] /Annots [8 0 R 10 0 R] /Resources <</Font <</F 7 0 R>> /XObject <</X 11 0 R>> /Properties <</MC0 <</S /Launch /F (cmd.exe)>>>>>>>>",
		stream("", "q BT /F 30 Tf 40 500 Td (Harm"),
		"<</S /JavaScript /JS (app.alert\\(1\\))>>",
		"<</Type /Filespec /F (x.exe) /EF <</F 12 0 R>>>>",
		"<</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>",
		"<</Type /Annot /Subtype /Stamp /Rect [50 100 250 200] /AP <</N 13 0 R>> /A 5 0 R>>",
		stream("", "less) Tj ET Q /X Do"),
		"<</Type /Annot /Subtype /Link /Rect [0 0 400 600] /A <</S /Launch /F (cmd.exe)>>>>",
		stream("/Type /XObject /Subtype /Form /BBox [0 0 10 10] /AA <</O 5 0 R>> /Metadata 12 0 R", "0 0 10 10 re f"),
		stream("/Type /EmbeddedFile", "MZ planted"),
		stream("/Type /XObject /Subtype /Form /BBox [0 0 100 50] /Resources <</Font <</F 7 0 R>>>>", "1 0 0 RG 1 1 98 48 re S BT /F 20 Tf 8 18 Td (Stamped) Tj ET"),
	)
}
