package desk_test

import (
	"regexp"
	"strings"
	"testing"
)

// drawn are the names of what a chain's page draws, with what each is.
var drawn = regexp.MustCompile(`(?s)<g class="node ([a-z]+)( root)?".*?<text x="12" y="20">([^<]*)</text>`)

func TestChain_draws_who_relied_on_whom(t *testing.T) {
	d, _ := open(t)
	_, page, _ := answer(t, d, asking("GET", "/chains/4/s4", nil))
	if !strings.Contains(page, "2 reports, 1 independent source.") || strings.Count(page, `class="edge"`) != 3 {
		t.Errorf("2 reports that rest on one recording by way of one outlet are drawn with %d lines, want 3", strings.Count(page, `class="edge"`))
	}
	var got []string
	for _, m := range drawn.FindAllStringSubmatch(page, -1) {
		got = append(got, m[1]+m[2]+": "+m[3])
	}
	if want := "report: The Meridian, exhibit root: recording, report: Ostrel Today, medium: Meridian"; strings.Join(got, ", ") != want {
		t.Errorf("drawn are %s, want %s", strings.Join(got, ", "), want)
	}
	if again := func() string { _, again, _ := answer(t, d, asking("GET", "/chains/4/s4", nil)); return again }(); again != page {
		t.Error("the same chain is drawn otherwise the second time")
	}
}
