package docx

import (
	"fmt"
	"regexp"
	"strings"

	"degrau/reports/paper"
)

const contentTypes = `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>` +
	`<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>` +
	`<Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/>` +
	`<Override PartName="/word/numbering.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"/>` +
	`<Override PartName="/word/settings.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml"/>` +
	`<Override PartName="/word/footer1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/>` +
	`<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>`

const relations = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
	`<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>` +
	`<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`

const documentRelations = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
	`<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/>` +
	`<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering" Target="numbering.xml"/>` +
	`<Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer" Target="footer1.xml"/>` +
	`<Relationship Id="rId4" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/settings" Target="settings.xml"/></Relationships>`

const wordSpace = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"`

const settings = `<w:settings ` + wordSpace + `><w:defaultTabStop w:val="709"/></w:settings>`

var langTag = regexp.MustCompile(`^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$`)

// language is the tag that spelling is checked by.
func language(d paper.Document) string {
	if langTag.MatchString(d.Lang) {
		return d.Lang
	}
	return "pt-BR"
}

func properties(d paper.Document) string {
	at := moment(d).Format("2006-01-02T15:04:05Z")
	return `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">` +
		"<dc:title>" + text(d.Title) + "</dc:title><dc:subject>" + text(d.Subject) + "</dc:subject><dc:language>" + language(d) + "</dc:language>" +
		`<dcterms:created xsi:type="dcterms:W3CDTF">` + at + `</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">` + at + `</dcterms:modified></cp:coreProperties>`
}

// styles set the text in twelve points, one and a half lines apart, as courts are used to.
func styles(d paper.Document) string {
	style := func(id, name, paragraph, letters string) string {
		base := `<w:basedOn w:val="Normal"/>`
		if id == "Normal" {
			base = ""
		}
		return `<w:style w:type="paragraph" w:styleId="` + id + `"` + map[bool]string{true: ` w:default="1"`}[id == "Normal"] + `><w:name w:val="` + name + `"/>` + base +
			"<w:qFormat/><w:pPr>" + paragraph + "</w:pPr><w:rPr>" + letters + "</w:rPr></w:style>"
	}
	return `<w:styles ` + wordSpace + `><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial" w:eastAsia="Arial"/><w:sz w:val="24"/><w:szCs w:val="24"/><w:lang w:val="` + language(d) + `"/></w:rPr></w:rPrDefault></w:docDefaults>` +
		style("Normal", "Normal", `<w:spacing w:after="120" w:line="360" w:lineRule="auto"/>`, "") +
		style("Title", "Title", `<w:keepNext/><w:spacing w:before="360" w:after="240" w:line="300" w:lineRule="auto"/>`, `<w:b/><w:sz w:val="30"/><w:szCs w:val="30"/>`) +
		style("Heading1", "heading 1", `<w:keepNext/><w:spacing w:before="280" w:after="100"/><w:outlineLvl w:val="0"/>`, `<w:b/><w:sz w:val="25"/><w:szCs w:val="25"/>`) +
		style("ListParagraph", "List Paragraph", `<w:spacing w:after="80"/>`, "") +
		style("Signature", "Signature", `<w:keepNext/><w:keepLines/><w:spacing w:after="0"/>`, "") +
		style("Footer", "footer", `<w:tabs><w:tab w:val="right" w:pos="9071"/></w:tabs><w:spacing w:after="0" w:line="240" w:lineRule="auto"/>`, `<w:color w:val="555555"/><w:sz w:val="16"/><w:szCs w:val="16"/>`) +
		`<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:tblPr><w:tblBorders><w:top w:val="single" w:sz="4" w:color="999999"/><w:bottom w:val="single" w:sz="4" w:color="999999"/><w:insideH w:val="single" w:sz="4" w:color="999999"/></w:tblBorders></w:tblPr></w:style></w:styles>`
}

// numbering gives each list a count of its own.
func numbering(plain []bool) string {
	var b strings.Builder
	b.WriteString(`<w:numbering ` + wordSpace + `>`)
	for i, dashes := range plain {
		kind, mark := "decimal", "%1."
		if dashes {
			kind, mark = "bullet", "–"
		}
		fmt.Fprintf(&b, `<w:abstractNum w:abstractNumId="%d"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="%s"/><w:lvlText w:val="%s"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="567" w:hanging="567"/></w:pPr></w:lvl></w:abstractNum>`, i+1, kind, mark)
	}
	for i := range plain {
		fmt.Fprintf(&b, `<w:num w:numId="%d"><w:abstractNumId w:val="%d"/></w:num>`, i+1, i+1)
	}
	b.WriteString("</w:numbering>")
	return b.String()
}

// footer says which case it is, and counts the pages.
func footer(d paper.Document) string {
	left := d.Footer
	if strings.TrimSpace(left) == "" {
		left = d.Code
	}
	field := func(name string) string {
		return `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> ` + name + ` </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>`
	}
	pages := d.Words.PageOf
	if strings.Count(pages, "%d") != 2 || strings.Count(pages, "%") != 2 {
		pages = "%d / %d"
	}
	parts := strings.Split(pages, "%d")
	return `<w:ftr ` + wordSpace + `>` + paragraph("Footer", "", run(left+"\t"+parts[0], "")+field("PAGE")+run(parts[1], "")+field("NUMPAGES")+run(parts[2], "")) + "</w:ftr>"
}
