package ledger

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"parley"
)

// A Name is an entity of the case as the index keeps it: the kind and name that
// the first report to speak of it has, and the words by which it is asked for.
type Name struct {
	ID      EntityID          `json:"-"`
	Key     string            `json:"key"`
	Name    string            `json:"name"`
	Kind    parley.EntityKind `json:"kind"`
	Words   []string          `json:"-"`       // of its names and aliases, sorted, each once
	Reports int               `json:"reports"` // that speak of it; only where a store answers with it
}

// EncodeNames is the names of one report as a store keeps them, so that those of
// another can be told from them when it is purged: one a row, its fields with tabs
// between, what is free text in quotation marks as Go has them.
func EncodeNames(names []Name) []byte {
	b := []byte{}
	for _, n := range names {
		b = strconv.AppendInt(b, int64(n.ID), 36)
		b = strconv.AppendQuote(append(b, '\t'), n.Key)
		b = strconv.AppendQuote(append(b, '\t'), n.Name)
		b = append(append(b, '\t'), n.Kind...)
		b = append(append(b, '\t'), strings.Join(n.Words, " ")...)
		b = append(b, '\n')
	}
	return b
}

// DecodeNames reads what EncodeNames wrote of a report. What it cannot have
// written is a [parley.ErrTampered].
func DecodeNames(report int64, encoded []byte) ([]Name, error) {
	var names []Name
	for row := range strings.Lines(string(encoded)) {
		f := strings.Split(strings.TrimSuffix(row, "\n"), "\t")
		if len(f) != 5 {
			return nil, fmt.Errorf("a name of report %d has %d fields in the index, not 5: %w", report, len(f), parley.ErrTampered)
		}
		id, err := parseID(f[0])
		key, keyErr := strconv.Unquote(f[1])
		name, nameErr := strconv.Unquote(f[2])
		if err != nil || keyErr != nil || nameErr != nil {
			return nil, fmt.Errorf("a name of report %d is %q in the index: %w", report, row, parley.ErrTampered)
		}
		names = append(names, Name{ID: id, Key: key, Name: name, Kind: parley.EntityKind(f[3]), Words: strings.Fields(f[4])})
	}
	return names, nil
}

// Add makes n the name of what n and the name of a later report are.
func (n *Name) Add(later Name) {
	if n.ID == 0 {
		*n = later
		n.Words = slices.Clone(later.Words)
		return
	}
	n.Words = append(n.Words, later.Words...)
	n.Words = once(n.Words)
}
