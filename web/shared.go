package web

import (
	"net/http"
	"strings"
)

// sharedCookie says that the device is somebody else's. It ends when the browser closes, and everything of ours with it.
const sharedCookie = "degrau_shared"

func sharedDevice(r *http.Request) bool {
	k, err := r.Cookie(sharedCookie)
	return err == nil && k.Value == "1"
}

// device names a browser so that its person recognises it in a list, and no finer.
func device(agent string) string {
	first := func(names ...[2]string) string {
		for _, n := range names {
			if strings.Contains(agent, n[0]) {
				return n[1]
			}
		}
		return ""
	}
	browser := first([2]string{"Firefox", "Firefox"}, [2]string{"FxiOS", "Firefox"}, [2]string{"SamsungBrowser", "Samsung Internet"}, [2]string{"OPR/", "Opera"},
		[2]string{"Edg", "Edge"}, [2]string{"Chrome", "Chrome"}, [2]string{"CriOS", "Chrome"}, [2]string{"Safari", "Safari"})
	system := first([2]string{"Android", "Android"}, [2]string{"iPhone", "iPhone"}, [2]string{"iPad", "iPad"}, [2]string{"Windows", "Windows"},
		[2]string{"Mac OS", "Mac"}, [2]string{"CrOS", "ChromeOS"}, [2]string{"Linux", "Linux"})
	switch {
	case browser != "" && system != "":
		return browser + ", " + system
	case browser+system != "":
		return browser + system
	}
	return "?"
}
