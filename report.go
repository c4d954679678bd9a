package parley

// A Report is one published text, as it came. Text is never normalised, so a
// [Span] into it holds in any script; what the publisher says of the report
// (title, byline, date) stands beside it. A field that is not known is empty.
type Report struct {
	ID        string `json:"id,omitzero"`    // unique in a case; by default made from SHA256
	Input     string `json:"input,omitzero"` // where it was read from, as the user named it: a path, an address, -:3 for the third line of standard input
	Title     string `json:"title,omitzero"`
	Publisher string `json:"publisher,omitzero"`
	Byline    string `json:"byline,omitzero"`
	Published string `json:"published,omitzero"` // EDTF (ISO 8601-2), as exactly as the report itself says
	URL       string `json:"url,omitzero"`
	Language  string `json:"language,omitzero"` // BCP 47, as detected or declared; parley reads "en"
	SHA256    string `json:"sha256,omitzero"`   // of the bytes the report was read from, in hex
	Text      string `json:"text,omitzero"`     // valid UTF-8

	Timed []Timed `json:"timed,omitzero"` // of a transcript its parts with time codes, in order; not printed with a record, whose statements have them
}
