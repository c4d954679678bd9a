package archive

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"parley"
)

// The parts of a WARC that a hostile one could make endless.
const (
	maxHeader = 256 << 10 // bytes of a record's or an answer's header
	maxGap    = 64        // bytes of line ends between records, where the standard has four
)

// A record is one of a WARC: a header, and a block of as many bytes as that
// declares.
type record struct {
	header
	block *io.LimitedReader
}

// A header maps names in lower case to values. Of a name that comes twice the
// first stands.
type header map[string]string

// errDamaged is why a WARC cannot be read on.
func errDamaged(format string, args ...any) error {
	return fmt.Errorf(format+": %w", append(args, parley.ErrInvalid)...)
}

// nextRecord reads the header of the next record; io.EOF where there is none.
// The block of the one before must have been read.
func nextRecord(r *bufio.Reader) (*record, error) {
	version, err := firstLine(r)
	if err != nil {
		return nil, err
	}
	if version != "WARC/1.0" && version != "WARC/1.1" {
		return nil, errDamaged("it begins with %q, want WARC/1.0 or WARC/1.1", shortened(version))
	}
	h, err := readHeader(r)
	if err != nil {
		return nil, err
	}
	length, err := strconv.ParseUint(h["content-length"], 10, 62)
	if err != nil {
		return nil, errDamaged("its Content-Length is %q, want a number of bytes", shortened(h["content-length"]))
	}
	return &record{header: h, block: &io.LimitedReader{R: r, N: int64(length)}}, nil
}

// firstLine passes over the line ends between records.
func firstLine(r *bufio.Reader) (string, error) {
	for range maxGap {
		b, err := r.ReadByte()
		if err != nil {
			return "", err
		}
		if b != '\r' && b != '\n' {
			_ = r.UnreadByte() // cannot fail behind a byte that was read
			line, err := readLine(r, maxHeader)
			if errors.Is(err, io.EOF) {
				err = errDamaged("the archive ends within its first line %q", shortened(line))
			}
			return line, err
		}
	}
	return "", errDamaged("more than %d line ends stand before it", maxGap)
}

// readHeader reads lines "Name: value" to an empty one.
func readHeader(r *bufio.Reader) (header, error) {
	h := header{}
	last := ""
	for left := maxHeader; ; {
		line, err := readLine(r, left)
		switch {
		case errors.Is(err, io.EOF):
			return nil, errDamaged("the archive ends within its header")
		case err != nil:
			return nil, err
		case line == "":
			return h, nil
		}
		left -= len(line) + 1
		if line[0] == ' ' || line[0] == '\t' { // folded: it goes on with the line before
			if _, there := h[last]; there {
				h[last] += " " + strings.TrimSpace(line)
			}
			continue
		}
		name, value, found := strings.Cut(line, ":")
		last = strings.ToLower(strings.TrimSpace(name))
		if !found || last == "" {
			return nil, errDamaged("its header has the line %q, want a name and a value", shortened(line))
		}
		if _, twice := h[last]; !twice {
			h[last] = strings.TrimSpace(value)
		} else if last == "content-length" && h[last] != strings.TrimSpace(value) {
			return nil, errDamaged("its header gives Content-Length twice, as %q and %q", h[last], shortened(strings.TrimSpace(value)))
		}
	}
}

// readLine reads a line of at most limit bytes, without its end.
func readLine(r *bufio.Reader, limit int) (string, error) {
	var line []byte
	for {
		part, err := r.ReadSlice('\n')
		line = append(line, part...)
		if len(line) > limit {
			return "", errDamaged("its header is longer than %d bytes", maxHeader)
		}
		if err == nil {
			return string(bytes.TrimRight(line, "\r\n")), nil
		}
		if !errors.Is(err, bufio.ErrBufferFull) {
			return string(line), err
		}
	}
}

// shortened is enough of what an archive says to know it by.
func shortened(s string) string {
	if len(s) > 80 {
		return strings.ToValidUTF8(s[:80], "") + "…"
	}
	return s
}
