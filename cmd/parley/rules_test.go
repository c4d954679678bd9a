package main

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"parley"
	"parley/clerk"
	"parley/terms/register"
)

// The crafts of the tests: a reader of two rules, which knows names but no
// pronouns, so that what these tests expect does not move with the weights.
func ruled() crafts {
	return crafts{
		clerk: func(readerOptions) (*clerk.Clerk, error) {
			return &clerk.Clerk{Reader: rules{}, Resolve: resolveNames, Attribute: attributeNames, Deal: touchTerms}, nil
		},
		identify: func(o readerOptions) (string, string, error) {
			return "sha256:rules", cmp.Or(o.kernel, "paper"), nil
		},
	}
}

type rules struct{}

const someone = `[A-Z]\p{L}+(?: [A-Z]\p{L}+)*`

var (
	saying  = regexp.MustCompile(`(` + someone + `|He|She|)\s?\b(said|insists|denied|it was reported) (that [^.”]+)`)
	quoting = regexp.MustCompile(`(“[^”]+”) (` + someone + `|he|she) (said|added)`)
)

func (rules) Read(report *parley.Report) (*parley.Reading, error) {
	if strings.Contains(report.Text, "BREAK") {
		panic("a broken promise")
	}
	reading := &parley.Reading{Report: report, Weights: "sha256:rules"}
	add := func(source, cue, content parley.Span) {
		a := parley.Attribution{Cue: []parley.Span{cue}, Content: []parley.Span{content}, Confidence: 0.9}
		if source.Len() > 0 {
			a.Source = []parley.Span{source}
			form := parley.MentionName
			if slices.Contains([]string{"he", "she"}, strings.ToLower(report.Quote(source))) {
				form = parley.MentionPronoun
			}
			reading.Mentions = append(reading.Mentions, parley.Mention{Span: source, Form: form, Kind: parley.EntityPerson})
		}
		reading.Attributions = append(reading.Attributions, a)
	}
	sayings(report.Text, 0, add)
	for _, m := range quoting.FindAllStringSubmatchIndex(report.Text, -1) {
		add(parley.Span{Start: m[4], End: m[5]}, parley.Span{Start: m[6], End: m[7]}, parley.Span{Start: m[2], End: m[3]})
	}
	slices.SortFunc(reading.Attributions, func(a, b parley.Attribution) int { return a.Cue[0].Compare(b.Cue[0]) })
	slices.SortFunc(reading.Mentions, func(a, b parley.Mention) int { return a.Compare(b.Span) })
	return reading, nil
}

// sayings finds what is said in text, which begins at offset, and what is said
// in that.
func sayings(text string, offset int, add func(source, cue, content parley.Span)) {
	for _, m := range saying.FindAllStringSubmatchIndex(text, -1) {
		at := func(i int) parley.Span { return parley.Span{Start: offset + m[i], End: offset + m[i+1]} }
		add(at(2), at(4), at(6))
		sayings(text[m[6]:m[7]], offset+m[6], add)
	}
}

func resolveNames(reading *parley.Reading) *parley.Cast {
	cast := &parley.Cast{}
	index := map[string]int{}
	for _, m := range reading.Mentions {
		name := reading.Report.Quote(m.Span)
		i, known := index[name]
		if m.Form == parley.MentionPronoun {
			i = -1
		} else if !known {
			i = len(cast.Entities)
			index[name] = i
			cast.Entities = append(cast.Entities, parley.Entity{ID: fmt.Sprintf("e%d", i+1), Name: name, Kind: m.Kind})
		}
		if i >= 0 {
			cast.Entities[i].Mentions = append(cast.Entities[i].Mentions, m)
		}
		cast.ByMention = append(cast.ByMention, i)
	}
	return cast
}

func attributeNames(reading *parley.Reading, cast *parley.Cast) *parley.Account {
	var out []parley.Statement
	for i, a := range reading.Attributions {
		s := parley.Statement{ID: fmt.Sprintf("s%d", i+1), Kind: parley.StatementIndirect,
			Source: a.Source, Cue: a.Cue, Content: a.Content, Confidence: a.Confidence}
		if strings.HasPrefix(reading.Report.Quote(a.Content[0]), "“") {
			s.Kind = parley.StatementDirect
		}
		for j, m := range reading.Mentions {
			if len(a.Source) > 0 && m.Span == a.Source[0] && cast.ByMention[j] >= 0 {
				s.Speaker = cast.Entity(j).ID
			}
		}
		for j, outer := range reading.Attributions[:i] {
			if outer.Holds(a) {
				s.Within = out[j].ID
			}
		}
		out = append(out, s)
	}
	return &parley.Account{Statements: out}
}

// touchTerms finds the terms of a deal, and nothing else of it.
func touchTerms(_ *parley.Reading, _ *parley.Cast, record *parley.Record) *parley.Deal {
	return &parley.Deal{Terms: register.General().Touch(record, nil)}
}
