//go:build !amd64 && !arm64

package num

func native() []*Kernel { return nil }
