package audit

import (
	"fmt"
	"hash/maphash"
	"slices"
	"strings"

	"parley/ledger"
)

// holdKept holds what lies beside an entry against what may.
func (a *auditor) holdKept(e ledger.Entry) {
	for a.kept.has && a.kept.value.Seq < e.Seq {
		a.stray(a.kept.value)
		a.kept.advance()
	}
	a.keys = 0
	if !a.kept.has || a.kept.value.Seq != e.Seq {
		return
	}
	kept := a.kept.value
	a.kept.advance()
	a.keys = kept.Keys
	wrong := func(found string) {
		a.found(Finding{Kind: KindStray, Entry: e.Seq, Of: e.Of, Found: found, Want: fmt.Sprintf("the entry is a %s", e.Kind)})
	}
	switch {
	case e.Kind != ledger.KindReport && e.Kind != ledger.KindExhibit && kept.Raw:
		wrong("there are bytes that a report was read from")
	case e.Kind != ledger.KindReport && kept.Keys > 0:
		wrong("there are keys that keep a report from being filed twice")
	case kept.Raw && a.removed[e.Seq] != 0:
		a.found(Finding{Kind: KindStray, Entry: e.Seq, Found: "the bytes that the report was read from are there", Want: fmt.Sprintf("entry %d removed them", a.removed[e.Seq])})
	}
}

// stray tells of what lies beside no entry.
func (a *auditor) stray(k ledger.Kept) {
	if a.known[k.Seq].broken {
		return
	}
	var what []string
	if k.Body {
		what = append(what, "a body")
	}
	if k.Raw {
		what = append(what, "bytes that a report was read from")
	}
	if k.Keys > 0 {
		what = append(what, "a key that keeps a report from being filed twice")
	}
	a.found(Finding{Kind: KindStray, Entry: k.Seq, Found: "there is " + strings.Join(what, " and ") + ", and no such entry"})
}

func (a *auditor) endKept() {
	for a.kept.has && (a.size < 0 || a.kept.value.Seq <= a.size) {
		a.stray(a.kept.value)
		a.kept.advance()
	}
	for a.kept.has && a.over() == nil { // filed since the audit began, or never
		kept := a.kept.value
		if _, err := a.of.Entry(a.ctx, kept.Seq); err != nil {
			a.stray(kept)
		}
		a.kept.advance()
	}
}

// holdTaken holds what was read from an entry against what the store keeps for it.
func (a *auditor) holdTaken(e ledger.Entry) {
	if e.Kind == ledger.KindReport {
		a.Tally.Reports++
		if a.removed[e.Seq] != 0 {
			a.Tally.Purged++
		}
	}
	if a.taken.report != nil {
		a.holdRaw(e.Seq)
		a.holdKeys(e.Seq)
	}
	if e.Kind == ledger.KindExhibit && a.taken.decision != nil {
		a.holdExhibit(e.Seq, a.taken.decision)
	}
	if record := a.taken.record; record != nil {
		a.Tally.Lines += len(record.Statements) + len(record.Responses) + len(record.Exhibits)
		a.Tally.Lines += len(record.Terms) + len(record.Positions) + len(record.Proposals) + len(record.Contacts)
		a.reread(e, record)
	}
}

// holdRaw holds the bytes that a report was read from against what its entry says
// of them. Where it says that none are kept they may be the text, or not to be had:
// a record that was made elsewhere comes without them.
func (a *auditor) holdRaw(seq int64) {
	report := a.taken.report
	wrong := func(found, want string) { a.found(Finding{Kind: KindRaw, Entry: seq, Found: found, Want: want}) }
	raw, err := a.of.Raw(a.ctx, seq)
	sum := ledger.DigestOf(raw).String()
	switch said := a.taken.raw; {
	case err != nil:
		wrong("the bytes that the report was read from cannot be read: "+why(err), "")
	case raw == nil && said != "":
		wrong("the bytes that the report was read from are not there", "the entry says that they have the SHA-256 "+said)
	case raw != nil && said == "":
		wrong("there are bytes that the report was read from", "the entry says that none are kept")
	case raw != nil && sum != said:
		wrong("the bytes that the report was read from have the SHA-256 "+sum, "the entry says "+said)
	case raw != nil && report.SHA256 != "" && !strings.EqualFold(report.SHA256, sum):
		wrong("the bytes that the report was read from have the SHA-256 "+sum, "the report says "+report.SHA256)
	case raw == nil && report.SHA256 != "" && !strings.EqualFold(report.SHA256, ledger.DigestOf([]byte(report.Text)).String()):
		a.Tally.Unkept++
	}
}

