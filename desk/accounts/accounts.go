// Package accounts knows who may work at a desk, and as what: a file of people with
// their roles and how they come in, the sessions of those who are in, and a file of who
// came in and who was refused. Both lie beside a case and not in its log: the log
// keeps for ever, and what a password leaves must go when its person goes.
package accounts

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"unicode"

	"parley"
)

// A Role is what somebody may do; each may do what those before it may.
type Role string

const (
	Reader   Role = "reader"   // reads everything, sealed reports too
	Reviewer Role = "reviewer" // adds reports, decides, notes, takes back what is theirs
	Lead     Role = "lead"     // takes back what others decided, sees who came in
)

// Roles is the closed list, the one who may do least first.
var Roles = []Role{Reader, Reviewer, Lead}

// May says whether who has the role may do what is for another.
func (r Role) May(what Role) bool {
	mine, needed := slices.Index(Roles, r), slices.Index(Roles, what)
	return mine >= 0 && needed >= 0 && mine >= needed
}

// ParseRole reads a role.
func ParseRole(name string) (Role, error) {
	if !slices.Contains(Roles, Role(name)) {
		return "", fmt.Errorf("%q is no role: reader, reviewer or lead: %w", name, parley.ErrInvalid)
	}
	return Role(name), nil
}

// An Account is a person's. The name is the author of what they file. They come in by
// a password, by an issuer that knows them, or by either.
type Account struct {
	Name string `json:"name"`
	Role Role   `json:"role"`
	Hash string `json:"hash,omitempty"` // of the password, as argon2id writes it

	Mail    string `json:"mail,omitempty"`    // that an issuer has verified; A to Z are small
	Subject string `json:"subject,omitempty"` // what the issuer calls the person, and nobody else
}

// Ways says by what somebody comes in.
func (a Account) Ways() (all []string) {
	if a.Hash != "" {
		all = append(all, ByPassword)
	}
	if a.Subject != "" {
		all = append(all, "subject "+a.Subject)
	}
	if a.Mail != "" {
		all = append(all, a.Mail)
	}
	return all
}

// A File is where accounts are. It is read again when it has changed, so that who is
// removed is out at once.
type File struct {
	path string

	mu   sync.Mutex
	seen fs.FileInfo
	all  []Account
}

// NewFile is the accounts at path; there need be none yet.
func NewFile(path string) *File { return &File{path: path} }

// All lists the accounts by name.
func (f *File) All() ([]Account, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	all, err := f.read()
	return slices.Clone(all), err
}

// Find is the account of a name; ok is false where there is none.
func (f *File) Find(name string) (a Account, ok bool, err error) {
	all, err := f.All()
	i := slices.IndexFunc(all, func(a Account) bool { return a.Name == name })
	if err != nil || i < 0 {
		return Account{}, false, err
	}
	return all[i], true, nil
}

// Known is the account of whom an issuer knows by a subject, or by a mail address that it
// has verified. Where an account has a subject that alone decides: a mail address may come
// to be somebody else's.
func (f *File) Known(subject, mail string) (a Account, ok bool, err error) {
	all, err := f.All()
	mail = small(mail)
	var found []Account
	for _, a := range all {
		if a.Subject != "" && a.Subject == subject || a.Subject == "" && a.Mail != "" && a.Mail == mail {
			found = append(found, a)
		}
	}
	if err != nil || len(found) == 0 {
		return Account{}, false, err
	}
	if i := slices.IndexFunc(found, func(a Account) bool { return a.Subject != "" }); i >= 0 {
		return found[i], true, nil
	}
	return found[0], true, nil
}

// small makes A to Z small, and no other letter: those of other scripts that look alike
// or fold to the same are of other people.
func small(mail string) string {
	return strings.Map(func(r rune) rune {
		if 'A' <= r && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	}, mail)
}

