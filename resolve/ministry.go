package resolve

import (
	"slices"
	"strings"

	"parley"
)

// ministries are words for those bodies that go by their names without them too: the
// Treasury Department, the Treasury.
var ministries = []string{"department", "ministry"}

// ministry is which of these words is in the name of an organisation, and the others; none
// where those are a party's name too.
func (n *name) ministry() (ministry, rest string) {
	for _, w := range ministries {
		if n.kind != parley.EntityOrganisation || !slices.Contains(n.words, w) {
			continue
		}
		rest = strings.Join(slices.DeleteFunc(slices.Clone(n.words), func(o string) bool { return o == w || slices.Contains(smallWords, o) }), " ")
		if rest != "" && rest != "labor" && rest != "labour" {
			return w, rest
		}
	}
	return "", ""
}

// knownMinistry is the figure that name i is without a word for a ministry, or that is
// name i without it and no ministry yet, and the rule; -1 for none.
func (n *namer) knownMinistry(i int) (figure int, rule string) {
	name := &n.names[i]
	if ministry, rest := name.ministry(); ministry != "" {
		f, ok := n.byKey["words "+rest]
		if ok && n.figures[f].kind != parley.EntityPerson && !slices.ContainsFunc(n.figures[f].names, func(k int) bool { w, _ := n.names[k].ministry(); return w != "" }) {
			return f, ruleMinistry
		}
		return -1, ""
	}
	if name.kind == parley.EntityOrganisation {
		for _, w := range ministries {
			if f, ok := n.byKey[w+" "+name.joined()]; ok {
				return f, ruleMinistry
			}
		}
	}
	return -1, ""
}
