package pdf

// outline is the bookmarks as PDF objects.
type outline struct {
	root  int
	nodes []outlineNode
	pages []int // final object numbers
}

type outlineNode struct {
	bookmark
	parent, prev, next, first, last int // indexes into nodes; -1: none
	children                        int
}

// newOutline links the bookmarks; levels deeper than their parent allows are lifted.
func newOutline(marks []bookmark, a *assembly) *outline {
	o := &outline{root: a.next}
	for _, n := range a.skeleton.pages {
		o.pages = append(o.pages, a.numbers[n])
	}
	lastAt := map[int]int{} // latest node of each level
	for _, m := range marks {
		n := outlineNode{bookmark: m, parent: -1, prev: -1, next: -1, first: -1, last: -1}
		i := len(o.nodes)
		if m.level > 0 {
			if p, ok := lastAt[0]; ok {
				n.parent = p
			}
		}
		if n.parent < 0 {
			n.level = 0
			delete(lastAt, 1)
		}
		if p, ok := lastAt[n.level]; ok {
			n.prev = p
			o.nodes[p].next = i
		}
		if n.parent >= 0 {
			parent := &o.nodes[n.parent]
			if parent.first < 0 {
				parent.first = i
			}
			parent.last = i
			parent.children++
		}
		lastAt[n.level] = i
		o.nodes = append(o.nodes, n)
	}
	return o
}

// count is how many objects the bookmarks take.
func (o *outline) count() int {
	if len(o.nodes) == 0 {
		return 0
	}
	return len(o.nodes) + 1
}

func (o *outline) number(i int) int { return o.root + 1 + i }

func (o *outline) write(w *writer, t *typesetter) error {
	if len(o.nodes) == 0 {
		return nil
	}
	first, last, top := -1, -1, 0
	for i, n := range o.nodes {
		if n.parent < 0 {
			if first < 0 {
				first = i
			}
			last = i
			top++
		}
	}
	if err := w.object(o.root); err != nil {
		return err
	}
	if err := w.printf("<</Type /Outlines /First %d 0 R /Last %d 0 R /Count %d>>\nendobj\n", o.number(first), o.number(last), top); err != nil {
		return err
	}
	for i, n := range o.nodes {
		if err := o.writeNode(w, t, i, n); err != nil {
			return err
		}
	}
	return nil
}

func (o *outline) writeNode(w *writer, t *typesetter, i int, n outlineNode) error {
	if err := w.object(o.number(i)); err != nil {
		return err
	}
	parent := o.root
	if n.parent >= 0 {
		parent = o.number(n.parent)
	}
	if err := w.printf("<</Title %s /Parent %d 0 R /Dest [%d 0 R /XYZ 0 %.2f null]", pdfString(t.oneLine(n.title)), parent, o.pages[n.page-1], n.y); err != nil {
		return err
	}
	for _, l := range []struct {
		name string
		to   int
	}{{"Prev", n.prev}, {"Next", n.next}, {"First", n.first}, {"Last", n.last}} {
		if l.to >= 0 {
			if err := w.printf(" /%s %d 0 R", l.name, o.number(l.to)); err != nil {
				return err
			}
		}
	}
	if n.children > 0 {
		if err := w.printf(" /Count %d", -n.children); err != nil {
			return err
		}
	}
	return w.printf(">>\nendobj\n")
}
