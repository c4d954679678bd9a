package issuer_test

import (
	"errors"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"parley"
	"parley/desk/issuer"
	"parley/desk/issuer/issuertest"
)

const back = "https://desk.example.org/log-in/back"

// find is an issuer with the test's, as a desk asks it.
func find(t *testing.T, of *issuertest.Issuer, change func(*issuer.Options)) *issuer.Issuer {
	t.Helper()
	o := issuer.Options{URL: of.URL, Client: issuertest.Client, Secret: issuertest.Secret, Back: back, Now: of.Now}
	if change != nil {
		change(&o)
	}
	i, err := issuer.Find(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	return i
}

// comeBack is what an issuer has a browser bring.
func comeBack(t *testing.T, address string) url.Values {
	t.Helper()
	browser := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	r, err := browser.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	r.Body.Close()
	to, err := r.Location()
	if err != nil || !strings.HasPrefix(to.String(), back+"?") {
		t.Fatalf("the issuer sends a browser to %v, %v, want %s", to, err, back)
	}
	return to.Query()
}

func TestFinish(t *testing.T) {
	const ada = "ada@example.org"
	for name, test := range map[string]struct {
		issue func(*issuertest.Issuer)
		back  func(url.Values)
		want  error
		says  string // in the error
	}{
		"who_they_are":         {},
		"the_secret_in_a_form": {issue: func(i *issuertest.Issuer) { i.TakeSecretAsForm() }},
		"for_the_desk_among_others": {issue: func(i *issuertest.Issuer) {
			i.Claim("aud", []string{"other", issuertest.Client})
			i.Claim("azp", issuertest.Client)
		}},
		"another_nonce":                    {issue: func(i *issuertest.Issuer) { i.Claim("nonce", "planted") }, want: issuer.ErrUntrue, says: "another log-in"},
		"no_nonce":                         {issue: func(i *issuertest.Issuer) { i.Claim("nonce", nil) }, want: issuer.ErrUntrue},
		"another_audience":                 {issue: func(i *issuertest.Issuer) { i.Claim("aud", "other") }, want: issuer.ErrUntrue, says: "audience"},
		"several_audiences":                {issue: func(i *issuertest.Issuer) { i.Claim("aud", []string{"other", issuertest.Client}) }, want: issuer.ErrUntrue},
		"made_for_another_party":           {issue: func(i *issuertest.Issuer) { i.Claim("azp", "other") }, want: issuer.ErrUntrue},
		"another_issuer":                   {issue: func(i *issuertest.Issuer) { i.Claim("iss", "https://evil.example") }, want: issuer.ErrUntrue, says: "different provider"},
		"expired":                          {issue: func(i *issuertest.Issuer) { i.Claim("exp", i.Now().Add(-time.Second).Unix()) }, want: issuer.ErrUntrue, says: "expired"},
		"no_expiry":                        {issue: func(i *issuertest.Issuer) { i.Claim("exp", nil) }, want: issuer.ErrUntrue},
		"without_a_signature":              {issue: func(i *issuertest.Issuer) { i.Claim("alg", "none") }, want: issuer.ErrUntrue},
		"signed_with_the_public_key":       {issue: func(i *issuertest.Issuer) { i.Claim("alg", "HS256") }, want: issuer.ErrUntrue},
		"signed_with_a_key_that_is_not_it": {issue: func(i *issuertest.Issuer) { i.Claim("kid", "other") }, want: issuer.ErrUntrue},
		"another_access_token":             {issue: func(i *issuertest.Issuer) { i.Claim("at_hash", "AAAA") }, want: issuer.ErrUntrue},
		"of_nobody":                        {issue: func(i *issuertest.Issuer) { i.Claim("sub", "") }, want: issuer.ErrUntrue},
		"keys_that_cannot_be_had":          {issue: func(i *issuertest.Issuer) { i.Fail("/keys", 503) }, want: issuer.ErrUntrue, says: "fetching keys"},
		"no_token":                         {issue: func(i *issuertest.Issuer) { i.Fail("/token", 503) }, want: issuer.ErrSilent, says: "http://127.0.0.1:"},
		"led_elsewhere_for_the_token":      {issue: func(i *issuertest.Issuer) { i.Fail("/token", 307) }, want: issuer.ErrSilent},
		"state_of_another_browser":         {back: func(q url.Values) { q.Set("state", "other") }, want: issuer.ErrElsewhere},
		"no_state":                         {back: func(q url.Values) { q.Del("state") }, want: issuer.ErrElsewhere},
		"code_of_another":                  {back: func(q url.Values) { q.Set("code", "guessed") }, want: issuer.ErrDenied, says: "invalid_grant"},
		"no_code":                          {back: func(q url.Values) { q.Del("code") }, want: issuer.ErrDenied},
		"another_issuer_answers":           {back: func(q url.Values) { q.Set("iss", "https://evil.example") }, want: issuer.ErrUntrue},
		"refused":                          {issue: func(i *issuertest.Issuer) { i.Take("nobody") }, want: issuer.ErrDenied, says: "access_denied"},
	} {
		t.Run(name, func(t *testing.T) {
			of := issuertest.New(t)
			of.Take(ada)
			if test.issue != nil {
				test.issue(of)
			}
			i := find(t, of, nil)
			address, kept := i.Begin()
			brought := comeBack(t, address)
			if test.back != nil {
				test.back(brought)
			}
			who, err := i.Finish(t.Context(), kept, brought)
			if !errors.Is(err, test.want) || test.want != nil && !strings.Contains(err.Error(), test.says) {
				t.Fatalf("Finish = %v, %v, want %v with %q", who, err, test.want, test.says)
			}
			if want := (issuer.Person{Subject: issuertest.Subject(ada), Mail: ada}); test.want == nil && who != want {
				t.Errorf("Finish = %v, want %v", who, want)
			}
		})
	}
}

func TestFinish_takes_a_mail_address_only_where_it_is_verified(t *testing.T) {
	of := issuertest.New(t)
	of.Take("ada@example.org")
	i := find(t, of, nil)
	for _, verified := range []any{true, "true", false, "false", nil, 1, "yes"} {
		of.Claim("email_verified", verified)
		address, kept := i.Begin()
		who, err := i.Finish(t.Context(), kept, comeBack(t, address))
		if want := verified == true || verified == "true"; err != nil || (who.Mail != "") != want || who.Subject == "" {
			t.Errorf("email_verified %v: Finish = %+v, %v, want an address: %v", verified, who, err, want)
		}
	}
}

// What a browser keeps is good for its own log-in, once at the issuer, for ten minutes,
// at the desk that began.
func TestFinish_is_of_one_log_in(t *testing.T) {
	of := issuertest.New(t)
	of.Take("ada@example.org")
	now := time.Now()
	of.Now = func() time.Time { return now }
	clock := func(o *issuer.Options) { o.Now = of.Now }
	i := find(t, of, clock)
	address, kept := i.Begin()
	other, otherKept := i.Begin()
	if address == other || kept == otherKept {
		t.Fatal("two log-ins are one")
	}
	q, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	for _, secret := range []string{q.Query().Get("state"), q.Query().Get("nonce")} {
		if strings.Contains(kept, secret) {
			t.Error("what the browser keeps has a secret of the log-in in it")
		}
	}
	brought := comeBack(t, address)
	for name, kept := range map[string]string{"another": otherKept, "none": "", "a later one": "zzzzzz" + kept, "half of one": kept[:8]} {
		if _, err := i.Finish(t.Context(), kept, brought); !errors.Is(err, issuer.ErrElsewhere) {
			t.Errorf("with what %s browser keeps Finish = %v, want ErrElsewhere", name, err)
		}
	}
	if _, err := find(t, of, clock).Finish(t.Context(), kept, brought); !errors.Is(err, issuer.ErrElsewhere) {
		t.Errorf("at a desk that was started anew Finish = %v, want ErrElsewhere", err)
	}
	now = now.Add(issuer.Lasts + time.Second)
	if _, err := i.Finish(t.Context(), kept, brought); !errors.Is(err, issuer.ErrElsewhere) {
		t.Errorf("after more than ten minutes Finish = %v, want ErrElsewhere", err)
	}
	now = now.Add(-time.Minute)
	if _, err := i.Finish(t.Context(), kept, brought); err != nil {
		t.Fatal(err)
	}
	if _, err := i.Finish(t.Context(), kept, brought); !errors.Is(err, issuer.ErrDenied) {
		t.Errorf("once more Finish = %v, want ErrDenied", err)
	}
}

func TestFinish_knows_new_keys_of_the_issuer(t *testing.T) {
	of := issuertest.New(t)
	of.Take("ada@example.org")
	i := find(t, of, nil)
	for range 2 {
		address, kept := i.Begin()
		if _, err := i.Finish(t.Context(), kept, comeBack(t, address)); err != nil {
			t.Fatal(err)
		}
		of.Rekey(t)
	}
}

func TestFind_names_the_issuer_that_it_cannot_ask(t *testing.T) {
	of := issuertest.New(t)
	gone := issuertest.New(t)
	gone.Close()
	ask := func(url string) error {
		_, err := issuer.Find(t.Context(), issuer.Options{URL: url, Client: issuertest.Client, Back: back, Now: time.Now})
		return err
	}
	for _, url := range []string{"", "login.example.org", "ftp://login.example.org", "http://login.example.org", "https://ada:pw@login.example.org", "https://login.example.org/?x=1"} {
		if err := ask(url); !errors.Is(err, parley.ErrInvalid) || !strings.Contains(err.Error(), url) {
			t.Errorf("Find(%q) = %v, want ErrInvalid", url, err)
		}
	}
	if err := ask(gone.URL); err == nil || !strings.Contains(err.Error(), gone.URL) {
		t.Errorf("Find of one that is gone = %v, want an error that names %s", err, gone.URL)
	}
	of.Claim("describes", "https://evil.example")
	if err := ask(of.URL); err == nil || !strings.Contains(err.Error(), "did not match") {
		t.Errorf("Find of one that calls itself otherwise = %v", err)
	}
	of.Fail("/.well-known/openid-configuration", 500)
	if err := ask(of.URL); err == nil || !strings.Contains(err.Error(), of.URL) {
		t.Errorf("Find of one that fails = %v", err)
	}
}
