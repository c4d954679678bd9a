// Package gazetteer holds facts about states and places: what countries, their
// people, capitals and seats are called and coded, the first divisions of
// countries, who claims what is contested, which groups are sides of their own,
// and who was in which government when. It says nothing of who is right.
//
// Tables that end in .tsv are generated from the sources that their headers
// name (see gen); those that end in .txt are written by hand, for an analyst to
// extend.
package gazetteer

//go:generate go run ./gen ../../../shared/data

import (
	"cmp"
	_ "embed"
	"slices"
	"strings"
	"sync"

	"parley/internal/table"
)

// A Country is a state or territory that has a code of its own.
type Country struct {
	Code     string // ISO 3166-1 alpha-3
	Name     string
	GeoNames string
	Wikidata string

	others, demonyms, capitals []string
}

// A Division is a first division of a country, as GeoNames lists it.
type Division struct {
	Name     string
	Country  string // ISO 3166-1 alpha-3
	Code     string // ISO 3166-2, empty where the sources do not agree on one
	GeoNames string // GeoNames' admin1 code: UA.05
}

// A Service is a time for which somebody was a member of a country's government.
type Service struct {
	Country  string // ISO 3166-1 alpha-3
	From, To string // EDTF months; To is empty where the table, of January 2014, knows no end
}

// A Sight is when reports called somebody the holder of a country's office: in
// office at those times, as far as reports are right.
type Sight struct {
	Name, Country, Office string
	First, Last           string // EDTF months
}

var (
	//go:embed officials.tsv
	officialsFile string
	//go:embed countries.tsv
	countriesFile string
	//go:embed divisions.tsv
	divisionsFile string
	//go:embed governments.tsv
	governmentsFile string
	//go:embed demonyms.txt
	demonymsFile string
	//go:embed seats.txt
	seatsFile string
	//go:embed groups.txt
	groupsFile string
	//go:embed contested.txt
	contestedFile string
	//go:embed places.txt
	placesFile string
)

// Tables are read when they are first asked for, each once.
var (
	countries   = sync.OnceValue(readCountries)
	divisions   = sync.OnceValue(readDivisions)
	governments = sync.OnceValue(readGovernments)
	officials   = sync.OnceValue(readOfficials)
	demonyms    = sync.OnceValue(func() map[string]string { return headsOf("demonyms.txt", demonymsFile) })
	seats       = sync.OnceValue(func() map[string]string { return headsOf("seats.txt", seatsFile) })
	groups      = sync.OnceValue(func() map[string]string { return headsOf("groups.txt", groupsFile) })
	contested   = sync.OnceValue(func() map[string]string { return headsOf("contested.txt", contestedFile) })
	places      = sync.OnceValue(func() map[string]string { return headsOf("places.txt", placesFile) })
)

// CountryNamed is the country of that name, in English or in one of five other
// languages; nil where there is none.
func CountryNamed(name string) *Country { return countries().byName[Fold(name)] }

// CountryCoded is the country of an ISO 3166-1 alpha-3 code, or nil.
func CountryCoded(code string) *Country { return countries().byCode[code] }

// CapitalOf is the country whose capital has that name, or nil.
func CapitalOf(city string) *Country {
	if name, ok := places()[Fold(city)]; ok {
		city = name
	}
	return countries().byCapital[Fold(city)]
}

// SideOf is the name of the country or group whose people a word says: Russian,
// Americans, Houthi. Empty where none does, or several could be meant.
func SideOf(demonym string) string {
	key := Fold(demonym)
	for _, form := range []string{key, strings.TrimSuffix(key, "s"), strings.TrimSuffix(key, "es")} {
		if side := demonyms()[form]; side != "" {
			return side
		}
		if c := countries().byDemonym[form]; c != nil {
			return c.Name
		}
	}
	return ""
}

// SeatOf is the name of the country or group whose seat, house or body has that
// name: the White House is the United States'. Empty for others.
func SeatOf(name string) string { return seats()[Fold(name)] }

// Group is the usual name of an organisation, movement or armed group that is a
// side of its own, with the word group behind it or without. Empty for others.
func Group(name string) string {
	key := Fold(name)
	return cmp.Or(groups()[key], groups()[strings.TrimSuffix(key, " group")])
}

// Place is the usual name of a place that reports spell in several ways. Empty
// for others.
func Place(name string) string { return places()[Fold(name)] }

