package found

import (
	"context"

	"parley/ask/review"
	"parley/ledger"
)

// mostAtOnce is how many reports can be laid side by side while somebody waits.
const mostAtOnce = 100

// IsLarge reports whether laying so many reports side by side takes too long to wait
// for it each time that somebody decides something.
func IsLarge(reports int) bool { return reports > mostAtOnce }

// A Queue keeps the lines that wait for review. Of a large case, what a correction
// changes in which lines contradict each other shows a little later; a line that
// somebody has decided of waits no more.
type Queue struct{ kept Kept[*review.Queue] }

// NewQueue is the queue of a case.
func NewQueue(c *ledger.Case) *Queue {
	next := func(ctx context.Context) (*review.Queue, error) {
		state, err := c.State(ctx, 0)
		if err != nil {
			return nil, err
		}
		return review.Next(ctx, c, state, 0)
	}
	return &Queue{Kept[*review.Queue]{Case: c, Make: next, Large: func(q *review.Queue) bool { return IsLarge(q.Reports) }}}
}

// Next is what nobody has decided of, the heaviest first.
func (q *Queue) Next(ctx context.Context) (*review.Queue, error) {
	kept, err := q.kept.Get(ctx)
	if err != nil {
		return nil, err
	}
	state, err := q.kept.Case.State(ctx, 0)
	if err != nil {
		return nil, err
	}
	left := *kept
	left.Lines = nil
	for _, l := range kept.Lines {
		if state.Status(l.Reading.Seq, l.ID) == ledger.StatusRead {
			left.Lines = append(left.Lines, l)
		}
	}
	return &left, nil
}
