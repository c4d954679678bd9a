package found

import (
	"context"
	"slices"
	"sync"

	"parley/ask/review"
	"parley/ledger"
)

// A Queue keeps the lines that wait for review. Making it takes all reports, so that
// while people decide, line by line, what they have decided is only left out of
// the one that is there; what a correction changes elsewhere is looked up meanwhile.
type Queue struct {
	Case *ledger.Case

	mu      sync.Mutex
	now     *review.Queue
	upTo    int64 // the entry that now is as of
	madeAt  int64 // the entry as of which contradictions were looked for
	renewal bool  // whether it is being made anew
}

// Next is what nobody has decided of, the heaviest first.
func (q *Queue) Next(ctx context.Context) (*review.Queue, error) {
	q.mu.Lock()
	defer q.mu.Unlock()
	head, err := q.Case.Head(ctx)
	if err != nil {
		return nil, err
	}
	if q.now != nil && q.upTo == head.Size {
		return q.now, nil
	}
	simple, old := true, false
	if q.now != nil {
		for e, err := range q.Case.Entries(ctx, q.upTo) {
			if err != nil {
				return nil, err
			}
			simple = simple && slices.Contains(ofOneLine, e.Kind)
			old = old || e.Kind == ledger.KindCorrect || e.Kind == ledger.KindReject
		}
	}
	state, err := q.Case.State(ctx, head.Size)
	if err != nil {
		return nil, err
	}
	if q.now == nil || !simple {
		now, err := review.Next(ctx, q.Case, state, 0)
		if err != nil {
			return nil, err
		}
		q.now, q.upTo, q.madeAt = now, head.Size, head.Size
		return now, nil
	}
	left := *q.now
	left.Lines = waiting(left.Lines, state)
	q.now, q.upTo = &left, head.Size
	if old && !q.renewal {
		q.renewal = true
		go q.renew(context.WithoutCancel(ctx))
	}
	return q.now, nil
}

// ofOneLine are decisions after which every other line waits as it did, but for what
// a correction or rejection does to contradictions.
var ofOneLine = []ledger.Kind{ledger.KindAccept, ledger.KindReject, ledger.KindCorrect, ledger.KindNote, ledger.KindQuery}

// waiting are the lines of which a state has no decision.
func waiting(lines []review.Line, state *ledger.State) []review.Line {
	var left []review.Line
	for _, l := range lines {
		if state.Status(l.Reading.Seq, l.Statement.ID) == ledger.StatusRead {
			left = append(left, l)
		}
	}
	return left
}

// renew makes the queue anew, as of now, while the one that is there is used.
func (q *Queue) renew(ctx context.Context) {
	now, at, err := q.anew(ctx)
	q.mu.Lock()
	defer q.mu.Unlock()
	q.renewal = false
	if err != nil || at < q.madeAt {
		return // the next who asks tries again
	}
	if at < q.upTo {
		if state, err := q.Case.State(ctx, q.upTo); err == nil {
			now.Lines = waiting(now.Lines, state)
		} else {
			return
		}
	}
	q.now, q.madeAt, q.upTo = now, at, max(at, q.upTo)
}

func (q *Queue) anew(ctx context.Context) (*review.Queue, int64, error) {
	head, err := q.Case.Head(ctx)
	if err != nil {
		return nil, 0, err
	}
	state, err := q.Case.State(ctx, head.Size)
	if err != nil {
		return nil, 0, err
	}
	now, err := review.Next(ctx, q.Case, state, 0)
	return now, head.Size, err
}
