package api

import (
	"context"

	"parley"
)

// A Term is an issue of the deal that a report of the case speaks of.
type Term struct {
	Key        string   `json:"key" doc:"by which every report knows it" example:"territory@UA-14"`
	Name       string   `json:"name"`
	Place      string   `json:"place" doc:"the code of its place; empty for a term that is of none"`
	Options    []string `json:"options" doc:"ways to settle it that reports word, with how many reports do"`
	Positions  int      `json:"positions" doc:"on it and its options"`
	Reports    int      `json:"reports" doc:"of the newest, that touch it"`
	Statements int      `json:"statements" doc:"that touch it"`
	Own        bool     `json:"own" doc:"whether the case has it of its own"`
	File       TermFile `json:"file"`
}

// A TermFile is the text that defines a term.
type TermFile struct {
	Name  string `json:"name"`
	Entry int64  `json:"entry" doc:"that filed it; 0 for one that is built in"`
	Text  string `json:"text,omitempty" doc:"where one term is asked for"`
}

// A TermOf is one term: who stands where on it now, and what touches it.
type TermOf struct {
	Term
	Stands []TermStand `json:"stands"`
	Words  []TermWords `json:"words" doc:"the newest report first"`
}

// A TermStand is where a party stands on a term, or on one of its options.
type TermStand struct {
	Party    string          `json:"party"`
	Option   string          `json:"option" doc:"empty for the term as such"`
	Basis    parley.Basis    `json:"basis"`
	Private  bool            `json:"private"`
	Stances  []parley.Stance `json:"stances" doc:"the latest; several where none is known to be later"`
	Conflict bool            `json:"conflict"`
	Rows     int             `json:"positions"`
	Changes  []TermChange    `json:"changes" doc:"the last first"`
}

// A TermChange is when and in which words a stance came about.
type TermChange struct {
	Of     string        `json:"of" example:"12/o3"`
	Stance parley.Stance `json:"stance"`
	Day    string        `json:"day" doc:"EDTF"`
	Words  string        `json:"words"`
	By     string        `json:"by" doc:"who says so; empty for the report itself"`
}

// A TermWords is a statement that touches a term.
type TermWords struct {
	Of      string `json:"of" example:"12/s3"`
	Speaker string `json:"speaker"`
	Words   string `json:"words"`
}

func (a *api) terms() {
	type none struct{}
	get(a, "/terms", "list-terms", "The terms that reports of the case touch", func(ctx context.Context, _ *none) ([]Term, error) {
		return a.Terms(ctx)
	})
	type termInput struct {
		Term string `path:"term" example:"ceasefire"`
	}
	get(a, "/terms/{term}", "get-term", "One term: who stands where, and which statements touch it", func(ctx context.Context, in *termInput) (TermOf, error) {
		return a.Term(ctx, in.Term)
	})
}
