package shapes

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
)

// grain is how many steps of the tables' grid make a degree.
const grain = 1000

// EncodeArc writes a line in the characters from ? to ~: longitude and latitude of
// each point in steps of the grid, as differences from the point before, five bits a
// character, the lowest first, the sign in the first bit (the Encoded Polyline
// Algorithm, with longitude first). Points that fall on the one before are left out,
// but of a line that has no other the last.
func EncodeArc(points []Point) string {
	var b strings.Builder
	before, written := [2]int{}, 0
	for i, p := range points {
		at := [2]int{round(p[0]), round(p[1])}
		if written > 0 && at == before && !(written == 1 && i == len(points)-1) {
			continue
		}
		for k := range at {
			encode(&b, at[k]-before[k])
		}
		before = at
		written++
	}
	return b.String()
}

func encode(b *strings.Builder, n int) {
	u := uint(n) << 1
	if n < 0 {
		u = ^u
	}
	for ; u >= 0x20; u >>= 5 {
		b.WriteByte(byte(u&0x1f|0x20) + '?')
	}
	b.WriteByte(byte(u) + '?')
}

// A step is a point of the grid, in steps: corners that two lines share are equal.
type step [2]int

func decode(line string) []step {
	var all []step
	var at step
	axis, u, shift := 0, uint(0), 0
	for i := range len(line) {
		c := line[i] - '?'
		u |= uint(c&0x1f) << shift
		if shift += 5; c >= 0x20 {
			continue
		}
		n := int(u >> 1)
		if u&1 != 0 {
			n = ^n
		}
		at[axis] += n
		if axis, u, shift = 1-axis, 0, 0; axis == 0 {
			all = append(all, at)
		}
	}
	return all
}

func round(degrees float64) int { return int(math.Round(degrees * grain)) }

func (s step) point() Point { return Point{float64(s[0]) / grain, float64(s[1]) / grain} }

// outline are the polygons of an area.
func (a *area) outline() []Polygon {
	var rings [][]step
	for polygon := range strings.SplitSeq(a.polygons, ";") {
		for ring := range strings.SplitSeq(polygon, "/") {
			rings = append(rings, decode(ring))
		}
	}
	return polygons(rings)
}

// dissolve are the polygons that divisions make together: a border that two of them
// share goes, since it is there once in each direction.
func dissolve(lists []string) []Polygon {
	used := map[int]int{}
	var order []int // arcs, with ~ where they are turned round
	for _, list := range lists {
		for name := range strings.FieldsFuncSeq(list, func(r rune) bool { return strings.ContainsRune(";/,", r) }) {
			n, err := strconv.Atoi(strings.TrimPrefix(name, "~"))
			if err != nil || n >= len(arcs()) {
				panic(fmt.Sprintf("shapes: divisions.tsv has an arc %q of %d", name, len(arcs())))
			}
			used[n]++
			if strings.HasPrefix(name, "~") {
				n = ^n
			}
			order = append(order, n)
		}
	}
	var lines [][]step
	for _, n := range order {
		if used[max(n, ^n)] > 1 {
			continue
		}
		line := decode(arcs()[max(n, ^n)])
		if n < 0 {
			slices.Reverse(line)
		}
		lines = append(lines, line)
	}
	return polygons(stitched(lines))
}

// stitched joins lines end to end into rings.
func stitched(lines [][]step) [][]step {
	from := map[step][]int{}
	for i, line := range lines {
		from[line[0]] = append(from[line[0]], i)
	}
	done := make([]bool, len(lines))
	var rings [][]step
	for i := range lines {
		if done[i] {
			continue
		}
		done[i] = true
		ring := slices.Clone(lines[i])
		for ring[0] != ring[len(ring)-1] {
			end := ring[len(ring)-1]
			next := slices.IndexFunc(from[end], func(k int) bool { return !done[k] })
			if next < 0 {
				break // simplified away to nothing; the ring is closed where it stands
			}
			k := from[end][next]
			done[k] = true
			ring = append(ring, lines[k][1:]...)
		}
		rings = append(rings, ring)
	}
	return rings
}

// polygons turns rings into polygons, the largest first: a ring that lies within
// another is a hole of it.
func polygons(rings [][]step) []Polygon {
	rings = slices.DeleteFunc(rings, func(r []step) bool { return twice(r) == 0 })
	slices.SortStableFunc(rings, func(a, b []step) int { return size(b) - size(a) })
	var all []Polygon
	var outer [][]step
	for _, r := range rings {
		r = slices.Compact(r)
		if r[0] != r[len(r)-1] {
			r = append(r, r[0])
		}
		in := slices.IndexFunc(outer, func(o []step) bool { return holds(o, r) })
		if clockwise := twice(r) < 0; clockwise == (in < 0) {
			slices.Reverse(r)
		}
		var points []Point
		for _, s := range r {
			points = append(points, s.point())
		}
		if in >= 0 {
			all[in] = append(all[in], points)
			continue
		}
		outer = append(outer, r)
		all = append(all, Polygon{points})
	}
	return all
}

// twice is twice the signed area of a ring, counterclockwise above 0.
func twice(ring []step) int {
	sum := 0
	for i, a := range ring {
		b := ring[(i+1)%len(ring)]
		sum += a[0]*b[1] - b[0]*a[1]
	}
	return sum
}

func size(ring []step) int { return max(twice(ring), -twice(ring)) }

// holds reports whether the most corners of a ring lie within another; corners may
// lie on its line.
func holds(outer, ring []step) bool {
	low, high := bounds(outer)
	in := 0
	for i, s := range ring {
		if s[0] < low[0] || s[0] > high[0] || s[1] < low[1] || s[1] > high[1] {
			if 2*(in+len(ring)-i-1) <= len(ring) {
				return false
			}
			continue
		}
		if crossings(s.point(), len(outer), func(i int) Point { return outer[i].point() })%2 == 1 {
			in++
		}
	}
	return 2*in > len(ring)
}

func bounds(ring []step) (low, high step) {
	low, high = ring[0], ring[0]
	for _, s := range ring {
		for k := range s {
			low[k], high[k] = min(low[k], s[k]), max(high[k], s[k])
		}
	}
	return low, high
}

// Within reports whether a point lies within polygons and in none of their holes.
func Within[P ~[][]Point](p Point, polygons []P) bool {
	n := 0
	for _, polygon := range polygons {
		for _, ring := range polygon {
			n += crossings(p, len(ring), func(i int) Point { return ring[i] })
		}
	}
	return n%2 == 1
}

// crossings counts the sides of a ring that a ray from p to the east crosses.
func crossings(p Point, n int, corner func(int) Point) (crossed int) {
	for i := range n {
		a, b := corner(i), corner((i+1)%n)
		if (a[1] > p[1]) != (b[1] > p[1]) && p[0] < (b[0]-a[0])*(p[1]-a[1])/(b[1]-a[1])+a[0] {
			crossed++
		}
	}
	return crossed
}
