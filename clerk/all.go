package clerk

import (
	"cmp"
	"context"
	"fmt"
	"iter"
	"math"
	"sync"

	"parley"
)

// An Input is a report to come: where it is and how to get it.
type Input struct {
	Name string // as the user wrote it: a path, an address, - for standard input
	Line int    // within a stream of reports, from 1; 0 where the input is one report
	Size int    // bytes that it will hold in memory, as far as is known

	// Open gets the report. It runs on any goroutine.
	Open func(context.Context) (Opened, error)

	// Filed gets the record of an earlier reading, which stands as it is. Where it
	// is set Open is not called.
	Filed func() (*parley.Record, error)
}

// Opened is a report before it is read.
type Opened struct {
	Report   *parley.Report
	Raw      []byte   // the bytes it was made from
	Warnings []string // that came with it
}

// String is the input as a record names it: with its line, if it has one.
func (i Input) String() string {
	if i.Line > 0 {
		return fmt.Sprintf("%s:%d", i.Name, i.Line)
	}
	return i.Name
}

// An Outcome is what became of an input: a record, or the reason for none.
type Outcome struct {
	Input
	Record *parley.Record
	Raw    []byte // the bytes that the report was made from; nil where they are its text
	Known  int64  // its entry where it was filed before, see [Clerk.Known]; then Record has only the report
	Err    error
}

const (
	// aheadPerJob is how many outcomes may wait for an earlier one, for each job.
	aheadPerJob = 4

	// heldBytes bounds the sizes of the inputs in hand. A larger one is read
	// alone. Ordinary reports are a thousandth of it.
	heldBytes = 8 << 20
)

// ReadAll reads inputs, jobs of them at a time, and calls done with each outcome
// in the order of the inputs, from the calling goroutine. An input that fails,
// even by a panic, is an outcome like any other. ReadAll stops at the first
// error of done, which it returns, or when ctx ends. The sequence runs on one
// goroutine of its own; after an early stop that one ends when the sequence
// next yields.
func (c *Clerk) ReadAll(ctx context.Context, inputs iter.Seq[Input], jobs int, done func(Outcome) error) error {
	var (
		queue = make(chan *task, aheadPerJob*jobs) // in the order of the inputs
		work  = make(chan *task)
		held  = newBudget(heldBytes)
	)
	defer held.lift()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	go func() {
		defer close(queue)
		defer close(work)
		for input := range inputs {
			held.take(input.Size)
			t := &task{input: input, outcome: make(chan Outcome, 1)}
			if !send(ctx, queue, t) || !send(ctx, work, t) {
				return
			}
		}
	}()
	for range jobs {
		go func() {
			for t := range work {
				t.outcome <- c.outcome(ctx, t.input)
			}
		}()
	}
	for {
		t, ok := receive(ctx, queue)
		if !ok {
			return ctx.Err()
		}
		outcome, ok := receive(ctx, t.outcome)
		if !ok {
			return ctx.Err()
		}
		if err := done(outcome); err != nil {
			return err
		}
		held.give(t.input.Size)
	}
}

type task struct {
	input   Input
	outcome chan Outcome // holds one
}

func send(ctx context.Context, to chan<- *task, t *task) bool {
	select {
	case to <- t:
		return true
	case <-ctx.Done():
		return false
	}
}

// receive takes the next value; false where there is none or ctx ends first.
func receive[T any](ctx context.Context, from <-chan T) (value T, ok bool) {
	select {
	case value, ok = <-from:
		return value, ok
	case <-ctx.Done():
		return value, false
	}
}

// outcome reads one input. In an archive of a million reports one that breaks
// parley must cost that report alone, so a panic becomes its error.
func (c *Clerk) outcome(ctx context.Context, input Input) (out Outcome) {
	out.Input = input
	defer func() {
		if p := recover(); p != nil {
			out.Record, out.Err = nil, fmt.Errorf("parley broke on this report: %v", p)
		}
	}()
	if input.Filed != nil {
		out.Record, out.Err = input.Filed()
		return out
	}
	opened, err := input.Open(ctx)
	if err != nil {
		out.Err = err
		return out
	}
	report := opened.Report
	if opened.Raw != nil && string(opened.Raw) != report.Text {
		out.Raw = opened.Raw
	}
	report.Input = cmp.Or(report.Input, input.String()) // a line may say where it comes from
	if c.Known != nil {
		if out.Known, out.Err = c.Known(ctx, report); out.Known != 0 || out.Err != nil {
			out.Record = &parley.Record{Report: *report}
			return out
		}
	}
	record, err := c.Read(report)
	if err != nil {
		out.Err = err
		return out
	}
	record.Warnings = opened.Warnings
	out.Record = record
	return out
}

// A budget makes its taker wait while more than limit is out, unless nothing is.
type budget struct {
	mu    sync.Mutex
	freed *sync.Cond
	limit int
	out   int
}

func newBudget(limit int) *budget {
	b := &budget{limit: limit}
	b.freed = sync.NewCond(&b.mu)
	return b
}

func (b *budget) take(n int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for b.out > 0 && n > b.limit-b.out {
		b.freed.Wait()
	}
	b.out += n
}

func (b *budget) give(n int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.out -= n
	b.freed.Broadcast()
}

// lift lets every taker go, whatever it wants.
func (b *budget) lift() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.limit = math.MaxInt
	b.freed.Broadcast()
}
