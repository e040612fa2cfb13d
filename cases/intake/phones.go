package intake

import "strings"

// phoneSigns claims telephone numbers that their signs give away: +55 ..., (11) 9...., 0800 ..., 3333-4444.
func (r *reader) phoneSigns(i int) bool {
	switch {
	case r.is(i, '+') && r.numAt(i+1) != "" && r.glued(i+1):
		return r.phone(i, i+1, 8)
	case r.is(i, '(') && r.is(i+2, ')') && (len(r.numAt(i+1)) == 2 || len(r.numAt(i+1)) == 3):
		return r.phone(i, i+1, 10)
	case r.numAt(i) == "":
		return false
	}
	cue := r.cueBefore(i)
	if cue == cuePhone {
		return r.phone(i, i, 7)
	}
	if cue != 0 {
		return false
	}
	sizes, to := r.groupSizes(i)
	total := 0
	for _, n := range sizes {
		total += n
	}
	first := r.toks[i].w
	switch {
	case first == "0800" || first == "0300" || first == "4004" && len(sizes) == 2 && sizes[1] == 4:
		return total >= 8 && r.phone(i, i, 8)
	case len(sizes) == 2 && r.is(i+1, '-') && (sizes[0] == 4 || sizes[0] == 5) && sizes[1] == 4:
	case len(sizes) == 2 && r.is(i+1, '-') && sizes[0] == 5 && sizes[1] == 3: // a Brazilian postcode
		r.take(i, to, asOther)
		return true
	case len(sizes) == 3 && sizes[0] == 2 && (sizes[1] == 4 || sizes[1] == 5) && sizes[2] == 4:
	case len(sizes) == 2 && sizes[0] == 2 && sizes[1] == 9 && r.toks[i+1].w[0] == '9' && !r.is(i+1, '-'):
	case len(sizes) == 3 && sizes[0] == 4 && sizes[1] == 3 && sizes[2] == 3 && first[0] == '0':
	case len(sizes) == 3 && sizes[0] == 3 && sizes[1] == 3 && (sizes[2] == 4 || sizes[2] == 3):
	case len(sizes) == 1 && len(first) == 10 && strings.HasPrefix(first, "07"):
	case len(sizes) == 1 && len(first) == 11 && first[2] == '9' && first[0] >= '1' && first[0] <= '9':
	default:
		return false
	}
	return r.phone(i, i, 7)
}

// phone claims the groups of digits from first on, if together they have enough digits.
func (r *reader) phone(from, first, atLeast int) bool {
	digits, to := 0, first
	for j := first; j < len(r.toks) && digits < 15; j++ {
		if n := len(r.numAt(j)); n > 0 && digits+n <= 15 && !(j > first && r.toks[j].line) {
			digits, to = digits+n, j+1
			continue
		}
		if r.is(j, ')') || r.is(j, '-') || r.is(j, '.') || r.is(j, '(') || r.is(j, '/') {
			continue
		}
		break
	}
	if digits < atLeast || !r.free(from, to) {
		return false
	}
	r.addCode(code{asPhone, from, to, r.original(from, to), true, ""})
	return true
}
