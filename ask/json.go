package ask

import (
	"encoding/json"
	"slices"
	"unicode/utf8"

	"parley"
)

// Version is the version of what this package prints as JSON, which docs/ask.md
// describes.
//
//	1: reports; groups and claims, contradictions, or a retraction.
const Version = 1

// The types below are what is printed, field for field in the order of
// docs/ask.md. A report is its index in the list of reports.

type jsonAnswer struct {
	Schema  int          `json:"schema"`
	Reports []jsonReport `json:"reports"`

	Groups         *[]jsonGroup         `json:"groups,omitempty"`
	Claims         *[]jsonClaim         `json:"claims,omitempty"`
	Contradictions *[]jsonContradiction `json:"contradictions,omitempty"`
	Retraction     *jsonRetraction      `json:"retraction,omitempty"`
}

type jsonReport struct {
	ID        *string `json:"id"`
	Input     *string `json:"input"`
	Title     *string `json:"title"`
	Publisher *string `json:"publisher"`
	Published *string `json:"published"`
}

type jsonGroup struct {
	Reports []int      `json:"reports"`
	Links   []jsonCopy `json:"links"`
}

type jsonCopy struct {
	A         int     `json:"a"`
	B         int     `json:"b"`
	Share     float64 `json:"share"`
	Identical bool    `json:"identical"`
}

type jsonClaim struct {
	ID        string       `json:"id"`
	Speaker   *string      `json:"speaker"`
	Text      string       `json:"text"`
	Reports   int          `json:"reports"`
	Grade     jsonGrade    `json:"grade"`
	Sources   []jsonSource `json:"sources"`
	Joins     []jsonJoin   `json:"joins"`
	Responses []jsonReply  `json:"responses"`
}

type jsonGrade struct {
	Level Level    `json:"level"`
	Rules []string `json:"rules"`
}

type jsonSource struct {
	Kind     SourceKind    `json:"kind"`
	Name     string        `json:"name"`
	Carriers []jsonCarrier `json:"carriers"`
}

type jsonCarrier struct {
	Report   int           `json:"report"`
	Passages []jsonPassage `json:"passages"`
	Stations []jsonStation `json:"stations"`
	Links    []jsonLink    `json:"links"`
}

type jsonPassage struct {
	Report    int        `json:"report"`
	Statement string     `json:"statement"`
	Speaker   *string    `json:"speaker"`
	Words     []jsonSpan `json:"words"`
}

type jsonSpan struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Text  string `json:"text"`
}

type jsonStation struct {
	Kind SourceKind `json:"kind"`
	Name string     `json:"name"`
	Rule string     `json:"rule"`
	Text *string    `json:"text"`
}

type jsonLink struct {
	Report int     `json:"report"`
	Rule   string  `json:"rule"`
	Text   *string `json:"text"`
}

type jsonJoin struct {
	A     jsonPlace `json:"a"`
	B     jsonPlace `json:"b"`
	Rule  string    `json:"rule"`
	Words []string  `json:"words"`
}

type jsonPlace struct {
	Report    int    `json:"report"`
	Statement string `json:"statement"`
}

type jsonReply struct {
	Report   int                 `json:"report"`
	Response string              `json:"response"`
	By       *string             `json:"by"`
	Kind     parley.ResponseKind `json:"kind"`
	Words    []jsonSpan          `json:"words"`
}

type jsonContradiction struct {
	ID   string            `json:"id"`
	Kind ContradictionKind `json:"kind"`
	Rule string            `json:"rule"`
	On   []string          `json:"on"`
	A    jsonSide          `json:"a"`
	B    jsonSide          `json:"b"`
}

type jsonSide struct {
	Report    int        `json:"report"`
	Statement *string    `json:"statement"`
	Response  *string    `json:"response"`
	By        *string    `json:"by"`
	Words     []jsonSpan `json:"words"`
}

type jsonRetraction struct {
	Source     string     `json:"source"`
	Matched    []string   `json:"matched"`
	Claims     int        `json:"claims"`
	Statements int        `json:"statements"`
	Falls      []jsonFall `json:"falls"`
	Stands     []jsonFall `json:"stands"`
}

type jsonFall struct {
	Speaker *string       `json:"speaker"`
	Text    string        `json:"text"`
	Falls   []jsonCarrier `json:"falls"`
	Remains []jsonCarrier `json:"remains"`
}

// EncodeClaims prints the groups of the dossier and claims, which are some of its
// own, as JSON.
func (d *Dossier) EncodeClaims(claims []Claim) ([]byte, error) {
	e := d.encoder()
	groups, out := []jsonGroup{}, []jsonClaim{}
	for _, g := range d.Groups() {
		one := jsonGroup{Links: []jsonCopy{}}
		for _, r := range g.Reports {
			one.Reports = append(one.Reports, e.index[r])
		}
		for _, l := range g.Links {
			one.Links = append(one.Links, jsonCopy{e.index[l.A], e.index[l.B], rounded(l.Share), l.Identical})
		}
		groups = append(groups, one)
	}
	for i := range claims {
		out = append(out, e.claim(&claims[i]))
	}
	return e.encode(jsonAnswer{Groups: &groups, Claims: &out})
}

// EncodeContradictions prints contradictions of the dossier as JSON.
func (d *Dossier) EncodeContradictions(all []Contradiction) ([]byte, error) {
	e := d.encoder()
	out := []jsonContradiction{}
	for _, c := range all {
		out = append(out, jsonContradiction{c.ID, c.Kind, c.Rule, listed(c.On), e.side(c.A), e.side(c.B)})
	}
	return e.encode(jsonAnswer{Contradictions: &out})
}

