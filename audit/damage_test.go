package audit

import (
	"errors"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"parley"
	"parley/ledger"
)

// A damaged case is one that was damaged in some way, and what an audit says. Where
// the hashes are computed anew after the damage it may say something else, or
// nothing but against a checkpoint.
type damaged struct {
	damage func(*bench)
	want   string // the beginning of a finding

	rehashed string // likewise, with all hashes right; empty where it is want, "-" where nothing is found
	against  string // likewise, by a checkpoint; empty where it must find nothing
	reread   string // likewise, by reading anew; empty where nothing is found
}

var damages = map[string]damaged{
	"a_byte_of_a_report": {
		damage: func(b *bench) { b.edit(28, "the ferry sails", "the ferry fails") }, want: "body: entry 28: the body of the report has the SHA-256 ",
		rehashed: "words: entry 29: 28: other words can be searched for than the report has", against: rewritten,
	},
	"a_byte_of_a_report_that_came_as_a_page": {
		damage: func(b *bench) { b.edit(3, "the pact holds", "the pact folds") }, want: "body: entry 3: ",
		rehashed: "words: entry 4: 3: other words can be searched for than the report has", against: rewritten,
	},
	"the_date_of_a_report": {
		damage: func(b *bench) { b.edit(3, "2031-05-13", "2031-05-11") }, want: "body: entry 3: ",
		rehashed: "index: entry 4: 3: the index puts it on 2031-05-13, the report says 2031-05-11", against: rewritten,
	},
	"rubbish_for_a_report": {
		damage: func(b *bench) { b.exec("UPDATE body SET bytes = x'28b52ffd00ff00ff' WHERE seq = 3") },
		want:   "body: entry 3: the body of the report cannot be read: unpacking ",
	},
	"no_bytes_for_a_report": {
		damage: func(b *bench) { b.exec("UPDATE body SET bytes = 7 WHERE seq = 3") }, want: "body: entry 3: the body of the report cannot be read: unpacking ",
	},
	"a_span_moved": {
		damage: func(b *bench) { b.edit(29, `"content":[{"start":9`, `"content":[{"start":8`) }, want: "body: entry 29: 28: the body of the reading has the SHA-256 ",
		rehashed: "-", against: rewritten, reread: `reread: entry 29: 28/s1: filed is content [{"start":8,`,
	},
	"a_span_moved_out_of_the_report": {
		damage: func(b *bench) { b.edit(29, `"content":[{"start":9,"end":24}`, `"content":[{"start":9,"end":9024}`) },
		want:   "line: entry 29: 28/s1: content of statement s1: span [9,9024) is outside report", against: rewritten, reread: "reread: entry 29: 28/s1: ",
	},
	"an_act_changed": {
		damage: func(b *bench) { b.edit(29, `"act":"assert"`, `"act":"promise"`) }, want: "body: entry 29: 28: ",
		rehashed: "index: entry 29: 28/s1: the index has ", against: rewritten, reread: `reread: entry 29: 28/s1: filed is act "promise", the same weights read act "assert"`,
	},
	"an_act_that_is_none": {
		damage: func(b *bench) { b.edit(29, `"act":"assert"`, `"act":"sing"`) }, want: `line: entry 29: 28/s1: statement s1: act "sing" is none of `,
		against: rewritten, reread: "reread: entry 29: 28/s1: ",
	},
	"an_act_changed_and_everything_made_to_fit": {
		damage: func(b *bench) { b.edit(29, `"act":"assert"`, `"act":"promise"`); b.rehash(); b.rederive() }, want: "-",
		rehashed: "-", against: rewritten, reread: `reread: entry 29: 28/s1: filed is act "promise"`,
	},
	"a_body_of_another_version": {
		damage: func(b *bench) { b.edit(29, `"v":1`, `"v":9`) }, want: "body: entry 29: 28: the body of entry 29 has version 9, this build reads 1", against: rewritten,
	},
	"a_body_that_is_no_JSON": {
		damage: func(b *bench) { b.edit(29, `"v":1`, `"v"`) }, want: "body: entry 29: 28: decoding entry 29: ", against: rewritten,
	},
	"a_reading_by_others": {
		damage: func(b *bench) { b.edit(29, `sha256:w1`, `sha256:w3`) }, want: "body: entry 29: 28: the record was read by sha256:w3, the entry says sha256:w1", against: rewritten,
	},
	"a_time_of_a_transcript_outside_it": {
		damage: func(b *bench) { b.edit(15, `"timed":[{"start":0,"end":14`, `"timed":[{"start":0,"end":1400`) },
		want:   "line: entry 15: 15: a part with times: span [0,1400) is outside report", against: rewritten,
	},
	"a_body_replaced_by_another_s": {
		damage: func(b *bench) { b.exec("UPDATE body SET bytes = (SELECT bytes FROM body WHERE seq = 2) WHERE seq = 4") }, want: "body: entry 4: 3: ",
		rehashed: "index: entry 4: 3/s", against: rewritten, reread: "reread: entry 4: 3/s",
	},
	"a_body_removed": {
		damage: func(b *bench) { b.exec("DELETE FROM body WHERE seq = 4") }, want: "missing: entry 4: 3: the body of the reading is not there, and no purge names it",
	},
	"a_purged_body_put_back": {
		damage: func(b *bench) { b.exec("INSERT INTO body VALUES (24, (SELECT bytes FROM body WHERE seq = 3))") },
		want:   "stray: entry 24: the body of the report is there, entry 27 removed it", against: rewritten,
	},
	"a_purge_removed": {
		damage: func(b *bench) { b.drop(27) }, want: "missing: entry 24: the body of the report is not there, and no purge names it", against: "short: entry 28: ",
	},
	"a_purge_of_another_s_body": {
		damage: func(b *bench) { b.edit(27, "[24,25,26]", "[24,25,26,4]"); b.exec("DELETE FROM body WHERE seq = 4") },
		want:   "reference: entry 27: 24: it removes the body of entry 4, which is a reading of report 3", against: rewritten,
	},
	"an_entry_dropped": {
		damage: func(b *bench) { b.exec("DELETE FROM entry WHERE seq = 8") }, want: "gap: entry 8: it is missing", against: rewritten,
	},
	"entries_dropped": {
		damage: func(b *bench) { b.exec("DELETE FROM entry WHERE seq IN (5, 6, 7, 8)") }, want: "gap: entry 5: it and those up to entry 8 are missing", against: rewritten,
	},
	"an_entry_dropped_and_the_gap_closed": {
		damage: func(b *bench) { b.drop(23) }, want: "gap: entry 29: it is missing", rehashed: "index: ", against: "short: entry 28: ",
	},
	"an_entry_dropped_and_everything_made_to_fit": {
		damage: func(b *bench) {
			b.exec("DELETE FROM entry WHERE seq > 27")
			b.exec("DELETE FROM body WHERE seq > 27")
			b.exec("DELETE FROM once WHERE seq > 27")
			b.rehash()
			b.rederive()
		}, want: "-", rehashed: "-", against: "short: entry 27: the log ends here, the checkpoint was signed over 29 entries",
	},
	"the_last_entry_dropped": {
		damage: func(b *bench) { b.exec("DELETE FROM entry WHERE seq = 29") }, want: "head: entry 28: the log ends here, its head counts 29 entries",
		rehashed: "stray: entry 29: there is a body, and no such entry", against: "short: entry 28: ",
	},
	"two_entries_swapped": {
		damage: func(b *bench) { b.swap(5, 6) }, want: "head: entry 1: this and those up to entry 16 give the hash ",
		rehashed: "time: entry 6: it was filed at 2031-05-14T09:03:00Z, entry 5 before it at 2031-05-14T09:04:00Z", against: rewritten,
	},
	"an_author": {
		damage: func(b *bench) { b.exec("UPDATE entry SET author = 'person Eve' WHERE seq = 5") }, want: "head: entry 1: this and those up to entry 16 give ",
		rehashed: "-", against: rewritten,
	},
	"a_decision_by_weights": {
		damage: func(b *bench) { b.exec("UPDATE entry SET author = 'weights sha256:w1' WHERE seq = 5") },
		want:   "entry: entry 5: 1/s1: an accept has weights for an author, only a reading can", against: rewritten,
	},
	"nobody_for_an_author": {
		damage: func(b *bench) { b.exec("UPDATE entry SET author = 'person ' WHERE seq = 5") }, want: "entry: entry 5: 1/s1: it has no author", against: rewritten,
	},
	"a_time": {
		damage: func(b *bench) { b.exec("UPDATE entry SET time = time + 1 WHERE seq = 5") }, want: "head: entry 1: ", rehashed: "-", against: rewritten,
	},
	"a_time_that_is_later_than_the_next": {
		damage: func(b *bench) { b.exec("UPDATE entry SET time = time + 3600000 WHERE seq = 5") }, want: "time: entry 6: it was filed at ", against: rewritten,
	},
	"a_line_that_is_decided_on": {
		damage: func(b *bench) { b.exec("UPDATE entry SET line = 's2' WHERE seq = 5") }, want: "head: entry 1: ",
		rehashed: "index: entry 5: 1/s1: the index has ", against: rewritten,
	},
	"a_line_that_is_not_there": {
		damage: func(b *bench) { b.exec("UPDATE entry SET line = 's9' WHERE seq = 5") }, want: "reference: entry 5: 1/s9: report 1 has no line s9", against: rewritten,
	},
	"a_line_that_is_none": {
		damage: func(b *bench) { b.exec("UPDATE entry SET line = 's9' || char(10) || 'all hold' WHERE seq = 5") },
		want:   `reference: entry 5: 1/s9\nall hold: it is about line`, against: rewritten,
	},
	"a_report_that_is_none": {
		damage: func(b *bench) { b.exec("UPDATE entry SET report = 2 WHERE seq = 5") }, want: "reference: entry 5: 2/s1: it is about entry 2, which is a reading of report 1", against: rewritten,
	},
	"a_report_that_comes_later": {
		damage: func(b *bench) { b.exec("UPDATE entry SET report = 28 WHERE seq = 5") }, want: "reference: entry 5: 28/s1: it is about entry 28, which is not before it", against: rewritten,
	},
	"what_it_supersedes": {
		damage: func(b *bench) { b.exec("UPDATE entry SET supersedes = 3 WHERE seq = 9") }, want: "head: entry 1: ",
		rehashed: "index: entry 10: 3: what the index has from entry 7 on ends at entry 13, this entry ends it", against: rewritten,
	},
	"what_it_supersedes_is_no_report": {
		damage: func(b *bench) { b.exec("UPDATE entry SET supersedes = 2 WHERE seq = 9") }, want: "reference: entry 9: it is a report and supersedes entry 2, which is a reading of report 1", against: rewritten,
	},
	"what_it_supersedes_comes_later": {
		damage: func(b *bench) { b.exec("UPDATE entry SET supersedes = 20 WHERE seq = 20") }, want: "entry: entry 20: entry 20 is about entry 0 and supersedes 20, of which one is not before it", against: rewritten,
	},
	"an_undo_of_no_decision": {
		damage: func(b *bench) { b.exec("UPDATE entry SET supersedes = 2 WHERE seq = 20") }, want: "reference: entry 20: it is an undo and supersedes entry 2, which is a reading of report 1", against: rewritten,
	},
	"an_undo_twice": {
		damage: func(b *bench) { b.exec("UPDATE entry SET supersedes = 19 WHERE seq = 21") }, want: "decision: entry 21: entry 19 was undone by entry 20 already", against: rewritten,
	},
	"a_kind": {
		damage: func(b *bench) { b.exec("UPDATE entry SET kind = 'reject' WHERE seq = 5") }, want: "head: entry 1: ",
		rehashed: "index: entry 5: 1/s1: the index has ", against: rewritten,
	},
	"a_kind_that_is_none": {
		damage: func(b *bench) { b.exec("UPDATE entry SET kind = 'bless' WHERE seq = 5") }, want: `entry: entry 5: 1/s1: kind "bless" is none of `, against: rewritten,
	},
	"a_report_becomes_a_reading": {
		damage: func(b *bench) { b.exec("UPDATE entry SET kind = 'reading' WHERE seq = 3") }, want: "entry: entry 3: a reading of no report", against: rewritten,
	},
	"a_digest_cut_short": {
		damage: func(b *bench) { b.exec("UPDATE entry SET body = x'00' WHERE seq = 5") }, want: "entry: entry 5: it cannot be read: entry 5 has a digest of 1 bytes, not 32", against: rewritten,
	},
	"a_time_that_is_none": {
		damage: func(b *bench) { b.exec("UPDATE entry SET time = 'noon' WHERE seq = 5") }, want: "entry: entry 5: it cannot be read: ", against: rewritten,
	},
	"an_entry_inserted": {
		damage: func(b *bench) {
			b.exec("INSERT INTO entry SELECT 30, kind, author, time + 3600000, report, line, supersedes, body FROM entry WHERE seq = 23")
			b.exec("INSERT INTO body VALUES (30, (SELECT bytes FROM body WHERE seq = 23))")
		}, want: "head: entry 30: the log goes on, the head counts 29 entries",
		rehashed: "-", // it is an entry like any other: whoever can add one can use parley
	},
	"an_entry_far_away": {
		damage: func(b *bench) {
			b.exec("INSERT INTO entry SELECT 1 << 60, kind, author, time + 3600000, report, line, supersedes, body FROM entry WHERE seq = 23")
		}, want: "gap: entry 30: it and those up to entry 1152921504606846975 are missing",
	},
	"a_report_with_the_date_of_a_correction": {
		damage: func(b *bench) { b.edit(7, `"act":"promise"`, `"act":"sing"`) }, want: `decision: entry 7: 3/s1: as corrected: statement s1: act "sing" is none of`, against: rewritten,
	},
	"a_correction_changed": {
		damage: func(b *bench) { b.edit(7, `"act":"promise"`, `"act":"threaten"`) }, want: "body: entry 7: 3/s1: ", rehashed: "index: entry 7: 3/s1: the index has ", against: rewritten,
	},
	"a_merge_of_one": {
		damage: func(b *bench) { b.edit(18, `"keys":["cy","di"]`, `"keys":["cy"]`) }, want: "decision: entry 18: a merge needs two entities or more", against: rewritten,
	},
	"a_split_in_no_report": {
		damage: func(b *bench) { b.edit(19, `"reports":[15]`, `"reports":[16]`) }, want: "reference: entry 19: it is of entry 16, which is a reading of report 15", against: rewritten,
	},
	"a_decision_on_another_reading": {
		damage: func(b *bench) { b.edit(5, `"reading":2`, `"reading":4`) }, want: "reference: entry 5: 1/s1: it is of a line of reading 4, the report's reading was entry 2", against: rewritten,
	},
	"a_root_of_the_head": {
		damage: func(b *bench) { b.exec("UPDATE head SET roots = zeroblob(length(roots))") }, want: "head: entry 1: this and those up to entry 16 give the hash ", rehashed: "-",
	},
	"the_size_of_the_head": {
		damage: func(b *bench) { b.exec("UPDATE head SET size = 28") }, want: "head: the head cannot be read: a tree of 28 leaves has ", rehashed: "-",
	},
	"no_head": {
		damage: func(b *bench) { b.exec("DELETE FROM head") }, want: "head: the head cannot be read: ", rehashed: "unchanged",
	},

	"a_line_in_the_index": {
		damage: func(b *bench) {
			b.exec("UPDATE version SET lines = replace(lines, 'assert', 'threaten') WHERE report = 28")
		},
		want: "index: entry 29: 28/s1: the index has ",
	},
	"a_line_of_the_index_dropped": {
		damage: func(b *bench) {
			b.exec("UPDATE version SET lines = substr(lines, instr(lines, char(10)) + 1) WHERE report = 28")
		},
		want: "index: entry 29: 28/s1: the index lacks the line, the record has ",
	},
	"a_line_of_the_index_added": {
		damage: func(b *bench) {
			b.exec("UPDATE version SET lines = lines || replace(lines, 's', 'z') WHERE report = 28")
		},
		want: "index: entry 29: 28/z1: the index has ",
	},
	"a_line_that_is_none_in_the_index": {
		damage: func(b *bench) { b.exec("UPDATE version SET lines = x'00ff0a' WHERE report = 28") },
		want:   "index: entry 29: 28/s1: the index lacks the line",
	},
	"a_line_of_an_earlier_index": {
		damage: func(b *bench) {
			b.exec("UPDATE version SET lines = replace(lines, 'read', 'accepted') WHERE report = 1 AND since = 2")
		},
		want: "index: entry 2: 1/s1: the index has ",
	},
	"a_report_dropped_from_the_index": {
		damage: func(b *bench) { b.exec("DELETE FROM version WHERE report = 28") }, want: "index: entry 29: 28: the index has nothing of the report from this entry on, the record has 2 lines",
	},
	"a_report_added_to_the_index": {
		damage: func(b *bench) {
			b.exec("INSERT INTO version SELECT 99, 77, since, until, place, lines, names FROM version WHERE report = 28")
			b.exec("UPDATE head SET versions = 99")
		}, want: "stray: entry 29: 77: the index has lines of it, and no such report is there",
	},
	"a_purged_report_in_the_index": {
		damage: func(b *bench) {
			b.exec("INSERT INTO version SELECT 99, 24, since, until, place, lines, names FROM version WHERE report = 28")
			b.exec("UPDATE head SET versions = 99")
		}, want: "index: entry 29: 24: the index has lines of it, entry 27 purged it",
	},
	"when_the_index_ends": {
		damage: func(b *bench) { b.exec("UPDATE version SET until = 29 WHERE report = 17") }, want: "index: entry 17: 17: what the index has of it ends at entry 29, no entry ends it",
	},
	"the_index_does_not_end": {
		damage: func(b *bench) {
			b.exec("UPDATE version SET until = 9223372036854775807 WHERE report = 1 AND since = 6")
		},
		want: "index: entry 10: 1: what the index has from entry 6 on it still has, this entry ends it",
	},
	"when_the_index_begins": {
		damage: func(b *bench) { b.exec("UPDATE version SET since = 3 WHERE report = 1 AND since = 2") }, want: "index: entry 2: 1: the index has nothing of the report from this entry on",
	},
	"the_day_in_the_index": {
		damage: func(b *bench) { b.exec("UPDATE version SET place = place + (1 << 38) WHERE report = 28") }, want: "index: entry 29: 28: the index puts it on ",
	},
	"the_place_in_the_index": {
		damage: func(b *bench) { b.exec("UPDATE version SET place = place + 1 WHERE report = 28") }, want: "words: entry 29: 28: none of its words can be searched for",
	},
	"how_many_are_in_the_index": {
		damage: func(b *bench) { b.exec("UPDATE head SET versions = 2") }, want: "store: the head counts 2 versions in the index, the last has number ",
	},
	"words_that_can_be_searched_for": {
		damage: func(b *bench) {
			b.exec("UPDATE find SET text = 'oda said the ferry sinks fen said nothing', facets = 'n' WHERE rowid = (SELECT place FROM version WHERE report = 28)")
		}, want: "words: entry 29: 28: other words can be searched for than the report has",
	},
	"the_order_of_words": {
		damage: func(b *bench) {
			b.exec("UPDATE find SET text = 'oda said the sails ferry fen said nothing', facets = 'n' WHERE rowid = (SELECT place FROM version WHERE report = 28)")
		}, want: "words: entry 29: 28: other answers can be searched for than its record has",
	},
	"no_words": {
		damage: func(b *bench) { b.exec("DELETE FROM find WHERE rowid = (SELECT place FROM version WHERE report = 28)") }, want: "words: entry 29: 28: none of its words can be searched for",
	},
	"words_of_no_report": {
		damage: func(b *bench) { b.exec("INSERT INTO find (rowid, text, facets) VALUES (77, 'xylophone', '')") }, want: "stray: there are words to search for of 1 reports that the index has not",
	},
	"a_name_dropped": {
		damage: func(b *bench) { b.exec("DELETE FROM name WHERE key = 'fen'") }, want: `name: entry 29: 28: "Fen" is not among the names of the case`,
	},
	"a_name_of_a_report_changed": {
		damage: func(b *bench) { b.exec("UPDATE version SET names = replace(names, 'Fen', 'Finn') WHERE report = 28") },
		want:   `name: entry 29: 28: of the report's names the index has `,
	},
	"a_name_of_a_report_dropped": {
		damage: func(b *bench) { b.exec("UPDATE version SET names = x'' WHERE report = 28") },
		want:   `name: entry 29: 28: of the report's names the index has no more, the record `,
	},
	"a_name_added": {
		damage: func(b *bench) { b.exec("INSERT INTO name VALUES (7, 'eve', 'Eve', 'person')") }, want: `stray: there is a name "Eve" (person), of which no report speaks`,
	},
	"a_name_changed": {
		damage: func(b *bench) { b.exec("UPDATE name SET name = 'Finn' WHERE key = 'fen'") }, want: `name: entry 29: 28: the name "Finn" (person) is not as this report has it, it is the first to speak of "Fen"`,
	},
	"a_key_changed": {
		damage: func(b *bench) { b.exec("UPDATE name SET key = 'finn' WHERE key = 'fen'") }, want: `name: entry 29: 28: the name "Fen" stands under another's number`,
	},
	"a_word_of_a_name_dropped": {
		damage: func(b *bench) { b.exec("DELETE FROM naming WHERE word = 'fen'") }, want: `name: entry 29: 28: "Fen" answers to 0 words, reports have it by 1`,
	},
	"a_word_of_a_name_added": {
		damage: func(b *bench) { b.exec("INSERT INTO naming SELECT 'finn', entity FROM naming WHERE word = 'fen'") }, want: `name: entry 29: 28: "Fen" answers to the word "finn", no report has it so`,
	},
	"a_key_dropped": {
		damage: func(b *bench) { b.exec("DELETE FROM once WHERE seq = 28") }, want: "key: entry 28: the report has no key that keeps it from being filed twice",
	},
	"a_key_of_another": {
		damage: func(b *bench) { b.exec("UPDATE once SET seq = 3 WHERE seq = 28") }, want: "key: entry 28: its key answers with entry 3",
	},
	"a_key_of_an_earlier_version": {
		damage: func(b *bench) { b.exec("UPDATE once SET seq = 1 WHERE seq = 9") }, want: "key: entry 9: the key of its address answers with entry 1, this is the last version",
	},
	"a_key_added": {
		damage: func(b *bench) { b.exec("INSERT INTO once VALUES (x'00', 28)") }, want: "key: entry 28: 2 keys answer with it, it has 1",
	},
	"a_key_of_no_entry": {
		damage: func(b *bench) { b.exec("INSERT INTO once VALUES (x'00', 77)") }, want: "stray: entry 77: there is a key that keeps a report from being filed twice, and no such entry",
	},
	"a_key_of_a_reading": {
		damage: func(b *bench) { b.exec("INSERT INTO once VALUES (x'00', 29)") }, want: "stray: entry 29: 28: there are keys that keep a report from being filed twice, the entry is a reading",
	},
	"a_page_changed": {
		damage: func(b *bench) {
			b.exec("UPDATE raw SET bytes = ? WHERE seq = 3", b.packed([]byte("<p>Cy said the pact folds.</p>")))
		}, want: "raw: entry 3: the bytes that the report was read from have the SHA-256 ",
	},
	"rubbish_for_a_page": {
		damage: func(b *bench) { b.exec("UPDATE raw SET bytes = x'00' WHERE seq = 3") }, want: "raw: entry 3: the bytes that the report was read from cannot be read",
	},
	"a_page_dropped": {
		damage: func(b *bench) { b.exec("DELETE FROM raw WHERE seq = 3") }, want: "raw: entry 3: the bytes that the report was read from are not there, the entry says that they have the SHA-256 ",
	},
	"a_page_added": {
		damage: func(b *bench) { b.exec("INSERT INTO raw VALUES (28, (SELECT bytes FROM raw WHERE seq = 3))") }, want: "raw: entry 28: there are bytes that the report was read from, the entry says that none are kept",
	},
	"a_page_changed_and_its_report_made_to_fit": {
		damage: func(b *bench) {
			page := []byte("<p>Cy said the pact folds.</p>")
			b.exec("UPDATE raw SET bytes = ? WHERE seq = 3", b.packed(page))
			b.edit(3, ledger.DigestOf([]byte("<p>Cy said the pact holds. Oda said little.</p>")).String()+`"}`, ledger.DigestOf(page).String()+`"}`)
		}, want: "raw: entry 3: the bytes that the report was read from have the SHA-256 ", against: rewritten,
	},
	"a_page_of_a_reading": {
		damage: func(b *bench) { b.exec("UPDATE raw SET seq = 4 WHERE seq = 3") }, want: "stray: entry 4: 3: there are bytes that a report was read from, the entry is a reading",
	},
	"a_body_of_no_entry": {
		damage: func(b *bench) { b.exec("INSERT INTO body VALUES (77, x'00')") }, want: "stray: entry 77: there is a body, and no such entry",
	},
	"a_trigger": {
		damage: func(b *bench) { b.exec("CREATE TRIGGER spy AFTER INSERT ON entry BEGIN DELETE FROM once; END") }, want: `store: the schema has "trigger spy: CREATE TRIGGER spy`,
	},
	"an_index_dropped": {
		damage: func(b *bench) {
			b.exec("DROP INDEX entry_report; CREATE TABLE other (a); INSERT INTO other VALUES (1)")
		}, want: `store: the schema lacks "index entry_report`,
	},
}

