package register

import (
	_ "embed"
	"slices"
	"strings"
	"sync"

	"parley"
	"parley/internal/table"
)

//go:embed pax.tsv
var paxFile string

// describing are the phrases by which the description of an agreement says an
// issue that no term of it names, as one term a code.
var describing = sync.OnceValue(func() *Register {
	var terms []*Term
	for row := range table.Rows("pax.tsv", paxFile, 2) {
		phrases, err := phrasesOf(row[1])
		if err != nil {
			panic("pax.tsv: " + row[0] + ": " + err.Error())
		}
		terms = append(terms, &Term{Issue: strings.ToLower(row[0]), PAX: []string{row[0]}, File: "pax.tsv", touch: phrases})
	}
	return New(terms...)
})

// Codes are the codes of PA-X that the description of an agreement touches, in
// order: those of the terms of r, and those that pax.tsv has.
func (r *Register) Codes(description string) []string {
	record := &parley.Record{Report: parley.Report{Text: description}}
	var codes []string
	for _, t := range slices.Concat(r.Touch(record, nil), describing().Touch(record, nil)) {
		codes = append(codes, t.PAX...)
	}
	slices.Sort(codes)
	return slices.Compact(codes)
}
