package position_test

import (
	"reflect"
	"strings"
	"testing"

	"parley"
	"parley/terms/position"
)

// FuzzFind holds Find to its law for any text and any statements in it: it does not
// panic, gives the same again, and the record verifies.
func FuzzFind(f *testing.F) {
	f.Add("Norland rejected any deal. “We will never accept it unless they leave,” Oda said privately.", uint8(8), uint8(17), uint8(26))
	f.Add("won’t n't can't 's ’s ’ no. No! 1?", uint8(0), uint8(5), uint8(9))
	f.Add("a if\n\nunless \u2028é – ,", uint8(0), uint8(1), uint8(3))
	f.Fuzz(func(t *testing.T, text string, a, b, c uint8) {
		text = strings.ToValidUTF8(text, "")
		cut := func(at uint8) int {
			n := int(at) % (len(text) + 1)
			for n < len(text) && text[n]&0xC0 == 0x80 {
				n++
			}
			return n
		}
		x, y, z := cut(a), cut(b), cut(c)
		if x >= y || y >= z {
			t.Skip()
		}
		record := &parley.Record{
			Report: parley.Report{ID: "r", Text: text},
			Entities: []parley.Entity{
				{ID: "e1", Name: "Oda", Kind: parley.EntityPerson, Party: "e2"},
				{ID: "e2", Name: "Norland", Kind: parley.EntityCountry, Mentions: []parley.Mention{{Span: parley.Span{Start: y, End: z}, Form: parley.MentionName, Kind: parley.EntityCountry}}},
			},
		}
		whole := []parley.Span{{Start: y, End: len(text)}}
		for i, act := range []parley.Act{parley.ActReject, parley.ActDemand, parley.ActCommitConditional} {
			record.Statements = append(record.Statements, parley.Statement{
				ID: []string{"s1", "s2", "s3"}[i], Kind: parley.StatementIndirect, Speaker: []string{"e1", "e2", ""}[i], Within: []string{"", "s1", "s2"}[i],
				Cue: []parley.Span{{Start: x, End: y}}, Content: whole, Act: act, Certainty: parley.Certain, SourceClass: parley.SourceNamed,
			})
		}
		deal := &parley.Deal{Terms: []parley.Term{{ID: "t1", Key: "k", Issue: "k", Evidence: []parley.Span{{Start: y, End: z}}}}}
		record.Terms = deal.Terms
		record.Positions = position.Find(record, deal, nil)
		if err := record.Verify(); err != nil {
			t.Fatal(err)
		}
		if again := position.Find(record, deal, nil); !reflect.DeepEqual(again, record.Positions) {
			t.Errorf("Find gives %+v, then %+v", record.Positions, again)
		}
	})
}
