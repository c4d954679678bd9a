package ledger

import (
	"crypto/sha256"
	"encoding/binary"
	"slices"
	"strconv"
	"strings"

	"parley"
)

// An EntityID stands for an entity of the whole case: a hash of its key, so that
// every store and every case gives it the same. 0 is nobody known.
type EntityID int64

// EntityOf is the id of the entity with that key, as package resolve makes keys;
// 0 for no key.
func EntityOf(key string) EntityID {
	if key == "" {
		return 0
	}
	h := sha256.Sum256([]byte("parley entity\n" + key))
	return EntityID(binary.BigEndian.Uint64(h[:8])>>1 | 1) // neither 0 nor negative
}

// An Index is all that is searched of one report, as of one reading and what
// people decided of it.
type Index struct {
	Day   parley.Day // by which the report is put in order: when it was published; 0 where that is not known
	Words []string   // of the report, as [Words] makes them
	Lines []Line
	Names []Name
	Deal  Deal
}

// A Keyer gives the key under which an entity of a report is known in the
// whole case, empty for one that is not.
type Keyer func(*parley.Entity) string

// IndexRecord makes the index of a report's record, which the reading with that
// entry gave and people's corrections are in ([State.Record]), with what they
// decided of its lines. It is the one way to an index, so that an audit can make
// it again.
func IndexRecord(report, reading int64, record *parley.Record, state *State, key Keyer) *Index {
	index := &Index{Words: Words(record.Report.Text)}
	if first, _, ok := parley.Days(record.Report.Published); ok && first != parley.FirstDay {
		index.Day = first
	}
	ids := map[string]EntityID{}
	for i := range record.Entities {
		e := &record.Entities[i]
		k := state.Key(report, key(e))
		if k == "" {
			continue
		}
		ids[e.ID] = EntityOf(k)
		name := Name{ID: EntityOf(k), Key: k, Name: e.Name, Kind: e.Kind, Words: nameWords(e)}
		if other := state.Named(k); other != "" && k != key(e) {
			name.Name, name.Words = other, once(Words(other))
		}
		index.Names = append(index.Names, name)
	}
	for i := range record.Statements {
		index.Lines = append(index.Lines, lineOf(report, reading, record, &record.Statements[i], state, ids))
	}
	of := indexing{report: report, reading: reading, record: record, state: state, ids: ids}
	index.Deal = of.deal()
	return index
}

// nameWords are the words of e's name and aliases.
func nameWords(e *parley.Entity) []string {
	all := Words(e.Name)
	for _, alias := range e.Aliases {
		all = append(all, Words(alias)...)
	}
	return once(all)
}

// once are words in order, each one time.
func once(words []string) []string {
	slices.Sort(words)
	return slices.Compact(words)
}

// Facets are what can be asked of a report's lines and names, each once, as words
// of letters and digits: bID for who speaks in it, tID for who is told, mID for who
// is named at all, and aACT, cCERTAINTY, sSTATUS, kCLASS n for a line that has
// it, and yYEAR and dYEARMONTH for when one may have been said. A store looks for the reports that have all facets of a question, and at
// their lines then.
func (x *Index) Facets() []string {
	var all []string
	for _, n := range x.Names {
		all = append(all, facetID('m', n.ID))
	}
	for i := range x.Lines {
		l := &x.Lines[i]
		if l.Speaker != 0 {
			all = append(all, facetID('b', l.Speaker))
		}
		for _, a := range l.Addressees {
			all = append(all, facetID('t', a))
		}
		all = append(all, facet('a', l.Act), facet('c', l.Certainty), facet('s', l.Status), facet('k', l.Class))
		if l.Negated {
			all = append(all, "n")
		}
		all = append(all, l.times()...)
	}
	return once(all)
}

// times are the facets of the years and months within which a line was said; of
// one that may be of very many years, or months, the facet y or d.
func (l *Line) times() []string {
	if l.First == 0 && l.Last == 0 {
		return nil
	}
	return append(years(l.First, l.Last), months(l.First, l.Last)...)
}

// mostTimes bounds the years, or months, that are named one by one.
const mostTimes = 36

func years(first, last parley.Day) []string {
	if first == parley.FirstDay || last == parley.LastDay {
		return []string{"y"}
	}
	from, to := first.Time().Year(), last.Time().Year()
	if to-from >= mostTimes {
		return []string{"y"}
	}
	var all []string
	for y := from; y <= to; y++ {
		all = append(all, yearFacet(y))
	}
	return all
}

func months(first, last parley.Day) []string {
	if first == parley.FirstDay || last == parley.LastDay {
		return []string{"d"}
	}
	from, to := monthOf(first), monthOf(last)
	if to-from >= mostTimes {
		return []string{"d"}
	}
	var all []string
	for m := from; m <= to; m++ {
		all = append(all, "d"+strconv.Itoa(m/12)+"x"+strconv.Itoa(m%12+1))
	}
	return all
}

// monthOf counts months.
func monthOf(d parley.Day) int { return d.Time().Year()*12 + int(d.Time().Month()) - 1 }

func yearFacet(y int) string { return "y" + strconv.Itoa(max(y, 0)) }

func facetID(sort byte, id EntityID) string {
	return string(strconv.AppendInt([]byte{sort}, int64(id), 36))
}

// facet is a value of a closed list without its hyphens; of any other, too, only
// small letters are left, and of those as many as a word has.
func facet[T ~string](sort byte, value T) string {
	letters := strings.Map(func(r rune) rune {
		if r < 'a' || r > 'z' {
			return -1
		}
		return r
	}, string(value))
	return string(sort) + letters[:min(len(letters), maxWord-1)]
}
