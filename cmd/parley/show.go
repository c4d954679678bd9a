package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"parley"
	"parley/ask/search"
	"parley/clerk"
	"parley/exchange"
	"parley/ledger"
)

func (p *program) showCommand() *cobra.Command {
	var o caseOptions
	var asJSON, machine, noText bool
	var knownAt string
	cmd := &cobra.Command{
		Use:   "show [flags] ADDRESS…",
		Short: "Print a report of a case, or a line with all it rests on",
		Long: `Show prints the report with that number as parley read does, with people's
corrections in it, or of a line such as 12/s3: its words, the sentence around them,
on whose word it reached the report, the reason for each answer, what was answered to
it, and what people decided of it beside what the machine read.`,
		Example: "  parley show 12\n  parley show 12/s3\n  parley show 12 --json --known-at 2025-11-25",
	}
	p.caseCommand(cmd, &o, func(cmd *cobra.Command, args []string, c *ledger.Case) error {
		all, err := addresses(cmd, args)
		if err != nil {
			return err
		}
		asOf, err := search.AsOf(cmd.Context(), c, knownAt)
		if err != nil {
			return err
		}
		page := p.newPage(readOptions{colour: "auto", noText: noText})
		for _, a := range all {
			f, err := c.Filing(cmd.Context(), a.Report, asOf)
			if errors.Is(err, ledger.ErrRemoved) {
				p.failed = true
				p.say("report %d was purged", a.Report)
				p.try("parley log --of %d", a.Report)
				continue
			}
			if err != nil {
				return err
			}
			record := f.Record
			if machine {
				record = f.Machine
			}
			switch {
			case a.Line != "" && asJSON:
				err = p.showLineJSON(f, a)
			case a.Line != "":
				err = p.showLine(f, a)
			case asJSON:
				err = writeLine(p.screened(escaped), record)
			default:
				err = page.write(clerk.Outcome{Input: clerk.Input{Name: fmt.Sprintf("report %d", a.Report)}, Record: record})
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
	flags := cmd.Flags()
	flags.StringVar(&knownAt, "known-at", "", "as the case stood at `TIME`: a day, a time, or # and an entry")
	flags.BoolVar(&machine, "machine", false, "as it was read, without people's corrections")
	flags.BoolVar(&noText, "no-text", false, "print the table without the report's text")
	flags.BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

// showLine prints one line of a report with all it rests on.
func (p *program) showLine(f *ledger.Filing, of ledger.Address) error {
	s := p.newSheet(askOptions{readOptions: readOptions{colour: "auto"}})
	names := namesOf(f.Record)
	if i := slices.IndexFunc(f.Record.Statements, func(st parley.Statement) bool { return st.ID == of.Line }); i >= 0 {
		s.statement(f, &f.Record.Statements[i], names)
	} else if i := slices.IndexFunc(f.Record.Entities, func(e parley.Entity) bool { return e.ID == of.Line }); i >= 0 {
		s.entity(f, &f.Record.Entities[i], names)
	} else if i := slices.IndexFunc(f.Record.Responses, func(r parley.Response) bool { return r.ID == of.Line }); i >= 0 {
		r := &f.Record.Responses[i]
		s.set(0, bold, fmt.Sprintf("%v  %s", of, strings.Join(responseRows(f.Record, names)[i][1:], "  ")))
		s.words("evidence", &f.Record.Report, r.Evidence)
		s.reasons(&f.Record.Report, r.Reasons)
	} else if i := slices.IndexFunc(f.Record.Exhibits, func(x parley.Exhibit) bool { return x.ID == of.Line }); i >= 0 {
		x := &f.Record.Exhibits[i]
		s.set(0, bold, fmt.Sprintf("%v  %s", of, x.Kind))
		s.words("evidence", &f.Record.Report, x.Evidence)
		s.reasons(&f.Record.Report, x.Reasons)
	} else {
		return fmt.Errorf("report %d has no line %s: %w", of.Report, of.Line, parley.ErrNotFound)
	}
	s.decisions(f, of)
	return s.emit()
}

func (s *sheet) statement(f *ledger.Filing, st *parley.Statement, names map[string]string) {
	r := &f.Record.Report
	s.set(0, bold, fmt.Sprintf("%v  %s", f.Address(st.ID), parties(f.Record, names, *st)))
	s.set(4, dim, strings.Join(facts(f, st), ", "))
	s.words("source", r, st.Source)
	s.words("cue", r, st.Cue)
	s.words("content", r, st.Content)
	s.set(4, 0, "in: “"+oneLine(around(r.Text, parley.Hull(slices.Concat(st.Source, st.Cue, st.Content))))+"”")
	if st.Within != "" {
		s.set(4, 0, "within: "+f.Address(st.Within).String())
	}
	for i, h := range st.Chain {
		s.set(4, 0, fmt.Sprintf("hop %d: %s %s%s", i+1, h.Kind, or(names[h.Entity], h.Exhibit), in(quote(r, h.Cue))))
	}
	for _, a := range f.Record.Responses {
		if a.To.Statement == st.ID {
			s.set(4, 0, fmt.Sprintf("answered: %s %s%s", names[a.By], a.Kind, in(quote(r, a.Evidence))))
		}
	}
	s.reasons(r, st.Reasons)
	s.set(4, dim, fmt.Sprintf("confidence %.2f, read by %s", st.Confidence, authorName(f.Reading.Author)))
}

func (s *sheet) entity(f *ledger.Filing, e *parley.Entity, names map[string]string) {
	r := &f.Record.Report
	s.set(0, bold, fmt.Sprintf("%v  %s, %s", f.Address(e.ID), e.Name, e.Kind))
	for _, pair := range [][2]string{{"also", strings.Join(e.Aliases, "; ")}, {"role", e.Role}, {"party", names[e.Party]}, {"for", names[e.Represents]}} {
		if pair[1] != "" {
			s.set(4, 0, pair[0]+": "+pair[1])
		}
	}
	for _, m := range e.Mentions {
		s.set(4, dim, "mention: “"+oneLine(around(r.Text, m.Span))+"”")
	}
	s.reasons(r, e.Reasons)
}

func (s *sheet) words(what string, r *parley.Report, spans []parley.Span) {
	if len(spans) > 0 {
		s.set(4, 0, what+": “"+oneLine(quote(r, spans))+"”")
	}
}

func (s *sheet) reasons(r *parley.Report, reasons []parley.Reason) {
	for _, reason := range reasons {
		words := or(reason.Field, "it") + ": " + reason.Rule
		if reason.Table != "" {
			words += " (" + reason.Table + ")"
		}
		s.set(4, dim, words+in(quote(r, reason.Words)))
	}
}

// decisions prints what people decided of a line, and of a statement that was
// corrected what the machine had read.
func (s *sheet) decisions(f *ledger.Filing, of ledger.Address) {
	for _, j := range f.State.Of(of) {
		words := fmt.Sprintf("entry %d, %s, %s: %s", j.Seq, j.Time.Format("2006-01-02 15:04"), j.Author.Name, j.Kind)
		for _, part := range []string{strings.Join(j.Fields, ", "), j.Text, j.Decision.Reason} {
			if part != "" {
				words += ", " + part
			}
		}
		if j.UndoneBy != 0 {
			words += fmt.Sprintf(" (undone by %d)", j.UndoneBy)
		}
		s.set(4, 0, words)
	}
	if f.Status(of.Line) != ledger.StatusCorrected {
		return
	}
	names := namesOf(f.Machine)
	for _, st := range f.Machine.Statements {
		if st.ID == of.Line {
			s.set(4, dim, fmt.Sprintf("as read: %s, %s, “%s”", parties(f.Machine, names, st), st.Act, oneLine(quote(&f.Machine.Report, st.Content))))
		}
	}
}

// around is the words of a span with some before and after, to whole words.
func around(text string, span parley.Span) string {
	const context = 100
	start, end := max(0, span.Start-context), min(len(text), span.End+context)
	if i := strings.LastIndexAny(text[start:span.Start], ".\n"); i >= 0 {
		start += i + 1
	} else if start > 0 {
		start += max(0, strings.IndexByte(text[start:span.Start], ' '))
	}
	if i := strings.IndexAny(text[span.End:end], ".\n"); i >= 0 {
		end = span.End + i + 1
	} else if end < len(text) {
		end = span.End + max(0, strings.LastIndexByte(text[span.End:end], ' '))
	}
	return strings.TrimSpace(text[start:end])
}

// encodeHit is a hit as JSON: the line's address, what people decided, and the
// line and its report as parley read prints them.
func encodeHit(h search.Hit) ([]byte, error) {
	return encodeLine(h.Filing, h.Statement.ID)
}

func (p *program) showLineJSON(f *ledger.Filing, of ledger.Address) error {
	text, err := encodeLine(f, of.Line)
	return p.printJSON(text, err)
}

func encodeLine(f *ledger.Filing, line string) ([]byte, error) {
	var whole struct {
		Statements []map[string]any `json:"statements"`
		Entities   []map[string]any `json:"entities"`
		Responses  []map[string]any `json:"responses"`
		Exhibits   []map[string]any `json:"exhibits"`
	}
	text, err := exchange.Encode(f.Record)
	if err != nil {
		return nil, err
	}
	if err := json.Unmarshal(text, &whole); err != nil {
		return nil, err
	}
	names := namesOf(f.Record)
	for _, list := range [][]map[string]any{whole.Statements, whole.Entities, whole.Responses, whole.Exhibits} {
		for _, l := range list {
			if l["id"] != line {
				continue
			}
			out := map[string]any{
				"address": f.Address(line), "status": f.Status(line), "line": l, "report": filed(f),
				"decisions": judgements(f, f.Address(line)),
			}
			if id, ok := l["speaker"].(string); ok {
				out["speaker"] = names[id]
			}
			return json.Marshal(out)
		}
	}
	return nil, fmt.Errorf("report %d has no line %s: %w", f.Report.Seq, line, parley.ErrNotFound)
}

func encodeFiling(f *ledger.Filing) ([]byte, error) { return json.Marshal(filed(f)) }

// filed is what identifies a report in a case.
func filed(f *ledger.Filing) map[string]any {
	r := &f.Record.Report
	return map[string]any{
		"number": f.Report.Seq, "title": r.Title, "publisher": r.Publisher, "published": r.Published, "url": r.URL,
		"sha256": r.SHA256, "filed": f.Report.Time, "by": f.Report.Author.Name, "reading": f.Reading.Seq, "weights": f.Reading.Author.Name,
	}
}

func judgements(f *ledger.Filing, of ledger.Address) []map[string]any {
	out := []map[string]any{}
	for _, j := range f.State.Of(of) {
		out = append(out, map[string]any{
			"entry": j.Seq, "kind": j.Kind, "by": j.Author.Name, "time": j.Time, "reason": j.Decision.Reason,
			"fields": j.Fields, "text": j.Text, "undone_by": j.UndoneBy,
		})
	}
	return out
}
