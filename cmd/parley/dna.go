package main

import (
	"context"
	"errors"
	"fmt"

	"parley/clerk"
	"parley/exchange/dna"
)

// dnaName is the ending of the files of Discourse Network Analyzer, which hold
// many reports.
const dnaName = ".dna"

// errNoDocuments is why nothing comes of such a file.
var errNoDocuments = errors.New("the file holds no documents")

// documents makes s the stream of the documents in the file at path, in the order
// of their ids. What people coded in them stays there.
func (s source) documents(path string, o readOptions) source {
	s.reports = func(yield func(clerk.Input) bool) bool {
		file, err := dna.Open(context.Background(), path, dna.Limits{})
		if err == nil && len(file.Documents) == 0 {
			err = errNoDocuments
		}
		if err != nil {
			return yield(broken(path, err).input)
		}
		for i := range file.Documents {
			if !yield(s.document(i+1, &file.Documents[i], o)) {
				return false
			}
		}
		return true
	}
	return s
}

func (s source) document(number int, d *dna.Document, o readOptions) clerk.Input {
	input := clerk.Input{Name: s.input.Name, Line: number, Size: len(d.Report.Text)}
	input.Open = func(context.Context) (clerk.Opened, error) {
		if size := int64(len(d.Report.Text)); size > int64(o.maxBytes) {
			return clerk.Opened{}, &tooLargeError{size, int64(o.maxBytes)}
		}
		report := d.Report
		report.Input = ""
		out, err := fromOther(&report, o)
		if n := len(d.Codings); n > 0 {
			out.Warnings = append(out.Warnings, fmt.Sprintf("what people coded in it is not read: %s", count(n, "statement")))
		}
		return out, err
	}
	return input
}
