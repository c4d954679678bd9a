package main

import (
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"
)

func TestBase_is_the_name_without_folder_and_ending(t *testing.T) {
	for name, want := range map[string]string{
		"-":                             "stdin",
		"a/ferry.txt":                   "ferry",
		"ferry.draft.html":              "ferry.draft",
		".txt":                          ".txt",
		"https://a.example/x/ferry.htm": "ferry",
		"https://a.example/x/":          "x",
		"https://a.example":             "a",
		"https://a.example/?id=1":       "a",
		"https://a.example/..":          "a",
	} {
		if got := base(name); got != want {
			t.Errorf("base(%q) = %q, want %q", name, got, want)
		}
	}
}

func TestByteCount_takes_units(t *testing.T) {
	for in, want := range map[string]int{"800": 800, "8k": 8 << 10, "8MB": 8 << 20, "8mb": 8 << 20, "1G": 1 << 30} {
		var got byteCount
		if err := got.Set(in); err != nil || int(got) != want {
			t.Errorf("Set(%q) = %v, %v, want %d", in, got, err, want)
		}
	}
	for _, in := range []string{"", "0", "-1", "MB", "1.5M", "99999999999G", "8 apples"} {
		if err := new(byteCount).Set(in); err == nil {
			t.Errorf("Set(%q) passes", in)
		}
	}
}

func TestRun_says_that_a_stream_broke(t *testing.T) {
	var out, messages strings.Builder
	p := &program{
		in:  io.MultiReader(strings.NewReader(`{"text":"It rained."}`+"\n"), iotest.ErrReader(errors.New("cable cut"))),
		out: &out, err: &messages, crafts: ruled(),
	}
	code := p.run(t.Context(), []string{"read", "--format", "jsonl", "-"})
	if code != exitFailed || strings.Count(out.String(), "\n") != 2 || !strings.Contains(messages.String(), "parley: standard input: line 2: ") {
		t.Errorf("exit code %d, output %s, messages %s; want 1, two lines, and the line that broke", code, out.String(), messages.String())
	}
}

func TestRun_says_that_the_answer_cannot_be_written(t *testing.T) {
	var messages strings.Builder
	p := &program{in: strings.NewReader("It rained."), out: full{}, err: &messages, crafts: ruled()}
	code := p.run(t.Context(), []string{"read", "-"})
	if code != exitFailed || !strings.Contains(messages.String(), "parley: writing the record of standard input: disk full") {
		t.Errorf("exit code %d, messages %s; want 1 and the disk", code, messages.String())
	}
}

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("disk full") }
