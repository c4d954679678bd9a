package arch

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

const (
	root   = "../.."
	module = "parley"
)

// A source is one Go file of the repository.
type source struct {
	path    string // from the root, with slashes
	pkg     string // its folder; "." for the root
	isTest  bool
	imports []string
	lines   int
	syntax  *ast.File
	text    string
}

// sources parses every Go file of this module. It reads them itself, and not
// through "go list", so that the test cache knows which files it depends on.
func sources(t *testing.T) []source {
	t.Helper()
	var all []source
	fset := token.NewFileSet()
	walk(t, func(name string) {
		if path.Ext(name) != ".go" {
			return
		}
		text, err := os.ReadFile(filepath.Join(root, name))
		if err != nil {
			t.Fatal(err)
		}
		syntax, err := parser.ParseFile(fset, name, text, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		s := source{
			path: name, pkg: path.Dir(name), isTest: strings.HasSuffix(name, "_test.go"),
			lines: strings.Count(string(text), "\n"), syntax: syntax, text: string(text),
		}
		for _, spec := range syntax.Imports {
			imported, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				t.Fatal(err)
			}
			s.imports = append(s.imports, imported)
		}
		all = append(all, s)
	})
	if len(all) == 0 {
		t.Fatalf("no sources below %s", root)
	}
	return all
}

// walk visits the files of this module, by their path from the root. Hidden
// folders, testdata, what is built and modules of their own are left out.
func walk(t *testing.T, visit func(name string)) {
	t.Helper()
	err := filepath.WalkDir(root, func(file string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name, err := filepath.Rel(root, file)
		if err != nil {
			return err
		}
		name = filepath.ToSlash(name)
		if d.IsDir() {
			if isOutside(name) {
				return filepath.SkipDir
			}
			return nil
		}
		visit(name)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func isOutside(dir string) bool {
	if dir == "." {
		return false
	}
	base := path.Base(dir)
	if strings.HasPrefix(base, ".") || strings.HasPrefix(base, "_") || base == "testdata" || dir == "dist" {
		return true
	}
	_, err := os.Stat(filepath.Join(root, dir, "go.mod"))
	return err == nil
}

// isOwn reports whether an import path is of this module, and of which package.
func isOwn(imported string) (pkg string, own bool) {
	if imported == module {
		return ".", true
	}
	return strings.CutPrefix(imported, module+"/")
}

// isOutsideModule reports whether an import path is of another module: its
// first element has a dot, as no package of the standard library's does.
func isOutsideModule(imported string) bool {
	first, _, _ := strings.Cut(imported, "/")
	return strings.Contains(first, ".")
}

// holds reports whether module holds the package at an import path.
func holds(module, imported string) bool {
	return imported == module || strings.HasPrefix(imported, module+"/")
}
