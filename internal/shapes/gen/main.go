// Command gen writes the generated tables of package shapes. Run it in that
// package's folder, with the folder of the sources:
//
//	go run ./gen ../../../shared/data
//
// The sources are Natural Earth's, which are in the public domain:
//
//   - gazetteer/admin1_natural_earth_10m.topo.json.gz: states and provinces, as a
//     topology: a border that two divisions share is one arc
//   - gazetteer/disputed_areas/ne_10m_admin_0_disputed_areas.json: disputed and
//     breakaway areas, with who administers and who claims them
package main

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"log"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"parley/internal/shapes"
)

// Corners that span less than that with their neighbours are left out, in square
// degrees of the equator.
const leastCorner = 4e-4

func main() {
	log.SetFlags(0)
	log.SetPrefix("gen: ")
	if len(os.Args) != 2 {
		log.Fatal("usage: gen DATA")
	}
	folder := filepath.Join(os.Args[1], "gazetteer")
	var t topology
	read(filepath.Join(folder, "admin1_natural_earth_10m.topo.json.gz"), &t)
	var d collection
	read(filepath.Join(folder, "disputed_areas/ne_10m_admin_0_disputed_areas.json"), &d)
	divisions, arcs := t.divisions(&d)
	write("arcs.txt", "Natural Earth 10m admin-1 (public domain), 2025-11", "one arc a line, as shapes.EncodeArc writes it; its number is that of the line, from 0", arcs)
	write("divisions.tsv", "Natural Earth 10m admin-1 (public domain), 2025-11", "ISO 3166-2, name, the country within which the source draws it, what it notes of disputed areas that cover some of it, polygons of rings of arcs; ~ turns an arc round", divisions)
	write("areas.tsv", "Natural Earth 10m disputed areas (public domain), 2025-11", "name, long name, country within which the source draws it, what the source notes, polygons of rings", d.areas())
}

// A topology is a TopoJSON file.
type topology struct {
	Arcs      [][][2]int
	Transform struct{ Scale, Translate [2]float64 }
	Objects   map[string]struct {
		Geometries []geometry
	}
}

type geometry struct {
	Type       string
	Arcs       json.RawMessage
	Properties struct {
		Name    string `json:"name"`
		Code    string `json:"iso_3166_2"`
		Country string `json:"adm0_a3"`
		Admin   string `json:"admin"`
	}
}

// polygons are lists of rings, those are lists of arcs.
func (g *geometry) polygons() (all [][][]int) {
	if g.Type == "MultiPolygon" {
		must(json.Unmarshal(g.Arcs, &all))
		return all
	}
	var one [][]int
	must(json.Unmarshal(g.Arcs, &one))
	return [][][]int{one}
}

// divisions are the rows of those that have a code, and the arcs that they use.
func (t *topology) divisions(disputed *collection) (rows, arcs []string) {
	number := map[int]int{} // of an arc of the source
	use := func(arc int) string {
		turn := ""
		if arc < 0 {
			turn, arc = "~", ^arc
		}
		if _, known := number[arc]; !known {
			number[arc] = len(arcs)
			arcs = append(arcs, shapes.EncodeArc(t.arc(arc)))
		}
		return fmt.Sprint(turn, number[arc])
	}
	for _, object := range t.Objects {
		slices.SortStableFunc(object.Geometries, func(a, b geometry) int { return cmp.Compare(a.Properties.Code, b.Properties.Code) })
		for _, g := range object.Geometries {
			p := g.Properties
			if p.Code == "" || p.Country == "" || p.Country == "ATA" {
				continue
			}
			var out []string
			for _, polygon := range t.visible(g.polygons()) {
				var rings []string
				for _, ring := range polygon {
					var names []string
					for _, arc := range ring {
						names = append(names, use(arc))
					}
					rings = append(rings, strings.Join(names, ","))
				}
				if len(rings) > 0 {
					out = append(out, strings.Join(rings, "/"))
				}
			}
			rows = append(rows, strings.Join([]string{p.Code, p.Name, p.Country + " " + p.Admin, disputed.notes(t, g.polygons()), strings.Join(out, ";")}, "\t"))
		}
	}
	return rows, arcs
}