// Put adds an account, or replaces the one of its name. No two have one mail address or
// subject.
func (f *File) Put(a Account) error {
	a.Mail = small(a.Mail)
	if err := valid(a); err != nil {
		return err
	}
	return f.change(func(all []Account) ([]Account, error) {
		all = slices.DeleteFunc(all, func(old Account) bool { return old.Name == a.Name })
		for _, other := range all {
			if a.Mail != "" && a.Mail == other.Mail || a.Subject != "" && a.Subject == other.Subject {
				return nil, fmt.Errorf("an issuer would take %s for %s: %w", a.Name, other.Name, parley.ErrConflict)
			}
		}
		return append(all, a), nil
	})
}

// Remove takes an account away.
func (f *File) Remove(name string) error {
	return f.change(func(all []Account) ([]Account, error) {
		rest := slices.DeleteFunc(all, func(a Account) bool { return a.Name == name })
		if len(rest) == len(all) {
			return nil, fmt.Errorf("there is no account of %s: %w", name, parley.ErrNotFound)
		}
		return rest, nil
	})
}

func valid(a Account) error {
	if _, err := ParseRole(string(a.Role)); err != nil {
		return err
	}
	if a.Name == "" || len(a.Name) > 200 || strings.Join(strings.Fields(a.Name), " ") != a.Name || strings.ContainsFunc(a.Name, func(r rune) bool { return r < ' ' || r == 0x7f || r == '�' }) {
		return fmt.Errorf("%q is no name of a person: %w", a.Name, parley.ErrInvalid)
	}
	if a.Mail != "" && !isMail(a.Mail) {
		return fmt.Errorf("%q is no mail address: %w", a.Mail, parley.ErrInvalid)
	}
	if len(a.Subject) > 255 || strings.ContainsFunc(a.Subject, unicode.IsControl) { // OpenID Connect Core 1.0, section 2
		return fmt.Errorf("%q is no subject of an issuer: %w", a.Subject, parley.ErrInvalid)
	}
	if len(a.Ways()) == 0 {
		return fmt.Errorf("%s has no way to come in: a password, a mail address or a subject: %w", a.Name, parley.ErrInvalid)
	}
	return nil
}

func isMail(mail string) bool {
	name, host, is := strings.Cut(mail, "@")
	return is && name != "" && host != "" && len(mail) <= 254 && !strings.ContainsFunc(mail, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) || r == '\ufffd' })
}

func (f *File) read() ([]Account, error) {
	info, err := os.Stat(f.path)
	if errors.Is(err, fs.ErrNotExist) {
		f.seen, f.all = nil, nil
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	if f.seen != nil && os.SameFile(f.seen, info) && f.seen.ModTime().Equal(info.ModTime()) && f.seen.Size() == info.Size() {
		return f.all, nil
	}
	data, err := os.ReadFile(f.path)
	if err != nil {
		return nil, err
	}
	var all []Account
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(&all); err != nil {
		return nil, fmt.Errorf("%s is no file of accounts: %v: %w", f.path, err, parley.ErrInvalid)
	}
	f.seen, f.all = info, all
	return all, nil
}

// change writes the whole file anew, for its owner alone, and puts it in the place of
// the old one.
func (f *File) change(change func([]Account) ([]Account, error)) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	all, err := f.read()
	if err == nil {
		all, err = change(slices.Clone(all))
	}
	if err != nil {
		return err
	}
	slices.SortFunc(all, func(a, b Account) int { return strings.Compare(a.Name, b.Name) })
	data, err := json.MarshalIndent(all, "", "  ")
	if err != nil {
		return err
	}
	next, err := os.CreateTemp(filepath.Dir(f.path), ".accounts-*") // made for its owner alone
	if err != nil {
		return err
	}
	defer os.Remove(next.Name())
	_, err = next.Write(append(data, '\n'))
	if err == nil {
		err = next.Sync()
	}
	if err = errors.Join(err, next.Close()); err != nil {
		return err
	}
	return os.Rename(next.Name(), f.path)
}
