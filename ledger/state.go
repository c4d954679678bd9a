package ledger

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"parley"
)

// A Status says what people decided of a line.
type Status string

const (
	StatusRead      Status = "read" // by the machine; nobody has looked at it
	StatusAccepted  Status = "accepted"
	StatusCorrected Status = "corrected"
	StatusRejected  Status = "rejected"
)

// Statuses lists every status.
var Statuses = []Status{StatusRead, StatusAccepted, StatusCorrected, StatusRejected}

// A State is the fold of the decisions of a case up to some entry: what people
// have said of the lines, the entities and the sources, with what was undone left
// out. It holds decisions alone, never reports, and so stays small.
//
// A State is for one goroutine while it grows, and for any number after that.
type State struct {
	decisions []decided
	undone    map[int64]int64    // entry → the undo that took it back
	undos     map[int64][]int64  // entry → the undos of it, whether or not they hold
	onLine    map[line][]int     // decisions on a line
	corrected map[int64][]string // reading → lines that a correction was made of, in the order of the log
	merged    map[string]string  // key → what it has become
	splits    map[split]string   // key in a report → what it is there
	named     map[string]string  // key that a split made → its name
	sealed    map[int64]int64    // report → entry
	later     map[int64]int64    // the same, of seals after the entry that the state is as of
	purged    map[int64]int64    // report → entry
	removed   map[int64]int64    // entry whose body was removed → the purge
	retracted map[string]int64   // source → entry
	terms     map[string]int     // name of a term's file → the decision that filed it last
	many      bool               // decisions are coming one after another: fold when they have come
}

type decided struct {
	Entry
	*Decision
}

// A line is one of a certain reading.
type line struct {
	reading int64
	id      string
}

type split struct {
	report int64
	key    string
}

// NewState is the state before the first decision.
func NewState() *State {
	s := &State{
		undone: map[int64]int64{}, undos: map[int64][]int64{}, onLine: map[line][]int{}, corrected: map[int64][]string{},
		removed: map[int64]int64{}, purged: map[int64]int64{},
	}
	s.fold()
	return s
}

// Apply adds a decision, which must come after all that were added before.
func (s *State) Apply(e Entry, d *Decision) error {
	if n := len(s.decisions); n > 0 && s.decisions[n-1].Seq >= e.Seq {
		panic(fmt.Sprintf("ledger: decision %d comes after %d", e.Seq, s.decisions[n-1].Seq))
	}
	if err := d.Verify(e.Kind, e.Of); err != nil {
		return err
	}
	if e.Kind == KindUndo {
		at := s.find(e.Supersedes)
		switch {
		case at < 0:
			return fmt.Errorf("entry %d is no decision that can be undone: %w", e.Supersedes, parley.ErrNotFound)
		case s.decisions[at].Kind == KindPurge:
			return fmt.Errorf("entry %d is a purge, and what was removed cannot come back: %w", e.Supersedes, parley.ErrConflict)
		case s.undone[e.Supersedes] != 0:
			return fmt.Errorf("entry %d was undone by entry %d already: %w", e.Supersedes, s.undone[e.Supersedes], parley.ErrConflict)
		}
	}
	s.decisions = append(s.decisions, decided{e, d})
	switch e.Kind {
	case KindUndo:
		s.undo(e)
	case KindPurge:
		s.purged[e.Of.Report] = e.Seq
		for _, entry := range d.Entries {
			s.removed[entry] = e.Seq
		}
	}
	if l := (line{d.Reading, e.Of.Line}); l.id != "" && !d.removed {
		s.onLine[l] = append(s.onLine[l], len(s.decisions)-1)
		if e.Kind == KindCorrect && !slices.Contains(s.corrected[d.Reading], l.id) {
			s.corrected[d.Reading] = append(s.corrected[d.Reading], l.id)
		}
	}
	if !s.many && e.Kind != KindNote && e.Kind != KindAccept && e.Kind != KindReject && e.Kind != KindCorrect {
		s.fold()
	}
	return nil
}

// undo takes back an entry. Where that is an undo itself, what it took back is
// looked at again, and so on to the decision at the end.
func (s *State) undo(e Entry) {
	s.undos[e.Supersedes] = append(s.undos[e.Supersedes], e.Seq)
	for at := e.Supersedes; ; {
		delete(s.undone, at)
		if i := slices.IndexFunc(s.undos[at], func(undo int64) bool { return s.undone[undo] == 0 }); i >= 0 {
			s.undone[at] = s.undos[at][i]
		}
		again := s.decisions[s.find(at)]
		if again.Kind != KindUndo {
			return
		}
		at = again.Supersedes
	}
}

