// Package briefing derives a briefing of a case: two or three pages on who said
// what, on whose word, what was answered and what is disputed, each line with a
// note that has its words and the sentence around them. It needs no clock and
// nothing is stored: the same case gives the same briefing.
//
// What people rejected is left out, a purged report is absent, and of a sealed one
// a line has nothing but its own words, see [parley/ask/search.Shown]. A line that
// rests on a source which was retracted says so.
//
// [WriteHTML] and [WriteMarkdown] write it as one file. The words of reports, and
// whatever people typed, are not to be trusted: neither is ever markup in them.
package briefing

import (
	"context"

	"parley/ask/search"
	"parley/ledger"
)

// Options narrow a briefing.
type Options struct {
	search.Question
	Parties    []string // names: only what these say, or who speaks for them
	SinceEntry int64    // what was filed after that entry is new; 0 for nothing

	// Limits; 0 stands for the default.
	Reports int // that are looked at, the newest first
	Lines   int // of who said what
}

// Limits where [Options] give none.
const (
	DefaultReports = 500
	DefaultLines   = 40
)

const (
	mostBySpeaker = 8  // lines of one speaker
	mostInSection = 20 // lines of other sections
	mostDecisions = 40
	mostClip      = 420 // bytes of words in a line; the note has them all
	mostNotes     = 4   // of one line
)

// A Briefing is a title, facts of the case, sections and the notes that their
// lines refer to.
type Briefing struct {
	Title    string
	Facts    []Fact
	Sections []Section
	Notes    []Note
}

// A Fact is something about the case itself.
type Fact struct{ Name, Value string }

// A Section has a title and groups of lines.
type Section struct {
	ID, Title string
	Intro     string
	Groups    []Group
}

// A Group is lines under a title of their own, which may be empty. Groups nest
// once: parties hold speakers.
type Group struct {
	Title  string
	About  string // beside the title: a role
	Lines  []Line
	Groups []Group
	More   string // says what a limit left out
}

// A Line is one thing that reports say.
type Line struct {
	Lead  string   // who or what it is about
	Text  string   // what is said of it
	Words []string // of the report, as they stand there, in pieces
	Cut   bool     // whether the last piece goes on
	Marks []Mark
	Notes []int  // numbers of notes
	Lines []Line // set in
	Pair  bool   // whether the two lines set in stand against each other
}

// A Mark qualifies a line.
type Mark struct {
	Kind MarkKind
	Text string
}

// A MarkKind is the closed list of marks.
type MarkKind string

const (
	MarkDecided   MarkKind = "decided"   // a person accepted or corrected it
	MarkNew       MarkKind = "new"       // filed since
	MarkHedged    MarkKind = "hedged"    // said less than surely
	MarkDated     MarkKind = "dated"     // when it was said
	MarkCarried   MarkKind = "carried"   // by several reports
	MarkRetracted MarkKind = "retracted" // rests on a source that is not relied on any more
	MarkSealed    MarkKind = "sealed"    // its source must not be shown
)

// A Note is the words behind a line.
type Note struct {
	N         int
	Of        ledger.Address
	Publisher string // all empty where the source is sealed
	Published string
	Title     string
	URL       string // http or https, else empty
	Sentence  []search.Piece
	Facts     []string // who decided what, on whose word, how it was read
	Lines     int      // that refer to it
}

// Make derives the briefing of a case.
func Make(ctx context.Context, c *ledger.Case, o Options) (*Briefing, error) {
	if o.Reports == 0 {
		o.Reports = DefaultReports
	}
	if o.Lines == 0 {
		o.Lines = DefaultLines
	}
	d := &draft{of: c, o: o, numbers: map[ledger.Address]int{}, roots: map[string]string{}}
	if err := d.gather(ctx); err != nil {
		return nil, err
	}
	if err := d.facts(ctx); err != nil {
		return nil, err
	}
	d.compare()
	if err := d.news(ctx); err != nil {
		return nil, err
	}
	positions, err := d.positions(ctx)
	if err != nil {
		return nil, err
	}
	dealt := d.dealt()
	for _, section := range []Section{positions, d.proposals(dealt), d.contacts(dealt), d.said(), d.exhibits(), d.responses(), d.carried(), d.contradictions(), d.unnamed(), d.decided(), d.open()} {
		d.add(section)
	}
	d.number()
	return &d.Briefing, nil
}

// number leaves the notes that lines refer to, in the order in which they do.
func (d *draft) number() {
	var kept []Note
	numbers := map[int]int{} // by the number in the draft
	var walk func([]Line)
	walk = func(lines []Line) {
		for _, l := range lines {
			for i, n := range l.Notes {
				if numbers[n] == 0 {
					kept = append(kept, d.Notes[n-1])
					numbers[n] = len(kept)
					kept[len(kept)-1].N, kept[len(kept)-1].Lines = len(kept), 0
				}
				l.Notes[i] = numbers[n]
				kept[numbers[n]-1].Lines++
			}
			walk(l.Lines)
		}
	}
	for _, s := range d.Sections {
		for _, g := range s.Groups {
			walk(g.Lines)
			for _, inner := range g.Groups {
				walk(inner.Lines)
			}
		}
	}
	d.Notes = kept
}

// add keeps a section that has something in it.
func (d *draft) add(s Section) {
	for _, g := range s.Groups {
		if len(g.Lines) > 0 || len(g.Groups) > 0 || g.More != "" {
			d.Sections = append(d.Sections, s)
			return
		}
	}
}