// visible puts the largest polygon first, so that something is left of each
// division, and leaves out those too small to be seen.
func (t *topology) visible(polygons [][][]int) [][][]int {
	size := func(p [][]int) float64 { return math.Abs(area(t.ring(p[0]))) }
	slices.SortStableFunc(polygons, func(a, b [][]int) int { return cmp.Compare(size(b), size(a)) })
	kept := polygons[:1]
	for _, p := range polygons[1:] {
		if !t.isTiny(p[0]) {
			kept = append(kept, p)
		}
	}
	return kept
}

// isTiny reports whether a ring encloses less than four corners may, and is an
// island of its own: a ring of several arcs borders on something.
func (t *topology) isTiny(ring []int) bool {
	return len(ring) == 1 && math.Abs(area(t.ring(ring))) < 4*leastCorner
}

func (t *topology) ring(arcs []int) []shapes.Point {
	var all []shapes.Point
	for _, a := range arcs {
		points := t.points(max(a, ^a))
		if a < 0 {
			slices.Reverse(points)
		}
		all = append(all, points...)
	}
	return all
}

// points are those of an arc, in degrees.
func (t *topology) points(arc int) []shapes.Point {
	x, y := 0, 0
	var all []shapes.Point
	for _, d := range t.Arcs[arc] {
		x, y = x+d[0], y+d[1]
		all = append(all, shapes.Point{float64(x)*t.Transform.Scale[0] + t.Transform.Translate[0], float64(y)*t.Transform.Scale[1] + t.Transform.Translate[1]})
	}
	return all
}

func (t *topology) arc(arc int) []shapes.Point { return simplified(t.points(arc)) }

// simplified leaves out corners, the smallest first (Visvalingam and Whyatt
// 1993). Ends stay where they are, and four points of a closed line.
func simplified(points []shapes.Point) []shapes.Point {
	points = slices.Clone(points)
	least := 2
	if points[0] == points[len(points)-1] {
		least = 4
	}
	corner := func(i int) float64 {
		a, b, c := points[i-1], points[i], points[i+1]
		return math.Abs((b[0]-a[0])*(c[1]-a[1])-(c[0]-a[0])*(b[1]-a[1])) / 2 * math.Cos(b[1]*math.Pi/180)
	}
	sizes := make([]float64, len(points))
	for i := 1; i < len(points)-1; i++ {
		sizes[i] = corner(i)
	}
	for len(points) > least {
		smallest := 1
		for i := 2; i < len(points)-1; i++ {
			if sizes[i] < sizes[smallest] {
				smallest = i
			}
		}
		if sizes[smallest] >= leastCorner {
			break
		}
		points = slices.Delete(points, smallest, smallest+1)
		sizes = slices.Delete(sizes, smallest, smallest+1)
		for _, i := range []int{smallest - 1, smallest} {
			if i > 0 && i < len(points)-1 {
				sizes[i] = max(sizes[i], corner(i))
			}
		}
	}
	return points
}

// area is the signed area within a ring, in square degrees of the equator.
func area(ring []shapes.Point) float64 {
	sum := 0.0
	for i, a := range ring {
		b := ring[(i+1)%len(ring)]
		sum += (a[0]*b[1] - b[0]*a[1]) / 2
	}
	return sum * math.Cos(ring[0][1]*math.Pi/180)
}

// A collection is a GeoJSON file.
type collection struct {
	Features []struct {
		Properties struct {
			Name    string `json:"BRK_NAME"`
			Long    string `json:"NAME_LONG"`
			Country string `json:"ADM0_A3"`
			Admin   string `json:"ADMIN"`
			Note    string `json:"NOTE_BRK"`
		}
		Geometry struct {
			Type        string
			Coordinates json.RawMessage
		}
	}
}

// A disputed area with its polygons, the largest first.
type disputed struct {
	name, long, country, note string
	polygons                  [][][]shapes.Point
}

