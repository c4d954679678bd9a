// Package dna reads and writes the files of Discourse Network Analyzer 3
// (leifeld-lab/dna): SQLite databases of documents and of what people coded in
// them.
//
// A document is a [parley.Report]. A coding is a stretch of its text with
// variables, in the default type of coding person, organization, concept and
// agreement, by a coder. DNA counts a text in Java's UTF-16 units, a span in
// bytes; the change happens here and nowhere else.
//
// A file comes from outside and is not trusted. [Read] works on a copy in memory
// that SQLite may only read, by tables and columns that the package names:
// triggers, views and computed columns of the file never run. A file that is
// damaged, of another version, or whose rows contradict each other is refused
// whole. docs/dna.md says how the two sides correspond.
package dna

import (
	"time"

	"parley"
)

// A File is what a database of DNA holds.
type File struct {
	Version   string // of DNA, as the file gives it
	Documents []Document
	Entities  []*Entity // what the codings name, in the order of their ids
	Warnings  []string
}

// A Document is a text and what is coded in it.
type Document struct {
	ID      int64
	Report  parley.Report // title, text, author as byline, source as publisher, date
	Section string
	Type    string
	Notes   string
	Coder   string   // who added it
	Codings []Coding // in the order of the text
}

// A Coding is what a coder saw in a stretch of text.
type Coding struct {
	ID     int64
	Span   parley.Span
	Type   string // the label of its type: "DNA Statement"
	Coder  string
	Values []Value // in the order of the type's variables
}

// Value is the value that the coding has for a variable; the zero Value where it
// has none.
func (c *Coding) Value(variable string) Value {
	for _, v := range c.Values {
		if v.Variable == variable {
			return v
		}
	}
	return Value{}
}

// A Value is what a coding says of one variable.
type Value struct {
	Variable string
	Kind     Kind
	Text     string // of a text
	Number   int64  // of an integer; 0 or 1 of a boolean
	Entity   *Entity
}

// A Kind is a type of variable, as DNA names it.
type Kind string

const (
	KindBoolean   Kind = "boolean"
	KindInteger   Kind = "integer"
	KindLongText  Kind = "long text"
	KindShortText Kind = "short text" // one of the entities of its variable
)

// An Entity is a person, an organization, a concept: a value that codings share.
type Entity struct {
	ID         int64
	Variable   string
	Value      string
	Parent     *Entity
	Attributes map[string]string // those that have a value: Type, Alias, Notes
}

// The variables of DNA's default type of coding.
const (
	Person       = "person"
	Organization = "organization"
	Concept      = "concept"
	Agreement    = "agreement"
)

// Limits bound what is read. Zero stands for the default.
type Limits struct {
	Bytes int64 // of the file
	Rows  int   // of all tables together
	Value int   // bytes of one value, such as a document's text
	Time  time.Duration
}

// The defaults of [Limits].
const (
	DefaultBytes = 256 << 20
	DefaultRows  = 5_000_000
	DefaultValue = 64 << 20
	DefaultTime  = 2 * time.Minute
)

func (l Limits) filled() Limits {
	fill(&l.Bytes, DefaultBytes)
	fill(&l.Rows, DefaultRows)
	fill(&l.Value, DefaultValue)
	fill(&l.Time, DefaultTime)
	return l
}

func fill[T int | int64 | time.Duration](limit *T, otherwise T) {
	if *limit <= 0 {
		*limit = otherwise
	}
}
