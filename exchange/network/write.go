package network

import (
	"bufio"
	"encoding/xml"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// WriteCSV writes the matrix as DNA does: semicolons between cells, names in
// quotation marks, six decimals where ties are divided. A name that a spreadsheet
// would take for a formula has an apostrophe before it.
func (n *Network) WriteCSV(w io.Writer) error {
	out := bufio.NewWriter(w)
	out.WriteString(`""`)
	for _, c := range n.Columns {
		out.WriteString(";" + quoted(c.Name))
	}
	for i, r := range n.Rows {
		out.WriteString("\n" + quoted(r.Name))
		for _, weight := range n.Weights[i] {
			out.WriteString(";" + n.number(weight))
		}
	}
	out.WriteString("\n")
	return out.Flush()
}

// quoted is a name as a cell.
func quoted(name string) string {
	name = oneLine(name)
	if first, _ := utf8.DecodeRuneInString(strings.TrimSpace(name)); strings.ContainsRune("=+-@＝＋－＠", first) {
		name = "'" + name
	}
	return `"` + strings.ReplaceAll(name, `"`, `""`) + `"`
}

// oneLine keeps a name on its line.
func oneLine(name string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == 0x2028 || r == 0x2029 {
			return ' '
		}
		return r
	}, name)
}

// number is a tie, as DNA rounds it.
func (n *Network) number(weight float64) string {
	if n.options.Norm == NormNone {
		return strconv.FormatFloat(weight, 'f', 0, 64)
	}
	return strconv.FormatFloat(weight, 'f', 6, 64)
}

// WriteDL writes the matrix as UCINET reads it, in its format fullmatrix.
func (n *Network) WriteDL(w io.Writer) error {
	out := bufio.NewWriter(w)
	if n.TwoMode {
		fmt.Fprintf(out, "dl nr = %d, nc = %d, format = fullmatrix\nrow labels:\n", len(n.Rows), len(n.Columns))
	} else {
		fmt.Fprintf(out, "dl n = %d, format = fullmatrix\nlabels:\n", len(n.Rows))
	}
	label := func(nodes []Node) {
		for _, node := range nodes {
			fmt.Fprintf(out, "\"%s\"\n", strings.NewReplacer(`"`, "", "'", "").Replace(oneLine(node.Name)))
		}
	}
	label(n.Rows)
	if n.TwoMode {
		out.WriteString("col labels:\n")
		label(n.Columns)
	}
	out.WriteString("data:\n")
	for _, row := range n.Weights {
		for _, weight := range row {
			out.WriteString(" " + n.number(weight))
		}
		out.WriteString("\n")
	}
	return out.Flush()
}

const graphHead = `<?xml version="1.0" encoding="utf-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:visone="http://visone.info/xmlns" xmlns:y="http://www.yworks.com/xml/graphml" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns/graphml http://www.yworks.com/xml/schema/graphml/1.0/ygraphml.xsd">
  <key for="node" id="d0" yfiles.type="nodegraphics"/>
  <key for="edge" id="e0" yfiles.type="edgegraphics"/>
  <key for="graph" id="prop" visone.type="properties"/>
  <key id="id" for="node" attr.name="id" attr.type="string"/>
  <key id="name" for="node" attr.name="name" attr.type="string"/>
  <key id="variable" for="node" attr.name="variable" attr.type="string"/>
  <key id="frequency" for="node" attr.name="frequency" attr.type="int"/>
  <key id="weight" for="edge" attr.name="weight" attr.type="double"/>
  <graph edgedefault="undirected" id="DNA" parse.edges="%d" parse.nodes="%d" parse.order="free">
    <data key="prop"><visone:labelAttribute edgeLabel="weight" nodeLabel="name"/></data>
`

const graphNode = `    <node id="n%d">
      <data key="id">%d</data>
      <data key="name">%s</data>
      <data key="variable">%s</data>
      <data key="frequency">%d</data>
      <data key="d0"><visone:shapeNode><y:ShapeNode><y:Geometry height="20.0" width="20.0" x="%.1f" y="%.1f"/><y:Fill color="#FFFFFF" transparent="false"/><y:BorderStyle color="#000000" type="line" width="1.0"/><y:NodeLabel visible="true">%s</y:NodeLabel><y:Shape type="%s"/></y:ShapeNode></visone:shapeNode></data>
    </node>
`

const graphEdge = `    <edge source="n%d" target="n%d">
      <data key="weight">%s</data>
      <data key="e0"><visone:polyLineEdge><y:PolyLineEdge><y:LineStyle color="%s" type="line" width="2.0"/></y:PolyLineEdge></visone:polyLineEdge></data>
    </edge>
`

// WriteGraphML writes the network for visone, as DNA does: each tie once, green
// for agreement, red for none, and the nodes in a circle.
func (n *Network) WriteGraphML(w io.Writer) error {
	out := bufio.NewWriter(w)
	nodes := len(n.Rows)
	if n.TwoMode {
		nodes += len(n.Columns)
	}
	fmt.Fprintf(out, graphHead, n.edges(func(int, int, float64) {}), nodes)
	id := 0
	place := func(all []Node, variable, shape string) {
		for _, node := range all {
			id++
			angle := 2 * math.Pi * float64(id) / float64(nodes)
			name := escaped(node.Name)
			fmt.Fprintf(out, graphNode, id, id, name, variable, node.Count, 400+300*math.Cos(angle), 300+300*math.Sin(angle), name, shape)
		}
	}
	place(n.Rows, "actor", "ellipse")
	if n.TwoMode {
		place(n.Columns, "concept", "roundrectangle")
	}
	n.edges(func(i, j int, weight float64) {
		fmt.Fprintf(out, graphEdge, i, j, strconv.FormatFloat(weight, 'f', -1, 64), n.colour(weight))
	})
	out.WriteString("  </graph>\n</graphml>\n")
	return out.Flush()
}

// edges visits the ties, by the numbers of their nodes, and counts them.
func (n *Network) edges(visit func(i, j int, weight float64)) (count int) {
	for i := range n.Weights {
		for j, weight := range n.Weights[i] {
			if weight == 0 || !n.TwoMode && j <= i {
				continue
			}
			count++
			if n.TwoMode {
				visit(i+1, len(n.Rows)+j+1, weight)
			} else {
				visit(i+1, j+1, weight)
			}
		}
	}
	return count
}

const (
	green = "#00ff00"
	red   = "#ff0000"
	blue  = "#0000ff"
	black = "#000000"
)

func (n *Network) colour(weight float64) string {
	switch t := n.options.Tie; {
	case t == TieCongruence, t == TieSubtract && weight > 0, t == TieCombine && weight == 1:
		return green
	case t == TieConflict, t == TieSubtract, t == TieCombine && weight == 2:
		return red
	case t == TieCombine:
		return blue
	}
	return black
}

// escaped is text as XML holds it; what XML has no room for becomes U+FFFD.
func escaped(s string) string {
	var out strings.Builder
	_ = xml.EscapeText(&out, []byte(s)) // a builder takes all
	return out.String()
}
