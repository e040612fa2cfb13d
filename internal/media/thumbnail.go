package media

import (
	"context"
	"fmt"
	"io"
)

// Thumbnail writes an upright JPEG of at most maxPx on its longer side. It carries no metadata: no place, no camera, no
// time. info must be what Probe said of the same bytes.
func Thumbnail(w io.Writer, r io.ReadSeeker, info Info, maxPx int) error {
	if !IsPicture(info.Kind) {
		return ErrNoPicture
	}
	if maxPx < 1 || maxPx > 10_000 {
		return fmt.Errorf("thumbnail of %d points: %w", maxPx, ErrNoPicture)
	}
	_, err := Copy(context.Background(), w, r, ThumbnailSettings(maxPx))
	return err
}

// ThumbnailSettings are those of a small picture for a page.
func ThumbnailSettings(maxPx int) Settings {
	return Settings{MaxSide: maxPx, Format: "jpeg", Quality: 80}
}
