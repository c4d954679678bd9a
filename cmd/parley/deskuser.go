package main

import (
	"bufio"
	"context"
	"crypto/tls"
	"fmt"
	"io"
	"net"
	"os"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"parley"
	"parley/desk"
	"parley/desk/accounts"
	"parley/desk/issuer"
)

// An openness is how a desk is open to others than this machine.
type openness struct {
	listen      string
	host        string
	cert, key   string
	behindProxy bool
	accounts    string

	issuer, client, secret string
}

func (o *openness) flags(cmd *cobra.Command) {
	cmd.Flags().StringVar(&o.listen, "listen", "127.0.0.1:0", "the `ADDRESS` to listen on; port 0 is any that is free; one that others reach takes accounts and TLS")
	cmd.Flags().StringVar(&o.host, "host", "", "the `NAME` by which browsers call a desk with accounts, with its port where that is not 443")
	cmd.Flags().StringVar(&o.cert, "tls-cert", "", "`FILE` of the certificate, with those that lead to its root")
	cmd.Flags().StringVar(&o.key, "tls-key", "", "`FILE` of its key")
	cmd.Flags().BoolVar(&o.behindProxy, "behind-proxy", false, "a proxy does TLS, and says in X-Forwarded-For who asks")
	cmd.Flags().StringVar(&o.accounts, "accounts", "", "`FILE` of the accounts, by default the case's with .accounts after it")
	cmd.Flags().StringVar(&o.issuer, "oidc", "", "people log in at the `ISSUER` of OpenID Connect, https://…, too")
	cmd.Flags().StringVar(&o.client, "oidc-client", "", "the `ID` by which it knows the desk; it leads back to https://NAME/log-in/back")
	cmd.Flags().StringVar(&o.secret, "oidc-secret-file", "", "`FILE` of the desk's secret there, if it has one")
}

// isForOthers says whether a desk takes accounts: where others reach it.
func (o *openness) isForOthers(at *net.TCPAddr) bool {
	return o.behindProxy || o.cert != "" || o.key != "" || o.issuer != "" || !at.IP.IsLoopback()
}

// open makes of a desk's options those of a desk for others, or refuses.
func (o *openness) open(ctx context.Context, p *program, at *net.TCPAddr, of *caseOptions, to *desk.Options) (*tls.Config, error) {
	if !o.behindProxy && (o.cert == "" || o.key == "") {
		return nil, &usageError{fmt.Sprintf("a desk at %s can be reached by others, and passwords may not go there in the open", at), "--tls-cert FILE --tls-key FILE, --behind-proxy, or --listen 127.0.0.1:8080"}
	}
	if o.host == "" {
		return nil, &usageError{"a desk for others answers to one name alone", "--host desk.example.org"}
	}
	path, err := accountsPath(of, o.accounts)
	if err != nil {
		return nil, err
	}
	file := accounts.NewFile(path)
	all, err := file.All()
	if err != nil {
		return nil, err
	}
	if len(all) == 0 {
		return nil, &usageError{"nobody has an account at this desk", "parley desk user add 'Ada Lind' --role lead"}
	}
	to.Door = &accounts.Door{Accounts: file, LogIns: path + ".log", Now: p.now}
	to.Token, to.Demo, to.BehindProxy = "", nil, o.behindProxy
	to.Hosts = []string{o.host}
	if to.Issuer, err = o.findIssuer(ctx, p); err != nil {
		return nil, err
	}
	if o.behindProxy {
		return nil, nil
	}
	pair, err := tls.LoadX509KeyPair(o.cert, o.key)
	if err != nil {
		return nil, err
	}
	return &tls.Config{Certificates: []tls.Certificate{pair}, MinVersion: tls.VersionTLS12, NextProtos: []string{"h2", "http/1.1"}}, nil
}

// findIssuer asks the issuer who it is, where there is one.
func (o *openness) findIssuer(ctx context.Context, p *program) (*issuer.Issuer, error) {
	switch {
	case o.issuer == "" && (o.client != "" || o.secret != ""):
		return nil, &usageError{"no issuer is named that would know the desk", "--oidc https://login.example.org"}
	case o.issuer == "":
		return nil, nil
	case o.client == "":
		return nil, &usageError{fmt.Sprintf("the issuer %s knows a desk by a client id", o.issuer), "--oidc-client ID"}
	}
	options := issuer.Options{URL: o.issuer, Client: o.client, Back: "https://" + o.host + "/log-in/back", Now: p.now}
	if o.secret != "" {
		secret, err := os.ReadFile(o.secret)
		if err != nil {
			return nil, err
		}
		if options.Secret = strings.TrimSpace(string(secret)); options.Secret == "" {
			return nil, fmt.Errorf("%s has no secret in it: %w", o.secret, parley.ErrInvalid)
		}
	}
	return issuer.Find(ctx, options)
}

// accountsPath is where the accounts of a case are.
func accountsPath(of *caseOptions, given string) (string, error) {
	switch {
	case given != "":
		return given, nil
	case isServer(of.place()):
		return "", &usageError{"a case in a server has no place beside it for accounts", "--accounts FILE"}
	}
	return of.place() + ".accounts", nil
}

