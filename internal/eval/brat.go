package eval

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"parley"
)

// An Event is an attribution as brat standoff holds it: the characters of its
// source, cue and content, each possibly in several pieces or missing.
type Event struct {
	source, cue, content charSet
}

// ReadBrat reads the events of a .ann file. As in the reference, an E line sees
// only the T lines above it, and an event with neither content nor cue is none. Text
// without any line of brat's is no such file; a line that is none, and what of a span
// lies outside of the text, is passed over as there.
func ReadBrat(text *Text, ann []byte) ([]Event, error) {
	spans := map[string]charSet{}
	var events []Event
	known, unread := false, 0 // whether a line was read, and the first that was not
	for i, line := range strings.Split(string(TranslateLineEnds(ann)), "\n") {
		fields := strings.Split(line, "\t")
		if len(fields) < 2 || !bratID.MatchString(fields[0]) {
			if strings.TrimSpace(line) != "" && unread == 0 {
				unread = i + 1
			}
			continue
		}
		known = true
		switch {
		case strings.HasPrefix(fields[0], "T"):
			span, err := readRanges(text, fields[1])
			if err != nil {
				return nil, fmt.Errorf("line %d: %w", i+1, err)
			}
			spans[fields[0]] = span
		case strings.HasPrefix(fields[0], "E"):
			if e := readEvent(fields[1], spans); e.content.len()+e.cue.len() > 0 {
				events = append(events, e)
			}
		}
	}
	if unread > 0 && !known {
		return nil, fmt.Errorf("line %d is none of brat standoff, and neither is another: %w", unread, parley.ErrInvalid)
	}
	return events, nil
}

// bratID is the id of a line of brat's: text-bound, event, relation, equivalence, attribute
// (of old M), normalisation, note.
var bratID = regexp.MustCompile(`^(?:[TERAMN#]\w*\d|\*)$`)

// readRanges reads "Content 48 53;60 64": what a T line says after its id.
func readRanges(text *Text, field string) (charSet, error) {
	_, ranges, _ := strings.Cut(field, " ")
	var span charSet
	for r := range strings.SplitSeq(ranges, ";") {
		ends := strings.FieldsFunc(r, isSpace)
		if len(ends) != 2 {
			return nil, fmt.Errorf("range %q has %d ends, want 2: %w", r, len(ends), parley.ErrInvalid)
		}
		from, errFrom := strconv.Atoi(ends[0])
		to, errTo := strconv.Atoi(ends[1])
		if errFrom != nil || errTo != nil || from < 0 {
			return nil, fmt.Errorf("range %q does not hold two places: %w", r, parley.ErrInvalid)
		}
		span.addRange(from, min(to, text.Len()))
	}
	return span.without(text.spaces), nil
}

// readEvent reads "Attribution:T3 Source:T1 Content:T2 Content2:T4".
func readEvent(field string, spans map[string]charSet) Event {
	var e Event
	for part := range strings.FieldsFuncSeq(field, isSpace) {
		role, id, _ := strings.Cut(part, ":")
		switch strings.TrimRightFunc(role, unicode.IsDigit) {
		case "Source":
			e.source.unite(spans[id])
		case "Cue":
			e.cue.unite(spans[id])
		case "Content":
			e.content.unite(spans[id])
		}
	}
	return e
}

// CueIn counts the characters of e's cue in another's content, and all of them.
func (e Event) CueIn(another Event) (in, all int) {
	return e.cue.common(another.content), e.cue.len()
}

// ContentLetters counts the characters of e's content.
func (e Event) ContentLetters() int { return e.content.len() }
