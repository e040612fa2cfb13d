package cases

import (
	"bytes"
	"encoding/json"
	"reflect"
	"sort"
	"strconv"
	"strings"
	"time"

	"degrau/internal/civil"
)

// strict walks JSON beside the type it is meant for and reports the first thing that does not fit, with its path. It
// runs before decoding, because encoding/json says neither where a date is wrong nor which field nobody knows.
func strict(raw json.RawMessage, t reflect.Type, path string) error {
	raw = bytes.TrimSpace(raw)
	if string(raw) == "null" {
		return nil
	}
	switch t {
	case reflect.TypeFor[civil.Partial]():
		return leaf[civil.Partial](raw, path, "bad_day")
	case reflect.TypeFor[civil.Date]():
		return leaf[civil.Date](raw, path, "bad_day")
	case reflect.TypeFor[time.Time]():
		return leaf[time.Time](raw, path, "bad_instant")
	case reflect.TypeFor[Money]():
		return leaf[Money](raw, path, "bad_money")
	case reflect.TypeFor[Cite]():
		return leaf[Cite](raw, path, "bad_cite")
	}
	switch t.Kind() {
	case reflect.Pointer:
		return strict(raw, t.Elem(), path)
	case reflect.Struct:
		return strictObject(raw, t, path)
	case reflect.Slice:
		var items []json.RawMessage
		if json.Unmarshal(raw, &items) != nil {
			return Invalidf(path, "wrong_kind")
		}
		for i, item := range items {
			if err := strict(item, t.Elem(), under(path, strconv.Itoa(i))); err != nil {
				return err
			}
		}
		return nil
	}
	if json.Unmarshal(raw, reflect.New(t).Interface()) != nil {
		return Invalidf(path, "wrong_kind")
	}
	return nil
}

func strictObject(raw json.RawMessage, t reflect.Type, path string) error {
	var fields map[string]json.RawMessage
	if json.Unmarshal(raw, &fields) != nil {
		return Invalidf(path, "wrong_kind")
	}
	types := map[string]reflect.Type{}
	for i := range t.NumField() {
		name, _, _ := strings.Cut(t.Field(i).Tag.Get("json"), ",")
		if name != "" && name != "-" {
			types[name] = t.Field(i).Type
		}
	}
	names := make([]string, 0, len(fields))
	for name := range fields {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		ft, ok := types[name]
		if !ok {
			return Invalidf(under(path, name), "unknown_field", "field", name)
		}
		if err := strict(fields[name], ft, under(path, name)); err != nil {
			return err
		}
	}
	return nil
}

func leaf[T any](raw json.RawMessage, path, key string) error {
	var v T
	if err := json.Unmarshal(raw, &v); err != nil {
		e := Invalidf(path, key, "value", strings.Trim(string(raw), `"`))
		e.Cause = err
		return e
	}
	return nil
}

func under(path, name string) string {
	if path == "" {
		return name
	}
	return path + "." + name
}
