package exchange

import (
	"bufio"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"
	"unicode/utf8"

	"parley"
)

// A Row is a row of a table. Its cells are as they were before a formula was kept
// from running, in the order of its sheet's header; those of a column that came
// later than the table are empty.
type Row struct {
	Of    Sheet
	Cells []string

	columns int // that the table has
}

// Has reports whether the table has a column; one of an earlier version may not.
func (r Row) Has(column string) bool {
	i := slices.Index(r.Of.Header(), column)
	return i >= 0 && i < r.columns
}

// Cell is the cell of a column.
func (r Row) Cell(column string) string {
	i := slices.Index(r.Of.Header(), column)
	if i < 0 {
		panic("exchange: sheet " + string(r.Of) + " has no column " + column)
	}
	return r.Cells[i]
}

// Rows reads what a [Table] wrote; its header tells of which sheet it is. Cells without quotation marks
// are read as RFC 4180 has them. A row takes at most maxBytes; the first error
// ends the rows and is a [parley.ErrInvalid] with its line, or the reader's.
func Rows(r io.Reader, maxBytes int) iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		in := rowReader{in: bufio.NewReaderSize(r, 64<<10), maxBytes: maxBytes, line: 1}
		skipMark(in.in)
		header, err := in.row()
		if err == io.EOF {
			err = fmt.Errorf("table has no header: %w", parley.ErrInvalid)
		}
		var of Sheet
		if err == nil {
			of, err = sheetOf(header)
		}
		for err == nil {
			var cells []string
			at := in.line
			cells, err = in.row()
			if err == nil && len(cells) != len(header) {
				err = fmt.Errorf("line %d of the table has %d cells, its header %d: %w", at, len(cells), len(header), parley.ErrInvalid)
			}
			if err != nil {
				break
			}
			for i, cell := range cells {
				cells[i] = alive(cell)
			}
			if !yield(Row{of, append(cells, make([]string, len(of.Header())-len(cells))...), len(header)}, nil) {
				return
			}
		}
		if err != io.EOF {
			yield(Row{}, err)
		}
	}
}

// sheetOf is the sheet that has a header, in this version or an earlier one.
func sheetOf(header []string) (Sheet, error) {
	for _, s := range Sheets {
		if slices.Equal(header, s.Header()) {
			return s, nil
		}
	}
	if slices.Equal(header, SheetStatements.Header()[:columnsOfVersion1]) {
		return SheetStatements, nil
	}
	return "", fmt.Errorf("table's header is %q, that of no sheet; that of statements has in version %d %q: %w",
		strings.Join(header, ","), TableVersion, strings.Join(SheetStatements.Header(), ","), parley.ErrInvalid)
}

// A rowReader reads cells byte by byte. Package encoding/csv is no use here: it
// makes a line feed of a line's end within a cell, so that the words of a report
// come back as others, and it holds a row of any length in memory.
type rowReader struct {
	in       *bufio.Reader
	maxBytes int
	line     int // from 1
	size     int // bytes of the row so far
}

// row returns the cells of the next row; io.EOF means that there is none.
func (r *rowReader) row() ([]string, error) {
	r.size = 0
	var cells []string
	for {
		cell, last, err := r.cell()
		if err == io.EOF && cells == nil {
			return nil, io.EOF
		}
		if err != nil {
			return nil, err
		}
		if cells = append(cells, cell); last {
			return cells, nil
		}
	}
}

// cell returns the next cell and whether its row ends with it. io.EOF means that
// nothing is left of the table.
func (r *rowReader) cell() (cell string, last bool, err error) {
	var text strings.Builder
	b, err := r.next()
	if err == io.EOF && r.size == 0 {
		return "", false, io.EOF
	}
	quoted := err == nil && b == '"'
	if quoted {
		if err := r.quoted(&text); err != nil {
			return "", false, err
		}
		b, err = r.next()
	}
	for ; err == nil && b != ',' && b != '\n'; b, err = r.next() {
		switch {
		case b == '\r' && r.endsLine():
		case quoted:
			return "", false, fmt.Errorf("line %d of the table has %q after a closing quotation mark: %w", r.line, b, parley.ErrInvalid)
		default:
			text.WriteByte(b)
		}
	}
	switch {
	case err != nil && err != io.EOF:
		return "", false, err
	case !utf8.ValidString(text.String()):
		return "", false, fmt.Errorf("row up to line %d of the table is not valid UTF-8: %w", r.line, parley.ErrInvalid)
	}
	return text.String(), err == io.EOF || b == '\n', nil
}

// quoted reads a cell behind its opening quotation mark up to the closing one.
func (r *rowReader) quoted(text *strings.Builder) error {
	for {
		b, err := r.next()
		switch {
		case err == io.EOF:
			return fmt.Errorf("table ends within a quoted cell, on line %d: %w", r.line, parley.ErrInvalid)
		case err != nil:
			return err
		case b == '"':
			if after, _ := r.in.Peek(1); string(after) != `"` {
				return nil
			}
			_, _ = r.next() // which is there
		}
		text.WriteByte(b)
	}
}

// next is a byte of the row.
func (r *rowReader) next() (byte, error) {
	b, err := r.in.ReadByte()
	switch {
	case err == io.EOF:
		return 0, io.EOF
	case err != nil:
		return 0, fmt.Errorf("reading line %d of the table: %w", r.line, err)
	}
	if b == '\n' {
		r.line++
	}
	if r.size++; r.size > r.maxBytes {
		return 0, fmt.Errorf("row up to line %d of the table is longer than the limit of %d bytes: %w", r.line, r.maxBytes, parley.ErrInvalid)
	}
	return b, nil
}

// endsLine reports whether a line feed, or nothing, comes next.
func (r *rowReader) endsLine() bool {
	next, err := r.in.Peek(1)
	return err != nil || next[0] == '\n'
}
