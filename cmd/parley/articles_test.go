package main

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestArticles files the leaked call and all reports beside it in a case, with the
// reader and the rules of this module, asks for what is known to be in them, audits
// the case and makes it again from what it exports.
func TestArticles_are_filed_searched_and_audited(t *testing.T) {
	shared := os.Getenv("PARLEY_SHARED")
	if shared == "" {
		t.Skip("PARLEY_SHARED is not set: it names the folder with the articles")
	}
	articles := filepath.Join(shared, "data", "articles")
	for name, value := range map[string]string{
		"XDG_CONFIG_HOME": t.TempDir(), "PARLEY_AUTHOR": "Ada Lind", "PARLEY_CASE": filepath.Join(t.TempDir(), "talks.parley"),
	} {
		t.Setenv(name, value)
	}
	parley := func(want int, args ...string) string {
		t.Helper()
		var out, messages bytes.Buffer
		p := &program{in: strings.NewReader(""), out: &out, err: &messages, crafts: own(), now: func() time.Time { return time.Date(2025, 11, 27, 9, 0, 0, 0, time.UTC) }}
		if code := p.run(context.Background(), args); code != want {
			t.Fatalf("parley %s: exit code %d, want %d\n%s", strings.Join(args, " "), code, want, messages.String())
		}
		return out.String()
	}
	contains := func(text string, words ...string) {
		t.Helper()
		text = strings.Join(strings.Fields(text), " ")
		for _, w := range words {
			if !strings.Contains(text, w) {
				t.Errorf("%q is not in\n%.2000s", w, text)
			}
		}
	}

	parley(exitDone, "add", "--published", "2025-11-25", filepath.Join(articles, "leaked-call.txt"))
	filed := parley(exitDone, "add", "--fast", articles)
	n := inputsIn(t, articles)
	t.Logf("%d reports and the leaked call with its date", n)
	contains(filed, fmt.Sprintf("%d reports filed", n))
	contains(parley(exitDone, "search", "--by", "Witkoff", "--to", "Ushakov", "--about", "Donetsk", "--since", "2025-10"), "2/s1 Steve Witkoff → Yuri Ushakov", "Donetsk")
	contains(parley(exitDone, "search", "--by", "Zarif", `"nuclear deal" OR sanctions`), "Zarif")
	contains(parley(exitDone, "who", "Ushakov"), "Yuri Ushakov, person")
	contains(parley(exitDone, "chain", "2/s1"), "Bloomberg", "recording")
	contains(parley(exitDone, "contacts", "--words", "--with", "Ushakov"), "held call, “14 October”", "Steve Witkoff, special envoy, for Donald Trump", "Yuri Ushakov")
	contains(parley(exitDone, "contacts", "--words", "--with", "Trump", "--with", "Zelenskyy", "--with", "Putin", "--since", "2025-11"), "proposed meeting", "on condition: “only when the deal")
	contains(parley(exitDone, "proposals", "--words", "--name", "28-point"), "28 points, 3 reported", "the entire Donetsk region", "demilitarised zones")
	contains(parley(exitDone, "timeline", "--csv", "--with", "Witkoff"), "held call: Steve Witkoff, Yuri Ushakov", "planned visit: Steve Witkoff, Vladimir Putin in Moscow")
	contains(parley(exitDone, "map", "--proposal", "28-point"), "Donetsk: territory, ceded to Russia", "Luhansk: recognition", "Crimea: recognition", "Kherson: demilitarised zone",
		"Zaporizhzhia: demilitarised zone", "the base map draws Crimea within Ukraine and notes: Crimea: Admin. by Russia, Claimed by Ukraine")
	contains(parley(exitDone, "positions", "--known-at", "#3", "--words"), "! demand, own, private", "Steve Witkoff, for Donald Trump as special envoy",
		"− reject, own", "territorial concessions", "plan: 28-point peace plan")
	contains(parley(exitDone, "positions", "--party", "Ukraine", "--held-at", "2025-11-30", "--history"), "territorial concessions")
	contains(parley(exitDone, "network", "--kind", "two-mode"), `"Ukraine"`, `"Iran"`)
	parley(exitDone, "accept", "2/s1")
	contains(parley(exitDone, "brief", "--format", "md", "--by", "Witkoff"), "Donetsk")
	contains(parley(exitDone, "audit"), fmt.Sprintf("%d reports", n+1), "all hold")
	slowly := filepath.Join(t.TempDir(), "slowly.parley")
	parley(exitDone, "add", "--case", slowly, "--careful", filepath.Join(articles, "leaked-call.txt"))
	contains(parley(exitDone, "audit", "--case", slowly), "1 report", "all hold")

	whole := filepath.Join(t.TempDir(), "talks.jsonl")
	parley(exitDone, "export", "--format", "case", "-o", whole)
	copied := filepath.Join(t.TempDir(), "copy.parley")
	parley(exitDone, "import", "--case", copied, whole)
	contains(parley(exitDone, "audit", "--case", copied), "all hold")
	if a, b := parley(exitDone, "search", "--limit", "0", "agreement"), parley(exitDone, "search", "--case", copied, "--limit", "0", "agreement"); a != b || len(a) < 1000 {
		t.Errorf("the copy answers otherwise: %d and %d bytes", len(a), len(b))
	}
	if a, b := parley(exitDone, "positions", "--csv", "--term", "ceasefire"), parley(exitDone, "positions", "--case", copied, "--csv", "--term", "ceasefire"); a != b || len(a) < 1000 {
		t.Errorf("who stands where is otherwise in the copy: %d and %d bytes", len(a), len(b))
	}
}

// inputsIn counts the reports below a folder: a file each, and a line each of .jsonl.
func inputsIn(t *testing.T, folder string) int {
	t.Helper()
	n := 0
	err := filepath.WalkDir(folder, func(path string, _ fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		switch filepath.Ext(path) {
		case ".txt", ".md", ".html":
			n++
		case ".jsonl":
			text, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			n += bytes.Count(text, []byte("\n"))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}
