package exchange

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"unicode/utf8"

	"parley"
)

// A Line is one line of a stream of reports, or the reason why it has none.
type Line struct {
	Number int // from 1
	JSON   []byte
	Err    error
}

// Lines yields the lines of r in their order, each at most maxBytes long. A
// longer one comes as an error without its bytes and is never held whole; the
// lines after it are still read. The last line needs no newline, and a byte order
// mark before the first is no part of it. An error of r itself is the last line's
// and ends the stream.
func Lines(r io.Reader, maxBytes int) iter.Seq[Line] {
	return func(yield func(Line) bool) {
		in := bufio.NewReaderSize(r, 64<<10)
		skipMark(in)
		for number := 1; ; number++ {
			text, err := readLine(in, maxBytes)
			if err == io.EOF {
				return
			}
			if !yield(Line{Number: number, JSON: text, Err: err}) {
				return
			}
			if err != nil && !errors.Is(err, parley.ErrInvalid) {
				return
			}
		}
	}
}

// byteOrderMark is U+FEFF in UTF-8.
const byteOrderMark = "\ufeff"

// skipMark takes off a byte order mark. It waits for no more bytes than it takes
// to see that there is none.
func skipMark(in *bufio.Reader) {
	for n := 1; n <= len(byteOrderMark); n++ {
		if start, _ := in.Peek(n); string(start) != byteOrderMark[:n] {
			return
		}
	}
	_, _ = in.Discard(len(byteOrderMark)) // which are there
}

// readLine returns the next line without its newline. The bytes are the
// caller's. io.EOF means that there was no line.
func readLine(in *bufio.Reader, maxBytes int) ([]byte, error) {
	var line []byte
	length := 0
	for {
		part, err := in.ReadSlice('\n')
		body := bytes.TrimSuffix(part, []byte("\n"))
		if length += len(body); length <= maxBytes {
			line = append(line, body...)
		}
		switch {
		case err == bufio.ErrBufferFull:
			continue
		case err == io.EOF && length == 0:
			return nil, io.EOF
		case err != nil && err != io.EOF:
			return nil, fmt.Errorf("reading lines: %v", err)
		case length > maxBytes:
			return nil, fmt.Errorf("line of %d bytes is longer than the limit of %d: %w", length, maxBytes, parley.ErrInvalid)
		}
		return line, nil
	}
}

// DecodeReport reads a report as the record prints it: an object with at least
// "text". Other fields of a report are kept as they are, whatever else the
// object holds is left aside. Names of fields are matched exactly.
func DecodeReport(line []byte) (*parley.Report, error) {
	if !utf8.Valid(line) {
		return nil, fmt.Errorf("line is not valid UTF-8: %w", parley.ErrInvalid)
	}
	if len(bytes.TrimSpace(line)) == 0 {
		return nil, fmt.Errorf("line is empty, want a JSON object with \"text\": %w", parley.ErrInvalid)
	}
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(line, &fields); err != nil {
		return nil, fmt.Errorf("line is not a JSON object: %v: %w", err, parley.ErrInvalid)
	}
	report := new(parley.Report)
	for _, field := range []struct {
		name string
		to   *string
	}{
		{"id", &report.ID}, {"input", &report.Input}, {"title", &report.Title}, {"publisher", &report.Publisher}, {"byline", &report.Byline},
		{"published", &report.Published}, {"url", &report.URL}, {"language", &report.Language},
		{"sha256", &report.SHA256}, {"text", &report.Text},
	} {
		raw, given := fields[field.name]
		if !given {
			continue
		}
		if err := json.Unmarshal(raw, field.to); err != nil {
			return nil, fmt.Errorf("%q is %s, want a string: %w", field.name, short(raw), parley.ErrInvalid)
		}
	}
	if report.Text == "" {
		return nil, fmt.Errorf("report has no \"text\": %w", parley.ErrInvalid)
	}
	return report, nil
}

func short(raw []byte) []byte {
	if len(raw) > 40 {
		return append(raw[:40:40], "…"...)
	}
	return raw
}

// EncodeError prints why line of input has no record, as the line that stands
// in the record's place. A line of 0 is an input that is no stream: null.
func EncodeError(input string, line int, err error) []byte {
	var out struct {
		Error struct {
			Input   string `json:"input"`
			Line    *int   `json:"line"`
			Message string `json:"message"`
		} `json:"error"`
	}
	out.Error.Input, out.Error.Message = input, err.Error()
	if line > 0 {
		out.Error.Line = &line
	}
	text, err := json.Marshal(out)
	if err != nil {
		panic("exchange: strings that cannot be printed: " + err.Error()) // unreachable: json replaces what is not UTF-8
	}
	return text
}
