package parley

// A Reason says what an answer of the record rests on: the rule that gave it,
// the table that the rule looked it up in, and the words that it looked at. A
// machine's answer without a reason is one that the reader's weights gave.
type Reason struct {
	Field string `json:"field,omitzero"` // of the line that it explains, as the record names it: "speaker", "act", "party"
	Rule  string `json:"rule,omitzero"`  // in words that an analyst can check: "office before the name"
	Table string `json:"table,omitzero"` // file and key, "acts.tsv: warn"; empty where the rule needs none
	Words []Span `json:"words,omitzero"`
}
