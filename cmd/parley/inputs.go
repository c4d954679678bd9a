package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"github.com/spf13/cobra"

	"parley"
	"parley/clerk"
	"parley/exchange"
	"parley/ingest"
)

// reportNames are the endings of the files that are read in a folder. A file
// that is named itself is read whatever it is called.
var reportNames = []string{".txt", ".html", ".htm", ".md", ".pdf", ".srt", ".vtt", ".warc", ".warc.gz", ".wacz", ".dna"}

// linesName is the ending of files that hold a report a line.
const linesName = ".jsonl"

// recordName is the ending of the files that parley read --json -o writes.
const recordName = ".json"

// errLines is what holds reports, where one was to be read.
var errLines = errors.New("each line is a report in JSON, not prose")

// A source is what one argument, or one file of a folder, stands for: one
// report, or a stream of them.
type source struct {
	input   clerk.Input
	path    string                            // below -o, without an ending; empty where nothing can come of it
	reports func(func(clerk.Input) bool) bool // of a stream; nil where it is one report
}

// sources finds what args stand for, in order. What cannot be found is a source
// too: one that fails when it is read.
func (p *program) sources(args []string, o readOptions) []source {
	var out []source
	for _, arg := range args {
		if isDir(arg) {
			out = append(out, p.folder(arg, o)...)
			continue
		}
		s := file(arg, o)
		switch {
		case arg == "-":
			s = p.standardInput(o)
		case isURL(arg):
			s = source{input: clerk.Input{Open: func(ctx context.Context) (clerk.Opened, error) {
				return opened(fetch(ctx, arg, o))
			}}}
		}
		if arg != "-" {
			s.input.Name = withoutUser(arg)
		}
		s.path = base(s.input.Name)
		out = append(out, s)
	}
	return out
}

func isURL(arg string) bool {
	scheme, _, found := strings.Cut(arg, "://")
	return found && (strings.EqualFold(scheme, "http") || strings.EqualFold(scheme, "https"))
}

// withoutUser is an address without the user and password that it may hold,
// which belong in no record and no message. A path is as it was.
func withoutUser(arg string) string {
	if !strings.Contains(arg, "://") {
		return arg
	}
	return ingest.WithoutUser(arg)
}

func isDir(arg string) bool {
	info, err := os.Stat(arg)
	return err == nil && info.IsDir()
}

func (p *program) standardInput(o readOptions) source {
	s := source{input: clerk.Input{Name: "-"}}
	if o.format == "jsonl" {
		return s.lines(func() (io.ReadCloser, error) { return io.NopCloser(p.in), nil }, o)
	}
	s.input.Open = func(context.Context) (clerk.Opened, error) {
		return opened(readPlain(p.in, 0, o.given))
	}
	return s
}

// folder lists the reports below dir, in the order of their paths, and says
// what it skips. Of hidden files it says nothing, nor of what lies in hidden
// folders.
func (p *program) folder(dir string, o readOptions) []source {
	endings := reportNames
	if o.format == "jsonl" {
		endings = append(slices.Clone(endings), linesName)
	}
	if o.records {
		endings = append(slices.Clone(endings), recordName)
	}
	var out []source
	irregular, others := 0, 0
	// DirFS follows dir where it is a link; links below it are not followed.
	_ = fs.WalkDir(os.DirFS(dir), ".", func(name string, entry fs.DirEntry, err error) error {
		path := filepath.Join(dir, filepath.FromSlash(name))
		switch {
		case err != nil:
			out = append(out, broken(path, err))
			return fs.SkipDir
		case name != "." && strings.HasPrefix(entry.Name(), "."):
			if entry.IsDir() {
				return fs.SkipDir
			}
		case entry.IsDir():
		case !entry.Type().IsRegular():
			irregular++
		case !slices.Contains(endings, strings.ToLower(ending(name))), isJSON(name) && !holdsRecord(path):
			others++
		default:
			s := file(path, o)
			s.path = withoutEnding(filepath.FromSlash(name))
			out = append(out, s)
		}
		return nil
	})
	var why []string
	if others > 0 {
		why = append(why, fmt.Sprintf("%d not named %s", others, strings.Join(endings, ", ")))
	}
	if irregular > 0 {
		why = append(why, fmt.Sprintf("%d not regular (links, devices)", irregular))
	}
	if len(out) == 0 {
		return append(out, broken(dir, fmt.Errorf("the folder holds no %s", strings.Join(endings, ", "))))
	}
	if len(why) > 0 {
		p.say("%s: skipped %s: %s", dir, count(others+irregular, "file"), strings.Join(why, "; "))
	}
	return out
}

