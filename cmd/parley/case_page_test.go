package main

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/adrg/xdg"
)

const casePage = "../../docs/case.md"

// signature is what no two keys give alike.
var signature = regexp.MustCompile(`(?m)^— .*$`)

// TestDocs_of_a_day_with_a_case runs each command of docs/case.md, as the embedded
// weights read, and holds the page to what it prints. With -update it writes the
// page.
func TestDocs_of_a_day_with_a_case(t *testing.T) {
	page, err := os.ReadFile(casePage)
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	t.Setenv("XDG_CONFIG_HOME", filepath.Join(folder, "config"))
	t.Setenv("PARLEY_CASE", filepath.Join(folder, "talks.parley"))
	t.Setenv("PARLEY_AUTHOR", "Ada Lind")
	t.Setenv("COLUMNS", "100")
	xdg.Reload()
	absolute, err := filepath.Abs(casePage)
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir("../..")
	clock := time.Date(2031, 5, 20, 9, 0, 0, 0, time.UTC)
	run := func(line string) string {
		var out bytes.Buffer
		clock = clock.Add(time.Minute)
		p := &program{in: strings.NewReader(""), out: &out, err: &out, crafts: own(), now: func() time.Time { return clock }}
		p.run(t.Context(), shellWords(line)[1:])
		return signature.ReplaceAllString(strings.ReplaceAll(out.String(), folder+"/", ""), "— …")
	}
	var want strings.Builder
	fenced, printed := false, false
	for line := range strings.Lines(string(page)) {
		if strings.HasPrefix(line, "```") {
			fenced, printed = !fenced, false
		}
		if printed && !strings.HasPrefix(line, "$ ") {
			continue // what the command printed when the page was written
		}
		want.WriteString(line)
		if fenced && strings.HasPrefix(line, "$ parley ") {
			printed = true
			want.WriteString(run(strings.TrimPrefix(strings.TrimSpace(line), "$ ")))
		}
	}
	if *update {
		if err := os.WriteFile(absolute, []byte(want.String()), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if want.String() != string(page) {
		t.Errorf("%s is stale: go generate ./cmd/parley writes it anew", casePage)
	}
}

// shellWords are the words of a command line, in which quotation marks hold some
// together.
func shellWords(line string) []string {
	var words []string
	for i, part := range strings.Split(line, "'") {
		if i%2 == 1 {
			words = append(words, part)
		} else {
			words = append(words, strings.Fields(part)...)
		}
	}
	return words
}