func (c *collection) disputed() []disputed {
	var all []disputed
	for _, f := range c.Features {
		p := f.Properties
		d := disputed{p.Name, p.Long, p.Country + " " + p.Admin, p.Note, nil}
		if f.Geometry.Type == "Polygon" {
			d.polygons = make([][][]shapes.Point, 1)
			must(json.Unmarshal(f.Geometry.Coordinates, &d.polygons[0]))
		} else {
			must(json.Unmarshal(f.Geometry.Coordinates, &d.polygons))
		}
		slices.SortStableFunc(d.polygons, func(a, b [][]shapes.Point) int { return cmp.Compare(math.Abs(area(b[0])), math.Abs(area(a[0]))) })
		if p.Name != "" {
			all = append(all, d)
		}
	}
	slices.SortStableFunc(all, func(a, b disputed) int { return cmp.Compare(a.name, b.name) })
	return all
}

func (c *collection) areas() []string {
	var rows []string
	for _, d := range c.disputed() {
		var out []string
		for i, polygon := range d.polygons {
			var rings []string
			for k, ring := range polygon {
				if (i > 0 || k > 0) && math.Abs(area(ring)) < 4*leastCorner {
					continue
				}
				rings = append(rings, shapes.EncodeArc(simplified(ring)))
			}
			if len(rings) > 0 {
				out = append(out, strings.Join(rings, "/"))
			}
		}
		rows = append(rows, strings.Join([]string{d.name, d.long, d.country, d.note, strings.Join(out, ";")}, "\t"))
	}
	return rows
}

// Of an area, that many rows and columns of points are looked at; it covers some
// of a division if that share of either lies in the other.
const (
	probes = 40
	covers = 0.05
)

// notes are what the source says of the areas that cover some of a division.
func (c *collection) notes(t *topology, division [][][]int) string {
	var within [][][]shapes.Point
	for _, polygon := range division {
		var rings [][]shapes.Point
		for _, ring := range polygon {
			rings = append(rings, t.ring(ring))
		}
		within = append(within, rings)
	}
	var notes []string
	for _, d := range c.disputed() {
		if d.note != "" && (share(d.polygons, within) >= covers || share(within, d.polygons) >= covers) {
			notes = append(notes, d.name+": "+strings.ReplaceAll(d.note, "; ", ", "))
		}
	}
	return strings.Join(notes, "; ")
}

// share is how much of the largest polygon of a lies in b.
func share(a, b [][][]shapes.Point) float64 {
	low, high := a[0][0][0], a[0][0][0]
	for _, p := range a[0][0] {
		for k := range p {
			low[k], high[k] = min(low[k], p[k]), max(high[k], p[k])
		}
	}
	meets := false
	for _, polygon := range b {
		for _, p := range polygon[0] {
			meets = meets || p[0] >= low[0] && p[0] <= high[0] && p[1] >= low[1] && p[1] <= high[1]
		}
	}
	if !meets && !shapes.Within(a[0][0][0], b) {
		return 0
	}
	in, both := 0, 0
	for i := range probes {
		for k := range probes {
			p := shapes.Point{low[0] + (high[0]-low[0])*(float64(i)+.5)/probes, low[1] + (high[1]-low[1])*(float64(k)+.5)/probes}
			if !shapes.Within(p, a[:1]) {
				continue
			}
			in++
			if shapes.Within(p, b) {
				both++
			}
		}
	}
	return float64(both) / float64(max(in, 1))
}

func read(path string, into any) {
	data, err := os.ReadFile(path)
	must(err)
	if strings.HasSuffix(path, ".gz") {
		r, err := gzip.NewReader(bytes.NewReader(data))
		must(err)
		must(json.NewDecoder(r).Decode(into))
		return
	}
	must(json.Unmarshal(data, into))
}

// write writes a table with its header.
func write(name, source, columns string, rows []string) {
	var out bytes.Buffer
	fmt.Fprintf(&out, "# Code generated by internal/shapes/gen; DO NOT EDIT.\n# From %s, simplified.\n# Columns: %s.\n", source, columns)
	for _, row := range rows {
		out.WriteString(row + "\n")
	}
	must(os.WriteFile(name, out.Bytes(), 0o644))
	log.Printf("%s: %d rows, %d bytes", name, len(rows), out.Len())
}

func must(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
