package api

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"

	"parley"
	"parley/ask/search"
	"parley/exchange"
	"parley/ledger"
)

// A Report is one as lists have it.
type Report struct {
	Of         string `json:"of" doc:"its number in the case" example:"12"`
	Title      string `json:"title"`
	Publisher  string `json:"publisher"`
	Byline     string `json:"byline"`
	Published  string `json:"published"`
	URL        string `json:"url"`
	Language   string `json:"language"`
	Statements int    `json:"statements"`
	Sealed     bool   `json:"sealed"`
	Filed      string `json:"filed" format:"date-time"`
	By         string `json:"by" doc:"who filed it"`
}

// Reports are some reports.
type Reports struct {
	Reports []Report `json:"reports"`
	Next    string   `json:"next" doc:"the cursor to go on with; empty at the end"`
}

func newReport(f *ledger.Filing) Report {
	r := &f.Record.Report
	return Report{
		f.Address("").String(), r.Title, r.Publisher, r.Byline, r.Published, r.URL, r.Language, len(f.Record.Statements),
		f.State.Sealed(f.Report.Seq) != 0, f.Report.Time.UTC().Format("2006-01-02T15:04:05.000Z"), f.Report.Author.Name,
	}
}

type reportInput struct {
	Report int64 `path:"report"`
}

func (a *api) reports() {
	type listInput struct {
		Text   string `query:"text" doc:"words that the report has"`
		Cursor string `query:"cursor"`
		N      int    `query:"n" minimum:"1" maximum:"200" default:"100"`
	}
	get(a, "/reports", "list-reports", "The reports of the case, the newest first", func(ctx context.Context, in *listInput) (Reports, error) {
		return a.listReports(ctx, in.Text, in.Cursor, in.N)
	})
	get(a, "/reports/{report}", "get-report", "One report", func(ctx context.Context, in *reportInput) (Report, error) {
		f, err := a.Case.Filing(ctx, in.Report, 0)
		if err != nil {
			return Report{}, err
		}
		return newReport(f), nil
	})
	get(a, "/reports/{report}/record", "get-record", "The record of a report as parley export prints it: docs/exchange.md", func(ctx context.Context, in *reportInput) (any, error) {
		return a.record(ctx, in.Report)
	})
}

func (a *api) listReports(ctx context.Context, text, after string, n int) (Reports, error) {
	out := Reports{Reports: []Report{}}
	from := 0
	if after != "" {
		var err error
		if from, err = strconv.Atoi(after); err != nil || from < 0 {
			return out, fmt.Errorf("%q is no cursor: %w", after, parley.ErrInvalid)
		}
	}
	all, err := search.Reports(ctx, a.Case, search.Question{Text: text})
	if err != nil {
		return out, err
	}
	place := 0
	for f, err := range all {
		if errors.Is(err, ledger.ErrRemoved) {
			continue
		}
		if err != nil {
			return out, err
		}
		if place++; place <= from {
			continue
		}
		if len(out.Reports) == n {
			out.Next = strconv.Itoa(from + n)
			break
		}
		out.Reports = append(out.Reports, newReport(f))
	}
	return out, nil
}

// record is the record of a report as it may leave the case.
func (a *api) record(ctx context.Context, report int64) (json.RawMessage, error) {
	f, err := a.Case.Filing(ctx, report, 0)
	if err != nil {
		return nil, err
	}
	return exchange.Encode(search.Shown(f).Record)
}
