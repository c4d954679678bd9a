package ledger

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"parley"
)

// A Decision is the body of an entry that a person made: of [KindAccept] to
// [KindTerm]. Only the fields of its kind are set.
type Decision struct {
	Version int    `json:"v"`
	Reason  string `json:"reason,omitzero"` // why, in the person's words

	// Of what is decided on a line: the entry of the reading that the line is of,
	// and, where the decision was made on an earlier reading and its words were
	// found again in this one, the entry that made it.
	Reading int64 `json:"reading,omitzero"`
	Carried int64 `json:"carried,omitzero"`

	// Of a correction: the line as it shall stand, one of the five. Fields names what the person
	// changed, so that a newer reading's other answers can still be seen; Entities
	// are those that the reading lacks, with ids p1, p2, …, and Terms likewise, or a term
	// of the reading with the options that it lacks.
	Statement *parley.Statement `json:"statement,omitzero"`
	Entity    *parley.Entity    `json:"entity,omitzero"`
	Position  *parley.Position  `json:"position,omitzero"`
	Proposal  *parley.Proposal  `json:"proposal,omitzero"`
	Contact   *parley.Contact   `json:"contact,omitzero"`
	Fields    []string          `json:"fields,omitzero"`
	Entities  []parley.Entity   `json:"entities,omitzero"`
	Terms     []parley.Term     `json:"terms,omitzero"`

	// Of a merge, the keys that become Into; of a split, the key that in Reports
	// becomes Into.
	Keys    []string `json:"keys,omitzero"`
	Into    string   `json:"into,omitzero"`
	Name    string   `json:"name,omitzero"` // of the entity, the case, the query, the source, the exhibit, the term's file
	Reports []int64  `json:"reports,omitzero"`

	Text string `json:"text,omitzero"` // of a note, a codebook, a query, a term's file

	// Of an exhibit, or of words that are purged.
	SHA256       string             `json:"sha256,omitzero"`
	Exhibit      parley.ExhibitKind `json:"exhibit,omitzero"`
	Date         string             `json:"date,omitzero"` // EDTF
	Participants []string           `json:"participants,omitzero"`
	ObtainedBy   string             `json:"obtained_by,omitzero"`
	Media        string             `json:"media_type,omitzero"`
	Kept         bool               `json:"kept,omitzero"`    // whether the exhibit's bytes are in the case
	Entries      []int64            `json:"entries,omitzero"` // whose bodies a purge removes

	removed bool // by a purge: nothing of it is left
}

// Removed is what is left of a decision whose body a purge removed. It decides
// nothing but, in an undo, what its entry says.
func Removed() *Decision { return &Decision{Version: DecisionVersion, removed: true} }

// DecisionVersion is the version of a decision's body. One that has nothing of the
// second is written as the first.
//
//	1: as documented in docs/ledger.md.
//	2: corrections of positions, proposals and contacts.
const DecisionVersion = 2

// Encode is the decision as an entry's body.
func (d Decision) Encode() ([]byte, error) {
	d.Version = 1
	if d.Position != nil || d.Proposal != nil || d.Contact != nil || d.Terms != nil {
		d.Version = 2
	}
	return json.Marshal(d)
}

// Lines are the ids of the lines that a correction is of: one, unless it is none that
// can be filed.
func (d *Decision) Lines() []string {
	var ids []string
	if d.Statement != nil {
		ids = append(ids, d.Statement.ID)
	}
	if d.Entity != nil {
		ids = append(ids, d.Entity.ID)
	}
	if d.Position != nil {
		ids = append(ids, d.Position.ID)
	}
	if d.Proposal != nil {
		ids = append(ids, d.Proposal.ID)
	}
	if d.Contact != nil {
		ids = append(ids, d.Contact.ID)
	}
	return ids
}

// DecodeDecision reads the body of entry e.
func DecodeDecision(e Entry, body []byte) (*Decision, error) {
	d := new(Decision)
	if err := json.Unmarshal(body, d); err != nil {
		return nil, fmt.Errorf("decoding the %s of entry %d: %v: %w", e.Kind, e.Seq, err, parley.ErrInvalid)
	}
	if d.Version < 1 || d.Version > DecisionVersion {
		return nil, fmt.Errorf("the %s of entry %d has version %d, this build reads %d: %w", e.Kind, e.Seq, d.Version, DecisionVersion, parley.ErrInvalid)
	}
	return d, nil
}

// Verify says whether the decision has what its kind needs.
func (d *Decision) Verify(kind Kind, of Address) error {
	if d.removed {
		return nil
	}
	missing := func(what string) error {
		article := "a"
		if strings.ContainsRune("aeiou", rune(kind[0])) {
			article = "an"
		}
		return fmt.Errorf("%s %s needs %s: %w", article, kind, what, parley.ErrInvalid)
	}
	switch kind {
	case KindAccept, KindReject:
		if of.Line == "" || d.Reading == 0 {
			return missing("the address of a line, such as 12/s3")
		}
	case KindCorrect:
		if of.Line == "" || d.Reading == 0 || len(d.Lines()) != 1 {
			return missing("the address of a line, and the statement, entity, position, proposal or contact that it shall be")
		}
	case KindMerge:
		if len(d.Keys) < 2 || d.Into == "" || !slices.Contains(d.Keys, d.Into) {
			return missing("two entities or more, and which of them the others become")
		}
	case KindSplit:
		if len(d.Keys) != 1 || d.Into == "" || d.Into == d.Keys[0] || len(d.Reports) == 0 {
			return missing("one entity, another that it becomes, and the reports in which it does")
		}
	case KindNote, KindCodebook:
		if strings.TrimSpace(d.Text) == "" {
			return missing("a text")
		}
	case KindQuery:
		if strings.TrimSpace(d.Name) == "" || strings.TrimSpace(d.Text) == "" {
			return missing("a name and a question")
		}
	case KindTerm:
		if strings.TrimSpace(d.Name) == "" || strings.TrimSpace(d.Text) == "" {
			return missing("the name of a file and its text")
		}
	case KindRetract:
		if strings.TrimSpace(d.Name) == "" {
			return missing("the name of a source")
		}
	case KindSeal, KindPurge:
		if of.Report == 0 || of.Line != "" {
			return missing("the number of a report")
		}
		if strings.TrimSpace(d.Reason) == "" {
			return missing("a reason")
		}
	case KindExhibit:
		if len(d.SHA256) != 64 {
			return missing("the SHA-256 of what is filed")
		}
	}
	return nil
}