// EncodeRetraction prints a retraction from the dossier as JSON.
func (d *Dossier) EncodeRetraction(r *Retraction) ([]byte, error) {
	e := d.encoder()
	out := jsonRetraction{Source: r.Source, Matched: listed(r.Matched), Claims: r.Claims, Statements: r.Statements(), Falls: e.falls(r.Fallen), Stands: e.falls(r.Shaken)}
	return e.encode(jsonAnswer{Retraction: &out})
}

// An answerEncoder knows the index of each report and where its characters are.
type answerEncoder struct {
	dossier *Dossier
	index   map[*parley.Report]int
	points  map[*parley.Report][]int
}

func (d *Dossier) encoder() *answerEncoder {
	e := &answerEncoder{d, map[*parley.Report]int{}, map[*parley.Report][]int{}}
	for i, r := range d.reports {
		e.index[r] = i
	}
	return e
}

func (e *answerEncoder) encode(answer jsonAnswer) ([]byte, error) {
	answer.Schema = Version
	answer.Reports = e.reports()
	return json.Marshal(answer)
}

func (e *answerEncoder) reports() []jsonReport {
	out := []jsonReport{}
	for _, r := range e.dossier.reports {
		out = append(out, jsonReport{orNull(r.ID), orNull(r.Input), orNull(r.Title), orNull(r.Publisher), orNull(r.Published)})
	}
	return out
}

func (e *answerEncoder) claim(c *Claim) jsonClaim {
	out := jsonClaim{ID: c.ID, Speaker: orNull(c.Speaker), Text: c.Words, Reports: c.Reports, Grade: jsonGrade{c.Grade.Level, listed(c.Grade.Rules)},
		Sources: []jsonSource{}, Joins: []jsonJoin{}, Responses: []jsonReply{}}
	for _, s := range c.Sources {
		out.Sources = append(out.Sources, jsonSource{s.Kind, s.Name, e.carriers(s.Carriers)})
	}
	for _, j := range c.Joins {
		out.Joins = append(out.Joins, jsonJoin{e.place(j.A), e.place(j.B), j.Rule, listed(j.Words)})
	}
	for _, a := range c.Responses {
		report := &a.Record.Report
		out.Responses = append(out.Responses, jsonReply{e.index[report], a.Response.ID, orNull(a.By), a.Response.Kind, e.spans(report, a.Response.Evidence)})
	}
	return out
}

func (e *answerEncoder) carriers(carriers []Carrier) []jsonCarrier {
	all := []jsonCarrier{}
	for _, c := range carriers {
		one := jsonCarrier{e.index[&c.Record.Report], []jsonPassage{}, []jsonStation{}, []jsonLink{}}
		for _, p := range c.Passages {
			one.Passages = append(one.Passages, jsonPassage{p.report, p.Statement.ID, orNull(p.speaker.name), e.spans(&p.Record.Report, p.Spans)})
		}
		for _, s := range c.Stations {
			one.Stations = append(one.Stations, jsonStation{s.Kind, s.Name, s.Rule, orNull(s.Words)})
		}
		for _, l := range c.Links {
			one.Links = append(one.Links, jsonLink{e.index[&l.Other.Report], l.Rule, orNull(l.Words)})
		}
		all = append(all, one)
	}
	return all
}

func (e *answerEncoder) falls(falls []Fall) []jsonFall {
	all := []jsonFall{}
	for _, f := range falls {
		all = append(all, jsonFall{orNull(f.Claim.Speaker), f.Claim.Words, e.carriers(f.Falls), e.carriers(f.Remain)})
	}
	return all
}

func (e *answerEncoder) side(s Side) jsonSide {
	report := &s.Record.Report
	out := jsonSide{Report: e.index[report], By: orNull(s.Who)}
	if s.Passage != nil {
		out.Statement, out.Words = orNull(s.Passage.Statement.ID), e.spans(report, s.Passage.Spans)
	} else {
		out.Response, out.Words = orNull(s.Response.ID), e.spans(report, s.Response.Evidence)
	}
	return out
}

func (e *answerEncoder) place(p *Passage) jsonPlace { return jsonPlace{p.report, p.Statement.ID} }

func (e *answerEncoder) spans(report *parley.Report, spans []parley.Span) []jsonSpan {
	all := []jsonSpan{}
	for _, s := range spans {
		all = append(all, jsonSpan{e.point(report, s.Start), e.point(report, s.End), report.Quote(s)})
	}
	return all
}

// pointsEvery is how many bytes lie between two places whose number of
// characters is remembered.
const pointsEvery = 1024

// point is how many characters lie before byte at of a report.
func (e *answerEncoder) point(report *parley.Report, at int) int {
	marks, known := e.points[report]
	if !known {
		n := 0
		for i := 0; i < len(report.Text); i++ {
			if i%pointsEvery == 0 {
				marks = append(marks, n)
			}
			if utf8.RuneStart(report.Text[i]) {
				n++
			}
		}
		e.points[report] = marks
	}
	if len(marks) == 0 {
		return 0
	}
	mark := min(at/pointsEvery, len(marks)-1)
	n := marks[mark]
	for _, b := range []byte(report.Text[mark*pointsEvery : at]) {
		if utf8.RuneStart(b) {
			n++
		}
	}
	return n
}

func orNull(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

func listed(all []string) []string {
	if all == nil {
		return []string{}
	}
	return slices.Clone(all)
}

// rounded keeps four digits of a share.
func rounded(share float64) float64 { return float64(int(share*1e4+0.5)) / 1e4 }
