package search

import (
	"context"
	"fmt"
	"slices"

	"parley"
	"parley/ledger"
)

// A Profile is what all reports of a case say of an entity.
type Profile struct {
	ledger.Name `json:"entity"`
	Keys        []string           `json:"keys"`    // that were merged into it, its own first
	Aliases     []Said             `json:"aliases"` // every name it goes by, the commonest first
	Roles       []Said             `json:"roles"`   // offices and descriptions, as the reports word them
	Parties     []Said             `json:"parties"` // the sides it is said to belong to
	Sends       []Said             `json:"for"`     // those it is said to represent
	Codes       parley.Codes       `json:"codes"`
	Speaks      int                `json:"speaks"`  // statements by it, in the reports looked at
	IsTold      int                `json:"is_told"` // statements to it, likewise
	Looked      int                `json:"looked"`  // reports looked at, the newest first; fewer than Reports where there are very many
	Appears     []Appearance       `json:"appears"`
	Decision    []ledger.Judgement `json:"decisions"` // merges and splits that it is part of
}

// Said is something that reports say, with how many do and the first of them,
// where the newest comes first.
type Said struct {
	What    string         `json:"what"`
	Reports int            `json:"reports"`
	In      ledger.Address `json:"in"`    // the entity's line in that report
	Words   string         `json:"words"` // that say so; empty where none do
}

// An Appearance is one report that speaks of an entity.
type Appearance struct {
	Of        ledger.Address `json:"of"` // the entity's line
	Publisher string         `json:"publisher"`
	Published string         `json:"published"`
	Title     string         `json:"title"`
	Input     string         `json:"input"`
}

// mostLooked bounds the reports that a profile is made from.
const mostLooked = 500

// Who is what a case says of a name: a profile of each entity that it may stand
// for.
func Who(ctx context.Context, c *ledger.Case, name, knownAt string) ([]Profile, error) {
	return who(ctx, c, name, knownAt, func(f *ledger.Filing) *ledger.Filing { return f })
}

// WhoShown is Who as it may be shown to others: of [Shown] filings alone, and
// without entities that nothing else speaks of.
func WhoShown(ctx context.Context, c *ledger.Case, name, knownAt string) ([]Profile, error) {
	all, err := who(ctx, c, name, knownAt, Shown)
	return onlySeen(all, name, err)
}

// WhoUnsealed is Who by what the reports say that are not sealed.
func WhoUnsealed(ctx context.Context, c *ledger.Case, name, knownAt string) ([]Profile, error) {
	all, err := who(ctx, c, name, knownAt, func(f *ledger.Filing) *ledger.Filing {
		if f.State.Sealed(f.Report.Seq) != 0 {
			return nil
		}
		return f
	})
	return onlySeen(all, name, err)
}

// onlySeen are the profiles of those whom a report speaks of that is shown.
func onlySeen(all []Profile, name string, err error) ([]Profile, error) {
	if err != nil {
		return nil, err
	}
	all = slices.DeleteFunc(all, func(p Profile) bool { return len(p.Appears) == 0 })
	for i := range all {
		all[i].Reports = len(all[i].Appears)
	}
	if len(all) == 0 {
		return nil, fmt.Errorf("nobody in this case is called %q: %w", name, parley.ErrNotFound)
	}
	return all, nil
}

func who(ctx context.Context, c *ledger.Case, name, knownAt string, show func(*ledger.Filing) *ledger.Filing) ([]Profile, error) {
	asOf, err := AsOf(ctx, c, knownAt)
	if err != nil {
		return nil, err
	}
	state, err := c.State(ctx, asOf)
	if err != nil {
		return nil, err
	}
	found, err := Named(ctx, c, state, name)
	if err != nil {
		return nil, err
	}
	var all []Profile
	done := map[string]bool{}
	for _, n := range found {
		keys := state.Merged(n.Key)
		if done[keys[0]] {
			continue
		}
		done[keys[0]] = true
		p, err := profile(ctx, c, state, n, keys, asOf, show)
		if err != nil {
			return nil, err
		}
		all = append(all, p)
	}
	return all, nil
}

