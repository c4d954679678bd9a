package ask

import (
	"cmp"
	_ "embed"
	"regexp"
	"strings"

	"parley"
	"parley/internal/table"
)

// A SourceKind says what sort of source a report rests on.
type SourceKind string

const (
	SourceExhibit SourceKind = "exhibit" // a recording, a paper
	SourceMedium  SourceKind = "medium"  // another outlet, or an agency
	SourcePublic  SourceKind = "public"  // the speaker's own public statement
	SourceQuoted  SourceKind = "quoted"  // the speaker's own words, which outlets quote alike at length without saying where from
	SourcePerson  SourceKind = "person"  // whoever passed it on
	SourceOutlet  SourceKind = "outlet"  // the report's own outlet: nothing says where it has it from
)

// SourceKinds lists every kind.
var SourceKinds = []SourceKind{SourceExhibit, SourceMedium, SourcePublic, SourceQuoted, SourcePerson, SourceOutlet}

// A Station is something that a passage rests on, by the words of its report.
type Station struct {
	Kind  SourceKind
	Name  string
	Rule  string // why: "chain: according to"
	Words string // of the report; empty where what its publisher says of it tells

	key string // what makes it the same as another
}

// stations lists what a passage rests on, the outermost first; none where the
// report does not say.
func stations(p *Passage) []Station {
	f, s := p.file, p.Statement
	var all []Station
	for _, hop := range s.Chain {
		all = append(all, f.hop(hop))
	}
	if len(all) == 0 {
		all = outerSpeakers(p)
	}
	if len(all) == 0 {
		if words, ok := f.publicly(s); ok {
			all = append(all, Station{SourcePublic, p.speaker.name, "said in public", words, "public"})
		}
	}
	return all
}

func (f *file) hop(hop parley.Hop) Station {
	words := wordsOf(&f.Report, hop.Cue)
	switch hop.Kind {
	case parley.HopExhibit:
		x := f.exhibits[hop.Exhibit]
		return Station{SourceExhibit, f.exhibitName(x), "chain of hearsay", words, "exhibit " + exhibitFamily(x)}
	case parley.HopMedium:
		name := f.name(hop.Entity)
		return Station{SourceMedium, outletName(name), "chain of hearsay", words, "medium " + outlet(name)}
	}
	return f.person(hop.Entity, words)
}

// person is whoever passed something on: by name, and without one as somebody
// whom the outlet does not name, for those cannot be told apart.
func (f *file) person(id, words string) Station {
	const rule = "chain of hearsay"
	e := f.entities[id]
	if e == nil {
		return Station{SourcePerson, "somebody", rule, words, "unnamed of " + outletStation(&f.Report).key}
	}
	who := speakerOf(e)
	switch {
	case e.Kind == parley.EntityMedium && who.key != "":
		return Station{SourceMedium, outletName(e.Name), rule, words, "medium " + outlet(e.Name)}
	case e.Kind == parley.EntityDocument:
		return Station{SourceExhibit, e.Name, rule, words, "exhibit " + string(parley.ExhibitDocument)}
	case who.key != "":
		return Station{SourcePerson, e.Name, rule, words, "person " + who.block()}
	}
	return Station{SourcePerson, e.Name, rule, words, "unnamed of " + outletStation(&f.Report).key}
}

// outerSpeakers are those in whose words a statement without a chain lies.
func outerSpeakers(p *Passage) []Station {
	outer := p.file.passedOnBy(p.Statement)
	if outer == nil {
		return nil
	}
	var all []Station
	for _, hop := range outer.Chain {
		all = append(all, p.file.hop(hop))
	}
	return append(all, p.file.person(outer.Speaker, wordsOf(&p.Record.Report, outer.Cue)))
}

// exhibitFamily is what makes two exhibits one, where reports rest one claim on
// them: a recording and its transcript are.
func exhibitFamily(x *parley.Exhibit) string {
	if x == nil {
		return ""
	}
	switch x.Kind {
	case parley.ExhibitTranscript, parley.ExhibitVideo:
		return string(parley.ExhibitRecording)
	}
	return string(x.Kind)
}

func (f *file) exhibitName(x *parley.Exhibit) string {
	if x == nil {
		return "exhibit"
	}
	return cmp.Or(f.name(x.Entity), string(x.Kind))
}

//go:embed channels.tsv
var channelTable string

var channels = readChannels(channelTable)

// readChannels maps a kind to its phrases, each as stems between spaces.
func readChannels(file string) map[string][]string {
	out := map[string][]string{}
	for fields := range table.Rows("channels.tsv", file, 2) {
		out[fields[0]] = append(out[fields[0]], stemmed(fields[1]))
	}
	return out
}

func stemmed(phrase string) string {
	var b strings.Builder
	b.WriteString(" ")
	for _, w := range words(phrase) {
		b.WriteString(stem(w.folded) + " ")
	}
	return b.String()
}

// publicly finds the words by which a statement was made in public.
func (f *file) publicly(s *parley.Statement) (words string, ok bool) {
	if s.Channel != (parley.Span{}) {
		words = wordsOf(&f.Report, []parley.Span{s.Channel})
		if hasPhrase(words, "channel") {
			return words, true
		}
	}
	if words = wordsOf(&f.Report, s.Cue); hasPhrase(words, "cue") {
		return words, true
	}
	for _, id := range s.Addressees {
		if words = f.name(id); hasPhrase(words, "audience") {
			return words, true
		}
	}
	return "", false
}

func hasPhrase(text, kind string) bool {
	text = stemmed(text)
	for _, phrase := range channels[kind] {
		if strings.Contains(text, phrase) {
			return true
		}
	}
	return false
}

// dateline is the agency in brackets that many stories open with: HALM (Reuters) -
var dateline = regexp.MustCompile(`\(([\p{L} .-]{2,40})\)\s*(?:[-–—:]|$)`)

// farIntoText is how many bytes of a text may hold its dateline.
const farIntoText = 200

// agency finds the news agency whose story a report is, by its byline or
// dateline.
func agency(report *parley.Report) (Station, bool) {
	for _, part := range strings.FieldsFunc(report.Byline, func(r rune) bool { return strings.ContainsRune(",;/|()", r) }) {
		part = strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(part), "By "))
		if outlets.agencies[outlet(part)] {
			return Station{SourceMedium, outletName(part), "agency in the byline", report.Byline, "medium " + outlet(part)}, true
		}
	}
	for _, line := range strings.SplitN(report.Text[:min(len(report.Text), farIntoText)], "\n", 4) {
		if m := dateline.FindStringSubmatch(line); m != nil && outlets.agencies[outlet(m[1])] {
			return Station{SourceMedium, outletName(m[1]), "agency in the dateline", m[0], "medium " + outlet(m[1])}, true
		}
	}
	return Station{}, false
}

// ownStation is the report's agency or, where none is named, its outlet.
func ownStation(report *parley.Report) Station {
	if s, ok := agency(report); ok && s.key != outletStation(report).key {
		return s
	}
	return outletStation(report)
}

func outletStation(report *parley.Report) Station {
	if report.Publisher == "" {
		return Station{SourceOutlet, reportName(report), "no other source named", "", "report " + report.ID + " " + report.Text[:min(len(report.Text), 40)]}
	}
	return Station{SourceOutlet, outletName(report.Publisher), "no other source named", "", "medium " + outlet(report.Publisher)}
}

// reportName is what to call a report that names no outlet.
func reportName(report *parley.Report) string {
	switch {
	case report.Input != "":
		return report.Input
	case report.Title != "":
		return report.Title
	}
	return report.ID
}
