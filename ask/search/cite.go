package search

import (
	"strings"

	"parley"
	"parley/internal/redact"
	"parley/ledger"
)

// A Citation is a line as people paste it elsewhere, with where it comes from.
type Citation struct {
	Words  string // “…”, with who says it to whom
	Source string // publisher, date, title, address on the web, address in the case
	Sealed bool   // whether the source is masked, in the words too
}

// String is the citation on two lines.
func (c Citation) String() string { return c.Words + "\n" + c.Source }

// Cite is how a statement of a filing is quoted. Of a sealed report nothing tells
// its source.
func Cite(f *ledger.Filing, s *parley.Statement) Citation { return NewCiter(f).Statement(s) }

// A Citer quotes lines of one filing.
type Citer struct {
	filing *ledger.Filing
	shown  *parley.Record // masked where the source is sealed
	sealed bool
}

// NewCiter is a citer of a filing's lines.
func NewCiter(f *ledger.Filing) *Citer {
	c := &Citer{f, f.Record, f.State.Sealed(f.Report.Seq) != 0}
	if c.sealed {
		c.shown = redact.Sealed(f.Record, f.Address("").String(), redact.Contents)
	}
	return c
}

// Statement is how a statement is quoted.
func (c *Citer) Statement(s *parley.Statement) Citation {
	if c.sealed {
		s = statement(c.shown, s.ID)
	}
	r := &c.shown.Report
	by := nameOf(c.shown, s.Speaker)
	if by == "" {
		by = "somebody"
	}
	if cue := quote(r, s.Cue); cue != "" {
		by += " (" + cue + ")"
	}
	return Citation{by + ": “" + strings.Join(strings.Fields(quote(r, s.Content)), " ") + "”", c.source(s.ID), c.sealed}
}

// Line is how a line that is no statement is quoted: whose it is, by the id of an
// entity, its noun or what else comes of a closed list, what it says, and the words that
// it rests on. The last two of a sealed report stay in the case, as they need not be what
// anybody said.
func (c *Citer) Line(id, by, noun, what string, spans []parley.Span) Citation {
	out := Citation{Source: c.source(id), Sealed: c.sealed}
	if c.sealed {
		what = ""
	}
	for _, part := range []string{nameOf(c.shown, by), noun, what} {
		if part != "" {
			out.Words = strings.TrimPrefix(out.Words+", "+part, ", ")
		}
	}
	if words := strings.Join(strings.Fields(quote(&c.filing.Record.Report, spans)), " "); words != "" && !c.sealed {
		out.Words += ": “" + words + "”"
	}
	return out
}

// source is where a line comes from; of the report itself, without an id.
func (c *Citer) source(id string) string {
	r := &c.filing.Record.Report
	from := []string{r.Publisher, r.Published, r.Title, r.URL}
	if c.sealed {
		from = []string{Mask}
	}
	var all []string
	for _, part := range append(from, c.filing.Address(id).String()) {
		if part = strings.Join(strings.Fields(part), " "); part != "" {
			all = append(all, part)
		}
	}
	return strings.Join(all, ", ")
}

// Source is where words of the report come from.
func (c *Citer) Source() string { return c.source("") }
