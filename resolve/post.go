package resolve

import (
	"slices"
	"strings"

	"parley"
)

// posts lead the words for a post to one of them: whoever has one is not called by another.
// Leaders, chiefs, directors and advisers are left out, as they may be anything besides.
var posts = postsOf("president", "chancellor", "minister premier pm", "secretary", "senator sen sens", "representative rep reps congressman congresswoman",
	"governor gov", "ambassador", "judge justice", "mayor", "pope", "bishop archbishop", "general gen", "spokesperson spokesman spokeswoman")

func postsOf(all ...string) map[string]string {
	of := map[string]string{}
	for _, line := range all {
		same := strings.Fields(line)
		for _, w := range same {
			of[w] = same[0]
		}
	}
	return of
}

// members are those in a legislature, by their posts; the Norland Republican is one of them.
var members = strings.Fields(`senator representative governor`)

// postOf are the posts under which description i may be meant: "the judge", "the Norland
// senator". None for other descriptions.
func (l *linker) postOf(i int) []string {
	form := l.reading.Report.Quote(l.reading.Mentions[i].Span)
	if !isDefinite(form) || slices.Contains(words(form), "former") {
		return nil
	}
	noun := headNoun(form)
	if post := posts[noun]; post != "" {
		return []string{post}
	}
	isFrom := slices.ContainsFunc(namesIn(form), func(w string) bool { return w != noun })
	if isFrom && slices.Contains([]string{"republican", "democrat", "lawmaker"}, noun) {
		return members
	}
	return nil
}

// byPost is, with the rule that says so, the antecedent of description i, unless the report gives him other posts than
// the one that the words name: then whoever of that post was named last, or is the only one
// named anywhere. The judge is no mayor.
func (l *linker) byPost(i, antecedent int) (to int, rule string) {
	wanted := l.postOf(i)
	if antecedent < 0 || len(wanted) == 0 {
		return antecedent, ruleAntecedent
	}
	root := l.root(antecedent)
	for range memory { // pronouns are linked later
		if before := l.reading.Antecedents[root]; before >= 0 && l.isPronoun(root) {
			root = l.root(before)
		}
	}
	f, isName := l.names.of[root]
	if !isName || l.names.figures[f].kind != parley.EntityPerson {
		return antecedent, ruleAntecedent
	}
	if l.held == nil {
		l.noteHeld()
	}
	if l.holdsAny(f, wanted) {
		return antecedent, ruleAntecedent
	}
	if len(l.held[f]) == 0 { // he may have it, where nobody else does
		if to := l.lastBearer(i); to >= 0 {
			return to, rulePost
		}
		return antecedent, ruleAntecedent
	}
	return l.ofPost(i, wanted), rulePost
}

// ofPost is a name of whoever of some posts was named last before description i, or else of
// the only one named. -1 for none.
func (l *linker) ofPost(i int, wanted []string) int {
	const reach = 3000 // bytes
	mentions := l.reading.Mentions
	for k := i - 1; k >= 0 && mentions[k].Start > mentions[i].Start-reach; k-- {
		if f, isName := l.names.of[k]; isName && l.holdsAny(f, wanted) {
			return k
		}
	}
	holders := l.holders[wanted[0]]
	if len(wanted) > 1 || len(holders) != 1 {
		return -1
	}
	return l.names.names[l.names.figures[holders[0]].names[0]].mention
}

// lastBearer is a name of whoever of several was named last under the office that description i
// is: the prime minister, of two. -1 for none, for other descriptions and in a transcript.
func (l *linker) lastBearer(i int) int {
	const reach = 3000 // bytes
	office, ok := officeOf(l.reading.Report.Quote(l.reading.Mentions[i].Span))
	if !ok || l.isTranscript {
		return -1
	}
	mentions, bearers := l.reading.Mentions, l.bearersOf(office)
	for k := i - 1; k >= 0 && mentions[k].Start > mentions[i].Start-reach; k-- {
		if f, isName := l.names.of[k]; isName && bearers[f] {
			return k
		}
	}
	return -1
}

// bearersOf are the persons that the report names under office anywhere.
func (l *linker) bearersOf(office []string) map[int]bool {
	key := strings.Join(office, " ")
	if known, ok := l.bearers[key]; ok {
		return known
	}
	known := map[int]bool{}
	for i := range l.names.names {
		n := &l.names.names[i]
		if f := l.names.of[n.mention]; len(n.before) > 0 && l.names.figures[f].kind == parley.EntityPerson && n.bearsPost(office) {
			known[f] = true
		}
	}
	l.bearers[key] = known
	return known
}

// bearsPost is bears, by any word for the same post: Gov. for governor.
func (n *name) bearsPost(office []string) bool {
	all := slices.Clone(office)
	for i, w := range all {
		if k := slices.IndexFunc(n.before, func(v string) bool { return posts[w] != "" && posts[v] == posts[w] }); k >= 0 {
			all[i] = n.before[k]
		}
	}
	return n.bears(all)
}

func (l *linker) holdsAny(f int, wanted []string) bool {
	return slices.ContainsFunc(l.held[f], func(post string) bool { return slices.Contains(wanted, post) })
}

// noteHeld notes the posts that the report gives each figure, before its names or behind them.
func (l *linker) noteHeld() {
	l.held, l.holders = map[int][]string{}, map[string][]int{}
	for k := range l.names.names {
		n := &l.names.names[k]
		if n.kind != parley.EntityPerson {
			continue
		}
		f := l.names.of[n.mention]
		for _, w := range slices.Concat(n.before, postsBehind(l.reading.Report.Text[l.reading.Mentions[n.mention].End:])) {
			if post := posts[w]; post != "" && !slices.Contains(l.held[f], post) {
				l.held[f] = append(l.held[f], post)
				l.holders[post] = append(l.holders[post], f)
			}
		}
	}
}

// postsBehind are the words of an office that stands in commas at the head of text: ", the
// minister of health,", but not ", Minister Kai Berg".
func postsBehind(text string) []string {
	const far = 60
	rest, ok := strings.CutPrefix(text[:min(far, len(text))], ", ")
	if !ok {
		return nil
	}
	if end := strings.IndexAny(rest, ",.;:\n"); end >= 0 {
		rest = rest[:end]
	}
	var all []string
	for _, field := range strings.Fields(rest) {
		w := strings.ToLower(field)
		if slices.Contains(prepositions, w) || slices.Contains(relatives, w) {
			break
		}
		if len(all) > 0 && posts[all[len(all)-1]] != "" {
			return nil // its bearer follows, or a verb
		}
		all = append(all, w)
	}
	return all
}
