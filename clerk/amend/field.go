package amend

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"parley"
	"parley/ledger"
)

// One value of a closed list.
func one[T ~string](w *work, name, label string, at *T, list []T) {
	f := Field{Name: name, Label: label, Sort: SortOne, Values: []string{string(*at)}, Shown: string(*at)}
	for _, v := range list {
		f.Choices = append(f.Choices, Choice{string(v), string(v)})
	}
	if *at == "" {
		f.Choices = append([]Choice{{"", "not told"}}, f.Choices...)
	}
	w.fields = append(w.fields, f)
	if to, has := w.given(name); has {
		change(w, name, at, T(to))
	}
}

// given is what the form has for a field.
func (w *work) given(name string) (string, bool) {
	values, has := w.form[name]
	if !has || len(values) == 0 {
		return "", false
	}
	return strings.TrimSpace(values[0]), true
}

func (w *work) yes(name, label string, at *bool) {
	shown := map[bool]string{true: "yes", false: "no"}[*at]
	w.fields = append(w.fields, Field{Name: name, Label: label, Sort: SortOne, Values: []string{shown}, Shown: shown, Choices: []Choice{{"no", "no"}, {"yes", "yes"}}})
	if to, has := w.given(name); has {
		change(w, name, at, to == "yes")
	}
}

func (w *work) text(name, label string, at *string, hint string) {
	w.fields = append(w.fields, Field{Name: name, Label: label, Sort: SortText, Values: []string{*at}, Shown: *at, Hint: hint})
	if to, has := w.given(name); has {
		change(w, name, at, to)
	}
}

func (w *work) number(name, label string, at *int) {
	f := Field{Name: name, Label: label, Sort: SortText, Values: []string{strconv.Itoa(*at)}, Shown: strconv.Itoa(*at), Hint: "0 where it is not told"}
	w.fields = append(w.fields, f)
	if to, has := w.given(name); has {
		n, err := strconv.Atoi(to)
		if err != nil || n < 0 {
			w.trouble(fmt.Errorf("%q is not how many points a proposal has: %w", to, parley.ErrInvalid))
			return
		}
		change(w, name, at, n)
	}
}

// A date as a person has it is one that no words of the report give.
func (w *work) date(name, label string, at *parley.Date) {
	w.fields = append(w.fields, Field{Name: name, Label: label, Sort: SortText, Values: []string{at.EDTF}, Shown: at.EDTF, Hint: "2025-11-26, 2025-11, 2025-11-24/2025-11-27"})
	to, has := w.given(name)
	if !has || to == at.EDTF {
		return
	}
	if _, _, ok := parley.Days(to); !ok && to != "" {
		w.trouble(fmt.Errorf("%q is no date such as 2025-11-24, 2025-11 or 2025-11-24/2025-11-27: %w", to, parley.ErrInvalid))
		return
	}
	change(w, name, at, parley.Date{EDTF: to})
}

// among is one of lines of the record, by its id.
func (w *work) among(name, label string, at *string, choices []Choice) {
	f := Field{Name: name, Label: label, Sort: SortOne, Values: []string{*at}, Choices: append([]Choice{{"", "none"}}, choices...)}
	for _, c := range choices {
		if c.Value == *at {
			f.Shown = c.Name
		}
	}
	w.fields = append(w.fields, f)
	if to, has := w.given(name); has {
		change(w, name, at, to)
	}
}

func (w *work) plans() (all []Choice) {
	for _, p := range w.filing.Record.Proposals {
		all = append(all, Choice{p.ID, p.Name})
	}
	return all
}

// headWords is how many words stand for a statement in a list.
const headWords = 10

func (w *work) statements() (all []Choice) {
	r := &w.filing.Record.Report
	for _, s := range w.filing.Record.Statements {
		words := strings.Fields(Words(r, s.Content))
		if len(words) > headWords {
			words = append(words[:headWords:headWords], "…")
		}
		all = append(all, Choice{s.ID, s.ID + ": " + strings.Join(words, " ")})
	}
	return all
}

func (w *work) people() (all []Choice) {
	for _, e := range w.filing.Record.Entities {
		all = append(all, Choice{e.ID, e.Name})
	}
	return all
}

func (w *work) nameOf(id string) string {
	for _, e := range w.filing.Record.Entities {
		if e.ID == id && id != "" {
			return e.Name
		}
	}
	return ""
}

// somebody is an entity by its id or name, or one whom the report lacks, who is then
// of that kind.
func (w *work) somebody(name, label string, at *string, kind parley.EntityKind) {
	w.fields = append(w.fields, Field{
		Name: name, Label: label, Sort: SortSomebody, Values: []string{*at}, Shown: w.nameOf(*at),
		Choices: append([]Choice{{"", "not known"}}, w.people()...),
	})
	to, has := w.given(name)
	if has {
		to = w.entityCalled(to, kind)
	}
	if other, is := w.given(name + "-name"); is && other != "" {
		to, has = w.entityCalled(other, kind), true
	}
	if has {
		change(w, name, at, to)
	}
}

func (w *work) several(name, label string, at *[]string) {
	f := Field{Name: name, Label: label, Sort: SortSeveral, Values: slices.Clone(*at), Choices: w.people()}
	var shown []string
	for _, id := range *at {
		shown = append(shown, w.nameOf(id))
	}
	f.Shown = strings.Join(shown, ", ")
	w.fields = append(w.fields, f)
	values, has := w.form[name]
	others := strings.Split(strings.Join(w.form[name+"-name"], ";"), ";")
	var to []string
	for _, v := range slices.Concat(values, others) {
		if v = strings.TrimSpace(v); v == "" {
			continue
		}
		has = true
		if id := w.entityCalled(v, parley.EntityPerson); !slices.Contains(to, id) {
			to = append(to, id)
		}
	}
	if has && !slices.Equal(*at, to) {
		change(w, name, at, to)
	}
}

// entityCalled is the id of the entity that a person names by that or by name; one
// whom the report lacks is added to the correction.
func (w *work) entityCalled(name string, kind parley.EntityKind) string {
	if name == "" {
		return ""
	}
	for _, e := range slices.Concat(w.filing.Record.Entities, w.Entities) {
		if e.ID == name {
			return e.ID
		}
	}
	for _, e := range slices.Concat(w.filing.Record.Entities, w.Entities) {
		if alike(e.Name, name) {
			return e.ID
		}
	}
	for _, e := range w.filing.Record.Entities {
		if slices.ContainsFunc(e.Aliases, func(a string) bool { return alike(a, name) }) {
			return e.ID
		}
	}
	added := parley.Entity{ID: w.nextAdded(), Name: name, Kind: kind}
	w.Entities = append(w.Entities, added)
	return added.ID
}

// alike reports whether two names have the same words.
func alike(a, b string) bool {
	words := strings.Join(ledger.Words(a), " ")
	return words != "" && words == strings.Join(ledger.Words(b), " ")
}

// nextAdded is the first of p1, p2, … that nothing has.
func (w *work) nextAdded() string {
	n := 1
	for id := range ledger.LineIDs(w.filing.Record) {
		if strings.HasPrefix(id, "p") {
			n = max(n, ledger.LineNumber(id)+1)
		}
	}
	return fmt.Sprintf("p%d", n+len(w.Entities)+len(w.Terms))
}
