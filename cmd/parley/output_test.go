package main

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestRead_writes_a_file_whose_name_is_as_long_as_can_be(t *testing.T) {
	t.Chdir(t.TempDir())
	long := strings.Repeat("x", 250) // and .json make 255
	files(t, long+".txt")
	if code, messages := read("--json", "-o", "out", long+".txt"); code != exitDone {
		t.Errorf("exit code %d: %s", code, messages)
	}
	if _, err := os.Stat(filepath.Join("out", long+".json")); err != nil {
		t.Error(err)
	}
}

func TestRead_goes_on_after_a_file_that_cannot_be_written(t *testing.T) {
	t.Chdir(t.TempDir())
	long := strings.Repeat("x", 251) // and .json make 256
	files(t, "a.txt", long+".txt", "b.txt")
	code, messages := read("--json", "-o", "out", "a.txt", long+".txt", "b.txt")
	want := "parley: " + long + ".txt: writing " + filepath.Join("out", long+".json") + ": file name too long\n"
	if code != exitFailed || messages != want {
		t.Errorf("exit code %d, messages %swant 1, %s", code, messages, want)
	}
	entries, err := os.ReadDir("out")
	if err != nil || len(entries) != 2 || entries[0].Name() != "a.json" || entries[1].Name() != "b.json" {
		t.Errorf("out holds %v, %v, want a.json and b.json", entries, err)
	}
}

func files(t *testing.T, names ...string) {
	t.Helper()
	for _, name := range names {
		if err := os.WriteFile(name, []byte("Oda Brandt said that it rained."), 0o666); err != nil {
			t.Skipf("this file system has no such names: %v", err)
		}
	}
}

func read(args ...string) (code int, messages string) {
	var err strings.Builder
	p := &program{in: strings.NewReader(""), out: io.Discard, err: &err, crafts: ruled()}
	return p.run(context.Background(), append([]string{"read"}, args...)), err.String()
}

func TestScreen_sends_a_terminal_nothing_that_steers_it(t *testing.T) {
	const hostile = "a\t\x1b[31m\u009b1m\x07 \u202edlos\u202c é🕊\n"
	for name, test := range map[string]struct {
		show func(rune) string
		want string
	}{
		"as_text": {shown, "a\t␛[31m\ufffd1m␇ \ufffddlos\ufffd é🕊\n"},
		"as_JSON": {escaped, `a\u0009\u001b[31m\u009b1m\u0007 \u202edlos\u202c é🕊` + "\n"},
	} {
		t.Run(name, func(t *testing.T) {
			var out strings.Builder
			s := &screen{w: &out, show: test.show}
			for i := range len(hostile) { // characters come in pieces
				if n, err := s.Write([]byte(hostile[i : i+1])); n != 1 || err != nil {
					t.Fatal(n, err)
				}
			}
			if out.String() != test.want {
				t.Errorf("Write(%q) sent %q, want %q", hostile, out.String(), test.want)
			}
		})
	}
}
