package main

import (
	"context"
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
	var asJSON, machine, noText, blind bool
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
		state, err := o.sees(cmd.Context(), c, asOf, blind)
		if err != nil {
			return err
		}
		page := p.newPage(readOptions{colour: "auto", noText: noText})
		for _, a := range all {
			if a.Report == 0 {
				return misused(cmd, "%s is no report and no line", a)
			}
			f, err := c.FilingWith(cmd.Context(), a.Report, asOf, state)
			if errors.Is(err, ledger.ErrRemoved) {
				p.failed = true
				p.say("report %d was purged", a.Report)
				p.try("parley log --of %d", a.Report)
				continue
			}
			if err != nil {
				return err
			}
			if asJSON {
				if f, err = leaving(f); err != nil {
					return err
				}
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
				if err == nil && !machine {
					err = p.showDecided(c, f)
				}
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
	flags := cmd.Flags()
	flags.StringVar(&knownAt, "known-at", "", "as the case stood at `TIME`: a day, a time, or # and an entry")
	flags.BoolVar(&blind, "blind", false, "without what others decided of its lines, to judge them for yourself")
	o.personFlag(cmd)
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
		s.set(0, bold, fmt.Sprintf("%v: %s", of, strings.Join(responseRows(f.Record, names)[i][1:], " ")))
		s.words("evidence", &f.Record.Report, r.Evidence)
		s.reasons(&f.Record.Report, r.Reasons)
	} else if i := slices.IndexFunc(f.Record.Exhibits, func(x parley.Exhibit) bool { return x.ID == of.Line }); i >= 0 {
		x := &f.Record.Exhibits[i]
		s.set(0, bold, fmt.Sprintf("%v: %s", of, strings.Join(slices.DeleteFunc(exhibitRows(f.Record, names)[i][1:3], func(s string) bool { return s == "" }), "; ")))
		s.words("evidence", &f.Record.Report, x.Evidence)
		s.reasons(&f.Record.Report, x.Reasons)
	} else if !s.dealLine(f, of.Line) {
		return fmt.Errorf("report %d has no line %s: %w", of.Report, of.Line, parley.ErrNotFound)
	}
	s.decisions(f, of)
	return s.emit()
}

func (s *sheet) statement(f *ledger.Filing, st *parley.Statement, names map[string]string) {
	r := &f.Record.Report
	s.set(0, bold, fmt.Sprintf("%v: %s", f.Address(st.ID), parties(f.Record, names, *st)))
	s.set(4, dim, strings.Join(facts(f, st), ", "))
	s.words("source", r, st.Source)
	s.words("cue", r, st.Cue)
	s.words("content", r, st.Content)
	s.set(4, 0, "in: “"+oneLine(around(r.Text, parley.Hull(slices.Concat(st.Source, st.Cue, st.Content))))+"”")
	if st.Within != "" {
		s.set(4, 0, "within: "+f.Address(st.Within).String())
	}
	for i, h := range st.Chain {
		who := or(names[h.Entity], "somebody")
		if h.Exhibit != "" {
			who = f.Address(h.Exhibit).String()
		}
		s.set(4, 0, fmt.Sprintf("hop %d: %s %s%s", i+1, h.Kind, who, in(quote(r, h.Cue))))
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
	s.set(0, bold, fmt.Sprintf("%v: %s, %s", f.Address(e.ID), e.Name, e.Kind))
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
		words := fmt.Sprintf("entry %d, %s, %s: %s", j.Seq, j.Time.Format("2006-01-02 15:04Z"), j.Author.Name, j.Kind)
		if len(j.Fields) > 0 {
			words += " " + strings.Join(j.Fields, ", ")
		}
		words += in(or(j.Text, j.Decision.Reason))
		if j.Carried != 0 {
			words += fmt.Sprintf(" (moved from entry %d)", j.Carried)
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
			unjudged := &ledger.Filing{Report: f.Report, Machine: f.Machine, Record: f.Machine, State: ledger.NewState()}
			as := append([]string{parties(f.Machine, names, st)}, facts(unjudged, &st)[1:]...)
			s.set(4, dim, fmt.Sprintf("as read: %s, “%s”", strings.Join(as, ", "), quote(&f.Machine.Report, st.Content)))
		}
	}
	if as := dealRow(f.Machine, of.Line); as != "" {
		s.set(4, dim, "as read: "+as)
	}
	for _, e := range f.Machine.Entities {
		if e.ID == of.Line {
			s.set(4, dim, strings.TrimSuffix(fmt.Sprintf("as read: %s, %s, %s", e.Name, e.Kind, e.Role), ", "))
		}
	}
}

// showDecided prints, below a report, what people decided of it and its lines,
// and by which codebook.
func (p *program) showDecided(c *ledger.Case, f *ledger.Filing) error {
	s := p.newSheet(askOptions{readOptions: readOptions{colour: "auto"}})
	var rows [][]string
	for _, j := range append(onReport(f), f.State.Standing(f.Reading.Seq)...) {
		what := string(j.Kind)
		if len(j.Fields) > 0 {
			what += " " + strings.Join(j.Fields, ", ")
		}
		rows = append(rows, []string{j.Of.String(), what, oneLine(j.Author.Name), oneLine(or(j.Text, j.Decision.Reason))})
	}
	s.section(&s.Builder, []string{"line", "decided", "by", "why"}, rows)
	if book := codebookOf(f.State); len(rows) > 0 && book != nil {
		s.WriteString("\n")
		s.set(0, dim, fmt.Sprintf("decided by the codebook of entry %d: parley codebook", book.Seq))
	}
	return s.emit()
}

// onReport lists what people decided of a report itself, as far as it holds.
func onReport(f *ledger.Filing) []ledger.Judgement {
	return slices.DeleteFunc(f.State.Of(f.Address("")), func(j ledger.Judgement) bool {
		return j.UndoneBy != 0 || j.Kind == ledger.KindUndo
	})
}

// sees is the state that a person goes by: with blind, without what others decided
// of lines.
func (o *caseOptions) sees(ctx context.Context, c *ledger.Case, asOf int64, blind bool) (*ledger.State, error) {
	state, err := c.State(ctx, asOf)
	if err != nil || !blind {
		return state, err
	}
	by, err := o.person()
	if err != nil {
		return nil, err
	}
	return state.By(ledger.Person(by))
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
	type list = []map[string]any
	var whole struct{ Statements, Entities, Responses, Exhibits, Terms, Positions, Proposals, Contacts list }
	text, err := exchange.Encode(f.Record)
	if err != nil {
		return nil, err
	}
	if err := json.Unmarshal(text, &whole); err != nil {
		return nil, err
	}
	names := namesOf(f.Record)
	for _, list := range []list{whole.Statements, whole.Entities, whole.Responses, whole.Exhibits, whole.Terms, whole.Positions, whole.Proposals, whole.Contacts} {
		for _, l := range list {
			if l["id"] != line {
				continue
			}
			out := map[string]any{
				"address": f.Address(line), "status": f.Status(line), "line": l, "report": filed(f),
				"decisions": judgements(f, f.Address(line)),
			}
			if f.Status(line) == ledger.StatusCorrected && f.Record != f.Machine {
				out["as_read"] = asRead(f, line)
			}
			for _, who := range []string{"speaker", "party"} {
				if id, ok := l[who].(string); ok && (who == "speaker" || names[id] != "") {
					out[who] = names[id]
				}
			}
			return json.Marshal(out)
		}
	}
	return nil, fmt.Errorf("report %d has no line %s: %w", f.Report.Seq, line, parley.ErrNotFound)
}

// asRead is a line as the machine read it, before people corrected it; null for one
// that they added.
func asRead(f *ledger.Filing, line string) json.RawMessage {
	unchanged := *f
	unchanged.Record = f.Machine
	text, err := encodeLine(&unchanged, line)
	var whole struct{ Line json.RawMessage }
	if err != nil || json.Unmarshal(text, &whole) != nil {
		return json.RawMessage("null")
	}
	return whole.Line
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
