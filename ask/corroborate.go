package ask

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"parley"
)

// A Claim is what one speaker is said to have said, as several reports or one
// carry it.
type Claim struct {
	ID        string // c1, c2, … within a dossier
	Speaker   string // the fullest name of it that a report uses
	Words     string // as the passage with the most words has it
	Passages  []*Passage
	Joins     []Join // why the passages are one claim; enough to connect it
	Sources   []Source
	Reports   int
	Responses []Answer
	Grade     Grade

	carriers []*carrier
}

// A Source is what reports of a claim rest on in the end. Sources of a claim are
// independent: no two reports of two of them share anything on the way.
type Source struct {
	Kind     SourceKind
	Name     string
	Carriers []Carrier
}

// A Carrier is a report that carries a claim, and why it has the source that it
// has.
type Carrier struct {
	Record   *parley.Record
	Passages []*Passage
	Stations []Station // that it names, the outermost first
	Links    []Link    // to other reports of the source
}

// A Link is why two reports have one source, though neither names it.
type Link struct {
	Other *parley.Record
	Rule  string
	Words string
}

// An Answer is a response to a claim in one of the reports.
type Answer struct {
	Record   *parley.Record
	Response *parley.Response
	By       string
	Words    string // of its evidence
}

// carrier is a Carrier in the making.
type carrier struct {
	Carrier
	report int
	own    Station
	source int     // index into the claim's
	rests  Station // after which that is named
}

// Claims are what the reports say was said, in the order of the dossier: what
// most reports carry first. Those that one report alone carries are among them.
func (d *Dossier) Claims() []Claim {
	nodes, grouped, joins := clusters(d.passages, d.groups)
	var claims []Claim
	for _, group := range grouped {
		c := Claim{}
		for _, i := range group {
			c.Passages = append(c.Passages, nodes[i].members...)
		}
		for _, e := range joins[group[0]] {
			j := Join{nodes[e.a].Passage, nodes[e.b].Passage, e.rule, e.words}
			if j.Rule != ruleQuotation {
				j.Words = j.A.inWords(e.words)
			}
			c.Joins = append(c.Joins, j)
		}
		d.fill(&c)
		claims = append(claims, c)
	}
	slices.SortStableFunc(claims, func(a, b Claim) int {
		return cmp.Or(cmp.Compare(b.Reports, a.Reports), cmp.Compare(a.Passages[0].report, b.Passages[0].report),
			slices.Compare(places(a), places(b)))
	})
	for i := range claims {
		claims[i].ID = fmt.Sprintf("c%d", i+1)
	}
	return claims
}

func places(c Claim) []int {
	var all []int
	for _, p := range c.Passages {
		all = append(all, p.report, parley.Hull(p.Spans).Start, parley.Hull(p.Statement.Cue).Start)
	}
	return all
}

// fill adds to the passages of c what follows from them.
func (d *Dossier) fill(c *Claim) {
	slices.SortStableFunc(c.Passages, func(a, b *Passage) int {
		return cmp.Or(cmp.Compare(a.report, b.report), cmp.Compare(parley.Hull(a.Spans).Start, parley.Hull(b.Spans).Start),
			cmp.Compare(parley.Hull(a.Statement.Cue).Start, parley.Hull(b.Statement.Cue).Start))
	})
	for _, p := range c.Passages {
		if p.speaker.key != "" && len(p.speaker.name) > len(c.Speaker) {
			c.Speaker = p.speaker.name
		}
		if len(p.text) > len(c.Words) {
			c.Words = p.text
		}
	}
	if c.Speaker == "" {
		c.Speaker = c.Passages[0].speaker.name
	}
	c.carriers = d.carry(c.Passages)
	c.Reports = len(c.carriers)
	c.Sources = d.independent(c.carriers)
	c.Responses = answers(c.Passages)
	c.Grade = grade(c)
}

// carry puts passages, which are in the order of the reports, by report.
func (d *Dossier) carry(passages []*Passage) []*carrier {
	var all []*carrier
	for _, p := range passages {
		if len(all) == 0 || all[len(all)-1].report != p.report {
			all = append(all, &carrier{report: p.report, own: ownStation(d.reports[p.report]), Carrier: Carrier{Record: p.Record}})
		}
		c := all[len(all)-1]
		c.Passages = append(c.Passages, p)
		for _, s := range stations(p) {
			if !slices.ContainsFunc(c.Stations, func(o Station) bool { return o.key == s.key }) {
				c.Stations = append(c.Stations, s)
			}
		}
	}
	for _, c := range all {
		// A wire story that an outlet ran is the agency's, whatever it cites.
		if len(c.Stations) == 0 || c.own.Kind == SourceMedium {
			c.Stations = append(c.Stations, c.own)
		}
	}
	return all
}

// independent groups carriers by what they rest on. Each rule can only ever put
// two groups together, so that one report more, which copies another, makes no
// source more.
func (d *Dossier) independent(carriers []*carrier) []Source {
	found := newGroups(len(carriers))
	byKey := map[string]int{}
	for i, c := range carriers {
		for _, s := range c.Stations {
			if first, taken := byKey[s.key]; taken {
				found.join(first, i)
			} else {
				byKey[s.key] = i
			}
		}
	}
	cited := map[string]int{} // by the key of a medium: a carrier that names it
	for i, c := range carriers {
		for _, s := range c.Stations {
			if _, known := cited[s.key]; !known && s.Kind == SourceMedium {
				cited[s.key] = i
			}
		}
	}
	byGroup := map[int]int{}
	for i, c := range carriers {
		if first, ok := cited[outletStation(d.reports[c.report]).key]; ok && first != i {
			found.join(first, i)
			c.Links = append(c.Links, Link{carriers[first].Record, "is cited by", ""})
		}
		group := d.groups.of(c.report)
		if first, taken := byGroup[group]; taken {
			found.join(first, i)
			c.Links = append(c.Links, Link{carriers[first].Record, "copies, or is copied by,", d.copied(carriers[first].report, c.report)})
		} else {
			byGroup[group] = i
		}
	}
	linkWords(carriers, found)
	return d.sources(carriers, found)
}

