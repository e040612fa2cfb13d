package pdf

import (
	"context"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"degrau/reports/paper"
)

// WriteBroken writes a paper as Write does, by a generator with one fault. It is there for those who look for faults.
func WriteBroken(ctx context.Context, w io.Writer, d paper.Document, open Opener, fault string) (Written, error) {
	t, err := newTypesetter(d.Words)
	if err != nil {
		return Written{}, err
	}
	b := &builder{typesetter: t, sheet: newSheet(d.Letter), open: open, strip: d.StripMetadata, known: map[string]exhibit{}}
	defer b.spool.close()
	exhibits, err := b.prepare(ctx, d.Exhibits)
	if err != nil {
		return Written{}, err
	}
	if fault == "an exhibit dropped" {
		exhibits = slices.Delete(exhibits, 2, 3)
	}
	l, err := lay(ctx, d, t, exhibits)
	if err != nil {
		return Written{}, err
	}
	out := Written{}
	out.account(exhibits, l.front)
	wanted := len(l.pages)
	if fault != "" && fault != "an exhibit dropped" {
		breakage, known := Breakages[fault]
		if !known {
			return Written{}, fmt.Errorf("no such fault: %s", fault)
		}
		breakage(l, out, &d)
	}
	skeleton, marks, err := l.draw()
	if err != nil {
		return Written{}, err
	}
	done, err := b.write(ctx, w, skeleton, l, description{d, t, marks})
	if err != nil {
		return Written{}, err
	}
	done.Pages, done.Starts, done.Sheets, done.Skipped = wanted, out.Starts, out.Sheets, out.Skipped
	done.drawn(exhibits)
	return done, nil
}

