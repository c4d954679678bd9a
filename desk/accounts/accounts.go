// Package accounts knows who may work at a desk, and as what: a file of people with
// their roles and passwords, the sessions of those who are in, and a file of who
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

// An Account is a person's. The name is the author of what they file.
type Account struct {
	Name string `json:"name"`
	Role Role   `json:"role"`
	Hash string `json:"hash"` // of the password, as argon2id writes it
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

// Put adds an account, or replaces the one of its name.
func (f *File) Put(a Account) error {
	if err := valid(a); err != nil {
		return err
	}
	return f.change(func(all []Account) ([]Account, error) {
		all = slices.DeleteFunc(all, func(old Account) bool { return old.Name == a.Name })
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
	return nil
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