func broken(name string, err error) source {
	return source{input: clerk.Input{Name: name, Open: func(context.Context) (clerk.Opened, error) {
		return clerk.Opened{}, err
	}}}
}

func file(path string, o readOptions) source {
	s := source{input: clerk.Input{Name: path}}
	if slices.Contains(archiveNames, strings.ToLower(ending(path))) {
		return s.pages(path, o)
	}
	if strings.EqualFold(filepath.Ext(path), dnaName) {
		return s.documents(path, o)
	}
	isLines := strings.EqualFold(filepath.Ext(path), linesName) || o.records && strings.EqualFold(filepath.Ext(path), recordName)
	if o.records && isJSON(path) && !holdsRecord(path) {
		return broken(path, fmt.Errorf("no record that parley read --json printed: %w", parley.ErrInvalid))
	}
	if isLines && o.format == "jsonl" {
		return s.lines(func() (io.ReadCloser, error) { return os.Open(path) }, o)
	}
	if info, err := os.Stat(path); err == nil && info.Mode().IsRegular() {
		s.input.Size = int(min(info.Size(), int64(o.maxBytes)))
	}
	s.input.Open = func(context.Context) (clerk.Opened, error) {
		f, err := os.Open(path)
		if err != nil {
			return clerk.Opened{}, err
		}
		defer f.Close()
		size := int64(0)
		if info, err := f.Stat(); err == nil && info.Mode().IsRegular() {
			size = info.Size()
		}
		if isLines {
			return clerk.Opened{}, errLines
		}
		given := o.given
		given.Name = path
		return opened(readPlain(f, size, given))
	}
	return s
}

func isJSON(name string) bool { return strings.EqualFold(filepath.Ext(name), recordName) }

// holdsRecord reports whether a file begins as a record does. One that cannot be
// opened does: whoever reads it says why it cannot.
func holdsRecord(path string) bool {
	f, err := os.Open(path)
	if err != nil {
		return true
	}
	defer f.Close()
	first := make([]byte, 64)
	n, _ := io.ReadFull(f, first)
	return isRecord(first[:n])
}

// A tooLargeError is an input beyond the limit; a size of 0 is not known.
type tooLargeError struct{ size, limit int64 }

func (e *tooLargeError) Error() string {
	if e.size == 0 {
		return fmt.Sprintf("more than the limit of %d bytes", e.limit)
	}
	return fmt.Sprintf("%d bytes are more than the limit of %d", e.size, e.limit)
}

// readPlain reads a report of size bytes, 0 where that is not known. A first
// line that is a report in JSON is no prose.
func readPlain(r io.Reader, size int64, given ingest.Options) (*ingest.Document, error) {
	limit := int64(given.MaxBytes)
	if size > limit {
		return nil, &tooLargeError{size, limit}
	}
	raw, err := io.ReadAll(io.LimitReader(r, limit+1))
	if err != nil {
		return nil, err
	}
	if int64(len(raw)) > limit {
		return nil, &tooLargeError{0, limit}
	}
	if first, _, _ := bytes.Cut(raw, []byte("\n")); bytes.HasPrefix(bytes.TrimSpace(first), []byte("{")) {
		if _, err := exchange.DecodeReport(first); err == nil {
			return nil, errLines
		}
	}
	return ingest.Read(raw, given)
}

func opened(document *ingest.Document, err error) (clerk.Opened, error) {
	if err != nil {
		return clerk.Opened{}, err
	}
	return clerk.Opened{Report: &document.Report, Raw: document.Evidence, Warnings: document.Warnings}, nil
}

// each yields the reports of sources one after the other.
func each(sources []source) iter.Seq[clerk.Input] {
	return func(yield func(clerk.Input) bool) {
		for _, s := range sources {
			if s.reports == nil && !yield(s.input) || s.reports != nil && !s.reports(yield) {
				return
			}
		}
	}
}

// lines makes s a stream of reports that open opens, one a line.
func (s source) lines(open func() (io.ReadCloser, error), o readOptions) source {
	s.reports = func(yield func(clerk.Input) bool) bool {
		stream, err := open()
		if err != nil {
			return yield(broken(s.input.Name, err).input)
		}
		defer stream.Close()
		for line := range exchange.Lines(stream, o.lineBytes()) {
			if line.Err != nil && !errors.Is(line.Err, parley.ErrInvalid) { // the stream broke, not the line
				return yield(broken(s.input.Name, fmt.Errorf("line %d: %w", line.Number, line.Err)).input)
			}
			if !yield(s.line(line, o)) {
				return false
			}
		}
		return true
	}
	return s
}