func (s *State) find(seq int64) int {
	i, found := slices.BinarySearchFunc(s.decisions, seq, func(d decided, seq int64) int { return cmp.Compare(d.Seq, seq) })
	if !found {
		return -1
	}
	return i
}

// fold makes the maps of entities and sources anew from what holds.
func (s *State) fold() {
	s.merged, s.splits, s.named = map[string]string{}, map[split]string{}, map[string]string{}
	s.sealed, s.retracted, s.terms = map[int64]int64{}, map[string]int64{}, map[string]int{}
	for i, d := range s.decisions {
		if s.undone[d.Seq] != 0 || d.removed {
			continue
		}
		switch d.Kind {
		case KindMerge:
			into := s.root(d.Into)
			for _, key := range d.Keys {
				if root := s.root(key); root != into {
					s.merged[root] = into
				}
			}
		case KindSplit:
			for _, report := range d.Reports {
				s.splits[split{report, d.Keys[0]}] = d.Into
			}
			s.named[d.Into] = d.Name
		case KindSeal:
			s.sealed[d.Of.Report] = d.Seq
		case KindRetract:
			s.retracted[d.Name] = d.Seq
		case KindTerm:
			s.terms[d.Name] = i
		}
	}
}

// root follows merges from key to what it has become.
func (s *State) root(key string) string {
	for s.merged[key] != "" {
		key = s.merged[key]
	}
	return key
}

// Key is the key of an entity of a report whose own key is key: another where a
// split says so. Merges are not followed, see [State.Merged].
func (s *State) Key(report int64, key string) string {
	if other, is := s.splits[split{report, key}]; is {
		return other
	}
	return key
}

// Named is the name that a split gave whoever has that key; empty where none did.
func (s *State) Named(key string) string { return s.named[key] }

// Merged lists the keys that are one entity with key, key itself included, what
// they have become first and the others in order.
func (s *State) Merged(key string) []string {
	root := s.root(key)
	keys := []string{}
	for k := range s.merged {
		if k != root && s.root(k) == root {
			keys = append(keys, k)
		}
	}
	slices.Sort(keys)
	return append([]string{root}, keys...)
}

// Status is what people decided last of a line of the reading with that entry.
func (s *State) Status(reading int64, id string) Status {
	of := line{reading, id}
	for _, i := range slices.Backward(s.onLine[of]) {
		d := s.decisions[i]
		if s.undone[d.Seq] != 0 {
			continue
		}
		switch d.Kind {
		case KindAccept:
			if s.changedSince(of, i) {
				continue
			}
			if s.isCorrected(of) {
				return StatusCorrected // and accepted as corrected
			}
			return StatusAccepted
		case KindReject:
			return StatusRejected
		case KindCorrect:
			return StatusCorrected
		}
	}
	return StatusRead
}

func (s *State) isCorrected(of line) bool {
	return slices.ContainsFunc(s.onLine[of], func(i int) bool { return s.decisions[i].Kind == KindCorrect && s.undone[s.decisions[i].Seq] == 0 })
}

// changedSince reports whether a correction that held when a person accepted a line
// holds no more, or one holds again: then it is not what the person has seen.
func (s *State) changedSince(of line, accept int) bool {
	return slices.ContainsFunc(s.onLine[of], func(i int) bool {
		d := s.decisions[i]
		return i < accept && d.Kind == KindCorrect && (s.undone[d.Seq] == 0) != s.heldAt(d.Seq, s.decisions[accept].Seq)
	})
}

// heldAt reports whether an entry held when another was filed.
func (s *State) heldAt(entry, then int64) bool {
	return !slices.ContainsFunc(s.undos[entry], func(undo int64) bool { return undo < then && s.heldAt(undo, then) })
}

// A Judgement is one decision on a line, with whether it still holds.
type Judgement struct {
	Entry
	*Decision
	UndoneBy int64 // 0 where it holds
}

// Of lists the decisions on a line or report, or with the zero Address all, in
// order, the undone ones too.
func (s *State) Of(of Address) []Judgement {
	var out []Judgement
	for _, d := range s.decisions {
		if of == (Address{}) || d.Entry.Of == of {
			out = append(out, Judgement{d.Entry, d.Decision, s.undone[d.Seq]})
		}
	}
	return out
}

