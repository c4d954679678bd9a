package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"parley"
	"parley/ask"
	"parley/ask/contacts"
)

// contactOptions are the flags of parley contacts.
type contactOptions struct {
	dealOptions
	kinds, statuses []string
	ical            bool
}

func (p *program) contactsCommand() *cobra.Command {
	var o contactOptions
	cmd := &cobra.Command{
		Use:   "contacts [flags] [REPORT…]",
		Short: "List calls, meetings and visits, the same one in several reports once",
		Long: `Contacts prints who met or called whom, or is to, as all reports together have it:
the same contact in two reports is one, by its kind, its participants, its days and its
place. --words adds the history of its status, each step with the report that has it
and its words; in what capacity people took part; on what condition; on how many
independent sources it rests; and side by side what each side says it was about.`,
		Example: "  parley contacts examples/\n  parley contacts --case talks.parley --with Ushakov --since 2025-10 --words\n  parley contacts --status planned --ical > planned.ics",
	}
	dealCommand(cmd, &o.dealOptions, func(args []string) error { return p.contacts(cmd, args, o) })
	flags := cmd.Flags()
	flags.StringArrayVar(&o.with, "with", nil, "only with `NAME` taking part; given twice, with both")
	flags.StringSliceVar(&o.kinds, "kind", nil, "only of `KIND`: "+strings.Join(strs(parley.ContactKinds), ", "))
	flags.StringSliceVar(&o.statuses, "status", nil, "only that are now `STATUS`: "+strings.Join(strs(parley.ContactStatuses), ", "))
	flags.BoolVar(&o.words, "words", false, "print all that is known of each, with its words")
	flags.BoolVar(&o.csv, "csv", false, "print a row for each")
	flags.BoolVar(&o.ical, "ical", false, "print a calendar (iCalendar, RFC 5545)")
	flags.StringVarP(&o.file, "output", "o", "", "write to `FILE`, whole or not at all")
	complete(cmd, "kind", strs(parley.ContactKinds))
	complete(cmd, "status", strs(parley.ContactStatuses))
	return cmd
}

func (p *program) contacts(cmd *cobra.Command, args []string, o contactOptions) error {
	var errs []error
	kinds := closed(cmd, "kind", o.kinds, parley.ContactKinds, &errs)
	statuses := closed(cmd, "status", o.statuses, parley.ContactStatuses, &errs)
	if o.ical && (o.json || o.csv) {
		errs = append(errs, misused(cmd, "ical is a format of its own, want one"))
	}
	if len(errs) > 0 {
		return errs[0]
	}
	d, err := p.dossier(cmd, args, o.askOptions)
	if err != nil {
		return err
	}
	var found []contacts.Contact
	for _, c := range contacts.Of(d) {
		var names []string
		for _, who := range c.Participants {
			names = append(names, who.Name, who.For)
		}
		if has(kinds, c.Kind) && has(statuses, c.Status) && o.hasDays(c.Days.First, c.Days.Last) && o.hasName(names) {
			found = append(found, c)
		}
	}
	if len(found) == 0 {
		if err := present(d, o.with...); err != nil {
			return err
		}
	}
	return p.toFile(o.file, func(w io.Writer) error { return p.writeContacts(w, d, found, o) })
}

// has reports whether a value is among those asked for, or none are.
func has[T comparable](asked []T, value T) bool {
	for _, a := range asked {
		if a == value {
			return true
		}
	}
	return len(asked) == 0
}

