package found_test

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"

	"parley/desk/found"
)

func TestAnswers_keep_nobody_waiting_for_another_question(t *testing.T) {
	var a found.Answers[string]
	made := new(atomic.Int32)
	say := func(what string) func(context.Context) (string, error) {
		return func(context.Context) (string, error) { made.Add(1); return what, nil }
	}
	if got, err := a.Get(t.Context(), 1, "a", say("first")); got != "first" || err != nil {
		t.Fatalf("Get(a) = %q, %v", got, err)
	}
	begun, goOn := make(chan struct{}), make(chan struct{})
	slow := func(context.Context) (string, error) { close(begun); <-goOn; return "slow", nil }
	var all sync.WaitGroup
	all.Go(func() {
		if got, err := a.Get(t.Context(), 1, "b", slow); got != "slow" || err != nil {
			t.Errorf("Get(b) = %q, %v", got, err)
		}
	})
	<-begun
	for range 3 { // while b is made
		if got, err := a.Get(t.Context(), 1, "a", say("again")); got != "first" || err != nil {
			t.Errorf("Get(a) = %q, %v, want what is kept", got, err)
		}
		if got, err := a.Get(t.Context(), 1, "c", say("third")); got != "third" || err != nil {
			t.Errorf("Get(c) = %q, %v", got, err)
		}
	}
	for range 4 {
		all.Go(func() {
			if got, err := a.Get(t.Context(), 1, "b", say("twice")); got != "slow" || err != nil {
				t.Errorf("Get(b) = %q, %v, want the one that was being made", got, err)
			}
		})
	}
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := a.Get(gone, 1, "b", say("twice")); !errors.Is(err, context.Canceled) {
		t.Errorf("who went away waits for b: %v", err)
	}
	close(goOn)
	all.Wait()
	if n := made.Load(); n != 2 {
		t.Errorf("%d answers were made beside the slow one, want 2", n)
	}
}

func TestAnswers_are_of_the_last_entry(t *testing.T) {
	var a found.Answers[int64]
	as := func(n int64) func(context.Context) (int64, error) {
		return func(context.Context) (int64, error) { return n, nil }
	}
	for _, test := range []struct{ at, want int64 }{{1, 1}, {1, 1}, {2, 2}, {1, 2}, {3, 3}} {
		if got, _ := a.Get(t.Context(), test.at, "", as(test.at)); got != test.want {
			t.Errorf("as of entry %d it is that of %d, want %d", test.at, got, test.want)
		}
	}
	wrong := errors.New("wrong")
	if _, err := a.Get(t.Context(), 3, "x", func(context.Context) (int64, error) { return 0, wrong }); err != wrong {
		t.Errorf("an answer that failed is %v", err)
	}
	if got, err := a.Get(t.Context(), 3, "x", as(7)); got != 7 || err != nil {
		t.Errorf("after one that failed it is %d, %v, want 7", got, err)
	}
}

// TestAnswers_of_a_making_that_panicked are made anew by whoever asks next.
func TestAnswers_of_a_making_that_panicked(t *testing.T) {
	var a found.Answers[string]
	func() {
		defer func() {
			if recover() == nil {
				t.Error("the panic is lost")
			}
		}()
		a.Get(t.Context(), 1, "a", func(context.Context) (string, error) { panic("broken") })
	}()
	if got, err := a.Get(t.Context(), 1, "a", func(context.Context) (string, error) { return "whole", nil }); got != "whole" || err != nil {
		t.Errorf("Get(a) = %q, %v, want it made anew", got, err)
	}
}
