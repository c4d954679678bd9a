package ledgertest

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"

	"parley"
	"parley/ledger"
)

// A Place is where a case of a test is, as another process can be told of it.
type Place struct {
	Name string // of a file, or an address
	Open func(t *testing.T, name string) ledger.Store
}

// How much is filed by processes that do not live to see the end of it.
const (
	crashReports = 1000
	crashBatch   = 20
)

// What a child process is told.
const (
	childCase  = "PARLEY_TEST_CASE"
	childRange = "PARLEY_TEST_REPORTS"
)

// TestCrash kills processes while they file reports, some before, some in and some
// after an Append, and holds that each report that they said was filed is there,
// none twice, and no batch in part; and that processes which file the same at once
// do not get in each other's way. It starts the test that calls it again, so that
// test must do nothing before. where gives a new case.
func TestCrash(t *testing.T, where func(t *testing.T) Place) {
	if name := os.Getenv(childCase); name != "" {
		child(t, where(t).Open(t, name))
		return
	}
	t.Run("a_killed_process_loses_and_doubles_nothing", func(t *testing.T) { killed(t, where(t)) })
	t.Run("processes_at_once_lose_and_double_nothing", func(t *testing.T) { atOnce(t, where(t)) })
}

// child files a range of reports. It says on standard output when it begins a
// batch and when it has filed it, and while it does it says so without end, so that
// whoever listens can choose a moment without a clock.
func child(t *testing.T, s ledger.Store) {
	from, to, _ := strings.Cut(os.Getenv(childRange), " ")
	first, _ := strconv.Atoi(from)
	last, _ := strconv.Atoi(to)
	for ; first < last; first += crashBatch {
		fmt.Println("begins", first)
		ticking, ticked := make(chan bool), make(chan bool)
		go func() {
			defer close(ticked)
			for {
				select {
				case <-ticking:
					return
				default:
					fmt.Println("files")
				}
			}
		}()
		_, err := s.Append(t.Context(), time.Now(), crashDrafts(first, first+crashBatch))
		close(ticking)
		<-ticked
		if err != nil {
			t.Fatal(err)
		}
		fmt.Println("filed", first+crashBatch)
	}
	s.Close()
}

func crashDrafts(first, last int) []ledger.Draft {
	base := one("Oda says yes to the plan of the envoys. Bo says no")
	base.Report.URL = "https://herald.example/plan" // so that no two are alike
	vary := Vary([]*parley.Record{base}, 9)
	var drafts []ledger.Draft
	for i := first; i < last; i++ {
		drafts = append(drafts, Drafts(vary(i))...)
	}
	return drafts
}

// start starts this test again, to file reports.
func start(t *testing.T, name string, first, last int) (*exec.Cmd, io.Reader) {
	t.Helper()
	test, _, _ := strings.Cut(t.Name(), "/")
	cmd := exec.Command(os.Args[0], "-test.run=^"+test+"$", "-test.count=1")
	cmd.Env = append(os.Environ(), childCase+"="+name, fmt.Sprintf("%s=%d %d", childRange, first, last))
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { cmd.Process.Kill() })
	return cmd, out
}

// killed kills a process in its batch-th batch after some ticks, over and over.
func killed(t *testing.T, where Place) {
	where.Open(t, where.Name).Close()
	for _, moment := range []struct{ batch, ticks int }{{1, 0}, {1, 3000}, {2, 6000}, {6, 200}, {9, 1000}, {14, 2000}, {20, 4000}, {30, 12_000}, {40, 500}} {
		cmd, out := start(t, where.Name, 0, crashReports)
		filed := killAt(t, cmd, out, moment.batch, moment.ticks)
		s := where.Open(t, where.Name)
		there := whole(t, s, crashReports)
		if there < filed || there%crashBatch != 0 {
			t.Fatalf("killed in batch %d: %d reports are there, want whole batches and the %d that were filed", moment.batch, there, filed)
		}
		s.Close()
		t.Logf("killed in batch %d: it had filed %d reports, %d are there", moment.batch, filed, there)
	}
	s := where.Open(t, where.Name)
	defer s.Close()
	if _, err := s.Append(t.Context(), time.Now(), crashDrafts(0, crashReports)); err != nil {
		t.Fatal(err)
	}
	if there := whole(t, s, crashReports); there != crashReports {
		t.Errorf("all filed again are %d reports, want %d", there, crashReports)
	}
}

