// Package arch holds the rules of who may know whom, and a few others that a
// reader of the sources relies on. They are tests: `go test ./internal/arch`.
package arch
