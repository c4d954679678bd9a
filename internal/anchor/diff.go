package anchor

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"parley"
)

// A Change is a passage that differs from one version to the other, with a few
// words around what differs. Outside of all changes the two texts are the same,
// byte for byte.
type Change struct {
	Old, New parley.Span // the passage in each; empty where it has nothing
	Edits    []Edit
}

// An Edit is a stretch of a change. The kept and the deleted ones together are
// the old passage, the kept and the inserted ones the new one.
type Edit struct {
	Kind EditKind
	Text string
}

// An EditKind says which version has a stretch.
type EditKind string

const (
	EditKept     EditKind = "kept"
	EditDeleted  EditKind = "deleted"
	EditInserted EditKind = "inserted"
)

// IsSpace reports whether only white space differs, as after new line breaks.
func (c Change) IsSpace() bool {
	for _, e := range c.Edits {
		if e.Kind != EditKept && !isSpace(e.Text) {
			return false
		}
	}
	return true
}

func isSpace(s string) bool { return strings.TrimFunc(s, unicode.IsSpace) == "" }

// contextWords is how many words a change shows before and behind what differs.
const contextWords = 5

// Changes shows what differs between the two texts, by words and in their order.
// Passages close to each other are one change; what differs in white space alone
// is a change of its own where it is not within another's passage.
func (m *Map) Changes() []Change {
	var changes []Change
	passages, spaces := m.passages()
	for _, p := range passages {
		for len(spaces) > 0 && spaces[0].old.Start < p.old.End {
			s := spaces[0]
			spaces = spaces[1:]
			if s.old.End > p.old.Start {
				p.edits = append(p.edits, s)
			} else {
				changes = append(changes, m.change(passage{s.old, s.new, []edit{s}}))
			}
		}
		slices.SortFunc(p.edits, func(a, b edit) int { return cmp.Compare(a.old.Start, b.old.Start) })
		changes = append(changes, m.change(p))
	}
	for _, s := range spaces {
		changes = append(changes, m.change(passage{s.old, s.new, []edit{s}}))
	}
	return changes
}

// A passage is the context of edits, in both texts.
type passage struct {
	old, new parley.Span
	edits    []edit
}

// change cuts a passage into what is kept, deleted and inserted.
func (m *Map) change(p passage) Change {
	c := Change{Old: p.old, New: p.new}
	add := func(kind EditKind, text string) {
		if text != "" {
			c.Edits = append(c.Edits, Edit{kind, text})
		}
	}
	at := p.old.Start
	for _, e := range p.edits {
		add(EditKept, m.old.string[at:e.old.Start])
		add(EditDeleted, m.old.string[e.old.Start:e.old.End])
		add(EditInserted, m.new.string[e.new.Start:e.new.End])
		at = e.old.End
	}
	add(EditKept, m.old.string[at:p.old.End])
	return c
}

// passages are the edits of words, with their context, and those of white space.
func (m *Map) passages() (passages []passage, spaces []edit) {
	for _, e := range m.edits() {
		if isSpace(m.old.string[e.old.Start:e.old.End]) && isSpace(m.new.string[e.new.Start:e.new.End]) {
			spaces = append(spaces, e)
			continue
		}
		p := m.withContext(e)
		if k := len(passages) - 1; k >= 0 && passages[k].old.End >= p.old.Start {
			last := &passages[k]
			last.old.End, last.new.End = p.old.End, p.new.End
			last.edits = append(last.edits, e)
			continue
		}
		passages = append(passages, p)
	}
	return passages, spaces
}

// withContext is an edit with the words before and behind it, on its own line.
func (m *Map) withContext(e edit) passage {
	p := passage{e.old, e.new, []edit{e}}
	o, n := e.before.old, e.before.new
	for words := 0; o >= 0 && n >= 0 && m.at[o] == n && words < contextWords; o, n = o-1, n-1 {
		words += m.words(m.old.ids[o : o+1])
		if m.breaksLine(int(m.old.spans[o].end), p.old.Start, int(m.new.spans[n].end), p.new.Start) {
			break
		}
		p.old.Start, p.new.Start = int(m.old.spans[o].start), int(m.new.spans[n].start)
	}
	o, n = e.before.old+e.words.old+1, e.before.new+e.words.new+1
	for words := 0; int(o) < len(m.at) && m.at[o] == n; o, n = o+1, n+1 {
		words += m.words(m.old.ids[o : o+1])
		if words > contextWords || m.breaksLine(p.old.End, int(m.old.spans[o].start), p.new.End, int(m.new.spans[n].start)) {
			break
		}
		p.old.End, p.new.End = int(m.old.spans[o].end), int(m.new.spans[n].end)
	}
	return p
}

// breaksLine reports whether a line ends in either of two stretches.
func (m *Map) breaksLine(oldStart, oldEnd, newStart, newEnd int) bool {
	return strings.Contains(m.old.string[oldStart:oldEnd], "\n") || strings.Contains(m.new.string[newStart:newEnd], "\n")
}

// An edit replaces a span of old by one of new; either may be empty, not both.
type edit struct {
	old, new parley.Span
	before   pair // the last words before it, -1 at the beginning of the texts
	words    pair // how many words are in it
}

// edits are all of them, in order: what lies between the runs, and the white
// space within them that is not the same.
func (m *Map) edits() []edit {
	var all []edit
	done := pair{-1, -1}                              // the last words of the run before
	oldDone, newDone := 0, 0                          // where they end
	add := func(o, n int32, oldStart, newStart int) { // up to words o and n, which begin there
		e := edit{parley.Span{Start: oldDone, End: oldStart}, parley.Span{Start: newDone, End: newStart}, done, pair{o - done.old - 1, n - done.new - 1}}
		if m.trim(&e); e.old.Len()+e.new.Len() > 0 {
			all = append(all, e)
		}
	}
	for _, r := range m.runs {
		for i := range r.n {
			o, n := r.old+i, r.new+i
			add(o, n, int(m.old.spans[o].start), int(m.new.spans[n].start))
			done, oldDone, newDone = pair{o, n}, int(m.old.spans[o].end), int(m.new.spans[n].end)
		}
	}
	add(int32(len(m.old.ids)), int32(len(m.new.ids)), len(m.old.string), len(m.new.string))
	return all
}

// trim leaves out of an edit what is the same in both texts: all of it, or the
// white space at its ends.
func (m *Map) trim(e *edit) {
	old, new := m.old.string[e.old.Start:e.old.End], m.new.string[e.new.Start:e.new.End]
	if old == new {
		e.old.Start, e.new.Start = e.old.End, e.new.End
		return
	}
	for {
		r, size := utf8.DecodeRuneInString(old)
		if size == 0 || !unicode.IsSpace(r) || !strings.HasPrefix(new, old[:size]) {
			break
		}
		old, new = old[size:], new[size:]
	}
	e.old.Start, e.new.Start = e.old.End-len(old), e.new.End-len(new)
	for {
		r, size := utf8.DecodeLastRuneInString(old)
		if size == 0 || !unicode.IsSpace(r) || !strings.HasSuffix(new, old[len(old)-size:]) {
			break
		}
		old, new = old[:len(old)-size], new[:len(new)-size]
	}
	e.old.End, e.new.End = e.old.Start+len(old), e.new.Start+len(new)
}
