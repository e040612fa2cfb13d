package media

import (
	"context"
	"errors"
)

// The faults of a file as a whole, for callers that have to say which.
var (
	ErrEncrypted   = errors.New("a password is needed")
	ErrBroken      = errors.New("the file does not open")
	ErrTooSlow     = errors.New("reading the file took too long")
	ErrTooLarge    = errors.New("the file is too large to be read")
	ErrManyPixels  = errors.New("the picture has too many pixels")
	ErrUnsupported = errors.New("a form of its kind that is not read here")
	ErrNoPicture   = errors.New("not a picture of which a copy can be made")
	ErrNoFit       = errors.New("no copy is small enough") // the limits asked for are too narrow
	ErrNoRenderer  = errors.New("no program is installed that draws PDF pages")
	ErrSettings    = errors.New("settings that make no sense")
)

// faults are the names under which faults travel from a child, and under which the catalogues have a sentence for those
// that belong to the file.
var faults = map[string]error{
	WarnEncrypted: ErrEncrypted, WarnBroken: ErrBroken, WarnTooSlow: ErrTooSlow, WarnTooLarge: ErrTooLarge,
	WarnTooManyPixels: ErrManyPixels, WarnUnsupported: ErrUnsupported, "no_picture": ErrNoPicture, "no_fit": ErrNoFit,
	"no_renderer": ErrNoRenderer, "settings": ErrSettings,
}

func faultOf(name string) error {
	if err, ok := faults[name]; ok {
		return err
	}
	return ErrBroken
}

// faultName names a fault; what has no name of its own is a broken file.
func faultName(err error) string {
	for name, f := range faults {
		if f != ErrBroken && errors.Is(err, f) { // a fault may be wrapped in "broken"
			return name
		}
	}
	return WarnBroken
}

// Reason is the warning that tells why a file cannot be shown, or nothing where the file is not to blame: the work was
// given up, the disk is full.
func Reason(err error) string {
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return ""
	}
	for name, f := range faults {
		if f != ErrBroken && errors.Is(err, f) {
			return name
		}
	}
	if errors.Is(err, ErrBroken) {
		return WarnBroken
	}
	return ""
}
