package main

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"parley/exchange"
	"parley/ingest/archive"
)

// archived puts a WACZ of three pages into a folder: two reports, and one that
// holds no words.
func archived(t *testing.T) (dir string) {
	t.Helper()
	at := time.Date(2031, 5, 14, 9, 0, 0, 0, time.UTC)
	page := func(address, body string) archive.Page {
		return archive.Page{URL: "https://harbour.example/" + address, Captured: at, MediaType: "text/html", Body: []byte(body)}
	}
	var out bytes.Buffer
	err := archive.WriteWACZ(&out, slices.Values([]archive.Page{
		page("ferry", "<!doctype html><p>Oda Brandt said that the ferry would sail."),
		page("frame", "<!doctype html><p>…"),
		page("bridge", "<!doctype html><p>Oda Brandt said that the bridge would hold."),
	}), archive.Maker{Software: "parley", Made: at})
	if err != nil {
		t.Fatal(err)
	}
	dir = t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "harbour.wacz"), out.Bytes(), 0o666); err != nil {
		t.Fatal(err)
	}
	return dir
}

func ruledRun(t *testing.T, args ...string) (code int, out, messages string) {
	t.Helper()
	var o, m bytes.Buffer
	now := func() time.Time { return time.Date(2031, 5, 20, 9, 0, 0, 0, time.UTC) }
	p := &program{in: strings.NewReader(""), out: &o, err: &m, crafts: ruled(), now: now}
	code = p.run(t.Context(), args)
	return code, o.String(), m.String()
}

func TestRead_gives_a_report_for_each_page_of_an_archive(t *testing.T) {
	dir := archived(t)
	file := filepath.Join(dir, "harbour.wacz")
	for _, input := range []string{file, dir} {
		code, out, messages := ruledRun(t, "read", "--json", input)
		if want := "parley: " + file + ":2: the input of 21 bytes holds no words\n"; code != exitFailed || messages != want {
			t.Errorf("exit code %d, messages %q, want 1 and %q", code, messages, want)
		}
		lines := strings.Split(strings.TrimSpace(out), "\n")
		if len(lines) != 2 {
			t.Fatalf("%d records, want 2", len(lines))
		}
		record, err := exchange.Decode([]byte(lines[1]))
		if err != nil || record.Report.Input != file+":3" || record.Report.URL != "https://harbour.example/bridge" {
			t.Errorf("record of %q at %q, %v; want the third page", record.Report.Input, record.Report.URL, err)
		}
	}
}

func TestRead_writes_a_file_for_each_page_of_an_archive(t *testing.T) {
	dir, to := archived(t), t.TempDir()
	if code, _, messages := ruledRun(t, "read", "--format", "brat", "-o", to, dir); code != exitFailed {
		t.Errorf("exit code %d, %s", code, messages)
	}
	for _, name := range []string{"harbour-1.ann", "harbour-1.txt", "harbour-3.ann", "harbour-3.txt"} {
		if _, err := os.Stat(filepath.Join(to, name)); err != nil {
			t.Error(err)
		}
	}
}

func TestRead_gives_nothing_of_an_archive_that_was_altered(t *testing.T) {
	dir := archived(t)
	file := filepath.Join(dir, "harbour.wacz")
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	at := bytes.Index(raw, []byte("archive/data.warc.gz")) + 900 // in the last record
	raw[at] ^= 1
	if err := os.WriteFile(file, raw, 0o666); err != nil {
		t.Fatal(err)
	}
	code, out, messages := ruledRun(t, "read", "--json", dir)
	if code != exitFailed || out != "" || !strings.Contains(messages, "harbour.wacz: archive/data.warc.gz: after ") {
		t.Errorf("exit code %d, output %q, messages %q", code, out, messages)
	}
	code, out, _ = ruledRun(t, "read", "--format", "jsonl", file)
	if code != exitFailed || strings.Count(out, "\n") != 1 || !strings.HasPrefix(out, `{"error":{`) {
		t.Errorf("exit code %d, output %q, want an error in its place", code, out)
	}
}

func TestRead_refuses_for_an_archive_what_is_of_one_report(t *testing.T) {
	file := filepath.Join(archived(t), "harbour.wacz")
	for want, args := range map[string][]string{
		"--title is of one report, and ":              {"read", "--title", "Ferry", file},
		" may hold many reports, want -o DIR to tell": {"read", "--format", "brat", file},
	} {
		if code, _, messages := ruledRun(t, args...); code != exitUsage || !strings.Contains(messages, want) {
			t.Errorf("exit code %d, messages %q, want 2 and %q", code, messages, want)
		}
	}
}

func TestAdd_changes_no_case_by_a_file_that_is_damaged(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("XDG_DATA_HOME", dir)
	t.Setenv("XDG_CONFIG_HOME", dir)
	held := func() string {
		_, out, _ := ruledRun(t, "log", "--case", filepath.Join(dir, "talks.parley"))
		return out
	}
	add := func(file string) (code int, messages string) {
		code, _, messages = ruledRun(t, "add", "--case", filepath.Join(dir, "talks.parley"), "--as", "Ada Lind", file)
		return code, messages
	}
	whole := filepath.Join(archived(t), "harbour.wacz")
	if _, messages := add(whole); !strings.Contains(held(), "harbour.wacz:3") {
		t.Fatalf("the log has no third page: %s%s", messages, held())
	}
	before := held()
	for _, file := range []string{filepath.Join(archived(t), "harbour.wacz"), coded(t)} {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, raw[:len(raw)*2/3], 0o666); err != nil {
			t.Fatal(err)
		}
		if code, messages := add(file); code != exitFailed || !strings.HasPrefix(messages, "parley: "+file+": ") {
			t.Errorf("exit code %d, messages %q, want 1 and the file", code, messages)
		}
		if after := held(); after != before {
			t.Errorf("the log was\n%s\nand is\n%s", before, after)
		}
	}
}
