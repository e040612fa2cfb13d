package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"
	"github.com/spf13/pflag"
)

// setting is one thing an operator can set, the same name in the flag, the environment and the file.
type setting struct {
	name   string
	env    string
	def    string
	secret bool
}

// knownSettings lists every setting of the program.
var knownSettings = []setting{
	{"addr", "DEGRAU_ADDR", ":8080", false},
	{"base_url", "DEGRAU_BASE_URL", "", false},
	{"blob_key", "DEGRAU_BLOB_KEY", "", true},
	{"blob_secret", "DEGRAU_BLOB_SECRET", "", true},
	{"blob_url", "DEGRAU_BLOB_URL", "", false},
	{"clamd_down", "DEGRAU_CLAMD_DOWN", "refuse", false},
	{"clamd_timeout", "DEGRAU_CLAMD_TIMEOUT", "2m", false},
	{"clamd_url", "DEGRAU_CLAMD_URL", "", false},
	{"data", "DEGRAU_DATA", "./degrau-data", false},
	{"database", "DEGRAU_DATABASE", "", true},
	{"lang", "DEGRAU_LANG", "", false},
	{"log", "DEGRAU_LOG", "info", false},
	{"max_case", "DEGRAU_MAX_CASE", "5368709120", false},
	{"max_files", "DEGRAU_MAX_FILES", "500", false},
	{"max_store", "DEGRAU_MAX_STORE", "0", false},
	{"max_upload", "DEGRAU_MAX_UPLOAD", "26214400", false},
	{"now", "DEGRAU_NOW", "", false},
	{"oidc_id", "DEGRAU_OIDC_ID", "", false},
	{"oidc_issuer", "DEGRAU_OIDC_ISSUER", "", false},
	{"oidc_name", "DEGRAU_OIDC_NAME", "", false},
	{"oidc_secret", "DEGRAU_OIDC_SECRET", "", true},
	{"packs", "DEGRAU_PACKS", "", false},
	{"proxies", "DEGRAU_PROXIES", "127.0.0.0/8,::1", false},
	{"secret", "DEGRAU_SECRET", "", true},
	{"smtp_url", "DEGRAU_SMTP_URL", "", true},
}

// value is an effective setting and where it came from.
type value struct {
	text string
	from string // flag, environment, file, default
}

type settings map[string]value

func (s settings) get(name string) string { return s[name].text }

// loadSettings resolves flags, then the environment (NAME or NAME_FILE), then the settings file, then the defaults.
func loadSettings(flags *pflag.FlagSet, env func(string) (string, bool)) (settings, error) {
	s := settings{}
	for _, k := range knownSettings {
		v, err := fromFlagOrEnv(k, flags, env)
		if err != nil {
			return nil, err
		}
		s[k.name] = v
	}
	file, err := readSettingsFile(s, flags, env)
	if err != nil {
		return nil, err
	}
	for _, k := range knownSettings {
		if s[k.name].from != "default" {
			continue
		}
		if v, ok := file[k.name]; ok {
			s[k.name] = value{v, "file"}
		}
	}
	return s, nil
}

func fromFlagOrEnv(k setting, flags *pflag.FlagSet, env func(string) (string, bool)) (value, error) {
	if f := flags.Lookup(strings.ReplaceAll(k.name, "_", "-")); f != nil && f.Changed {
		return value{f.Value.String(), "flag"}, nil
	}
	if v, ok := env(k.env); ok && v != "" {
		return value{v, "environment"}, nil
	}
	if path, ok := env(k.env + "_FILE"); ok && path != "" {
		b, err := os.ReadFile(path)
		if err != nil {
			return value{}, fmt.Errorf("%s_FILE: %w", k.env, err)
		}
		return value{strings.TrimRight(string(b), "\r\n"), "environment"}, nil
	}
	return value{k.def, "default"}, nil
}

// readSettingsFile reads the flat TOML file; an unknown name is an error, since a misspelt setting would be ignored.
func readSettingsFile(s settings, flags *pflag.FlagSet, env func(string) (string, bool)) (map[string]string, error) {
	name, asked := "", false
	if f := flags.Lookup("config"); f != nil && f.Changed {
		name, asked = f.Value.String(), true
	} else if v, ok := env("DEGRAU_CONFIG"); ok && v != "" {
		name, asked = v, true
	} else {
		name = filepath.Join(s.get("data"), "degrau.toml")
	}
	b, err := os.ReadFile(name)
	if errors.Is(err, os.ErrNotExist) && !asked {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("settings file: %w", err)
	}
	raw := map[string]any{}
	if err := toml.Unmarshal(b, &raw); err != nil {
		return nil, fmt.Errorf("settings file %s: %w", name, err)
	}
	out := map[string]string{}
	for k, v := range raw {
		if !slices.ContainsFunc(knownSettings, func(x setting) bool { return x.name == k }) {
			return nil, fmt.Errorf("settings file %s: unknown setting %q", name, k)
		}
		out[k] = fmt.Sprint(v)
	}
	return out, nil
}

// langOf takes the language from the usual variables; pt where they say nothing of ours.
func langOf(env func(string) (string, bool)) string {
	for _, name := range []string{"DEGRAU_LANG", "LC_ALL", "LC_MESSAGES", "LANG"} {
		v, _ := env(name)
		if len(v) >= 2 {
			if l := strings.ToLower(v[:2]); slices.Contains([]string{"pt", "es", "ro", "en"}, l) {
				return l
			}
		}
	}
	return "pt"
}
