package briefing

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"parley"
	"parley/ledger"
)

// mostOutlets is how many outlets are named.
const mostOutlets = 12

// facts say what is in the case, and as of when.
func (d *draft) facts(ctx context.Context) error {
	name, err := d.caseName(ctx)
	if err != nil {
		return err
	}
	d.Title = "Briefing: " + name
	reports, root, last, err := d.log(ctx)
	if err != nil {
		return err
	}
	add := func(name, value string) {
		if value != "" {
			d.Facts = append(d.Facts, Fact{name, value})
		}
	}
	add("Question", d.question())
	add("Reports", d.looked(reports))
	add("Published", d.period())
	add("Outlets", d.outlets())
	add("Statements", d.statements())
	add("Left out", d.leftOut())
	add("As of", fmt.Sprintf("entry %d, filed %s", d.asOf, last.Time.UTC().Format("2006-01-02 15:04 UTC")))
	origin, err := d.of.Origin(ctx)
	if err != nil {
		return err
	}
	add("Checkpoint", fmt.Sprintf("%s, %d entries, root %s", origin, d.asOf, root))
	add("Read by", d.weights())
	return nil
}

func (d *draft) caseName(ctx context.Context) (string, error) {
	e, err := d.of.Entry(ctx, 1)
	if err != nil {
		return "", err
	}
	body, err := d.of.Body(ctx, 1)
	if err != nil || e.Kind != ledger.KindCase {
		return "a case", nil
	}
	decision, err := ledger.DecodeDecision(e, body)
	if err != nil {
		return "", err
	}
	return cmp.Or(decision.Name, "a case"), nil
}

// log counts the reports of the case, newest versions alone, and computes the root
// over its entries, up to the last that counts.
func (d *draft) log(ctx context.Context) (reports int, root string, last ledger.Entry, err error) {
	var tree ledger.Tree
	newest := map[int64]bool{}
	for e, err := range d.of.Entries(ctx, 0) {
		if err != nil {
			return 0, "", last, err
		}
		if e.Seq > d.asOf {
			break
		}
		tree.Add(e.Leaf())
		last = e
		switch e.Kind {
		case ledger.KindReport:
			delete(newest, e.Supersedes)
			newest[e.Seq] = true
		case ledger.KindPurge:
			delete(newest, e.Of.Report)
		}
	}
	return len(newest), tree.Root().String(), last, nil
}

func (d *draft) question() string {
	q := d.o.Question
	var parts []string
	add := func(what string, values ...string) {
		if s := strings.Join(values, ", "); s != "" {
			parts = append(parts, what+" "+s)
		}
	}
	add("with the words", q.Text)
	add("by", q.By...)
	add("of the party", d.o.Parties...)
	add("to", q.To...)
	add("about", q.About...)
	for _, a := range q.Acts {
		add("that does", string(a))
	}
	add("since", q.Since)
	add("until", q.Until)
	add("as held at", q.HeldAt)
	return strings.Join(parts, ", ")
}

func (d *draft) looked(reports int) string {
	switch {
	case d.isNarrow() && d.more:
		return fmt.Sprintf("the newest %d that answer to the question, of %d in the case; there are more, which are left out", len(d.filings), reports)
	case d.isNarrow():
		return fmt.Sprintf("%d that answer to the question, of %d in the case", len(d.filings), reports)
	case d.more:
		return fmt.Sprintf("%d; this briefing looks at the newest %d alone", reports, len(d.filings))
	}
	return fmt.Sprint(len(d.filings))
}

// period is from the first day of publication to the last.
func (d *draft) period() string {
	first, last := parley.LastDay, parley.FirstDay
	for _, f := range d.filings {
		if from, to, ok := parley.Days(f.Record.Report.Published); ok {
			first, last = min(first, from), max(last, to)
		}
	}
	switch {
	case first > last:
		return ""
	case first == last:
		return first.String()
	}
	return first.String() + " to " + last.String()
}

