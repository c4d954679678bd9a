package main

// The rules of what parley prints:
//
//   - The answer goes to standard output, and nothing else does, so that it can
//     be piped. Its bytes depend on the terminal in colour, in width, and in that
//     what could steer a terminal reaches none.
//   - Everything else goes to standard error, on lines that begin with "parley: ",
//     in lower case and without a full stop. A hint is a line of its own that
//     begins with "parley: try: ".
//   - A progress bar is drawn on standard error, where that is a terminal and
//     standard output is not.
//   - Words of a report, names of files and messages of servers are not to be
//     trusted: what could steer a terminal is shown, never sent.
//
// Exit codes: 0, every input was read; 1, some input was not, or something else
// failed; 2, the command line was not understood and nothing was read.

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
	"time"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"parley"
)

const (
	exitDone   = 0
	exitFailed = 1
	exitUsage  = 2
)

// A program is one run of parley.
type program struct {
	in       io.Reader
	out, err io.Writer
	crafts   crafts
	now      func() time.Time

	failed   bool     // some input could not be read, and has been named
	progress progress // what to take off the terminal before a line is printed
}

// run does what the arguments ask and returns the exit code.
func (p *program) run(ctx context.Context, args []string) int {
	root := p.root()
	root.SetArgs(args)
	root.SetIn(p.in)
	root.SetOut(p.out)
	root.SetErr(p.err)
	err := root.ExecuteContext(ctx)
	var usage *usageError
	switch {
	case err == nil && !p.failed:
		return exitDone
	case err == nil:
		return exitFailed
	case errors.As(err, &usage):
		p.say("%v", err)
		p.try("%s", usage.hint)
		return exitUsage
	}
	if errors.Is(err, context.Canceled) {
		p.say("interrupted")
	} else if path, ok := err.(*fs.PathError); ok {
		p.say("%s: %s", path.Path, reason(err))
	} else {
		p.say("%s", reason(err))
	}
	if errors.Is(err, parley.ErrTampered) && (len(args) == 0 || args[0] != "audit") {
		p.try("parley audit, which names what does not hold")
	}
	return exitFailed
}

// say prints a line to standard error.
func (p *program) say(format string, args ...any) {
	p.progress.clear()
	fmt.Fprintf(p.err, "parley: %s\n", oneLine(fmt.Sprintf(format, args...)))
}

// try prints a hint.
func (p *program) try(format string, args ...any) {
	p.say("try: "+format, args...)
}

// A usageError is a command line that is not understood, and what to try.
type usageError struct{ problem, hint string }

func (e *usageError) Error() string { return e.problem }

func misused(cmd *cobra.Command, format string, args ...any) error {
	return &usageError{fmt.Sprintf(format, args...), cmd.CommandPath() + " --help"}
}

// reason is err for people: without the operation and path of the file system,
// as the words around them name the file, and without the sentinel, which is for
// callers; that something was tampered with is said.
func reason(err error) string {
	words := err.Error()
	var path *fs.PathError
	var link *os.LinkError
	if errors.As(err, &path) {
		words = strings.Replace(words, path.Error(), path.Err.Error(), 1)
	} else if errors.As(err, &link) {
		words = strings.Replace(words, link.Error(), link.Err.Error(), 1)
	}
	for _, sentinel := range []error{parley.ErrInvalid, parley.ErrNotFound, parley.ErrConflict} {
		words = strings.TrimSuffix(words, ": "+sentinel.Error())
	}
	return words
}

// isTerminal reports whether stream is a terminal, and how wide.
func isTerminal(stream any) (width int, is bool) {
	file, ok := stream.(*os.File)
	if !ok || !term.IsTerminal(int(file.Fd())) {
		return 0, false
	}
	width, _, err := term.GetSize(int(file.Fd()))
	return width, err == nil
}

// screened is standard output, where it is a terminal by way of show.
func (p *program) screened(show func(rune) string) io.Writer {
	if _, is := isTerminal(p.out); !is {
		return p.out
	}
	return &screen{w: p.out, show: show}
}

// A screen sends a terminal what show makes of each character.
type screen struct {
	w    io.Writer
	show func(rune) string
	part []byte // the beginning of a character whose rest is to come
}

func (s *screen) Write(b []byte) (int, error) {
	var out strings.Builder
	s.part = append(s.part, b...)
	for utf8.FullRune(s.part) {
		r, n := utf8.DecodeRune(s.part)
		out.WriteString(s.show(r))
		s.part = s.part[n:]
	}
	if _, err := io.WriteString(s.w, out.String()); err != nil {
		return 0, err
	}
	return len(b), nil
}

// shown is r as text for a terminal has it: printable, but for tabs, which are
// in standoff.
func shown(r rune) string {
	if r == '\t' {
		return "\t"
	}
	return printable(string(r))
}

// escaped is r as JSON for a terminal has it: as it is, or as an escape that says
// the same.
func escaped(r rune) string {
	if r == '\n' || printable(string(r)) == string(r) {
		return string(r)
	}
	var out strings.Builder
	for _, unit := range utf16.AppendRune(nil, r) {
		fmt.Fprintf(&out, `\u%04x`, unit)
	}
	return out.String()
}

// printable shows what could steer a terminal instead of sending it: control
// characters as their pictures, and the marks that turn text around or hide it
// as U+FFFD. Line breaks stay; tabs become spaces.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n':
			return r
		case r == '\t' || r == '\r':
			return ' '
		case r < ' ':
			return '␀' + r
		case r == 0x7f:
			return '␡'
		case r == 0x200c || r == 0x200d || r == 0xad: // join or part letters, and do no more
			return r
		case unicode.Is(unicode.Cc, r) || unicode.Is(unicode.Cf, r) || r == 0x2028 || r == 0x2029:
			return unicode.ReplacementChar
		}
		return r
	}, s)
}

// oneLine is s printable and without line breaks.
func oneLine(s string) string {
	return strings.Join(strings.Fields(printable(s)), " ")
}
