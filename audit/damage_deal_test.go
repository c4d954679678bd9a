package audit

import (
	"testing"

	"parley"
	"parley/ledger"
)

// deal files reports with decisions on the lines of the deal:
//
//	1  report and  2 its reading
//	3  a correct of 1/o1, on a term that it adds,  4 a reject of 1/o2,  5 a correct of 1/c1
//	6  report and  7 its reading
//	8  a file of a term
func (d *desk) deal() {
	first := reading("", "2031-05-12", "Oda said yes to the ferry. Bo said no to it.")
	d.file(first, "")
	p := first.Positions[0]
	p.Term, p.Option, p.Stance = "p1", "", parley.StanceAccept
	d.decide(ledger.KindCorrect, "1/o1", ledger.Decision{
		Position: &p, Fields: []string{"term", "stance"}, Terms: []parley.Term{{ID: "p1", Key: "toll", Issue: "toll"}},
	})
	d.decide(ledger.KindReject, "1/o2", ledger.Decision{Reason: "satire"})
	c := first.Contacts[0]
	c.Status = parley.ContactCancelled
	d.decide(ledger.KindCorrect, "1/c1", ledger.Decision{Contact: &c, Fields: []string{"status"}})
	d.file(reading("", "2031-05-13", "Cy said the pact holds. Oda said little."), "")
	d.ParseTerm = func(string, []byte) error { return nil }
	if _, err := d.FileTerm(d.t.Context(), "toll.term", "term: toll", ""); err != nil {
		d.t.Fatal(err)
	}
}

const dealRewritten = "rewritten: the first 8 entries give the root "

