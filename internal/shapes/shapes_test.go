package shapes

import (
	"slices"
	"testing"
)

func TestDivision_says_how_its_source_draws_it(t *testing.T) {
	for _, c := range []struct{ code, name, country, note string }{
		{"UA-43", "Crimea", "Ukraine", "Crimea: Admin. by Russia, Claimed by Ukraine"},
		{"UA-65", "Kherson", "Ukraine", ""},
		{"GE-AB", "Abkhazia", "Georgia", "Abkhazia: Self admin., Claimed by Georgia"},
		{"MZ-G", "Gaza", "Mozambique", ""},
	} {
		s := Division(c.code)
		if s == nil {
			t.Errorf("Division(%s) = nil", c.code)
			continue
		}
		if s.Name != c.name || s.Country != c.country || s.Note != c.note || !slices.Equal(s.Codes, []string{c.code}) {
			t.Errorf("Division(%s) = %s, %s, %q, %q, want %s, %s, %q", c.code, s.Codes, s.Name, s.Country, s.Note, c.name, c.country, c.note)
		}
	}
	if s := Division("UA-99"); s != nil {
		t.Errorf("Division(UA-99) = %v, want none", s.Name)
	}
}

func TestOutlines_hold_the_places_in_them(t *testing.T) {
	for _, c := range []struct {
		name    string
		shape   *Shape
		in, out Point
	}{
		{"Donetsk", Division("UA-14"), Point{37.8, 48.0}, Point{39.3, 48.57}},
		{"Luhansk", Division("UA-09"), Point{39.3, 48.57}, Point{37.8, 48.0}},
		{"Donbas", Region("the Donbas"), Point{39.3, 48.57}, Point{36.23, 49.99}},
		{"Crimea", Division("UA-43"), Point{34.1, 44.95}, Point{33.52, 44.6}},
		{"the peninsula", Region("Crimean peninsula"), Point{33.6, 44.6}, Point{33.37, 46.63}},
		{"Gaza", Region("Gaza"), Point{34.45, 31.5}, Point{34.78, 32.08}},
		{"West Bank", Region("West Bank"), Point{35.2, 31.9}, Point{34.78, 32.08}},
		{"Golan", Region("Golan Heights"), Point{35.78, 33.05}, Point{35.5, 32.8}},
		{"the TRNC", Region("TRNC"), Point{33.3, 35.3}, Point{33.0, 34.8}},
		{"Nagorno-Karabakh", Region("Nagorny Karabakh"), Point{46.75, 39.82}, Point{45, 40.5}},
		{"Kosovo", Country("XKX"), Point{21.16, 42.66}, Point{20.46, 44.8}},
		{"Italy without San Marino", Country("ITA"), Point{12.5, 41.9}, Point{12.45, 43.94}},
		{"Greenland", Country("GRL"), Point{-40, 72}, Point{-20, 65}},
	} {
		if c.shape == nil {
			t.Errorf("%s has no outline", c.name)
			continue
		}
		if !Within(c.in, c.shape.Polygons) || Within(c.out, c.shape.Polygons) {
			t.Errorf("%s: within %v %v, %v %v, want true and false", c.name, c.in, Within(c.in, c.shape.Polygons), c.out, Within(c.out, c.shape.Polygons))
		}
	}
}

// TestOutlines_are_as_GeoJSON_wants_them holds the laws of RFC 7946, 3.1.6, and
// that borders meet: what divisions enclose is what they enclose together.
func TestOutlines_are_as_GeoJSON_wants_them(t *testing.T) {
	for country, all := range divisions().byCountry {
		sum := 0
		for _, d := range all {
			s := joined(d.name, d)
			if len(s.Polygons) == 0 && d.polygons != "" {
				t.Logf("%s %s is too small to be seen", d.code, d.name)
			}
			sum += enclosed(t, d.code, s.Polygons)
		}
		if together := enclosed(t, country, joined("", all...).Polygons); together != sum {
			t.Errorf("%s: its divisions enclose %d, together %d", country, sum, together)
		}
	}
	for name, a := range areas() {
		enclosed(t, name, a.outline())
	}
	for name, r := range regions() {
		for _, code := range r.codes {
			if Division(code) == nil {
				t.Errorf("regions.txt: %s has a code %s that no division has", name, code)
			}
		}
	}
}

// enclosed is twice what polygons enclose, in squares of the grid.
func enclosed(t *testing.T, name string, polygons []Polygon) (sum int) {
	t.Helper()
	for _, polygon := range polygons {
		for i, ring := range polygon {
			var steps []step
			for _, p := range ring {
				if p[0] < -180 || p[0] > 180 || p[1] < -90 || p[1] > 90 {
					t.Errorf("%s: %v is no place on earth", name, p)
				}
				steps = append(steps, step{round(p[0]), round(p[1])})
			}
			if len(ring) < 4 || ring[0] != ring[len(ring)-1] {
				t.Errorf("%s: a ring of %d points is not closed", name, len(ring))
			}
			if area := twice(steps[:len(steps)-1]); (area > 0) != (i == 0) {
				t.Errorf("%s: ring %d turns the wrong way", name, i)
			} else {
				sum += area
			}
		}
	}
	return sum
}

func FuzzEncodeArc(f *testing.F) {
	f.Add(12.5, 41.9, -180.0, 90.0)
	f.Add(0.0, 0.0, 0.0, 0.0)
	f.Fuzz(func(t *testing.T, a, b, c, d float64) {
		var points []Point
		for _, p := range []Point{{a, b}, {c, d}} {
			if !(p[0] >= -180 && p[0] <= 180 && p[1] >= -90 && p[1] <= 90) {
				return
			}
			points = append(points, p)
		}
		got := decode(EncodeArc(points))
		want := []step{{round(a), round(b)}, {round(c), round(d)}}
		if !slices.Equal(got, want) {
			t.Errorf("decode(EncodeArc(%v)) = %v, want %v", points, got, want)
		}
	})
}
