package clerk_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"parley"
	"parley/reader"
)

// TestLeakedCall_has_its_contacts holds the six contacts of the first real input: the
// call that was recorded, the one that was suggested, three visits, and the meeting
// on its condition.
func TestLeakedCall_has_its_contacts(t *testing.T) {
	dir := os.Getenv("PARLEY_SHARED")
	if dir == "" {
		t.Skip("PARLEY_SHARED names no folder with data/articles")
	}
	text, _ := leakedCall(t, filepath.Join(dir, "data/articles"))
	record := readGolden(t, text, reader.Options{})
	var got []string
	for _, c := range record.Contacts {
		got = append(got, contactLine(record, c))
	}
	want := []string{
		"call held | Steve Witkoff, Yuri Ushakov | 14 October | PT5M",
		"call proposed | Vladimir Putin, Donald Trump",
		"visit planned | Volodymyr Zelenskyy | at White House",
		"visit planned | Steve Witkoff, Vladimir Putin | at Moscow | this week",
		"visit planned | Dan Driscoll | at Kyiv",
		"meeting proposed | Donald Trump, Volodymyr Zelenskyy, Vladimir Putin | only when the deal to end this war is final or in its final stages",
	}
	if !slices.Equal(got, want) {
		t.Errorf("contacts =\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// contactLine is a contact on one line, without what is not told.
func contactLine(record *parley.Record, c parley.Contact) string {
	var who []string
	for _, p := range c.Participants {
		who = append(who, entity(record, p))
	}
	parts := []string{string(c.Kind) + " " + string(c.Status), strings.Join(who, ", ")}
	if c.Place != "" {
		parts = append(parts, "at "+entity(record, c.Place))
	}
	for _, span := range []parley.Span{c.When.Span, c.Condition} {
		if span != (parley.Span{}) {
			parts = append(parts, record.Report.Quote(span))
		}
	}
	if c.Duration != "" {
		parts = append(parts, c.Duration)
	}
	return strings.Join(parts, " | ")
}
