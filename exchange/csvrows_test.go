package exchange

import (
	"errors"
	"io"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf8"

	"parley"
)

func read(r io.Reader, maxBytes int) (rows [][]string, err error) {
	for cells, err := range Rows(r, maxBytes) {
		if err != nil {
			return rows, err
		}
		rows = append(rows, cells.Cells)
	}
	return rows, nil
}

func TestRows_are_those_that_were_written(t *testing.T) {
	record := sample(t)
	var out strings.Builder
	if err := NewTable(&out, SheetStatements).Write(record); err != nil {
		t.Fatal(err)
	}
	rows, err := read(iotest.OneByteReader(strings.NewReader(out.String())), 1<<20)
	if err != nil || len(rows) != len(record.Statements) {
		t.Fatalf("%d rows, %v; want %d", len(rows), err, len(record.Statements))
	}
	if got := rows[2][4:7]; !slices.Equal(got, []string{"she", "said", "“We waited,\nthen we left,” … “سلام,”"}) {
		t.Errorf("row of s3 = %q", got)
	}
}

// FuzzRows states the law that reading gives the cells written, and that writing
// what was read gives the same bytes.
func FuzzRows(f *testing.F) {
	f.Add("=1+1", "'=1", "a\r\nb\rc\n", `""`)
	f.Add("'", "''", "'\ufeff ＝", "\x00,")
	f.Add("", "\t", "'\t", "'tis")
	f.Fuzz(func(t *testing.T, a, b, c, d string) {
		want := make([]string, len(SheetStatements.Header()))
		copy(want, []string{a, b, c, d})
		if !utf8.ValidString(strings.Join(want, "|")) {
			t.Skip("a text is valid UTF-8")
		}
		var out strings.Builder
		table := NewTable(&out, SheetStatements)
		cells := make([]string, len(want))
		for i, cell := range want {
			cells[i] = Inert(cell)
		}
		if err := errors.Join(table.head(), table.row(cells), table.Close()); err != nil {
			t.Fatal(err)
		}
		rows, err := read(strings.NewReader(out.String()), 1<<20)
		if err != nil || !reflect.DeepEqual(rows, [][]string{want}) {
			t.Errorf("Rows(…) = %q, %v, want %q", rows, err, want)
		}
	})
}

func TestRows_reads_tables_of_version_1_and_cells_without_quotation_marks(t *testing.T) {
	in := "\ufeff" + strings.Join(SheetStatements.Header()[:11], ",") + "\r\na,r,s1,\"x,\r\ny\",,said,w,direct,0,1,0.5"
	rows, err := read(strings.NewReader(in), 1<<20)
	want := append([]string{"a", "r", "s1", "x,\r\ny", "", "said", "w", "direct", "0", "1", "0.5"}, make([]string, len(SheetStatements.Header())-11)...)
	if err != nil || !reflect.DeepEqual(rows, [][]string{want}) {
		t.Errorf("Rows(…) = %q, %v, want %q", rows, err, want)
	}
}

func TestRows_names_what_is_wrong(t *testing.T) {
	head := strings.Join(SheetStatements.Header(), ",") + "\n"
	for _, test := range []struct{ name, in, want string }{
		{"nothing", "", "table has no header"},
		{"another table", "a,b\n", `header is "a,b", that of no sheet; that of statements has in version 2 "input,report`},
		{"a row of other length", head + "a,b\n", "line 2 of the table has 2 cells, its header 21"},
		{"an open quotation mark", head + "\"a\nb", "ends within a quoted cell, on line 3"},
		{"words after a quotation mark", head + `"a"b`, "line 2 of the table has 'b' after a closing quotation mark"},
		{"a row too long", head + strings.Repeat("x", 2000), "longer than the limit of 1000 bytes"},
		{"no UTF-8", head + "\xff,", "line 2 of the table is not valid UTF-8"},
	} {
		t.Run(test.name, func(t *testing.T) {
			rows, err := read(strings.NewReader(test.in), 1000)
			if len(rows) > 0 || !errors.Is(err, parley.ErrInvalid) || !strings.Contains(err.Error(), test.want) {
				t.Errorf("Rows(…) = %q, %v, want an error with %q", rows, err, test.want)
			}
		})
	}
	t.Run("a reader that breaks", func(t *testing.T) {
		_, err := read(io.MultiReader(strings.NewReader(head), iotest.ErrReader(io.ErrClosedPipe)), 1000)
		if !errors.Is(err, io.ErrClosedPipe) {
			t.Errorf("Rows(…) = %v, want %v", err, io.ErrClosedPipe)
		}
	})
}
