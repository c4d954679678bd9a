package main

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"
)

func (p *program) versionCommand() *cobra.Command {
	var o readerOptions
	cmd := &cobra.Command{
		Use:   "version",
		Short: "Print the versions of parley and of its weights",
		Long: `Version prints the version of the program, the digest of the weights that it
reads with, which every record names, and the kernel that this machine's
processor runs. All kernels give the same record.`,
		Example: "  parley version",
		Args:    exactly(0, "none"),
		RunE: func(*cobra.Command, []string) error {
			weights, kernel, err := p.crafts.identify(o)
			if err != nil {
				return err
			}
			_, err = fmt.Fprintf(p.out, "parley  %s (%s, %s/%s)\nweights %s\nkernel  %s\n",
				version(), runtime.Version(), runtime.GOOS, runtime.GOARCH, weights, kernel)
			return err
		},
	}
	addHiddenFlags(cmd, &o)
	return cmd
}

// version is the program's own, as the Go toolchain stamped it.
func version() string {
	build, ok := debug.ReadBuildInfo()
	if !ok || build.Main.Version == "" {
		return "(devel)"
	}
	return build.Main.Version
}
