package desk_test

import (
	"encoding/json"
	"io"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"parley/desk"
	"parley/desk/accounts"
	"parley/internal/casetest"
)

// Every change that the desk offers, by page or by program, has its line in the table
// of roles: a lead is refused none, a reader is refused all.
func TestRoles_know_every_change(t *testing.T) {
	source, err := os.ReadFile("desk.go")
	if err != nil {
		t.Fatal(err)
	}
	var paths []string
	for _, m := range regexp.MustCompile(`page\("POST ([^"]+)"`).FindAllStringSubmatch(string(source), -1) {
		paths = append(paths, m[1])
	}
	description, err := os.ReadFile("../docs/desk-api.json")
	if err != nil {
		t.Fatal(err)
	}
	var api struct{ Paths map[string]map[string]any }
	if err := json.Unmarshal(description, &api); err != nil {
		t.Fatal(err)
	}
	for path, methods := range api.Paths {
		if methods["post"] != nil {
			paths = append(paths, "/api"+path)
		}
	}
	if len(paths) < 12 {
		t.Fatalf("%d changes were found, want 12 or more", len(paths))
	}
	d := opened(t)
	reader, lead := session(t, d, "reader", ""), session(t, d, "lead", "")
	for _, path := range paths {
		path = strings.NewReplacer("{report}", "999", "{line}", "s1", "{entry}", "999").Replace(path)
		as := func(cookie string) int {
			got, _, _ := answer(t, d, by(cookie, "POST", path, url.Values{}))
			return got
		}
		if r, l := as(reader), as(lead); r != 403 || l == 403 || l == 401 {
			t.Errorf("POST %s = %d to a reader, %d to a lead, want 403 and another", path, r, l)
		}
	}
}

// What is filed through pages and by programs is shown to others as it was written.
func TestPages_take_nothing_that_was_sent_for_markup(t *testing.T) {
	d, _ := open(t)
	send := func(path string, body map[string]any) {
		text, _ := json.Marshal(body)
		if got, _, answer := ask(t, d, "POST", path, string(text)); got >= 300 {
			t.Errorf("POST %s = %d: %s", path, got, answer)
		}
	}
	send("/api/lines/2/s1/decisions", map[string]any{"decide": "note", "reason": hostile})
	send("/api/queries?by=Brandt", map[string]any{"name": hostile[:60]})
	for path, form := range map[string]url.Values{
		"/lines/2/s1": {"decide": {"reject"}, "reason": {hostile}},
		"/queries":    {"name": {"x" + hostile}, "text": {hostile}},
		"/lines/2/s2": {"decide": {"correct"}, "speaker-name": {hostile}, "reason": {hostile}},
		"/terms":      {"text": {"term: " + hostile + "\n" + hostile}, "name": {hostile}},
		"/who/merge":  {"name": {hostile}, "key": {hostile}, "other": {hostile}, "reason": {hostile}},
		"/reports":    {"text": {hostile}, "title": {hostile}, "address": {"javascript:alert(1)"}},
	} {
		got, page, _ := answer(t, d, asking("POST", path, form))
		if got >= 500 && path != "/reports" || strings.Contains(page, "<script>") || strings.Contains(page, "<img") {
			t.Errorf("POST %s = %d: %s", path, got, page)
		}
	}
	for _, path := range append(everyPage, "/terms", "/log-ins") {
		_, page, _ := answer(t, d, asking("GET", path, nil))
		for _, bad := range []string{"<script>", "<img", `href="javascript`} {
			if strings.Contains(page, bad) {
				t.Errorf("GET %s has %q in it", path, bad)
			}
		}
	}
}

// A name of a person is markup to nobody, nor is it a header.
func TestNames_are_words(t *testing.T) {
	f := casetest.Examples(t)
	path := filepath.Join(t.TempDir(), "accounts")
	file := accounts.NewFile(path)
	hash, err := accounts.Hash(password)
	if err != nil {
		t.Fatal(err)
	}
	name := `<img src=x onerror=alert(1)>"'{{.}}`
	if err := file.Put(accounts.Account{Name: name, Role: accounts.Lead, Hash: hash}); err != nil {
		t.Fatal(err)
	}
	now := func() time.Time { return time.Date(2031, 5, 21, 9, 0, 0, 0, time.UTC) }
	d, err := desk.New(desk.Options{Case: f.Case, Hosts: []string{"desk.example.org"}, Now: now, Door: &accounts.Door{Accounts: file, LogIns: path + ".log", Now: now}})
	if err != nil {
		t.Fatal(err)
	}
	answer(t, d, by("", "POST", "/log-in", url.Values{"name": {"<script>\r\nSet-Cookie: a=b"}, "password": {"x"}}))
	cookie := session(t, d, name, "")
	answer(t, d, by(cookie, "POST", "/lines/2/s1", url.Values{"decide": {"note"}, "reason": {"heard it"}}))
	for _, path := range []string{"/", "/log", "/log-ins", "/lines/2/s1", "/review"} {
		if got, page, _ := answer(t, d, by(cookie, "GET", path, nil)); got != 200 || strings.Contains(page, "<img") || strings.Contains(page, "<script>\n") {
			t.Errorf("GET %s = %d, or takes a name for markup", path, got)
		}
	}
}

func TestAnswers_lead_nowhere_else(t *testing.T) {
	d, _ := open(t)
	for _, to := range []string{"//evil.example", "/\\evil.example", "\\\\evil.example", "https://evil.example", "/\t/evil.example", "/\n/evil.example", "/x\r\nSet-Cookie: a=b", "javascript:alert(1)", " //evil.example", "/\x00/evil.example"} {
		got, _, h := answer(t, d, asking("POST", "/lines/2/s1", url.Values{"decide": {"note"}, "reason": {"heard it"}, "back": {to}}))
		if at := h.Get("Location"); got != 303 || at != "/lines/2/s1" || h.Get("Set-Cookie") != "" {
			t.Errorf("back to %q = %d to %q", to, got, at)
		}
	}
}

func TestUploads_have_an_end(t *testing.T) {
	d, _ := open(t)
	for _, kind := range []string{"application/x-www-form-urlencoded", "multipart/form-data; boundary=b"} {
		r := asking("POST", "/reports", nil)
		r.Header.Set("Content-Type", kind)
		r.Body, r.ContentLength = io.NopCloser(io.MultiReader(strings.NewReader("--b\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\n"), endless{})), -1
		if got, _, _ := answer(t, d, r); got != 413 && got != 422 {
			t.Errorf("an upload without an end as %s = %d", kind, got)
		}
	}
}

// endless is a body that somebody sends for ever.
type endless struct{}

func (endless) Read(b []byte) (int, error) {
	for i := range b {
		b[i] = 'x'
	}
	return len(b), nil
}

func TestPaths_lead_to_nothing_but_what_is_embedded(t *testing.T) {
	d, _ := open(t)
	for _, path := range []string{"/files/..%2f..%2fetc%2fpasswd", "/files/%2e%2e/desk.go", "/files/....//desk.go", "/files/desk.css%00.js", "/files/", "/lines/2/..%2f..%2flog", "/reports/..%2f..%2fetc%2fpasswd", "/../../etc/passwd"} {
		r := asking("GET", "/", nil)
		u, err := url.Parse("http://" + host + path)
		if err != nil {
			t.Fatal(err)
		}
		r.URL = u
		w := httptest.NewRecorder()
		d.ServeHTTP(w, r)
		if w.Code < 300 || w.Code >= 500 || strings.Contains(w.Body.String(), "root:") {
			t.Errorf("GET %s = %d", path, w.Code)
		}
	}
}
