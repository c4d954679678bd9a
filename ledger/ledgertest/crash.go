package ledgertest

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"parley"
	"parley/ledger"
)

// How much is filed by processes that do not live to see the end of it.
const (
	crashReports = 1000
	crashBatch   = 20
)

// What a child process is told.
const (
	childCase  = "PARLEY_TEST_CASE"
	childRange = "PARLEY_TEST_REPORTS" // the first, the one after the last, and the batch to be loud in
)

// TestCrash kills processes while they file reports, some before, some in and some
// after an Append, and holds that each report that they said was filed is there,
// none twice, and no batch in part; and that processes which file the same at once
// do not get in each other's way. It starts the test that calls it again, so that
// test must do nothing before. where says where a new case can be, and open opens
// it, and makes it where it is not there.
func TestCrash(t *testing.T, where func(t *testing.T) string, open func(t *testing.T, where string) ledger.Store) {
	if place := os.Getenv(childCase); place != "" {
		child(t, open(t, place))
		return
	}
	for name, crash := range map[string]func(*testing.T, func() ledger.Store, string){
		"a_killed_process_loses_and_doubles_nothing": killed, "processes_at_once_lose_and_double_nothing": atOnce,
	} {
		t.Run(name, func(t *testing.T) {
			place := where(t)
			open(t, place).Close()
			crash(t, func() ledger.Store { return open(t, place) }, place)
		})
	}
}

// child files a range of reports. It says on standard output when it begins a
// batch and when it has filed it; and in one of them it says without end that it is
// filing, so that whoever listens can choose a moment without a clock.
func child(t *testing.T, s ledger.Store) {
	defer s.Close()
	var first, last, loud int
	if _, err := fmt.Sscan(os.Getenv(childRange), &first, &last, &loud); err != nil {
		t.Fatal(err)
	}
	for batch := 1; first < last; batch++ {
		drafts := crashDrafts(first, first+crashBatch)
		fmt.Println("begins", batch)
		quiet := make(chan bool)
		var group sync.WaitGroup
		if batch == loud {
			group.Go(func() { say("files", quiet) })
		}
		_, err := s.Append(t.Context(), time.Now(), drafts)
		close(quiet)
		group.Wait()
		if err != nil {
			t.Fatal(err)
		}
		first += crashBatch
		fmt.Println("filed", first)
	}
}

func say(line string, until chan bool) {
	for {
		select {
		case <-until:
			return
		default:
			fmt.Println(line)
		}
	}
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
func start(t *testing.T, place string, first, last, loud int) (*exec.Cmd, io.Reader) {
	t.Helper()
	test, _, _ := strings.Cut(t.Name(), "/")
	cmd := exec.Command(os.Args[0], "-test.run=^"+test+"$", "-test.count=1")
	cmd.Env = append(os.Environ(), childCase+"="+place, fmt.Sprintf("%s=%d %d %d", childRange, first, last, loud))
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
func killed(t *testing.T, open func() ledger.Store, place string) {
	for _, moment := range []struct{ batch, ticks int }{{1, 0}, {1, 3000}, {2, 6000}, {9, 1000}, {20, 4000}, {30, 200}, {40, 12_000}} {
		cmd, out := start(t, place, 0, crashReports, moment.batch)
		filed := killAt(t, cmd, out, moment.batch, moment.ticks)
		s := open()
		there := whole(t, s)
		if there < filed || there%crashBatch != 0 {
			t.Fatalf("killed in batch %d: %d reports are there, want whole batches and the %d that were filed", moment.batch, there, filed)
		}
		s.Close()
		t.Logf("killed in batch %d: it had filed %d reports, %d are there", moment.batch, filed, there)
	}
	s := open()
	defer s.Close()
	if _, err := s.Append(t.Context(), time.Now(), crashDrafts(0, crashReports)); err != nil {
		t.Fatal(err)
	}
	if there := whole(t, s); there != crashReports {
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

// whole holds that a case has no report twice or in part, and none but those of
// [crashDrafts], and returns how many it has.
func whole(t *testing.T, s ledger.Store) int {
	t.Helper()
	c := &theCase{T: t, store: s}
	_, err := s.Append(t.Context(), time.Now(), nil) // waits for what a dead process may have left to be done
	c.check(err)
	head, err := s.Head(t.Context())
	c.check(err)
	known := map[ledger.Digest]bool{}
	for _, d := range crashDrafts(0, crashReports) {
		known[ledger.DigestOf(d.Body)] = true
	}
	tree, reports, readings := new(ledger.Tree), 0, map[int64]int{}
	for e, err := range s.Entries(t.Context(), 0) {
		c.check(err)
		tree.Add(e.Leaf())
		if !known[e.Body] {
			t.Errorf("entry %d, a %s, is there twice or is not what was filed", e.Seq, e.Kind)
		}
		known[e.Body] = e.Kind == ledger.KindReading // two reports may read alike
		if e.Kind == ledger.KindReport {
			reports++
		} else {
			readings[e.Of.Report]++
		}
		if e.Seq%20 == 0 {
			_, err := s.Body(t.Context(), e.Seq)
			c.check(err)
		}
	}
	if head.Size != tree.Size || head.Root() != tree.Root() {
		t.Errorf("the head is %d, %v; of the entries it is %d, %v", head.Size, head.Root(), tree.Size, tree.Root())
	}
	lines := len(collect(c, s.Lines(t.Context(), 0)))
	found := len(collect(c, s.Reports(t.Context(), ledger.Query{})))
	if head.Size != int64(2*reports) || len(readings) != reports || found != reports || lines != 2*reports {
		t.Errorf("of %d entries %d are reports, of which %d were read and %d are found, with %d lines", head.Size, reports, len(readings), found, lines)
	}
	return reports
}

// atOnce lets processes file ranges that overlap.
func atOnce(t *testing.T, open func() ledger.Store, place string) {
	var all []*exec.Cmd
	for _, part := range [][2]int{{0, 600}, {400, crashReports}, {200, 800}} {
		cmd, out := start(t, place, part[0], part[1], 0)
		go io.Copy(io.Discard, out)
		all = append(all, cmd)
	}
	for _, cmd := range all {
		if err := cmd.Wait(); err != nil {
			t.Errorf("a process that filed with others: %v", err)
		}
	}
	s := open()
	defer s.Close()
	if there := whole(t, s); there != crashReports {
		t.Errorf("%d reports are there, want %d", there, crashReports)
	}
}
