package accounts

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"sync"
	"time"
)

// How long a session lasts: so long without a request, and so long at all.
const (
	Idle    = time.Hour
	Longest = 12 * time.Hour
)

// How often one may fail: with one name from one address, from one address, and with
// one name from everywhere, in a quarter of an hour.
const (
	ofBoth    = 5
	ofAddress = 20
	ofName    = 50
	window    = 15 * time.Minute
)

const mostKept = 10000 // sessions, and failures that are counted

var (
	// ErrRefused tells nothing of what was wrong: name or password.
	ErrRefused = errors.New("name and password do not belong together")
	// ErrTooOften asks to wait.
	ErrTooOften = errors.New("that was tried too often; wait a quarter of an hour")
)

// A Door lets people in, and knows who is in. It may be used from any goroutine.
type Door struct {
	Accounts *File
	LogIns   string // the file of who came in
	Now      func() time.Time

	mu       sync.Mutex
	sessions map[[32]byte]*Session // by the digest of what the browser has
	failures map[string][]time.Time
}

// A Session is of somebody who is in. Its context ends with it.
type Session struct {
	Account
	context.Context
	end         context.CancelFunc
	begun, used time.Time
}

// Enter lets somebody in, and gives what their browser is to keep.
func (d *Door) Enter(ctx context.Context, name, password, address string) (token string, err error) {
	name = strings.Join(strings.Fields(strings.ToValidUTF8(name, "�")), " ")
	keys := map[string]int{"both\x00" + name + "\x00" + address: ofBoth, "address\x00" + address: ofAddress, "name\x00" + name: ofName}
	if !d.try(keys) {
		return "", errors.Join(ErrTooOften, d.note("too often", name, address))
	}
	a, is, err := d.Accounts.Find(name)
	if err != nil {
		return "", err
	}
	hash := nobody
	if is {
		hash = a.Hash
	}
	if !matches(ctx, hash, password) || !is {
		return "", errors.Join(ErrRefused, d.note("refused", name, address))
	}
	if err := d.note("in", name, address); err != nil {
		return "", fmt.Errorf("nobody comes in unseen: %w", err)
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	for key := range keys { // what succeeds does not count
		if times := d.failures[key]; len(times) > 1 {
			d.failures[key] = times[:len(times)-1]
		} else {
			delete(d.failures, key)
		}
	}
	d.forget()
	token = rand.Text()
	s := &Session{Account: a, begun: d.Now(), used: d.Now()}
	s.Context, s.end = context.WithTimeout(context.Background(), Longest)
	if d.sessions == nil {
		d.sessions = map[[32]byte]*Session{}
	}
	d.sessions[sha256.Sum256([]byte(token))] = s
	return token, nil
}

// try counts an attempt before it is made, so that many at once are counted too.
func (d *Door) try(keys map[string]int) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	now := d.Now()
	if d.failures == nil || len(d.failures) > mostKept {
		for key, times := range d.failures {
			if now.Sub(times[len(times)-1]) > window {
				delete(d.failures, key)
			}
		}
		if d.failures == nil {
			d.failures = map[string][]time.Time{}
		}
		if len(d.failures) > mostKept {
			return false
		}
	}
	since := func(key string) []time.Time {
		times := d.failures[key]
		for len(times) > 0 && now.Sub(times[0]) > window {
			times = times[1:]
		}
		return times
	}
	for key, most := range keys {
		if len(since(key)) >= most {
			return false
		}
	}
	for key := range keys {
		d.failures[key] = append(since(key), now)
	}
	return true
}

// Who is who has a token; ok is false where nobody has, or has any more. Who has
// another role, another password or no account since then is out.
func (d *Door) Who(token string) (s *Session, ok bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	at := sha256.Sum256([]byte(token))
	s = d.sessions[at]
	if s == nil {
		return nil, false
	}
	if !d.lasts(s) {
		s.end()
		delete(d.sessions, at)
		return nil, false
	}
	s.used = d.Now()
	return s, true
}

// IsIn says whether a session lasts, and does not make it last longer.
func (d *Door) IsIn(s *Session) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return s.Context.Err() == nil && d.lasts(s)
}

func (d *Door) lasts(s *Session) bool {
	now := d.Now()
	a, is, err := d.Accounts.Find(s.Name)
	return err == nil && is && a == s.Account && now.Sub(s.used) <= Idle && now.Sub(s.begun) <= Longest
}

// Leave ends a session.
func (d *Door) Leave(token, address string) {
	if s, ok := d.Who(token); ok {
		d.mu.Lock()
		defer d.mu.Unlock()
		s.end()
		delete(d.sessions, sha256.Sum256([]byte(token)))
		_ = d.append("out", s.Name, address)
	}
}

// forget ends the sessions that are over.
func (d *Door) forget() {
	for at, s := range d.sessions {
		if now := d.Now(); now.Sub(s.used) > Idle || now.Sub(s.begun) > Longest || len(d.sessions) > mostKept {
			s.end()
			delete(d.sessions, at)
		}
	}
}

// A LogIn is one line of the file of who came in.
type LogIn struct {
	Time    time.Time `json:"time"`
	What    string    `json:"what"` // in, out, refused, too often
	Name    string    `json:"name"`
	Address string    `json:"address"`
}

func (d *Door) note(what, name, address string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.append(what, name, address)
}

func (d *Door) append(what, name, address string) error {
	if len(name) > 200 {
		name = strings.ToValidUTF8(name[:200], "") + "…"
	}
	line, err := json.Marshal(LogIn{d.Now().UTC().Truncate(time.Second), what, name, address})
	if err != nil {
		return err
	}
	f, err := os.OpenFile(d.LogIns, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(append(line, '\n'))
	return errors.Join(err, f.Close())
}

// mostRead is how much of the file of log-ins is looked at.
const mostRead = 256 << 10

// Last are the newest log-ins, the last first.
func (d *Door) Last(most int) ([]LogIn, error) {
	f, err := os.Open(d.LogIns)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	data := make([]byte, min(info.Size(), mostRead))
	if _, err := f.ReadAt(data, info.Size()-int64(len(data))); err != nil && err != io.EOF {
		return nil, err
	}
	var all []LogIn
	for line := range bytes.Lines(data) {
		var l LogIn
		if json.Unmarshal(line, &l) == nil { // the first may be half a line
			all = append(all, l)
		}
	}
	slices.Reverse(all)
	return all[:min(most, len(all))], nil
}
