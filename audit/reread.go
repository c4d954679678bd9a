package audit

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"parley"
	"parley/ledger"
)

// reread has a report read anew and holds the record in hand against that.
func (a *auditor) reread(e ledger.Entry, filed *parley.Record) {
	if a.Reread == nil || e.Author.Kind != ledger.AuthorWeights {
		return
	}
	anew, err := a.Reread(a.ctx, filed)
	switch {
	case err != nil:
		if a.ctx.Err() == nil {
			a.found(Finding{Kind: KindReread, Entry: e.Seq, Of: e.Of, Found: "it could not be read anew: " + why(err)})
		}
		return
	case anew == nil:
		a.Tally.Unread++
		return
	}
	a.Tally.Reread++
	if Same(filed, anew) {
		return
	}
	have, want := partsOf(filed), partsOf(anew)
	told := false
	for _, line := range slices.SortedFunc(maps.Keys(merged(have, want)), byNumber) {
		if !bytes.Equal(have[line], want[line]) {
			told = true
			a.found(Finding{Kind: KindReread, Entry: e.Seq, Of: ledger.Address{Report: e.Of.Report, Line: line}, Found: "filed is " + otherFields(have[line], want[line]), Want: "the same weights read " + otherFields(want[line], have[line])})
		}
	}
	if !told {
		a.found(Finding{Kind: KindReread, Entry: e.Seq, Of: e.Of, Found: "the same weights give another record, in the order of its lines or what stands beside them"})
	}
}

// Same reports whether two readings of a report say the same. What they warn of
// came with the report.
func Same(filed, anew *parley.Record) bool {
	other := *anew
	other.Warnings = filed.Warnings
	first, firstErr := ledger.EncodeReading(filed)
	second, secondErr := ledger.EncodeReading(&other)
	return firstErr == nil && secondErr == nil && bytes.Equal(first, second)
}

// partsOf are the lines of a record by id, as JSON.
func partsOf(r *parley.Record) map[string]json.RawMessage {
	all := map[string]json.RawMessage{}
	put := func(id string, line any) {
		if text, err := json.Marshal(line); err == nil {
			all[id] = text
		}
	}
	for i := range r.Entities {
		put(r.Entities[i].ID, &r.Entities[i])
	}
	for i := range r.Statements {
		put(r.Statements[i].ID, &r.Statements[i])
	}
	for i := range r.Responses {
		put(r.Responses[i].ID, &r.Responses[i])
	}
	for i := range r.Exhibits {
		put(r.Exhibits[i].ID, &r.Exhibits[i])
	}
	for i := range r.Terms {
		put(r.Terms[i].ID, &r.Terms[i])
	}
	for i := range r.Positions {
		put(r.Positions[i].ID, &r.Positions[i])
	}
	for i := range r.Proposals {
		put(r.Proposals[i].ID, &r.Proposals[i])
	}
	for i := range r.Contacts {
		put(r.Contacts[i].ID, &r.Contacts[i])
	}
	return all
}

func merged(a, b map[string]json.RawMessage) map[string]json.RawMessage {
	all := maps.Clone(a)
	maps.Copy(all, b)
	return all
}

func byNumber(a, b string) int {
	if a == "" || b == "" || a[0] != b[0] {
		return strings.Compare(a, b)
	}
	return ledger.LineNumber(a) - ledger.LineNumber(b)
}

// mostShown is how many bytes of a field a finding shows.
const mostShown = 80

// otherFields are the fields of a line that differ from another's.
func otherFields(line, other json.RawMessage) string {
	if line == nil {
		return "no such line"
	}
	var mine, theirs map[string]json.RawMessage
	if json.Unmarshal(line, &mine) != nil {
		return "a line that is none"
	}
	if other != nil && json.Unmarshal(other, &theirs) != nil {
		theirs = nil
	}
	var out []string
	for _, field := range slices.Sorted(maps.Keys(merged(mine, theirs))) {
		value, is := mine[field]
		if bytes.Equal(value, theirs[field]) {
			continue
		}
		switch {
		case !is:
			out = append(out, "no "+field)
		case len(value) > mostShown:
			out = append(out, fmt.Sprintf("%s %s…", field, strings.ToValidUTF8(string(value[:mostShown]), "")))
		default:
			out = append(out, field+" "+string(value))
		}
	}
	return strings.Join(out, ", ")
}
