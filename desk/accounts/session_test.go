package accounts_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"parley"
	"parley/desk/accounts"
)

func TestKnown_is_who_the_issuer_knows(t *testing.T) {
	d, _ := door(t)
	for _, a := range []accounts.Account{
		{Name: "Bo Ek", Role: accounts.Reader, Mail: "Bo@Example.org"},
		{Name: "Una Berg", Role: accounts.Lead, Subject: "7", Mail: "una@example.org"},
	} {
		if err := d.Accounts.Put(a); err != nil {
			t.Fatal(err)
		}
	}
	for _, test := range []struct{ subject, mail, want string }{
		{"1", "bo@example.org", "Bo Ek"},
		{"1", "BO@EXAMPLE.ORG", "Bo Ek"},
		{"7", "", "Una Berg"},
		{"7", "bo@example.org", "Una Berg"}, // her mail address is his now; she is she
		{"8", "una@example.org", ""},        // her mail address is somebody else's now
		{"", "", ""},
		{"1", "bo@example.org ", ""},
		{"1", "b\u03bf@example.org", ""}, // Greek
		{"1", "bo@example.org\x00", ""},
	} {
		if a, ok, err := d.Accounts.Known(test.subject, test.mail); err != nil || a.Name != test.want || ok != (test.want != "") {
			t.Errorf("Known(%q, %q) = %q, %v, %v, want %q", test.subject, test.mail, a.Name, ok, err, test.want)
		}
	}
	for _, a := range []accounts.Account{{Name: "Eve", Role: accounts.Lead, Mail: "bo@EXAMPLE.org"}, {Name: "Eve", Role: accounts.Lead, Subject: "7"}} {
		if err := d.Accounts.Put(a); !errors.Is(err, parley.ErrConflict) {
			t.Errorf("Put of %+v, whom an issuer would take for another = %v, want ErrConflict", a, err)
		}
	}
	for _, a := range []accounts.Account{{Name: "Eve", Role: accounts.Lead}, {Name: "Eve", Role: accounts.Lead, Mail: "eve"}, {Name: "Eve", Role: accounts.Lead, Mail: "e ve@example.org"}, {Name: "Eve", Role: accounts.Lead, Subject: "a\nb"}} {
		if err := d.Accounts.Put(a); !errors.Is(err, parley.ErrInvalid) {
			t.Errorf("Put of %+v = %v, want ErrInvalid", a, err)
		}
	}
	// Without a password none lets in, not even none.
	for _, password := range []string{"", right, strings.Repeat("A", 43)} {
		if _, err := d.Enter(t.Context(), "Bo Ek", password, "192.0.2.9"); !errors.Is(err, accounts.ErrRefused) {
			t.Errorf("Enter of an account without a password by %q = %v, want ErrRefused", password, err)
		}
	}
}

// Who the accounts do not know costs what a wrong password costs, and so does who has
// no password: nobody learns by a watch who has an account.
func TestEnter_takes_as_long_for_everybody(t *testing.T) {
	d, _ := door(t)
	if err := d.Accounts.Put(accounts.Account{Name: "Bo Ek", Role: accounts.Reader, Mail: "bo@example.org"}); err != nil {
		t.Fatal(err)
	}
	least := func(name string) time.Duration {
		best := time.Hour
		for range 2 {
			start := time.Now()
			d.Enter(t.Context(), name, "another password", "192.0.2.1")
			best = min(best, time.Since(start))
		}
		return best
	}
	known := least("Ada Lind")
	for _, name := range []string{"Bo Ek", "nobody", "", strings.Repeat("x", 8000)} {
		if took := least(name); took < known/3 {
			t.Errorf("%.20q is refused after %v, a wrong password after %v", name, took, known)
		}
	}
}

func TestEnterBy_asks_nothing_for_who_tried_too_often(t *testing.T) {
	d, now := door(t)
	asked := 0
	who := func(context.Context) (string, string, error) {
		asked++
		return "", "", errors.New("it does not hold")
	}
	for range 30 {
		d.EnterBy(t.Context(), "https://login.example.org", "192.0.2.1", who)
	}
	all, err := d.Last(100)
	if err != nil || asked != 20 || len(all) != 21 || all[0].What != "too often" || all[1].Why != "it does not hold" || all[1].By != "https://login.example.org" {
		t.Errorf("of 30 tries %d were asked of the issuer and %d noted, %v, want 20 and 21", asked, len(all), err)
	}
	*now = now.Add(16 * time.Minute)
	if d.EnterBy(t.Context(), "https://login.example.org", "192.0.2.1", who); asked != 21 {
		t.Error("after a quarter of an hour the issuer is not asked")
	}
}

func TestSessions_end_and_say_why(t *testing.T) {
	d, now := door(t)
	if err := d.Accounts.Put(accounts.Account{Name: "Bo Ek", Role: accounts.Reader, Subject: "7"}); err != nil {
		t.Fatal(err)
	}
	bo := func(context.Context) (subject, mail string, err error) { return "7", "", nil }
	tokens := []string{}
	for i := range 21 {
		token, err := d.EnterBy(t.Context(), "https://login.example.org", fmt.Sprintf("192.0.2.%d", i), bo)
		if err != nil {
			t.Fatal(err)
		}
		tokens = append(tokens, token)
		*now = now.Add(time.Second)
	}
	if _, first := d.Who(tokens[0]); first || len(d.Sessions()) != 20 {
		t.Errorf("with one session more than one may have, the first lasts: %v, %d last, want 20", first, len(d.Sessions()))
	}
	*now = now.Add(accounts.Idle - 5*time.Second)
	d.Who(tokens[20])
	if all := d.Sessions(); len(all) != 5 || all[0].Address != "192.0.2.20" {
		t.Errorf("after an hour %d sessions last, want 5, the last used first", len(all))
	}
	d.Close()
	if _, in := d.Who(tokens[20]); in {
		t.Error("a session outlasts the desk")
	}
	all, err := d.Last(100)
	whys := map[string]int{}
	for _, l := range all {
		if l.What == "ended" {
			whys[l.Why]++
		}
	}
	if err != nil || whys["it was one of too many"] != 1 || whys["nothing was asked for an hour"] != 15 || whys["the desk was closed"] != 5 {
		t.Errorf("sessions ended because of %v, %v, want 1, 15 and 5", whys, err)
	}
}
