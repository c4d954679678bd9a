package desk_test

import (
	"fmt"
	"net/url"
	"strings"
	"testing"

	"parley"
	"parley/clerk"
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

// The second of two people is told that somebody was first, and keeps what they sent.
func TestWho_shows_both_sides_of_a_conflict(t *testing.T) {
	d := opened(t)
	a, b := deal(), deal()
	b.Report.Title, b.Report.Text = "Ek again", a.Report.Text+" Again."
	b.Entities[1] = parley.Entity{ID: "e2", Name: "Adele Lind", Kind: parley.EntityPerson, Mentions: b.Entities[1].Mentions}
	casetest.File(t, &clerk.Filer{Case: d.Case, By: "Ada Lind", Now: d.Now}, a, b)
	first, second := session(t, d, "reviewer", ""), session(t, d, "lead", "")
	form := func(cookie, path string) url.Values {
		_, page, _ := answer(t, d, by(cookie, "GET", "/who?name=Lind", nil))
		for _, c := range changesOf(t, "/who", page) {
			if c.path == path {
				return c.form
			}
		}
		t.Fatalf("the page has no form for %s: %s", path, page)
		return nil
	}
	merge, split := form(second, "/who/merge"), form(second, "/who/split")
	merge.Set("other", map[bool]string{true: "Adele Lind", false: "Ada Lind"}[merge.Get("name") == "Ada Lind"])
	merge.Set("reason", "a byname")
	theirs := form(first, "/who/merge")
	theirs.Set("other", merge.Get("other"))
	if got, page, _ := answer(t, d, by(first, "POST", "/who/merge", theirs)); got != 303 {
		t.Fatalf("the first merge = %d: %s", got, page)
	}
	before, err := d.Case.Head(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	got, page, _ := answer(t, d, by(second, "POST", "/who/merge", merge))
	if got != 409 || !strings.Contains(page, "<b>reviewer</b> merge") || !strings.Contains(page, "a byname") {
		t.Errorf("the second merge = %d, want 409 with both sides: %s", got, page)
	}
	split["in"], split["into"] = []string{"11/e2"}, []string{"Una Berg"}
	got, page, _ = answer(t, d, by(second, "POST", "/who/split", split))
	if got != 409 || !strings.Contains(page, "In 11/e2 it is Una Berg.") {
		t.Errorf("a split of whom another merged = %d, want 409 with both sides: %s", got, page)
	}
	if after, err := d.Case.Head(t.Context()); err != nil || after.Size != before.Size {
		t.Errorf("the log has %d entries, %v, want %d: nothing of a conflict is filed", after.Size, err, before.Size)
	}
	again := changesOf(t, "/who/split", page)
	for _, c := range again {
		if c.path != "/who/split" {
			continue
		}
		if got, page, _ := answer(t, d, by(second, "POST", c.path, c.form)); got != 303 {
			t.Errorf("filing it all the same = %d: %s", got, page)
		}
	}
	if after, _ := d.Case.Head(t.Context()); after.Size != before.Size+1 {
		t.Errorf("the log has %d entries, want %d", after.Size, before.Size+1)
	}
}

func TestAPI_merges_what_was_seen(t *testing.T) {
	d, f := open(t)
	a := deal()
	casetest.File(t, f, a)
	head, err := f.Case.Head(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	ada, bo := f.Case.Key(&a.Entities[1]), f.Case.Key(&a.Entities[0])
	merge := fmt.Sprintf(`{"keys":[%q,%q],"into":%q,"seen":%d}`, ada, bo, ada, head.Size)
	if status, _, text := ask(t, d, "POST", "/api/who/merge", merge); status != 200 {
		t.Fatalf("merge = %d: %s", status, text)
	}
	for path, body := range map[string]string{
		"/api/who/merge": merge,
		"/api/who/split": fmt.Sprintf(`{"key":%q,"into":"x","reports":[10],"seen":%d}`, bo, head.Size),
	} {
		if status, _, text := ask(t, d, "POST", path, body); status != 409 || !strings.Contains(text, "Ada Lind has decided who that is") {
			t.Errorf("POST %s of whom another merged = %d: %s", path, status, text)
		}
	}
}
