package accounts

import (
	"cmp"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"sync"
	"time"
)

// How often one may fail: with one name from one network, from one network, and with
// one name from everywhere, in a quarter of an hour.
const (
	ofBoth    = 5
	ofNetwork = 20
	ofName    = 50
	window    = 15 * time.Minute
)

const mostKept = 10000 // sessions, and failures that are counted

var (
	// ErrRefused tells nothing of what was wrong: name or password.
	ErrRefused = errors.New("name and password do not belong together")
	// ErrTooOften asks to wait.
	ErrTooOften = errors.New("that was tried too often; wait a quarter of an hour")
	// ErrUnknown is of somebody whom an issuer knows, but no account.
	ErrUnknown = errors.New("nobody of that mail address or subject has an account here")
)

// A Door lets people in, and knows who is in. It may be used from any goroutine.
type Door struct {
	Accounts *File
	LogIns   string // the file of who came in
	Now      func() time.Time

	mu       sync.Mutex
	sessions map[[32]byte]*Session // by the digest of what the browser has
	failures map[string][]time.Time
	told     map[string]time.Time // when a limit was last noted as passed
}

// Enter lets somebody in by a password, and gives what their browser is to keep.
func (d *Door) Enter(ctx context.Context, name, password, address string) (token string, err error) {
	name = short(strings.Join(strings.Fields(strings.ToValidUTF8(name, "�")), " "))
	l := LogIn{Name: name, Address: address, By: ByPassword}
	from := network(address)
	limits := []limit{{"both\x00" + name + "\x00" + from, ofBoth}, {"network\x00" + from, ofNetwork}, {"name\x00" + name, ofName}}
	if err := d.try(l, limits); err != nil {
		return "", err
	}
	a, is, err := d.Accounts.Find(name)
	if err != nil {
		return "", err
	}
	hash := nobody
	if is {
		hash = cmp.Or(a.Hash, nobody)
	}
	if !matches(ctx, hash, password) || !is {
		return "", errors.Join(ErrRefused, d.note("refused", l))
	}
	return d.admit(a, l, limits)
}

// EnterBy lets in whom an issuer knows. Who asks the issuer, for a subject and a mail
// address that it has verified; it is not asked for a network that has tried too often.
func (d *Door) EnterBy(ctx context.Context, issuer, address string, who func(context.Context) (subject, mail string, err error)) (token string, err error) {
	l := LogIn{Address: address, By: issuer}
	limits := []limit{{"network\x00" + network(address), ofNetwork}}
	if err := d.try(l, limits); err != nil {
		return "", err
	}
	subject, mail, err := who(ctx)
	if err != nil {
		l.Why = err.Error()
		return "", errors.Join(err, d.note("refused", l))
	}
	a, is, err := d.Accounts.Known(subject, mail)
	if err != nil {
		return "", err
	}
	if !is {
		l.Name, l.Why = cmp.Or(mail, subject), "no account"
		return "", errors.Join(ErrUnknown, d.note("refused", l))
	}
	l.Name = a.Name
	return d.admit(a, l, limits)
}

// Stray notes who comes back from an issuer without having been sent there. Other sites
// can bring that about, so it keeps nobody out, and of many the first are noted.
func (d *Door) Stray(issuer, address string, why error) {
	l := LogIn{Address: address, By: issuer, Why: why.Error()}
	if d.try(l, []limit{{"stray\x00" + network(address), ofNetwork}}) == nil {
		_ = d.note("refused", l) // nobody comes in by it
	}
}

// admit lets in who has shown who they are, once that is noted.
func (d *Door) admit(a Account, l LogIn, limits []limit) (token string, err error) {
	if err := d.note("in", l); err != nil {
		return "", fmt.Errorf("nobody comes in unseen: %w", err)
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, limit := range limits { // what succeeds does not count
		if times := d.failures[limit.key]; len(times) > 1 {
			d.failures[limit.key] = times[:len(times)-1]
		} else {
			delete(d.failures, limit.key)
		}
	}
	return d.begin(a, l.Address), nil
}

// A limit is how many attempts may fail of those that have a key.
type limit struct {
	key  string
	most int
}

// try counts an attempt before it is made, so that many at once are counted too. Of
// those that were made too often one in each window is noted, and not all of a flood.
func (d *Door) try(l LogIn, limits []limit) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	now := d.Now()
	passed, is := d.passed(now, limits)
	if !is {
		for _, l := range limits {
			d.failures[l.key] = append(d.since(now, l.key), now)
		}
		return nil
	}
	if last, was := d.told[passed]; was && now.Sub(last) <= window {
		return ErrTooOften
	}
	for key, last := range d.told {
		if now.Sub(last) > window {
			delete(d.told, key)
		}
	}
	if d.told == nil {
		d.told = map[string]time.Time{}
	}
	if len(d.told) < mostKept {
		d.told[passed] = now
	}
	return errors.Join(ErrTooOften, d.append("too often", l))
}

// passed is the limit that attempts have passed.
func (d *Door) passed(now time.Time, limits []limit) (key string, is bool) {
	if d.failures == nil {
		d.failures = map[string][]time.Time{}
	}
	if len(d.failures) > mostKept {
		for key, times := range d.failures {
			if now.Sub(times[len(times)-1]) > window {
				delete(d.failures, key)
			}
		}
	}
	if len(d.failures) > mostKept {
		return "all", true
	}
	i := slices.IndexFunc(limits, func(l limit) bool { return len(d.since(now, l.key)) >= l.most })
	if i < 0 {
		return "", false
	}
	return limits[i].key, true
}

// since are the attempts of a key that count still.
func (d *Door) since(now time.Time, key string) []time.Time {
	times := d.failures[key]
	for len(times) > 0 && now.Sub(times[0]) > window {
		times = times[1:]
	}
	return times
}

// network is what one attacker has of addresses: all of one, or of IPv6 the 2⁶⁴ that a
// single line is given.
func network(address string) string {
	a, err := netip.ParseAddr(address)
	if err != nil {
		return short(address)
	}
	if a = a.Unmap().WithZone(""); a.Is4() {
		return a.String()
	}
	p, _ := a.Prefix(64) // an address of IPv6 has 64 bits
	return p.String()
}

// short is a name that is no longer than one may be; no account has one that was cut.
func short(name string) string {
	if len(name) > 200 {
		return strings.ToValidUTF8(name[:200], "") + "…"
	}
	return name
}

// sessionOf is where the session of a token is.
func sessionOf(token string) [32]byte { return sha256.Sum256([]byte(token)) }

// begin begins a session, and gives its token.
func (d *Door) begin(a Account, address string) (token string) {
	d.forget()
	if d.sessions == nil {
		d.sessions = map[[32]byte]*Session{}
	}
	d.makeRoom(a.Name)
	token = rand.Text()
	s := &Session{Account: a, Begun: d.Now(), Used: d.Now(), Address: address}
	s.Context, s.end = context.WithTimeout(context.Background(), Longest)
	d.sessions[sessionOf(token)] = s
	return token
}
