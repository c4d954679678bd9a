// Parley reads reporting about a negotiation and prints who said what, on which
// words. It works offline, from this one binary.
package main

//go:generate go test -run TestDocs -update

import (
	"context"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"
	"time"
)

// memoryBytes is where the garbage collector begins to work harder, so that
// parley stays within the 250 MB that it promises.
const memoryBytes = 200 << 20

func main() {
	debug.SetMemoryLimit(memoryBytes)
	findHome()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	p := &program{in: os.Stdin, out: os.Stdout, err: os.Stderr, crafts: own(), now: time.Now}
	code := p.run(ctx, os.Args[1:])
	stop()
	os.Exit(code)
}
