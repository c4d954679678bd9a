package attribute

import (
	"sort"
	"strings"

	"parley"
)

// An account is what a report says was said, while it is made: the statements,
// and what lies between them.
type account struct {
	text         string
	reading      *parley.Reading
	cast         *parley.Cast
	statements   []parley.Statement
	attributions []parley.Attribution // of each statement
	byID         map[string]int       // statements by their ids
	entities     map[string]*parley.Entity

	exhibits    []parley.Exhibit
	namings     []naming         // of exhibits, in the order of the text
	lastNamed   map[likeness]int // an index into namings
	byEntity    map[string]int   // exhibits by the entity they are spoken of as
	responses   []parley.Response
	byStatement int            // how many responses statements make; they come first
	told        map[string]int // by stem: how many statements have it
}

// newAccount takes statements, which stand in the order of the cues.
func newAccount(reading *parley.Reading, cast *parley.Cast, statements []parley.Statement) *account {
	a := &account{
		text:       reading.Report.Text,
		reading:    reading,
		cast:       cast,
		statements: statements,
		byID:       map[string]int{},
		entities:   map[string]*parley.Entity{},
		lastNamed:  map[likeness]int{},
		byEntity:   map[string]int{},
	}
	for _, i := range cueOrder(reading.Attributions) {
		a.attributions = append(a.attributions, reading.Attributions[i])
	}
	for i, s := range statements {
		a.byID[s.ID] = i
	}
	for i := range cast.Entities {
		a.entities[cast.Entities[i].ID] = &cast.Entities[i]
	}
	return a
}

// kind is that of the entity, empty for none.
func (a *account) kind(id string) parley.EntityKind {
	if e := a.entities[id]; e != nil {
		return e.Kind
	}
	return ""
}

// outer is the index of the statement that s lies within, -1 for none.
func (a *account) outer(s *parley.Statement) int {
	if i, ok := a.byID[s.Within]; ok {
		return i
	}
	return -1
}

// statementsIn are the statements whose cues begin within span: those from
// index from to before to.
func (a *account) statementsIn(span parley.Span) (from, to int) {
	at := func(offset int) int {
		return sort.Search(len(a.statements), func(i int) bool { return parley.Hull(a.statements[i].Cue).Start >= offset })
	}
	return at(span.Start), at(span.End)
}

// words are those of the text that begin within span.
func (a *account) words(span parley.Span) []token { return tokensIn(a.text, span) }

// between is the text from the end of s to the start of t.
func (a *account) between(s, t parley.Span) string {
	return a.text[s.End:max(s.End, t.Start)]
}

// isSpace reports whether nothing but space stands in s.
func isSpace(s string) bool { return strings.TrimSpace(s) == "" }
