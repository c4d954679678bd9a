package terms

import (
	"cmp"
	_ "embed"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"parley"
	"parley/internal/table"
)

// settleTerms gives positions on a deal or on talks as such, whose words touch no
// term and no proposal, the term that the report speaks of: the one named last before
// them, where the report names it more than once and none more often. Where these are
// two, it stays open.
func settleTerms(report *parley.Report, deal *parley.Deal) {
	most := 0
	var named []naming
	for i, t := range deal.Terms {
		most = max(most, len(t.Evidence))
		for _, s := range t.Evidence {
			named = append(named, naming{s, i})
		}
	}
	slices.SortStableFunc(named, func(a, b naming) int { return a.Compare(b.Span) })
	for i := range deal.Positions {
		p := &deal.Positions[i]
		if p.Term != "" || p.Proposal != "" || len(p.Evidence) == 0 || !isGeneral(report, p) {
			continue
		}
		at, _ := slices.BinarySearchFunc(named, p.Evidence[0].Start, func(n naming, start int) int { return cmp.Compare(n.Start, start) })
		if at == 0 {
			continue
		}
		last := named[at-1]
		if t := &deal.Terms[last.term]; len(t.Evidence) == most && most > 1 {
			p.Term = t.ID
			p.Reasons = append(p.Reasons, parley.Reason{Field: "term", Rule: "the term that the report names last before it, and most", Table: "about.txt", Words: []parley.Span{last.Span}})
		}
	}
}

// A naming is words that touch a term, by its index.
type naming struct {
	parley.Span
	term int
}

//go:embed about.txt
var aboutFile string

// general is the head of each word of about.txt.
var general = sync.OnceValue(func() map[string]string {
	all := map[string]string{}
	for head, word := range table.Entries("about.txt", aboutFile) {
		all[word] = head
	}
	return all
})

// isGeneral reports whether a position is on a deal, a plan or talks as such.
func isGeneral(report *parley.Report, p *parley.Position) bool {
	words := p.About
	if len(words) == 0 {
		words = p.Evidence
	}
	for _, s := range words {
		all := strings.FieldsFunc(report.Quote(s), func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(".,;:!?“”\"()", r) })
		for i := range all {
			if isNoun(all, i) {
				return true
			}
		}
	}
	return false
}

// isNoun reports whether word i is one of about.txt and no verb: "plans to sail" behind
// whoever plans, "to deal with" it.
func isNoun(words []string, i int) bool {
	head := general()[strings.ToLower(words[i])]
	switch {
	case head == "" || head == "verb behind" || head == "s behind" || head == "deal" && i+1 < len(words) && words[i+1] == "with":
		return false
	case head == "word" || i == 0:
		return true
	}
	before, isS := words[i-1], strings.HasSuffix(words[i], "s")
	if first, _ := utf8.DecodeRuneInString(before); unicode.IsUpper(first) && isS {
		return strings.HasSuffix(before, "’s") || strings.HasSuffix(before, "'s")
	}
	head = general()[strings.ToLower(before)]
	return head != "s behind" && (isS || head != "verb behind")
}
