package main

import (
	"context"
	"errors"
	"os"

	"github.com/spf13/cobra"

	"parley/clerk"
	"parley/ingest/archive"
)

// archiveNames are the endings of web archives, which hold many reports.
var archiveNames = []string{".warc", ".warc.gz", ".wacz"}

// errNoPages is why nothing comes of an archive.
var errNoPages = errors.New("the archive holds no page of HTML or plain text")

// pages makes s the stream of the pages that the archive at path holds. All of it
// is checked before the first, so that one that is damaged gives none.
func (s source) pages(path string, o readOptions) source {
	s.reports = func(yield func(clerk.Input) bool) bool {
		f, err := os.Open(path)
		if err != nil {
			return yield(broken(path, err).input)
		}
		defer f.Close()
		info, err := f.Stat()
		if err != nil {
			return yield(broken(path, err).input)
		}
		a, err := archive.Open(f, info.Size(), archive.Limits{PageBytes: int64(o.maxBytes)})
		if err == nil && a.Pages == 0 {
			err = errNoPages
		}
		if err != nil {
			return yield(broken(path, err).input)
		}
		number := 0
		for page, err := range a.All() {
			number++
			if !yield(s.page(number, page, err, a.Notes, o)) {
				return false
			}
		}
		return true
	}
	return s
}

// page is one page of an archive. What is to be known of the archive is to be
// known of each.
func (s source) page(number int, page archive.Page, err error, notes []string, o readOptions) clerk.Input {
	input := clerk.Input{Name: s.input.Name, Line: number, Size: len(page.Body)}
	input.Open = func(context.Context) (clerk.Opened, error) {
		if err != nil {
			return clerk.Opened{}, err
		}
		out, err := opened(page.Document(o.given))
		out.Warnings = append(out.Warnings, notes...)
		return out, err
	}
	return input
}

// single refuses what is of one report where an archive may hold many.
func single(cmd *cobra.Command, sources []source, o readOptions) error {
	for _, s := range sources {
		switch {
		case s.reports == nil || o.format == "jsonl":
		case o.given.Title != "":
			return misused(cmd, "--title is of one report, and %s may hold many", s.input.Name)
		case o.format == "brat" && o.folder == "":
			return misused(cmd, "%s may hold many reports, want -o DIR to tell their brat standoff apart", s.input.Name)
		}
	}
	return nil
}
