package audit

import (
	"fmt"
	"strings"
	"testing"

	"parley/ledger"
)

// everything is all that a case answers with.
func everything(t *testing.T, of *ledger.Case) string {
	t.Helper()
	var b strings.Builder
	ctx := t.Context()
	say := func(what string, value any, err error) {
		fmt.Fprintf(&b, "%s %+v %v\n", what, value, err != nil)
	}
	head, err := of.Head(ctx)
	say("head", head, err)
	for e, err := range of.Entries(ctx, 0) {
		say("entry", string(e.Leaf()), err)
		body, err := of.Body(ctx, e.Seq)
		say("body", string(body), err)
		if e.Kind == ledger.KindReport {
			raw, err := of.Raw(ctx, e.Seq)
			say("raw", string(raw), err)
		}
		for l, err := range of.Lines(ctx, e.Seq) {
			say(fmt.Sprint("line as of ", e.Seq), l, err)
		}
	}
	for n, err := range of.Names(ctx, nil) {
		say("name", n, err)
		for _, q := range []ledger.Query{{By: []ledger.EntityID{n.ID}}, {Named: []ledger.EntityID{n.ID}}} {
			for r, err := range of.Reports(ctx, q) {
				say("report", r, err)
			}
		}
	}
	for _, text := range []string{"ferry", "pact", "said", "oda", "xylophone"} {
		m, err := ledger.ParseMatch(text)
		if err != nil {
			t.Fatal(err)
		}
		for asOf := range int64(30) {
			for l, err := range of.Search(ctx, ledger.Query{Words: m, AsOf: asOf}) {
				say(text, l, err)
			}
		}
	}
	return b.String()
}
