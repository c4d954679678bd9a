// Package register keeps the terms that a deal can have, one plain file each, and
// says which of them the words of a report touch. An analyst extends a file, or
// puts others beside those of general, without knowing how it is read: see [Parse]
// for the form.
package register

import (
	"cmp"
	"embed"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"sync"
)

// A Register is a set of terms, in the order of their issues. It may be used by
// many at once.
type Register struct {
	terms   []*Term
	phrases index
}

//go:embed general/*.term
var general embed.FS

// General is the register that is built in.
func General() *Register { return builtIn() }

var builtIn = sync.OnceValue(func() *Register {
	terms, err := Read(general)
	if err != nil {
		panic("register: " + err.Error())
	}
	return New(terms...)
})

// Read parses every file of a folder, and of those in it, whose name ends in
// .term.
func Read(dir fs.FS) ([]*Term, error) {
	var terms []*Term
	err := fs.WalkDir(dir, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || path.Ext(name) != Extension {
			return err
		}
		text, err := fs.ReadFile(dir, name)
		if err != nil {
			return err
		}
		t, err := Parse(name, text)
		if err != nil {
			return err
		}
		if same := slices.IndexFunc(terms, func(o *Term) bool { return o.Issue == t.Issue }); same >= 0 {
			return fmt.Errorf("%s: term %q is in %s too", name, t.Issue, terms[same].File)
		}
		terms = append(terms, t)
		return nil
	})
	return terms, err
}

// Extension is what the name of a term's file ends in.
const Extension = ".term"

// New is a register of terms. Of two with the same issue the later counts.
func New(terms ...*Term) *Register {
	r := new(Register)
	for _, t := range terms {
		if i := slices.IndexFunc(r.terms, func(o *Term) bool { return o.Issue == t.Issue }); i >= 0 {
			r.terms[i] = t
			continue
		}
		r.terms = append(r.terms, t)
	}
	slices.SortFunc(r.terms, func(a, b *Term) int { return cmp.Compare(a.Issue, b.Issue) })
	for _, t := range r.terms {
		r.phrases.add(t)
	}
	return r
}

// With is a register that has terms too; one with the issue of a term that r has
// stands for that. R itself is not changed.
func (r *Register) With(terms ...*Term) *Register {
	return New(slices.Concat(r.terms, terms)...)
}

// Terms are those of r, in the order of their issues.
func (r *Register) Terms() []*Term { return slices.Clone(r.terms) }

// Term is the one of that issue, or nil.
func (r *Register) Term(issue string) *Term {
	i, ok := slices.BinarySearchFunc(r.terms, issue, func(t *Term, issue string) int { return cmp.Compare(t.Issue, issue) })
	if !ok {
		return nil
	}
	return r.terms[i]
}