// writeLines writes n lines, each as encode makes it.
func writeLines(w io.Writer, n int, encode func(i int) ([]byte, error)) error {
	for i := range n {
		text, err := encode(i)
		if err == nil {
			_, err = w.Write(append(text, '\n'))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (p *program) writeContacts(w io.Writer, d *ask.Dossier, found []contacts.Contact, o contactOptions) error {
	switch {
	case o.ical:
		return writeCalendar(w, d, found)
	case o.json:
		e := d.NewEncoder()
		return writeLines(w, len(found), func(i int) ([]byte, error) { return found[i].Encode(e) })
	case o.csv:
		heads, rows := contactCells(d, found)
		return writeCSV(w, heads, rows)
	}
	s := p.newSheet(o.askOptions)
	s.w = w
	if o.words {
		for i := range found {
			s.contactOver(d, &found[i])
		}
	} else {
		s.list([]string{"id", "when", "contact", "who"}, contactTable(found))
	}
	s.set(0, dim, fmt.Sprintf("%s, %s", count(len(d.Records), "report"), count(len(found), "contact")))
	return s.flush()
}

// contactTable has a row for each contact.
func contactTable(found []contacts.Contact) [][]string {
	var rows [][]string
	for i := range found {
		c := &found[i]
		var who []string
		for _, p := range c.Participants {
			who = append(who, p.Name)
		}
		words := or(strings.Join(who, ", "), "(nobody named)")
		if c.Place != "" {
			words += " in " + c.Place
		}
		if c.Condition != nil && c.IsAhead() {
			words += ", on a condition"
		}
		if c.Disputed {
			words += ", disputed"
		}
		words += fmt.Sprintf(" (%s, %s)", count(c.Reports(), "report"), count(len(c.Sources), "source"))
		rows = append(rows, []string{c.ID, dateShown(c.When, c.DateWords), string(c.Status) + " " + string(c.Kind), words})
	}
	return rows
}

// dateShown is a date as an answer shows it: where its words tell no day, they stand.
func dateShown(edtf, words string) string {
	if edtf == "" && words != "" {
		return "“" + oneLine(words) + "”"
	}
	return or(edtf, "not dated")
}

// contactOver prints all that is known of a contact.
func (s *sheet) contactOver(d *ask.Dossier, c *contacts.Contact) {
	head := fmt.Sprintf("%s  %s %s, %s", c.ID, c.Status, c.Kind, dateShown(c.When, c.DateWords))
	if c.Place != "" {
		head += ", in " + c.Place
	}
	if c.Disputed {
		head += ", disputed"
	}
	s.set(0, bold, head)
	for _, p := range c.Participants {
		words := p.Name
		if p.Capacity != "" {
			words += ", " + p.Capacity
		}
		if p.For != "" {
			words += ", for " + p.For
		}
		s.set(4, source_, words)
	}
	if c.Host != "" {
		s.set(4, 0, "host: "+c.Host)
	}
	if t := c.Condition; t != nil {
		s.set(4, cue, "on condition: “"+oneLine(t.Record.Report.Quote(t.Contact.Condition))+"”")
	}
	s.set(4, 0, roots(c.Reports(), c.Sources))
	for i := range c.Tellings {
		t := &c.Tellings[i]
		words := s.where(d, t.Record, t.Contact.ID) + ": “" + t.Words() + "”"
		if t.By != "" {
			words += ", says " + t.By
		}
		if t.Step {
			s.set(4, 0, strings.TrimSpace(string(t.Contact.Status)+" "+t.Contact.When.EDTF)+"  "+words)
		} else {
			s.set(6, dim, words)
		}
		if t.Why != "" {
			s.set(8, dim, "the same by "+t.Why)
		}
	}
	for _, side := range c.Sides {
		for _, t := range side.Topics {
			only := ""
			if t.Only {
				only = " (only there)"
			}
			s.set(4, warn, side.Name+": “"+t.Words()+"”"+only)
		}
	}
	s.WriteString("\n")
}

// contactCells is a table of contacts for other programs.
func contactCells(d *ask.Dossier, found []contacts.Contact) (heads []string, rows [][]string) {
	heads = []string{"id", "status", "kind", "when", "first", "last", "participants", "capacities", "place", "host", "condition", "disputed", "reports", "sources", "lines", "words"}
	for i := range found {
		c := &found[i]
		var who, capacities, lines, words []string
		for _, p := range c.Participants {
			who = append(who, p.Name)
			capacities = append(capacities, p.Capacity)
		}
		for k := range c.Tellings {
			t := &c.Tellings[k]
			lines = append(lines, d.Address(t.Record, t.Contact.ID))
			words = append(words, t.Words())
		}
		condition := ""
		if t := c.Condition; t != nil {
			condition = t.Record.Report.Quote(t.Contact.Condition)
		}
		rows = append(rows, []string{c.ID, string(c.Status), string(c.Kind), c.When, dayIn(c.Days.First), dayIn(c.Days.Last), strings.Join(who, "; "),
			strings.Join(capacities, "; "), c.Place, c.Host, condition, fmt.Sprint(c.Disputed), fmt.Sprint(c.Reports()), fmt.Sprint(len(c.Sources)),
			strings.Join(lines, "; "), strings.Join(words, " | ")})
	}
	return heads, rows
}

// dayIn is a day in a table, empty where there is none.
func dayIn(d parley.Day) string {
	if d == parley.FirstDay || d == parley.LastDay {
		return ""
	}
	return d.String()
}
