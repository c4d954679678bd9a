package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"text/tabwriter"
	"time"
)

// lost are the decisions that the desk said were filed and that are not in its log
// as they were made.
func (w *work) lost(ctx context.Context) (lost []filed, err error) {
	p, err := w.person(ctx, 0)
	if err != nil {
		return nil, err
	}
	log := map[int64]filed{}
	for after := w.began; ; {
		body, status, err := p.fetch(ctx, "GET", fmt.Sprintf("/api/log?n=1000&after=%d", after), nil)
		if err != nil || status != 200 {
			return nil, fmt.Errorf("reading the log: %d, %v", status, err)
		}
		var part struct{ Entries []filed }
		if err := json.Unmarshal(body, &part); err != nil {
			return nil, err
		}
		if len(part.Entries) == 0 {
			break
		}
		for _, e := range part.Entries {
			log[e.Entry] = e
			after = e.Entry
		}
	}
	for _, f := range w.filed {
		if log[f.Entry] != f {
			lost = append(lost, f)
		}
	}
	return lost, nil
}

// mostShown is how many errors are printed.
const mostShown = 10

// report prints what was met; its error says what is not good enough.
func (w *work) report(out io.Writer, lost []filed) error {
	var all []time.Duration
	var names []string
	for name, took := range w.took {
		names = append(names, name)
		all = append(all, took...)
	}
	slices.Sort(names)
	table := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(table, "page\ttimes\tp50 ms\tp95 ms\tp99 ms\tmost ms\t")
	row := func(name string, took []time.Duration) {
		fmt.Fprintf(table, "%s\t%d\t", name, len(took))
		for _, share := range []float64{.5, .95, .99, 1} {
			fmt.Fprintf(table, "%.1f\t", float64(at(took, share).Microseconds())/1000)
		}
		fmt.Fprintln(table)
	}
	for _, name := range names {
		row(name, w.took[name])
	}
	row("all", all)
	if err := table.Flush(); err != nil {
		return err
	}
	fmt.Fprintf(out, "%d readers and %d reviewers for %v, an action each %v: %d errors, %d decisions filed, %d of them in the log, %d refused as another was first\n",
		w.readers, w.reviewers, w.lasts, w.each, len(w.errors), len(w.filed), len(w.filed)-len(lost), w.late)
	for _, e := range w.errors[:min(len(w.errors), mostShown)] {
		fmt.Fprintln(out, "error:", e)
	}
	for _, f := range lost[:min(len(lost), mostShown)] {
		fmt.Fprintf(out, "lost: %s of %s, entry %d\n", f.Kind, f.Of, f.Entry)
	}
	switch p95 := at(all, .95); {
	case len(w.errors) > 0 || len(lost) > 0:
		return errors.New("something failed")
	case p95 > w.most:
		return fmt.Errorf("the 95th percentile is %v, above %v", p95.Round(time.Millisecond), w.most)
	}
	return nil
}

// at is the value below which a share of the values lies.
func at(took []time.Duration, share float64) time.Duration {
	if len(took) == 0 {
		return 0
	}
	slices.Sort(took)
	return took[min(len(took)-1, int(share*float64(len(took))))]
}
