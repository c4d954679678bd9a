package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"

	"parley"
	"parley/clerk"
	"parley/exchange"
)

// extensions are the endings of the files that -o writes, for the formats that
// go into a folder.
var extensions = map[string]string{"json": ".json", "brat": ".ann", "csv": ".csv"}

// An output prints records in one format. Each outcome is one write, so that
// whoever reads on has it at once.
type output interface {
	write(clerk.Outcome) error
	fail(clerk.Outcome) error // an outcome without a record
	close() error
}

// output returns the one that o asks for.
func (p *program) output(sources []source, o readOptions) (output, error) {
	if o.folder != "" {
		if err := os.MkdirAll(o.folder, 0o777); err != nil {
			return nil, err
		}
		out := &folderOutput{dir: o.folder, format: o.format, rows: exchange.Sheet(o.rows), paths: map[string]string{}, warn: p.warn}
		for _, s := range sources {
			out.paths[s.input.Name] = s.path
		}
		if o.format == "json" {
			out.warn = func(clerk.Outcome) {} // the record has them
		}
		return out, nil
	}
	switch o.format {
	case "json":
		return &lineOutput{w: p.screened(escaped)}, nil
	case "jsonl":
		return &lineOutput{w: p.screened(escaped), withErrors: true}, nil
	case "brat":
		return &plainOutput{w: p.screened(shown), warn: p.warn, encode: exchange.WriteBrat}, nil
	case "csv":
		table := exchange.NewTable(p.screened(shown), exchange.Sheet(o.rows))
		return &plainOutput{w: p.out, warn: p.warn,
			encode: func(_ io.Writer, record *parley.Record) error { return table.Write(record) }, end: table.Close}, nil
	}
	return p.newPage(o), nil
}

// warn says on standard error what a format has no place for.
func (p *program) warn(outcome clerk.Outcome) {
	for _, warning := range outcome.Record.Warnings {
		p.say("%s: %s", called(outcome.String()), warning)
	}
}

// A lineOutput prints a line of JSON for each record and, where the reader of
// the lines counts on one for each input, for each failure.
type lineOutput struct {
	w          io.Writer
	withErrors bool
}

func (l *lineOutput) write(outcome clerk.Outcome) error {
	return writeLine(l.w, outcome.Record)
}

func (l *lineOutput) fail(outcome clerk.Outcome) error {
	if !l.withErrors {
		return nil
	}
	_, err := l.w.Write(append(exchange.EncodeError(outcome.Name, outcome.Line, errors.New(reason(outcome.Err))), '\n'))
	return err
}

func (l *lineOutput) close() error { return nil }

// A plainOutput prints a format that has no place for warnings.
type plainOutput struct {
	w      io.Writer
	warn   func(clerk.Outcome)
	encode func(io.Writer, *parley.Record) error
	end    func() error // may be nil
}

func (o *plainOutput) write(outcome clerk.Outcome) error {
	o.warn(outcome)
	return o.encode(o.w, outcome.Record)
}

func (o *plainOutput) fail(clerk.Outcome) error { return nil }

func (o *plainOutput) close() error {
	if o.end == nil {
		return nil
	}
	return o.end()
}

// A folderOutput writes a file for each record, and for standoff the text that it
// points into.
type folderOutput struct {
	dir, format string
	rows        exchange.Sheet    // of csv
	paths       map[string]string // below dir, without an ending, by the name of the input
	warn        func(clerk.Outcome)
}

func (f *folderOutput) write(outcome clerk.Outcome) error {
	f.warn(outcome)
	path := filepath.Join(f.dir, f.paths[outcome.Name])
	if outcome.Line > 0 { // a page of an archive
		path += fmt.Sprintf("-%d", outcome.Line)
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		return err
	}
	if f.format == "brat" {
		if err := place(path+".txt", outcome.Record.Report.Text); err != nil {
			return err
		}
	}
	path += extensions[f.format]
	err := replace(path, func(w io.Writer) error { return f.encode(w, outcome.Record) })
	if err != nil {
		return fmt.Errorf("writing %s: %w", path, err)
	}
	return nil
}

func (f *folderOutput) fail(clerk.Outcome) error { return nil }
func (f *folderOutput) close() error             { return nil }

func (f *folderOutput) encode(w io.Writer, record *parley.Record) error {
	switch f.format {
	case "brat":
		return exchange.WriteBrat(w, record)
	case "csv":
		table := exchange.NewTable(w, f.rows)
		if err := table.Write(record); err != nil {
			return err
		}
		return table.Close()
	}
	return writeLine(w, record)
}

func writeLine(w io.Writer, record *parley.Record) error {
	out := bufio.NewWriterSize(w, 64<<10) // most records are one write
	if err := exchange.WriteJSON(out, record); err != nil {
		return err
	}
	out.WriteString("\n")
	return out.Flush()
}

// place puts text at path, unless it is there. Another text may be what somebody
// else's marks point into, or the evidence itself, and is left alone.
func place(path, text string) error {
	there, err := os.ReadFile(path)
	if err == nil && string(there) != text {
		return fmt.Errorf("%s is there and holds another text than the one that was read", path)
	}
	if err != nil {
		err = replace(path, func(w io.Writer) error {
			_, err := io.WriteString(w, text)
			return err
		})
	}
	if err != nil {
		return fmt.Errorf("writing %s: %w", path, err)
	}
	return nil
}

// replace puts what write writes at path, whole or not at all, with the
// permissions that the user's mask leaves. A link stays one, and what it leads to
// is replaced; what is no file, such as a device or a pipe, is written to.
func replace(path string, write func(io.Writer) error) error {
	if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() && !info.IsDir() {
		f, err := os.OpenFile(path, os.O_WRONLY, 0)
		if err != nil {
			return err
		}
		return errors.Join(write(f), f.Close())
	}
	at := behindLinks(path)
	// Short, as path may have the longest name that there is.
	draft := filepath.Join(filepath.Dir(at), fmt.Sprintf(".parley-%08x", rand.Uint32()))
	f, err := os.OpenFile(draft, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return nameless(path, err)
	}
	err = write(f)
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err == nil {
		err = os.Rename(draft, at)
	}
	if err != nil {
		os.Remove(draft)
	}
	return nameless(path, err)
}

// behindLinks is what a path leads to, which may not be there yet.
func behindLinks(path string) string {
	if target, err := filepath.EvalSymlinks(path); err == nil {
		return target
	}
	const most = 40 // links that lead on, as the system has it
	for range most {
		if folder, err := filepath.EvalSymlinks(filepath.Dir(path)); err == nil {
			path = filepath.Join(folder, filepath.Base(path))
		}
		target, err := os.Readlink(path)
		if err != nil {
			break
		}
		if !filepath.IsAbs(target) {
			target = filepath.Join(filepath.Dir(path), target)
		}
		path = target
	}
	return path
}

// nameless is what went wrong with a draft, said of the file that it is to be: nobody
// knows the draft's name.
func nameless(path string, err error) error {
	var of *fs.PathError
	var link *os.LinkError
	switch {
	case errors.As(err, &of) && strings.HasPrefix(filepath.Base(of.Path), ".parley-"):
		return &fs.PathError{Op: of.Op, Path: path, Err: of.Err}
	case errors.As(err, &link):
		return &fs.PathError{Op: link.Op, Path: path, Err: link.Err}
	}
	return err
}
