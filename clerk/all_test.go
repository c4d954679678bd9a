package clerk

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"strings"
	"testing"

	"parley"
)

func input(name string, open func() (string, error)) Input {
	return Input{Name: name, Open: func(context.Context) (Opened, error) {
		text, err := open()
		return Opened{Report: &parley.Report{ID: name, Text: text}, Warnings: []string{"warning of " + name}}, err
	}}
}

func plain(name string) Input {
	return input(name, func() (string, error) { return name + " said yes", nil })
}

func sequence(inputs ...Input) iter.Seq[Input] {
	return func(yield func(Input) bool) {
		for _, i := range inputs {
			if !yield(i) {
				return
			}
		}
	}
}

func TestReadAll_keeps_the_order_of_the_inputs(t *testing.T) {
	second := make(chan bool)
	inputs := sequence(
		input("a", func() (string, error) { <-second; return "a said yes", nil }), // ends after b
		input("b", func() (string, error) { close(second); return "b said yes", nil }),
		plain("c"))
	var got []string
	err := newClerk().ReadAll(t.Context(), inputs, 2, func(o Outcome) error {
		got = append(got, o.Name+"="+o.Record.Entities[0].Name+", "+o.Record.Warnings[0])
		return nil
	})
	want := "a=a, warning of a; b=b, warning of b; c=c, warning of c"
	if err != nil || strings.Join(got, "; ") != want {
		t.Errorf("ReadAll(…) gave %q, %v, want %s", got, err, want)
	}
}

func TestReadAll_reads_on_after_a_bad_input(t *testing.T) {
	inputs := sequence(
		plain("a"),
		input("b", func() (string, error) { return "", errors.New("torn") }),
		input("c", func() (string, error) { panic("smudged") }),
		plain("d"))
	var got []string
	err := newClerk().ReadAll(t.Context(), inputs, 1, func(o Outcome) error {
		got = append(got, fmt.Sprintf("%s %v", o.Name, o.Err))
		return nil
	})
	want := "a <nil>; b torn; c parley broke on this report: smudged; d <nil>"
	if err != nil || strings.Join(got, "; ") != want {
		t.Errorf("ReadAll(…) gave %q, %v, want %s", got, err, want)
	}
}

func TestReadAll_says_where_each_report_was_read_from(t *testing.T) {
	line, named := plain("-"), plain("-")
	line.Line, named.Line = 3, 4
	named.Open = func(context.Context) (Opened, error) {
		return Opened{Report: &parley.Report{Input: "deep/c.txt", Text: "c said yes"}}, nil
	}
	var got []string
	err := newClerk().ReadAll(t.Context(), sequence(plain("deep/a.txt"), line, named), 1, func(o Outcome) error {
		got = append(got, o.Record.Report.Input)
		return nil
	})
	if want := "deep/a.txt; -:3; deep/c.txt"; err != nil || strings.Join(got, "; ") != want {
		t.Errorf("ReadAll(…) gave reports from %q, %v, want %s", got, err, want)
	}
}

func TestReadAll_stops_at_the_first_error_of_done(t *testing.T) {
	full := errors.New("disk full")
	endless := func(yield func(Input) bool) {
		for yield(plain("x")) {
		}
	}
	calls := 0
	err := newClerk().ReadAll(t.Context(), endless, 3, func(Outcome) error { calls++; return full })
	if err != full || calls != 1 {
		t.Errorf("ReadAll(…) = %v after %d calls, want %v after one", err, calls, full)
	}
}

func TestReadAll_stops_when_its_context_ends(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	endless := func(yield func(Input) bool) {
		for yield(plain("x")) {
		}
	}
	err := newClerk().ReadAll(ctx, endless, 2, func(Outcome) error { cancel(); return nil })
	if !errors.Is(err, context.Canceled) {
		t.Errorf("ReadAll(…) = %v, want %v", err, context.Canceled)
	}
}

func TestReadAll_stops_while_the_sequence_waits_for_its_next_input(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	more := make(chan bool)
	defer close(more)
	waiting := func(yield func(Input) bool) {
		if yield(plain("a")) {
			<-more
		}
	}
	calls := 0
	err := newClerk().ReadAll(ctx, waiting, 2, func(Outcome) error { calls++; cancel(); return nil })
	if !errors.Is(err, context.Canceled) || calls != 1 {
		t.Errorf("ReadAll(…) = %v after %d outcomes, want %v after one", err, calls, context.Canceled)
	}
}

func TestReadAll_holds_only_a_few_outcomes(t *testing.T) {
	const jobs = 2
	drawn, done := 0, 0
	gate := make(chan bool, 1) // orders the two counters
	gate <- true
	inputs := func(yield func(Input) bool) {
		for range 500 {
			<-gate
			drawn++
			ahead := drawn - done
			gate <- true
			if limit := (aheadPerJob+1)*jobs + 3; ahead > limit {
				t.Errorf("%d inputs are ahead of the last outcome, want at most %d", ahead, limit)
				return
			}
			if !yield(plain("x")) {
				return
			}
		}
	}
	err := newClerk().ReadAll(t.Context(), inputs, jobs, func(Outcome) error {
		<-gate
		done++
		gate <- true
		return nil
	})
	if err != nil || done != 500 {
		t.Errorf("ReadAll(…) = %v after %d outcomes, want 500", err, done)
	}
}

func TestReadAll_reads_large_inputs_one_at_a_time(t *testing.T) {
	atOnce := make(chan bool, 1)
	large := input("a", func() (string, error) {
		select {
		case atOnce <- true:
		default:
			t.Error("two large inputs are read at once")
		}
		<-atOnce
		return "a said yes", nil
	})
	large.Size = heldBytes
	err := newClerk().ReadAll(t.Context(), sequence(large, large, large, large), 4, func(Outcome) error { return nil })
	if err != nil {
		t.Error(err)
	}
}
