// Package browser_test opens the desk in a browser, as people do, and holds every
// page to what none may break: nothing is asked from elsewhere, nothing fails in the
// console, axe finds nothing at WCAG 2.2 AA, the keyboard alone reaches everything.
//
// It needs a Chromium, PARLEY_CHROMIUM=/usr/bin/chromium, and what npm ci --prefix
// desk/web brings; without the first it is skipped.
package browser_test

import (
	"bufio"
	"context"
	"fmt"
	"html"
	"io"
	"net/http"
	"net/http/cookiejar"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// build builds the program.
func build(t *testing.T) string {
	t.Helper()
	program := filepath.Join(t.TempDir(), "parley")
	if out, err := exec.Command("go", "build", "-o", program, "parley/cmd/parley").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return program
}

// serve opens the demo with the program itself, and gives the address that it prints.
func serve(t *testing.T) string {
	t.Helper()
	return serveWith(t, build(t))
}

// serveWith opens the demo with flags more.
func serveWith(t *testing.T, program string, flags ...string) string {
	t.Helper()
	cmd := exec.Command(program, append([]string{"desk", "--demo", "--as", "Ada Lind"}, flags...)...)
	cmd.Env = append(os.Environ(), "TMPDIR="+t.TempDir())
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { cmd.Process.Signal(os.Interrupt); cmd.Wait() })
	address, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatalf("the desk gave no address: %v", err)
	}
	return strings.TrimSpace(address)
}

// start starts a browser, or skips the test where there is none.
func start(t *testing.T) context.Context {
	t.Helper()
	path := os.Getenv("PARLEY_CHROMIUM")
	if path == "" {
		t.Skip("PARLEY_CHROMIUM names no browser")
	}
	ctx, cancel := chromedp.NewExecAllocator(context.Background(), append(chromedp.DefaultExecAllocatorOptions[:], chromedp.NoSandbox, chromedp.IgnoreCertErrors, chromedp.ExecPath(path))...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	if err := chromedp.Do(ctx); err != nil {
		t.Fatal(err)
	}
	return ctx
}

// A tab is a page of its own in a browser, with cookies of its own, and what went
// wrong in it since it was last asked.
type tab struct {
	*testing.T
	ctx   context.Context
	base  string
	also  string // another place that its pages may lead to
	width int64

	mu    sync.Mutex
	wrong []string
}

// open opens a tab and lets it in.
func open(t *testing.T, browser context.Context, address string) *tab {
	t.Helper()
	base, _, _ := strings.Cut(address, "/enter")
	b := &tab{T: t, base: base}
	ctx, cancel := chromedp.NewContext(browser, chromedp.WithNewBrowserContext(), chromedp.WithListener(b.listen))
	t.Cleanup(cancel)
	b.ctx = ctx
	b.do(chromedp.Func(focused), chromedp.Navigate(address))
	return b
}

// focused makes the tab one whose window has the focus. Where it has not, behind the
// last link until the browser hands the focus back, nobody sees what is focused.
func focused(ctx context.Context, t *chromedp.Target) error {
	_, err := cdp.Call(ctx, t, emulation.SetFocusEmulationEnabled, emulation.SetFocusEmulationEnabledParams{Enabled: true})
	return err
}

// listen notes what a page must not do. Chromium logs what the policy refused as an
// error.
func (b *tab) listen(event any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch e := event.(type) {
	case *runtime.EventExceptionThrown:
		b.wrong = append(b.wrong, "exception: "+e.ExceptionDetails.Text)
	case *runtime.EventConsoleAPICalled:
		if e.Type == "error" {
			b.wrong = append(b.wrong, "console.error was called")
		}
	case *log.EventEntryAdded:
		if e.Entry.Level == "error" {
			b.wrong = append(b.wrong, "logged: "+e.Entry.Text+" "+e.Entry.URL)
		}
	case *network.EventRequestWillBeSent:
		if u := e.Request.URL; !strings.HasPrefix(u, b.base+"/") && (b.also == "" || !strings.HasPrefix(u, b.also+"/")) && !strings.HasPrefix(u, "data:") {
			b.wrong = append(b.wrong, "asked elsewhere: "+u)
		}
	}
}

func (b *tab) do(steps ...chromedp.Action[chromedp.Void]) {
	b.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, time.Minute)
	if b.ctx == nil || chromedp.FromContext(b.ctx).Target == nil {
		ctx = b.ctx // the first step opens the tab, which lives as long as its context
	}
	defer cancel()
	if err := chromedp.Do(ctx, steps...); err != nil {
		b.Fatal(err)
	}
}

