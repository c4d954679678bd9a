package main

import (
	"strings"
	"testing"
)

func TestWriteCSV_keeps_a_spreadsheet_from_running_words(t *testing.T) {
	for _, words := range []string{"=1+1", "+1", "-1", "@SUM(A1)", " =1", "\ufeff=1", "＝1+1"} {
		var out strings.Builder
		if err := writeCSV(&out, []string{"words"}, [][]string{{words}}); err != nil {
			t.Fatal(err)
		}
		if got := out.String(); !strings.Contains(got, "'"+words) {
			t.Errorf("writeCSV of %q = %q, want an apostrophe before it", words, got)
		}
	}
}
