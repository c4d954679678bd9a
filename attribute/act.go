package attribute

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"

	"parley"
	"parley/internal/table"
)

//go:embed acts.tsv
var actsFile string

// A cueEntry says what a cue does.
type cueEntry struct {
	phrase
	content   []string // one of which the content must begin with; nil for none
	depth     int      // in how many of its words
	act       parley.Act
	open      bool             // the content may decide otherwise
	certainty parley.Certainty // empty where the content's words tell
}

// cueEntries are those of acts.tsv by the stems that they can begin with.
var cueEntries = func() map[string][]*cueEntry {
	all := map[string][]*cueEntry{}
	taken := map[string]string{}
	for fields := range table.Rows("acts.tsv", actsFile, 3) {
		act, open := strings.CutSuffix(fields[0], "?")
		for text := range strings.SplitSeq(fields[2], ",") {
			e := cueEntryOf(text)
			e.act, e.open, e.certainty = parley.Act(known(act)), open, parley.Certainty(known(fields[1]))
			key := fmt.Sprint(e.words, e.content)
			if other := taken[key]; other != "" {
				panic(fmt.Sprintf("attribute: acts.tsv has %q twice: %s, %s", e.text, other, act))
			}
			taken[key] = act
			for _, first := range e.words[0] {
				all[first] = append(all[first], e)
			}
		}
	}
	return all
}()

// cueEntryOf reads a cue: "call for", "decline|refuse > comment|say".
func cueEntryOf(text string) *cueEntry {
	cue, content, ok := strings.Cut(text, ">")
	e := &cueEntry{phrase: phrasesOf(cue)[0]}
	if ok {
		content, deep := strings.CutPrefix(content, ">")
		e.content, e.depth = stems(strings.TrimSpace(content)), 5
		e.text = briefly(cue) + " > " + briefly(content)
		if deep {
			e.depth = beginning
		}
	}
	return e
}

// briefly is a list of alternatives by its first.
func briefly(alternatives string) string {
	first, _, more := strings.Cut(strings.TrimSpace(alternatives), "|")
	if more {
		return first + "|…"
	}
	return first
}

var negations = strings.Fields(`not never no nor neither without hardly`)

// refusals are stems of verbs that deny the act behind them: "declined to
// criticise".
var refusals = stems("decline|refuse|fail|avoid|unable|unwilling|reluctant|hesitate|hesitant|refrain|short")

// A verdict is what the words of a statement say about how it was made.
type verdict struct {
	act       parley.Act
	code      string // of CAMEO
	negated   bool
	certainty parley.Certainty
	hedges    []parley.Span
	reasons   []parley.Reason
}

// isNamedBy reports whether a cue has the act's own name: who "advised" advises.
func isNamedBy(entry *cueEntry, act parley.Act) bool {
	return strings.HasPrefix(entry.text, string(act)) && entry.act == act
}

// unlisted stands for a cue that no table names: mostly an attitude.
var unlisted = cueEntry{act: parley.ActOther}

// judge says what is done by a statement, from its cue and content, and from what the
// reader's network makes of it where acts has that.
func judge(report *parley.Report, source, cues, contents []parley.Span, acts []float32) verdict {
	cue, content := wordsIn(report, cues), wordsIn(report, contents)
	entry, at := find(cue, content)
	if entry == nil {
		entry, at = &unlisted, nil
	}
	v := verdict{act: entry.act}
	by := parley.Reason{Field: "act", Rule: ruleCue, Table: "acts.tsv: " + entry.text}
	for _, i := range at {
		by.Words = append(by.Words, cue[i].Span)
	}
	switch {
	case at == nil:
		by = parley.Reason{Field: "act", Rule: ruleNoTable, Words: cues}
	case isDenied(cue, at) || endsInWithout(report.Text, cues):
		v.act, v.negated = denied(entry.act)
		by.Rule = ruleDenied
	case entry.open:
		if act, key, words := contentAct(content, wordsIn(report, source)); act != "" {
			v.act = act
			by = parley.Reason{Field: "act", Rule: ruleContent, Table: "content.tsv: " + key, Words: words}
		}
	}
	v.negated = v.negated || v.act == parley.ActOther && at != nil && entryStem(cue[at[0]]) == "not"
	v.certain(entry, cue, content, by.Words)
	if !isNamedBy(entry, v.act) {
		v.sense(acts, &by)
	}
	v.reasons = slices.Insert(v.reasons, 0, by)
	v.code = cameo(v.act, slices.Concat(cue, content))
	return v
}

