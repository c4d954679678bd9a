// Command loadtest works in a desk as many people at once do, and prints how long
// they waited: the median, the 95th and the 99th percentile for each page, errors,
// and whether every decision that was filed is in the log.
//
//	go run ./desk/loadtest -- parley desk --demo
//	go run ./desk/loadtest -address 'http://127.0.0.1:8080/enter?token=…'
//
// It decides in the case that it is let into: let it into a copy. What is behind --
// is started for it, and ended; its first line is the address. The exit status is 1
// where anything failed, a decision was lost, or the 95th percentile is above -most.
package main

import (
	"bufio"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"time"
)

// Options say how many do what.
type options struct {
	address            string
	readers, reviewers int
	lasts, each        time.Duration
	most               time.Duration
	seed               uint64
}

func main() {
	var o options
	flag.StringVar(&o.address, "address", "", "the `ADDRESS` that parley desk printed; else the command behind -- is started")
	flag.IntVar(&o.readers, "readers", 50, "people who read")
	flag.IntVar(&o.reviewers, "reviewers", 5, "people who decide")
	flag.DurationVar(&o.lasts, "for", time.Minute, "how long")
	flag.DurationVar(&o.each, "each", 2*time.Second, "the time from one action of a person to the next")
	flag.DurationVar(&o.most, "most", 200*time.Millisecond, "the 95th percentile that is good enough")
	flag.Uint64Var(&o.seed, "seed", 1, "who does what when")
	flag.Parse()
	if err := run(context.Background(), o, flag.Args(), os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "loadtest:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, o options, command []string, out io.Writer) error {
	if o.address == "" {
		if len(command) == 0 {
			return errors.New("no desk: give -address, or a command that starts one behind --")
		}
		address, end, err := start(ctx, command)
		if err != nil {
			return err
		}
		defer end()
		o.address = address
	}
	w, err := newWork(ctx, o)
	if err != nil {
		return err
	}
	w.all(ctx)
	lost, err := w.lost(ctx)
	if err != nil {
		return err
	}
	return w.report(out, lost)
}

// start starts a desk; its first line is its address.
func start(ctx context.Context, command []string) (address string, end func(), err error) {
	cmd := exec.CommandContext(ctx, command[0], command[1:]...)
	cmd.Stderr = os.Stderr
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		return "", nil, err
	}
	if err := cmd.Start(); err != nil {
		return "", nil, fmt.Errorf("starting %s: %w", command[0], err)
	}
	end = func() {
		_ = cmd.Process.Signal(os.Interrupt)
		_ = cmd.Wait() // how it ends says nothing of the desk
	}
	line, err := bufio.NewReader(stdout).ReadString('\n')
	if err != nil || !strings.HasPrefix(line, "http") {
		end()
		return "", nil, fmt.Errorf("%s printed no address but %q: %v", command[0], line, err)
	}
	return strings.TrimSpace(line), end, nil
}
