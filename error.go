package parley

import "errors"

// The sentinels that callers branch on. Faces turn them into exit codes and
// statuses; the message around them names the thing and both sides.
var (
	ErrInvalid  = errors.New("invalid")
	ErrNotFound = errors.New("not found")
	ErrConflict = errors.New("conflict")
	ErrTampered = errors.New("tampered")
)
