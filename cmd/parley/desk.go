package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net"
	"net/http"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"parley/clerk"
	"parley/desk"
	"parley/ingest"
	"parley/ledger"
)

func (p *program) deskCommand() *cobra.Command {
	var of caseOptions
	var in readOptions
	var listen string
	cmd := &cobra.Command{
		Use:   "desk [flags]",
		Short: "Open a case in the browser",
		Long: `Desk serves a case to the browser on this machine until it is interrupted: the reports
with their statements marked, search, who is who, chains, review and correction. It
prints an address that lets you in, and whoever else has it: keep it to yourself.
Nothing is loaded from elsewhere. What you decide is filed by your name.`,
		Example: "  parley desk --case talks.parley",
		Args:    exactly(0, "none"),
	}
	p.caseCommand(cmd, &of, func(cmd *cobra.Command, _ []string, c *ledger.Case) error {
		by, err := of.person()
		if err != nil {
			return err
		}
		return p.desk(cmd.Context(), c, by, listen, in)
	})
	of.personFlag(cmd)
	cmd.Flags().StringVar(&listen, "listen", "127.0.0.1:0", "the `ADDRESS` to listen on, of this machine; port 0 is any that is free")
	addReaderFlags(cmd, &in.reader)
	return cmd
}

// desk serves the case c until the context ends.
func (p *program) desk(ctx context.Context, c *ledger.Case, by, listen string, in readOptions) error {
	reader, err := p.crafts.clerk(in.reader)
	if err != nil {
		return err
	}
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", listen)
	if err != nil {
		return err
	}
	defer listener.Close()
	at := listener.Addr().(*net.TCPAddr)
	if !at.IP.IsLoopback() {
		return &usageError{fmt.Sprintf("%s is not an address of this machine alone, and a desk for others needs accounts", listen), "--listen 127.0.0.1:8080"}
	}
	token := rand.Text()
	d, err := desk.New(desk.Options{
		Case: c, Now: p.now, By: by, Token: token, Version: version(),
		Hosts: []string{at.String(), fmt.Sprintf("localhost:%d", at.Port)},
		Read: func(ctx context.Context, input desk.Input) clerk.Outcome {
			return readAtDesk(ctx, reader, input)
		},
	})
	if err != nil {
		return err
	}
	server := &http.Server{Handler: d, ReadHeaderTimeout: 10 * time.Second, IdleTimeout: 2 * time.Minute}
	if _, err := fmt.Fprintf(p.out, "http://%s/enter?token=%s\n", at, token); err != nil {
		return err
	}
	p.say("the desk is open; interrupt to close it")
	stop := context.AfterFunc(ctx, func() {
		closing, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
		defer cancel()
		d.Close()
		_ = server.Shutdown(closing)
	})
	defer stop()
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// readAtDesk makes the record of what somebody adds in the browser. Addresses of
// this machine and its network are not fetched.
func readAtDesk(ctx context.Context, reader *clerk.Clerk, input desk.Input) (out clerk.Outcome) {
	in := clerk.Input{Name: withoutUser(input.Name), Open: func(ctx context.Context) (clerk.Opened, error) {
		if input.Address != "" {
			return opened(fetch(ctx, input.Address, readOptions{given: input.Given}))
		}
		return opened(ingest.Read(input.Bytes, input.Given))
	}}
	err := reader.ReadAll(ctx, slices.Values([]clerk.Input{in}), 1, func(o clerk.Outcome) error {
		out = o
		return nil
	})
	if err != nil {
		out.Err = err
	}
	return out
}
