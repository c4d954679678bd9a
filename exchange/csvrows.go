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

// TableVersion is the version of the table, which its header tells.
//
//	1: the first eleven columns of [Header].
//	2: all of them.
const TableVersion = 2

// columnsOfVersion1 is how many columns version 1 had.
const columnsOfVersion1 = 11

// Rows reads what a [Table] wrote: it yields the cells of each row as they were
// before a formula was kept from running, in the order of [Header]; those of a
// column that came later than the table are empty. Cells without quotation marks
// are read as RFC 4180 has them. A row takes at most maxBytes; the first error
// ends the rows and is a [parley.ErrInvalid] with its line, or the reader's.
func Rows(r io.Reader, maxBytes int) iter.Seq2[[]string, error] {
	return func(yield func([]string, error) bool) {
		in := rowReader{in: bufio.NewReaderSize(r, 64<<10), maxBytes: maxBytes, line: 1}
		skipMark(in.in)
		header, err := in.row()
		if err == io.EOF {
			err = fmt.Errorf("table has no header: %w", parley.ErrInvalid)
		}
		if err == nil && !slices.Equal(header, Header) && !slices.Equal(header, Header[:columnsOfVersion1]) {
			err = fmt.Errorf("table's header is %q, version %d has %q: %w", strings.Join(header, ","), TableVersion, strings.Join(Header, ","), parley.ErrInvalid)
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
			if !yield(append(cells, make([]string, len(Header)-len(cells))...), nil) {
				return
			}
		}
		if err != io.EOF {
			yield(nil, err)
		}
	}
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
