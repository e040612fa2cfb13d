package web

import "degrau/escalation"

// DoorView is what a body says about itself as a door: who may come, how to get there, why it sends cases back.
type DoorView struct {
	Filers     []FilerLine
	How        []string
	Identity   []string
	Documents  []string
	Channels   []ChannelView
	Systems    []SystemView
	Rejections []RejectionLine
	Warnings   []string
}

// FilerLine is one of those who may hand a case in.
type FilerLine struct{ Who, How, Note string }

// ChannelView is one way to reach the body.
type ChannelView struct {
	Name, For, Limits string
	How               []string
	Source            *SourceLine
}

// SystemView is a court's filing system with what it takes.
type SystemView struct {
	Name, Note string
	Limits     []string
	Source     *SourceLine
}

// RejectionLine is a usual reason to send a case back, and how to avoid it.
type RejectionLine struct{ Reason, Avoid string }

func (p Page) door(b escalation.Body) DoorView {
	d := DoorView{How: p.fills(b.How), Identity: p.fills(b.Identity), Documents: p.fills(b.Documents), Warnings: p.fills(b.Warnings)}
	for _, f := range b.Filers {
		line := FilerLine{Who: p.T("web.filer." + f.Who), Note: p.L.Fill(f.Note, nil)}
		var ways []string
		for _, w := range f.How {
			ways = append(ways, p.T("web.way."+w))
		}
		line.How = p.L.List(ways)
		d.Filers = append(d.Filers, line)
	}
	for _, c := range b.Channels {
		d.Channels = append(d.Channels, ChannelView{p.L.Fill(c.Name, nil), p.L.Fill(c.For, nil), p.L.Fill(c.Limits, nil), p.fills(c.How), p.first(c.Sources)})
	}
	for _, s := range b.Systems {
		d.Systems = append(d.Systems, SystemView{p.L.Fill(s.Name, nil), p.L.Fill(s.Note, nil), p.limits(s.Attachments), p.first(s.Sources)})
	}
	for _, r := range b.Rejections {
		d.Rejections = append(d.Rejections, RejectionLine{p.L.Fill(r.Reason, nil), p.L.Fill(r.Avoid, nil)})
	}
	return d
}

// limits writes what is known of the files a place takes; what nobody has confirmed is said to be so.
func (p Page) limits(a escalation.Attachments) []string {
	var out []string
	put := func(on bool, key string, pairs ...any) {
		if on {
			out = append(out, p.T(key, pairs...))
		}
	}
	put(len(a.Types) > 0, "web.limit.types", "types", p.L.List(a.Types))
	put(a.MaxBytes > 0, "web.limit.file", "size", p.L.Size(a.MaxBytes))
	put(a.TotalBytes > 0, "web.limit.total", "size", p.L.Size(a.TotalBytes))
	put(a.PageBytes > 0, "web.limit.page", "size", p.L.Size(a.PageBytes))
	put(a.MaxFiles > 0, "web.limit.files", "n", a.MaxFiles)
	put(a.MaxPages > 0, "web.limit.pages", "n", a.MaxPages)
	put(a.MinDPI > 0, "web.limit.dpi", "n", a.MinDPI)
	put(a.MaxName > 0, "web.limit.name", "n", a.MaxName)
	put(a.TellingNames, "web.limit.telling")
	put(len(out) == 0, "web.limit.none")
	return out
}