func profile(ctx context.Context, c *ledger.Case, state *ledger.State, n ledger.Name, keys []string, asOf int64, show func(*ledger.Filing) *ledger.Filing) (Profile, error) {
	p := Profile{Name: n, Keys: keys}
	var ids []ledger.EntityID
	for _, key := range keys {
		ids = append(ids, ledger.EntityOf(key))
	}
	for name, err := range c.Names(ctx, nil, ids...) {
		if err != nil {
			return p, err
		}
		if name.Key == keys[0] {
			p.ID, p.Key, p.Name.Name, p.Kind = name.ID, name.Key, name.Name, name.Kind
		}
	}
	if len(keys) > 1 {
		p.Reports = 0
	}
	for report, err := range c.Reports(ctx, ledger.Query{Named: ids, AsOf: asOf}) {
		if err != nil {
			return p, err
		}
		if len(keys) > 1 {
			p.Reports++
		}
		if p.Looked == mostLooked {
			continue
		}
		f, err := c.FilingWith(ctx, report, asOf, state)
		if err != nil {
			return p, err
		}
		if f = show(f); f == nil {
			continue
		}
		p.add(f, c.Key, ids)
		p.Looked++
	}
	for _, j := range state.Of(ledger.Address{}) {
		if (j.Kind == ledger.KindMerge || j.Kind == ledger.KindSplit) && (slices.ContainsFunc(j.Keys, func(k string) bool { return slices.Contains(keys, k) }) || slices.Contains(keys, j.Into)) {
			p.Decision = append(p.Decision, j)
		}
	}
	for _, list := range [][]Said{p.Aliases, p.Roles, p.Parties, p.Sends} {
		slices.SortStableFunc(list, func(a, b Said) int { return b.Reports - a.Reports })
	}
	return p, nil
}

// add counts what one report says.
func (p *Profile) add(f *ledger.Filing, key ledger.Keyer, ids []ledger.EntityID) {
	names := map[string]string{}
	for _, e := range f.Record.Entities {
		names[e.ID] = e.Name
	}
	mine := map[string]bool{}
	for i := range f.Record.Entities {
		e := &f.Record.Entities[i]
		if !slices.Contains(ids, ledger.EntityOf(f.State.Key(f.Report.Seq, key(e)))) {
			continue
		}
		mine[e.ID] = true
		at := f.Address(e.ID)
		p.Appears = append(p.Appears, Appearance{at, f.Record.Report.Publisher, f.Record.Report.Published, f.Record.Report.Title, f.Record.Report.Input})
		for _, alias := range append([]string{e.Name}, e.Aliases...) {
			p.Aliases = count(p.Aliases, alias, at, "")
		}
		p.Roles = count(p.Roles, e.Role, at, "")
		for _, o := range e.Offices {
			p.Roles = count(p.Roles, office(o, names), at, quote(&f.Record.Report, o.Words))
		}
		p.Parties = count(p.Parties, names[e.Party], at, reasonFor(f.Record, e, "party"))
		p.Sends = count(p.Sends, names[e.Represents], at, reasonFor(f.Record, e, "represents"))
		if p.Codes == (parley.Codes{}) {
			p.Codes = e.Codes
		}
	}
	for _, s := range f.Record.Statements {
		if f.Status(s.ID) == ledger.StatusRejected {
			continue
		}
		if mine[s.Speaker] {
			p.Speaks++
		}
		if slices.ContainsFunc(s.Addressees, func(a string) bool { return mine[a] }) {
			p.IsTold++
		}
	}
}

func office(o parley.Office, names map[string]string) string {
	title := o.Title
	if of := names[o.Of]; of != "" {
		title += " of " + of
	}
	if o.From != "" || o.To != "" {
		title += " (" + o.From + "/" + o.To + ")"
	}
	return title
}

func reasonFor(r *parley.Record, e *parley.Entity, field string) string {
	for _, reason := range e.Reasons {
		if reason.Field == field {
			return quote(&r.Report, reason.Words)
		}
	}
	return ""
}

func quote(r *parley.Report, spans []parley.Span) string {
	words := ""
	for i, s := range spans {
		if i > 0 {
			words += " … "
		}
		words += r.Quote(s)
	}
	return words
}

// count adds one report to what says the same, or begins it.
func count(list []Said, what string, in ledger.Address, words string) []Said {
	if what == "" {
		return list
	}
	for i := range list {
		if list[i].What == what {
			if list[i].In.Report != in.Report {
				list[i].Reports++
			}
			return list
		}
	}
	return append(list, Said{what, 1, in, words})
}