// Standing lists the decisions that hold of the lines of a reading: of each line
// the last that judges it, the corrections whose fields no later one has, with the
// acceptance after them, and all notes, in the order of the log.
func (s *State) Standing(reading int64) []Judgement {
	var out []Judgement
	for i, d := range s.decisions {
		if d.Reading != reading || d.Entry.Of.Line == "" || s.undone[d.Seq] != 0 {
			continue
		}
		of := line{reading, d.Entry.Of.Line}
		later := slices.ContainsFunc(s.onLine[of], func(k int) bool {
			return k > i && s.undone[s.decisions[k].Seq] == 0 && supersedes(s.decisions[k], d)
		})
		if !later && !(d.Entry.Kind == KindAccept && s.changedSince(of, i)) {
			out = append(out, Judgement{d.Entry, d.Decision, 0})
		}
	}
	return out
}

// supersedes reports whether a later decision leaves nothing of an earlier one.
func supersedes(later, earlier decided) bool {
	switch later.Entry.Kind {
	case KindCorrect:
		return earlier.Entry.Kind != KindNote && (earlier.Entry.Kind != KindCorrect || later.covers(earlier.Decision))
	case KindReject:
		return earlier.Entry.Kind != KindNote
	case KindAccept:
		return earlier.Entry.Kind == KindAccept || earlier.Entry.Kind == KindReject
	}
	return false
}

// UndoneBy is the entry that took a decision back; 0 where it holds.
func (s *State) UndoneBy(entry int64) int64 { return s.undone[entry] }

// Sealed is the entry that seals a report's source; 0 where none does. What is sealed
// now is sealed whenever the case is looked at as of.
func (s *State) Sealed(report int64) int64 { return cmp.Or(s.sealed[report], s.later[report]) }

// Purged is the entry that removed a report's words; 0 where none did.
func (s *State) Purged(report int64) int64 { return s.purged[report] }

// Removed is the purge that removed the body of an entry; 0 where none did.
func (s *State) Removed(entry int64) int64 { return s.removed[entry] }

// Retracted lists the sources that are not relied on any more, by name, with
// the entries that say so.
func (s *State) Retracted() map[string]int64 { return maps.Clone(s.retracted) }

// TermFiles lists the files of terms that the case has of its own, by name: of each
// the one that was filed last.
func (s *State) TermFiles() []Judgement {
	var all []Judgement
	for _, name := range slices.Sorted(maps.Keys(s.terms)) {
		d := s.decisions[s.terms[name]]
		all = append(all, Judgement{d.Entry, d.Decision, 0})
	}
	return all
}

// Record is the record of the reading with that entry, with people's corrections
// in it. The record itself is not changed. Rejected lines stay in it; see
// [State.Status].
func (s *State) Record(reading int64, record *parley.Record) *parley.Record {
	if len(s.corrected[reading]) == 0 {
		return record
	}
	out := *record
	out.Entities, out.Statements, out.Terms = slices.Clone(record.Entities), slices.Clone(record.Statements), slices.Clone(record.Terms)
	out.Positions, out.Proposals, out.Contacts = slices.Clone(record.Positions), slices.Clone(record.Proposals), slices.Clone(record.Contacts)
	for _, id := range s.corrected[reading] {
		for _, i := range s.onLine[line{reading, id}] {
			if d := s.decisions[i]; d.Kind == KindCorrect && s.undone[d.Seq] == 0 {
				d.Correct(&out)
			}
		}
	}
	return &out
}

// With is the state with one more decision in it, which is filed nowhere yet. The
// state itself is not changed.
func (s *State) With(e Entry, d *Decision) (*State, error) {
	with, err := fold(s.decisions)
	if err != nil {
		return nil, err
	}
	with.later = s.later
	return with, with.Apply(e, d)
}

// By is the state as it were had nobody but author decided on lines: what coders
// who shall not see each other's decisions go by.
func (s *State) By(author Author) (*State, error) {
	var own []decided
	kept := map[int64]bool{}
	for _, d := range s.decisions {
		onLine := d.Entry.Of.Line != "" && d.Entry.Kind != KindUndo
		if onLine && d.Entry.Author != author || d.Entry.Kind == KindUndo && !kept[d.Entry.Supersedes] {
			continue
		}
		kept[d.Seq] = true
		own = append(own, d)
	}
	by, err := fold(own)
	if err == nil {
		by.later = s.later
	}
	return by, err
}

// Affects lists the reports whose lines a decision changes in the index, in order.
func (s *State) Affects(e Entry, d *Decision) []int64 {
	switch e.Kind {
	case KindAccept, KindReject, KindCorrect:
		return []int64{e.Of.Report}
	case KindSplit:
		return slices.Compact(slices.Sorted(slices.Values(d.Reports)))
	case KindUndo:
		if i := s.find(e.Supersedes); i >= 0 {
			return s.Affects(s.decisions[i].Entry, s.decisions[i].Decision)
		}
	}
	return nil
}
