package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"
	"unicode/utf8"

	"degrau/cases"
	"degrau/escalation"
)

// longestOwnText is more than any form takes.
const longestOwnText = 1 << 20

// ownTexts reads the person's own wording of fields, each given as FIELD=FILE.
func ownTexts(b escalation.Body, given []string) (map[string]string, error) {
	out := map[string]string{}
	for _, s := range given {
		field, file, ok := strings.Cut(s, "=")
		if !ok || field == "" || file == "" {
			return nil, wrongUse("usage_kit_text")
		}
		if !slices.ContainsFunc(b.Form.Fields, func(f escalation.FormField) bool { return f.ID == field }) {
			return nil, cases.NotFoundf("no_such_field", "field", field, "body", b.ID)
		}
		text, err := readOwnText(file)
		if err != nil {
			return nil, err
		}
		out[field] = text
	}
	return out, nil
}

func readOwnText(path string) (string, error) {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return "", cases.NotFoundf("no_such_file", "file", path)
	}
	if err != nil {
		return "", fmt.Errorf("read %s: %w", path, err)
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, longestOwnText+1))
	switch {
	case err != nil:
		return "", fmt.Errorf("read %s: %w", path, err)
	case len(b) > longestOwnText || !utf8.Valid(b):
		return "", cases.Invalidf("text", "own_text", "file", path)
	}
	return string(b), nil
}
