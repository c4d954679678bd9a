package desk

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"parley/ask/atlas"
	"parley/internal/shapes"
)

// A drawing is claims on territory as an SVG image: outlines in an equirectangular
// projection whose standard parallel is the middle of what is drawn.
type drawing struct {
	Width, Height int
	Land          []outline // of the states around, without a claim
	Claims        []outline
}

type outline struct {
	Class, Title, Path string
	X, Y               int    // where its name stands
	Name               string // beside it
}

const (
	drawnWidth = 1000 // units of the image
	mostHeight = 800
	margin     = 0.08 // of the width of what is drawn, around it
)

// patterns are the classes that claims are drawn in, by what is to become of the
// land; the style sheet has a hatching and a colour for each.
var patterns = []struct{ class, in string }{
	{"ceded", "ceded annexed swap exchanged transfer"}, {"recognised", "recogni"}, {"demilitarised", "demilitaris buffer"}, {"withdrawn", "withdraw leave return"},
}

func claimClass(c *atlas.Claim) string {
	says := strings.ToLower(c.Issue + " " + c.Option)
	for _, p := range patterns {
		for word := range strings.FieldsSeq(p.in) {
			if strings.Contains(says, word) {
				return p.class
			}
		}
	}
	return "other"
}

// draw draws claims, and the divisions of the states that they lie in around them, in
// a frame that holds all of another list.
func draw(claims, frame []atlas.Claim) drawing {
	box := newBox()
	var states []string
	for i := range frame {
		s := frame[i].Shape
		if s == nil {
			continue
		}
		box.hold(s.Polygons)
		for _, code := range s.Codes {
			if state, _, ok := strings.Cut(code, "-"); ok && !slices.Contains(states, state) {
				states = append(states, state)
			}
		}
	}
	if box.isEmpty() {
		return drawing{}
	}
	p := box.project()
	d := drawing{Width: drawnWidth, Height: p.height}
	drawn := map[string]bool{}
	for i := range claims {
		c := &claims[i]
		if c.Shape == nil {
			continue
		}
		title := c.Title()
		if c.Shape.Country != "" {
			title += "; the base map draws it within " + c.Shape.Country
		}
		o := outline{Class: claimClass(c), Title: title, Path: p.path(c.Shape.Polygons)}
		if !drawn[c.Place] {
			drawn[c.Place] = true
			o.Name = c.Place
			o.X, o.Y = p.middle(c.Shape.Polygons)
		}
		d.Claims = append(d.Claims, o)
	}
	for _, state := range states {
		for _, s := range shapes.DivisionsOf(state) {
			d.Land = append(d.Land, outline{Title: s.Name, Path: p.path(s.Polygons)})
		}
	}
	return d
}

// A box is the degrees that hold what is drawn.
type box struct{ west, south, east, north float64 }

func newBox() *box { return &box{math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)} }

func (b *box) isEmpty() bool { return b.west > b.east }

func (b *box) hold(polygons []shapes.Polygon) {
	for _, polygon := range polygons {
		for _, ring := range polygon {
			for _, pt := range ring {
				b.west, b.east = min(b.west, pt[0]), max(b.east, pt[0])
				b.south, b.north = min(b.south, pt[1]), max(b.north, pt[1])
			}
		}
	}
}

// A projection takes degrees to units of the image.
type projection struct {
	west, north, x, y float64
	height            int
}

func (b *box) project() projection {
	aside := max((b.east-b.west)*margin, (b.north-b.south)*margin, 0.2)
	west, east, south, north := b.west-aside, b.east+aside, b.south-aside, b.north+aside
	narrower := math.Cos((south + north) / 2 * math.Pi / 180)
	x := drawnWidth / (east - west)
	y := x / narrower
	if (north-south)*y > mostHeight { // too high: as wide as it then is
		y = mostHeight / (north - south)
		x = y * narrower
		west -= (drawnWidth/x - (east - west)) / 2
	}
	return projection{west, north, x, y, int(math.Ceil((north - south) * y))}
}

func (p projection) at(pt shapes.Point) (x, y float64) {
	return (pt[0] - p.west) * p.x, (p.north - pt[1]) * p.y
}

// path is the data of an SVG path.
func (p projection) path(polygons []shapes.Polygon) string {
	var b strings.Builder
	for _, polygon := range polygons {
		for _, ring := range polygon {
			for i, pt := range ring {
				x, y := p.at(pt)
				fmt.Fprintf(&b, "%c%.1f %.1f", "ML"[min(i, 1)], x, y)
			}
			b.WriteByte('Z')
		}
	}
	return b.String()
}

// middle is where the name of a territory stands: in the middle of its largest
// ring's corners.
func (p projection) middle(polygons []shapes.Polygon) (int, int) {
	var largest []shapes.Point
	for _, polygon := range polygons {
		if len(polygon) > 0 && len(polygon[0]) > len(largest) {
			largest = polygon[0]
		}
	}
	b := newBox()
	b.hold([]shapes.Polygon{{largest}})
	x, y := p.at(shapes.Point{(b.west + b.east) / 2, (b.south + b.north) / 2})
	return int(x), int(y)
}
