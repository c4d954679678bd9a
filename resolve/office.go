package resolve

import (
	"slices"
	"strings"

	"parley"
	"parley/internal/gazetteer"
)

// Words that make an office another's: the vice president is not the president.
var lesser = strings.Fields(`vice deputy prime assistant former acting`)

// bearerOf is a name of the one person, of those named before description i,
// who stood under the office that it is: the senator, the French president. -1
// for other descriptions, and where nobody or several bear it. In a transcript,
// THE PRESIDENT is the one of whoever wrote it, whom it need not name.
func (l *linker) bearerOf(i int) int {
	office, ok := officeOf(l.reading.Report.Quote(l.reading.Mentions[i].Span))
	if !ok || l.isTranscript && !slices.ContainsFunc(office, func(w string) bool { return titles[w] != "office" }) {
		return -1
	}
	return l.only("office "+strings.Join(office, " "), i, func(n *name) bool {
		return n.kind == parley.EntityPerson && n.bears(office)
	})
}

// soleBearerOf is a name of the one person of the whole report who stood under the office that
// description i is without an article, as headlines have it: Pope, the Halm mayor. -1 for
// other descriptions, and where nobody or several bear it.
func (l *linker) soleBearerOf(i int) int {
	m := l.reading.Mentions[i]
	all := words(l.reading.Report.Quote(m.Span))
	if len(all) == 0 || len(all) > 2 || l.isTranscript {
		return -1
	}
	office := all[len(all)-1]
	isOffice := titles[office] == "office" || slices.Contains(regnal, office) || office == "queen"
	ofTown := slices.Contains([]string{"mayor", "governor"}, office) && !strings.Contains(l.reading.Report.Text[:m.Start], "\n")
	if !isOffice || len(all) == 2 && !ofTown {
		return -1
	}
	return l.only("any "+office, len(l.reading.Mentions), func(n *name) bool {
		return n.kind == parley.EntityPerson && n.bears([]string{office})
	})
}

// knownBearerOf is, where nobody stood under the office that description i is, a name of
// the one person named before it whom other reports of its time know as a head of state
// or government under that office. -1 for none.
func (l *linker) knownBearerOf(i int) int {
	office, ok := officeOf(l.reading.Report.Quote(l.reading.Mentions[i].Span))
	title := strings.Join(office, " ")
	if !ok || l.isTranscript || !slices.Contains(heads, title) || slices.ContainsFunc(l.names.names, func(n name) bool { return n.bears(office) }) {
		return -1
	}
	date := dateOf(l.reading)
	return l.only("known "+title, i, func(n *name) bool {
		if n.kind != parley.EntityPerson {
			return false
		}
		full := l.names.names[l.names.figures[l.names.of[n.mention]].names[0]].joined()
		all := gazetteer.OfficialCalled(title, full)
		if strings.Contains(full, " ") {
			all = officials()[keyOf(full, parley.EntityPerson)]
		}
		return slices.ContainsFunc(all, func(s gazetteer.Sight) bool { return s.Office == title && holds(s.First, s.Last, date) })
	})
}

// A search looks through the names for the one figure that is meant, and goes on
// from where it stopped for an earlier mention.
type search struct {
	next  int // an index into namer.names
	found int // a mention, -1 for none
	many  bool
}

// only is the last name before mention i of the one figure named so far that is
// meant, -1 for none or several. Key tells searches apart; i may only grow.
func (l *linker) only(key string, i int, meant func(*name) bool) int {
	s := l.searches[key]
	if s == nil {
		s = &search{found: -1}
		l.searches[key] = s
	}
	for all := l.names.names; s.next < len(all) && all[s.next].mention < i && !s.many; s.next++ {
		n := &all[s.next]
		if meant(n) {
			s.many = s.found >= 0 && l.names.of[s.found] != l.names.of[n.mention]
			s.found = n.mention
		}
	}
	if s.many {
		return -1
	}
	return s.found
}

// officeOf are the words of "the" and an office alone, with a nation or none.
func officeOf(form string) (office []string, ok bool) {
	all := words(form)
	if len(all) < 2 || all[0] != "the" {
		return nil, false
	}
	all = all[1:]
	if len(all) == 1 && all[0] == "pm" {
		return []string{"prime", "minister"}, true
	}
	for k, w := range all {
		if titles[w] != "office" && !(k == 0 && len(all) > 1) {
			return nil, false
		}
	}
	return all, true
}

// bears reports whether n stood under office and no other of its kind.
func (n *name) bears(office []string) bool {
	for _, w := range office {
		if !slices.Contains(n.before, w) {
			return false
		}
	}
	return !slices.ContainsFunc(lesser, func(w string) bool {
		return slices.Contains(n.before, w) && !slices.Contains(office, w)
	})
}

// outlet is a name of the one medium named before description i, if i is of one:
// the newspaper, the news service. The press and the media are no one outlet.
func (l *linker) outlet(i int) int {
	form := l.reading.Report.Quote(l.reading.Mentions[i].Span)
	all := words(form)
	if len(all) == 3 && all[1] == "news" && slices.Contains([]string{"service", "agency", "outlet", "organisation", "organization", "site"}, all[2]) {
		all = all[:2]
	} else if len(all) == 2 && slices.Contains([]string{"press", "media", "news"}, all[1]) {
		return -1
	}
	if len(all) != 2 || all[0] != "the" || nouns[all[1]] != string(parley.EntityMedium) {
		return -1
	}
	return l.only("outlet", i, func(n *name) bool { return n.kind == parley.EntityMedium })
}
