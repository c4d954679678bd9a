package main

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"parley/exchange"
)

// TestOwn_crafts_read_the_examples goes the whole way with the embedded weights.
// What they find moves with them; that they find something, that it holds, and
// that it does not depend on how many are read at once, does not.
func TestOwn_crafts_read_the_examples(t *testing.T) {
	read := func(jobs string) []byte {
		var out, messages bytes.Buffer
		p := &program{in: strings.NewReader(""), out: &out, err: &messages, crafts: own()}
		if code := p.run(t.Context(), []string{"read", "--json", "--jobs", jobs, "../../examples"}); code != exitDone {
			t.Fatalf("exit code %d: %s", code, messages.String())
		}
		return out.Bytes()
	}
	one := read("1")
	if four := read("4"); !bytes.Equal(one, four) {
		t.Error("four at once give other records than one at a time")
	}
	lines := bytes.Split(bytes.TrimSpace(one), []byte("\n"))
	if len(lines) != 4 {
		t.Errorf("%d records, want 4", len(lines))
	}
	for _, line := range lines {
		record, err := exchange.Decode(line)
		if err != nil {
			t.Fatal(err)
		}
		if len(record.Statements) == 0 || record.Report.Language != "en" {
			t.Errorf("report %s in %q has %d statements", record.Report.ID, record.Report.Language, len(record.Statements))
		}
	}
}

func TestOwn_reads_fast_or_carefully(t *testing.T) {
	var misuse *usageError
	if _, err := own().clerk(readerOptions{fast: true, careful: true}); !errors.As(err, &misuse) {
		t.Errorf("both at once: %v, want a misuse of the command line", err)
	}
	for _, o := range []readerOptions{{fast: true}, {careful: true}} {
		if _, err := own().clerk(o); err != nil {
			t.Errorf("%+v: %v", o, err)
		}
	}
}
