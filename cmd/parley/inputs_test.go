package main

import (
	"context"
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
		"a/harbour.WARC.gz":             "harbour",
		"harbour.tar.gz":                "harbour.tar",
		"https://a.example/x/ferry.htm": "ferry-824d92df",
		"https://a.example/x/":          "x-e09f3eb7",
		"https://a.example":             "a-38612c96",
		"https://a.example/?id=1":       "a-ba2f0a8d",
		"https://a.example/?id=2":       "a-daeaab8f",
		"https://a.example/..":          "a-cea9c9b2",
		"https://a.example/a%2fb%00:c":  "b--c-",
		"HTTPS://a.example/" + strings.Repeat("é", 99): strings.Repeat("é", 60) + "-",
	} {
		if got := base(name); got != want && !(strings.HasSuffix(want, "-") && strings.HasPrefix(got, want) && len(got) == len(want)+8) {
			t.Errorf("base(%q) = %q, want %q", name, got, want)
		}
	}
}

func TestWithoutUser_leaves_no_password(t *testing.T) {
	for in, want := range map[string]string{
		"https://ada:hunter2@a.example/x?y=@z": "https://a.example/x?y=@z",
		"http://ada:hun@ter2@a.example":        "http://a.example",
		"ftp://ada@a.example#b":                "ftp://a.example#b",
		"https://a.example/@ada":               "https://a.example/@ada",
		"notes@home.txt":                       "notes@home.txt",
		"mail//notes@home.txt":                 "mail//notes@home.txt",
	} {
		if got := withoutUser(in); got != want {
			t.Errorf("withoutUser(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestRun_ends_when_it_is_interrupted_while_it_waits_for_a_line(t *testing.T) {
	waiting, writer := io.Pipe()
	defer writer.Close()
	ctx, interrupt := context.WithCancel(t.Context())
	var messages strings.Builder
	p := &program{in: waiting, out: writerFunc(func(b []byte) (int, error) { interrupt(); return len(b), nil }), err: &messages, crafts: ruled()}
	go io.WriteString(writer, `{"text":"It rained."}`+"\n")
	if code := p.run(ctx, []string{"read", "--format", "jsonl", "-"}); code != exitFailed || messages.String() != "parley: interrupted\n" {
		t.Errorf("exit code %d, messages %s; want 1, interrupted", code, messages.String())
	}
}

type writerFunc func([]byte) (int, error)

func (f writerFunc) Write(b []byte) (int, error) { return f(b) }

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
