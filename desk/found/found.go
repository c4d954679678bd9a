// Package found keeps what questions found while people scroll through it, so that
// scrolling on does not search anew. A list is of one question as of one entry of the
// log; what is filed afterwards makes another.
package found

import (
	"container/list"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"

	"parley"
	"parley/ask/search"
	"parley/ledger"
)

// How much is kept: the least recently used lists go first.
const (
	mostLists = 64
	mostLines = 1_000_000 // of all lists, some 150 bytes each
)

// A Shelf keeps lists of one case. Its zero value with a Case is ready; it may be
// used from any goroutine.
type Shelf struct {
	Case *ledger.Case

	mu    sync.Mutex
	lists map[string]*list.Element // of *List, by question and entry
	used  list.List                // the last used first
	lines int
	at    int64 // the entry up to which it is known that no list shows what it must not
}

// A List is what a question finds.
type List struct {
	AsOf  int64 // the log's last entry when it was asked
	Names []search.Understood

	key     string
	answer  *search.Answer
	shelf   *Shelf
	counted int // lines that the shelf counts it with

	mu     sync.Mutex
	lines  []ledger.Line // that may be hits
	all    bool          // whether lines has every one
	looked int           // lines before it were looked at
	hits   []int         // of lines; where no words are asked for, all are hits
}

// A Page is some hits of a list.
type Page struct {
	Hits []search.Hit
	From int  // the place of the first in the list
	Next int  // the place after the last
	More bool // whether there is one there
	All  int  // how many hits there are; -1 where that is not known yet
}

// Ask is the list of a question as the case stands now.
func (s *Shelf) Ask(ctx context.Context, q search.Question) (*List, error) {
	head, err := s.Case.Head(ctx)
	if err != nil {
		return nil, err
	}
	return s.asOf(ctx, q, head.Size, head.Size)
}

// At asks for the list of a question as it was asked at an entry: what somebody
// scrolls through stays the same, whatever is filed meanwhile. Where that list is
// gone, it is made anew as of that entry.
func (s *Shelf) At(asOf int64) func(context.Context, search.Question) (*List, error) {
	return func(ctx context.Context, q search.Question) (*List, error) { return s.again(ctx, q, asOf) }
}

func (s *Shelf) again(ctx context.Context, q search.Question, asOf int64) (*List, error) {
	head, err := s.Case.Head(ctx)
	if err != nil {
		return nil, err
	}
	if asOf < 1 || asOf > head.Size {
		return nil, fmt.Errorf("a list as of entry %d, of a log of %d: %w", asOf, head.Size, parley.ErrInvalid)
	}
	return s.asOf(ctx, q, asOf, head.Size)
}

func (s *Shelf) asOf(ctx context.Context, q search.Question, asOf, head int64) (*List, error) {
	if err := s.heed(ctx, head); err != nil {
		return nil, err
	}
	key := keyOf(q, asOf)
	if l := s.kept(key); l != nil {
		return l, nil
	}
	return s.make(ctx, q, asOf, head, key)
}

// heed drops all lists where a report was sealed or purged since they were made: what
// is sealed now is masked whenever a list is as of, and a list knows only of seals
// before it was made. Undoing may seal as well.
func (s *Shelf) heed(ctx context.Context, head int64) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.at >= head {
		return nil
	}
	for _, err := range s.Case.Entries(ctx, s.at, ledger.KindSeal, ledger.KindPurge, ledger.KindUndo) {
		if err != nil {
			return err
		}
		s.lists, s.lines = nil, 0
		s.used.Init()
		break
	}
	s.at = head
	return nil
}

func keyOf(q search.Question, asOf int64) string {
	words, err := json.Marshal(q)
	if err != nil {
		panic("found: a question is no JSON: " + err.Error())
	}
	return fmt.Sprintf("%d %s", asOf, words)
}

