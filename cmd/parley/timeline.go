package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"parley"
	"parley/ask"
	"parley/ask/contacts"
	"parley/ask/timeline"
	"parley/ledger"
)

// timelineOptions are the flags of parley timeline.
type timelineOptions struct {
	dealOptions
	kinds, acts, by, to []string
	about               string
	ical                bool
}

func (p *program) timelineCommand() *cobra.Command {
	var o timelineOptions
	cmd := &cobra.Command{
		Use:   "timeline [flags] [REPORT…]",
		Short: "Print what happened in the order of its time",
		Long: `Timeline prints contacts, what became of proposals, changes of position, and if asked
for statements, in the order of their days, whenever they were reported. A vague date
stays vague: a month comes behind its first day. What is only planned or proposed is
marked >; what no report dates comes last.

Statements are printed with --kind statement, or where --by, --to or --act asks for
some. --json has all four times of each: when it happened, was said, was published, and
became known to the case.`,
		Example: "  parley timeline examples/\n  parley timeline --case talks.parley --since 2025-11 --with Witkoff\n  parley timeline --kind contact,proposal --csv -o talks.csv",
	}
	dealCommand(cmd, &o.dealOptions, func(args []string) error { return p.timeline(cmd, args, o) })
	flags := cmd.Flags()
	flags.StringSliceVar(&o.kinds, "kind", nil, "only of `KIND`: "+strings.Join(strs(timeline.Kinds), ", "))
	flags.StringArrayVar(&o.with, "with", nil, "only with `NAME` in it; given twice, with both")
	flags.StringVar(&o.about, "about", "", "only what has these `WORDS`")
	flags.StringArrayVar(&o.by, "by", nil, "statements by `NAME`; given twice, by either")
	flags.StringArrayVar(&o.to, "to", nil, "statements to `NAME`; given twice, to either")
	flags.StringSliceVar(&o.acts, "act", nil, "statements that do `ACT`")
	flags.BoolVar(&o.csv, "csv", false, "print a row for each")
	flags.BoolVar(&o.ical, "ical", false, "print the contacts among it as a calendar (iCalendar, RFC 5545)")
	flags.StringVarP(&o.file, "output", "o", "", "write to `FILE`, whole or not at all")
	complete(cmd, "kind", strs(timeline.Kinds))
	complete(cmd, "act", strs(parley.Acts))
	return cmd
}

func (p *program) timeline(cmd *cobra.Command, args []string, o timelineOptions) error {
	var errs []error
	kinds := closed(cmd, "kind", o.kinds, timeline.Kinds, &errs)
	acts := closed(cmd, "act", o.acts, parley.Acts, &errs)
	if o.ical && (o.json || o.csv) {
		errs = append(errs, misused(cmd, "ical is a format of its own, want one"))
	}
	if len(errs) > 0 {
		return errs[0]
	}
	said := len(acts)+len(o.by)+len(o.to) > 0
	if len(kinds) == 0 {
		kinds = []timeline.Kind{timeline.KindContact, timeline.KindProposal, timeline.KindPosition}
		if said {
			kinds = append(kinds, timeline.KindStatement)
		}
	}
	d, err := p.dossier(cmd, args, o.askOptions)
	if err != nil {
		return err
	}
	var found []timeline.Event
	for _, e := range timeline.Of(d, kinds...) {
		if o.hasDays(e.Days.First, e.Days.Last) && o.hasName(e.Who) && o.isAbout(&e) && (e.Kind != timeline.KindStatement || o.isSaid(&e, acts)) {
			found = append(found, e)
		}
	}
	if len(found) == 0 {
		if err := present(d, slices.Concat(o.with, o.by, o.to)...); err != nil {
			return err
		}
	}
	return p.toFile(o.file, func(w io.Writer) error { return p.writeTimeline(w, d, found, o) })
}

// isAbout reports whether an event has the words asked for.
func (o *timelineOptions) isAbout(e *timeline.Event) bool {
	own := ledger.Words(e.What + " " + e.Words())
	return !slices.ContainsFunc(ledger.Words(o.about), func(w string) bool { return !slices.Contains(own, w) })
}

// isSaid reports whether a statement is by, to and of what is asked for.
func (o *timelineOptions) isSaid(e *timeline.Event, acts []parley.Act) bool {
	names := namesOf(e.Record)
	for _, s := range e.Record.Statements {
		if s.ID != e.Line {
			continue
		}
		var to []string
		for _, id := range s.Addressees {
			to = append(to, names[id])
		}
		return has(acts, s.Act) && anyOf(o.by, []string{names[s.Speaker]}) && anyOf(o.to, to)
	}
	return false
}

// anyOf reports whether one of names has the words of one that is asked for, or none
// is.
func anyOf(asked, names []string) bool {
	for _, name := range names {
		if slices.ContainsFunc(asked, func(a string) bool { return hasWords(name, a) }) {
			return true
		}
	}
	return len(asked) == 0
}

func (p *program) writeTimeline(w io.Writer, d *ask.Dossier, found []timeline.Event, o timelineOptions) error {
	switch {
	case o.ical:
		ids := map[string]bool{}
		for _, e := range found {
			ids[e.ID] = ids[e.ID] || e.Kind == timeline.KindContact
		}
		return writeCalendar(w, d, slices.DeleteFunc(contacts.Of(d), func(c contacts.Contact) bool { return !ids[c.ID] }))
	case o.json:
		e := d.NewEncoder()
		return writeLines(w, len(found), func(i int) ([]byte, error) { return found[i].Encode(e) })
	case o.csv:
		heads, rows := eventCells(d, found)
		return writeCSV(w, heads, rows)
	}
	s := p.newSheet(o.askOptions)
	s.w = w
	var rows [][]string
	for i := range found {
		e := &found[i]
		mark := ""
		if e.Ahead {
			mark = "> "
		}
		rows = append(rows, []string{dateShown(e.When, e.DateWords), string(e.Kind), mark + oneLine(e.What), s.where(d, e.Record, e.Line) + ": “" + e.Words() + "”"})
	}
	s.list([]string{"when", "kind", "what", "where"}, rows)
	s.set(0, dim, fmt.Sprintf("%s, %s", count(len(d.Records), "report"), count(len(found), "event")))
	return s.flush()
}

// eventCells is a table of events for other programs.
func eventCells(d *ask.Dossier, found []timeline.Event) (heads []string, rows [][]string) {
	heads = []string{"when", "first", "last", "kind", "id", "ahead", "what", "who", "said", "published", "recorded", "publisher", "line", "words"}
	for i := range found {
		e := &found[i]
		recorded := ""
		if at := d.Known(e.Record); !at.IsZero() {
			recorded = at.UTC().Format("2006-01-02T15:04:05Z")
		}
		rows = append(rows, []string{e.When, dayIn(e.Days.First), dayIn(e.Days.Last), string(e.Kind), e.ID, fmt.Sprint(e.Ahead), e.What, strings.Join(e.Who, "; "),
			e.Said(), e.Record.Report.Published, recorded, e.Record.Report.Publisher, d.Address(e.Record, e.Line), e.Words()})
	}
	return heads, rows
}