// killAt returns how many reports the process had said it had filed.
func killAt(t *testing.T, cmd *exec.Cmd, out io.Reader, batch, ticks int) (filed int) {
	t.Helper()
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		verb, n, _ := strings.Cut(lines.Text(), " ")
		switch verb {
		case "begins":
			batch--
		case "filed":
			filed, _ = strconv.Atoi(n)
			if batch <= 0 {
				ticks = 0 // it was too fast
			}
		case "files":
			if batch <= 0 {
				ticks--
			}
		}
		if batch <= 0 && ticks <= 0 {
			break
		}
	}
	if batch > 0 {
		t.Fatalf("the process ended before it was killed: %v", cmd.Wait())
	}
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	for lines.Scan() { // what it said before it knew
		if n, is := strings.CutPrefix(lines.Text(), "filed "); is {
			filed, _ = strconv.Atoi(n)
		}
	}
	cmd.Wait()
	return filed
}

// whole holds that a case has no report twice or in part, and returns how many of
// the first n it has.
func whole(t *testing.T, s ledger.Store, n int) int {
	t.Helper()
	c := &theCase{T: t, store: s}
	_, err := s.Append(t.Context(), time.Now(), nil) // waits for what a dead process may have left to be done
	c.check(err)
	head, err := s.Head(t.Context())
	c.check(err)
	tree, reports, readings := new(ledger.Tree), 0, map[int64]int{}
	for e, err := range s.Entries(t.Context(), 0) {
		c.check(err)
		tree.Add(e.Leaf())
		body, err := s.Body(t.Context(), e.Seq)
		c.check(err)
		if ledger.DigestOf(body) != e.Body {
			t.Errorf("the body of entry %d has another digest", e.Seq)
		}
		if e.Kind == ledger.KindReport {
			reports++
		} else {
			readings[e.Of.Report]++
		}
	}
	if head.Size != tree.Size || head.Root() != tree.Root() {
		t.Errorf("the head is %d, %v; of the entries it is %d, %v", head.Size, head.Root(), tree.Size, tree.Root())
	}
	there := map[int64]bool{}
	for i, d := range crashDrafts(0, n) {
		if d.Kind != ledger.KindReport {
			continue
		}
		seq, err := s.Once(t.Context(), d.Once)
		c.check(err)
		if seq == 0 {
			continue
		}
		if there[seq] || readings[seq] != 1 {
			t.Errorf("report %d has entry %d with %d readings", i/2, seq, readings[seq])
		}
		there[seq] = true
	}
	lines := len(collect(c, s.Lines(t.Context(), 0)))
	if found := len(collect(c, s.Reports(t.Context(), ledger.Query{}))); reports != len(there) || found != reports || lines != 2*reports || len(readings) != reports {
		t.Errorf("%d reports are filed, of which %d answer to their keys and %d are found, with %d lines", reports, len(there), found, lines)
	}
	return len(there)
}

// atOnce lets processes file ranges that overlap.
func atOnce(t *testing.T, where Place) {
	where.Open(t, where.Name).Close()
	var all []*exec.Cmd
	for _, part := range [][2]int{{0, 600}, {400, crashReports}, {200, 800}} {
		cmd, out := start(t, where.Name, part[0], part[1])
		go io.Copy(io.Discard, out)
		all = append(all, cmd)
	}
	for _, cmd := range all {
		if err := cmd.Wait(); err != nil {
			t.Errorf("a process that filed with others: %v", err)
		}
	}
	s := where.Open(t, where.Name)
	defer s.Close()
	if there := whole(t, s, crashReports); there != crashReports {
		t.Errorf("%d reports are there, want %d", there, crashReports)
	}
}
