package ledger

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"time"

	"parley"
)

// A Store is where a case lives. Its methods may be called from any goroutine,
// and from other processes at once: an Append sees all that any other Append has
// filed before it. What a method yields is as of one moment.
//
// An error that names a thing which is not there is a [parley.ErrNotFound]; what
// a store cannot have written itself is a [parley.ErrTampered].
type Store interface {
	// Append files drafts in their order, all or none of them, and returns the
	// entry of each. A report with a Once that is filed already, and a reading by
	// weights that have read the report, unless it supersedes theirs, are not filed
	// again: their entry is the one that is there. now is the time of the new entries; the log does not run
	// backwards, so the last entry's is taken where it is later. The drafts stay as they are.
	Append(ctx context.Context, now time.Time, drafts []Draft) ([]Filed, error)

	// Head is the tree over all entries.
	Head(ctx context.Context) (*Tree, error)

	// Entry is the entry with that number.
	Entry(ctx context.Context, seq int64) (Entry, error)

	// Entries yields the entries after since in order, up to the last that there
	// is when it begins; with kinds, those alone. It stops at the first error.
	Entries(ctx context.Context, since int64, kinds ...Kind) iter.Seq2[Entry, error]

	// Body is the body of an entry; [ErrRemoved] where a purge removed it.
	Body(ctx context.Context, seq int64) ([]byte, error)

	// Raw is the bytes that a report was read from, nil where they are its text, or
	// those of an exhibit, nil where they are not kept.
	// [ErrRemoved] where a purge removed them.
	Raw(ctx context.Context, report int64) ([]byte, error)

	// Once is the report that was filed under that key, or last in that slot; 0 for
	// none.
	Once(ctx context.Context, once string) (int64, error)

	// Reading is the entry of the last reading of a report that was filed by the
	// entry asOf; 0 for none.
	Reading(ctx context.Context, report, asOf int64) (int64, error)

	// Search yields the lines that a question asks for, by the day of the report,
	// of one day by when the index was given them, the newest first or the oldest as
	// the question has it; and then as they stand in the report. What must not be in
	// its words is left to whoever asks.
	Search(ctx context.Context, q Query) iter.Seq2[Line, error]

	// Reports yields the reports that have one line or more that a question asks
	// for, or, where it asks nothing of lines, all that have its words, by day.
	Reports(ctx context.Context, q Query) iter.Seq2[int64, error]

	// Names yields the entities of the case whose names have all of words, by name;
	// with no words, all of them. With ids, those alone.
	Names(ctx context.Context, words []string, ids ...EntityID) iter.Seq2[Name, error]

	// Lines yields every line that holds as of an entry, by report and number.
	Lines(ctx context.Context, asOf int64) iter.Seq2[Line, error]

	// Deals yields, by report, what the index has of the deal in each as of an entry, 0
	// for now: of all that have something, or with after of those alone of which it has
	// something else than as of that entry. A report that has nothing any more, as there is a newer
	// version or a purge, is then yielded empty, and so may one be that never had anything.
	Deals(ctx context.Context, after, asOf int64) iter.Seq2[Deal, error]

	// Reindex makes the index anew: it takes away all lines, names, words and deals, and
	// puts in what the sequence yields, in the order of the entries.
	Reindex(ctx context.Context, all iter.Seq2[Indexed, error]) error

	// Inventory is for audits.
	Inventory

	Close() error
}

// ErrMoved says that another has filed something since the caller looked. It is a
// [parley.ErrConflict]; whoever meets it looks again and decides anew.
var ErrMoved = fmt.Errorf("the log has moved on: %w", parley.ErrConflict)

// ErrRemoved says that a body was removed by a purge.
var ErrRemoved = errors.New("removed by a purge")

// A Draft is an entry to be filed, with what belongs to it.
type Draft struct {
	Kind       Kind
	Author     Author
	Of         Address // with Report [Last], the report filed last in the same Append
	Supersedes int64
	Body       []byte

	// At, where it is not 0, is the number that the entry must get. Where another
	// has filed something meanwhile Append files nothing: [ErrMoved].
	At int64

	Once string // of a report: what makes it this and no other; none of a case has it twice
	Slot string // of a report: what its versions have in common; Once answers to it with the last
	Raw  []byte // of a report: the bytes it was read from, nil where they are the text; of an exhibit its bytes

	// Removed, where it is not nil, is the digest of a body that a purge removed
	// before the case was moved here; Body is then nil and [Store.Body] says so.
	Removed *Digest

	// What the index has from now on of each report that the entry changes; of one
	// with no Index, nothing. A report may be [Last].
	Index []Indexed

	Drop []int64 // of a purge: the entries whose bodies it removes, with raw bytes and words
}

// Last stands in a draft for the report drafted before it.
const Last = -1

// Filed is an entry, and whether this Append filed it.
type Filed struct {
	Entry
	New bool
}

// Indexed is what the index has of a report from an entry on.
type Indexed struct {
	Report int64
	Since  int64 // the entry; in a draft 0, as it is the draft's own
	Index  *Index
}