const rewritten = "rewritten: the first 29 entries give the root "

func TestRun_finds_each_damage_and_names_it(t *testing.T) {
	file, checkpoint := fileOf(t, (*desk).fill)
	findsEach(t, damages, file, checkpoint)
}

func findsEach(t *testing.T, damages map[string]damaged, file []byte, checkpoint ledger.Checkpoint) {
	for name, test := range damages {
		t.Run(name, func(t *testing.T) {
			t.Run("as_it_is", func(t *testing.T) {
				b := newBench(t, file)
				test.damage(b)
				holds(t, findings(t, b.mustOpen(), Options{}), test.want)
			})
			if test.rehashed == "unchanged" {
				return
			}
			t.Run("with_hashes_that_fit", func(t *testing.T) {
				b := newBench(t, file)
				test.damage(b)
				b.rehash()
				want := test.rehashed
				if want == "" {
					want = test.want
				}
				c := b.mustOpen()
				holds(t, findings(t, c, Options{}), want)
				if test.against != "" {
					holds(t, findings(t, c, Options{Against: &checkpoint}), test.against)
				}
				if test.reread != "" {
					holds(t, findings(t, c, Options{Reread: readAnew}), test.reread)
				}
			})
		})
	}
}

// holds looks for the finding that begins with want, or with "-" for none at all.
func holds(t *testing.T, all []string, want string) {
	t.Helper()
	if want == "-" && len(all) == 0 || slices.ContainsFunc(all, func(f string) bool { return strings.HasPrefix(f, want) }) {
		return
	}
	t.Errorf("found\n\t%s\nwant %s", strings.Join(all, "\n\t"), want)
}

