package casetest

import (
	"os"
	"path/filepath"
	"testing"

	"parley"
	"parley/attribute"
	"parley/clerk"
	"parley/ingest"
	"parley/reader"
	"parley/reader/weights"
	"parley/resolve"
	"parley/terms"
	"parley/terms/register"
)

// Clerk is a clerk with the crafts of this module, as the command joins them, and
// the weights that are built in.
func Clerk(t testing.TB, o reader.Options) *clerk.Clerk {
	t.Helper()
	file, err := weights.Default()
	if err != nil {
		t.Fatal(err)
	}
	r, err := reader.New(file, o)
	if err != nil {
		t.Fatal(err)
	}
	deal := &terms.Reader{Register: register.General()}
	return &clerk.Clerk{Reader: r, Resolve: resolve.Resolve, Attribute: attribute.Attribute, Deal: deal.Deal}
}

// Read reads the texts of files, as published on a day.
func Read(t testing.TB, c *clerk.Clerk, published string, texts ...string) []*parley.Record {
	t.Helper()
	var all []*parley.Record
	for _, text := range texts {
		d, err := ingest.Read([]byte(text), ingest.Options{Published: published})
		if err != nil {
			t.Fatal(err)
		}
		record, err := c.Read(&d.Report)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, record)
	}
	return all
}

// ExampleTexts are the texts of the module's examples, whose folder that is.
func ExampleTexts(t testing.TB, examples string) []string {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(examples, "*.txt"))
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, string(text))
	}
	return all
}
