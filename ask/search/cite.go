package search

import (
	"strings"

	"parley"
	"parley/ledger"
)

// A Citation is a statement as people paste it elsewhere, with where it comes from.
type Citation struct {
	Words  string // “…”, with who says it to whom
	Source string // publisher, date, title, address on the web, address in the case
	Sealed bool   // whether the source is masked, in the words too
}

// String is the citation on two lines.
func (c Citation) String() string { return c.Words + "\n" + c.Source }

// Cite is how a statement of a filing is quoted. Of a sealed report nothing tells
// its source.
func Cite(f *ledger.Filing, s *parley.Statement) Citation {
	out := Citation{Sealed: f.State.Sealed(f.Report.Seq) != 0}
	record := f.Record
	if out.Sealed {
		record = masked(record, f.Address("").String())
		s = statement(record, s.ID)
	}
	r := &record.Report
	by := nameOf(record, s.Speaker)
	if by == "" {
		by = "somebody"
	}
	if cue := quote(r, s.Cue); cue != "" {
		by += " (" + cue + ")"
	}
	out.Words = by + ": “" + strings.Join(strings.Fields(quote(r, s.Content)), " ") + "”"
	from := []string{r.Publisher, r.Published, r.Title, r.URL}
	if out.Sealed {
		from = []string{Mask}
	}
	for _, part := range append(from, f.Address(s.ID).String()) {
		if part = strings.Join(strings.Fields(part), " "); part == "" {
			continue
		}
		if out.Source != "" {
			out.Source += ", "
		}
		out.Source += part
	}
	return out
}