// kept is a list that is there, which is now the last used.
func (s *Shelf) kept(key string) *List {
	s.mu.Lock()
	defer s.mu.Unlock()
	e, is := s.lists[key]
	if !is {
		return nil
	}
	s.used.MoveToFront(e)
	return e.Value.(*List)
}

// make asks as of the entry, so that what is looked up later is of the same list.
func (s *Shelf) make(ctx context.Context, q search.Question, asOf, head int64, key string) (*List, error) {
	if q.KnownAt == "" {
		q.KnownAt = fmt.Sprintf("#%d", asOf)
	}
	answer, err := search.Ask(ctx, s.Case, q)
	if err != nil {
		return nil, err
	}
	l := &List{AsOf: asOf, Names: answer.Names, key: key, answer: answer, shelf: s}
	s.mu.Lock()
	defer s.mu.Unlock()
	if e, is := s.lists[key]; is { // another asked the same at once
		return e.Value.(*List), nil
	}
	if s.at > head { // it may know nothing of a seal that was heeded meanwhile
		return l, nil
	}
	if s.lists == nil {
		s.lists = map[string]*list.Element{}
	}
	s.lists[key] = s.used.PushFront(l)
	s.trim()
	return l, nil
}

// trim drops the lists that were used least recently, up to the last one.
func (s *Shelf) trim() {
	for s.used.Len() > 1 && (s.used.Len() > mostLists || s.lines > mostLines) {
		e := s.used.Back()
		l := s.used.Remove(e).(*List)
		delete(s.lists, l.key)
		s.lines -= l.counted
	}
}

// Page is up to n hits from a place of the list on. The first page of a list is found
// without the others; the one after it has the whole list looked up.
func (l *List) Page(ctx context.Context, from, n int) (*Page, error) {
	if from < 0 || n < 1 {
		return nil, fmt.Errorf("%d hits from %d on: %w", n, from, parley.ErrInvalid)
	}
	grown, page, err := l.page(ctx, from, n)
	l.shelf.mu.Lock()
	defer l.shelf.mu.Unlock()
	if e, is := l.shelf.lists[l.key]; is && e.Value == l {
		l.counted, l.shelf.lines = l.counted+grown, l.shelf.lines+grown
		l.shelf.trim()
	}
	return page, err
}

func (l *List) page(ctx context.Context, from, n int) (grown int, _ *Page, err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	had := len(l.lines)
	hits, err := l.find(ctx, from, n)
	grown = len(l.lines) - had
	if err != nil {
		return grown, nil, err
	}
	p := &Page{Hits: hits, From: from, Next: from + len(hits), All: -1}
	words := l.answer.LooksAtWords()
	switch {
	case !words:
		p.More = len(l.lines) > from+n
		p.Next = min(from+n, len(l.lines))
	default:
		p.More = len(l.hits) > from+n
		p.Next = min(from+n, len(l.hits))
	}
	if l.all && !words {
		p.All = len(l.lines)
	} else if l.all && l.looked == len(l.lines) {
		p.All = len(l.hits)
	}
	return grown, p, nil
}

// find looks up lines until those from a place on are known and one more.
func (l *List) find(ctx context.Context, from, n int) ([]search.Hit, error) {
	need := from + n + 1
	if !l.answer.LooksAtWords() {
		if err := l.fill(ctx, need); err != nil {
			return nil, err
		}
		var hits []search.Hit
		for i := from; i < min(from+n, len(l.lines)); i++ {
			hit, ok, err := l.hit(ctx, i)
			if err != nil {
				return nil, err
			}
			if ok {
				hits = append(hits, hit)
			}
		}
		return hits, nil
	}
	if from == 0 && !l.all && l.looked == 0 {
		return l.first(ctx, n)
	}
	if err := l.fill(ctx, 1<<62); err != nil {
		return nil, err
	}
	var hits []search.Hit
	for i := from; i < min(from+n, len(l.hits)); i++ {
		hit, ok, err := l.hit(ctx, l.hits[i])
		if err != nil {
			return nil, err
		}
		if ok { // else its report was purged since
			hits = append(hits, hit)
		}
	}
	for l.looked < len(l.lines) && len(l.hits) < need {
		hit, ok, err := l.hit(ctx, l.looked)
		if err != nil {
			return nil, err
		}
		if ok && len(l.hits) >= from && len(hits) < n {
			hits = append(hits, hit)
		}
		if ok {
			l.hits = append(l.hits, l.looked)
		}
		l.looked++
	}
	return hits, nil
}

