package browser_test

import (
	"context"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

// firstWords is where the first letter of the passage and the end of its third word are on the
// screen, and those words.
const firstWords = `(() => {
  const text = document.querySelector(".passage");
  text.scrollIntoView({block: "center"});
  const words = text.textContent.match(/^\s*(\S+\s+\S+\s+\S+)/)[1];
  const walk = document.createTreeWalker(text, NodeFilter.SHOW_TEXT), pieces = [];
  for (let n; n = walk.nextNode();) pieces.push(n);
  const place = at => { for (const n of pieces) { if (at < n.length) { const r = document.createRange(); r.setStart(n, at); r.setEnd(n, at + 1); return r.getBoundingClientRect(); } at -= n.length; } };
  const from = place(text.textContent.indexOf(words)), to = place(text.textContent.indexOf(words) + words.length - 1);
  return [words, ...[from.left + 1, from.top + from.height / 2, to.right - 2, to.top + to.height / 2].map(String)];
})()`

// What one drags over becomes the part that was chosen, and is filed as one correction.
func TestCorrect_by_dragging_over_words(t *testing.T) {
	browser := start(t)
	axe := axe(t)
	b := open(t, browser, serve(t))
	b.look(1440, "light")
	b.to("/lines/2/s1")
	b.do(chromedp.KeyEvent("e"))
	b.do(chromedp.Evaluate[chromedp.Void](axe))
	for _, fault := range b.run(violations) {
		t.Error("the open form: " + fault)
	}
	b.run(`(document.activeElement.blur(), [])`)
	b.do(chromedp.KeyEvent("3")) // the words for who speaks
	at := b.run(firstWords)
	var xy [4]float64
	for i := range xy {
		xy[i], _ = strconv.ParseFloat(at[i+1], 64)
	}
	b.mouse("mousePressed", xy[0], xy[1])
	b.mouse("mouseMoved", (xy[0]+xy[2])/2, xy[3])
	b.mouse("mouseMoved", xy[2], xy[3])
	b.mouse("mouseReleased", xy[2], xy[3])
	time.Sleep(200 * time.Millisecond)
	want := strings.Join(strings.Fields(at[0]), " ")
	if got := b.run(`[document.querySelector("#f-source").value]`)[0]; !strings.HasPrefix(got, strings.TrimRight(want, ",.“”\"")) {
		t.Fatalf("having dragged over %q, the source is %q", want, got)
	}
	b.run(`(document.querySelector("details.correction button[value=correct]").click(), [])`)
	for end := time.Now().Add(20 * time.Second); ; time.Sleep(100 * time.Millisecond) {
		if page := b.run(`[document.body?.textContent ?? ""]`)[0]; strings.Contains(page, "correct (source)") && strings.Contains(page, "As the machine read it") {
			break
		}
		if time.Now().After(end) {
			t.Fatal("the page of the line does not have the correction of the source beside the machine's reading")
		}
	}
	for _, fault := range b.faults() {
		t.Error(fault)
	}
}

func (b *tab) mouse(what input.DispatchMouseEventType, x, y float64) {
	b.Helper()
	b.do(chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, input.DispatchMouseEvent, input.DispatchMouseEventParams{Type: what, X: x, Y: y, Button: "left", Buttons: 1, ClickCount: 1})
		return err
	}))
}
