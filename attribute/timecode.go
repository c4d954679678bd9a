package attribute

import (
	"sort"
	"strconv"

	"parley"
)

// fileTranscript makes an exhibit of a report that is a transcript itself: with
// its length, and whoever has a turn in it.
func (a *account) fileTranscript() {
	timed := a.reading.Report.Timed
	if len(timed) == 0 {
		return
	}
	x := parley.Exhibit{ID: "x1", Kind: parley.ExhibitTranscript, Evidence: []parley.Span{timed[0].Span}}
	if seconds := timed[len(timed)-1].EndMS / 1000; seconds > 0 {
		x.Duration = "PT"
		for _, part := range []struct {
			n    int
			unit string
		}{{seconds / 3600, "H"}, {seconds / 60 % 60, "M"}, {seconds % 60, "S"}} {
			if part.n > 0 {
				x.Duration += strconv.Itoa(part.n) + part.unit
			}
		}
		x.Reasons = append(x.Reasons, parley.Reason{Field: "duration", Rule: "the last time code", Words: []parley.Span{timed[len(timed)-1].Span}})
	}
	x.Reasons = append(x.Reasons, parley.Reason{Field: "kind", Rule: "the report itself has time codes", Words: []parley.Span{timed[0].Span}})
	for i := range a.statements {
		s := &a.statements[i]
		if len(s.Cue) != 1 || a.text[s.Cue[0].Start:s.Cue[0].End] != ":" {
			continue
		}
		if s.Speaker != "" {
			a.takesPart(&x, s.Speaker, "has a turn in it", parley.Hull(s.Source))
		}
	}
	a.exhibits = append(a.exhibits, x)
}

// timeStatements gives the statements of a transcript their time codes: from the
// beginning of the first part of their content to the end of the last.
func (a *account) timeStatements() {
	timed := a.reading.Report.Timed
	for i := range a.statements {
		s := &a.statements[i]
		content := parley.Hull(s.Content)
		first := sort.Search(len(timed), func(i int) bool { return timed[i].End > content.Start })
		last := sort.Search(len(timed), func(i int) bool { return timed[i].Start >= content.End }) - 1
		if content.Len() > 0 && first <= last {
			s.Timecode = parley.Timecode{StartMS: timed[first].StartMS, EndMS: timed[last].EndMS}
		}
	}
}
