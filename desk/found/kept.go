package found

import (
	"context"
	"slices"
	"sync"
	"time"

	"parley/ledger"
)

// A Kept is something that is derived from a whole case, and kept until something is
// filed. Of a large one nobody waits for the next while others decide line by line:
// the last is shown until it is there. What a purge, a seal, a merge or an undo
// changes is never shown as it was before.
type Kept[T any] struct {
	Case  *ledger.Case
	Make  func(context.Context) (T, error)
	Large func(T) bool // whether it takes long to make

	mu      sync.Mutex
	now     T
	isMade  bool
	at      int64 // the entry that now is as of
	making  bool  // whether the next is being made meanwhile
	notYet  time.Time
	renewed sync.WaitGroup
}

// rest is how many times as long as making it took nobody makes it anew.
const rest = 4

// patient are the kinds of entries of which it may be a little late.
var patient = []ledger.Kind{
	ledger.KindReport, ledger.KindReading, ledger.KindAccept, ledger.KindReject, ledger.KindCorrect, ledger.KindNote, ledger.KindQuery,
	ledger.KindExhibit, ledger.KindCodebook,
}

// Get is what there is.
func (k *Kept[T]) Get(ctx context.Context) (T, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	head, err := k.Case.Head(ctx)
	if err != nil || k.isMade && k.at == head.Size {
		return k.now, err
	}
	if k.isMade && k.Large(k.now) {
		can, err := k.canWait(ctx)
		if err != nil {
			return k.now, err
		}
		if can {
			if !k.making && time.Now().After(k.notYet) {
				k.making = true
				k.renewed.Go(func() { k.renew(context.WithoutCancel(ctx)) })
			}
			return k.now, nil
		}
	}
	now, err := k.Make(ctx)
	if err == nil {
		k.now, k.at, k.isMade = now, head.Size, true
	}
	return now, err
}

func (k *Kept[T]) canWait(ctx context.Context) (bool, error) {
	for e, err := range k.Case.Entries(ctx, k.at) {
		if err != nil || !slices.Contains(patient, e.Kind) {
			return false, err
		}
	}
	return true, nil
}

func (k *Kept[T]) renew(ctx context.Context) {
	began := time.Now()
	head, err := k.Case.Head(ctx)
	var now T
	if err == nil {
		now, err = k.Make(ctx)
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	k.making, k.notYet = false, time.Now().Add(rest*time.Since(began))
	if err == nil && head.Size > k.at {
		k.now, k.at = now, head.Size
	}
}

// Wait waits until nothing is being made.
func (k *Kept[T]) Wait() { k.renewed.Wait() }
