package desk_test

import (
	"context"
	"errors"
	"fmt"
	"html"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html/atom"

	parsed "golang.org/x/net/html"

	"parley/clerk"
	"parley/desk"
	"parley/desk/accounts"
	"parley/internal/casetest"
)

// lively is a desk with something of everything that a page may have a button for:
// decisions of each person, a term of the case's own, a merge, a kept view.
func lively(t *testing.T) (*desk.Desk, map[accounts.Role]string) {
	t.Helper()
	d := opened(t)
	f := &clerk.Filer{Case: d.Case, By: "Ada Lind", Now: d.Now}
	casetest.File(t, f, deal())
	d.Read = func(context.Context, desk.Input) clerk.Outcome {
		return clerk.Outcome{Err: errors.New("that is no report")}
	}
	cookies := map[accounts.Role]string{}
	for _, role := range accounts.Roles {
		cookies[role] = session(t, d, string(role), "")
	}
	for _, role := range accounts.Roles[1:] {
		for path, form := range map[string]url.Values{
			"/lines/2/s1": {"decide": {"accept"}, "reason": {"heard it"}},
			"/terms":      {"name": {string(role)}, "text": {"term: " + string(role) + "\nname: ferries\npart of: transport\ntouch: ferr*\n"}},
			"/queries":    {"name": {"of the " + string(role)}, "text": {"ferry"}},
		} {
			if got, page, _ := answer(t, d, by(cookies[role], "POST", path, form)); got != 303 {
				t.Fatalf("POST %s by the %s = %d: %s", path, role, got, page)
			}
		}
	}
	_, page, _ := answer(t, d, by(cookies[accounts.Lead], "GET", "/who?name=Bo+Ek", nil))
	_, key, _ := strings.Cut(page, `name="key" value="`)
	key, _, _ = strings.Cut(key, `"`)
	for role, other := range map[accounts.Role]string{accounts.Lead: "Ada Lind", accounts.Reviewer: "Brandt"} {
		form := url.Values{"key": {html.UnescapeString(key)}, "name": {"Bo Ek"}, "other": {other}}
		if got, page, _ := answer(t, d, by(cookies[role], "POST", "/who/merge", form)); got != 303 {
			t.Fatalf("merging by the %s = %d: %s", role, got, page)
		}
	}
	return d, cookies
}

// A change is what a form of a page sends.
type change struct {
	page, path string
	form       url.Values
}

