package desk_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"parley/clerk"
	"parley/desk"
	"parley/internal/casetest"
)

const (
	host  = "127.0.0.1:8080"
	token = "a-token-that-nobody-guesses"
)

// open is a desk on the examples' case, and who files in it.
func open(t *testing.T) (*desk.Desk, *clerk.Filer) {
	t.Helper()
	f := casetest.Examples(t)
	return over(t, f), f
}

// over is a desk on the case of a filer.
func over(t *testing.T, f *clerk.Filer) *desk.Desk {
	t.Helper()
	d, err := desk.New(desk.Options{
		Case: f.Case, By: "Ada Lind", Token: token, Hosts: []string{host, "localhost:8080"},
		Now: func() time.Time { return time.Date(2031, 5, 21, 9, 0, 0, 0, time.UTC) },
	})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// asking is a request of somebody whom the desk has let in, by its own page.
func asking(method, path string, form url.Values) *http.Request {
	r := httptest.NewRequest(method, "http://"+host+path, strings.NewReader(form.Encode()))
	r.AddCookie(&http.Cookie{Name: "parley-desk-8080", Value: token})
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	if form != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	return r
}

func answer(t *testing.T, d http.Handler, r *http.Request) (int, string, http.Header) {
	t.Helper()
	w := httptest.NewRecorder()
	d.ServeHTTP(w, r)
	body, err := io.ReadAll(w.Result().Body)
	if err != nil {
		t.Fatal(err)
	}
	return w.Code, string(body), w.Header()
}

func TestGuard_lets_in_only_who_knows_the_token(t *testing.T) {
	d, _ := open(t)
	for name, test := range map[string]struct {
		change func(*http.Request)
		want   int
	}{
		"its_own_page":      {func(*http.Request) {}, 200},
		"no_cookie":         {func(r *http.Request) { r.Header.Del("Cookie") }, 401},
		"another_token":     {func(r *http.Request) { r.Header.Set("Cookie", "parley-desk-8080=guessed") }, 401},
		"the_other_name":    {func(r *http.Request) { r.Host = "localhost:8080" }, 200},
		"a_rebound_name":    {func(r *http.Request) { r.Host = "evil.example:8080" }, 421},
		"an_address_beside": {func(r *http.Request) { r.Host = "127.0.0.2:8080" }, 421},
	} {
		t.Run(name, func(t *testing.T) {
			r := asking("GET", "/reports", nil)
			test.change(r)
			if got, body, h := answer(t, d, r); got != test.want || strings.Contains(body, "Veldland") != (got == 200) || !strings.HasPrefix(h.Get("Content-Security-Policy"), "default-src 'none'; script-src 'self'") {
				t.Errorf("GET /reports = %d, policy %q, want %d and reports for 200 alone", got, h.Get("Content-Security-Policy"), test.want)
			}
		})
	}
}

func TestGuard_files_nothing_that_another_site_sends(t *testing.T) {
	d, f := open(t)
	before, err := f.Case.Head(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for name, set := range map[string]func(http.Header){
		"cross_site":     func(h http.Header) { h.Set("Sec-Fetch-Site", "cross-site") },
		"same_site":      func(h http.Header) { h.Set("Sec-Fetch-Site", "same-site") },
		"another_origin": func(h http.Header) { h.Del("Sec-Fetch-Site"); h.Set("Origin", "http://evil.example") },
		"a_local_page":   func(h http.Header) { h.Del("Sec-Fetch-Site"); h.Set("Origin", "null") },
	} {
		r := asking("POST", "/lines/2/s1", url.Values{"decide": {"accept"}})
		set(r.Header)
		if got, _, _ := answer(t, d, r); got != 403 {
			t.Errorf("%s: POST = %d, want 403", name, got)
		}
	}
	if after, err := f.Case.Head(t.Context()); err != nil || after.Size != before.Size {
		t.Errorf("the log has %d entries, %v, want %d", after.Size, err, before.Size)
	}
}

func TestEnter_gives_a_session_for_the_token(t *testing.T) {
	d, _ := open(t)
	for given, want := range map[string]int{token: 303, "": 401, token + "x": 401} {
		r := httptest.NewRequest("GET", "http://"+host+"/enter?token="+given, nil)
		got, _, h := answer(t, d, r)
		cookie := h.Get("Set-Cookie")
		if got != want || (want == 303) != strings.Contains(cookie, "HttpOnly; SameSite=Strict") {
			t.Errorf("enter with %q = %d with cookie %q, want %d", given, got, cookie, want)
		}
	}
}
