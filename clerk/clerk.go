// Package clerk takes reports in: from what a report says to the record of it,
// by way of the crafts, which do not know each other.
//
//	report → reader → resolve → attribute → terms → record
//
// [Clerk.Read] does so for one report. [Clerk.ReadAll] does it for any number
// of inputs, several at a time, and hands the records over in the order of the
// inputs while it holds only a few of them.
package clerk

import (
	"context"
	"crypto/sha256"
	"fmt"
	"strings"

	"parley"
	"parley/reader"
)

// A Clerk makes records. Its first fields are the crafts it employs; each field must
// be safe for use by several goroutines at once.
type Clerk struct {
	Reader    Reader
	Resolve   func(*parley.Reading) *parley.Cast
	Attribute func(*parley.Reading, *parley.Cast) *parley.Account

	// Deal says what a record, with all but the deal in it, says of the deal, and may add
	// to its entities; nil leaves that out.
	Deal func(*parley.Reading, *parley.Cast, *parley.Record) *parley.Deal

	// Learned names what else than the reader was learned from examples, each with its
	// digest: a record rests on it as on the reader's weights, see [Weights].
	Learned []string

	// Known, where it is set, is the entry of a report that need not be read again,
	// as it is filed; 0 for one that is to be read.
	Known func(context.Context, *parley.Report) (int64, error)
}

// A Reader finds attributions and mentions in a report.
type Reader interface {
	Read(report *parley.Report) (*parley.Reading, error)
}

// Weights is the digest of all that a record was read with: the digest of the reader's
// weights, or where more was learned, that of a list of it and them, a line each.
func Weights(reader string, learned []string) string {
	if reader == "" || len(learned) == 0 {
		return reader
	}
	all := "reader " + reader + "\n" + strings.Join(learned, "\n") + "\n"
	return fmt.Sprintf("sha256:%x", sha256.Sum256([]byte(all)))
}

// Read makes the record of one report. No record leaves it with a span that the
// report does not hold. The crafts see the report's text with its paragraphs in one line
// each; every byte keeps its place.
func (c *Clerk) Read(report *parley.Report) (*parley.Record, error) {
	whole := *report
	whole.Text = reader.Unwrapped(report.Text)
	reading, err := c.Reader.Read(&whole)
	if err != nil {
		return nil, err
	}
	reading = withTurns(withShortNames(withKnownNames(withHe(withOwnNames(reading)))))
	cast := c.Resolve(reading)
	account := c.Attribute(reading, cast)
	record := &parley.Record{
		Report:     whole,
		Entities:   cast.Entities,
		Statements: account.Statements,
		Responses:  account.Responses,
		Exhibits:   account.Exhibits,
		Weights:    Weights(reading.Weights, c.Learned),
	}
	if c.Deal != nil {
		deal := c.Deal(reading, cast, record)
		record.Terms, record.Positions = deal.Terms, deal.Positions
		record.Proposals, record.Contacts = deal.Proposals, deal.Contacts
	}
	record.Report = *report
	return record, record.Verify()
}
