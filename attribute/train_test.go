package attribute_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"parley"
	"parley/attribute"
	"parley/internal/casetest"
	"parley/reader"
)

// TestPointings writes whom the reader's network points to, for train/pointing.py: of every
// NAME.txt in the folder PARLEY_POINTINGS_IN a line of JSON to the file
// PARLEY_POINTINGS_OUT.
func TestPointings(t *testing.T) {
	in, out := os.Getenv("PARLEY_POINTINGS_IN"), os.Getenv("PARLEY_POINTINGS_OUT")
	if in == "" || out == "" {
		t.Skip("PARLEY_POINTINGS_IN or PARLEY_POINTINGS_OUT is not set")
	}
	files, err := filepath.Glob(filepath.Join(in, "*.txt"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no texts in %s: %v", in, err)
	}
	f, err := os.Create(out)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	lines := json.NewEncoder(f)
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var pointings []attribute.Pointing
		c := *casetest.Clerk(t, reader.Options{})
		make := c.Attribute
		c.Attribute = func(reading *parley.Reading, cast *parley.Cast) *parley.Account {
			account := make(reading, cast)
			pointings = attribute.Pointings(reading, cast, account.Statements)
			return account
		}
		c.Deal = nil
		record, err := c.Read(&parley.Report{ID: file, Text: string(text), Language: "en"})
		if err != nil {
			t.Fatal(err)
		}
		line := map[string]any{"name": strings.TrimSuffix(filepath.Base(file), ".txt"), "entities": record.Entities, "statements": record.Statements, "pointings": pointings}
		if err := lines.Encode(line); err != nil {
			t.Fatal(err)
		}
	}
}