func (p *program) deskUserCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "user",
		Short: "Say who may work at a desk",
		Long: `User changes who may work at a desk that others reach, and as what: a reader reads, a
reviewer also adds reports and decides, a lead also takes back what others decided and
sees who came in. Who is removed, or gets another role or password, is out at once.
Accounts are in a file beside the case, with passwords as argon2id keeps them. Whom an
issuer of OpenID Connect knows comes in by that (parley desk --oidc), with an account too.
`,
		Example: "  parley desk user list --case talks.parley",
		Args:    exactly(0, "none"),
		RunE:    func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(p.deskUserAdd(), p.deskUserList(), p.deskUserRemove())
	return cmd
}

// userCommand is a command on the accounts of a case.
func (p *program) userCommand(use, short, long, example string, n int, do func(*accounts.File, []string) error) *cobra.Command {
	var of caseOptions
	var path string
	what := "none"
	if n > 0 {
		what = "the name of one person"
	}
	cmd := &cobra.Command{Use: use, Short: short, Long: long, Example: example, Args: exactly(n, what),
		RunE: func(_ *cobra.Command, args []string) error {
			path, err := accountsPath(&of, path)
			if err != nil {
				return err
			}
			return do(accounts.NewFile(path), args)
		}}
	cmd.Flags().SortFlags = false
	of.flags(cmd)
	cmd.Flags().StringVar(&path, "accounts", "", "`FILE` of the accounts, by default the case's with .accounts after it")
	return cmd
}

func (p *program) deskUserAdd() *cobra.Command {
	var role string
	var a accounts.Account
	var withPassword bool
	cmd := p.userCommand("add [flags] NAME", "Give somebody an account, or another role and password", `Add gives somebody an account. The name is the author of what they file. The password
is asked for twice, or read from one line of standard input. Where the name has an
account already, this one takes its place.

With --email or --oidc-subject the person comes in by an issuer (parley desk --oidc), and
has no password but with --password. A mail address counts where the issuer has verified
it. A subject is surer: an issuer gives it to nobody else, and where an account has one
it alone decides.
`, "  parley desk user add 'Ada Lind' --role lead\n  parley desk user add 'Una Berg' --role reader --email una@example.org\n  pass desk/bo | parley desk user add 'Bo Ek' --role reviewer", 1,
		func(f *accounts.File, args []string) (err error) {
			if a.Name, err = properName(joined(args[0])); err != nil {
				return err
			}
			if a.Role, err = accounts.ParseRole(role); err != nil {
				return &usageError{fmt.Sprintf("role %q is none of reader, reviewer, lead", role), "--role reviewer"}
			}
			if withPassword || a.Mail == "" && a.Subject == "" {
				password, err := p.password(a.Name)
				if err != nil {
					return err
				}
				if a.Hash, err = accounts.Hash(password); err != nil {
					return err
				}
			}
			if err := f.Put(a); err != nil {
				return err
			}
			p.say("%s is a %s at this desk", a.Name, a.Role)
			return nil
		})
	cmd.Flags().StringVar(&role, "role", "reader", "the `ROLE`: reader, reviewer or lead")
	cmd.Flags().StringVar(&a.Mail, "email", "", "the `MAIL` address by which an issuer knows them")
	cmd.Flags().StringVar(&a.Subject, "oidc-subject", "", "what the issuer calls them, its `SUBJECT`")
	cmd.Flags().BoolVar(&withPassword, "password", false, "a password too")
	return cmd
}

func (p *program) deskUserList() *cobra.Command {
	return p.userCommand("list [flags]", "List who has an account", "List prints of each account the role, the name and by what the person comes in.\n", "  parley desk user list --case talks.parley", 0,
		func(f *accounts.File, _ []string) error {
			all, err := f.All()
			for _, a := range all {
				fmt.Fprintf(p.out, "%-8s  %s (%s)\n", a.Role, printable(a.Name), printable(strings.Join(a.Ways(), ", ")))
			}
			return err
		})
}

func (p *program) deskUserRemove() *cobra.Command {
	return p.userCommand("remove [flags] NAME", "Take somebody's account away", "Remove takes an account away. What the person filed stays, by their name.\n", "  parley desk user remove 'Bo Ek'", 1,
		func(f *accounts.File, args []string) error { return f.Remove(joined(args[0])) })
}

// password asks at a terminal, twice and unseen, or reads one line.
func (p *program) password(name string) (string, error) {
	in, isFile := p.in.(*os.File)
	if !isFile || !term.IsTerminal(int(in.Fd())) {
		line, err := bufio.NewReader(io.LimitReader(p.in, 4096)).ReadString('\n')
		if err != nil && err != io.EOF {
			return "", err
		}
		return strings.TrimRight(line, "\r\n"), nil
	}
	ask := func(words string) (string, error) {
		fmt.Fprint(p.err, words)
		typed, err := term.ReadPassword(int(in.Fd()))
		fmt.Fprintln(p.err)
		return string(typed), err
	}
	first, err := ask("Password for " + name + ": ")
	if err != nil {
		return "", err
	}
	again, err := ask("Once more: ")
	if err == nil && again != first {
		err = &usageError{"the two passwords differ", "the same command"}
	}
	return first, err
}
