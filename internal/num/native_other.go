//go:build !amd64

package num

func native() []*Kernel { return nil }
