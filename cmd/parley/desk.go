package main

import (
	"context"
	"crypto/rand"
	"crypto/tls"
	"errors"
	"fmt"
	"math"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"parley/clerk"
	"parley/desk"
	"parley/desk/demo"
	"parley/ingest"
	"parley/ledger"
)

func (p *program) deskCommand() *cobra.Command {
	var of caseOptions
	var in readOptions
	var at openness
	var isDemo bool
	cmd := &cobra.Command{
		Use:   "desk [flags]",
		Short: "Open a case in the browser",
		Long: `Desk serves a case to the browser on this machine until it is interrupted: the reports
with their statements marked, search, who is who, chains, positions, contacts, plans,
review and correction. It prints an address that lets you in, and whoever else has it:
keep it to yourself. Nothing is loaded from elsewhere. What you decide is filed by your
name. Where there is no case it makes one.

With --demo it opens a case to look around in: ten reports, written for it, of talks
that never took place. That case is gone when the desk is closed.

Where others reach it, a desk has accounts (parley desk user add) and TLS, of its own
or of a proxy before it, and answers to one name. With --oidc people log in at an issuer
of OpenID Connect, and come in where they have an account here; that issuer is the only
address outside that a desk asks, beside those of reports that people add.
` + aboutCase,
		Example: "  parley desk --case talks.parley\n  parley desk --demo\n  parley desk --listen :443 --host desk.example.org --tls-cert desk.pem --tls-key desk.key\n  parley desk --listen 127.0.0.1:8080 --behind-proxy --host desk.example.org --oidc https://login.example.org --oidc-client parley --oidc-secret-file desk.secret",
		Args:    exactly(0, "none"),
		RunE: func(cmd *cobra.Command, _ []string) error {
			by, err := of.person()
			if err != nil {
				return err
			}
			return p.desk(cmd.Context(), &of, by, &at, in, isDemo)
		},
	}
	cmd.Flags().SortFlags = false
	of.flags(cmd)
	of.personFlag(cmd)
	at.flags(cmd)
	cmd.Flags().BoolVar(&isDemo, "demo", false, "open a case to look around in")
	addReaderFlags(cmd, &in.reader)
	cmd.AddCommand(p.deskUserCommand())
	return cmd
}

// desk serves a case until the context ends.
func (p *program) desk(ctx context.Context, of *caseOptions, by string, at *openness, in readOptions, isDemo bool) error {
	reader, err := p.crafts.clerk(in.reader)
	if err != nil {
		return err
	}
	read := func(ctx context.Context, input desk.Input) clerk.Outcome { return readAtDesk(ctx, reader, input) }
	aside := &demoCase{program: p, read: read}
	defer aside.remove()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	o := desk.Options{By: by, Read: read}
	if isDemo {
		o.Case, err = aside.open(ctx)
	} else {
		var made bool
		if o.Case, made, err = of.make(ctx, by, p.now()); made {
			p.say("made the case %s", withoutUser(of.place()))
		}
		o.Demo = func(context.Context) (string, error) { return aside.serve(ctx, by) }
	}
	if err != nil {
		return err
	}
	defer o.Case.Close()
	address, serve, err := p.openDesk(ctx, o, of, at)
	if err != nil {
		return err
	}
	if _, err := fmt.Fprintln(p.out, address); err != nil {
		return err
	}
	p.say("the desk is open; interrupt to close it")
	return serve()
}

// openDesk listens for a desk. Serve answers until the context ends.
func (p *program) openDesk(ctx context.Context, o desk.Options, of *caseOptions, open *openness) (address string, serve func() error, err error) {
	debug.SetMemoryLimit(math.MaxInt64) // the limit of one report: a desk holds what many ask for
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", open.listen)
	if err != nil {
		return "", nil, err
	}
	at := listener.Addr().(*net.TCPAddr)
	o.Now, o.Token, o.Version = p.now, rand.Text(), version()
	o.Hosts = []string{at.String(), fmt.Sprintf("localhost:%d", at.Port)}
	address = fmt.Sprintf("http://%s/enter?token=%s", at, o.Token)
	if open.isForOthers(at) {
		secure, err := open.open(ctx, p, at, of, &o)
		if err != nil {
			listener.Close()
			return "", nil, err
		}
		address = "https://" + open.host + "/"
		if secure != nil {
			listener = tls.NewListener(listener, secure)
		}
	}
	d, err := desk.New(o)
	if err != nil {
		listener.Close()
		return "", nil, err
	}
	server := &http.Server{Handler: d, ReadHeaderTimeout: 10 * time.Second, ReadTimeout: 2 * time.Minute, IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 64 << 10}
	return address, func() error {
		answered := make(chan struct{})
		stop := context.AfterFunc(ctx, func() {
			defer close(answered)
			closing, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
			defer cancel()
			d.Close()
			if server.Shutdown(closing) != nil {
				server.Close()
			}
		})
		defer stop()
		if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
			return err
		}
		<-answered // Serve ends as the shutdown begins, and the case is closed behind it
		if o.Door != nil {
			o.Door.Close()
		}
		return nil
	}, nil
}

// A demoCase is a case to look around in, in a folder that is removed.
type demoCase struct {
	program *program
	read    func(context.Context, desk.Input) clerk.Outcome

	mu      sync.Mutex
	folder  string
	address string // of its own desk, once that is open
	served  sync.WaitGroup
}

// open makes the case.
func (d *demoCase) open(ctx context.Context) (*ledger.Case, error) {
	var err error
	if d.folder, err = os.MkdirTemp("", "parley-demo-"); err != nil {
		return nil, err
	}
	store, err := createStore(ctx, filepath.Join(d.folder, "demo.parley"))
	if err != nil {
		return nil, err
	}
	c := newCase(store)
	err = begin(ctx, c, demo.Name, demo.Colleague, demo.Begun)
	if err == nil {
		err = demo.File(ctx, c, d.read)
	}
	if err != nil {
		c.Close()
		return nil, err
	}
	return c, nil
}

// serve opens a desk of its own on the case, once, and gives its address.
func (d *demoCase) serve(ctx context.Context, by string) (string, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.address != "" {
		return d.address, nil
	}
	c, err := d.open(ctx)
	if err != nil {
		return "", err
	}
	address, serve, err := d.program.openDesk(ctx, desk.Options{Case: c, By: by, Read: d.read}, nil, &openness{listen: "127.0.0.1:0"})
	if err != nil {
		c.Close()
		return "", err
	}
	d.address = address
	d.served.Go(func() {
		defer c.Close()
		if err := serve(); err != nil {
			d.program.say("the demo: %v", err)
		}
	})
	return address, nil
}

// remove waits for the demo's desk to close and removes its case.
func (d *demoCase) remove() {
	d.served.Wait()
	if d.folder != "" {
		os.RemoveAll(d.folder)
	}
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
