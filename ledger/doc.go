// Package ledger keeps what was read and what people decided about it, in
// entries that are only ever added. Nothing is changed or deleted: a correction,
// a newer reading, an undo is one more entry that names what it is about.
//
// An [Entry] says what kind of thing was filed, by whom, when and about what,
// and holds the digest of its body: a report's words, a record, a decision. The
// entries are the leaves of a Merkle log as of RFC 6962 ([Entry.Leaf], [Tree]), so that
// one line, a signed [Checkpoint], stands for all of them. Bodies are apart from
// entries, so that a report's words can be purged and the log still holds.
//
// A [Store] is where a case lives: package ledger/sqlite for one person's file,
// ledger/postgres for a team. Beside entries and bodies it keeps an index of
// lines, names and words to search by, which is derived from the entries
// ([IndexRecord]) and can be made anew from them.
//
// [State] folds what people decided: which reading stands, what was accepted,
// corrected, merged. As of an earlier entry it is the state that was known then.
package ledger
