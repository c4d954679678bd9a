package desk

import (
	"context"
	"fmt"
	"strings"

	"parley"
	"parley/ask/stand"
)

// Positions are asked as of two clocks, which a page has as sliders: when they were
// taken, and when the case knew of them.

// took keeps within which days the positions of a library were taken.
func (s *shelf) took(l *stand.Library) {
	var days [2]parley.Day
	for cell := range l.Matrix(nil).Cells() {
		for i := range cell.Stands {
			for row := range cell.Stands[i].All() {
				if row.First == parley.FirstDay || row.Last == parley.LastDay {
					continue
				}
				if days[1] == 0 {
					days = [2]parley.Day{row.First, row.Last}
				}
				days = [2]parley.Day{min(days[0], row.First), max(days[1], row.Last)}
			}
		}
	}
	s.clocks.Lock()
	defer s.clocks.Unlock()
	s.days = days
}

// taken are those days.
func (s *shelf) taken() [2]parley.Day {
	s.clocks.Lock()
	defer s.clocks.Unlock()
	return s.days
}

// mostMarks is how many entries of the log the slider of what was known has a time for.
const mostMarks = 60

// marks are entries of the log with their times, evenly over it.
func (d *Desk) marks(ctx context.Context, size int64) (string, error) {
	var all []string
	for step, seq := max(1, size/mostMarks), int64(1); seq <= size; seq += step {
		e, err := d.Case.Entry(ctx, seq)
		if err != nil {
			return "", err
		}
		all = append(all, fmt.Sprintf("%d %s", seq, e.Time.UTC().Format("2006-01-02T15:04Z")))
	}
	return strings.Join(all, ","), nil
}
