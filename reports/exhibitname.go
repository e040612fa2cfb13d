package reports

import (
	"path"
	"regexp"
	"strings"
	"unicode"

	"degrau/cases"
)

// caption is what the person says an exhibit shows, and what it renders; without that, the file's own name in plain words where it says
// something; else what the bytes are.
func (m *matter) caption(x cases.Evidence) string {
	said := oneLine(x.Caption)
	if what := m.rendering(x); what != "" {
		return together(": ", said, what)
	}
	if said != "" {
		return said
	}
	words := plainName(x.Name)
	switch {
	case screenName.MatchString(words) || screenName.MatchString(x.Name):
		return m.t("file.screen")
	case words != "" && !cameraName.MatchString(words) && !accusations().speaks(words):
		return clip(words, longestFileName)
	case x.Name == "":
		return m.t("exhibit.untitled", "kind", m.kind(x))
	}
	switch x.Kind {
	case "jpeg", "png", "gif", "webp", "heic", "avif", "tiff", "bmp":
		return m.t("file.photo")
	case "pdf":
		return m.t("file.pdf")
	case "text":
		return m.t("file.text")
	}
	return m.t("file.other")
}

// longestFileName is how many letters of a file's name stand for a description.
const longestFileName = 60

// screenName and cameraName are the names that phones and messengers give: they say nothing of what is seen. They are
// compared with the name in plain words.
var (
	screenName = regexp.MustCompile(`(?i)^(screen ?shot|screen ?capture|captura( de (tela|pantalla|ecrã))?|print( ?screen)?|captură( de ecran)?)( |_|-|$)[\d\sx]*`)
	cameraName = regexp.MustCompile(`(?i)^(((img|image|imagem|imagen|dsc[fn]?|dcim|pxl|mvimg|photo|foto|fotografia|picture|scan|scanner|cam|video|vid|doc|document|documento|file|arquivo|archivo|fișier|fisier|wa|e)?\d*|whatsapp|signal|telegram|camscanner|at|às|as|am|pm|edited|copy|copia|cópia|[0-9a-f]{8,})( |$))+$`)
)

// plainName turns a file's name into words: without folders, ending, and the signs that stand for spaces.
func plainName(name string) string {
	name = path.Base(strings.ReplaceAll(name, "\\", "/"))
	if name == "." || name == "/" {
		return ""
	}
	if ext := path.Ext(name); len(ext) > 1 && len(ext) <= 6 && !strings.Contains(ext, " ") {
		name = strings.TrimSuffix(name, ext)
	}
	name = strings.Map(func(r rune) rune {
		if strings.ContainsRune("_-.+~()[]{},;#%&=", r) {
			return ' '
		}
		return r
	}, withoutSigns(strings.ToValidUTF8(name, "")))
	return oneLine(name)
}

// withoutSigns leaves out emoji and other drawn signs, and what joins and colours them.
func withoutSigns(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 0x2190 && unicode.Is(unicode.So, r), r >= 0x1F000 && r < 0x20000, r == 0x200D, r >= 0xFE00 && r <= 0xFE0F, r == 0x20E3:
			return -1
		}
		return r
	}, s)
}
