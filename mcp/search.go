package mcp

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"parley"
	"parley/ask/search"
	"parley/ledger"
)

// A question is what tools that search take.
type question struct {
	Text    string   `json:"text,omitempty" jsonschema:"words that must be there; \"in quotation marks\" in a row, -without, one OR other, begin*"`
	By      []string `json:"by,omitempty" jsonschema:"names of who says it, any of them"`
	About   []string `json:"about,omitempty" jsonschema:"names or words in what is said, all of them"`
	Since   string   `json:"since,omitempty" jsonschema:"said on or after this day: 2025-11-24, 2025-11 or 2025"`
	Until   string   `json:"until,omitempty" jsonschema:"said on or before this day"`
	KnownAt string   `json:"known_at,omitempty" jsonschema:"as the case stood at a day, a time, or # and the number of an entry"`
}

func (q question) search() search.Question {
	return search.Question{Text: q.Text, By: q.By, About: q.About, Since: q.Since, Until: q.Until, KnownAt: q.KnownAt}
}

type statementsQuestion struct {
	question
	To        []string `json:"to,omitempty" jsonschema:"names of who is told, any of them"`
	Acts      []string `json:"acts,omitempty" jsonschema:"what is done: assert, announce, confirm, deny, not-dispute, decline-comment, accept, reject, demand, request, propose, offer, promise, threaten, warn, accuse, advise, praise, regret, ask, commit-conditional, other"`
	Certainty []string `json:"certainty,omitempty" jsonschema:"certain, probable, possible, unknown"`
	Classes   []string `json:"source_classes,omitempty" jsonschema:"named, anonymous, institution, document"`
	Status    []string `json:"status,omitempty" jsonschema:"read, accepted, corrected"`
	Negated   bool     `json:"negated,omitempty" jsonschema:"only acts that are denied"`
	Report    int64    `json:"report,omitempty" jsonschema:"only of the report with this number"`
	HeldAt    string   `json:"held_at,omitempty" jsonschema:"as things were on this day, whatever was said since"`
	page
}

// A page is a part of a list.
type page struct {
	Limit  int    `json:"limit,omitempty" jsonschema:"how many at most, 20 unless told, 100 at most"`
	Cursor string `json:"cursor,omitempty" jsonschema:"from the answer before, to go on"`
}

// A rest says whether a list goes on.
type rest struct {
	More   bool   `json:"more" jsonschema:"there are more: ask again with the cursor"`
	Cursor string `json:"cursor,omitempty"`
}

// start is the entry as of which a list is read, and how much of it was given.
func (s *server) start(ctx context.Context, cursor, knownAt string) (asOf int64, given int, err error) {
	if cursor != "" {
		if n, err := fmt.Sscanf(cursor, "%d+%d", &asOf, &given); n != 2 || err != nil || asOf < 1 || given < 0 {
			return 0, 0, fmt.Errorf("%q is no cursor of an answer: %w", cursor, parley.ErrInvalid)
		}
		return asOf, given, nil
	}
	if asOf, err = search.AsOf(ctx, s.of, knownAt); err != nil || asOf > 0 {
		return asOf, 0, err
	}
	head, err := s.of.Head(ctx)
	if err != nil {
		return 0, 0, err
	}
	return head.Size, 0, nil
}

func restAt(asOf int64, given int) rest { return rest{true, fmt.Sprintf("%d+%d", asOf, given)} }

type statementsAnswer struct {
	Understood []understood `json:"understood,omitempty" jsonschema:"who the names of the question were taken for"`
	Statements []statement  `json:"statements"`
	rest
}

type understood struct {
	Field  string   `json:"field"`
	Name   string   `json:"name"`
	Quoted []string `json:"quoted" jsonschema:"names in the reports"`
}

func (s *server) searchStatements(ctx context.Context, in statementsQuestion) (out statementsAnswer, err error) {
	out.Statements = []statement{}
	asOf, given, err := s.start(ctx, in.Cursor, in.KnownAt)
	if err != nil {
		return out, err
	}
	q := in.search()
	q.To, q.Negated, q.Report, q.HeldAt = in.To, in.Negated, in.Report, in.HeldAt
	q.KnownAt = fmt.Sprintf("#%d", asOf)
	if err := errors.Join(fill("act", &q.Acts, in.Acts, parley.Acts), fill("certainty", &q.Certain, in.Certainty, parley.Certainties),
		fill("source class", &q.Classes, in.Classes, parley.SourceClasses), fill("status", &q.Status, in.Status, standing)); err != nil {
		return out, err
	}
	left, n := newRoom(in.Limit), 0
	names, err := s.shown(ctx, q, func(h search.Hit) bool {
		if n++; n <= given {
			return true
		}
		line := newStatement(h.Filing, h.Statement)
		if !left.takes(line) {
			out.rest = restAt(asOf, given+len(out.Statements))
			return false
		}
		out.Statements = append(out.Statements, line)
		return true
	})
	out.Understood = names
	return out, err
}

