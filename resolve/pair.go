package resolve

import (
	"fmt"
	"slices"
	"strings"

	"parley"
)

// namePairs names those whom descriptions call "the two leaders", "both presidents" after the
// two people named last together, and "the leaders" after the only two named before. Those
// named after the same two are one, and so are those whose words are the two: Lind and Berg,
// Mr Berg and Ms Lind.
func namePairs(cast *parley.Cast, r *parley.Reading) {
	pairs := map[[2]int]int{} // by the two: the entity
	same := map[int]int{}     // by entity: the one that it is
	for e := range cast.Entities {
		entity := &cast.Entities[e]
		if entity.Kind != parley.EntityGroup || isNamed(entity) || len(entity.Mentions) == 0 {
			continue
		}
		first := entity.Mentions[0]
		a, b := twoJoined(r, first.Span)
		isJoined := a >= 0
		if counted, ok := isPair(r.Report.Quote(first.Span)); ok {
			a, b = twoBefore(cast, r, first.Start, counted)
		}
		if a < 0 || cast.ByMention[a] < 0 || cast.ByMention[b] < 0 || cast.ByMention[a] == cast.ByMention[b] {
			continue
		}
		two := [2]int{min(cast.ByMention[a], cast.ByMention[b]), max(cast.ByMention[a], cast.ByMention[b])}
		if known, ok := pairs[two]; ok {
			same[e] = known
			continue
		}
		pairs[two] = e
		if isJoined {
			continue // it has its name
		}
		one, other := cast.Entity(a), cast.Entity(b)
		entity.Aliases = append([]string{entity.Name}, entity.Aliases...)
		entity.Name = one.Name + " and " + other.Name
		entity.Reasons = append(entity.Reasons, parley.Reason{Field: "name", Rule: rulePair, Words: []parley.Span{r.Mentions[a].Span, r.Mentions[b].Span}})
	}
	if len(same) > 0 {
		join(cast, same)
	}
}

// twoJoined are the two names of which a description consists: Lind and Berg, but not Lind and
// Berg's friends. -1 for none.
func twoJoined(r *parley.Reading, span parley.Span) (a, b int) {
	i := r.MentionAt(span)
	if i < 0 || r.Mentions[i].Form != parley.MentionDescription {
		return -1, -1
	}
	d := describer{r}
	inside := d.namesInside(i)
	if len(inside) != 2 {
		return -1, -1
	}
	a, b = inside[0], inside[1]
	between := words(d.text(r.Mentions[a].End, max(r.Mentions[a].End, r.Mentions[b].Start)))
	rest := slices.Concat(words(d.text(span.Start, r.Mentions[a].Start)), between, words(d.text(r.Mentions[b].End, span.End)))
	isMore := func(w string) bool { return titles[w] == "" && w != "and" && w != "the" && w != "both" }
	if !slices.Contains(between, "and") || slices.ContainsFunc(rest, isMore) {
		return -1, -1
	}
	return a, b
}

// join puts the mentions of entities to those that they are the same as, and numbers anew.
func join(cast *parley.Cast, same map[int]int) {
	number := make([]int, len(cast.Entities)) // by entity: its new number
	var kept []parley.Entity
	for e, entity := range cast.Entities {
		if known, ok := same[e]; ok { // which came before
			number[e] = number[known]
			to := &kept[number[known]]
			to.Mentions = append(to.Mentions, entity.Mentions...)
			slices.SortStableFunc(to.Mentions, func(a, b parley.Mention) int { return a.Compare(b.Span) })
			for _, form := range append([]string{entity.Name}, entity.Aliases...) {
				if !slices.Contains(to.Aliases, form) {
					to.Aliases = append(to.Aliases, form)
				}
			}
			continue
		}
		number[e] = len(kept)
		entity.ID = fmt.Sprintf("e%d", len(kept)+1)
		kept = append(kept, entity)
	}
	for i, e := range cast.ByMention {
		if e >= 0 {
			cast.ByMention[i] = number[e]
		}
	}
	cast.Entities = kept
}

// isPair reports whether a description is of two people, by an office in the plural alone:
// "the two leaders", "the leaders"; counted says whether it tells that they are two.
func isPair(form string) (counted, ok bool) {
	all := words(form)
	if len(all) < 2 || len(all) > 3 {
		return false, false
	}
	last := all[len(all)-1]
	isOffice := last == "men" || strings.HasSuffix(last, "s") && titles[singular(last)] == "office" && singular(last) != last
	switch {
	case len(all) == 2 && all[0] == "both", len(all) == 3 && all[0] == "the" && all[1] == "two":
		return true, isOffice
	}
	return false, len(all) == 2 && all[0] == "the" && (last == "leaders" || last == "presidents")
}

// twoBefore are mentions of two people: where the description counts them, of the last
// paragraph before at that names two, and none between that names more; else of all that is
// not far before. -1 for none.
func twoBefore(cast *parley.Cast, r *parley.Reading, at int, counted bool) (a, b int) {
	const reach = 3000 // bytes
	var named []int    // mentions of different people of one paragraph
	line := -1
	end, _ := slices.BinarySearchFunc(r.Mentions, at, func(m parley.Mention, at int) int { return m.Start - at })
	for i := end - 1; i >= 0 && r.Mentions[i].Start > at-reach; i-- {
		m := r.Mentions[i]
		if m.Form != parley.MentionName || cast.Entity(i) == nil || cast.Entity(i).Kind != parley.EntityPerson {
			continue
		}
		if start := strings.LastIndexByte(r.Report.Text[:m.Start], '\n'); counted && start != line {
			if len(named) == 2 {
				break
			}
			line, named = start, nil
		}
		if !slices.ContainsFunc(named, func(k int) bool { return cast.ByMention[k] == cast.ByMention[i] }) {
			named = append(named, i)
		}
		if len(named) > 2 {
			return -1, -1
		}
	}
	if len(named) != 2 {
		return -1, -1
	}
	return named[1], named[0]
}
