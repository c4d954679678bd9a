package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"os/user"
	"path/filepath"
	"runtime"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/adrg/xdg"
	"github.com/spf13/cobra"
	"golang.org/x/mod/sumdb/note"

	"parley"
	"parley/clerk"
	"parley/ledger"
	"parley/ledger/postgres"
	"parley/ledger/sqlite"
	"parley/resolve"
)

// caseOptions say which case a command is about, and who answers for what it
// files.
type caseOptions struct {
	where string
	by    string
}

// Where a case and a name are looked for, where no flag gives them.
const (
	caseVariable   = "PARLEY_CASE"
	personVariable = "PARLEY_AUTHOR"
)

const aboutCase = `
The case is the file that --case names, or else PARLEY_CASE, or else case.parley
in the user's data folder.`

func (o *caseOptions) flags(cmd *cobra.Command) {
	cmd.Flags().StringVar(&o.where, "case", "", "the case: a `FILE` or postgres://host/database?case=name, by default "+caseVariable+" or one in your data folder")
}

// personFlag is for commands that file something.
func (o *caseOptions) personFlag(cmd *cobra.Command) {
	cmd.Flags().StringVar(&o.by, "as", "", "`NAME` of who files it, by default "+personVariable+" or your name on this machine")
}

// place is where the case is.
func (o *caseOptions) place() string {
	if o.where != "" {
		return o.where
	}
	if where := os.Getenv(caseVariable); where != "" {
		return where
	}
	return filepath.Join(xdg.DataHome, "parley", "case.parley")
}

// findHome has those without HOME, such as cron and containers, find their home as the
// system has it.
func findHome() {
	if os.Getenv("HOME") != "" || runtime.GOOS == "windows" {
		return
	}
	if u, err := user.Current(); err == nil && u.HomeDir != "" {
		os.Setenv("HOME", u.HomeDir)
		xdg.Reload()
	}
}

// atHome refuses to keep something in the user's folders, which variable can name, where
// there are none: it would go to the root of the file system.
func atHome(variable string) error {
	if os.Getenv("HOME") != "" || runtime.GOOS == "windows" || os.Getenv(variable) != "" {
		return nil
	}
	return &usageError{"HOME is not set, and this machine does not tell where you are at home", "HOME=FOLDER, or " + variable + "=FOLDER"}
}

// isNamed reports whether a flag or the environment says which case.
func (o *caseOptions) isNamed() bool { return o.where != "" || os.Getenv(caseVariable) != "" }

// person is who answers for what is filed.
func (o *caseOptions) person() (string, error) {
	if name := joined(or(o.by, os.Getenv(personVariable))); name != "" {
		return properName(name)
	}
	if u, err := user.Current(); err == nil && or(u.Name, u.Username) != "" {
		return properName(or(u.Name, u.Username))
	}
	return "", &usageError{"this machine does not tell who you are", "--as 'Ada Lind', or " + personVariable}
}

// joined is a name with one space between its words.
func joined(name string) string { return strings.Join(strings.Fields(name), " ") }

// mostName is how many bytes a person's name may have.
const mostName = 200

// properName refuses what cannot be a name that others shall read for good.
func properName(name string) (string, error) {
	if !utf8.ValidString(name) || len(name) > mostName || oneLine(name) != name {
		return "", &usageError{fmt.Sprintf("%q is not the name of a person, on one line of %d bytes at most", name[:min(len(name), mostName)], mostName), "--as 'Ada Lind'"}
	}
	return name, nil
}

// isServer reports whether a case lives in a database server.
func isServer(where string) bool {
	u, err := url.Parse(where)
	return err == nil && (u.Scheme == "postgres" || u.Scheme == "postgresql")
}

// open opens a case that is there.
func (o *caseOptions) open(ctx context.Context) (*ledger.Case, error) {
	if err := o.placed(); err != nil {
		return nil, err
	}
	store, err := openStore(ctx, o.place())
	if errors.Is(err, parley.ErrNotFound) {
		return nil, &usageError{fmt.Sprintf("there is no case in %s", withoutUser(o.place())), "parley add REPORT… makes one; --case FILE names another"}
	}
	if err != nil {
		return nil, err
	}
	return newCase(store), nil
}

// placed refuses a case that would be nowhere.
func (o *caseOptions) placed() error {
	if o.isNamed() {
		return nil
	}
	return atHome("XDG_DATA_HOME")
}

// newCase is the case in a store, with entities told apart as package resolve does.
func newCase(store ledger.Store) *ledger.Case { return ledger.NewCase(store, resolve.Key) }

// make opens a case, or makes it where there is none.
func (o *caseOptions) make(ctx context.Context, by string, now time.Time) (c *ledger.Case, made bool, err error) {
	if err := o.placed(); err != nil {
		return nil, false, err
	}
	store, err := openStore(ctx, o.place())
	if errors.Is(err, parley.ErrNotFound) {
		store, err = createStore(ctx, o.place())
		made = true
	}
	if err != nil {
		return nil, false, err
	}
	c = newCase(store)
	if made {
		err = begin(ctx, c, caseName(o.place()), by, now)
	}
	if err != nil {
		store.Close()
		return nil, false, err
	}
	return c, made, nil
}

// begin files the first entry, which names the case.
func begin(ctx context.Context, c *ledger.Case, name, by string, now time.Time) error {
	body, err := ledger.Decision{Name: name}.Encode()
	if err != nil {
		return err
	}
	_, err = c.Append(ctx, now, []ledger.Draft{{Kind: ledger.KindCase, Author: ledger.Person(by), Body: body, At: 1}})
	if errors.Is(err, ledger.ErrMoved) {
		return nil // another has begun it
	}
	return err
}

