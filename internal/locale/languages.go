package locale

// Language names a language by its code in this language. One that the catalogues do not name is another language.
func (l *Localizer) Language(code string) string {
	if s, ok := l.sentence("language."+code, nil); ok {
		return s
	}
	return l.T("language.other")
}
