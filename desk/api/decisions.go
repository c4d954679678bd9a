package api

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"parley"
	"parley/clerk"
	"parley/clerk/amend"
	"parley/ledger"
)

// A Filed is an entry that was made.
type Filed struct {
	Entry int64       `json:"entry" doc:"by which it can be undone"`
	Kind  ledger.Kind `json:"kind"`
	Of    string      `json:"of"`
	By    string      `json:"by"`
}

func filed(e ledger.Entry, err error) (Filed, error) {
	if err != nil {
		return Filed{}, err
	}
	return Filed{e.Seq, e.Kind, e.Of.String(), e.Author.Name}, nil
}

// A Decided is what somebody decides of a line.
type Decided struct {
	Decide  string  `json:"decide" enum:"accept,reject,correct,note"`
	Reason  string  `json:"reason,omitempty" maxLength:"4000" doc:"why, or of a note its text; kept for good"`
	Seen    int64   `json:"seen,omitempty" doc:"the entry of the log up to which the person has seen the line: what another decided of it since is a conflict (409), not lost"`
	Correct *Fields `json:"correct,omitempty" doc:"of a correction: what of the statement is otherwise"`

	Fields map[string][]string `json:"fields,omitempty" doc:"of a correction of any line, in place of correct: fields as the form on its page has them, such as {\"stance\":[\"reject\"]}"`
}

// Fields are those of a statement that a correction changes; what is absent stays.
type Fields struct {
	Speaker    *string           `json:"speaker,omitempty" doc:"an entity of the report by its id; empty for one that is not known"`
	NewSpeaker string            `json:"new_speaker,omitempty" maxLength:"200" doc:"the name of somebody whom the report's entities lack"`
	Addressees *[]string         `json:"addressees,omitempty" doc:"ids of entities"`
	Act        *parley.Act       `json:"act,omitempty"`
	Certainty  *parley.Certainty `json:"certainty,omitempty"`
	Negated    *bool             `json:"negated,omitempty"`
}

func (a *api) decisions() {
	type lineInput struct {
		Report int64  `path:"report"`
		Line   string `path:"line" example:"s3"`
		Body   Decided
	}
	post(a, "/lines/{report}/{line}/decisions", "decide", "Accept, reject, correct or note a line", func(ctx context.Context, in *lineInput) (Filed, error) {
		return filed(a.decide(ctx, ledger.Address{Report: in.Report, Line: in.Line}, in.Body))
	})
	type undoInput struct {
		Entry int64 `path:"entry"`
		Body  struct {
			Reason string `json:"reason,omitempty" maxLength:"4000"`
		} `required:"false"`
	}
	post(a, "/log/{entry}/undo", "undo", "Undo a decision; the undo of an undo brings back what it took", func(ctx context.Context, in *undoInput) (Filed, error) {
		return filed(a.filer(ctx).Undo(ctx, in.Entry, strings.TrimSpace(in.Body.Reason)))
	})
	type mergeInput struct {
		Body struct {
			Keys   []string `json:"keys" minItems:"2" doc:"of the entities, as who has them"`
			Into   string   `json:"into" doc:"the one of them that the others become"`
			Name   string   `json:"name,omitempty" maxLength:"200"`
			Reason string   `json:"reason,omitempty" maxLength:"4000"`
			Seen   int64    `json:"seen,omitempty" minimum:"0" doc:"the entry of the log up to which the person has seen who is who: what another decided of these entities since is a conflict (409)"`
		}
	}
	post(a, "/who/merge", "merge", "Say that entities are one", func(ctx context.Context, in *mergeInput) (Filed, error) {
		d := ledger.Decision{Keys: in.Body.Keys, Into: in.Body.Into, Name: in.Body.Name, Reason: in.Body.Reason}
		return filed(a.filerWho(ctx, in.Body.Seen).Decide(ctx, ledger.KindMerge, ledger.Address{}, d))
	})
	type splitInput struct {
		Body struct {
			Key     string  `json:"key"`
			Into    string  `json:"into" doc:"the key of whom it is in those reports"`
			Name    string  `json:"name,omitempty" maxLength:"200"`
			Reports []int64 `json:"reports" minItems:"1"`
			Reason  string  `json:"reason,omitempty" maxLength:"4000"`
			Seen    int64   `json:"seen,omitempty" minimum:"0" doc:"as of merge"`
		}
	}
	post(a, "/who/split", "split", "Say that an entity is another one in some reports", func(ctx context.Context, in *splitInput) (Filed, error) {
		d := ledger.Decision{Keys: []string{in.Body.Key}, Into: in.Body.Into, Name: in.Body.Name, Reports: in.Body.Reports, Reason: in.Body.Reason}
		return filed(a.filerWho(ctx, in.Body.Seen).Decide(ctx, ledger.KindSplit, ledger.Address{}, d))
	})
}

