// Package proposal finds the plans and texts of a deal that a report speaks of, with
// those of their points that it words.
//
// Where a phrase such as "the plan" stands is told by nouns.tsv; what stands beside
// the noun tells which plan it is, and whether it is one at all: a deal that is only
// hoped for is no text. Phrases that agree in what they tell speak of one proposal,
// and "the plan" alone speaks again of the last that it can mean.
package proposal

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"parley"
)

// Find lists the proposals of a record in the order of their first words, without
// the terms that their points touch; dates are all that its report words.
func Find(record *parley.Record, dates []parley.Date) []parley.Proposal {
	f := newFinder(record, dates)
	for i := range f.lines {
		f.phrases = append(f.phrases, f.phrasesOf(i)...)
	}
	f.of = make([]*text, len(f.phrases))
	for i := range f.phrases {
		f.place(i)
	}
	f.findPronouns()
	f.findOwn()
	texts := slices.DeleteFunc(unique(f.of), func(t *text) bool { return !t.begun || t != f.own && f.isSlight(t) })
	proposals := make([]parley.Proposal, 0, len(texts))
	for i, t := range texts {
		t.id = fmt.Sprintf("d%d", i+1)
	}
	f.texts = texts
	f.quote()
	for _, t := range texts {
		proposals = append(proposals, f.proposal(t))
	}
	if len(proposals) == 0 {
		return nil
	}
	return proposals
}

// unique lists each text once, in the order of the phrases.
func unique(of []*text) []*text {
	seen := map[*text]bool{nil: true}
	var all []*text
	for _, t := range of {
		if !seen[t] {
			seen[t] = true
			all = append(all, t)
		}
	}
	return all
}

// isSlight reports whether of t nothing is told but that it is, once: "an agreement
// was reached".
func (f *finder) isSlight(t *text) bool {
	p := &f.phrases[t.phrases[0]]
	return len(t.phrases) == 1 && !p.tellsWhich() && !p.isNamed && !p.worded && !p.another && !p.isVersion && len(t.by) == 0 && p.status == "" && p.date.Span.Len() == 0 && p.noun.class != "resolution"
}

// proposal is what all phrases of t together tell.
func (f *finder) proposal(t *text) parley.Proposal {
	p := parley.Proposal{ID: t.id, By: t.by, Points: t.points}
	best := f.fullest(t)
	name := f.nameIn(&f.phrases[best])
	p.Name = balanced(f.text[name.Start:name.End])
	p.Reasons = append(p.Reasons, parley.Reason{Field: "name", Rule: t.rule, Table: f.phrases[t.beginning].table, Words: []parley.Span{f.phrases[t.beginning].Span}})
	seen := map[string]bool{fold(p.Name): true}
	for _, i := range t.phrases {
		ph := &f.phrases[i]
		form := balanced(f.text[ph.Start:ph.End])
		if i == best && name.Start > ph.Start && ph.article != "the" && ph.article != "'s" || seen[fold(form)] {
			continue
		}
		seen[fold(form)] = true
		p.Aliases = append(p.Aliases, form)
	}
	for _, ph := range f.places(t) {
		p.Evidence = append(p.Evidence, ph.Span)
	}
	p.Entity = f.entityOf(t)
	if len(t.byWords) > 0 {
		p.Reasons = append(p.Reasons, parley.Reason{Field: "by", Rule: "whose the phrase says it is, or who made it", Words: t.byWords})
	}
	f.date(t, &p)
	f.status(t, &p)
	if t == f.own {
		f.seenInOwn(&p)
	} else {
		f.seen(t, &p)
	}
	f.lineage(t, &p)
	return p
}

// fullest is the phrase of t that says most of it, the first of several.
func (f *finder) fullest(t *text) int {
	weight := func(i int) int {
		p := &f.phrases[i]
		n := 2*len(p.proper) + 2*len(p.kinds) + len(p.years)
		if p.points > 0 {
			n += 8
		}
		if p.isNamed {
			n += 4
		}
		if p.isNamed && p.head == p.from && p.to == p.head+1 {
			n -= 5 // letters alone
		}
		if p.noun.begins == "again" || p.idle {
			n -= 4
		}
		if p.status != "" {
			n++
		}
		return n
	}
	return slices.MaxFunc(t.phrases, func(a, b int) int { return cmp.Or(cmp.Compare(weight(a), weight(b)), cmp.Compare(b, a)) })
}

