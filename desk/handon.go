package desk

import (
	"context"
	"errors"
	"fmt"

	"parley/ask/briefing"
	"parley/ask/search"
	"parley/desk/api"
	"parley/exchange"
	"parley/ledger"
)

// What leaves the case here is masked where its source is sealed, and is without
// what people rejected: a briefing, and the statements of a view as a table or as
// records.

// asked is the question that a page's address holds.
func (q *request) asked() (search.Question, error) {
	given := api.QuestionOf(q.URL.Query())
	return given.Ask()
}

func (d *Desk) briefing(q *request) error {
	question, err := q.asked()
	if err != nil {
		return err
	}
	b, err := briefing.Make(q.Context(), d.Case, briefing.Options{Question: question})
	if err != nil {
		return err
	}
	if q.URL.Path == "/briefing.md" {
		q.save("text/markdown; charset=utf-8", "briefing.md")
		return briefing.WriteMarkdown(q.ResponseWriter, b)
	}
	if q.URL.Query().Has("save") {
		q.save("text/html; charset=utf-8", "briefing.html")
	}
	q.ResponseWriter.Header().Set("Content-Type", "text/html; charset=utf-8")
	q.ResponseWriter.Header().Set("Content-Security-Policy", briefingPolicy)
	return briefing.WriteHTML(q.ResponseWriter, b)
}

// briefingPolicy lets a briefing, which is one file, have its own style and nothing
// else.
const briefingPolicy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

// save has the browser keep the answer as a file.
func (q *request) save(kind, name string) {
	q.ResponseWriter.Header().Set("Content-Type", kind)
	q.ResponseWriter.Header().Set("Content-Disposition", fmt.Sprintf("attachment; filename=%q", name))
}

// A recorder writes filings one after the other.
type recorder func(*exchange.Filing) error

// view writes what a question finds as rows or records.
func (d *Desk) view(q *request) error {
	question, err := q.asked()
	if err != nil {
		return err
	}
	answer, err := search.Ask(q.Context(), d.Case, question)
	if err != nil {
		return err
	}
	if q.URL.Path == "/statements.jsonl" {
		q.save("application/jsonl", "statements.jsonl")
		return handOn(q.Context(), question, answer, func(f *exchange.Filing) error {
			release, err := f.Release()
			if err != nil {
				return err
			}
			text, err := exchange.Encode(release.Record)
			if err == nil {
				_, err = q.ResponseWriter.Write(append(text, '\n'))
			}
			return err
		})
	}
	q.save("text/csv; charset=utf-8", "statements.csv")
	table := exchange.NewTable(q.ResponseWriter, exchange.SheetStatements)
	err = handOn(q.Context(), question, answer, func(f *exchange.Filing) error {
		release, err := f.Release()
		if err != nil {
			return err
		}
		record := *release.Record
		record.Report.ID = f.Address
		return table.Write(&record)
	})
	return errors.Join(err, table.Close())
}

// handOn writes the reports of hits, each with the statements that were found in it
// alone.
func handOn(ctx context.Context, question search.Question, answer *search.Answer, write recorder) error {
	var of *ledger.Filing
	kept := map[string]bool{}
	flush := func() error {
		if of == nil || len(kept) == 0 {
			return nil
		}
		return write(onlyLines(of, kept))
	}
	for hit, err := range answer.Hits {
		if removed(err) {
			continue
		}
		if err != nil {
			return err
		}
		if of == nil || of.Report.Seq != hit.Report.Seq {
			if err := flush(); err != nil {
				return err
			}
			of, kept = hit.Filing, map[string]bool{}
		}
		if _, ok := search.ShownHit(question, hit); ok {
			kept[hit.Statement.ID] = true
		}
	}
	return flush()
}

// onlyLines is a filing as writers take it, in which the statements that are not
// kept count as rejected, so that what rests on them goes too.
func onlyLines(f *ledger.Filing, kept map[string]bool) *exchange.Filing {
	out := &exchange.Filing{
		Record: f.Record, Address: f.Address("").String(), Filed: f.Report.Time, Author: f.Report.Author.Name,
		Reviews: map[string]exchange.Review{}, Sealed: f.State.Sealed(f.Report.Seq) != 0,
	}
	statuses := map[ledger.Status]exchange.ReviewStatus{
		ledger.StatusAccepted: exchange.ReviewAccepted, ledger.StatusCorrected: exchange.ReviewCorrected, ledger.StatusRejected: exchange.ReviewRejected,
	}
	for _, j := range f.State.Standing(f.Reading.Seq) {
		if status, ok := statuses[f.Status(j.Of.Line)]; ok && j.Kind != ledger.KindNote {
			out.Reviews[j.Of.Line] = exchange.Review{Status: status, By: j.Author.Name, At: j.Time}
		}
	}
	for _, s := range f.Record.Statements {
		if !kept[s.ID] {
			out.Reviews[s.ID] = exchange.Review{Status: exchange.ReviewRejected}
		}
	}
	return out
}
