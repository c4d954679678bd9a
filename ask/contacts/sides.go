package contacts

import (
	"slices"
	"strings"

	"parley"
	"parley/ask"
	"parley/internal/gazetteer"
	"parley/resolve"
)

// A Side is what one of those who took part says of a contact: its readout.
type Side struct {
	Name   string
	Topics []Topic
	key    string
}

// A Topic is what a contact was about, in the words of a side.
type Topic struct {
	Record *parley.Record
	Spans  []parley.Span
	Only   bool // no other side mentions it
	words  []string
}

// Words are the topic's.
func (t *Topic) Words() string { return ask.Words(&t.Record.Report, t.Spans) }

// sides lists what each side says a contact was about, where two or more say
// something: by the statement of somebody who acts for it, or in a report that its
// seat published.
func sides(d *ask.Dossier, tellings []Telling) []Side {
	var all []Side
	takesPart := map[string]bool{}
	for _, t := range tellings {
		for _, w := range t.who {
			takesPart[w.Side] = true
		}
	}
	for _, t := range tellings {
		key, name := teller(d, t)
		if key == "" || !takesPart[key] {
			continue
		}
		i := slices.IndexFunc(all, func(s Side) bool { return s.key == key })
		if i < 0 {
			i = len(all)
			all = append(all, Side{Name: name, key: key})
		}
		for _, span := range t.Contact.Topics {
			all[i].Topics = append(all[i].Topics, Topic{Record: t.Record, Spans: []parley.Span{span}, words: ask.Stems(t.Record.Report.Quote(span))})
		}
	}
	if len(all) < 2 {
		return nil
	}
	markOnly(all)
	return all
}

// markOnly marks the topics that no topic of another side is like: that has half of the
// words of the shorter.
func markOnly(sides []Side) {
	type place struct{ side, topic int }
	with := map[string][]place{} // by word
	for i, s := range sides {
		for k, t := range s.Topics {
			for _, w := range slices.Compact(slices.Sorted(slices.Values(t.words))) {
				with[w] = append(with[w], place{i, k})
			}
		}
	}
	for i := range sides {
		for k := range sides[i].Topics {
			t := &sides[i].Topics[k]
			shared := map[place]int{}
			t.Only = !slices.ContainsFunc(t.words, func(w string) bool {
				return slices.ContainsFunc(with[w], func(o place) bool {
					shared[o]++
					return o.side != i && 2*shared[o] >= min(len(t.words), len(sides[o.side].Topics[o.topic].words))
				})
			})
		}
	}
}

// teller is the side that tells of a contact.
func teller(d *ask.Dossier, t Telling) (key, name string) {
	for i := range t.Record.Statements {
		s := &t.Record.Statements[i]
		if s.ID != t.Contact.Statement || t.Contact.Statement == "" {
			continue
		}
		who, _ := d.Somebody(t.Record, s.Speaker)
		return who.Side, nameOf(who)
	}
	state := gazetteer.SeatOf(strings.TrimPrefix(t.Record.Report.Publisher, "The "))
	if state == "" {
		return "", ""
	}
	return resolve.Key(&parley.Entity{Name: state, Kind: parley.EntityCountry}), state
}

// nameOf is the name of a side: a country's own, else as its key has it.
func nameOf(who ask.Somebody) string {
	if state, is := strings.CutPrefix(who.Side, "country "); is {
		if c := gazetteer.CountryNamed(state); c != nil {
			return c.Name
		}
	}
	if who.For != "" || who.Entity == nil {
		return who.For
	}
	return who.Entity.Name
}
