package locale

import (
	"testing"
	"time"
)

func TestLastingIsWrittenAsPlayersDo(t *testing.T) {
	for d, want := range map[time.Duration]string{0: "0:00", 300 * time.Millisecond: "0:01", 65 * time.Second: "1:05", 3725 * time.Second: "1:02:05"} {
		if got := For("pt").Lasting(d); got != want {
			t.Errorf("%v: %s", d, got)
		}
	}
}