// balanced leaves out marks of quotation and brackets that a form has one of.
func balanced(form string) string {
	for _, pair := range []string{"()", "[]", "“”", "\"\""} {
		marks := strings.Split(pair, "")
		if len(marks) < 2 {
			continue
		}
		n, m := strings.Count(form, marks[0]), strings.Count(form, marks[len(marks)-1])
		if n != m || marks[0] == marks[1] && n%2 == 1 {
			form = strings.NewReplacer(marks[0], "", marks[len(marks)-1], "").Replace(form)
		}
	}
	return form
}

// nameIn leaves out what a phrase says beside the name: its article, and that it is
// controversial.
func (f *finder) nameIn(p *phrase) parley.Span {
	l := f.lines[p.line]
	first := p.from
	if (p.article == "the" || p.article == "a") && articles[l.words[first].text] != "" {
		first++
	}
	if pronominal[l.words[first].text] && first+1 < p.head {
		first++ // "its trade deal"
	}
	for first < p.head {
		w := l.words[first]
		if _, isDate := f.dateIn(w.Span); isDate && w.genitive {
			first++ // "last week's tax deal"
			continue
		}
		s, known := stages[w.text]
		if pointsOf(w.text) > 0 || isYear(w.text) || w.capital || known && s.name != "known" && s.name != "judged" || w.genitive || p.article == "'s" {
			break
		}
		if _, _, ok := kinds.at(l.words, first); ok {
			break
		}
		if !f.informsFurther(l, first, p.head) {
			break
		}
		first++
	}
	return l.spanOf(first, p.to)
}

// pronominal are the possessives that say whose a text is, and are no part of its name.
var pronominal = setOf(`his her its their our my your`)

// informsFurther reports whether any word from the one behind the first tells which
// the phrase speaks of.
func (f *finder) informsFurther(l line, first, head int) bool {
	for i := first + 1; i < head; i++ {
		if f.informs(l, i) {
			return true
		}
	}
	return false
}

// date is when the text was made or first known, as the phrases tell first.
func (f *finder) date(t *text, p *parley.Proposal) {
	for _, ph := range f.places(t) {
		if d := ph.date; d.Span.Len() > 0 {
			p.Date = d
			p.Reasons = append(p.Reasons, parley.Reason{Field: "date", Rule: "a date beside it", Words: []parley.Span{d.Span}})
			return
		}
	}
}

// status is the furthest that the report says the text has come, and withdrawn if
// it says so at all.
func (f *finder) status(t *text, p *parley.Proposal) {
	furthest := 0
	var reason parley.Reason
	note := func(s parley.ProposalStatus, rule, entry string, words parley.Span) {
		if n := slices.Index(parley.ProposalStatuses, s) + 1; n > furthest {
			furthest, p.Status = n, s
			reason = parley.Reason{Field: "status", Rule: rule, Table: entry, Words: []parley.Span{words}}
		}
	}
	for _, ph := range f.places(t) {
		if ph.status != "" {
			note(ph.status, "a word before the noun", "stages.tsv", ph.Span)
		}
		if ph.noun.singular == "draft" {
			note(parley.ProposalDraft, "the noun", ph.table, ph.Span)
		}
		for _, d := range ph.doings {
			if d.status != "" && !d.supposed {
				note(d.status, "what is done with it", d.entry, d.words)
			}
		}
	}
	toCome := f.isToCome(t)
	for _, i := range t.phrases {
		if ph := &f.phrases[i]; p.Status == "" && ph.noun.singular == "treaty" && ph.isNamed && !ph.another && !ph.idle && !toCome {
			note(parley.ProposalSigned, "a treaty with a name, and no word of a draft", ph.table, ph.Span)
		}
	}
	if p.Status != "" {
		p.Reasons = append(p.Reasons, reason)
	}
}

// isToCome reports whether the report says of a text that it is still talked about:
// "under discussion", "being negotiated".
func (f *finder) isToCome(t *text) bool {
	return slices.ContainsFunc(t.phrases, func(i int) bool {
		p := &f.phrases[i]
		l := f.lines[p.line]
		if p.to+1 >= len(l.words) || l.words[p.to+1].sentence != l.words[p.head].sentence {
			return false
		}
		switch l.words[p.to].text {
		case "under", "being":
			return talking[l.words[p.to+1].text]
		}
		return false
	})
}

var talking = setOf(`discussion negotiation consideration review discussed negotiated considered drafted debated`)
