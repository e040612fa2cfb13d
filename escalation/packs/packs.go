// Package packs holds the law and the bodies as data; this file only carries them into the binary.
package packs

import "embed"

// FS holds one folder per country or platform.
//
//go:embed *
var FS embed.FS
