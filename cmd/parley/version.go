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
reads with, which every record names, the kernel that this machine's processor
runs, and of what the weights are made: those of the reader, and those by which acts,
responses, positions and contacts are told. All kernels give the same record.`,
		Example: "  parley version",
		Args:    exactly(0, "none"),
		RunE: func(*cobra.Command, []string) error {
			weights, kernel, err := p.crafts.identify(o)
			if err != nil {
				return err
			}
			_, err = fmt.Fprintf(p.out, "parley  %s (%s, %s/%s)\nweights %s\nkernel  %s\n",
				version(), runtime.Version(), runtime.GOOS, runtime.GOARCH, weights, kernel)
			if err != nil || p.crafts.parts == nil {
				return err
			}
			parts, err := p.crafts.parts(o)
			for _, part := range parts {
				fmt.Fprintf(p.out, "        %s\n", part)
			}
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