func (d *draft) outlets() string {
	counted := map[string]int{}
	var names []string
	for _, f := range d.filings {
		name := cmp.Or(f.Record.Report.Publisher, "no outlet given")
		if f.sealed {
			name = "sealed"
		}
		if counted[name]++; counted[name] == 1 {
			names = append(names, name)
		}
	}
	slices.SortFunc(names, func(a, b string) int { return cmp.Or(-cmp.Compare(counted[a], counted[b]), cmp.Compare(a, b)) })
	var all []string
	for i, n := range names {
		if i == mostOutlets {
			all = append(all, fmt.Sprintf("and %d more", len(names)-i))
			break
		}
		all = append(all, fmt.Sprintf("%s (%d)", n, counted[n]))
	}
	return strings.Join(all, ", ")
}

func (d *draft) statements() string {
	n, decided := 0, map[ledger.Status]int{}
	for _, f := range d.filings {
		for _, s := range f.Record.Statements {
			if f.asks(s.ID) {
				n++
				decided[f.Status(s.ID)]++
			}
		}
	}
	out := fmt.Sprint(n)
	for _, s := range []ledger.Status{ledger.StatusAccepted, ledger.StatusCorrected} {
		if decided[s] > 0 {
			out += fmt.Sprintf(", %d %s", decided[s], s)
		}
	}
	return out
}

// leftOut counts what is not here: of lines those that are rejected now, each once,
// however often that was decided or carried to another reading.
func (d *draft) leftOut() string {
	type line struct {
		reading int64
		id      string
	}
	sealed, purged := 0, 0
	for _, f := range d.filings {
		if f.sealed {
			sealed++
		}
	}
	decisions := d.state.Of(ledger.Address{})
	carried := map[int64]bool{}
	for _, j := range decisions {
		carried[j.Carried] = true
	}
	rejected := map[line]bool{}
	for _, j := range decisions {
		switch {
		case j.Kind == ledger.KindPurge:
			purged++
		case j.Kind == ledger.KindReject && !carried[j.Seq] && d.state.Status(j.Reading, j.Entry.Of.Line) == ledger.StatusRejected:
			rejected[line{j.Reading, j.Entry.Of.Line}] = true
		}
	}
	var parts []string
	if len(rejected) > 0 {
		parts = append(parts, count(len(rejected), "rejected line"))
	}
	if purged > 0 {
		parts = append(parts, count(purged, "purged report"))
	}
	if sealed > 0 {
		parts = append(parts, "the source of "+count(sealed, "sealed report"))
	}
	return strings.Join(parts, ", ")
}

func (d *draft) weights() string {
	var all []string
	for _, f := range d.filings {
		if w := f.Reading.Author.Name; w != "" && !slices.Contains(all, w) {
			all = append(all, w)
		}
	}
	slices.Sort(all)
	return strings.Join(all, ", ")
}

// news adds what was filed since an entry.
func (d *draft) news(ctx context.Context) error {
	if d.o.SinceEntry <= 0 {
		return nil
	}
	section := Section{ID: "new", Title: fmt.Sprintf("New since entry %d", d.o.SinceEntry)}
	group := Group{}
	more, purged := 0, 0
	for e, err := range d.of.Entries(ctx, d.o.SinceEntry, ledger.KindReport) {
		if err != nil {
			return err
		}
		f := d.filing(e.Seq)
		switch {
		case e.Seq > d.asOf:
		case d.state.Purged(e.Seq) != 0:
			purged++
		case f == nil || len(group.Lines) == mostInSection:
			more++
		default:
			group.Lines = append(group.Lines, d.reportLine(f))
		}
	}
	if more > 0 {
		group.More = fmt.Sprintf("and %s more", count(more, "report"))
	}
	section.Groups = []Group{group}
	d.add(section)
	return nil
}

func (d *draft) filing(report int64) *filed {
	for _, f := range d.filings {
		if f.Report.Seq == report {
			return f
		}
	}
	return nil
}

// reportLine is a report, with how much it says.
func (d *draft) reportLine(f *filed) Line {
	r := &f.Record.Report
	l := Line{Lead: fmt.Sprintf("Report %d", f.Report.Seq)}
	var parts []string
	for _, p := range []string{r.Publisher, r.Published, cmp.Or(r.Title, r.Input)} {
		if p != "" {
			parts = append(parts, p)
		}
	}
	n := 0
	for _, s := range f.Record.Statements {
		if f.asks(s.ID) {
			n++
		}
	}
	l.Text = strings.Join(append(parts, count(n, "statement")), ", ")
	if f.sealed {
		l.Marks = []Mark{{MarkSealed, "sealed source"}}
	}
	return l
}
