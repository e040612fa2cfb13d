package cases

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// plainFacts is Facts without its methods, so that encoding/json does not call us again.
type plainFacts Facts

// DecodeFacts reads facts strictly: an unknown field, a value of the wrong kind or trailing text is an error that says
// where. A null is kept apart from an absent field, in Unknown.
func DecodeFacts(r io.Reader) (Facts, error) {
	b, err := io.ReadAll(io.LimitReader(r, 8<<20))
	if err != nil {
		return Facts{}, err
	}
	var raw json.RawMessage
	if err := json.Unmarshal(b, &raw); err != nil {
		e := Invalidf("", "bad_json", "detail", jsonPlace(b, err))
		e.Cause = err
		return Facts{}, e
	}
	if !strings.HasPrefix(strings.TrimSpace(string(raw)), "{") {
		return Facts{}, Invalidf("", "wrong_kind")
	}
	if err := strict(raw, reflect.TypeFor[plainFacts](), ""); err != nil {
		return Facts{}, err
	}
	var f Facts
	if err := json.Unmarshal(raw, &f); err != nil {
		e := Invalidf("", "bad_json", "detail", jsonPlace(b, err))
		e.Cause = err
		return Facts{}, e
	}
	return f, f.Check()
}

// UnmarshalJSON implements json.Unmarshaler.
func (f *Facts) UnmarshalJSON(b []byte) error {
	var p plainFacts
	dec := json.NewDecoder(bytes.NewReader(b))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&p); err != nil {
		return err
	}
	var tree any
	if err := json.Unmarshal(b, &tree); err != nil {
		return err
	}
	p.Unknown = nulls(tree, "", nil)
	*f = Facts(p)
	return nil
}

// MarshalJSON implements json.Marshaler: the nulls are put back where they were.
func (f Facts) MarshalJSON() ([]byte, error) {
	b, err := json.Marshal(plainFacts(f))
	if err != nil || len(f.Unknown) == 0 {
		return b, err
	}
	var tree map[string]any
	dec := json.NewDecoder(bytes.NewReader(b))
	dec.UseNumber()
	if err := dec.Decode(&tree); err != nil {
		return nil, err
	}
	for _, p := range f.Unknown {
		setNull(tree, strings.Split(p, "."))
	}
	return json.Marshal(tree)
}

// nulls collects the paths that are null. Answers carry their own nulls.
func nulls(v any, at string, out []string) []string {
	join := func(k string) string {
		if at == "" {
			return k
		}
		return at + "." + k
	}
	switch v := v.(type) {
	case nil:
		if at != "" {
			out = append(out, at)
		}
	case map[string]any:
		keys := make([]string, 0, len(v))
		for k := range v {
			keys = append(keys, k)
		}
		slices.Sort(keys)
		for _, k := range keys {
			if at == "" && (k == "answers" || k == "origins" || k == "events") {
				continue
			}
			out = nulls(v[k], join(k), out)
		}
	case []any:
		for i, x := range v {
			out = nulls(x, join(strconv.Itoa(i)), out)
		}
	}
	return out
}

// setNull puts a null at the path if its holder exists and holds nothing there.
func setNull(v any, path []string) {
	for i, k := range path {
		last := i == len(path)-1
		switch h := v.(type) {
		case map[string]any:
			if last {
				if _, taken := h[k]; !taken {
					h[k] = nil
				}
				return
			}
			v = h[k]
		case []any:
			n, err := strconv.Atoi(k)
			if err != nil || n < 0 || n >= len(h) {
				return
			}
			v = h[n]
		default:
			return
		}
	}
}

// jsonPlace says in which line a JSON fault is.
func jsonPlace(b []byte, err error) string {
	var off int64 = -1
	switch e := err.(type) {
	case *json.SyntaxError:
		off = e.Offset
	case *json.UnmarshalTypeError:
		off = e.Offset
	}
	if off < 0 || off > int64(len(b)) {
		return err.Error()
	}
	return fmt.Sprintf("line %d: %v", 1+bytes.Count(b[:off], []byte("\n")), err)
}
