package audit

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"parley"
	"parley/ledger"
)

// A log is what the entries so far come to.
type log struct {
	head  *ledger.Tree // as the store has it; nil where that cannot be told
	tree  ledger.Tree
	holes []int64 // entries that are not there or cannot be read
	lost  bool    // there are too many of them for the tree to go on
	last  int64
	time  time.Time
}

// mostHoles is for how many entries in a row an audit looks further.
const mostHoles = 1000

// head finds how long the log is. Entries beyond what the head counts were
// filed since, or the head is wrong.
func (a *auditor) head() {
	head, err := a.of.Head(a.ctx)
	if err != nil {
		a.found(Finding{Kind: KindHead, Found: "the head cannot be read: " + why(err)})
		return
	}
	for e, err := range a.of.Entries(a.ctx, head.Size) {
		if now, headErr := a.of.Head(a.ctx); headErr != nil || err == nil && now.Size < e.Seq || err != nil && now.Size == head.Size {
			a.found(Finding{Kind: KindHead, Entry: head.Size + 1, Found: fmt.Sprintf("the log goes on, the head counts %d entries", head.Size)})
			return
		}
		break
	}
	a.size, a.log.head = head.Size, head
}

// entries yields the entries that can be read. What is between them is told as it
// is met.
func (a *auditor) entries(yield func(ledger.Entry) bool) {
	since, failures := int64(0), 0
	for a.size < 0 || since < a.size {
		var failure error
		for e, err := range a.of.Entries(a.ctx, since) {
			if err == nil && e.Seq <= since {
				err = fmt.Errorf("entry %d comes after entry %d: %w", e.Seq, since, parley.ErrTampered)
			}
			if failure = err; err != nil || a.size >= 0 && e.Seq > a.size {
				break
			}
			if since, failures = e.Seq, 0; !yield(e) {
				return
			}
		}
		if failure == nil || a.over() != nil {
			return
		}
		since++
		a.broken(since)
		if failures++; failures > mostHoles {
			a.found(Finding{Kind: KindEntry, Entry: since, Found: "from here on nothing can be read: " + why(failure)})
			return
		}
		a.found(Finding{Kind: KindEntry, Entry: since, Found: "it cannot be read: " + why(failure)})
	}
}

// holdEntry holds an entry against the ones before it.
func (a *auditor) holdEntry(e ledger.Entry) {
	a.fill(e.Seq - 1)
	if e.Time.Before(a.log.time) {
		a.found(Finding{
			Kind: KindTime, Entry: e.Seq, Found: "it was filed at " + e.Time.Format(time.RFC3339Nano),
			Want: fmt.Sprintf("entry %d before it at %s", a.log.last, a.log.time.Format(time.RFC3339Nano)),
		})
	}
	a.log.last, a.log.time = e.Seq, e.Time
	a.leaf(e.Leaf())
}

// fill notes what is missing up to an entry.
func (a *auditor) fill(upTo int64) {
	from := a.log.last + 1
	if from > upTo {
		return
	}
	missing := int64(0)
	for seq := from; seq <= upTo && !a.log.lost; seq++ {
		if !a.known[seq].broken {
			missing++
		}
		a.log.holes = append(a.log.holes, seq)
		a.leaf(nil)
		a.log.lost = len(a.log.holes) > mostHoles
	}
	a.log.last = upTo
	switch {
	case missing == 1 && from == upTo:
		a.found(Finding{Kind: KindGap, Entry: from, Found: "it is missing"})
	case missing > 0:
		a.found(Finding{Kind: KindGap, Entry: from, Found: fmt.Sprintf("it and those up to entry %d are missing", upTo)})
	}
}

// leaf grows the tree, and holds it against the checkpoint when it is as large.
func (a *auditor) leaf(leaf []byte) {
	if a.log.lost {
		return
	}
	a.log.tree.Add(leaf)
	if c := a.Against; c != nil && a.log.tree.Size == c.Size && a.log.tree.Root() != c.Root {
		a.found(Finding{
			Kind: KindRewritten, Found: fmt.Sprintf("the first %d entries give the root %v", c.Size, a.log.tree.Root()),
			Want: fmt.Sprintf("the checkpoint was signed over %v", c.Root),
		})
	}
}

// endLog holds the whole log against its head and the checkpoint.
func (a *auditor) endLog() {
	if c := a.Against; c != nil && c.Origin != "" {
		if origin, err := a.of.Origin(a.ctx); err == nil && origin != c.Origin {
			a.found(Finding{Kind: KindRewritten, Found: "this is the case " + origin, Want: "the checkpoint is of " + c.Origin})
		}
	}
	if a.size > a.log.last {
		end := a.log.last
		a.fill(a.size)
		a.found(Finding{Kind: KindHead, Entry: end, Found: "the log ends here", Want: fmt.Sprintf("its head counts %d entries", a.size)})
		if c := a.Against; c != nil && c.Size > end {
			a.short(end)
		}
		return
	}
	if c := a.Against; c != nil && c.Size > a.log.last {
		a.short(a.log.last)
	}
	if a.log.head == nil || a.log.lost {
		return
	}
	from := int64(1)
	for i := range a.log.head.Roots {
		to := from + subtree(a.size, i) - 1
		a.holdRoot(i, from, to)
		from = to + 1
	}
}

func (a *auditor) short(end int64) {
	a.found(Finding{Kind: KindShort, Entry: end, Found: "the log ends here", Want: fmt.Sprintf("the checkpoint was signed over %d entries", a.Against.Size)})
}

// holdRoot holds the hash over some entries against the head's. Where one of them
// is missing they cannot be the same, and that was said.
func (a *auditor) holdRoot(i int, from, to int64) {
	head, have := a.log.head.Roots[i], a.log.tree.Roots[i]
	if head == have || slices.ContainsFunc(a.log.holes, func(seq int64) bool { return from <= seq && seq <= to }) {
		return
	}
	a.found(Finding{Kind: KindHead, Entry: from, Found: fmt.Sprintf("this and those up to entry %d give the hash %v", to, have), Want: fmt.Sprintf("the head has %v", head)})
}

// subtree is how many leaves are under the ith root of a tree, the largest first.
func subtree(size int64, i int) int64 {
	for bit := int64(1) << 62; bit > 0; bit >>= 1 {
		if size&bit == 0 {
			continue
		}
		if i == 0 {
			return bit
		}
		i--
	}
	return 0
}

// why is an error without the sentinel that it ends in, which is for callers.
func why(err error) string {
	text := err.Error()
	for _, sentinel := range []error{parley.ErrInvalid, parley.ErrNotFound, parley.ErrConflict, parley.ErrTampered} {
		if errors.Is(err, sentinel) {
			text = strings.TrimSuffix(text, ": "+sentinel.Error())
		}
	}
	return text
}