// changesOf are the changes that a page offers: forms that are sent by post, and
// buttons that send theirs so.
func changesOf(t *testing.T, page, body string) (all []change) {
	t.Helper()
	root, err := parsed.Parse(strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	attribute := func(n *parsed.Node, name string) string {
		for _, a := range n.Attr {
			if a.Key == name {
				return a.Val
			}
		}
		return ""
	}
	for n := range root.Descendants() {
		if n.DataAtom != atom.Form {
			continue
		}
		form := url.Values{}
		isPost, path := attribute(n, "method") == "post", attribute(n, "action")
		for in := range n.Descendants() {
			switch {
			case in.DataAtom == atom.Input && attribute(in, "type") == "hidden":
				form.Add(attribute(in, "name"), attribute(in, "value"))
			case in.DataAtom == atom.Button && attribute(in, "formmethod") == "post":
				isPost, path = true, attribute(in, "formaction")
			case in.DataAtom == atom.Button && attribute(in, "name") != "":
				form.Set(attribute(in, "name"), attribute(in, "value"))
			}
		}
		if isPost {
			all = append(all, change{page, path, form})
		}
	}
	return all
}

var (
	linked  = regexp.MustCompile(`href="(/[^"]*)`)
	numbers = regexp.MustCompile(`\d+`)
)

// walk goes from the first page to one page of each kind that links lead to, and to
// those that are given, and says what they offer. None may be refused.
func walk(t *testing.T, d *desk.Desk, cookie string, also ...string) (all []change, kinds map[string]bool) {
	t.Helper()
	found := append([]string{"/"}, also...)
	kinds = map[string]bool{"/": true}
	for i := 0; i < len(found); i++ {
		got, body, _ := answer(t, d, by(cookie, "GET", found[i], nil))
		if got != 200 {
			t.Errorf("GET %s, where a link leads, = %d", found[i], got)
			continue
		}
		all = append(all, changesOf(t, found[i], body)...)
		for _, l := range linked.FindAllStringSubmatch(body, -1) {
			to, _, _ := strings.Cut(html.UnescapeString(l[1]), "#")
			path, _, _ := strings.Cut(to, "?")
			if kind := numbers.ReplaceAllString(path, "N"); !kinds[kind] && !strings.HasPrefix(path, "/files/") {
				kinds[kind] = true
				found = append(found, to)
			}
		}
	}
	return all, kinds
}

// Nobody is shown what would be refused, and everybody all that would not.
func TestPages_offer_what_one_may_do(t *testing.T) {
	d, cookies := lively(t)
	also := []string{"/lines/2/s1", "/lines/11/o1", "/lines/11/c1", "/who?name=Bo+Ek", "/statements?text=ferry", "/terms?draft=no+words", "/terms/ceasefire", "/reports/11", "/log"}
	offered := map[accounts.Role][]change{}
	for _, role := range accounts.Roles {
		all, kinds := walk(t, d, cookies[role], also...)
		if len(kinds) < 12 {
			t.Errorf("links lead a %s to %d kinds of pages, want 12 or more: %v", role, len(kinds), kinds)
		}
		if kinds["/lines/N/new"] != (role != accounts.Reader) || kinds["/log-ins"] != (role == accounts.Lead) {
			t.Errorf("links lead a %s to a form for lines: %v, to who came in: %v", role, kinds["/lines/N/new"], kinds["/log-ins"])
		}
		for _, c := range all {
			if c.path != "/log-out" && c.path != "/log-ins" { // they would end the sessions of this test
				offered[role] = append(offered[role], c)
			}
		}
	}
	if len(offered[accounts.Reader]) > 0 {
		t.Errorf("a reader is offered %v", offered[accounts.Reader])
	}
	paths := func(role accounts.Role) (all []string) {
		for _, c := range offered[role] {
			all = append(all, c.page+" "+c.path)
		}
		slices.Sort(all)
		return slices.Compact(all)
	}
	mine, leads := paths(accounts.Reviewer), paths(accounts.Lead)
	for _, want := range []string{"/reports", "/queries", "/lines/2/s1", "/lines/11/new?noun=statement", "/terms", "/who/merge", "/who/split"} {
		if !slices.ContainsFunc(mine, func(c string) bool { return strings.HasSuffix(c, " "+want) }) {
			t.Errorf("no page offers a reviewer %s, of %q", want, mine)
		}
	}
	for _, c := range mine {
		if !slices.Contains(leads, c) && !strings.HasSuffix(c, "/undo") {
			t.Errorf("a lead is not offered %s, a reviewer is", c)
		}
	}
	if len(leads) <= len(mine) {
		t.Errorf("a lead is offered %d changes, a reviewer %d: want more, as a lead takes back what others decided", len(leads), len(mine))
	}
	for _, role := range accounts.Roles[1:] {
		for _, c := range offered[role] {
			if got, page, _ := answer(t, d, by(cookies[role], "POST", c.path, c.form)); got == 403 || got == 401 || got == 405 {
				t.Errorf("the page %s offers a %s to POST %s: %d %s", c.page, role, c.path, got, page)
			}
		}
	}
	if got, _, _ := answer(t, d, by(cookies[accounts.Reader], "GET", "/lines/2/new", nil)); got != 403 {
		t.Errorf("the form for a line = %d to a reader, want 403", got)
	}
}

// Islands offer what their page says that one may do.
func TestPages_tell_islands_what_one_may_do(t *testing.T) {
	d, cookies := lively(t)
	for _, role := range accounts.Roles {
		for path, want := range map[string]string{"/": " data-adds>", "/statements": " data-decides", "/review": `data-key="a"`, "/lines/2/s2": `class="decide"`} {
			if _, page, _ := answer(t, d, by(cookies[role], "GET", path, nil)); strings.Contains(page, want) != (role != accounts.Reader) {
				t.Errorf("the page %s of a %s has %s: %v", path, role, want, strings.Contains(page, want))
			}
		}
	}
	d.Read = nil
	if _, page, _ := answer(t, d, by(cookies[accounts.Lead], "GET", "/", nil)); strings.Contains(page, "data-adds") {
		t.Error("a desk that cannot add reports offers to")
	}
}

// A reviewer is offered to take back what is theirs alone, at every place.
func TestPages_offer_to_take_back_what_one_may(t *testing.T) {
	d, cookies := lively(t)
	authors := map[string]string{}
	for e, err := range d.Case.Entries(t.Context(), 0) {
		if err != nil {
			t.Fatal(err)
		}
		authors[fmt.Sprintf("/log/%d/undo", e.Seq)] = e.Author.Name
	}
	for role, want := range map[accounts.Role]string{accounts.Reviewer: "reviewer", accounts.Lead: "Ada Lind lead reviewer"} {
		for _, page := range []string{"/log", "/lines/2/s1", "/who?name=Bo+Ek"} {
			var of []string
			_, body, _ := answer(t, d, by(cookies[role], "GET", page, nil))
			for _, c := range changesOf(t, page, body) {
				if author := authors[c.path]; author != "" && !slices.Contains(of, author) {
					of = append(of, author)
				}
			}
			slices.Sort(of)
			if got := strings.Join(of, " "); got != want && !(role == accounts.Lead && strings.HasSuffix(want, got) && strings.Contains(got, "reviewer")) {
				t.Errorf("the page %s offers a %s to take back what %q decided, want %q", page, role, got, want)
			}
		}
	}
}
