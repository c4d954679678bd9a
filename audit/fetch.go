package audit

import (
	"context"
	"fmt"
	"iter"
	"runtime"

	"parley"
	"parley/ledger"
)

// A fetched entry comes with its body, decoded. Nothing of it is held against
// anything yet.
type fetched struct {
	ledger.Entry
	body      []byte
	err       error // that there is no body
	digest    ledger.Digest
	report    *parley.Report
	raw       string
	record    *parley.Record // without its report
	undecoded error
	done      chan struct{} // closed when all the above is there
}

// fetchedAhead is for how many entries bodies are read ahead. Decoding is what
// takes longest in an audit, and the only thing that needs no other entry.
const fetchedAhead = 64

// fetch yields each entry with the one after it, nil after the last.
func fetch(ctx context.Context, of ledger.Store, all iter.Seq[ledger.Entry]) iter.Seq2[*fetched, *fetched] {
	return func(yield func(e, next *fetched) bool) {
		free := make(chan struct{}, runtime.GOMAXPROCS(0))
		var waiting []*fetched
		defer func() {
			for _, f := range waiting {
				<-f.done // the store may be closed when this has ended
			}
		}()
		for e := range all {
			f := &fetched{Entry: e, done: make(chan struct{})}
			waiting = append(waiting, f)
			go func() {
				free <- struct{}{}
				f.fetch(ctx, of)
				<-free
			}()
			if len(waiting) > fetchedAhead {
				<-waiting[0].done
				if !yield(waiting[0], waiting[1]) {
					return
				}
				waiting = waiting[1:]
			}
		}
		waiting = append(waiting, nil)
		for ; waiting[0] != nil; waiting = waiting[1:] {
			<-waiting[0].done
			if !yield(waiting[0], waiting[1]) {
				break
			}
		}
		waiting = waiting[:len(waiting)-1]
	}
}

func (f *fetched) fetch(ctx context.Context, of ledger.Store) {
	defer close(f.done)
	defer func() {
		if p := recover(); p != nil {
			f.err = fmt.Errorf("parley broke on it: %v", p)
		}
	}()
	if f.body, f.err = of.Body(ctx, f.Seq); f.err != nil {
		return
	}
	f.digest = ledger.DigestOf(f.body)
	switch f.Kind {
	case ledger.KindReport:
		f.report, f.raw, f.undecoded = ledger.DecodeFiled(f.Seq, f.body)
	case ledger.KindReading:
		f.record, f.undecoded = ledger.DecodeUnverified(f.Seq, f.body, new(parley.Report))
	}
}
