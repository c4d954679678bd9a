// Command build bundles what the desk's pages load: src/desk.ts with what it imports,
// and src/desk.css, become files of built/, which the desk embeds. The libraries come from npm, as
// package-lock.json has them:
//
//	npm ci --prefix desk/web && go run ./desk/web/build
//
// With -check it writes nothing, and fails where the bundle is not what the sources
// make.
package main

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"

	"github.com/evanw/esbuild/pkg/api"
)

func main() {
	folder := flag.String("folder", "desk/web", "the `FOLDER` of the sources")
	check := flag.Bool("check", false, "write nothing; fail where the bundle is old")
	flag.Parse()
	if err := build(*folder, *check); err != nil {
		fmt.Fprintln(os.Stderr, "build:", err)
		os.Exit(1)
	}
}

func build(folder string, check bool) error {
	absolute, err := filepath.Abs(folder)
	if err != nil {
		return err
	}
	out := filepath.Join(absolute, "built")
	result := api.Build(api.BuildOptions{
		AbsWorkingDir: absolute,
		EntryPoints:   []string{"src/desk.ts", "src/desk.css"},
		Outdir:        out,
		Bundle:        true,
		Format:        api.FormatESModule,
		Target:        api.ES2022,
		JSX:           api.JSXAutomatic, JSXImportSource: "preact",
		MinifyWhitespace: true, MinifySyntax: true, MinifyIdentifiers: true,
		LegalComments: api.LegalCommentsEndOfFile,
		Charset:       api.CharsetUTF8,
		LogLevel:      api.LogLevelInfo,
	})
	if len(result.Errors) > 0 {
		return fmt.Errorf("%d errors in %s", len(result.Errors), folder)
	}
	for _, f := range result.OutputFiles {
		if !check {
			if err := os.WriteFile(f.Path, f.Contents, 0o644); err != nil {
				return err
			}
			fmt.Printf("%s: %d bytes\n", f.Path, len(f.Contents))
			continue
		}
		have, err := os.ReadFile(f.Path)
		if err != nil {
			return err
		}
		if !bytes.Equal(have, f.Contents) {
			return fmt.Errorf("%s has %d bytes that are not the %d that its sources make: run go run ./desk/web/build", f.Path, len(have), len(f.Contents))
		}
	}
	return nil
}
