package media

import (
	"io"
	"time"
)

// longest is where a duration stops being believed.
const longest = 30 * 24 * time.Hour

// lookSound reads how long a sound or film lasts, from its heads and never by decoding it. A file that does not say, or
// whose parts are not where they should be, lasts 0: it is evidence all the same.
func (i *Info) lookSound(r io.ReadSeeker, size int64) error {
	f := &stretch{r: r, size: size}
	var d time.Duration
	switch i.Kind {
	case "mp4", "mov", "m4a", "3gp":
		d = f.mp4()
	case "ogg":
		d = f.ogg()
	case "mp3":
		d = f.mp3()
	case "wav":
		d = f.wav()
	case "webm":
		d = f.webm()
	case "amr":
		d = f.amr()
	case "flac":
		d = f.flac()
	}
	if d > 0 && d <= longest {
		i.Duration = d.Round(time.Millisecond)
	}
	return f.err
}

// stretch reads pieces of a file of strangers: what lies outside is nothing, a disk that fails is remembered.
type stretch struct {
	r    io.ReadSeeker
	size int64
	err  error
}

// bytes returns n bytes from a place, or nil where the file does not reach so far.
func (f *stretch) bytes(at, n int64) []byte {
	if f.err != nil || at < 0 || n < 0 || n > 1<<20 || at > f.size-n {
		return nil
	}
	b := make([]byte, n)
	if f.err = readAt(f.r, at, b); f.err != nil {
		f.err = endOf(f.err)
		return nil
	}
	return b
}

// some returns up to n bytes from a place.
func (f *stretch) some(at, n int64) []byte { return f.bytes(at, min(n, max(0, f.size-at))) }

// span is so many units of a clock that ticks per second; nonsense is 0.
func span(units, perSecond uint64) time.Duration {
	if perSecond == 0 || units/perSecond > uint64(longest/time.Second) {
		return 0
	}
	return time.Duration(units/perSecond)*time.Second + time.Duration(float64(units%perSecond)/float64(perSecond)*float64(time.Second))
}