func (b *tab) run(script string) []string {
	b.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, time.Minute)
	defer cancel()
	all, err := chromedp.Run(ctx, chromedp.Evaluate[[]string](script, chromedp.EvalAwaitPromise))
	if err != nil {
		b.Fatal(err)
	}
	return all
}

// look makes the tab as wide and as light as it is to be looked at.
func (b *tab) look(width int64, scheme string) {
	b.Helper()
	b.width = width
	b.do(chromedp.EmulateViewport(width, 900), chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
			Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}, {Name: "prefers-reduced-motion", Value: "reduce"}},
		})
		return err
	}))
}

// to opens a page and waits until its islands are there.
func (b *tab) to(path string) {
	b.Helper()
	b.do(chromedp.Navigate(b.base + path))
	b.run(`new Promise(done => requestAnimationFrame(() => setTimeout(() => done([]), 50)))`)
}

// faults are what went wrong since they were last asked for.
func (b *tab) faults() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	all := b.wrong
	b.wrong = nil
	return all
}

var (
	link   = regexp.MustCompile(`href="(/[^"]*)`)
	number = regexp.MustCompile(`\d+|^/terms/.+`) // or another name of one among many
)

// everyView walks the desk's links and gives one page of each kind that they lead to,
// so that a view that somebody adds is tested too.
func everyView(t *testing.T, address string) []string {
	t.Helper()
	base, _, _ := strings.Cut(address, "/enter")
	jar, _ := cookiejar.New(nil)
	client := &http.Client{Jar: jar, Timeout: time.Minute}
	get := func(url string) (string, bool) {
		r, err := client.Get(url)
		if err != nil {
			t.Fatal(err)
		}
		defer r.Body.Close()
		body, err := io.ReadAll(r.Body)
		if err != nil || r.StatusCode != 200 {
			t.Errorf("GET %s = %d, %v", url, r.StatusCode, err)
		}
		return string(body), strings.HasPrefix(r.Header.Get("Content-Type"), "text/html")
	}
	get(address)
	found, kinds := []string{"/"}, map[string]bool{"/": true, "/demo": true}
	for i := 0; i < len(found); i++ {
		body, isPage := get(base + found[i])
		if !isPage {
			found = slices.Delete(found, i, i+1)
			i--
			continue
		}
		for _, l := range link.FindAllStringSubmatch(body, -1) {
			to, _, _ := strings.Cut(html.UnescapeString(l[1]), "#")
			path, _, _ := strings.Cut(to, "?")
			kind := number.ReplaceAllString(path, "N")
			if !kinds[kind] && !strings.HasPrefix(path, "/files/") {
				kinds[kind] = true
				found = append(found, to)
			}
		}
	}
	if len(found) < 20 {
		t.Fatalf("links lead to %d kinds of pages, want 20 or more: %q", len(found), found)
	}
	return found
}

// axe is the script of axe-core.
func axe(t *testing.T) string {
	t.Helper()
	script, err := os.ReadFile("../web/node_modules/axe-core/axe.min.js")
	if err != nil {
		t.Fatalf("%v: run npm ci --prefix desk/web", err)
	}
	return fmt.Sprintf("%s\n", script)
}
