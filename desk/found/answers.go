package found

import (
	"context"
	"errors"
	"sync"
)

// Answers keeps what questions came to as of the log's last entry, until something is
// filed. What is kept is not changed any more, and whoever asks for it waits for
// nobody; whoever asks what somebody makes just then waits for that alone. Its zero
// value is ready.
type Answers[T any] struct {
	mu  sync.Mutex
	at  int64
	all map[string]*answer[T]
}

// An answer is one that is made, or will be.
type answer[T any] struct {
	made  chan struct{} // closed once it is
	value T
	err   error
}

// mostAnswers is how many are kept at once.
const mostAnswers = 256

// errBroken is of an answer whose making panicked.
var errBroken = errors.New("making the answer broke off")

// Get is the answer to a question as of an entry, or a later one.
func (a *Answers[T]) Get(ctx context.Context, at int64, question string, make func(context.Context) (T, error)) (T, error) {
	kept, isMine := a.find(at, question)
	if isMine {
		defer func() {
			if kept.err != nil { // or the making panicked
				a.drop(question, kept)
			}
			close(kept.made)
		}()
		kept.value, kept.err = make(context.WithoutCancel(ctx)) // others may wait for it
		return kept.value, kept.err
	}
	select {
	case <-kept.made:
		return kept.value, kept.err
	case <-ctx.Done():
		var none T
		return none, ctx.Err()
	}
}

// find is the answer that is there, or a new one that the caller is to make.
func (a *Answers[T]) find(at int64, question string) (kept *answer[T], isMine bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if at > a.at || a.all == nil || len(a.all) >= mostAnswers {
		a.at, a.all = max(at, a.at), map[string]*answer[T]{}
	}
	if kept, is := a.all[question]; is {
		return kept, false
	}
	kept = &answer[T]{made: make(chan struct{}), err: errBroken}
	a.all[question] = kept
	return kept, true
}

func (a *Answers[T]) drop(question string, broken *answer[T]) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.all[question] == broken {
		delete(a.all, question)
	}
}
