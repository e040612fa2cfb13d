package locale

import (
	"fmt"
	"time"
)

// Lasting writes how long sound or film lasts, as players do: 2:05, or 1:02:05 with hours. A part of a second counts as one.
func (l *Localizer) Lasting(d time.Duration) string {
	s := int64((d + time.Second - 1) / time.Second)
	if s < 3600 {
		return fmt.Sprintf("%d:%02d", s/60, s%60)
	}
	return fmt.Sprintf("%d:%02d:%02d", s/3600, s/60%60, s%60)
}
