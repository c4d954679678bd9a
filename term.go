package parley

// A Term is an issue of the deal that a report touches, such as the territory of one
// place. What a term is and what it can be settled as lies in a register of plain
// files; here is what of it one report words.
type Term struct {
	ID         string       `json:"id,omitzero"`    // unique within a record: t1, t2, …
	Key        string       `json:"key,omitzero"`   // by which every report knows it: its issue, and behind @ the code of its place: "territory@UA-14"
	Issue      string       `json:"issue,omitzero"` // the register's name for it: "territory"
	Name       string       `json:"name,omitzero"`  // as shown: "Donetsk: territory"
	PAX        []string     `json:"pax,omitzero"`   // codes of PA-X, in order
	Place      string       `json:"place,omitzero"` // entity id; empty for a term that is of no place, or of one that no mention names (the key has it)
	Options    []TermOption `json:"options,omitzero"`
	Statements []string     `json:"statements,omitzero"` // ids of those that touch it, in order
	Evidence   []Span       `json:"evidence,omitzero"`   // the words that touch it
	Reasons    []Reason     `json:"reasons,omitzero"`
}

// A TermOption is one way to settle a term that a report words: "ceded", to Russia.
type TermOption struct {
	ID       string `json:"id,omitzero"`   // the register's: "ceded"
	Name     string `json:"name,omitzero"` // as shown: "ceded to Russia"
	To       string `json:"to,omitzero"`   // entity id of whom it benefits or binds; empty where that is not told
	Evidence []Span `json:"evidence,omitzero"`
}
