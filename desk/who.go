package desk

import (
	"cmp"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"parley"
	"parley/ask/search"
	"parley/ledger"
)

// A whoPage is who goes by a name.
type whoPage struct {
	rights
	Name     string
	Profiles []search.Profile
	Trouble  string
	Seen     int64 // the entry up to which the page has who is who

	state *ledger.State
}

// IsSealed reports whether the source of a report must not be shown.
func (p *whoPage) IsSealed(report int64) bool { return p.state != nil && p.state.Sealed(report) != 0 }

// Others are the profiles beside one, which may be the same person.
func (p *whoPage) Others(key string) (others []search.Profile) {
	for _, other := range p.Profiles {
		if other.Key != key {
			others = append(others, other)
		}
	}
	return others
}

func (d *Desk) who(q *request) error {
	head, err := d.Case.Head(q.Context())
	if err != nil {
		return err
	}
	page := &whoPage{Name: strings.TrimSpace(q.URL.Query().Get("name")), Seen: head.Size}
	if page.Name != "" {
		if page.state, err = d.Case.State(q.Context(), 0); err != nil {
			return err
		}
		page.Profiles, err = search.Who(q.Context(), d.Case, page.Name, "")
		if status(err) == 404 || status(err) == 422 {
			page.Trouble, err = problem(err), nil
		}
		if err != nil {
			return err
		}
	}
	return q.show(200, "who", cmp.Or(page.Name, "Who is who"), page)
}

// merge files that those of the form are one with the one whose page it is on.
func (d *Desk) merge(q *request) error {
	if err := q.ParseForm(); err != nil {
		return fmt.Errorf("reading the form: %v: %w", err, parley.ErrInvalid)
	}
	into, name := q.PostFormValue("key"), strings.TrimSpace(q.PostFormValue("name"))
	keys := append([]string{into}, q.PostForm["with"]...)
	if other := strings.TrimSpace(q.PostFormValue("other")); other != "" {
		key, err := d.keyOf(q, other)
		if err != nil {
			return err
		}
		keys = append(keys, key)
	}
	if len(keys) < 2 || slices.Contains(keys[1:], into) {
		return fmt.Errorf("choose with whom %s is one, or name somebody else: %w", name, parley.ErrInvalid)
	}
	decision := ledger.Decision{Keys: keys, Into: into, Name: name, Reason: strings.TrimSpace(q.PostFormValue("reason"))}
	filer := q.filer()
	filer.Seen = q.seen()
	if _, err := filer.Decide(q.Context(), ledger.KindMerge, ledger.Address{}, decision); err != nil {
		return q.conflictOver(err, keys, fmt.Sprintf("%s is one with %s.", name, strings.Join(keys[1:], ", ")), name)
	}
	return q.to("/who?name=" + url.QueryEscape(name))
}

// seen is the entry up to which the form's page had the case.
func (q *request) seen() int64 {
	seen, _ := strconv.ParseInt(q.PostFormValue("seen"), 10, 64)
	return max(seen, 0)
}

// A whoConflictPage is what another has decided of who is who, and what the person would.
type whoConflictPage struct {
	Theirs       []ledger.Judgement
	Action, Mine string
	Name         string // whose page has it
	Form         url.Values
	Seen         int64
}

// conflictOver shows both sides of a conflict over who is who; of another error it is
// that. Nothing is filed.
func (q *request) conflictOver(err error, keys []string, mine, name string) error {
	if !errors.Is(err, parley.ErrConflict) {
		return err
	}
	head, headErr := q.desk.Case.Head(q.Context())
	if headErr != nil {
		return headErr
	}
	state, stateErr := q.desk.Case.State(q.Context(), head.Size)
	if stateErr != nil {
		return stateErr
	}
	page := &whoConflictPage{Action: q.URL.Path, Mine: mine, Name: name, Form: url.Values{}, Seen: head.Size, Theirs: state.WhoSince(q.seen(), keys...)}
	if len(page.Theirs) == 0 {
		return err
	}
	for _, field := range []string{"key", "name", "with", "other", "in", "into", "reason"} {
		if values := q.PostForm[field]; len(values) > 0 {
			page.Form[field] = values
		}
	}
	return q.show(http.StatusConflict, "conflict-who", "Somebody else was quicker", page)
}

// keyOf is the key of the one who goes by a name, which may be no other's.
func (d *Desk) keyOf(q *request, name string) (string, error) {
	state, err := d.Case.State(q.Context(), 0)
	if err != nil {
		return "", err
	}
	found, err := search.Named(q.Context(), d.Case, state, name)
	if err != nil {
		return "", err
	}
	roots := map[string]bool{}
	var names []string
	for _, n := range found {
		roots[state.Merged(n.Key)[0]] = true
		names = append(names, n.Name)
	}
	if len(roots) > 1 {
		return "", fmt.Errorf("%q may be %s; write the whole name: %w", name, strings.Join(names, ", "), parley.ErrInvalid)
	}
	return found[0].Key, nil
}

// split files that in some reports an entity is somebody else. The form names its
// line in each of them.
func (d *Desk) split(q *request) error {
	if err := q.ParseForm(); err != nil {
		return fmt.Errorf("reading the form: %v: %w", err, parley.ErrInvalid)
	}
	name := strings.TrimSpace(q.PostFormValue("into"))
	if name == "" || len(q.PostForm["in"]) == 0 {
		return fmt.Errorf("name who it is, and choose in which reports: %w", parley.ErrInvalid)
	}
	var keys []string // in the order of the form
	decisions := map[string]*ledger.Decision{}
	for _, in := range q.PostForm["in"] {
		at, err := ledger.ParseAddress(in)
		if err != nil {
			return err
		}
		e, err := d.entity(q, at)
		if err != nil {
			return err
		}
		key := d.Case.Key(e)
		if decisions[key] == nil {
			into := d.Case.Key(&parley.Entity{Name: name, Kind: e.Kind})
			if into == key || into == "" { // their names are the same; they are not
				into = key + " (" + name + ")"
			}
			keys = append(keys, key)
			decisions[key] = &ledger.Decision{Keys: []string{key}, Into: into, Name: name, Reason: strings.TrimSpace(q.PostFormValue("reason"))}
		}
		if reports := &decisions[key].Reports; !slices.Contains(*reports, at.Report) {
			*reports = append(*reports, at.Report)
		}
	}
	filer := q.filer()
	filer.Seen = q.seen()
	for _, key := range keys {
		slices.Sort(decisions[key].Reports)
		if _, err := filer.Decide(q.Context(), ledger.KindSplit, ledger.Address{}, *decisions[key]); err != nil {
			return q.conflictOver(err, keys, fmt.Sprintf("In %s it is %s.", strings.Join(q.PostForm["in"], ", "), name), cmp.Or(q.PostFormValue("name"), name))
		}
	}
	return q.to("/who?name=" + url.QueryEscape(name))
}

// entity is the entity at an address.
func (d *Desk) entity(q *request, at ledger.Address) (*parley.Entity, error) {
	f, err := d.Case.Filing(q.Context(), at.Report, 0)
	if err != nil {
		return nil, err
	}
	for i := range f.Record.Entities {
		if f.Record.Entities[i].ID == at.Line {
			return &f.Record.Entities[i], nil
		}
	}
	return nil, fmt.Errorf("report %d has no entity %q: %w", at.Report, at.Line, parley.ErrNotFound)
}
