package parley

// A Report is one published text, as it came. Text is never normalised, so a
// [Span] into it holds in any script; what the publisher says of the report
// (title, byline, date) stands beside it. A field that is not known is empty.
type Report struct {
	ID        string // unique in a case; by default made from SHA256
	Input     string // where it was read from, as the user named it: a path, an address, -:3 for the third line of standard input
	Title     string
	Publisher string
	Byline    string
	Published string // EDTF (ISO 8601-2), as exactly as the report itself says
	URL       string
	Language  string // BCP 47, as detected or declared; parley reads "en"
	SHA256    string // of the bytes the report was read from, in hex
	Text      string // valid UTF-8

	Timed []Timed // of a transcript its parts with time codes, in order; not printed with a record, whose statements have them
}
