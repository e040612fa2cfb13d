package reports

import (
	_ "embed"
	"encoding/json"
	"strconv"
	"sync"
)

//go:embed signs.json
var signData []byte

// signNames are names of the signs most used in messages that no font of the papers has: by code point, by language.
var signNames = sync.OnceValue(func() map[rune]map[string]string {
	var byCode map[string]map[string]string
	if err := json.Unmarshal(signData, &byCode); err != nil {
		panic("reports: signs.json: " + err.Error()) // our own file
	}
	out := map[rune]map[string]string{}
	for code, names := range byCode {
		n, err := strconv.ParseUint(code, 16, 21)
		if err != nil {
			panic("reports: signs.json: " + err.Error())
		}
		out[rune(n)] = names
	}
	return out
})

// signsIn returns the names in one language.
func signsIn(lang string) map[rune]string {
	out := map[rune]string{}
	for r, names := range signNames() {
		out[r] = names[lang]
	}
	return out
}
