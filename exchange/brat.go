package exchange

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"parley"
)

// WriteBrat writes the statements of record as brat standoff, in the shape of
// PolNeAR: a T line for each source, cue and content, one more for the
// attribution itself, which lies on the cue, and an E line that joins them.
//
//	T1	Source 0 5	Orlov
//	T2	Cue 6 10	said
//	T3	Content 11 30	the talks were over
//	T4	Attribution 6 10	said
//	E1	Attribution:T4 Source:T1 Cue:T2 Content:T3
//
// A line of standoff cannot hold a line break, so a span that crosses one
// becomes several fragments; white space at their ends is left out.
func WriteBrat(w io.Writer, record *parley.Record) error {
	b := bratWriter{out: bufio.NewWriter(w), report: &record.Report, points: newPoints(record.Report.Text)}
	for i, s := range record.Statements {
		if err := b.statement(i+1, s); err != nil {
			return fmt.Errorf("writing statement %s of report %s as brat: %w", s.ID, record.Report.ID, err)
		}
	}
	return b.out.Flush()
}

type bratWriter struct {
	out    *bufio.Writer
	report *parley.Report
	points points
	last   int // number of the last T line
}

func (b *bratWriter) statement(number int, s parley.Statement) error {
	roles := []struct {
		name  string
		spans []parley.Span
	}{{"Source", s.Source}, {"Cue", s.Cue}, {"Content", s.Content}, {"Attribution", s.Cue}}
	var parts []string
	for _, role := range roles {
		id, err := b.annotation(role.name, role.spans)
		if err != nil {
			return err
		}
		if id != "" {
			parts = append(parts, role.name+":"+id)
		}
	}
	if len(s.Cue) > 0 { // brat wants the trigger, which is the last made, first
		parts = append(parts[len(parts)-1:], parts[:len(parts)-1]...)
	}
	_, err := fmt.Fprintf(b.out, "E%d\t%s\n", number, strings.Join(parts, " "))
	return err
}

// annotation writes one T line and returns its id, or "" where there is nothing
// to annotate.
func (b *bratWriter) annotation(role string, spans []parley.Span) (id string, err error) {
	var ranges, words []string
	for _, span := range spans {
		if err := b.report.Verify(span); err != nil {
			return "", err
		}
		for _, line := range lines(b.report, span) {
			start, end := b.points.from(line)
			ranges = append(ranges, fmt.Sprintf("%d %d", start, end))
			words = append(words, b.report.Quote(line))
		}
	}
	if len(ranges) == 0 {
		return "", nil
	}
	b.last++
	id = fmt.Sprintf("T%d", b.last)
	_, err = fmt.Fprintf(b.out, "%s\t%s %s\t%s\n", id, role, strings.Join(ranges, ";"), strings.Join(words, " "))
	return id, err
}

// lines are the parts of span that lie on one line each, without the white
// space around them.
func lines(report *parley.Report, span parley.Span) []parley.Span {
	var out []parley.Span
	start := span.Start
	for start < span.End {
		part := report.Text[start:span.End]
		length := strings.IndexAny(part, "\r\n")
		if length < 0 {
			length = len(part)
		}
		if words := strings.TrimSpace(part[:length]); words != "" {
			first := start + strings.Index(part, words)
			out = append(out, parley.Span{Start: first, End: first + len(words)})
		}
		start += length + 1
	}
	return out
}
