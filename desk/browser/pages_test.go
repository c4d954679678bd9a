package browser_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// violations asks axe for what WCAG 2.2 AA forbids.
const violations = `axe.run(document, {preload: false, runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}).then(r =>
  r.violations.map(v => v.id + ": " + v.help + ": " + v.nodes.slice(0, 3).map(n => n.html.slice(0, 200) + " " + n.any.concat(n.all, n.none).map(c => c.message).join("; ")).join(" | ")))`

// tooWide names what makes a page wider than its window: then it is read by
// scrolling both ways (WCAG 1.4.10).
const tooWide = `document.documentElement.scrollWidth <= innerWidth ? [] : ["the page is " + document.documentElement.scrollWidth + " wide in a window of " + innerWidth]`

// watch makes the page note what the keyboard reaches, and whether one sees where one is.
const watch = `(() => {
  window.reached = new Set(); window.unseen = new Set();
  addEventListener("focusin", e => {
    const s = getComputedStyle(e.target);
    reached.add(e.target);
    if (s.outlineStyle === "none" && s.boxShadow === "none") unseen.add(e.target);
  });
  document.activeElement?.blur();
  window.expected = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")].filter(e =>
    e.tabIndex >= 0 && !e.disabled && e.type !== "hidden" && e.checkVisibility({visibilityProperty: true}) && !(e.type === "radio" && !e.checked));
  return [String(expected.length)];
})()`

// missed is what the keyboard did not reach of the first %d, or reached unseen.
const missed = `(() => {
  const name = e => e.outerHTML.slice(0, 160);
  return [...expected.slice(0, %d).filter(e => !reached.has(e) && e.isConnected).map(e => "not reached: " + name(e)),
    ...[...unseen].map(e => "focus is not seen: " + name(e))].slice(0, 5);
})()`

// looks are how a page is looked at.
var looks = []struct {
	width  int64
	scheme string
}{{1440, "light"}, {390, "dark"}, {1440, "dark"}, {390, "light"}}

// mostTabs is how far into a page the keyboard goes.
const mostTabs = 120

func TestViews(t *testing.T) {
	browser := start(t)
	axe := axe(t)
	address := serve(t)
	views := everyView(t, address)
	for _, look := range looks {
		t.Run(fmt.Sprintf("%d_%s", look.width, look.scheme), func(t *testing.T) {
			b := open(t, browser, address)
			b.look(look.width, look.scheme)
			for _, view := range views {
				b.to(view)
				faults := b.faults()
				if look.width == 390 {
					faults = append(faults, b.run(tooWide)...)
				}
				b.do(chromedp.Evaluate[chromedp.Void](axe))
				faults = append(faults, b.run(violations)...)
				if (look.width == 390) == (look.scheme == "dark") { // each width once
					faults = append(faults, b.tabThrough()...)
				}
				for _, fault := range append(faults, b.faults()...) {
					t.Errorf("%s: %s", view, fault)
				}
			}
		})
	}
}

// tabThrough goes through the page by keyboard alone.
func (b *tab) tabThrough() []string {
	b.Helper()
	var there int
	fmt.Sscan(b.run(watch)[0], &there)
	there = min(there, mostTabs)
	b.do(chromedp.KeyEvent(strings.Repeat(kb.Tab, there+40))) // what opens as one comes by has links too
	return b.run(fmt.Sprintf(missed, there))
}

// What one person decides, another one's page says, without being asked again.
func TestTwo_browsers_see_what_the_other_files(t *testing.T) {
	browser := start(t)
	address := serve(t)
	ada, bo := open(t, browser, address), open(t, browser, address)
	ada.to("/lines/2/s1")
	bo.to("/lines/2/s1")
	bo.do(chromedp.SendKeys(chromedp.CSS("#reason"), "Heard on the radio too."), chromedp.Click(chromedp.CSS(`button[value="accept"]`)))
	for end := time.Now().Add(20 * time.Second); ; time.Sleep(200 * time.Millisecond) {
		status := ada.run(`[document.querySelector(".line .status").textContent]`)[0]
		if status == "accepted" {
			break
		}
		if time.Now().After(end) {
			t.Fatalf("the other browser's page says that the line is %q, want accepted", status)
		}
	}
	ada.to("/lines/2/s1")
	if page := ada.run(`[document.body.textContent]`)[0]; !strings.Contains(page, "Heard on the radio too.") {
		t.Error("the other browser's page of the line does not have the reason")
	}
	for _, b := range []*tab{ada, bo} {
		for _, fault := range b.faults() {
			t.Error(fault)
		}
	}
}
