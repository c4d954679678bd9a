package ledger

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"parley"
)

// An Entry is one line of a case's log. It never changes.
type Entry struct {
	Seq        int64     `json:"seq"` // 1, 2, … without a gap
	Kind       Kind      `json:"kind"`
	Author     Author    `json:"author"`
	Time       time.Time `json:"time"` // when it was filed, UTC, in whole milliseconds
	Of         Address   `json:"of"`   // what it is about; zero for the case itself
	Supersedes int64     `json:"supersedes,omitzero"`
	Body       Digest    `json:"body"`
}

// EntryVersion is the version of an entry's leaf.
//
//	1: seq, kind, author, time, of, supersedes, body.
const EntryVersion = 1

// Leaf is the entry as the Merkle log holds it, one field a line:
//
//	parley entry 1
//	seq 12
//	kind correct
//	author person "Ada Lind"
//	time 2025-11-27T09:30:00.000Z
//	of 3/s7
//	supersedes 4
//	body 9f86d081884c7d65…
func (e Entry) Leaf() []byte {
	return fmt.Appendf(nil, "parley entry %d\nseq %d\nkind %s\nauthor %s %q\ntime %s\nof %s\nsupersedes %d\nbody %s\n",
		EntryVersion, e.Seq, e.Kind, e.Author.Kind, e.Author.Name, e.Time.UTC().Format(leafTime), e.Of, e.Supersedes, e.Body)
}

const leafTime = "2006-01-02T15:04:05.000Z"

// A Digest is the SHA-256 of a body.
type Digest [sha256.Size]byte

// DigestOf is the digest of body.
func DigestOf(body []byte) Digest { return sha256.Sum256(body) }

// String is the digest in hex.
func (d Digest) String() string { return hex.EncodeToString(d[:]) }

// MarshalText is the digest in hex.
func (d Digest) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what MarshalText wrote.
func (d *Digest) UnmarshalText(text []byte) error {
	if n, err := hex.Decode(d[:], text); err != nil || n != len(d) {
		return fmt.Errorf("digest %q is not %d hex digits: %w", text, 2*len(d), parley.ErrInvalid)
	}
	return nil
}

// An Author is who answers for an entry: a person by name, or the weights of a
// reader by their digest.
type Author struct {
	Kind AuthorKind `json:"kind"`
	Name string     `json:"name"`
}

// An AuthorKind says what sort of author it is.
type AuthorKind string

const (
	AuthorPerson  AuthorKind = "person"
	AuthorWeights AuthorKind = "weights"
)

// Person is the author of that name.
func Person(name string) Author { return Author{AuthorPerson, name} }

// Weights is the reader whose weights have that digest.
func Weights(digest string) Author { return Author{AuthorWeights, digest} }

// An Address names a line of a case: a report by the number of its entry, and
// within it a line of its record by its id. It prints as 12 or 12/s3; the zero
// Address is the case itself and prints as -.
type Address struct {
	Report int64
	Line   string
}

// String is the address as people type it.
func (a Address) String() string {
	switch {
	case a.Report == 0 && a.Line == "":
		return "-"
	case a.Line == "":
		return strconv.FormatInt(a.Report, 10)
	}
	return strconv.FormatInt(a.Report, 10) + "/" + a.Line
}

// ParseAddress reads what String printed. What is none is a
// [parley.ErrInvalid].
func ParseAddress(s string) (Address, error) {
	if s == "-" {
		return Address{}, nil
	}
	report, line, cut := strings.Cut(s, "/")
	n, err := strconv.ParseInt(report, 10, 64)
	if err != nil || n < 1 || cut && !isLineID(line) {
		return Address{}, fmt.Errorf("%q is no address such as 12 or 12/s3: %w", s, parley.ErrInvalid)
	}
	return Address{n, line}, nil
}

// MarshalText is the address as String prints it.
func (a Address) MarshalText() ([]byte, error) { return []byte(a.String()), nil }

// UnmarshalText reads what MarshalText wrote.
func (a *Address) UnmarshalText(text []byte) (err error) {
	*a, err = ParseAddress(string(text))
	return err
}

// A Kind is the closed list of what an entry can be.
type Kind string

const (
	KindCase     Kind = "case"     // the first entry: the case's name
	KindReport   Kind = "report"   // the words of a report; Supersedes is the version before
	KindReading  Kind = "reading"  // a record of a report; Supersedes is the reading before
	KindExhibit  Kind = "exhibit"  // a recording or paper that reports rest on, by its checksum
	KindAccept   Kind = "accept"   // a person stands by a line
	KindReject   Kind = "reject"   // a person finds a line wrong altogether
	KindCorrect  Kind = "correct"  // a person replaces fields of a line, or adds one
	KindNote     Kind = "note"     // a remark on a line or the case
	KindMerge    Kind = "merge"    // entities that are one
	KindSplit    Kind = "split"    // reports in which an entity is another
	KindUndo     Kind = "undo"     // Supersedes is the entry that holds no more
	KindRetract  Kind = "retract"  // a source that is not relied on any more
	KindSeal     Kind = "seal"     // a report whose source must not be shown
	KindPurge    Kind = "purge"    // a report whose words were removed
	KindQuery    Kind = "query"    // a saved question
	KindCodebook Kind = "codebook" // the rules that people of this case decide by
	KindTerm     Kind = "term"     // a file of a term that the case has of its own
)

// Kinds lists every kind.
var Kinds = []Kind{
	KindCase, KindReport, KindReading, KindExhibit, KindAccept, KindReject, KindCorrect, KindNote, KindMerge,
	KindSplit, KindUndo, KindRetract, KindSeal, KindPurge, KindQuery, KindCodebook, KindTerm,
}

// IsDecision reports whether an entry of the kind is a person's word on what
// was filed, and so part of [State].
func (k Kind) IsDecision() bool {
	return k != KindReport && k != KindReading && k != KindCase && slices.Contains(Kinds, k)
}

// Verify holds the fields of an entry that anybody may have written against
// what they can be.
func (e Entry) Verify() error {
	switch {
	case !slices.Contains(Kinds, e.Kind):
		return fmt.Errorf("entry %d: kind %q is none of %v: %w", e.Seq, e.Kind, Kinds, parley.ErrInvalid)
	case e.Author.Kind != AuthorPerson && e.Author.Kind != AuthorWeights:
		return fmt.Errorf("entry %d: author kind %q is neither %s nor %s: %w", e.Seq, e.Author.Kind, AuthorPerson, AuthorWeights, parley.ErrInvalid)
	case strings.TrimSpace(e.Author.Name) == "":
		return fmt.Errorf("entry %d: it has no author: %w", e.Seq, parley.ErrInvalid)
	case e.Of.Line != "" && (e.Of.Report == 0 || !isLineID(e.Of.Line)):
		return fmt.Errorf("entry %d: %q is no address of a line: %w", e.Seq, e.Of, parley.ErrInvalid)
	case e.Kind == KindReading && e.Of.Report == 0:
		return fmt.Errorf("entry %d: a reading of no report: %w", e.Seq, parley.ErrInvalid)
	case e.Kind == KindUndo && e.Supersedes == 0:
		return fmt.Errorf("entry %d: an undo of no entry: %w", e.Seq, parley.ErrInvalid)
	case e.Supersedes >= e.Seq && e.Seq != 0, e.Of.Report > e.Seq && e.Seq != 0:
		return fmt.Errorf("entry %d is about entry %d and supersedes %d, of which one is not before it: %w", e.Seq, e.Of.Report, e.Supersedes, parley.ErrInvalid)
	}
	return nil
}