var dealDamages = map[string]damaged{
	"a_span_of_a_position": {
		damage: func(b *bench) {
			b.edit(7, `"statement":"s1","evidence":[{"start":8,`, `"statement":"s1","evidence":[{"start":7,`)
		}, want: "body: entry 7: 6: ",
		rehashed: "-", against: dealRewritten, reread: `reread: entry 7: 6/o1: filed is evidence [{"start":7,`,
	},
	"a_span_of_a_position_out_of_the_report": {
		damage: func(b *bench) {
			b.edit(7, `"statement":"s1","evidence":[{"start":8,"end":22}`, `"statement":"s1","evidence":[{"start":8,"end":2200}`)
		},
		want: "line: entry 7: 6/o1: evidence of position o1: span [8,2200) is outside report", against: dealRewritten, reread: "reread: entry 7: 6/o1: ",
	},
	"a_stance": {
		damage: func(b *bench) { b.edit(7, `"stance":"reject"`, `"stance":"accept"`) }, want: "body: entry 7: 6: ",
		rehashed: "index: entry 7: 6/o1: the index has position read s1 ", against: dealRewritten,
		reread: `reread: entry 7: 6/o1: filed is stance "accept", the same weights read stance "reject"`,
	},
	"a_stance_that_is_none": {
		damage: func(b *bench) { b.edit(7, `"stance":"reject"`, `"stance":"sulk"`) }, want: `line: entry 7: 6/o1: position o1: stance "sulk" is none of `,
		against: dealRewritten, reread: "reread: entry 7: 6/o1: ",
	},
	"a_term_that_a_position_refers_to": {
		damage: func(b *bench) { b.edit(7, `"party":"e1","term":"t1"`, `"party":"e1","term":"t7"`) }, want: `line: entry 7: 6/o1: position o1: `,
		against: dealRewritten, reread: "reread: entry 7: 6/o1: ",
	},
	"the_key_of_a_term": {
		damage: func(b *bench) { b.edit(7, `"key":"pact"`, `"key":"fact"`) }, want: "body: entry 7: 6: ",
		rehashed: "index: entry 7: 6/o1: the index has position read s1 ", against: dealRewritten, reread: `reread: entry 7: 6/t1: filed is key "fact"`,
	},
	"a_status_of_a_contact": {
		damage: func(b *bench) { b.edit(7, `"status":"held"`, `"status":"planned"`) }, want: "body: entry 7: 6: ",
		rehashed: "index: entry 7: 6/c1: the index has contact read ", against: dealRewritten, reread: `reread: entry 7: 6/c1: filed is status "planned"`,
	},
	"the_points_of_a_proposal": {
		damage: func(b *bench) { b.edit(7, `"points":12`, `"points":28`) }, want: "body: entry 7: 6: ",
		rehashed: "index: entry 7: 6/d1: the index has proposal read ", against: dealRewritten, reread: `reread: entry 7: 6/d1: filed is points 28`,
	},
	"a_correction_of_a_position": {
		damage: func(b *bench) { b.edit(3, `"stance":"accept"`, `"stance":"demand"`) }, want: "body: entry 3: 1/o1: ",
		rehashed: "index: entry 3: 1/o1: the index has position corrected s1 ", against: dealRewritten,
	},
	"a_correction_with_a_term_that_is_not_there": {
		damage: func(b *bench) { b.edit(3, `"id":"p1"`, `"id":"p2"`) }, want: `decision: entry 3: 1/o1: as corrected: position o1: `, against: dealRewritten,
	},
	"a_correction_of_two_lines": {
		damage: func(b *bench) { b.edit(3, `"position":`, `"statement":{"id":"s1"},"position":`) }, want: "decision: entry 3: 1/o1: a correct needs ", against: dealRewritten,
	},
	"the_line_that_is_rejected": {
		damage: func(b *bench) { b.exec("UPDATE entry SET line = 'o1' WHERE seq = 4") }, want: "head: entry 1: ",
		rehashed: "index: entry 4: 1/o1: the index has position corrected s1 ", against: dealRewritten,
	},
	"a_file_of_a_term_without_a_text": {
		damage: func(b *bench) { b.edit(8, `"text":"term: toll"`, `"text":" "`) }, want: "decision: entry 8: a term needs the name of a file and its text", against: dealRewritten,
	},

	"a_position_in_the_index": {
		damage: func(b *bench) { b.exec("UPDATE deal SET lines = replace(lines, 'reject', 'accept') WHERE report = 6") }, want: "index: entry 7: 6/o1: the index has position read s1 ",
	},
	"a_position_of_the_index_dropped": {
		damage: func(b *bench) {
			b.exec("UPDATE deal SET lines = substr(lines, instr(lines, char(10)) + 1) WHERE report = 6")
		},
		want: "index: entry 7: 6/o1: the index lacks the line, the record has position read s1 ",
	},
	"a_contact_of_the_index_added": {
		damage: func(b *bench) { b.exec("UPDATE deal SET lines = lines || replace(lines, 'c1', 'c7') WHERE report = 6") }, want: "index: entry 7: 6/c7: the index has contact read ",
	},
	"rubbish_for_a_deal": {
		damage: func(b *bench) { b.exec("UPDATE deal SET lines = x'00ff0a' WHERE report = 6") }, want: "index: entry 7: 6/o1: the index lacks the line",
	},
	"a_deal_dropped": {
		damage: func(b *bench) { b.exec("DELETE FROM deal WHERE report = 6") }, want: "index: entry 7: 6/o1: the index lacks the line",
	},
	"a_deal_of_an_earlier_index": {
		damage: func(b *bench) {
			b.exec("UPDATE deal SET lines = replace(lines, 'read', 'accepted') WHERE report = 1 AND since = 2")
		},
		want: "index: entry 2: 1/o1: the index has position accepted ",
	},
	"when_a_deal_ends": {
		damage: func(b *bench) { b.exec("UPDATE deal SET until = 9223372036854775807 WHERE report = 1 AND since = 2") }, want: "store: there are 1 deals in the index of reports that it has not, or not then",
	},
	"a_deal_of_no_report": {
		damage: func(b *bench) { b.exec("INSERT INTO deal SELECT 77, since, until, lines FROM deal WHERE report = 6") }, want: "store: there are 1 deals in the index of reports that it has not, or not then",
	},
}

func TestRun_finds_each_damage_to_a_deal(t *testing.T) {
	file, checkpoint := fileOf(t, (*desk).deal)
	findsEach(t, dealDamages, file, checkpoint)
}
