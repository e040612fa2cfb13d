package web

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/gin-gonic/gin"

	"degrau/cases"
	"degrau/escalation"
	"degrau/reports"
	"degrau/reports/docx"
	"degrau/reports/pdf"
)

// paperLinks are the files that the body takes besides the dossier, to hand in and to edit.
func (p CaseBase) paperLinks(b escalation.Body) []Option {
	var out []Option
	for _, x := range b.Papers {
		name := p.L.Fill(x.Name, nil)
		at := p.Base + "/papel/" + b.ID + "." + x.ID
		out = append(out, Option{Value: at + ".pdf", Text: p.T("web.kit.paper", "name", name)}, Option{Value: at + ".docx", Text: p.T("web.kit.paper_edit", "name", name)})
	}
	return out
}

// ownPaper sends a text that a body takes as a file of its own: BODY.PAPER.pdf, or .docx to edit it.
func (s *site) ownPaper(c *gin.Context) error {
	v, err := s.load(c)
	if err != nil {
		return err
	}
	parts := strings.Split(c.Param("paper"), ".")
	if len(parts) != 3 || parts[2] != "pdf" && parts[2] != "docx" {
		return cases.NotFoundf("no_such_paper", "paper", c.Param("paper"), "body", "")
	}
	b, known := s.Packs.Body(parts[0])
	if !known {
		return cases.NotFoundf("no_such_body", "body", parts[0])
	}
	in := s.input(c, v, b.ID)
	doc, _, err := reports.OwnPaper(in, parts[1])
	if err != nil {
		return err
	}
	name := parts[1] + "-" + v.Case.Code
	for _, x := range b.Papers {
		if x.ID == parts[1] {
			name = reports.PaperName(in, x) + "-" + v.Case.Code
		}
	}
	if parts[2] == "docx" {
		var out bytes.Buffer
		if err := docx.Write(&out, doc); err != nil {
			return fmt.Errorf("paper for %s: %w", b.ID, err)
		}
		return s.send(c, "application/vnd.openxmlformats-officedocument.wordprocessingml.document", name+".docx", out.Bytes())
	}
	dir, err := os.MkdirTemp("", "degrau-paper-*")
	if err != nil {
		return fmt.Errorf("folder for the paper: %w", err)
	}
	defer func() { _ = os.RemoveAll(dir) }() // the system clears what stays
	ctx, stop := context.WithTimeout(c.Request.Context(), buildTime)
	defer stop()
	f, err := os.Create(filepath.Join(dir, "paper.pdf"))
	if err != nil {
		return fmt.Errorf("paper for %s: %w", b.ID, err)
	}
	defer f.Close()
	done, err := pdf.Write(ctx, f, doc, in.Open)
	if err == nil {
		err = reports.Audit(ctx, name+".pdf", f.Name(), doc, done, reports.Limit{})
	}
	if err != nil {
		return fmt.Errorf("paper for %s: %w", b.ID, err)
	}
	return sendFile(c, f, "application/pdf", name+".pdf")
}
