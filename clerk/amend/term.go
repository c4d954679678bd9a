package amend

import (
	"fmt"
	"slices"
	"strings"

	"parley"
	"parley/ledger"
	"parley/terms/register"
)

// Known is the general register with the terms that a case has of its own.
func Known(state *ledger.State) (*register.Register, error) {
	var own []*register.Term
	for _, j := range state.TermFiles() {
		t, err := register.Parse(j.Name, []byte(j.Text))
		if err != nil {
			return nil, fmt.Errorf("the term's file of entry %d: %w", j.Seq, err)
		}
		own = append(own, t)
	}
	return register.General().With(own...), nil
}

// term is what a position is on: a term by its key, and an option of it by its id.
func (w *work) term(p *parley.Position) {
	known, err := Known(w.filing.State)
	w.trouble(err)
	w.known = known
	term := Field{Name: "term", Label: "Term", Sort: SortText, Hint: "its name, such as ceasefire; of a place, territory@UA-14"}
	option := Field{Name: "option", Label: "Option", Sort: SortText, Hint: "empty for the term as such"}
	was := w.termByID(p.Term)
	if was != nil {
		term.Values, term.Shown = []string{was.Key}, was.Name
		for _, o := range was.Options {
			option.Choices = append(option.Choices, Choice{o.ID, o.Name})
			if o.ID == p.Option {
				option.Shown = o.Name
			}
		}
	}
	for _, t := range w.filing.Record.Terms {
		term.Choices = append(term.Choices, Choice{t.Key, t.Name})
	}
	if known != nil {
		for _, t := range known.Terms() {
			key := t.Issue
			if t.PerPlace {
				key += "@"
			}
			term.Choices = append(term.Choices, Choice{key, t.Name})
		}
	}
	option.Values = []string{p.Option}
	w.fields = append(w.fields, term, option)
	if w.form == nil || known == nil {
		return
	}
	w.setTerm(p, was)
}

func (w *work) termByID(id string) *parley.Term {
	for _, t := range slices.Concat(w.filing.Record.Terms, w.Terms) {
		if t.ID == id && id != "" {
			return &t
		}
	}
	return nil
}

func (w *work) setTerm(p *parley.Position, was *parley.Term) {
	oldOption := p.Option
	if want, has := w.given("term"); has && !(was != nil && want == was.Key) {
		id, err := w.termCalled(want)
		if w.trouble(err); err != nil {
			return
		}
		if id != p.Term {
			change(w, "term", &p.Term, id)
			p.Option = ""
		}
	}
	want, has := w.given("option")
	if !has || want == p.Option {
		return
	}
	id, err := w.optionCalled(p.Term, want)
	if err != nil && want == oldOption {
		return // that of the term before, which nobody has put in
	}
	w.trouble(err)
	change(w, "option", &p.Option, id)
}

// termCalled is the id of the term that a person names: one of the report's, or one
// that the register knows, which is added to the correction.
func (w *work) termCalled(want string) (string, error) {
	if want == "" {
		return "", nil
	}
	for _, t := range w.filing.Record.Terms {
		if t.ID == want || t.Key == want || alike(t.Name, want) {
			return t.ID, nil
		}
	}
	issue, place, isPlaced := strings.Cut(want, "@")
	t := w.known.Term(issue)
	if i := slices.IndexFunc(w.known.Terms(), func(t *register.Term) bool { return alike(t.Name, want) }); t == nil && i >= 0 {
		t = w.known.Terms()[i]
	}
	switch {
	case t == nil:
		return "", fmt.Errorf("report %d touches no term %q, and no register knows it: %w", w.filing.Report.Seq, want, parley.ErrInvalid)
	case isPlaced && (!t.PerPlace || place == ""):
		return "", fmt.Errorf("the term %s is of no place, or %q is none: %w", issue, place, parley.ErrInvalid)
	}
	added := parley.Term{ID: w.nextAdded(), Key: t.Issue, Issue: t.Issue, Name: t.Name, PAX: slices.Clone(t.PAX)}
	if isPlaced {
		added.Key, added.Name = want, place+": "+t.Name
	}
	w.Terms = append(w.Terms, added)
	return added.ID, nil
}

// optionCalled is the id of the option of a term that a person names; one that the
// report does not word is added to the correction.
func (w *work) optionCalled(term, want string) (string, error) {
	if want == "" {
		return "", nil
	}
	t := w.termByID(term)
	if t == nil {
		return "", fmt.Errorf("an option is one of a term, and the position is on none: %w", parley.ErrInvalid)
	}
	for _, o := range t.Options {
		if o.ID == want || alike(o.Name, want) {
			return o.ID, nil
		}
	}
	var ids []string
	if r := w.known.Term(t.Issue); r != nil {
		for _, o := range r.Options {
			if o.ID == want || alike(o.Name, want) {
				w.addOption(t, o)
				return o.ID, nil
			}
			ids = append(ids, o.ID)
		}
	}
	if ids == nil {
		return "", fmt.Errorf("the term %s has no options: %w", t.Key, parley.ErrInvalid)
	}
	return "", fmt.Errorf("the term %s has no option %q, only %s: %w", t.Key, want, strings.Join(ids, ", "), parley.ErrInvalid)
}

func (w *work) addOption(t *parley.Term, o register.Option) {
	name, _, _ := strings.Cut(o.Name, "[")
	option := parley.TermOption{ID: o.ID, Name: strings.TrimSpace(name)}
	if k := slices.IndexFunc(w.Terms, func(have parley.Term) bool { return have.ID == t.ID }); k >= 0 {
		w.Terms[k].Options = append(w.Terms[k].Options, option)
		return
	}
	w.Terms = append(w.Terms, parley.Term{ID: t.ID, Key: t.Key, Issue: t.Issue, Name: t.Name, Options: []parley.TermOption{option}})
}
