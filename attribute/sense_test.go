package attribute

import (
	"slices"
	"testing"

	"parley"
)

// logits speak for one act alone.
func logits(act parley.Act, much float32) []float32 {
	all := make([]float32, len(parley.Acts))
	all[slices.Index(parley.Acts, act)] = much
	return all
}

func TestJudge_weighs_the_network_beside_the_tables(t *testing.T) {
	const cue, words = "said", "the other side had broken its word"
	report := &parley.Report{Text: cue + " " + words}
	at := func(start, end int) []parley.Span { return []parley.Span{{Start: start, End: end}} }
	judged := func(acts []float32) (parley.Act, parley.Reason) {
		v := judge(report, nil, at(0, len(cue)), at(len(cue)+1, len(report.Text)), acts)
		return v.act, v.reasons[slices.IndexFunc(v.reasons, func(r parley.Reason) bool { return r.Field == "act" })]
	}
	byTable, _ := judged(nil)
	for _, c := range []struct {
		much float32
		want parley.Act
		rule bool // the network's
	}{{.25, byTable, false}, {50, parley.ActThreaten, true}} {
		act, why := judged(logits(parley.ActThreaten, c.much))
		if act != c.want || (why.Rule == byNetwork) != c.rule {
			t.Errorf("by %v the act is %s, %q; want %s", c.much, act, why.Rule, c.want)
		}
	}
}

func TestJudge_leaves_denials_and_plain_words_to_the_tables(t *testing.T) {
	for _, cue := range []string{"did not say", "declined", "did not dispute"} {
		report := &parley.Report{Text: cue + " to comment"}
		cues, content := []parley.Span{{Start: 0, End: len(cue)}}, []parley.Span{{Start: len(cue) + 1, End: len(report.Text)}}
		want := judge(report, nil, cues, content, nil).act
		if got := judge(report, nil, cues, content, logits(parley.ActThreaten, 50)).act; got != want {
			t.Errorf("%q is %s, want %s", cue, got, want)
		}
	}
}
