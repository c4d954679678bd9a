package parquet

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"

	"parley"
	"parley/exchange"
	"parley/exchange/exchangetest"
)

func open(w io.Writer) exchange.Writer { return NewWriter(w, exchange.SheetStatements) }

func TestWriter(t *testing.T) { exchangetest.TestWriter(t, open, lines) }

// every writes all sheets one after the other.
type every struct {
	w       io.Writer
	writers []exchange.Writer
	outs    []*bytes.Buffer
}

func openEvery(w io.Writer) exchange.Writer {
	e := &every{w: w}
	for _, sheet := range Sheets[1:] {
		out := new(bytes.Buffer)
		e.writers, e.outs = append(e.writers, NewWriter(out, sheet)), append(e.outs, out)
	}
	return e
}

func (e *every) Write(f *exchange.Filing) error {
	for _, w := range e.writers {
		if err := w.Write(f); err != nil {
			return err
		}
	}
	return nil
}

// Close hands on each file with its length before it.
func (e *every) Close() error {
	for i, w := range e.writers {
		if err := w.Close(); err != nil {
			return err
		}
		if _, err := fmt.Fprintf(e.w, "%d\n%s", e.outs[i].Len(), e.outs[i].Bytes()); err != nil {
			return err
		}
	}
	return nil
}

func everyLine(t *testing.T, out []byte) string {
	var all strings.Builder
	for len(out) > 0 {
		length, rest, _ := bytes.Cut(out, []byte("\n"))
		n, err := strconv.Atoi(string(length))
		if err != nil {
			t.Fatal(err)
		}
		all.WriteString(lines(t, rest[:n]))
		out = rest[n:]
	}
	return all.String()
}

func TestWriter_of_the_deal(t *testing.T) {
	exchangetest.TestWriter(t, openEvery, everyLine, "Zoë Quarn", "Lagoon compact", "Alander League")
	exchangetest.Golden(t, "deal.jsonl", []byte(everyLine(t, exchangetest.Written(t, openEvery, exchangetest.Crafted()))))
}

func TestWriter_on_the_examples(t *testing.T) {
	exchangetest.Golden(t, "examples.jsonl", []byte(lines(t, exchangetest.Written(t, open, exchangetest.Examples(t)...))))
	exchangetest.Golden(t, "crafted.jsonl", []byte(lines(t, exchangetest.Written(t, open, exchangetest.Crafted()))))
}

// read gives the rows as the file's own schema has them, not as the rows' types do.
func read(t *testing.T, out []byte) []map[string]any {
	t.Helper()
	file, err := parquet.OpenFile(bytes.NewReader(out), int64(len(out)))
	if err != nil {
		t.Fatal(err)
	}
	rows := make([]any, file.NumRows())
	reader := parquet.NewGenericReader[any](file)
	for n := 0; n < len(rows); {
		some, err := reader.Read(rows[n:])
		if err != nil && err != io.EOF || some == 0 {
			t.Fatal(err)
		}
		n += some
	}
	var all []map[string]any
	for _, row := range rows {
		all = append(all, row.(map[string]any))
	}
	return all
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

func TestWriter_has_a_row_for_each_line_with_what_was_decided(t *testing.T) {
	for sheet, want := range map[exchange.Sheet]string{
		exchange.SheetStatements: "12/s1 accepted, 12/s2 corrected, 12/s4 <nil>",
		exchange.SheetTerms:      "12/t1 <nil>",
		exchange.SheetPositions:  "12/o1 <nil>, 12/o2 corrected, 12/o3 <nil>",
		exchange.SheetProposals:  "12/d1 accepted, 12/d2 <nil>",
		exchange.SheetContacts:   "12/c1 <nil>, 12/c2 corrected",
	} {
		var got []string
		for _, row := range read(t, exchangetest.Written(t, func(w io.Writer) exchange.Writer { return NewWriter(w, sheet) }, exchangetest.Crafted())) {
			got = append(got, fmt.Sprint(row["address"], " ", row["review"]))
		}
		if strings.Join(got, ", ") != want {
			t.Errorf("rows of %s: %v, want %s", sheet, got, want)
		}
	}
}

func TestWriter_keeps_the_spans_of_the_very_words(t *testing.T) {
	filing := exchangetest.Crafted()
	text := []rune(filing.Record.Report.Text)
	for _, row := range read(t, exchangetest.Written(t, open, filing)) {
		words := map[string][]string{}
		for _, s := range row["spans"].([]any) {
			span := s.(map[string]any)
			part := span["part"].(string)
			words[part] = append(words[part], string(text[span["start"].(int64):span["end"].(int64)]))
		}
		for _, part := range []string{"source", "cue", "content"} {
			want, _ := row[part].(string)
			if got := strings.Join(words[part], " … "); got != want {
				t.Errorf("spans of the %s of %s are %q, the words %q", part, row["address"], got, want)
			}
		}
	}
}

// The columns that docs/exchange.md promises: name, type, and whether it may be
// null or is a list.
func TestWriter_has_the_documented_columns_and_version(t *testing.T) {
	for _, sheet := range Sheets {
		out := exchangetest.Written(t, func(w io.Writer) exchange.Writer { return NewWriter(w, sheet) }, exchangetest.Crafted())
		file, err := parquet.OpenFile(bytes.NewReader(out), int64(len(out)))
		if err != nil {
			t.Fatal(err)
		}
		if v, _ := file.Lookup("parley.table"); v != strconv.Itoa(Version) {
			t.Errorf("parley.table = %q, want %d", v, Version)
		}
		if v, _ := file.Lookup("parley.sheet"); v != string(sheet) {
			t.Errorf("parley.sheet = %q, want %s", v, sheet)
		}
		exchangetest.Golden(t, "schema-"+string(sheet)+".txt", []byte(file.Schema().String()+"\n"))
	}
}

func TestWriter_ends_a_row_group_before_it_grows_without_bound(t *testing.T) {
	long := strings.Repeat("x", 1<<20)
	record := &parley.Record{Report: parley.Report{Text: long}, Statements: []parley.Statement{
		{ID: "s1", Cue: []parley.Span{{Start: 0, End: 1}}, Content: []parley.Span{{Start: 0, End: len(long)}}}}}
	var out counter
	w := NewWriter(&out, exchange.SheetStatements)
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
