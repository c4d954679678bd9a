package audit

import (
	"fmt"
	"strings"

	"parley/ledger"
)

// A Finding is one thing of a case that does not hold.
type Finding struct {
	Kind  Kind           `json:"kind"`
	Entry int64          `json:"entry,omitzero"` // where in the log; 0 where it is in no one place
	Of    ledger.Address `json:"of,omitzero"`    // the report or line; zero where it is of none
	Found string         `json:"found"`          // what is there, as a clause: "the index has act warn"
	Want  string         `json:"want,omitzero"`  // what should be, as another: "the record says assert"
}

// String is the finding as one line: "index: 3/s2: the index has …, the record …".
// What a damaged case says is quoted in it, so that it can be no more than words.
func (f Finding) String() string {
	parts := []string{string(f.Kind)}
	if f.Entry != 0 {
		parts = append(parts, fmt.Sprintf("entry %d", f.Entry))
	}
	if f.Of != (ledger.Address{}) {
		parts = append(parts, plain(f.Of.String()))
	}
	text := plain(f.Found)
	if f.Want != "" {
		text += ", " + plain(f.Want)
	}
	return strings.Join(append(parts, text), ": ")
}

// plain is s with control characters as escapes.
func plain(s string) string {
	quoted := fmt.Sprintf("%+q", s)
	if strings.ContainsFunc(s, isControl) {
		return quoted[1 : len(quoted)-1]
	}
	return s
}

func isControl(r rune) bool {
	return r < ' ' || r >= 0x7f && r < 0xa0 || r == '\u2028' || r == '\u2029' || r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069'
}

// A Kind is the closed list of what can be found. docs/audit.md says what each
// means and what to do.
type Kind string

const (
	KindStore     Kind = "store"     // the file or database is damaged, or has what parley never puts there
	KindGap       Kind = "gap"       // the numbers of the log have a gap
	KindTime      Kind = "time"      // the log runs backwards
	KindHead      Kind = "head"      // the entries are not those that the head stands for
	KindEntry     Kind = "entry"     // an entry cannot be read, or is none that can be
	KindReference Kind = "reference" // an entry names another that is not there, not before it, or of another kind
	KindMissing   Kind = "missing"   // a body is gone, and no purge says why
	KindBody      Kind = "body"      // a body is not the one that was filed, or cannot be read
	KindRaw       Kind = "raw"       // the bytes that a report was read from are not those
	KindKey       Kind = "key"       // what keeps a report from being filed twice is wrong
	KindStray     Kind = "stray"     // something belongs to no entry
	KindLine      Kind = "line"      // a line of a record does not rest on the words
	KindDecision  Kind = "decision"  // a decision cannot hold
	KindIndex     Kind = "index"     // the index has other lines than the record
	KindWords     Kind = "words"     // other words can be searched for than a report has
	KindName      Kind = "name"      // the index has another name, or none, for an entity
	KindShort     Kind = "short"     // the log is shorter than it was when the checkpoint was signed
	KindRewritten Kind = "rewritten" // the entries are not those that the checkpoint was signed over
	KindReread    Kind = "reread"    // the same weights read a line otherwise now
)

// Kinds lists every kind.
var Kinds = []Kind{
	KindStore, KindGap, KindTime, KindHead, KindEntry, KindReference, KindMissing, KindBody, KindRaw, KindKey, KindStray,
	KindLine, KindDecision, KindIndex, KindWords, KindName, KindShort, KindRewritten, KindReread,
}
