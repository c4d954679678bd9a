package parquet

import (
	"bytes"
	"encoding/json"
	"io"
	"reflect"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"

	"parley"
	"parley/exchange"
	"parley/exchange/exchangetest"
)

func open(w io.Writer) exchange.Writer { return NewWriter(w) }

func TestWriter(t *testing.T) { exchangetest.TestWriter(t, open, lines) }

func TestWriter_on_the_examples(t *testing.T) {
	exchangetest.Golden(t, "examples.jsonl", []byte(lines(t, exchangetest.Written(t, open, exchangetest.Examples(t)...))))
	exchangetest.Golden(t, "crafted.jsonl", []byte(lines(t, exchangetest.Written(t, open, exchangetest.Crafted()))))
}

func read(t *testing.T, out []byte) []Row {
	t.Helper()
	rows, err := parquet.Read[Row](bytes.NewReader(out), int64(len(out)))
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// lines is a file as JSON, a row a line.
func lines(t *testing.T, out []byte) string {
	t.Helper()
	var all strings.Builder
	to := json.NewEncoder(&all)
	to.SetEscapeHTML(false)
	for _, row := range read(t, out) {
		if err := to.Encode(row); err != nil {
			t.Fatal(err)
		}
	}
	return all.String()
}

func TestWriter_writes_what_is_read_back(t *testing.T) {
	filing := exchangetest.Crafted()
	release, err := filing.Release()
	if err != nil {
		t.Fatal(err)
	}
	rows := read(t, exchangetest.Written(t, open, filing))
	if len(rows) != len(release.Record.Statements) {
		t.Fatalf("%d rows, want %d", len(rows), len(release.Record.Statements))
	}
	for i, s := range release.Record.Statements {
		want := newRow(release, s)
		for _, list := range []*[]string{&want.Addressees, &want.Hedges} { // read back as empty, not nil
			*list = append([]string{}, *list...)
		}
		want.Chain, want.Spans = append([]Hop{}, want.Chain...), append([]Span{}, want.Spans...)
		if !reflect.DeepEqual(rows[i], want) {
			t.Errorf("row %d = %+v, want %+v", i, rows[i], want)
		}
	}
}

func TestWriter_keeps_the_spans_of_the_very_words(t *testing.T) {
	filing := exchangetest.Crafted()
	text := []rune(filing.Record.Report.Text)
	for _, row := range read(t, exchangetest.Written(t, open, filing)) {
		words := map[string][]string{}
		for _, s := range row.Spans {
			words[s.Part] = append(words[s.Part], string(text[s.Start:s.End]))
		}
		for part, want := range map[string]string{"source": row.Source, "cue": row.Cue, "content": row.Content} {
			if got := strings.Join(words[part], " … "); got != want {
				t.Errorf("spans of the %s of %s are %q, the words %q", part, row.Address, got, want)
			}
		}
	}
}

// The columns that docs/exchange.md promises: name, type, and whether it may be
// null or is a list.
func TestWriter_has_the_documented_columns_and_version(t *testing.T) {
	out := exchangetest.Written(t, open, exchangetest.Crafted())
	file, err := parquet.OpenFile(bytes.NewReader(out), int64(len(out)))
	if err != nil {
		t.Fatal(err)
	}
	if v, _ := file.Lookup("parley.table"); v != strconv.Itoa(Version) {
		t.Errorf("parley.table = %q, want %d", v, Version)
	}
	exchangetest.Golden(t, "schema.txt", []byte(file.Schema().String()+"\n"))
}

func TestWriter_ends_a_row_group_before_it_grows_without_bound(t *testing.T) {
	long := strings.Repeat("x", 1<<20)
	record := &parley.Record{Report: parley.Report{Text: long}, Statements: []parley.Statement{
		{ID: "s1", Cue: []parley.Span{{Start: 0, End: 1}}, Content: []parley.Span{{Start: 0, End: len(long)}}}}}
	var out counter
	w := NewWriter(&out)
	for range 3 * groupBytes / len(long) {
		if err := w.Write(&exchange.Filing{Record: record}); err != nil {
			t.Fatal(err)
		}
	}
	runtime.GC()
	var memory runtime.MemStats
	runtime.ReadMemStats(&memory)
	if out == 0 {
		t.Errorf("nothing is written before Close")
	}
	if memory.HeapAlloc > 4*groupBytes {
		t.Errorf("%d bytes held after %d of words", memory.HeapAlloc, 3*groupBytes)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
}

type counter int

func (c *counter) Write(p []byte) (int, error) {
	*c += counter(len(p))
	return len(p), nil
}
