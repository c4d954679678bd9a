package ledger

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"iter"

	"parley"
)

// An Inventory is what an audit sees of a store beside its entries: every row
// that it keeps, whether or not an entry has it. It must be able to show what no
// caller of a [Store] would ever put there.
//
// A sequence may begin later than another, and another may file something in
// between; the audit allows for that.
type Inventory interface {
	// Check yields what the store finds wrong with itself, such as pages of a file
	// or an index of the database that are not as it wrote them, a sentence each.
	Check(ctx context.Context) iter.Seq2[string, error]

	// Kept yields what there is beside each entry, by its number; also where there
	// is no such entry.
	Kept(ctx context.Context) iter.Seq2[Kept, error]

	// Versions yields what the index has, by Since and then by Report.
	Versions(ctx context.Context) iter.Seq2[Version, error]

	// Texts yields, in no order, what can be searched for in each place where there is
	// anything, once, also where no version has that place.
	Texts(ctx context.Context) iter.Seq2[Text, error]

	// Register yields the entities of the index by id, with their words and without
	// how many reports speak of them; also words of an entity that is not there.
	Register(ctx context.Context) iter.Seq2[Name, error]
}

// Kept is what a store keeps beside an entry.
type Kept struct {
	Seq       int64
	Body, Raw bool
	Keys      int // under which Once answers with it
}

// A Version is what the index has of a report from one entry to before another.
type Version struct {
	Report, Since int64
	Until         int64 // 0 where it holds now
	Place         int64 // where its words and facets are, see [Text]
	Day           parley.Day
	Lines         []byte // as EncodeLines writes them
	Names         []byte // as EncodeNames does
	Deal          []byte // as EncodeDeal does
}

// A Text stands for the words and facets of a version, as they can be searched
// for.
type Text struct {
	Place         int64
	Words, Facets Sum
}

// A Sum stands for words in their order: the sum of a hash of each with its place,
// so that it can be taken in any order. A list with other words has another.
type Sum [2]uint64

// Add takes in the word that is the nth of its list, from 0.
func (s *Sum) Add(n int, word string) {
	var buffer [8 + maxWord]byte
	h := sha256.Sum256(append(binary.BigEndian.AppendUint64(buffer[:0], uint64(n)), word...))
	s[0] += binary.BigEndian.Uint64(h[:8])
	s[1] += binary.BigEndian.Uint64(h[8:16])
}

// SumOf is the sum of a list.
func SumOf(words []string) Sum {
	var s Sum
	for i, w := range words {
		s.Add(i, w)
	}
	return s
}

// Text is what can be searched for of x, as a store gives it back.
func (x *Index) Text() Text {
	return Text{Words: SumOf(x.Words), Facets: SumOf(x.Facets())}
}
