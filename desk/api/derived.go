package api

import (
	"context"

	"parley/ask/review"
	"parley/ask/search"
)

// A Waiting is a statement that nobody has looked at.
type Waiting struct {
	Statement
	Weight  float64  `json:"weight" doc:"how unsure it is, times how much depends on it"`
	Because []string `json:"because"`
}

// A WaitingLine is a line of any noun that nobody has looked at.
type WaitingLine struct {
	Of        string      `json:"of" doc:"its address" example:"12/o3"`
	Noun      review.Noun `json:"noun" enum:"statement,position,proposal,contact"`
	Who       string      `json:"who" doc:"who says it, whose position or plan it is, who takes part"`
	What      string      `json:"what" doc:"the act; the stance and what it is on; kind, status and time"`
	Words     string      `json:"words"`
	Title     string      `json:"title" doc:"what its report is called"`
	Published string      `json:"published"`
	Weight    float64     `json:"weight"`
	Because   []string    `json:"because"`
}

// A Queue is the lines to look at first.
type Queue struct {
	Lines      []WaitingLine `json:"lines" doc:"the heaviest first"`
	Statements []Waiting     `json:"statements" doc:"those of the lines that are statements, with more of each"`
	All        int           `json:"all"`
	Reports    int           `json:"reports" doc:"that were looked at, the newest"`
	More       bool          `json:"more" doc:"whether there are older ones, which were not"`
}

// derived is what is derived on reading.
func (a *api) derived() {
	type none struct{}
	type queueInput struct {
		N int `query:"n" minimum:"1" maximum:"200" default:"50"`
	}
	get(a, "/review", "list-review", "What a person should look at first", func(ctx context.Context, in *queueInput) (Queue, error) {
		queue, err := a.Queue(ctx)
		if err != nil {
			return Queue{}, err
		}
		out := Queue{Lines: []WaitingLine{}, Statements: []Waiting{}, All: len(queue.Lines), Reports: queue.Reports, More: queue.More}
		for _, l := range queue.Lines[:min(in.N, len(queue.Lines))] {
			out.Lines = append(out.Lines, a.Waiting(&l))
			if l.Statement != nil {
				out.Statements = append(out.Statements, Waiting{newStatement(l.Filing, l.Statement), l.Weight(), append([]string{}, l.Because...)})
			}
		}
		return out, nil
	})
	type whoInput struct {
		Name    string `query:"name" required:"true" minLength:"1"`
		KnownAt string `query:"known-at"`
	}
	get(a, "/who", "get-who", "Who goes by a name, in all reports, as parley who --json prints them: docs/ask.md", func(ctx context.Context, in *whoInput) (any, error) {
		return search.Who(ctx, a.Case, in.Name, in.KnownAt)
	})
	type clocks struct {
		HeldAt  string `query:"held-at" doc:"EDTF: where they stood then"`
		KnownAt string `query:"known-at" doc:"as the case was then"`
	}
	get(a, "/positions", "get-positions", "Who stands where on which term: docs/positions.md", func(ctx context.Context, in *clocks) (any, error) {
		return a.Positions(ctx, in.HeldAt, in.KnownAt)
	})
	get(a, "/contacts", "list-contacts", "Calls, meetings and visits: docs/timeline.md", func(ctx context.Context, _ *none) (any, error) {
		return a.Contacts(ctx)
	})
	get(a, "/proposals", "list-proposals", "Plans and texts with their points: docs/proposals.md", func(ctx context.Context, _ *none) (any, error) {
		return a.Proposals(ctx)
	})
}