// standing are the statuses that may be asked for: a rejected line is not shown.
var standing = []ledger.Status{ledger.StatusRead, ledger.StatusAccepted, ledger.StatusCorrected}

// fill turns words into values of a closed list.
func fill[T ~string](what string, to *[]T, given []string, list []T) error {
	for _, g := range given {
		if !slices.Contains(list, T(g)) {
			return fmt.Errorf("%s %q is none of %v: %w", what, g, list, parley.ErrInvalid)
		}
		*to = append(*to, T(g))
	}
	return nil
}

// shown yields the hits of a question as they may be shown: those of sealed
// reports last, in the order of their numbers, as their place among dated ones
// would tell their date.
func (s *server) shown(ctx context.Context, q search.Question, take func(search.Hit) bool) ([]understood, error) {
	answer, err := search.Ask(ctx, s.of, q)
	if s.mayTell(ctx, err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	sealed, err := s.sealed(ctx, q.KnownAt)
	if err != nil {
		return nil, err
	}
	var taken []understood
	if len(sealed) == 0 { // names are of the whole case
		taken = names(answer.Names)
	}
	for hit, err := range answer.Hits {
		if err != nil {
			return nil, err
		}
		if isSealed(hit.Filing) {
			continue
		}
		if h, ok := search.ShownHit(q, hit); ok && !take(h) {
			return taken, nil
		}
	}
	for _, report := range sealed {
		if q.Report != 0 && q.Report != report {
			continue
		}
		of := q
		of.Report = report
		answer, err := search.Ask(ctx, s.of, of)
		if err != nil {
			return nil, err
		}
		for hit, err := range answer.Hits {
			if err != nil {
				return nil, err
			}
			if h, ok := search.ShownHit(q, hit); ok && !take(h) {
				return taken, nil
			}
		}
	}
	return taken, nil
}

// names are how the names of a question were taken, where they were taken for
// several.
func names(all []search.Understood) []understood {
	var out []understood
	for _, u := range all {
		n := understood{Field: u.Field, Name: u.Name}
		for _, e := range u.Entities[:min(len(u.Entities), defaultLimit)] {
			n.Quoted = append(n.Quoted, e.Name)
		}
		if len(n.Quoted) > 1 {
			out = append(out, n)
		}
	}
	return out
}

// mayTell reports whether an error says that nobody has a name, in a case with
// sealed reports: that somebody has it, and says nothing that can be shown, would
// tell who is in them.
func (s *server) mayTell(ctx context.Context, err error) bool {
	if !errors.Is(err, parley.ErrNotFound) {
		return false
	}
	sealed, sealedErr := s.sealed(ctx, "")
	return sealedErr != nil || len(sealed) > 0
}

// sealed lists the reports that are sealed, in order.
func (s *server) sealed(ctx context.Context, knownAt string) ([]int64, error) {
	asOf, err := search.AsOf(ctx, s.of, knownAt)
	if err != nil {
		return nil, err
	}
	state, err := s.of.State(ctx, asOf)
	if err != nil {
		return nil, err
	}
	var all []int64
	for _, j := range state.Of(ledger.Address{}) {
		if report := j.Entry.Of.Report; j.Kind == ledger.KindSeal && state.Sealed(report) == j.Seq && state.Purged(report) == 0 {
			all = append(all, report)
		}
	}
	slices.Sort(all)
	return all, nil
}

type reportsQuestion struct {
	question
	page
}

type reportsAnswer struct {
	Reports []report `json:"reports"`
	rest
}

func (s *server) searchReports(ctx context.Context, in reportsQuestion) (out reportsAnswer, err error) {
	out.Reports = []report{}
	asOf, given, err := s.start(ctx, in.Cursor, in.KnownAt)
	if err != nil {
		return out, err
	}
	q := in.search()
	q.KnownAt = fmt.Sprintf("#%d", asOf)
	left, n := newRoom(in.Limit), 0
	take := func(f *ledger.Filing) bool {
		if n++; n <= given {
			return true
		}
		line := newReport(search.Shown(f))
		if !left.takes(line) {
			out.rest = restAt(asOf, given+len(out.Reports))
			return false
		}
		out.Reports = append(out.Reports, line)
		return true
	}
	reports, err := search.Reports(ctx, s.of, q)
	if s.mayTell(ctx, err) {
		return out, nil
	}
	if err != nil {
		return out, err
	}
	for f, err := range reports {
		if errors.Is(err, ledger.ErrRemoved) {
			continue
		}
		if err != nil {
			return out, err
		}
		if !isSealed(f) && !take(f) {
			return out, nil
		}
	}
	if q.Text != "" || len(q.By)+len(q.About) > 0 || q.Since != "" || q.Until != "" {
		return out, nil // that a sealed report answers would tell
	}
	sealed, err := s.sealed(ctx, q.KnownAt)
	if err != nil {
		return out, err
	}
	for _, report := range sealed {
		f, err := s.filing(ctx, report, asOf)
		if err != nil {
			return out, err
		}
		if !take(f) {
			return out, nil
		}
	}
	return out, nil
}
