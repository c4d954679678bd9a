package api

import (
	"context"

	"parley"
	"parley/ledger"
)

// A Response is what a party says, or pointedly does not say, to something.
type Response struct {
	Of        string              `json:"of" doc:"its address" example:"12/r1"`
	By        string              `json:"by" doc:"empty where it is not known"`
	Kind      parley.ResponseKind `json:"kind"`
	Words     string              `json:"words"`
	In        string              `json:"in" doc:"the address of the statement that makes it; empty for the report's own words"`
	To        Answered            `json:"to"`
	Status    ledger.Status       `json:"status"`
	Title     string              `json:"title" doc:"what its report is called"`
	Publisher string              `json:"publisher"`
	Published string              `json:"published"`
	Copy      string              `json:"copy" doc:"its words and source as people paste them, masked where it is sealed"`
	Sealed    bool                `json:"sealed" doc:"whether its source must not leave the case"`
}

// Answered is what a response answers.
type Answered struct {
	Sort  AnsweredSort `json:"sort"`
	Of    string       `json:"of" doc:"the address of the line; empty where the report has none for it"`
	Name  string       `json:"name" doc:"whose statement it is, or what the exhibit, proposal or contact is called"`
	Words string       `json:"words" doc:"by which the response names it, or else those of the line"`
}

// An AnsweredSort is the closed list of what is answered.
type AnsweredSort string

const (
	AnsweredStatement AnsweredSort = "statement"
	AnsweredExhibit   AnsweredSort = "exhibit"
	AnsweredProposal  AnsweredSort = "proposal"
	AnsweredContact   AnsweredSort = "contact"
	AnsweredWords     AnsweredSort = "words" // of the report alone
)

// AnsweredSorts lists every sort.
var AnsweredSorts = []AnsweredSort{AnsweredStatement, AnsweredExhibit, AnsweredProposal, AnsweredContact, AnsweredWords}

// Asked says which responses are asked for.
type Asked struct {
	Who  string   `query:"who" doc:"words of the name of who answers"`
	Kind []string `query:"kind,explode" doc:"any of"`
	To   []string `query:"to,explode" doc:"what is answered: any of"`
}

// Kinds are those that are asked for; none for all.
func (a *Asked) Kinds() ([]parley.ResponseKind, error) {
	return closed("kind", a.Kind, parley.ResponseKinds)
}

// Sorts are those of what is answered that are asked for; none for all.
func (a *Asked) Sorts() ([]AnsweredSort, error) { return closed("to", a.To, AnsweredSorts) }

// Responses are those of the newest reports.
type Responses struct {
	Responses []Response `json:"responses" doc:"the newest report first"`
	More      bool       `json:"more" doc:"whether there are older reports, which were not looked at"`
}

// An Exhibit is something that reports show or rest on: what was filed, or what one
// report speaks of.
type Exhibit struct {
	Of           string             `json:"of" doc:"the entry that filed it, or the address of the line" example:"12/x1"`
	Name         string             `json:"name"`
	Kind         parley.ExhibitKind `json:"kind"`
	Date         string             `json:"date" doc:"EDTF: when it was made"`
	Duration     string             `json:"duration" doc:"ISO 8601"`
	Participants []string           `json:"participants" doc:"those heard, seen or writing in it"`
	ObtainedBy   string             `json:"obtained_by"`
	SHA256       string             `json:"sha256" doc:"of what was filed; empty for what a report speaks of"`
	Kept         bool               `json:"kept" doc:"whether the case has its bytes"`
	FiledBy      string             `json:"filed_by"`
	Words        string             `json:"words" doc:"of the report that speak of it"`
	Status       ledger.Status      `json:"status" doc:"of the line"`
	Title        string             `json:"title" doc:"what its report is called"`
	Published    string             `json:"published"`
	Copy         string             `json:"copy" doc:"its words and source as people paste them, masked where it is sealed"`
	Sealed       bool               `json:"sealed"`
	Reactions    []Response         `json:"reactions" doc:"what parties say of it, such as whether it is authentic"`
	Rests        []Resting          `json:"rests" doc:"the statements that rest on it"`
	Alike        []Alike            `json:"alike" doc:"of what was filed, exhibits of reports that may be it, and the other way round"`
}

// A Resting is a statement that rests on an exhibit.
type Resting struct {
	Of      string `json:"of" example:"12/s3"`
	Speaker string `json:"speaker"`
	Words   string `json:"words"`
	Copy    string `json:"-"` // what a copy of it is
	Sealed  bool   `json:"-"`
}

// An Alike is another exhibit that may be the same.
type Alike struct {
	Of   string   `json:"of"`
	Name string   `json:"name"`
	Why  []string `json:"why" doc:"what the two have in common"`

	Copy   string `json:"-"` // what a copy of it is, where it is sealed
	Sealed bool   `json:"-"`
}

// Exhibits are what was filed, and what the newest reports speak of.
type Exhibits struct {
	Exhibits []Exhibit `json:"exhibits" doc:"what was filed first, then the newest report"`
	More     bool      `json:"more"`
}

// Answers adds what is answered, and on what statements rest.
func (a *api) answers() {
	type none struct{}
	get(a, "/responses", "list-responses", "Who confirms, denies, rejects, does not dispute what", func(ctx context.Context, in *Asked) (Responses, error) {
		return a.Responses(ctx, *in)
	})
	get(a, "/exhibits", "list-exhibits", "Recordings and papers that were filed, or that reports speak of", func(ctx context.Context, _ *none) (Exhibits, error) {
		return a.Exhibits(ctx)
	})
}