func (s source) line(line exchange.Line, o readOptions) clerk.Input {
	input := clerk.Input{Name: s.input.Name, Line: line.Number, Size: len(line.JSON)}
	input.Open = func(context.Context) (clerk.Opened, error) {
		if line.Err != nil {
			return clerk.Opened{}, line.Err
		}
		return fromLine(line.JSON, o)
	}
	if o.records && line.Err == nil && isRecord(line.JSON) {
		input.Filed = func() (*parley.Record, error) { return exchange.Decode(line.JSON) }
	}
	return input
}

// fromLine reads a report that came as JSON.
func fromLine(line []byte, o readOptions) (clerk.Opened, error) {
	given, err := exchange.DecodeReport(line)
	if err != nil {
		return clerk.Opened{}, err
	}
	return fromOther(given, o)
}

// fromOther reads a report that another program gives. What that says of it
// stands, but for what cannot be relied on, of which it warns: a date that is
// none, a digest of other bytes, a language that its words belie. The flags fill
// in what it lacks.
func fromOther(given *parley.Report, o readOptions) (clerk.Opened, error) {
	published := ingest.EDTF(given.Published)
	document, err := ingest.Read([]byte(given.Text), ingest.Options{
		MediaType: "text/plain; charset=utf-8", MaxBytes: max(len(given.Text), 1),
		Title: or(given.Title, o.given.Title), Publisher: or(given.Publisher, o.given.Publisher),
		Published: or(published, o.given.Published), URL: withoutUser(given.URL), Language: given.Language,
	})
	if err != nil {
		return clerk.Opened{}, err
	}
	report, warnings := document.Report, document.Warnings
	if report.Text != given.Text {
		return clerk.Opened{}, fmt.Errorf("text is not plain text as it stands: %w", parley.ErrInvalid)
	}
	if given.Published != "" && published == "" {
		warnings = append(warnings, fmt.Sprintf("the date of publication %q is none that parley knows, and was left out", start(given.Published)))
	}
	if given.SHA256 != "" && !strings.EqualFold(given.SHA256, report.SHA256) {
		warnings = append(warnings, fmt.Sprintf("the digest %q is not of this text; the record has the text's own", start(given.SHA256)))
	}
	report.ID, report.Byline = or(given.ID, report.ID), or(given.Byline, report.Byline)
	report.Input = withoutUser(given.Input)
	return clerk.Opened{Report: &report, Warnings: warnings}, nil
}

// start is enough of s to know it by.
func start(s string) string {
	if characters := []rune(s); len(characters) > mostQuoted {
		return string(characters[:mostQuoted]) + "…"
	}
	return s
}

// mostQuoted is how many characters a warning quotes: a digest is the longest
// that it has to.
const mostQuoted = 64

func or(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// base is the name of the files that -o writes for an input: the last part of
// its path without the ending. To that of an address it adds eight digits of the
// address's digest, as pages that differ in folder or query alone are many.
func base(name string) string {
	if name == "-" {
		return "stdin"
	}
	if !isURL(name) {
		return withoutEnding(filepath.Base(name))
	}
	last := "report"
	if address, err := url.Parse(name); err == nil {
		last = or(strings.Trim(path.Base(address.Path), "/."), address.Hostname())
	}
	last = strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsNumber(r) || strings.ContainsRune("-_.", r) {
			return r
		}
		return '-' // some systems allow no others
	}, last)
	characters := []rune(withoutEnding(last))
	sum := sha256.Sum256([]byte(name))
	return fmt.Sprintf("%s-%x", string(characters[:min(len(characters), longestLast)]), sum[:4])
}

// longestLast is how many characters of an address's last part go into a name.
const longestLast = 60

// withoutEnding is a path without the ending of its last part. A name that is
// nothing else keeps it.
func withoutEnding(path string) string {
	ending := ending(path)
	if filepath.Base(path) == ending {
		return path
	}
	return strings.TrimSuffix(path, ending)
}

// ending is what the name of a file says that it holds; of a WARC that is packed
// it is both.
func ending(path string) string {
	last := filepath.Ext(path)
	if inner := filepath.Ext(strings.TrimSuffix(path, last)); strings.EqualFold(inner+last, ".warc.gz") {
		return inner + last
	}
	return last
}

// distinct refuses inputs that would be written to the same file. Names that
// differ in case alone are the same file on some systems.
func distinct(cmd *cobra.Command, sources []source, extension string) error {
	first := map[string]string{}
	for _, s := range sources {
		if s.path == "" { // it cannot be read
			continue
		}
		key := strings.ToLower(s.path)
		if other, taken := first[key]; taken {
			return misused(cmd, "%s and %s would both be written as %s%s", other, s.input.Name, s.path, extension)
		}
		first[key] = s.input.Name
	}
	return nil
}
