package eval

import (
	"testing"

	"parley"
)

// Whatever the bytes, reading ends in events or an error, and a gold measured
// against itself is perfect.
func FuzzReadBrat(f *testing.F) {
	f.Add("Ann said he left.", "T1\tSource 0 3\tAnn\nT2\tCue 4 8\tsaid\nT3\tContent 9 11;12 16\the left\nE1\tAttribution:T9 Source:T1 Cue:T2 Content:T3\n")
	f.Add("“…”", "T1\tContent 0 3\t“…”\nE1\tContent:T1\nE2\tContent2:T1\n")
	f.Add("a", "T1\tCue 5 3\nT2\tCue -1 2\nT3\tCue 1\n")
	f.Fuzz(func(t *testing.T, words, ann string) {
		text := NewText([]byte(words))
		events, err := ReadBrat(text, []byte(ann))
		if err != nil {
			return
		}
		for i, c := range CompareSpans(text, events, events).Counts {
			if c.Right != c.Gold || c.Right != c.System {
				t.Errorf("%v of a gold with itself = %v", SpanMeasure(i), c)
			}
		}
		if outer := parley.Outermost(events); len(outer) > len(events) {
			t.Errorf("Outermost(…) made %d of %d", len(outer), len(events))
		}
	})
}

func FuzzReadLabels(f *testing.F) {
	f.Add("Ann said he left.", `{"entities":[],"responses":[],"positions":[],"contacts":[],
		"statements":[{"sentence":"Ann","source":"Ann","cue":"said","content":["he left"],"speaker":"Ann"}]}`)
	f.Add("Ann left.", `{"report":{},"statements":[{"cue":[{"start":4,"end":8,"text":"left"}],"content":[{"start":0,"end":3,"text":"Ann"}]}]}`)
	f.Fuzz(func(t *testing.T, words, data string) {
		labels, err := ReadLabels(NewText([]byte(words)), []byte(data))
		if err != nil {
			return
		}
		tally := CompareRecords(labels, labels)
		if tally.Content.Right != tally.Content.Gold {
			t.Errorf("labels measured against themselves = %+v", tally)
		}
	})
}
