package reports

import (
	"degrau/cases"
	"degrau/escalation"
	"degrau/reports/paper"
)

// Dossier composes the dossier for one body; pdf.Write draws it. It is written in the body's language whatever the
// person reads. Gaps never stop a build: what is not confirmed is not stated.
func Dossier(in Input) (paper.Document, []Gap, error) {
	m, err := newMatter(in)
	if err != nil {
		return paper.Document{}, nil, err
	}
	d := paper.Document{
		Title:   m.t("doc.title", "problem", m.title()),
		Subject: m.t("doc.subject", "body", m.bodyName(m.body.ID)),
		Lang:    languageTag(m.body),
		Code:    in.Case.Code,
		Footer:  m.t("doc.footer", "code", in.Case.Code, "body", m.bodyName(m.body.ID), "on", m.l.DateShort(m.asOf)),
		AsOf:    m.asOf,
		Created: cases.Stamp(in.Now),
		Letter:  m.body.Country == "US",
		Words:   m.words(),
		// A photo's place and camera are personal data; in the full paper the photo stays bit for bit what it was.
		StripMetadata: m.public,
	}
	d.Blocks = append(d.Blocks, m.cover())
	n := 0
	section := func(key string, blocks ...paper.Block) {
		if len(blocks) == 0 {
			return
		}
		n++
		d.Blocks = append(d.Blocks, paper.Section{Number: n, Title: m.t("section." + key), NewPage: n == 1 || key == "timeline"})
		d.Blocks = append(d.Blocks, blocks...)
	}
	section("parties", m.parties()...)
	section("purchases", m.purchases()...)
	section("timeline", m.timeline()...)
	section("attempts", m.attempts()...)
	section("deadlines", m.deadlines()...)
	section("requests", m.requestBlocks()...)
	section("grounds", m.grounds()...)
	section("proof", m.matrix()...)
	section("exhibits", m.index()...)
	d.Exhibits = m.sheets()
	d.Closing = m.closing(n)
	return d, m.gaps, m.fault
}

// languageTag is the BCP 47 tag of the body's language in its country.
func languageTag(b escalation.Body) string {
	if b.Language == "" || b.Country == "" {
		return b.Language
	}
	return b.Language + "-" + b.Country
}

// words are the few words the drawing needs.
func (m *matter) words() paper.Words {
	reasons := map[string]string{}
	for _, key := range []string{"encrypted", "broken", "unsupported", "too_large", "missing", "covered"} {
		reasons[key] = m.t("reason." + key)
	}
	return paper.Words{PageOf: m.t("word.page_of"), BackToIndex: m.t("word.back"), ExhibitPage: m.t("word.exhibit_page"),
		Continued: m.t("word.continued"), Exhibits: m.t("word.exhibits"), NotShown: m.t("word.not_shown"), Reasons: reasons,
		Unprintable: m.t("word.unprintable"), Signs: signsIn(m.l.Lang()), More: m.t("word.more"),
		Twin: paper.Twin{Skip: m.t("twin.skip"), Contents: m.t("twin.contents"), Pages: m.t("twin.pages"), Date: m.t("twin.date"),
			Timeline: m.t("twin.timeline"), Open: m.t("twin.open"), Stands: m.t("twin.stands")}}
}