// Breakages are the faults of the generator, by what they do to a finished layout.
var Breakages = map[string]func(*layout, Written, *paper.Document){
	"printed pages off by one": func(l *layout, _ Written, _ *paper.Document) {
		for _, p := range l.pages[:l.front] {
			p.retext(func(s string) string {
				if m := onlyNumber.FindStringSubmatch(s); m != nil {
					n, _ := strconv.Atoi(m[1])
					return strconv.Itoa(n+1) + m[2]
				}
				return s
			})
		}
	},
	"ends of ranges off by one": func(l *layout, _ Written, _ *paper.Document) {
		for _, p := range l.pages[:l.front] {
			p.retext(func(s string) string {
				if from, to, ok := strings.Cut(s, "–"); ok && onlyNumber.MatchString(s) {
					n, _ := strconv.Atoi(to)
					return from + "–" + strconv.Itoa(n+1)
				}
				return s
			})
		}
	},
	"a stamp off by one": func(l *layout, _ Written, _ *paper.Document) {
		l.pages[4].retext(func(s string) string { return strings.Replace(s, "fl. 5 de", "fl. 6 de", 1) })
	},
	"a total off by one": func(l *layout, _ Written, _ *paper.Document) {
		n := len(l.pages)
		l.pages[1].retext(func(s string) string { return strings.Replace(s, fmt.Sprint("de ", n), fmt.Sprint("de ", n+1), 1) })
	},
	"a page unstamped": func(l *layout, _ Written, _ *paper.Document) {
		p := l.pages[3]
		p.ops = slices.DeleteFunc(p.ops, func(o placed) bool {
			t, ok := o.op.(textOp)
			return ok && o.dy == 0 && t.y > l.sheet.rule
		})
	},
	"a page lost": func(l *layout, w Written, _ *paper.Document) {
		l.pages = slices.Delete(l.pages, w.Starts["P2"]-1, w.Starts["P2"])
	},
	"a page twice": func(l *layout, w Written, _ *paper.Document) { l.pages = slices.Insert(l.pages, 2, l.pages[1]) },
	"two pages swapped": func(l *layout, w Written, _ *paper.Document) {
		i := w.Starts["P1"] - 1
		l.pages[i], l.pages[i+1] = l.pages[i+1], l.pages[i]
	},
	"links one page early": func(l *layout, w Written, _ *paper.Document) {
		l.move(w.Starts["P3"]-1, -1, func(o op) bool { _, ok := o.(anchorOp); return ok })
	},
	"a bookmark one page late": func(l *layout, w Written, _ *paper.Document) {
		l.move(w.Starts["P2"]-1, 1, func(o op) bool { _, ok := o.(markOp); return ok })
	},
	"the bookmark of a part elsewhere": func(l *layout, w Written, _ *paper.Document) {
		for i, p := range l.pages[:l.front-1] {
			if slices.ContainsFunc(p.ops, func(o placed) bool { _, ok := unshift(o.op).(markOp); return ok }) {
				l.move(i, 1, func(o op) bool { _, ok := o.(markOp); return ok })
				return
			}
		}
	},
	"a bookmark missing": func(l *layout, w Written, _ *paper.Document) {
		p := l.pages[w.Starts["P2"]-1]
		p.ops = slices.DeleteFunc(p.ops, func(o placed) bool { _, ok := o.op.(markOp); return ok })
	},
	"a picture not drawn": func(l *layout, w Written, _ *paper.Document) {
		p := l.pages[w.Starts["P1"]-1]
		p.ops = slices.DeleteFunc(p.ops, func(o placed) bool { _, ok := o.op.(pictureOp); return ok })
	},
	"the picture of another exhibit": func(l *layout, w Written, _ *paper.Document) {
		var all [][2]int
		for i := range l.pages[l.front:] {
			for k, o := range l.pages[l.front+i].ops {
				if _, ok := o.op.(pictureOp); ok {
					all = append(all, [2]int{l.front + i, k})
				}
			}
		}
		a, b := &l.pages[all[0][0]].ops[all[0][1]], &l.pages[all[1][0]].ops[all[1][1]]
		pa, pb := a.op.(pictureOp), b.op.(pictureOp)
		pa.picture, pb.picture = pb.picture, pa.picture
		a.op, b.op = pa, pb
	},
	"the page of another PDF": func(l *layout, w Written, _ *paper.Document) {
		a, b := l.pages[w.Starts["P7"]-1], l.pages[w.Starts["P8"]-1]
		i := slices.IndexFunc(a.ops, func(o placed) bool { _, ok := o.op.(pictureOp); return ok })
		k := slices.IndexFunc(b.ops, func(o placed) bool { _, ok := o.op.(pictureOp); return ok })
		pa, pb := a.ops[i].op.(pictureOp), b.ops[k].op.(pictureOp)
		pa.picture, pb.picture = pb.picture, pa.picture
		a.ops[i].op, b.ops[k].op = pa, pb
	},
	"a band with another hash": func(l *layout, w Written, _ *paper.Document) {
		l.pages[w.Starts["P2"]-1].retext(func(s string) string {
			if strings.HasPrefix(s, "SHA-256") {
				return "SHA-256 0000 0000 … 0000"
			}
			return s
		})
	},
	"a band with another label": func(l *layout, w Written, _ *paper.Document) {
		l.pages[w.Starts["P2"]-1].retext(func(s string) string {
			if s == "P2" {
				return "P9"
			}
			return s
		})
	},
	"a long title cut": func(l *layout, _ Written, _ *paper.Document) {
		for _, p := range l.pages {
			for i, o := range p.ops {
				if t, ok := unshift(o.op).(textOp); ok && t.style == sectionStyle {
					rs := []rune(t.line.source)
					p.ops[i].op = textOp{t.x, t.y, line{spans: []span{{face: t.line.spans[0].face, text: string(rs[:len(rs)/2])}}}, t.style}
					return
				}
			}
		}
	},
	"a list over the foot of the page": func(l *layout, _ Written, _ *paper.Document) {
		for i, o := range l.pages[1].ops {
			if t, ok := o.op.(textOp); !ok || t.y < l.sheet.rule {
				l.pages[1].ops[i].dy += 230
			}
		}
	},
	"a row over the edge of the page": func(l *layout, _ Written, _ *paper.Document) {
		for i, o := range l.pages[1].ops {
			if t, ok := o.op.(textOp); ok && t.y < l.sheet.rule {
				t.x += 170
				l.pages[1].ops[i].op = t
			}
		}
	},
	"no language":      func(_ *layout, _ Written, d *paper.Document) { d.Lang = "" },
	"another title":    func(_ *layout, _ Written, d *paper.Document) { d.Title = "Sem título" },
	"labels of page 2": func(_ *layout, _ Written, d *paper.Document) { d.Volume.First = 2 },
}

var onlyNumber = regexp.MustCompile(`^(\d+)(–\d+)?$`)

// retext changes the words of a page.
func (p *page) retext(change func(string) string) {
	for i, o := range p.ops {
		by := 0.0
		inner := o.op
		for {
			s, ok := inner.(shifted)
			if !ok {
				break
			}
			inner, by = s.op, by+s.by
		}
		t, ok := inner.(textOp)
		if !ok || len(t.line.spans) == 0 {
			continue
		}
		if now := change(t.line.source); now != t.line.source {
			first := t.line.spans[0]
			first.text = now
			t.line = line{spans: []span{first}, width: t.line.width, source: now}
			p.ops[i].op = shifted{t, by}
		}
	}
}

// move takes ops of a page to another.
func (l *layout) move(from, by int, which func(op) bool) {
	p := l.pages[from]
	for _, o := range p.ops {
		if which(unshift(o.op)) {
			l.pages[from+by].ops = append(l.pages[from+by].ops, o)
		}
	}
	p.ops = slices.DeleteFunc(p.ops, func(o placed) bool { return which(unshift(o.op)) })
}
