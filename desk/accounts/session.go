package accounts

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"
	"time"
)

// How long a session lasts: so long without a request, and so long at all.
const (
	Idle    = time.Hour
	Longest = 12 * time.Hour
)

// mostEach is how many sessions one person has at once; one more ends the oldest.
const mostEach = 20

// A Session is of somebody who is in. Its context ends with it.
type Session struct {
	Account
	context.Context
	Begun, Used time.Time
	Address     string // from where it was begun

	end context.CancelFunc
}

// Who is who has a token; ok is false where nobody has, or has any more. Who has
// another role, another way to come in or no account since then is out.
func (d *Door) Who(token string) (s *Session, ok bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	at := sessionOf(token)
	if s = d.sessions[at]; s == nil {
		return nil, false
	}
	if why := d.over(s); why != "" {
		d.finish(at, why)
		return nil, false
	}
	s.Used = d.Now()
	return s, true
}

// IsIn says whether a session lasts, and does not make it last longer.
func (d *Door) IsIn(s *Session) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return s.Context.Err() == nil && d.over(s) == ""
}

// Leave ends a session.
func (d *Door) Leave(token, address string) {
	if s, ok := d.Who(token); ok {
		d.mu.Lock()
		defer d.mu.Unlock()
		s.end()
		delete(d.sessions, sessionOf(token))
		_ = d.append("out", LogIn{Name: s.Name, Address: address})
	}
}

// Sessions are of who is in, by name and then the last used first.
func (d *Door) Sessions() (all []Session) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.forget()
	for _, s := range d.sessions {
		all = append(all, *s)
	}
	slices.SortFunc(all, func(a, b Session) int {
		return cmp.Or(strings.Compare(a.Name, b.Name), b.Used.Compare(a.Used), b.Begun.Compare(a.Begun), strings.Compare(a.Address, b.Address))
	})
	return all
}

// End ends every session of somebody.
func (d *Door) End(name, why string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, at := range d.inOrder() {
		if d.sessions[at].Name == name {
			d.finish(at, why)
		}
	}
}

// Close ends every session, as nobody knows them any more once the desk is closed.
func (d *Door) Close() {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, at := range d.inOrder() {
		d.finish(at, "the desk was closed")
	}
}

// over says why a session lasts no longer; empty where it does.
func (d *Door) over(s *Session) string {
	now := d.Now()
	a, is, err := d.Accounts.Find(s.Name)
	switch {
	case err != nil:
		return "the accounts cannot be read"
	case !is:
		return "the account was removed"
	case a != s.Account:
		return "the account was changed"
	case now.Sub(s.Begun) > Longest:
		return "it was twelve hours old"
	case now.Sub(s.Used) > Idle:
		return "nothing was asked for an hour"
	}
	return ""
}

// finish ends a session that its person did not end; it ends where that cannot be
// noted, too.
func (d *Door) finish(at [32]byte, why string) {
	s := d.sessions[at]
	s.end()
	delete(d.sessions, at)
	_ = d.append("ended", LogIn{Name: s.Name, Address: s.Address, Why: why})
}

// forget ends the sessions that are over.
func (d *Door) forget() {
	for _, at := range d.inOrder() {
		if why := d.over(d.sessions[at]); why != "" {
			d.finish(at, why)
		}
	}
}

// inOrder are where sessions are, the first that was begun first.
func (d *Door) inOrder() [][32]byte {
	return slices.SortedFunc(maps.Keys(d.sessions), func(a, b [32]byte) int {
		return cmp.Or(d.sessions[a].Begun.Compare(d.sessions[b].Begun), strings.Compare(d.sessions[a].Name, d.sessions[b].Name))
	})
}

// makeRoom ends the oldest session of a person who has as many as one may, and the
// oldest of all where the desk has.
func (d *Door) makeRoom(name string) {
	mine, oldest, first := 0, [32]byte{}, [32]byte{}
	for at, s := range d.sessions {
		if s.Name == name {
			if mine++; mine == 1 || s.Used.Before(d.sessions[oldest].Used) {
				oldest = at
			}
		}
		if f := d.sessions[first]; f == nil || s.Used.Before(f.Used) {
			first = at
		}
	}
	if mine >= mostEach {
		d.finish(oldest, "it was one of too many")
	} else if len(d.sessions) >= mostKept {
		d.finish(first, "it was one of too many")
	}
}
