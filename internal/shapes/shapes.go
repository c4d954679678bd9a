// Package shapes holds the outlines of the first divisions of states, and of areas
// that are disputed, small enough to be built in. It draws what its source draws:
// whose a territory is cannot be told from it, and each outline says within which
// state the source has it.
//
// The tables are generated from Natural Earth (see gen); regions.txt and names.txt are
// written by hand, for an analyst to extend.
package shapes

//go:generate go run ./gen ../../../shared/data

import (
	"cmp"
	_ "embed"
	"maps"
	"slices"
	"strings"
	"sync"

	"parley/internal/gazetteer"
	"parley/internal/table"
)

// Source is what the outlines are taken from, to be said wherever one is shown.
const Source = "Natural Earth 1:10m, admin-1 and disputed areas (public domain), simplified"

// A Point is a longitude and a latitude, in degrees of WGS 84.
type Point [2]float64

// A Polygon is an outer ring, counterclockwise, and its holes, clockwise; the last
// point of a ring is its first (RFC 7946).
type Polygon [][]Point

// A Shape is the outline of a territory, and how its source sees it.
type Shape struct {
	Codes    []string // ISO 3166-2 of the divisions that it is made of; none of a disputed area
	Name     string   // as the source has it
	Country  string   // within which the source draws it, by its name; several are parted by commas
	Note     string   // what the source says of who holds and who claims it; empty where it says nothing
	Polygons []Polygon
}

var (
	//go:embed arcs.txt
	arcsFile string
	//go:embed divisions.tsv
	divisionsFile string
	//go:embed areas.tsv
	areasFile string
	//go:embed regions.txt
	regionsFile string
	//go:embed names.txt
	namesFile string
)

// A division is a row of divisions.tsv.
type division struct {
	code, name, country, admin string
	notes                      []string
	polygons                   string
}

// An area is a row of areas.tsv.
type area struct {
	name, admin, note string
	polygons          string
}

// Tables are read when they are first asked for, each once.
var (
	arcs      = sync.OnceValue(readArcs)
	divisions = sync.OnceValue(readDivisions)
	areas     = sync.OnceValue(readAreas)
	regions   = sync.OnceValue(readRegions)
)

// Division is the outline of an ISO 3166-2 code; nil where there is none.
func Division(code string) *Shape {
	d := divisions().byCode[code]
	if d == nil {
		return nil
	}
	return joined(d.name, d)
}

// Country is the outline of all divisions that the source draws within the country
// of an ISO 3166-1 alpha-3 code; nil where there are none.
func Country(code string) *Shape {
	all := divisions().byCountry[cmp.Or(otherCodes[code], code)]
	if len(all) == 0 {
		return nil
	}
	return joined(all[0].admin, all...)
}

// otherCodes are those of the source where it does not use ISO's.
var otherCodes = map[string]string{"XKX": "KOS", "SSD": "SDS", "ESH": "SAH"}

// Region is the outline of what goes by a name without being a division: a region
// of several divisions that regions.txt lists (the Donbas), or an area that the
// source has as disputed. Nil where there is none.
func Region(name string) *Shape {
	key := gazetteer.Fold(strings.TrimPrefix(name, "the "))
	if r, ok := regions()[key]; ok {
		var all []*division
		for _, code := range r.codes {
			all = append(all, divisions().byCode[code])
		}
		return joined(r.name, all...)
	}
	a := areas()[key]
	if a == nil {
		return nil
	}
	return &Shape{Name: a.name, Country: a.admin, Note: a.note, Polygons: a.outline()}
}

// joined is the outline of several divisions, without the borders between them.
func joined(name string, all ...*division) *Shape {
	s := &Shape{Name: name}
	var countries, notes []string
	var lists []string
	for _, d := range all {
		s.Codes = append(s.Codes, d.code)
		countries = append(countries, d.admin)
		lists = append(lists, d.polygons)
		notes = append(notes, d.notes...)
	}
	s.Country, s.Note = distinct(countries, ", "), distinct(notes, "; ")
	s.Polygons = dissolve(lists)
	return s
}

func distinct(all []string, between string) string {
	slices.Sort(all)
	return strings.Join(slices.Compact(all), between)
}

type register struct {
	byCode    map[string]*division
	byCountry map[string][]*division
}

func readArcs() []string {
	var all []string
	for f := range table.Rows("arcs.txt", arcsFile, 1) {
		all = append(all, f[0])
	}
	return all
}

func readDivisions() register {
	t := register{map[string]*division{}, map[string][]*division{}}
	for f := range table.Rows("divisions.tsv", divisionsFile, 5) {
		country, admin, _ := strings.Cut(f[2], " ")
		d := &division{f[0], f[1], country, admin, nil, f[4]}
		if f[3] != "" {
			d.notes = strings.Split(f[3], "; ")
		}
		t.byCode[d.code] = d
		t.byCountry[country] = append(t.byCountry[country], d)
	}
	return t
}

func readAreas() map[string]*area {
	all := map[string]*area{}
	for f := range table.Rows("areas.tsv", areasFile, 5) {
		_, admin, _ := strings.Cut(f[2], " ")
		if key := gazetteer.Fold(f[0]); all[key] == nil {
			all[key] = &area{f[0], admin, f[3], f[4]}
		}
	}
	for name, form := range table.Entries("names.txt", namesFile) {
		a := all[gazetteer.Fold(name)]
		if a == nil {
			panic("shapes: names.txt has an area " + name + " that areas.tsv has not")
		}
		all[gazetteer.Fold(form)] = a
	}
	return all
}

type region struct {
	name  string
	codes []string
}

// readRegions reads lines "codes: form, form"; the first form is the name.
func readRegions() map[string]region {
	all := map[string]region{}
	names := map[string]string{}
	for codes, form := range table.Entries("regions.txt", regionsFile) {
		names[codes] = cmp.Or(names[codes], form)
		all[gazetteer.Fold(form)] = region{names[codes], strings.Fields(codes)}
	}
	return all
}

// DivisionsOf lists the divisions whose ISO 3166-2 codes begin with that of a state,
// such as UA, in the order of their codes.
func DivisionsOf(state string) []*Shape {
	var all []*Shape
	for _, code := range slices.Sorted(maps.Keys(divisions().byCode)) {
		if strings.HasPrefix(code, state+"-") {
			all = append(all, Division(code))
		}
	}
	return all
}
