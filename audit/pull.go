package audit

import "iter"

// A pulled sequence is taken one by one beside the log.
type pulled[T any] struct {
	value   T
	has     bool // there is a value
	broken  bool // there would have been more
	advance func()
	stop    func()
}

// pull begins to take a sequence. Where it breaks off that is a finding.
func pull[T any](found func(Finding), what string, all iter.Seq2[T, error]) *pulled[T] {
	next, stop := iter.Pull2(all)
	p := &pulled[T]{stop: stop}
	p.advance = func() {
		value, err, ok := next()
		if p.value, p.has = value, ok && err == nil; ok && err != nil {
			p.broken = true
			found(Finding{Kind: KindStore, Found: what + " breaks off: " + why(err)})
		}
	}
	p.advance()
	return p
}
