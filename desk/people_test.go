package desk_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"parley/desk"
	"parley/desk/accounts"
	"parley/internal/casetest"
	"parley/ledger"
)

const password = "a long enough password"

// opened is a desk with an account of each role, named after it.
func opened(t *testing.T) *desk.Desk {
	t.Helper()
	f := casetest.Examples(t)
	casetest.Decide(t, f, ledger.KindNote, "2/s1", ledger.Decision{Text: "by somebody else"})
	path := filepath.Join(t.TempDir(), "accounts")
	file := accounts.NewFile(path)
	hash, err := accounts.Hash(password)
	if err != nil {
		t.Fatal(err)
	}
	for _, role := range accounts.Roles {
		if err := file.Put(accounts.Account{Name: string(role), Role: role, Hash: hash}); err != nil {
			t.Fatal(err)
		}
	}
	now := func() time.Time { return time.Date(2031, 5, 21, 9, 0, 0, 0, time.UTC) }
	d, err := desk.New(desk.Options{
		Case: f.Case, Hosts: []string{"desk.example.org"}, Now: now,
		Door: &accounts.Door{Accounts: file, LogIns: path + ".log", Now: now},
	})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// by is a request of the session that a cookie has.
func by(cookie, method, path string, form url.Values) *http.Request {
	r := httptest.NewRequest(method, "https://desk.example.org"+path, strings.NewReader(form.Encode()))
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	r.Header.Set("Cookie", cookie)
	if form != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	return r
}

// session logs somebody in and gives the cookie.
func session(t *testing.T, d *desk.Desk, name, given string) string {
	t.Helper()
	got, page, h := answer(t, d, by(given, "POST", "/log-in", url.Values{"name": {name}, "password": {password}, "next": {"https://evil.example"}}))
	cookie, rest, _ := strings.Cut(h.Get("Set-Cookie"), ";")
	if got != 303 || h.Get("Location") != "/" || !strings.HasPrefix(cookie, "__Host-parley-desk=") || cookie == given {
		t.Fatalf("logging in = %d to %q, %q: %s", got, h.Get("Location"), cookie, page)
	}
	if rest != " Path=/; HttpOnly; Secure; SameSite=Strict" {
		t.Errorf("the cookie is%s", rest)
	}
	if h.Get("Strict-Transport-Security") == "" {
		t.Error("an answer does not ask for TLS from now on")
	}
	return cookie
}

func TestDoor_lets_nobody_in_without_an_account(t *testing.T) {
	d := opened(t)
	for _, path := range append(everyPage, "/log-ins", "/events", "/api/case", "/api/openapi.json", "/enter?token=", "/nowhere") {
		for _, cookie := range []string{"", "__Host-parley-desk=", "__Host-parley-desk=guessed", "parley-desk-443="} {
			if got, page, _ := answer(t, d, by(cookie, "GET", path, nil)); got != 401 || strings.Contains(page, "Brandt") {
				t.Errorf("GET %s with %q = %d", path, cookie, got)
			}
		}
	}
	if got, _, _ := answer(t, d, by("", "GET", "/log-in", nil)); got != 200 {
		t.Errorf("the door = %d", got)
	}
	got, page, _ := answer(t, d, by("", "POST", "/log-in", url.Values{"name": {hostile}, "password": {hostile}}))
	_, other, _ := answer(t, d, by("", "POST", "/log-in", url.Values{"name": {"lead"}, "password": {"another password"}}))
	if got != 401 || page != other {
		t.Errorf("a name without an account = %d, and another page than a wrong password has", got)
	}
	r := by("", "POST", "/log-in", url.Values{"name": {"lead"}, "password": {password}})
	r.Header.Set("Sec-Fetch-Site", "cross-site")
	if got, _, _ := answer(t, d, r); got != 403 {
		t.Errorf("logging in from another site = %d, want 403", got)
	}
}

func TestDoor_floods_are_stopped(t *testing.T) {
	d := opened(t)
	codes := map[int]int{}
	for range 30 {
		got, _, _ := answer(t, d, by("", "POST", "/log-in", url.Values{"name": {"lead"}, "password": {"another password"}}))
		codes[got]++
	}
	if codes[401] != 5 || codes[429] != 25 {
		t.Errorf("30 tries = %v, want 5 that are refused and 25 that are to wait", codes)
	}
	if got, _, _ := answer(t, d, by("", "POST", "/log-in", url.Values{"name": {strings.Repeat("x", 1<<20)}})); got != 401 {
		t.Errorf("a form of a megabyte = %d", got)
	}
}

// Nobody does more than their role, by page or by program.
func TestRoles(t *testing.T) {
	d := opened(t)
	log := "/log/" + lastEntry(t, d)
	cookies := map[string]string{}
	for _, role := range accounts.Roles {
		cookies[string(role)] = session(t, d, string(role), "")
	}
	for _, test := range []struct {
		method, path         string
		reader, review, lead int
	}{
		{"GET", "/reports/2", 200, 200, 200},
		{"GET", "/api/case", 200, 200, 200},
		{"GET", "/log-ins", 403, 403, 200},
		{"POST", "/lines/2/s1", 403, 303, 303},
		{"POST", "/reports", 403, 422, 422},
		{"POST", "/api" + log + "/undo", 403, 403, 0},
		{"POST", log + "/undo", 403, 403, 303},
		{"POST", "/api/who/merge", 403, 0, 0},
		{"POST", "/api/lines/2/s1/decisions", 403, 0, 0},
		{"DELETE", "/reports/2", 405, 405, 405},
		{"POST", "/who/merge", 403, 0, 0},
	} {
		for role, want := range map[string]int{"reader": test.reader, "reviewer": test.review, "lead": test.lead} {
			if role == "lead" && strings.HasPrefix(test.path, "/api/log") {
				continue // the page undoes it
			}
			got, _, _ := answer(t, d, by(cookies[role], test.method, test.path, url.Values{"decide": {"note"}, "reason": {"heard it"}}))
			if got != want && (want != 0 || got == 403 || got == 401) {
				t.Errorf("%s %s by a %s = %d, want %d", test.method, test.path, role, got, want)
			}
		}
	}
}

// lastEntry is the newest entry's number, which casetest's colleague filed.
func lastEntry(t *testing.T, d *desk.Desk) string {
	t.Helper()
	head, err := d.Case.Head(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return ledger.Address{Report: head.Size}.String()
}

func TestSession_ends_by_logging_out_and_is_never_one_that_was_given(t *testing.T) {
	d := opened(t)
	planted := "__Host-parley-desk=planted"
	cookie := session(t, d, "reviewer", planted)
	if got, _, _ := answer(t, d, by(planted, "GET", "/", nil)); got != 401 {
		t.Errorf("a planted session = %d, want 401", got)
	}
	again := session(t, d, "reviewer", cookie)
	if got, _, _ := answer(t, d, by(cookie, "GET", "/", nil)); got != 401 {
		t.Errorf("the session before the last log-in = %d, want 401", got)
	}
	answer(t, d, by(again, "POST", "/lines/2/s1", url.Values{"decide": {"note"}, "reason": {"heard it"}}))
	if _, page, _ := answer(t, d, by(again, "GET", "/lines/2/s1", nil)); !strings.Contains(page, "reviewer") {
		t.Error("a note is not by the name of the account")
	}
	if got, _, h := answer(t, d, by(again, "POST", "/log-out", url.Values{})); got != 303 || !strings.Contains(h.Get("Set-Cookie"), "Max-Age=0") {
		t.Errorf("logging out = %d, %q", got, h.Get("Set-Cookie"))
	}
	if got, _, _ := answer(t, d, by(again, "GET", "/", nil)); got != 401 {
		t.Errorf("after logging out = %d, want 401", got)
	}
}