// holdExhibit holds the bytes of an exhibit against its checksum, where they are
// kept, and against what its entry says of that.
func (a *auditor) holdExhibit(seq int64, d *ledger.Decision) {
	wrong := func(found, want string) { a.found(Finding{Kind: KindRaw, Entry: seq, Found: found, Want: want}) }
	raw, err := a.of.Raw(a.ctx, seq)
	sum := ledger.DigestOf(raw).String()
	switch {
	case err != nil:
		wrong("the bytes of the exhibit cannot be read: "+why(err), "")
	case raw == nil && d.Kept:
		wrong("the bytes of the exhibit are not there", "the entry says that they have the SHA-256 "+d.SHA256)
	case raw != nil && !d.Kept:
		wrong("there are bytes of the exhibit", "the entry says that none are kept")
	case raw != nil && !strings.EqualFold(d.SHA256, sum):
		wrong("the bytes of the exhibit have the SHA-256 "+sum, "the entry says "+d.SHA256)
	}
}

// slots are the addresses of reports, by a hash: what each answers with, and what
// it has to.
type slots struct {
	seed maphash.Seed
	of   map[uint64]slot
}

type slot struct{ got, last int64 }

func newSlots() slots { return slots{maphash.MakeSeed(), map[uint64]slot{}} }

// holdKeys asks under each key that a report must be known by.
func (a *auditor) holdKeys(seq int64) {
	report := a.taken.report
	want := 1
	got, err := a.of.Once(a.ctx, ledger.OnceOf(report))
	switch {
	case err != nil:
		a.found(Finding{Kind: KindKey, Entry: seq, Found: "its key cannot be read: " + why(err)})
	case got == 0:
		a.found(Finding{Kind: KindKey, Entry: seq, Found: "the report has no key that keeps it from being filed twice"})
		want = 0
	case got != seq:
		a.found(Finding{Kind: KindKey, Entry: seq, Found: fmt.Sprintf("its key answers with entry %d", got)})
		want = 0
	}
	if address := ledger.SlotOf(report); address != "" {
		got, err := a.of.Once(a.ctx, address)
		if err != nil {
			a.found(Finding{Kind: KindKey, Entry: seq, Found: "the key of its address cannot be read: " + why(err)})
		}
		if got == seq {
			want++
		}
		a.slots.of[maphash.String(a.slots.seed, address)] = slot{got, seq}
	}
	if a.keys > want && !a.moved() {
		a.found(Finding{Kind: KindKey, Entry: seq, Found: fmt.Sprintf("%d keys answer with it", a.keys), Want: fmt.Sprintf("it has %d", want)})
	}
}

// moved reports whether another has filed something since the audit began.
func (a *auditor) moved() bool {
	now, err := a.of.Head(a.ctx)
	return err == nil && a.size >= 0 && now.Size > a.size
}

// endSlots holds what each address answers with against the last report that has
// it; that may be one that was purged.
func (a *auditor) endSlots() {
	var wrong []slot
	for _, s := range a.slots.of {
		if s.got != s.last && !(a.size >= 0 && s.got > a.size) && !(a.purged[s.got] != 0 && s.got > s.last) {
			wrong = append(wrong, s)
		}
	}
	slices.SortFunc(wrong, func(s, t slot) int { return int(s.last - t.last) })
	for _, s := range wrong {
		found := fmt.Sprintf("the key of its address answers with entry %d", s.got)
		if s.got == 0 {
			found = "the address of the report has no key"
		}
		a.found(Finding{Kind: KindKey, Entry: s.last, Found: found, Want: "this is the last version"})
	}
}