// certain says how sure the content is left: by the acts of which certainty is
// not asked, by the cue, or by hedges.
func (v *verdict) certain(entry *cueEntry, cue, content []word, words []parley.Span) {
	v.certainty = parley.Certain
	by := parley.Reason{Field: "certainty", Rule: "no hedge", Words: words}
	found := hedges(cue, content)
	for _, h := range found {
		v.hedges = append(v.hedges, h.Span)
	}
	sure := func(h hedge) bool { return h.certainty != "" }
	i := slices.IndexFunc(found, sure)
	switch {
	case slices.Contains(unsure, v.act):
		v.certainty, by.Rule = parley.CertaintyUnknown, "a demand or question is neither sure nor unsure"
	case entry.certainty != "" && entry.act == v.act && (i < 0 || entry.certainty != parley.Certain):
		v.certainty, by.Rule, by.Table = entry.certainty, "what the cue says", "acts.tsv: "+entry.text
	case v.negated:
		v.certainty, by.Rule = parley.CertaintyUnknown, "the cue is denied"
	case i >= 0:
		v.certainty, by.Rule, by.Table, by.Words = found[i].certainty, "a hedge", "hedges.tsv: "+found[i].text, []parley.Span{found[i].Span}
	}
	v.reasons = append(v.reasons, by)
}

// unsure are the acts whose content is not presented as so or not.
var unsure = []parley.Act{parley.ActDemand, parley.ActRequest, parley.ActAsk}

// denied is what is done by a denied act, and whether the record calls it denied:
// who does not accept rejects; who does not reject has accepted nothing yet, and who
// does not announce does nothing that has a name.
func denied(act parley.Act) (parley.Act, bool) {
	if act == parley.ActAccept {
		return parley.ActReject, false
	}
	return parley.ActOther, true
}

// endsInWithout reports whether what cues say is not done: "without saying".
func endsInWithout(text string, cues []parley.Span) bool {
	start := parley.Hull(cues).Start
	return lastWord(text[max(0, start-len(" without ")):start]) == "without"
}

// isDenied reports whether a negation or refusal stands in cue before the words at.
func isDenied(cue []word, at []int) bool {
	return slices.ContainsFunc(cue[:at[0]], func(w word) bool {
		return entryStem(w) == "not" || slices.Contains(refusals, w.stem)
	})
}

// wordsIn are the first words of pieces together.
func wordsIn(report *parley.Report, pieces []parley.Span) []word {
	var all []word
	for _, piece := range pieces {
		if len(all) >= maxWords {
			break
		}
		all = append(all, wordsOf(report, piece)...)
	}
	return all
}

// find finds the entry that fits a cue best: the one with the most words, of
// those the last, but of two that ask for words of the content at the same place
// the one whose word comes first: who declined to say whether he had signed did
// not decline to sign. It is nil for none. At are the cue's words that it fits.
func find(cue, content []word) (best *cueEntry, at []int) {
	nearest := 0 // where the content's word of best stands
	for i := range cue {
		for _, e := range cueEntries[entryStem(cue[i])] {
			fit := e.fits(cue, i)
			if fit == nil {
				continue
			}
			first := 0
			if e.content != nil && !isIn(cue[fit[len(fit)-1]+1:], e.content) { // the cue may have it: "declined to say"
				if first = begins(content, e.content, e.depth); first < 0 {
					continue
				}
			}
			if best == nil || e.weight() > best.weight() || e.weight() == best.weight() && (fit[0] != at[0] || first <= nearest) {
				best, at, nearest = e, fit, first
			}
		}
	}
	return best, at
}

func (e *cueEntry) weight() int {
	if e.content != nil {
		return 2*len(e.words) + 1
	}
	return 2 * len(e.words)
}

// entryStem is w as the entries have it: every negation is "not".
func entryStem(w word) string {
	if slices.Contains(negations, w.form) {
		return "not"
	}
	return w.stem
}

// fits are the words of cue that e fits, from the one at i on.
func (e *cueEntry) fits(cue []word, i int) []int {
	at := make([]int, 0, len(e.words))
	for _, alternatives := range e.words {
		for i < len(cue) && !slices.Contains(alternatives, entryStem(cue[i])) && !slices.Contains(alternatives, cue[i].stem) {
			i++
		}
		if i == len(cue) {
			return nil
		}
		at = append(at, i)
		i++
	}
	return at
}

// begins is where one of stems stands in the first words of content, as many as
// depth, -1 for nowhere. One with ^ before it must be the very first, and counts
// as the last, for others say more.
func begins(content []word, stems []string, depth int) int {
	content = content[:min(len(content), depth)]
	at := slices.IndexFunc(content, func(w word) bool { return slices.Contains(stems, w.stem) })
	if at < 0 && len(content) > 0 && slices.Contains(stems, "^"+content[0].stem) {
		return depth
	}
	return at
}

// isIn reports whether one of stems stands in words.
func isIn(words []word, stems []string) bool {
	return slices.ContainsFunc(words, func(w word) bool { return slices.Contains(stems, w.stem) })
}
