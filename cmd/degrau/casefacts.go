package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"degrau/cases"
)

// correctFacts changes single facts by path, or the facts as a whole.
func (a *app) correctFacts(k *cases.Case, set []string, file string) error {
	if file != "" {
		b, err := a.readInput(file, 8<<20)
		if err != nil {
			return err
		}
		f, err := decodeFacts(b)
		if err != nil {
			return err
		}
		return k.CorrectFacts(f, []string{""}, actorCLI, a.now())
	}
	f, changed, err := setFacts(k.Facts(), set)
	if err != nil {
		return err
	}
	return k.CorrectFacts(f, changed, actorCLI, a.now())
}

// setFacts applies path=value pairs to the facts' JSON form and reads it back strictly, so that a misspelt path or an
// impossible value is refused like any other bad facts. A corrected fact loses its doubtful origin: it was now said.
func setFacts(f cases.Facts, set []string) (cases.Facts, []string, error) {
	f.Events = nil
	b, err := json.Marshal(f)
	if err != nil {
		return f, nil, err
	}
	tree := map[string]any{}
	dec := json.NewDecoder(bytes.NewReader(b))
	dec.UseNumber()
	if err := dec.Decode(&tree); err != nil {
		return f, nil, err
	}
	var changed []string
	for _, s := range set {
		path, text, ok := strings.Cut(s, "=")
		if !ok || path == "" {
			return f, nil, wrongUse("usage_set")
		}
		if err := put(tree, strings.Split(path, "."), parseValue(text), text == ""); err != nil {
			return f, nil, cases.Invalidf(path, "no_such_path", "path", path)
		}
		if origins, ok := tree["origins"].(map[string]any); ok {
			for p := range origins {
				if p == path || strings.HasPrefix(p, path+".") {
					delete(origins, p)
				}
			}
		}
		changed = append(changed, path)
	}
	out, err := json.Marshal(tree)
	if err != nil {
		return f, nil, err
	}
	g, err := cases.DecodeFacts(bytes.NewReader(out))
	return g, changed, err
}

// parseValue takes JSON where the text is JSON that is no bare number, and text otherwise: an order number of digits
// must stay text.
func parseValue(s string) any {
	var v any
	if err := json.Unmarshal([]byte(s), &v); err == nil {
		if _, number := v.(float64); !number {
			return v
		}
	}
	if m, cur, ok := strings.Cut(s, " "); ok && len(cur) == 3 {
		if money, err := cases.ParseMoney(m, cur); err == nil {
			return map[string]any{"amount": money.Decimal(), "currency": cur}
		}
	}
	return s
}

// put sets a value in a tree of maps and lists; a list may grow by one.
func put(node any, path []string, v any, remove bool) error {
	switch h := node.(type) {
	case map[string]any:
		if len(path) == 1 {
			if remove {
				delete(h, path[0])
			} else {
				h[path[0]] = number(path[0], v)
			}
			return nil
		}
		child := h[path[0]]
		if child == nil {
			if _, err := strconv.Atoi(path[1]); err == nil {
				child = []any{}
			} else {
				child = map[string]any{}
			}
		}
		grown, err := grow(child, path[1])
		if err != nil {
			return err
		}
		h[path[0]] = grown
		return put(grown, path[1:], v, remove)
	case []any:
		i, err := strconv.Atoi(path[0])
		if err != nil || i < 0 || i >= len(h) {
			return fmt.Errorf("no item %q", path[0])
		}
		if len(path) == 1 {
			h[i] = v
			return nil
		}
		return put(h[i], path[1:], v, remove)
	}
	return fmt.Errorf("nothing inside %q", path[0])
}

// grow adds one empty item to a list where the path names the place just after its end.
func grow(node any, index string) (any, error) {
	list, ok := node.([]any)
	if !ok {
		return node, nil
	}
	i, err := strconv.Atoi(index)
	if err != nil || i < 0 || i > len(list) {
		return nil, fmt.Errorf("no item %q", index)
	}
	if i == len(list) {
		list = append(list, map[string]any{})
	}
	return list, nil
}

// number keeps the one numeric field of the facts a number.
func number(field string, v any) any {
	s, ok := v.(string)
	if !ok || field != "instalments" {
		return v
	}
	if n, err := strconv.Atoi(s); err == nil {
		return n
	}
	return v
}
