package desk

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"parley"
	"parley/ask"
	"parley/ask/search"
	"parley/ledger"
)

// A chainPage is on whose word a statement is known: who relied on whom, drawn and in
// words, and how many sources that comes to.
type chainPage struct {
	line
	Claims []claimPart
	Looked int
	More   bool
	Sealed string // how its source is given, where that is sealed
}

// A claimPart is what the reports have of one claim that the statement carries.
type claimPart struct {
	Words   string
	Reports int
	Sources []sourceView
	Graph   graph
}

type sourceView struct {
	Name     string
	Kind     ask.SourceKind
	Carriers []carrierView
}

type carrierView struct {
	Of    ledger.Address // the passage that carries it
	Name  string
	Day   string
	By    []string // the stations, the outermost first
	Links []string // why it has the source, where it does not name it
}

func (d *Desk) chain(q *request) error {
	f, id, err := q.lineOf()
	if err != nil {
		return err
	}
	s := statement(f.Record, id)
	if s == nil {
		return fmt.Errorf("line %s is no statement, and only those have a chain: %w", id, parley.ErrNotFound)
	}
	way, err := d.way(q.Context(), f, id)
	if err != nil {
		return err
	}
	page := &chainPage{line: newLine(f, s), Looked: way.Looked, More: way.More, Sealed: sealedSource(f)}
	for i := range way.Roots {
		for _, other := range way.Roots[i].Of { // whom a sealed report relies on tells its source
			if sealedSource(other) != "" {
				page.Sealed = search.Mask
			}
		}
	}
	for i := range way.Roots {
		page.Claims = append(page.Claims, newClaimPart(&way.Roots[i]))
	}
	return q.show(200, "chain", "On whose word: "+firstWords(page.Words), page)
}

func newClaimPart(root *search.Root) claimPart {
	part := claimPart{Words: root.Words, Reports: root.Reports}
	var b graphBuilder
	for i := range root.Sources {
		source := &root.Sources[i]
		view := sourceView{Name: source.Name, Kind: source.Kind}
		for _, c := range source.Carriers {
			v := carrierView{Name: reportName(&c.Record.Report), Day: c.Record.Report.Published}
			if f := root.Of[c.Record]; f != nil && len(c.Passages) > 0 {
				v.Of = f.Address(c.Passages[0].Statement.ID)
			}
			path := []graphNode{{Name: cmp.Or(c.Record.Report.Publisher, v.Name), Kind: "report", Link: "/lines/" + v.Of.String(), key: "report " + v.Of.String()}}
			for _, station := range c.Stations {
				if station.Kind == ask.SourceOutlet && source.Kind != ask.SourceOutlet {
					continue // the report itself
				}
				v.By = append(v.By, station.Name)
				path = append(path, graphNode{Name: station.Name, Kind: string(station.Kind), key: stationKey(station.Kind, station.Name)})
			}
			for _, l := range c.Links {
				v.Links = append(v.Links, fmt.Sprintf("%s as %s: “%s”", l.Rule, reportName(&l.Other.Report), l.Words))
			}
			end := graphNode{Name: source.Name, Kind: string(source.Kind), Root: true, key: stationKey(source.Kind, source.Name)}
			if k := slices.IndexFunc(path, func(n graphNode) bool { return n.key == end.key }); k > 0 {
				path[k].Root = true
			} else {
				path = append(path, end)
			}
			b.add(path)
			view.Carriers = append(view.Carriers, v)
		}
		part.Sources = append(part.Sources, view)
	}
	part.Graph = b.draw()
	return part
}

// stationKey is what makes a station one with another in a drawing: an outlet may be
// taken for a person in one report, but a paper is no outlet of that name.
func stationKey(kind ask.SourceKind, name string) string {
	if kind == ask.SourceExhibit {
		return "exhibit " + name
	}
	return "who " + name
}

// A graph is who relied on whom as an SVG image: reports at the right, in the columns
// to their left whom they rely on. What counts as a source has a double line.
type graph struct {
	Width, Height int
	Nodes         []graphNode
	Edges         []graphEdge
}

type graphNode struct {
	Name, Kind string
	Link       string // of a report
	Root       bool
	X, Y       int
	Lines      []string // its name, as it fits

	key   string
	layer int
	order float64
}

type graphEdge struct{ Path string }

