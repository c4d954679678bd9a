package desk_test

import (
	"net/url"
	"strings"
	"testing"

	"parley"
	"parley/internal/casetest"
)

func TestWho_merges_splits_and_takes_back(t *testing.T) {
	d, f := open(t)
	a, b := deal(), deal()
	b.Report.Title, b.Report.Text = "Ek again", a.Report.Text+" Again."
	b.Entities[1] = parley.Entity{ID: "e2", Name: "Adele Lind", Kind: parley.EntityPerson, Mentions: b.Entities[1].Mentions}
	casetest.File(t, f, a, b)
	page := func(name string) string {
		_, body, _ := answer(t, d, asking("GET", "/who?name="+url.QueryEscape(name), nil))
		return body
	}
	before := page("Lind")
	if n := strings.Count(before, `class="profile"`); n != 2 {
		t.Fatalf("Lind is %d people, want 2", n)
	}
	_, key, _ := strings.Cut(before, `name="key" value="`)
	key, _, _ = strings.Cut(key, `"`)
	for other, want := range map[string]int{"": 422, "nobody here": 404} {
		if got, _, _ := answer(t, d, asking("POST", "/who/merge", url.Values{"key": {key}, "name": {"Ada Lind"}, "other": {other}})); got != want {
			t.Errorf("merging with %q = %d, want %d", other, got, want)
		}
	}
	other := "Adele Lind"
	if strings.Contains(strings.ToLower(key), "adele") {
		other = "Ada Lind"
	}
	if got, body, _ := answer(t, d, asking("POST", "/who/merge", url.Values{"key": {key}, "name": {"Lind"}, "other": {other}, "reason": {"a byname"}})); got != 303 {
		t.Fatalf("merging = %d, want 303: %s", got, body)
	}
	merged := page("Lind")
	if n := strings.Count(merged, `class="profile"`); n != 1 || !strings.Contains(merged, "a byname") {
		t.Errorf("after that Lind is %d people, want 1 and why", n)
	}
	if got, body, _ := answer(t, d, asking("POST", "/who/split", url.Values{"in": {"10/e1"}, "into": {"Una Berg"}})); got != 303 {
		t.Errorf("splitting = %d, want 303: %s", got, body)
	}
	elder := page("Una Berg")
	if !strings.Contains(elder, "Ek on the ceasefire") || strings.Contains(elder, "Ek again") {
		t.Error("Una Berg is in the first report alone, but not on her page")
	}
	_, undo, _ := strings.Cut(elder, `action="/log/`)
	undo, _, _ = strings.Cut(undo, `"`)
	if got, _, _ := answer(t, d, asking("POST", "/log/"+undo, url.Values{"back": {"/who?name=Ada Lind"}})); got != 303 {
		t.Errorf("undoing the split at %q = %d, want 303", undo, got)
	}
	if got, _, _ := answer(t, d, asking("POST", "/who/split", url.Values{"into": {"nobody"}})); got != 422 {
		t.Errorf("splitting nowhere = %d, want 422", got)
	}
}