// Claimants are the codes of the states that claim a contested territory, nil
// for what is not contested.
func Claimants(name string) []string {
	codes := contested()[Fold(name)]
	if codes == "" {
		return nil
	}
	return strings.Fields(codes)
}

// Divisions are those of that name, with or without the word for their kind.
func Divisions(name string) []Division {
	key := divisionKey(name)
	if usual := Place(name); usual != "" {
		key = divisionKey(usual)
	}
	return divisions()[key]
}

// Governments are the times for which somebody of that name, first and last, was
// a member of a government.
func Governments(name string) []Service { return governments()[Fold(name)] }

// Officials are all offices under which reports knew somebody, by the name in
// small letters.
func Officials() map[string][]Sight { return officials().byName }

// OfficialCalled are those whom reports called by that office and surname:
// president, and what a report may say alone.
func OfficialCalled(office, surname string) []Sight {
	return officials().byOffice[Fold(office)+" "+Fold(surname)]
}

// headsOf is the head of each entry of a table, entries folded.
func headsOf(name, file string) map[string]string {
	heads := map[string]string{}
	for head, entry := range table.Entries(name, file) {
		heads[Fold(entry)] = head
	}
	return heads
}

type register struct {
	byCode, byName, byDemonym, byCapital map[string]*Country
}

func readCountries() register {
	r := register{map[string]*Country{}, map[string]*Country{}, map[string]*Country{}, map[string]*Country{}}
	// A demonym or capital of several countries is none's.
	add := func(to map[string]*Country, key string, c *Country) {
		if other, taken := to[key]; taken && other != c {
			c = nil
		}
		to[key] = c
	}
	for f := range table.Rows("countries.tsv", countriesFile, 7) {
		list := func(s string) []string { return strings.Split(s, "; ") }
		c := &Country{Code: f[0], Name: f[1], others: list(f[2]), demonyms: list(f[3]), capitals: list(f[4]), GeoNames: f[5], Wikidata: f[6]}
		r.byCode[c.Code] = c
		for _, name := range append(c.others, c.Name) {
			add(r.byName, Fold(name), c)
		}
		for _, demonym := range c.demonyms {
			add(r.byDemonym, Fold(demonym), c)
		}
		for _, capital := range c.capitals {
			add(r.byCapital, Fold(capital), c)
		}
	}
	for _, m := range []map[string]*Country{r.byName, r.byDemonym, r.byCapital} {
		delete(m, "")
	}
	return r
}

// words for kinds of divisions, which reports leave out or translate.
var kinds = strings.Fields(`oblast province region district republic governorate state kray krai city county area autonomous`)

func divisionKey(name string) string {
	all := strings.Fields(Fold(name))
	kept := slices.DeleteFunc(slices.Clone(all), func(w string) bool { return slices.Contains(kinds, w) })
	if len(kept) == 0 {
		kept = all
	}
	return strings.Join(kept, " ")
}

func readDivisions() map[string][]Division {
	all := map[string][]Division{}
	for f := range table.Rows("divisions.tsv", divisionsFile, 4) {
		all[divisionKey(f[0])] = append(all[divisionKey(f[0])], Division{f[0], f[1], f[2], f[3]})
	}
	return all
}

func readGovernments() map[string][]Service {
	all := map[string][]Service{}
	for f := range table.Rows("governments.tsv", governmentsFile, 2) {
		for member := range strings.SplitSeq(f[1], ";") {
			blank := strings.LastIndexByte(member, ' ')
			name, time := member[:blank], member[blank+1:]
			from, to, _ := strings.Cut(time, "-")
			all[name] = append(all[name], Service{f[0], edtf(from), edtf(to)})
		}
	}
	return all
}

type roll struct {
	byName, byOffice map[string][]Sight
}

func readOfficials() roll {
	all := roll{map[string][]Sight{}, map[string][]Sight{}}
	for f := range table.Rows("officials.tsv", officialsFile, 4) {
		first, last, _ := strings.Cut(f[3], "-")
		s := Sight{f[0], f[1], f[2], edtf(first), edtf(last)}
		surname := s.Name[strings.LastIndexByte(s.Name, ' ')+1:]
		all.byName[s.Name] = append(all.byName[s.Name], s)
		all.byOffice[s.Office+" "+surname] = append(all.byOffice[s.Office+" "+surname], s)
	}
	return all
}

// edtf is a month of six digits in EDTF.
func edtf(month string) string {
	if len(month) != 6 {
		return ""
	}
	return month[:4] + "-" + month[4:]
}