// copied says how much of two reports of one group is the same.
func (d *Dossier) copied(a, b int) string {
	for _, l := range d.links {
		if l.a == a && l.b == b {
			if l.identical {
				return "the whole text"
			}
			return fmt.Sprintf("%.0f %% of the shorter text", 100*l.share)
		}
	}
	return "by way of other reports"
}

// sources makes a Source of each group of carriers, in their order.
func (d *Dossier) sources(carriers []*carrier, found groups) []Source {
	byGroup := map[int]int{}
	var all []Source
	for i, c := range carriers {
		group := found.of(i)
		k, known := byGroup[group]
		if !known {
			k = len(all)
			byGroup[group] = k
			all = append(all, Source{})
		}
		all[k].Carriers = append(all[k].Carriers, c.Carrier)
	}
	named := make([]Station, len(all))
	for i := range all {
		named[i] = called(all[i].Carriers)
		all[i].Kind, all[i].Name = named[i].Kind, named[i].Name
		if all[i].Kind == SourceOutlet && all[i].isQuoted() && len(all[i].Carriers[0].Passages) > 0 {
			all[i].Kind, all[i].Name = SourceQuoted, all[i].Carriers[0].Passages[0].speaker.name
		}
	}
	for i, c := range carriers {
		c.source = byGroup[found.of(i)]
		c.rests = named[c.source]
	}
	return all
}

// isQuoted reports whether reports of s quote the same words at length.
func (s *Source) isQuoted() bool {
	return slices.ContainsFunc(s.Carriers, func(c Carrier) bool {
		return slices.ContainsFunc(c.Links, func(l Link) bool { return l.Rule == linkLengthy })
	})
}

// called is the station that gives a source its name: of those that its reports
// name the one that most do, and of as many the outermost. An outlet that is only
// the report's own comes last.
func called(carriers []Carrier) Station {
	var all []Station
	count := map[string]int{}
	for _, c := range carriers {
		for _, s := range c.Stations {
			if count[s.key] == 0 {
				all = append(all, s)
			}
			count[s.key]++
		}
	}
	slices.SortStableFunc(all, func(a, b Station) int {
		if x, y := a.Kind == SourceOutlet, b.Kind == SourceOutlet; x != y {
			if x {
				return 1
			}
			return -1
		}
		return cmp.Compare(count[b.key], count[a.key])
	})
	return all[0]
}

const (
	// So many words in a row outside quotation marks are one's who copied the other.
	copiedWords = 10
	// So many quoted ones are of the public statement that another report names.
	publicWords = 8
	// So many come from one text or one occasion, quoted or not.
	lengthyWords = 12
)

// linkWords joins carriers that word the claim alike, and those that quote at
// length what another says was said in public.
func linkWords(carriers []*carrier, found groups) {
	const most = 64 // carriers are held against as many before them
	for i, c := range carriers {
		for j := max(0, i-most); j < i; j++ {
			other := carriers[j]
			rule, words := alikeIn(c, other)
			if rule != "" && found.join(j, i) {
				c.Links = append(c.Links, Link{other.Record, rule, words})
			}
		}
	}
}

// The rules by which the words of two reports show that they have one source.
const (
	linkCopied  = "words it alike, outside quotation marks,"
	linkPublic  = "quotes the same public statement as"
	linkLengthy = "has it at length in the same words as"
)

func alikeIn(a, b *carrier) (rule, words string) {
	public := isPublic(a.Stations) || isPublic(b.Stations)
	for _, p := range a.Passages {
		for _, q := range b.Passages {
			if run := longestRun(p.plain, q.plain); len(run) >= copiedWords {
				return linkCopied, strings.Join(run, " ")
			}
			if run := longestRun(p.quoted, q.quoted); public && len(run) >= publicWords {
				return linkPublic, strings.Join(run, " ")
			}
			if run := longestRun(p.all, q.all); len(run) >= lengthyWords {
				return linkLengthy, strings.Join(run, " ")
			}
		}
	}
	return "", ""
}

func isPublic(stations []Station) bool {
	return slices.ContainsFunc(stations, func(s Station) bool { return s.Kind == SourcePublic })
}

// answers are the responses to the statements of passages, and to the exhibits
// that these rest on.
func answers(passages []*Passage) []Answer {
	var all []Answer
	seen := map[*parley.Response]bool{}
	for _, p := range passages {
		keys := []string{answered(p.Statement.ID, "")}
		for _, hop := range p.Statement.Chain {
			keys = append(keys, answered("", hop.Exhibit))
		}
		for _, key := range keys {
			for _, r := range p.file.responses[key] {
				if !seen[r] {
					seen[r] = true
					all = append(all, Answer{p.Record, r, p.file.name(r.By), wordsOf(&p.Record.Report, r.Evidence)})
				}
			}
		}
	}
	return all
}

// Has reports whether a claim, or the name of its speaker, has all of words, in
// any form; every claim has none.
func (c *Claim) Has(wanted string) bool {
	for _, w := range meaningful(foldedWords(wanted)) {
		found := slices.ContainsFunc(c.Passages, func(p *Passage) bool {
			return slices.Contains(p.stems, w) || slices.Contains(meaningful(foldedWords(p.speaker.name)), w)
		})
		if !found {
			return false
		}
	}
	return true
}
