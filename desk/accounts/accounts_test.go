package accounts_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"parley/desk/accounts"
)

const right = "a long enough password"

// door has one reviewer, and a clock that the test moves.
func door(t *testing.T) (*accounts.Door, *time.Time) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "accounts")
	f := accounts.NewFile(path)
	hash, err := accounts.Hash(right)
	if err == nil {
		err = f.Put(accounts.Account{Name: "Ada Lind", Role: accounts.Reviewer, Hash: hash})
	}
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2031, 5, 21, 9, 0, 0, 0, time.UTC)
	return &accounts.Door{Accounts: f, LogIns: path + ".log", Now: func() time.Time { return now }}, &now
}

func TestEnter(t *testing.T) {
	d, _ := door(t)
	for _, wrong := range [][2]string{{"Ada Lind", "another password"}, {"Bo Ek", right}, {"Bo Ek", ""}, {"", ""}, {"Ada Lind", strings.Repeat("x", 4096)}, {"Ada Lind\x00", right}} {
		if token, err := d.Enter(t.Context(), wrong[0], wrong[1], "192.0.2."+wrong[0]); !errors.Is(err, accounts.ErrRefused) || token != "" {
			t.Errorf("Enter(%q, %.20q) = %q, %v, want ErrRefused", wrong[0], wrong[1], token, err)
		}
	}
	first, err := d.Enter(t.Context(), " Ada  Lind ", right, "192.0.2.1")
	if err != nil {
		t.Fatal(err)
	}
	second, err := d.Enter(t.Context(), "Ada Lind", right, "192.0.2.1")
	if err != nil || first == second || len(first) < 22 {
		t.Errorf("a second session is %q after %q, %v", second, first, err)
	}
	if _, ok := d.Who("guessed"); ok {
		t.Error("a guessed token lets in")
	}
	d.Leave(first, "192.0.2.1")
	_, is := d.Who(first)
	s, other := d.Who(second)
	if is || !other || s.Role != accounts.Reviewer {
		t.Errorf("after one log-out the sessions last %v, %v, want false, true", is, other)
	}
	all, err := d.Last(100)
	var what []string
	for _, l := range all {
		what = append(what, l.What)
	}
	if want := "out in in refused refused refused refused refused refused"; err != nil || strings.Join(what, " ") != want {
		t.Errorf("log-ins are %q, %v, want %q", what, err, want)
	}
}

func TestEnter_waits_after_too_many_failures(t *testing.T) {
	d, now := door(t)
	for range 5 {
		d.Enter(t.Context(), "Ada Lind", "another password", "192.0.2.1")
	}
	if _, err := d.Enter(t.Context(), "Ada Lind", right, "192.0.2.1"); !errors.Is(err, accounts.ErrTooOften) {
		t.Errorf("the sixth try = %v, want ErrTooOften", err)
	}
	if _, err := d.Enter(t.Context(), "Ada Lind", right, "192.0.2.2"); err != nil {
		t.Errorf("from another address = %v: others could lock her out", err)
	}
	*now = now.Add(16 * time.Minute)
	if _, err := d.Enter(t.Context(), "Ada Lind", right, "192.0.2.1"); err != nil {
		t.Errorf("after a quarter of an hour = %v", err)
	}
}

func TestWho_is_out(t *testing.T) {
	for name, change := range map[string]func(*accounts.Door, *time.Time){
		"after_an_hour_without_a_request": func(_ *accounts.Door, now *time.Time) { *now = now.Add(accounts.Idle + time.Second) },
		"when_the_account_is_removed":     func(d *accounts.Door, _ *time.Time) { d.Accounts.Remove("Ada Lind") },
		"when_another_program_removes_it": func(d *accounts.Door, _ *time.Time) {
			accounts.NewFile(strings.TrimSuffix(d.LogIns, ".log")).Remove("Ada Lind")
		},
		"with_another_role": func(d *accounts.Door, _ *time.Time) {
			a, _, _ := d.Accounts.Find("Ada Lind")
			a.Role = accounts.Lead
			d.Accounts.Put(a)
		},
	} {
		d, now := door(t)
		token, err := d.Enter(t.Context(), "Ada Lind", right, "192.0.2.1")
		if err != nil {
			t.Fatal(err)
		}
		s, _ := d.Who(token)
		change(d, now)
		if _, ok := d.Who(token); ok || s.Context.Err() == nil {
			t.Errorf("%s: the session lasts", name)
		}
	}
	d, now := door(t)
	token, _ := d.Enter(t.Context(), "Ada Lind", right, "192.0.2.1")
	for range 24 {
		*now = now.Add(accounts.Idle / 2)
		d.Who(token)
	}
	*now = now.Add(time.Second)
	if _, ok := d.Who(token); ok {
		t.Error("a session that is used lasts for more than twelve hours")
	}
}

func TestFile_is_for_its_owner_alone(t *testing.T) {
	d, _ := door(t)
	d.Enter(t.Context(), "Ada\nLind", "x", "192.0.2.1")
	for _, path := range []string{d.LogIns, strings.TrimSuffix(d.LogIns, ".log")} {
		info, err := os.Stat(path)
		if err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s has mode %v, %v, want 600", path, info.Mode(), err)
		}
		if data, _ := os.ReadFile(path); strings.Contains(string(data), right) {
			t.Errorf("%s has a password in it", path)
		}
	}
	for _, bad := range []accounts.Account{{Name: "", Role: "lead"}, {Name: "A\nB", Role: "lead"}, {Name: "A", Role: "king"}} {
		if d.Accounts.Put(bad) == nil {
			t.Errorf("Put(%+v) is taken", bad)
		}
	}
	if _, err := accounts.Hash("short"); err == nil {
		t.Error("a short password is taken")
	}
}
