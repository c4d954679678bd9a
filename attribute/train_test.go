package attribute_test

import (
	"os"
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
	casetest.Lines(t, in, out, func(name, text string) any {
		var pointings []attribute.Pointing
		c := *casetest.Clerk(t, reader.Options{})
		make := c.Attribute
		c.Attribute = func(reading *parley.Reading, cast *parley.Cast) *parley.Account {
			account := make(reading, cast)
			pointings = attribute.Pointings(reading, cast, account.Statements)
			return account
		}
		c.Deal = nil
		record, err := c.Read(&parley.Report{ID: name, Text: text, Language: "en"})
		if err != nil {
			t.Fatal(err)
		}
		return map[string]any{"name": name, "entities": record.Entities, "statements": record.Statements, "pointings": pointings}
	})
}
