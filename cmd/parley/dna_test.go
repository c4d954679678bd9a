package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"parley"
	"parley/exchange"
	"parley/exchange/dna"
)

func coded(t *testing.T) (file string) {
	t.Helper()
	var out bytes.Buffer
	w := dna.NewWriter(&out, dna.Options{})
	for _, words := range []string{"Oda Brandt said that the ferry would sail.", "…", "Oda Brandt said that the bridge would hold."} {
		record := &parley.Record{Report: parley.Report{Title: "Harbour", Publisher: "Meridian", Byline: "Jo Fell", Published: "2031-05-14T09:30:00Z", Text: words}}
		if words != "…" {
			record.Statements = []parley.Statement{{ID: "s1", Cue: []parley.Span{{Start: 11, End: 15}}, Content: []parley.Span{{Start: 20, End: 30}}}}
		}
		if err := w.Write(&exchange.Filing{Record: record}); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	file = filepath.Join(t.TempDir(), "harbour.dna")
	if err := os.WriteFile(file, out.Bytes(), 0o666); err != nil {
		t.Fatal(err)
	}
	return file
}

func TestRead_gives_a_report_for_each_document_of_DNA(t *testing.T) {
	file := coded(t)
	code, out, messages := ruledRun(t, "read", "--json", filepath.Dir(file))
	if want := "parley: " + file + ":2: the input of 3 bytes holds no words\n"; code != exitFailed || messages != want {
		t.Errorf("exit code %d, messages %q, want 1 and %q", code, messages, want)
	}
	lines := strings.Split(strings.TrimSpace(out), "\n")
	if len(lines) != 2 {
		t.Fatalf("%d records, want 2", len(lines))
	}
	record, err := exchange.Decode([]byte(lines[1]))
	if err != nil {
		t.Fatal(err)
	}
	if r := record.Report; r.Input != file+":3" || r.Title != "Harbour" || r.Publisher != "Meridian" || r.Byline != "Jo Fell" || r.Published != "2031-05-14T09:30:00" {
		t.Errorf("report = %+v", r)
	}
	if want := "what people coded in it is not read: 1 statement"; len(record.Warnings) != 1 || record.Warnings[0] != want {
		t.Errorf("warnings = %q, want %q", record.Warnings, want)
	}
}

func TestRead_gives_nothing_of_a_file_of_DNA_that_is_cut_off(t *testing.T) {
	file := coded(t)
	if err := os.Truncate(file, 70_000); err != nil {
		t.Fatal(err)
	}
	code, out, messages := ruledRun(t, "read", "--json", file)
	if code != exitFailed || out != "" || !strings.HasPrefix(messages, "parley: "+file+": ") {
		t.Errorf("exit code %d, output %q, messages %q", code, out, messages)
	}
}