// survives audits a file that may be damaged anywhere. It reports whether that was
// found; where it was not, the answers must be those of the whole case.
func survives(t *testing.T, file []byte, answers string) bool {
	t.Helper()
	b := newBench(t, file)
	c, err := b.open()
	if err != nil {
		if !errors.Is(err, parley.ErrTampered) && !errors.Is(err, parley.ErrInvalid) {
			t.Errorf("opening it: %v, want it to be tampered or invalid", err)
		}
		return true
	}
	for f, err := range Run(t.Context(), c, Options{}) {
		if err != nil {
			t.Fatal(err)
		}
		_ = f.String()
		return true
	}
	if now := everything(t, c); now != answers {
		t.Errorf("nothing was found, and the answers are\n%s\nwant\n%s", now, answers)
	}
	return false
}

func TestRun_finds_a_page_overwritten_and_a_file_cut_short(t *testing.T) {
	file, _ := fileOf(t, (*desk).fill)
	answers := everything(t, newBench(t, file).mustOpen())
	page := int(file[16])<<8 | int(file[17]) // as the header says
	for at := 0; at < len(file); at += page {
		damaged := slices.Clone(file)
		for i := range page {
			damaged[at+i] = byte(i * 167)
		}
		if !survives(t, damaged, answers) {
			t.Errorf("page %d of %d overwritten: nothing was found", at/page+1, len(file)/page)
		}
		if !survives(t, file[:at+page/2], answers) {
			t.Errorf("cut to %d of %d bytes: nothing was found", at+page/2, len(file))
		}
	}
}

func TestRun_finds_a_byte_that_matters(t *testing.T) {
	file, _ := fileOf(t, (*desk).fill)
	answers := everything(t, newBench(t, file).mustOpen())
	rng := rand.New(rand.NewPCG(2031, 5))
	const flips = 200
	found := 0
	for range flips {
		damaged := slices.Clone(file)
		damaged[rng.IntN(len(damaged))] ^= byte(1 + rng.IntN(255))
		if survives(t, damaged, answers) {
			found++
		}
	}
	if found == 0 {
		t.Error("none was found")
	}
	t.Logf("of %d bytes changed at random in a file of %d %d were found (%d %%); the others did not matter", flips, len(file), found, 100*found/flips)
}
