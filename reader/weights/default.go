package weights

import (
	_ "embed"
	"sync"
)

// The file that train/all.py wrote. README.md beside it is its birth
// certificate: what it was trained on, what it scores, and what limits it has.
//
//go:embed default.bin
var embedded []byte

// Default parses the weights that are built into the program, once.
var Default = sync.OnceValues(func() (*File, error) { return Parse(embedded) })