// filerWho files for somebody who has seen who is who up to an entry.
func (a *api) filerWho(ctx context.Context, seen int64) *clerk.Filer {
	filer := a.filer(ctx)
	filer.Seen = seen
	return filer
}

func (a *api) decide(ctx context.Context, of ledger.Address, in Decided) (ledger.Entry, error) {
	f, err := a.Case.Filing(ctx, of.Report, 0)
	if err != nil {
		return ledger.Entry{}, err
	}
	reason, filer := strings.TrimSpace(in.Reason), a.filer(ctx)
	filer.Seen = in.Seen
	switch in.Decide {
	case "accept":
		return filer.Decide(ctx, ledger.KindAccept, of, ledger.Decision{Reason: reason})
	case "reject":
		return filer.Decide(ctx, ledger.KindReject, of, ledger.Decision{Reason: reason})
	case "note":
		return filer.Decide(ctx, ledger.KindNote, of, ledger.Decision{Text: reason})
	}
	if len(in.Fields) > 0 {
		d, err := amend.Correction(f, of.Line, url.Values(in.Fields))
		if err != nil {
			return ledger.Entry{}, err
		}
		d.Reason = reason
		return filer.Decide(ctx, ledger.KindCorrect, of, d)
	}
	s, err := statementOf(f, of.Line)
	if err != nil {
		return ledger.Entry{}, err
	}
	d, err := corrected(f.Record, *s, in.Correct)
	if err != nil {
		return ledger.Entry{}, err
	}
	d.Reason = reason
	return filer.Decide(ctx, ledger.KindCorrect, of, d)
}

// corrected is the correction of a statement by fields that differ from it.
func corrected(record *parley.Record, s parley.Statement, to *Fields) (ledger.Decision, error) {
	var d ledger.Decision
	if to == nil {
		return d, fmt.Errorf("a correction says what is otherwise: %w", parley.ErrInvalid)
	}
	change := func(field string, differs bool) {
		if differs && !slices.Contains(d.Fields, field) {
			d.Fields = append(d.Fields, field)
		}
	}
	if to.Speaker != nil {
		change("speaker", *to.Speaker != s.Speaker)
		s.Speaker = *to.Speaker
	}
	if name := strings.TrimSpace(to.NewSpeaker); name != "" {
		added := parley.Entity{ID: newEntityID(record), Name: name, Kind: parley.EntityPerson}
		d.Entities, s.Speaker = []parley.Entity{added}, added.ID
		change("speaker", true)
	}
	if to.Addressees != nil {
		change("addressees", !slices.Equal(*to.Addressees, s.Addressees))
		s.Addressees = *to.Addressees
	}
	if to.Act != nil && *to.Act != s.Act {
		change("act", true)
		s.Act, s.CAMEO = *to.Act, ""
	}
	if to.Certainty != nil {
		change("certainty", *to.Certainty != s.Certainty)
		s.Certainty = *to.Certainty
	}
	if to.Negated != nil {
		change("negated", *to.Negated != s.Negated)
		s.Negated = *to.Negated
	}
	if len(d.Fields) == 0 {
		return d, fmt.Errorf("nothing was changed: %w", parley.ErrInvalid)
	}
	d.Statement = &s
	return d, nil
}

// newEntityID is the next of p1, p2, …, as a person adds entities.
func newEntityID(record *parley.Record) string {
	for n := 1; ; n++ {
		id := fmt.Sprintf("p%d", n)
		if !slices.ContainsFunc(record.Entities, func(e parley.Entity) bool { return e.ID == id }) {
			return id
		}
	}
}
