package desk

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"parley"
	"parley/ask/search"
	"parley/ledger"
)

// A reportPage is a report as it was published, with its statements in it and
// beside it.
type reportPage struct {
	rights
	*ledger.Filing
	Name       string // its title, or its first words
	Sealed     bool
	Source     string // as people paste it behind words of the report
	Paragraphs []paragraph
	Lines      []card  // the statements, in the order of the text
	About      []group // what else it has
	Entities   []named
	Versions   int64 // the newest version, where this is not it
}

// A paragraph is a line of a report's text, cut wherever a mark begins or ends.
type paragraph struct {
	Pieces []piece
}

// A piece is text with the same marks all through.
type piece struct {
	Text  string
	Role  string   // of the innermost statement: "source", "cue", "content"; empty for none
	Depth int      // how many contents it lies in, 3 at most
	Of    []string // the statements that it is part of, the innermost first, and then other lines
	Who   string   // whose name it is; empty for none's
	Head  string   // the statement whose cue begins here; empty for none
}

// Class is what the style sheet knows of a piece.
func (p piece) Class() string {
	if p.Role == "" {
		return ""
	}
	return fmt.Sprintf("said %s depth-%d", p.Role, p.Depth)
}

// A named entity, as a page shows it.
type named struct {
	ID, Name, Kind, Role, For string
}

func (d *Desk) report(q *request) error {
	f, err := q.filing()
	if err != nil {
		return err
	}
	newer, err := d.Case.Newer(q.Context(), f.Report.Seq, &f.Record.Report)
	if err != nil {
		return err
	}
	page := &reportPage{Filing: f, Name: reportName(&f.Record.Report), Sealed: f.State.Sealed(f.Report.Seq) != 0, Versions: newer}
	citer := search.NewCiter(f)
	page.Source = citer.Source()
	page.Paragraphs = paragraphs(f.Record, search.Standing(f))
	page.About = groups(f, citer)
	page.Lines = cards(f, citer, page.About)
	for i := range f.Record.Entities {
		e := &f.Record.Entities[i]
		page.Entities = append(page.Entities, named{e.ID, e.Name, string(e.Kind), e.Role, entityName(f.Record, e.Represents)})
	}
	return q.show(200, "report", page.Name, page)
}

// reportName is what a report is called.
func reportName(r *parley.Report) string {
	for _, name := range []string{r.Title, firstWords(r.Text), r.Input} {
		if strings.TrimSpace(name) != "" {
			return name
		}
	}
	return "a report without words"
}

// mostHead is how many bytes of a text stand for it.
const mostHead = 80

func firstWords(text string) string {
	head, _, _ := strings.Cut(strings.TrimSpace(text), "\n")
	if len(head) > mostHead {
		head = head[:search.EndWord(head, mostHead)] + " …"
	}
	return head
}

// A mark is a span of a statement, as the text is to show it.
type mark struct {
	parley.Span
	id, role string
	depth    int
}

// paragraphs cuts a report's text at every end of a span of the statements that
// stand.
func paragraphs(record, standing *parley.Record) []paragraph {
	marks, heads := marksOf(standing)
	text := record.Report.Text
	cuts := []int{0, len(text)}
	for _, m := range marks {
		cuts = append(cuts, m.Start, m.End)
	}
	for at := range heads {
		cuts = append(cuts, at)
	}
	for at := range len(text) {
		if text[at] == '\n' {
			cuts = append(cuts, at, at+1)
		}
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)

	all := []paragraph{{}}
	var open []mark // that hold the text from here on
	next := 0
	for i := range len(cuts) - 1 {
		at, end := cuts[i], cuts[i+1]
		open = slices.DeleteFunc(open, func(m mark) bool { return m.End <= at })
		for ; next < len(marks) && marks[next].Start <= at; next++ {
			if marks[next].End > at {
				open = append(open, marks[next])
			}
		}
		if text[at:end] == "\n" {
			all = append(all, paragraph{})
			continue
		}
		last := &all[len(all)-1]
		last.Pieces = append(last.Pieces, newPiece(text[at:end], open, heads[at]))
	}
	return slices.DeleteFunc(all, func(p paragraph) bool { return len(p.Pieces) == 0 })
}

// marksOf lists the marks of all statements by where they start, and where the cue
// of each begins.
func marksOf(record *parley.Record) (marks []mark, heads map[int]string) {
	depth := map[string]int{}
	heads = map[int]string{}
	for i := range record.Statements {
		s := &record.Statements[i]
		depth[s.ID] = depthOf(record, s)
		for _, part := range []struct {
			role  string
			spans []parley.Span
		}{{"content", s.Content}, {"source", s.Source}, {"cue", s.Cue}} {
			for _, span := range part.spans {
				marks = append(marks, mark{span, s.ID, part.role, depth[s.ID]})
			}
		}
		if len(s.Cue) > 0 {
			heads[parley.Hull(s.Cue).Start] = s.ID
		}
	}
	marks = slices.Concat(marks, aboutMarks(record), whoMarks(record))
	slices.SortStableFunc(marks, func(a, b mark) int { return a.Compare(b.Span) })
	return marks, heads
}

// deepest is how many levels of nesting are told apart by looks.
const deepest = 3

// depthOf is how many statements s lies within.
func depthOf(record *parley.Record, s *parley.Statement) int {
	n := 0
	for s != nil && s.Within != "" && n < deepest {
		s = statement(record, s.Within)
		n++
	}
	return n
}

func statement(record *parley.Record, id string) *parley.Statement {
	for i := range record.Statements {
		if record.Statements[i].ID == id {
			return &record.Statements[i]
		}
	}
	return nil
}

// newPiece is text within marks: those of the deepest statement give it its role,
// a cue before a source before a content.
func newPiece(text string, open []mark, head string) piece {
	p := piece{Text: text, Head: head}
	ranks := map[string]int{"cue": 0, "source": 1, "content": 2}
	group := map[string]int{"": 1, "who": 2} // behind those of statements
	inner := slices.Clone(open)
	slices.SortStableFunc(inner, func(a, b mark) int {
		return cmp.Or(cmp.Compare(group[a.role], group[b.role]), b.depth-a.depth, ranks[a.role]-ranks[b.role])
	})
	for i, m := range inner {
		if m.role == "who" {
			p.Who = cmp.Or(p.Who, m.id)
			continue
		}
		if i == 0 {
			p.Role, p.Depth = m.role, m.depth
		}
		if !slices.Contains(p.Of, m.id) {
			p.Of = append(p.Of, m.id)
		}
	}
	return p
}

func entityName(record *parley.Record, id string) string {
	for i := range record.Entities {
		if record.Entities[i].ID == id && id != "" {
			return record.Entities[i].Name
		}
	}
	return ""
}
