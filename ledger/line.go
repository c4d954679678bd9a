package ledger

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"parley"
)

// A Line is a statement as the index keeps it: what a question can ask for.
type Line struct {
	Of          Address
	Since       int64 // the entry from which on the index has it so
	Speaker     EntityID
	Addressees  []EntityID
	Act         parley.Act
	Certainty   parley.Certainty
	Kind        parley.StatementKind
	Class       parley.SourceClass
	Negated     bool
	Status      Status
	First, Last parley.Day // within which it was said, or else published; see isDated
}

// isDated reports whether anything is known of when a line was said. Where nothing is,
// the index has all days, as [parley.Days] gives them for no date; of a date that is
// none it has 0 twice.
func (l *Line) isDated() bool {
	return (l.First != 0 || l.Last != 0) && (l.First != parley.FirstDay || l.Last != parley.LastDay)
}

func lineOf(report, reading int64, record *parley.Record, s *parley.Statement, state *State, ids map[string]EntityID) Line {
	line := Line{
		Of: Address{report, s.ID}, Speaker: ids[s.Speaker], Act: s.Act, Certainty: s.Certainty,
		Kind: s.Kind, Class: s.SourceClass, Negated: s.Negated, Status: state.Status(reading, s.ID),
	}
	for _, a := range s.Addressees {
		if id := ids[a]; id != 0 && !slices.Contains(line.Addressees, id) {
			line.Addressees = append(line.Addressees, id)
		}
	}
	var ok bool
	if line.First, line.Last, ok = parley.Days(s.Said.EDTF); !ok {
		line.First, line.Last, _ = parley.Days(record.Report.Published)
	}
	return line
}

// EncodeLines is the lines of one report as a store keeps them: one a row, its
// fields with tabs between. Which report they are of and since when is kept
// beside.
func EncodeLines(lines []Line) []byte {
	b := []byte{} // of no line too it is something
	for _, l := range lines {
		b = append(b, l.Of.Line...)
		b = strconv.AppendInt(append(b, '\t'), int64(l.Speaker), 36)
		b = append(b, '\t')
		for i, a := range l.Addressees {
			if i > 0 {
				b = append(b, ' ')
			}
			b = strconv.AppendInt(b, int64(a), 36)
		}
		for _, field := range []string{string(l.Act), string(l.Certainty), string(l.Kind), string(l.Class), string(l.Status)} {
			b = append(append(b, '\t'), field...)
		}
		b = strconv.AppendBool(append(b, '\t'), l.Negated)
		b = strconv.AppendInt(append(b, '\t'), int64(l.First), 10)
		b = strconv.AppendInt(append(b, '\t'), int64(l.Last), 10)
		b = append(b, '\n')
	}
	return b
}

// DecodeLines reads what EncodeLines wrote of a report. What it cannot have
// written is a [parley.ErrTampered].
func DecodeLines(report, since int64, encoded []byte) ([]Line, error) {
	lines := make([]Line, 0, bytes.Count(encoded, []byte{'\n'}))
	for row := range strings.Lines(string(encoded)) {
		f := strings.Split(strings.TrimSuffix(row, "\n"), "\t")
		if len(f) != 11 {
			return nil, fmt.Errorf("a line of report %d has %d fields in the index, not 11: %w", report, len(f), parley.ErrTampered)
		}
		l := Line{
			Of: Address{report, f[0]}, Since: since, Act: parley.Act(f[3]), Certainty: parley.Certainty(f[4]),
			Kind: parley.StatementKind(f[5]), Class: parley.SourceClass(f[6]), Status: Status(f[7]), Negated: f[8] == "true",
		}
		var errs [3]error
		var first, last int64
		l.Speaker, errs[0] = parseID(f[1])
		first, errs[1] = strconv.ParseInt(f[9], 10, 32)
		last, errs[2] = strconv.ParseInt(f[10], 10, 32)
		l.First, l.Last = parley.Day(first), parley.Day(last)
		err := cmp.Or(errs[:]...)
		for a := range strings.FieldsSeq(f[2]) {
			id, idErr := parseID(a)
			l.Addressees, err = append(l.Addressees, id), cmp.Or(err, idErr)
		}
		if err != nil {
			return nil, fmt.Errorf("line %v in the index: %v: %w", l.Of, err, parley.ErrTampered)
		}
		lines = append(lines, l)
	}
	return lines, nil
}

func parseID(s string) (EntityID, error) {
	id, err := strconv.ParseInt(s, 36, 64)
	return EntityID(id), err
}

// LineNumber is the number in a line's id: 12 of s12. Lines of a report are
// listed in this order.
func LineNumber(id string) int {
	n := 0
	for _, c := range strings.TrimLeft(id, "abcdefghijklmnopqrstuvwxyz") {
		n = 10*n + int(c-'0')
	}
	return n
}
