package browser_test

import (
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// until waits until a script gives what is wanted.
func (b *tab) until(script, want string) {
	b.Helper()
	for end := time.Now().Add(20 * time.Second); ; time.Sleep(100 * time.Millisecond) {
		got := strings.Join(b.run(script), " ")
		if got == want {
			return
		}
		if time.Now().After(end) {
			b.Fatalf("%s = %q, want %q", script, got, want)
		}
	}
}

// Lines of the deal are accepted, taken back, rejected and corrected by the keys of
// statements.
func TestReview_of_the_deal_by_keys_alone(t *testing.T) {
	b := open(t, start(t), serve(t))
	b.look(1440, "light")
	b.to("/review")
	of := `[document.querySelector(".queue > li.now .line")?.dataset.of ?? ""]`
	isThere := func(line string) string {
		return `[String(!!document.querySelector('.queue .line[data-of="` + line + `"]'))]`
	}
	first := b.run(`[document.querySelector(".queue .line:has(.kind)").dataset.of]`)[0]
	for range 40 { // to the first that is no statement
		if strings.Join(b.run(of), "") == first {
			break
		}
		b.do(chromedp.KeyEvent("j"))
	}
	b.until(of, first)
	b.do(chromedp.KeyEvent("a"))
	b.until(isThere(first), "false")
	b.do(chromedp.KeyEvent("u"))
	b.until(isThere(first), "true")
	b.until(of, first)
	b.do(chromedp.KeyEvent("x"))
	b.until(isThere(first), "false")
	b.do(chromedp.KeyEvent("u"))
	b.until(of, first)
	b.do(chromedp.KeyEvent("e"))
	b.until(`[location.pathname, String(document.querySelector("details.correction")?.open)]`, "/lines/"+first+" true")
	b.until(`[document.activeElement.closest("form")?.className ?? ""]`, "correct")
	b.run(`(() => { const s = document.querySelector("form.correct select[name=stance], form.correct select[name=status]"); s.selectedIndex = (s.selectedIndex + 1) % s.options.length; return []; })()`)
	b.run(`(document.querySelector("form.correct button").click(), [])`)
	b.until(`[location.pathname]`, "/review")
	b.until(isThere(first), "false")
	for n := range 20 { // the next twenty, by two keys
		line := strings.Join(b.run(of), "")
		b.do(chromedp.KeyEvent([]string{"a", "x"}[n%2]))
		b.until(isThere(line), "false")
	}
	b.to("/log")
	if log := b.run(`[document.querySelector("main").textContent]`)[0]; !strings.Contains(log, "correct") || !strings.Contains(log, first) || !strings.Contains(log, "Ada Lind") {
		t.Errorf("the log does not have the correction of %s by Ada Lind", first)
	}
	for _, fault := range b.faults() {
		t.Error(fault)
	}
}
