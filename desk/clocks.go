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

// took keeps within which days the positions of a library were taken; the shelf's
// standing is locked.
func (s *shelf) took(l *stand.Library) {
	s.days = [2]parley.Day{}
	m := l.Matrix(nil)
	for cell := range m.Cells() {
		for i := range cell.Stands {
			for row := range cell.Stands[i].All() {
				first, last, ok := parley.Days(row.Day())
				if !ok || first == parley.FirstDay || last == parley.LastDay {
					continue
				}
				if s.days[1] == 0 {
					s.days = [2]parley.Day{first, last}
				}
				s.days = [2]parley.Day{min(s.days[0], first), max(s.days[1], last)}
			}
		}
	}
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
