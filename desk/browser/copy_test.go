package browser_test

import (
	"fmt"
	"strings"
	"testing"
)

// copying selects everything in an element, and gives what a copy of it has: the text,
// and whether the browser's own is kept back.
const copying = `(() => {
  const at = document.querySelector(%q), s = getSelection(), range = document.createRange();
  range.selectNodeContents(at);
  s.removeAllRanges();
  s.addRange(range);
  const data = new DataTransfer(), e = new ClipboardEvent("copy", {clipboardData: data, bubbles: true, cancelable: true});
  at.dispatchEvent(e);
  return [data.getData("text/plain"), String(e.defaultPrevented), s.toString()];
})()`

// Of a sealed report nothing that tells its source leaves by a copy, from whichever page.
func TestCopy_of_a_sealed_report_is_masked(t *testing.T) {
	b := open(t, start(t), serve(t))
	b.look(1440, "light")
	b.to("/reports?text=withdrawal")
	report := b.run(`[...document.querySelectorAll(".reports li:has(.sealed) a")].map(a => a.getAttribute("href"))`)[0]
	b.to(report)
	facts := b.run(`[document.querySelector("h1").textContent, document.querySelector(".facts span").textContent]`)
	line := "/lines" + strings.TrimPrefix(report, "/reports")
	for _, at := range []struct{ page, of string }{
		{report, "main"}, {report, "h1"}, {report, "article.text"}, {report, "article.text p:last-child"}, {report, ".margin"}, {report, ".cast"},
		{line + "/s1", "main"}, {line + "/s1", "h1"}, {line + "/s1", ".passage"}, {line + "/s1", "#f-content"},
		{line + "/o1", "main"}, {"/chains" + strings.TrimPrefix(line, "/lines") + "/s1", "main"},
		{"/", "main"}, {"/reports", "main"}, {"/responses", "main"}, {"/timeline", "main"}, {"/terms/sanctions", "main"}, {"/proposals/p1", "main"},
	} {
		b.to(at.page)
		got := b.run(fmt.Sprintf(copying, at.of))
		if strings.Contains(got[2], facts[1]) && got[1] != "true" {
			t.Errorf("%s %s: the browser copies all of it", at.page, at.of)
		}
		for _, tells := range append(facts, "Harbour Herald") {
			if strings.Contains(got[0], tells) {
				t.Errorf("%s %s: what is copied has %q: %s", at.page, at.of, tells, got[0])
			}
		}
		if at.page == report && !strings.Contains(got[0], "sealed source") {
			t.Errorf("%s %s: what is copied does not say that its source is sealed: %q", at.page, at.of, got[0])
		}
	}
	for _, fault := range b.faults() {
		t.Error(fault)
	}
}

func TestCopy_of_a_report_has_its_source(t *testing.T) {
	b := open(t, start(t), serve(t))
	b.to("/reports/2")
	got := b.run(fmt.Sprintf(copying, "article.text p"))
	words, source, _ := strings.Cut(got[0], "\n")
	if words != strings.TrimSpace(got[2]) || !strings.HasPrefix(source, "Kattegat Post, 2025-03-03, ") || !strings.HasSuffix(source, ", 2") {
		t.Errorf("what is copied is %q from %q", words, source)
	}
}