// caseName is what a case is called after where it is.
func caseName(where string) string {
	if u, err := url.Parse(where); err == nil && isServer(where) {
		return or(u.Query().Get("case"), strings.Trim(u.Path, "/"))
	}
	return strings.TrimSuffix(filepath.Base(where), filepath.Ext(where))
}

func openStore(ctx context.Context, where string) (ledger.Store, error) {
	if isServer(where) {
		return postgres.Open(ctx, where)
	}
	if info, err := os.Stat(where); err == nil && info.IsDir() {
		return nil, fmt.Errorf("%s is a folder, not a case: %w", where, parley.ErrInvalid)
	}
	return sqlite.Open(ctx, where)
}

func createStore(ctx context.Context, where string) (ledger.Store, error) {
	if isServer(where) {
		return postgres.Create(ctx, where)
	}
	if err := os.MkdirAll(filepath.Dir(where), 0o700); err != nil {
		return nil, err
	}
	return sqlite.Create(ctx, where)
}

// caseCommand adds the flag, and opens the case for the command.
func (p *program) caseCommand(cmd *cobra.Command, o *caseOptions, run func(*cobra.Command, []string, *ledger.Case) error) *cobra.Command {
	cmd.Long += "\n" + aboutCase
	cmd.Flags().SortFlags = false
	o.flags(cmd)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		c, err := o.open(cmd.Context())
		if err != nil {
			return err
		}
		if err := run(cmd, args, c); err != nil {
			c.Close()
			return err
		}
		return c.Close()
	}
	return cmd
}

// filingCommand is a caseCommand that files something.
func (p *program) filingCommand(cmd *cobra.Command, o *caseOptions, run func(*cobra.Command, []string, *clerk.Filer) error) *cobra.Command {
	p.caseCommand(cmd, o, func(cmd *cobra.Command, args []string, c *ledger.Case) error {
		by, err := o.person()
		if err != nil {
			return err
		}
		return run(cmd, args, &clerk.Filer{Case: c, By: by, Now: p.now})
	})
	o.personFlag(cmd)
	return cmd
}

// filedLabel is how answers from a case call a report: its outlet, or else its
// title or file, and the day.
func filedLabel(r *parley.Report) string {
	name := or(r.Publisher, or(r.Title, or(baseOf(r.Input), r.ID)))
	return strings.TrimSpace(name + " " + r.Published[:min(len(r.Published), len("2006-01-02"))])
}

// filedName is how a list of reports calls one: its title too, and its file.
func filedName(r *parley.Report) string {
	name, file := filedLabel(r), baseOf(r.Input)
	if r.Title != "" && !strings.HasPrefix(name, r.Title) {
		name = r.Title + ", " + name
	}
	if file == "" || strings.HasPrefix(name, file) {
		return name
	}
	return name + " (" + file + ")"
}

// baseOf is the name of an input: a file's without its folders, an address whole.
func baseOf(input string) string {
	if input == "" || strings.Contains(input, "://") {
		return input
	}
	return filepath.Base(input)
}

// keyPath is where the key that signs checkpoints is.
func keyPath() string { return filepath.Join(xdg.ConfigHome, "parley", "key") }

// signingKey is the person's key, made where there is none.
func signingKey() (note.Signer, error) {
	text, err := os.ReadFile(keyPath())
	if errors.Is(err, fs.ErrNotExist) {
		if text, err = makeKey(); err != nil {
			return nil, err
		}
	}
	if err != nil {
		return nil, err
	}
	signer, err := note.NewSigner(strings.TrimSpace(strings.SplitN(string(text), "\n", 2)[0]))
	if err != nil {
		return nil, fmt.Errorf("%s holds no key of parley: %v: %w", keyPath(), err, parley.ErrInvalid)
	}
	return signer, nil
}

// makeKey makes a key: the first line signs, the second is for others to check by.
func makeKey() ([]byte, error) {
	if err := atHome("XDG_CONFIG_HOME"); err != nil {
		return nil, err
	}
	host, err := os.Hostname()
	if err != nil || strings.ContainsAny(host, " +\n\t") || host == "" {
		host = "parley"
	}
	private, public, err := note.GenerateKey(rand.Reader, host)
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(filepath.Dir(keyPath()), 0o700); err != nil {
		return nil, err
	}
	file, err := os.OpenFile(keyPath(), os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return os.ReadFile(keyPath()) // another run made it meanwhile
	}
	if err != nil {
		return nil, err
	}
	text := []byte(private + "\n" + public + "\n")
	_, err = file.Write(text)
	return text, errors.Join(err, file.Close())
}

// checkingKey is the public half of the person's own key.
func checkingKey() (string, error) {
	if _, err := signingKey(); err != nil {
		return "", err
	}
	text, err := os.ReadFile(keyPath())
	if err != nil {
		return "", err
	}
	_, public, _ := strings.Cut(strings.TrimSpace(string(text)), "\n")
	return strings.TrimSpace(public), nil
}

// checkpoint is the signed checkpoint of a case as it is now.
func checkpoint(ctx context.Context, c *ledger.Case) ([]byte, error) {
	signer, err := signingKey()
	if err != nil {
		return nil, err
	}
	head, err := c.Head(ctx)
	if err != nil {
		return nil, err
	}
	origin, err := c.Origin(ctx)
	if err != nil {
		return nil, err
	}
	return ledger.Checkpoint{Origin: origin, Size: head.Size, Root: head.Root()}.Sign(signer)
}
