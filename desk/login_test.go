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
	"parley/desk/issuer"
	"parley/desk/issuer/issuertest"
	"parley/internal/casetest"
)

// vouched is a desk at which people of an issuer have accounts.
func vouched(t *testing.T) (*desk.Desk, *issuertest.Issuer) {
	t.Helper()
	of := issuertest.New(t)
	path := filepath.Join(t.TempDir(), "accounts")
	file := accounts.NewFile(path)
	for _, a := range []accounts.Account{
		{Name: "Ada Lind", Role: accounts.Lead, Mail: "ada@example.org"},
		{Name: "Bo Ek", Role: accounts.Reader, Subject: issuertest.Subject("bo@example.org"), Mail: "una@example.org"},
	} {
		if err := file.Put(a); err != nil {
			t.Fatal(err)
		}
	}
	i, err := issuer.Find(t.Context(), issuer.Options{URL: of.URL, Client: issuertest.Client, Secret: issuertest.Secret, Back: "https://desk.example.org/log-in/back", Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	d, err := desk.New(desk.Options{
		Case: casetest.Examples(t).Case, Hosts: []string{"desk.example.org"}, Now: time.Now, Issuer: i,
		Door: &accounts.Door{Accounts: file, LogIns: path + ".log", Now: time.Now},
	})
	if err != nil {
		t.Fatal(err)
	}
	return d, of
}

// cookieIn is a cookie that an answer sets, as a browser sends it, and how it is set.
func cookieIn(h http.Header, name string) (cookie, how string) {
	for _, line := range h.Values("Set-Cookie") {
		if is, how, _ := strings.Cut(line, ";"); strings.HasPrefix(is, name+"=") {
			return is, how
		}
	}
	return "", ""
}

// send begins a log-in: what the browser keeps, and what the issuer has it bring.
func send(t *testing.T, d *desk.Desk) (kept, back string) {
	t.Helper()
	got, page, h := answer(t, d, by("", "GET", "/log-in/issuer", nil))
	kept, how := cookieIn(h, "__Host-parley-desk-begun")
	if got != 303 || how != " Path=/; Max-Age=600; HttpOnly; Secure; SameSite=Lax" {
		t.Fatalf("beginning = %d with %q%s: %s", got, kept, how, page)
	}
	browser := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	r, err := browser.Get(h.Get("Location"))
	if err != nil {
		t.Fatal(err)
	}
	r.Body.Close()
	to, err := r.Location()
	if err != nil {
		t.Fatal(err)
	}
	return kept, to.RequestURI()
}

// cameBack is the request of a browser that the issuer sends.
func cameBack(cookie, path string) *http.Request {
	r := by(cookie, "GET", path, nil)
	r.Header.Set("Sec-Fetch-Site", "cross-site")
	return r
}

func TestIssuer_lets_in_who_has_an_account(t *testing.T) {
	d, of := vouched(t)
	if _, page, _ := answer(t, d, by("", "GET", "/log-in", nil)); !strings.Contains(page, `href="/log-in/issuer"`) || strings.Contains(page, "<form") {
		t.Error("the door of a desk without passwords has no link to the issuer alone")
	}
	for mail, want := range map[string]string{"Ada@Example.org": "Ada Lind", "bo@example.org": "Bo Ek"} {
		of.Take(mail)
		kept, back := send(t, d)
		got, page, h := answer(t, d, cameBack(kept, back))
		cookie, how := cookieIn(h, "__Host-parley-desk")
		if got != 200 || how != " Path=/; HttpOnly; Secure; SameSite=Strict" || !strings.Contains(page, `content="0; url=/"`) {
			t.Fatalf("coming back = %d with %q%s: %s", got, cookie, how, page)
		}
		if gone, how := cookieIn(h, "__Host-parley-desk-begun"); gone != "__Host-parley-desk-begun=" || !strings.Contains(how, "Max-Age=0") {
			t.Errorf("what the browser kept stays: %q%s", gone, how)
		}
		if got, page, _ := answer(t, d, by(cookie, "GET", "/", nil)); got != 200 || !strings.Contains(page, want) {
			t.Errorf("the first page of %s = %d, want %s in it", mail, got, want)
		}
		if got, _, _ := answer(t, d, by(cookie, "GET", "/log-ins", nil)); (got == 200) != (want == "Ada Lind") {
			t.Errorf("who came in = %d for %s, whose role is the desk's to say", got, want)
		}
		if got, _, _ := answer(t, d, cameBack(kept, back)); got == 200 {
			t.Error("the same answer of the issuer lets in twice")
		}
		again, _ := cookieIn(answerHeader(t, d, by(cookie, "GET", "/log-in/issuer", nil)), "__Host-parley-desk")
		if got, _, _ := answer(t, d, by(cookie, "GET", "/", nil)); got != 401 || again != "__Host-parley-desk=" {
			t.Errorf("the session before another log-in = %d, want 401", got)
		}
	}
}

func answerHeader(t *testing.T, d *desk.Desk, r *http.Request) http.Header {
	t.Helper()
	_, _, h := answer(t, d, r)
	return h
}

// Each refusal says what to do, names the issuer where it is at fault, gives no session
// and is noted.
func TestIssuer_lets_in_nobody_else(t *testing.T) {
	for name, test := range map[string]struct {
		who    string
		change func(*issuertest.Issuer)
		get    func(kept, back string) *http.Request
		want   int
		says   string // on the page; %s is the issuer
		why    string // in what was noted
	}{
		"unknown":                  {who: "eve@example.org", want: 403, says: "eve@example.org", why: "no account"},
		"mail_that_looks_like_one": {who: "\u212ava@example.org", want: 403, says: "No account"}, // a Kelvin sign
		"mail_that_is_not_verified": {change: func(i *issuertest.Issuer) { i.Claim("email_verified", false) }, want: 403,
			says: "has not verified", why: "no account"},
		// Bo Ek's account has a subject: the mail address alone is not enough.
		"mail_of_another_subject": {who: "una@example.org", want: 403, says: "No account", why: "no account"},
		"another_nonce":           {change: func(i *issuertest.Issuer) { i.Claim("nonce", "planted") }, want: 403, says: "What %s says of you does not hold", why: "another log-in"},
		"another_audience":        {change: func(i *issuertest.Issuer) { i.Claim("aud", "other") }, want: 403, says: "does not hold", why: "audience"},
		"expired":                 {change: func(i *issuertest.Issuer) { i.Claim("exp", time.Now().Add(-time.Minute).Unix()) }, want: 403, says: "does not hold", why: "expired"},
		"issuer_down":             {change: func(i *issuertest.Issuer) { i.Fail("/token", 503) }, want: 502, says: "%s does not answer", why: "asking http://127.0.0.1"},
		"denied":                  {who: "nobody", want: 403, says: "%s let nobody in", why: "access_denied"},
		"another_browser":         {get: func(_, back string) *http.Request { return cameBack("", back) }, want: 400, says: "another browser", why: "another browser"},
		"state_of_another_browser": {get: func(kept, back string) *http.Request {
			return cameBack(kept, back[:strings.Index(back, "state=")]+"state=other")
		}, want: 400, says: "another browser", why: "another browser"},
	} {
		t.Run(name, func(t *testing.T) {
			d, of := vouched(t)
			of.Take("ada@example.org")
			if test.who != "" {
				of.Take(test.who)
			}
			if test.change != nil {
				test.change(of)
			}
			kept, back := send(t, d)
			r := cameBack(kept, back)
			if test.get != nil {
				r = test.get(kept, back)
			}
			got, page, h := answer(t, d, r)
			says := strings.ReplaceAll(test.says, "%s", strings.TrimPrefix(of.URL, "http://"))
			if cookie, _ := cookieIn(h, "__Host-parley-desk"); got != test.want || !strings.Contains(page, says) || cookie != "" {
				t.Errorf("coming back = %d with %q, want %d and %q: %s", got, cookie, test.want, says, page)
			}
			all, err := d.Door.Last(1)
			if err != nil || len(all) != 1 || all[0].What != "refused" || all[0].By != of.URL || all[0].Address != "192.0.2.1" || !strings.Contains(all[0].Why, test.why) {
				t.Errorf("noted are %+v, %v, want one refusal because of %q", all, err, test.why)
			}
		})
	}
}

func TestIssuer_floods_are_stopped(t *testing.T) {
	d, of := vouched(t)
	of.Take("eve@example.org")
	codes := map[int]int{}
	for range 25 {
		kept, back := send(t, d)
		got, _, _ := answer(t, d, cameBack(kept, back))
		codes[got]++
	}
	if codes[403] != 20 || codes[429] != 5 {
		t.Errorf("25 tries = %v, want 20 that are refused and 5 that are to wait", codes)
	}
	all, err := d.Door.Last(100)
	if err != nil || len(all) != 21 {
		t.Errorf("%d lines are noted, %v, want 20 and one for the rest", len(all), err)
	}
}

// Pages of other sites can have a browser come to the desk, and lock nobody out by it.
func TestIssuer_strays_keep_nobody_out(t *testing.T) {
	d, of := vouched(t)
	of.Take("ada@example.org")
	for range 50 {
		if got, _, _ := answer(t, d, cameBack("", "/log-in/back?state=x&code=y")); got != 400 {
			t.Fatalf("a stray = %d, want 400", got)
		}
	}
	if all, err := d.Door.Last(100); err != nil || len(all) != 21 {
		t.Errorf("%d lines are noted, %v, want 20 and one for the rest", len(all), err)
	}
	kept, back := send(t, d)
	if got, _, _ := answer(t, d, cameBack(kept, back)); got != 200 {
		t.Errorf("coming in after that = %d, want 200", got)
	}
	r := by("", "GET", "/log-in/issuer", nil)
	r.Header.Set("Sec-Fetch-Site", "cross-site")
	if got, _, h := answer(t, d, r); got != 303 || h.Get("Location") != "/log-in" || h.Get("Set-Cookie") != "" {
		t.Errorf("another site begins a log-in: %d to %q", got, h.Get("Location"))
	}
}

func TestDoor_has_nothing_else(t *testing.T) {
	d, _ := vouched(t)
	without := opened(t)
	for _, path := range []string{"/log-in/", "/log-in/issuer/x", "/log-in/back/x", "/log-in/../"} {
		if got, _, _ := answer(t, d, by("", "GET", path, nil)); got != 404 && got != 401 {
			t.Errorf("GET %s = %d", path, got)
		}
	}
	for _, path := range []string{"/log-in/issuer", "/log-in/back"} {
		if got, _, _ := answer(t, without, by("", "GET", path, nil)); got != 404 {
			t.Errorf("GET %s at a desk without an issuer = %d, want 404", path, got)
		}
		if got, _, _ := answer(t, d, by("", "POST", path, url.Values{})); got != 404 {
			t.Errorf("POST %s = %d, want 404", path, got)
		}
	}
}

// A proxy names addresses; those of one line of IPv6 are one network's.
func TestEnter_counts_networks(t *testing.T) {
	d := opened(t)
	d.BehindProxy = true
	codes := map[int]int{}
	for i := range 30 {
		r := by("", "POST", "/log-in", url.Values{"name": {"lead"}, "password": {"another password"}})
		r.Header.Set("X-Forwarded-For", "2001:db8:1:2::"+string(rune('a'+i%6))+string(rune('0'+i/6)))
		w := httptest.NewRecorder()
		d.ServeHTTP(w, r)
		codes[w.Code]++
	}
	if codes[401] != 5 || codes[429] != 25 {
		t.Errorf("30 tries from addresses of one network = %v, want 5 that are refused", codes)
	}
}
