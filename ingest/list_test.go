package ingest

import (
	"strings"
	"testing"

	"parley"
)

const listPage = `<!doctype html><html><body><article><h1>A plan for the lake</h1>
<p>The two banks of the lake agree on these points, after long talks in the customs house:</p>
<ol><li>All fire ceases at noon on the first of May.</li>
<li><p>Both sides withdraw their troops by twenty kilometres.</p><p>They do so by June.</p>
<ol><li>The north goes first.</li><li value="4">The south follows.</li></ol></li></ol>
<ol start="7" type="i"><li>The port is given back by its keepers.<ul><li>With its cranes.</li></ul></li><li>Prisoners go home.</li></ol>
</article></body></html>`

func TestListsHaveTheirMarkersWhereAsked(t *testing.T) {
	d := mustRead(t, listPage, Options{Lists: true})
	want := "A plan for the lake\n\n" +
		"The two banks of the lake agree on these points, after long talks in the customs house:\n" +
		"1. All fire ceases at noon on the first of May.\n" +
		"2. Both sides withdraw their troops by twenty kilometres.\n" +
		"They do so by June.\n" +
		"2.1. The north goes first.\n" +
		"2.4. The south follows.\n" +
		"(vii) The port is given back by its keepers.\n" +
		"• With its cranes.\n" +
		"(viii) Prisoners go home."
	if d.Report.Text != want {
		t.Errorf("text =\n%s\nwant\n%s", d.Report.Text, want)
	}
	plain := mustRead(t, listPage, Options{})
	if strings.Contains(plain.Report.Text, "1. ") {
		t.Errorf("markers nobody asked for: %s", plain.Report.Text)
	}
}

// FuzzLists holds a page with markers to the laws that all texts keep, but for the
// markers, which stand for tags.
func FuzzLists(f *testing.F) {
	for _, seed := range []string{
		"<ol><li>a<li><p>b</ol>c", "<ol type=a start=30><li value=3>x<ol><li>y", "<ul><li><li><ol><li>a.</ul>", "<li>a</li><ol>b<li>", "<ol start=-1><li value=99999999>a",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, words string) {
		if len(words) > 1<<14 {
			return
		}
		raw := "<!doctype html><body><p>A paragraph that is long enough to be one.</p>" + words
		d, err := Read([]byte(raw), Options{Lists: true})
		if err != nil {
			return
		}
		last := 0
		for i := range d.Report.Text {
			at := d.Raw(parley.Span{Start: i, End: i + 1})
			if at.Start < last || at.End > len(raw) || at.Start > at.End {
				t.Fatalf("byte %d of %q leads to %v, the one before to %d", i, d.Report.Text, at, last)
			}
			last = at.Start
		}
	})
}