// Of the drawing, in its units.
const (
	nodeWidth  = 210
	nodeHeight = 56
	columnGap  = 70
	rowGap     = 16
	lineLength = 26 // runes of a name in one line
	mostNodes  = 60 // in one drawing; all are in the words below it
)

// A graphBuilder collects paths, each from a report to a source.
type graphBuilder struct {
	nodes []graphNode
	edges [][2]int
}

func (b *graphBuilder) add(path []graphNode) {
	if len(b.nodes)+len(path) > mostNodes {
		return
	}
	last := -1
	for layer, n := range path {
		i := slices.IndexFunc(b.nodes, func(have graphNode) bool { return have.key == n.key })
		if i < 0 {
			i = len(b.nodes)
			b.nodes = append(b.nodes, n)
		}
		b.nodes[i].layer, b.nodes[i].Root = max(b.nodes[i].layer, layer), b.nodes[i].Root || n.Root
		if edge := [2]int{last, i}; last >= 0 && last != i && !slices.Contains(b.edges, edge) {
			b.edges = append(b.edges, edge)
		}
		last = i
	}
}

// draw lays the nodes in columns: each behind all that rely on it, in the order of the
// middle of those.
func (b *graphBuilder) draw() graph {
	for range b.nodes { // an edge leads to a column further left
		for _, e := range b.edges {
			if b.nodes[e[1]].layer <= b.nodes[e[0]].layer && b.nodes[e[0]].layer < len(b.nodes) {
				b.nodes[e[1]].layer = b.nodes[e[0]].layer + 1
			}
		}
	}
	var columns [][]int
	for i, n := range b.nodes {
		for len(columns) <= n.layer {
			columns = append(columns, nil)
		}
		columns[n.layer] = append(columns[n.layer], i)
	}
	columns = slices.DeleteFunc(columns, func(c []int) bool { return len(c) == 0 })
	g := graph{Width: len(columns)*(nodeWidth+columnGap) - columnGap + 8}
	for _, column := range columns {
		g.Height = max(g.Height, len(column)*(nodeHeight+rowGap)-rowGap+8)
	}
	for k, column := range columns {
		b.sort(column)
		top := (g.Height - len(column)*(nodeHeight+rowGap) + rowGap) / 2
		for row, i := range column {
			n := &b.nodes[i]
			n.X, n.Y = 4+(len(columns)-1-k)*(nodeWidth+columnGap), top+row*(nodeHeight+rowGap)
			n.order, n.Lines = float64(n.Y), inLines(n.Name)
		}
	}
	for _, e := range b.edges {
		from, to := b.nodes[e[0]], b.nodes[e[1]] // to lies left of from
		x1, y1, x2, y2 := to.X+nodeWidth, to.Y+nodeHeight/2, from.X, from.Y+nodeHeight/2
		g.Edges = append(g.Edges, graphEdge{fmt.Sprintf("M%d %d C%d %d %d %d %d %d", x1, y1, x1+columnGap/2, y1, x2-columnGap/2, y2, x2, y2)})
	}
	g.Nodes = b.nodes
	return g
}

// sort orders a column by the middle of those that rely on each of its nodes.
func (b *graphBuilder) sort(column []int) {
	middle := map[int]float64{}
	for _, i := range column {
		n := 0
		for _, e := range b.edges {
			if e[1] == i {
				middle[i] += b.nodes[e[0]].order
				n++
			}
		}
		middle[i] /= float64(max(n, 1))
	}
	slices.SortStableFunc(column, func(a, c int) int { return cmp.Compare(middle[a], middle[c]) })
}

// inLines is a name in two lines at most.
func inLines(name string) []string {
	lines := []string{""}
	for word := range strings.FieldsSeq(name) {
		last := &lines[len(lines)-1]
		switch {
		case len([]rune(*last+" "+word)) <= lineLength || *last == "":
			*last = strings.TrimSpace(*last + " " + word)
		case len(lines) == 2:
			*last += " …"
			return clipped(lines)
		default:
			lines = append(lines, word)
		}
	}
	return clipped(lines)
}

// clipped cuts words that are longer than a line.
func clipped(lines []string) []string {
	for i, l := range lines {
		if r := []rune(l); len(r) > lineLength+2 {
			lines[i] = string(r[:lineLength]) + " …"
		}
	}
	return lines
}
