package browser_test

import (
	"bytes"
	"flag"
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

var (
	shotsTo   = flag.String("shots", "", "write the pictures of docs/desk.md into that `FOLDER`")
	shotsOnly = flag.String("only", "", "of the pictures, those `NAMES` alone, with commas between")
)

// A shot is a view of the demo as a picture has it.
type shot struct {
	name   string
	width  int64
	scheme string
	path   string
	follow string // a link of that page which leads to the view; empty for the page itself
	script string // what is done before it is looked at
}

var shots = []shot{
	{"report", 1440, "light", "/reports?text=Reykjavik+round", ".reports a", `document.querySelector(".margin li:nth-of-type(3) a").focus()`},
	{"statements", 1440, "dark", "/statements?text=withdraw", "", ""},
	{"line", 1440, "light", "/statements?status=corrected", "a.address", ""},
	{"review", 1440, "light", "/review", "", ""},
	{"positions", 1440, "light", "/positions", "", ""},
	{"positions-narrow", 390, "dark", "/positions", "", ""},
	{"term", 1440, "dark", "/terms/sanctions", "", `document.querySelector(".stands details").open = true`},
	{"timeline", 1440, "light", "/timeline", "", ""},
	{"proposals", 1440, "light", "/proposals", `td a`, ""},
	{"map", 1440, "light", "/map", "", ""},
	{"responses-narrow", 390, "light", "/responses?kind=deny", "", ""},
}

// How large pictures may be, in bytes.
const (
	mostShot  = 120_000
	mostShots = 1_200_000
)

// Shots makes the pictures of docs/desk.md; without a folder for them it is skipped.
func TestShots(t *testing.T) {
	if *shotsTo == "" {
		t.Skip("-shots names no folder for the pictures")
	}
	b := open(t, start(t), serve(t))
	all := 0
	for _, s := range shots {
		if *shotsOnly != "" && !slices.Contains(strings.Split(*shotsOnly, ","), s.name) {
			continue
		}
		picture := b.take(s)
		if all += len(picture); len(picture) > mostShot || all > mostShots {
			t.Errorf("%s has %d bytes, with those before it %d, want %d and %d at most", s.name, len(picture), all, mostShot, mostShots)
		}
		path := filepath.Join("../..", *shotsTo, s.name+".png")
		if err := os.WriteFile(path, picture, 0o644); err != nil {
			t.Fatal(err)
		}
		t.Logf("%s: %d bytes", path, len(picture))
	}
}

// take is the picture of a view.
func (b *tab) take(s shot) []byte {
	b.Helper()
	b.look(s.width, s.scheme)
	settled := func(path string) {
		b.to(path)
		time.Sleep(700 * time.Millisecond) // until islands have drawn what they draw
	}
	settled(s.path)
	if s.follow != "" {
		links := b.run(fmt.Sprintf(`[...document.querySelectorAll(%q)].slice(0, 1).map(a => a.getAttribute("href"))`, s.follow))
		if len(links) == 0 {
			b.Fatalf("%s has no link %s", s.path, s.follow)
		}
		settled(links[0])
	}
	if s.script != "" {
		b.run(`(` + s.script + `, [])`)
		time.Sleep(700 * time.Millisecond)
	}
	whole, err := chromedp.Run(b.ctx, chromedp.CaptureScreenshot())
	if err != nil {
		b.Fatal(err)
	}
	picture, err := png.Decode(bytes.NewReader(whole))
	if err != nil {
		b.Fatal(err)
	}
	var small bytes.Buffer
	encoder := png.Encoder{CompressionLevel: png.BestCompression}
	if err := encoder.Encode(&small, quantised(picture)); err != nil {
		b.Fatal(err)
	}
	return small.Bytes()
}