// first are the first hits of a question for words, and whether there are more. It
// looks at no more lines than it takes; whoever goes on has the rest looked up.
func (l *List) first(ctx context.Context, n int) ([]search.Hit, error) {
	var hits []search.Hit
	var lines []ledger.Line
	var found []int
	for line, err := range l.answer.Lines(ctx) {
		if err != nil {
			return nil, err
		}
		lines = append(lines, line)
		hit, ok, err := l.answer.Hit(ctx, line)
		if errors.Is(err, ledger.ErrRemoved) || err == nil && !ok {
			continue
		}
		if err != nil {
			return nil, err
		}
		found = append(found, len(lines)-1)
		if len(found) > n {
			l.lines, l.hits, l.looked = lines, found, len(lines)
			return hits, nil
		}
		hits = append(hits, hit)
	}
	l.lines, l.hits, l.looked, l.all = lines, found, len(lines), true
	return hits, nil
}

// hit is the line at a place of lines; not ok where it is none, or its report is
// purged.
func (l *List) hit(ctx context.Context, i int) (search.Hit, bool, error) {
	hit, ok, err := l.answer.Hit(ctx, l.lines[i])
	if errors.Is(err, ledger.ErrRemoved) {
		return search.Hit{}, false, nil
	}
	return hit, ok, err
}

// fill has at least so many lines, or all that there are. A list that somebody
// goes on in is filled whole.
func (l *List) fill(ctx context.Context, need int) error {
	if l.all || len(l.lines) >= need {
		return nil
	}
	if len(l.lines) > 0 {
		need = 1 << 62
	}
	lines, all := slices.Grow([]ledger.Line(nil), min(need, 1024)), true
	for line, err := range l.answer.Lines(ctx) {
		if err != nil {
			return err
		}
		if lines = append(lines, line); len(lines) == need {
			all = false
			break
		}
	}
	l.lines, l.all = lines, all
	return nil
}

// A Part is a page of a list with what it takes to go on.
type Part struct {
	*Page
	AsOf   int64
	Names  []search.Understood
	Cursor string // of the page after this one; empty where this is the last
}

// Find is n hits of a question: the first, or those that a cursor leads to, or with
// from those from that place on.
func (s *Shelf) Find(ctx context.Context, q search.Question, cursor string, from, n int) (*Part, error) {
	ask := s.Ask
	if cursor != "" {
		asOf, place, err := parseCursor(cursor)
		if err != nil {
			return nil, err
		}
		ask = s.At(asOf)
		if from == 0 {
			from = place
		}
	}
	l, err := ask(ctx, q)
	if err != nil {
		return nil, err
	}
	page, err := l.Page(ctx, from, n)
	if err != nil {
		return nil, err
	}
	part := &Part{Page: page, AsOf: l.AsOf, Names: l.Names}
	if page.More {
		part.Cursor = fmt.Sprintf("%d.%d", l.AsOf, page.Next)
	}
	return part, nil
}

// parseCursor is the entry and the place that a cursor names.
func parseCursor(s string) (asOf int64, place int, err error) {
	entry, at, _ := strings.Cut(s, ".")
	asOf, err1 := strconv.ParseInt(entry, 10, 64)
	place, err2 := strconv.Atoi(at)
	if err1 != nil || err2 != nil || asOf < 1 || place < 0 {
		return 0, 0, fmt.Errorf("%q is no cursor: %w", s, parley.ErrInvalid)
	}
	return asOf, place, nil
}
