package desk

import (
	"fmt"
	"net/url"
	"time"

	"parley"
	"parley/ask/timeline"
)

// A strip is the timeline drawn: a lane for each kind, days from left to right. What
// is vague is as long as the days that it may lie in, and what is planned is dashed.
// The list below it has the same events in words.
type strip struct {
	Width, Height int
	Ticks         []tick
	Lanes         []lane
}

type tick struct {
	X       int
	Name    string
	Link    string // of a view of it alone; empty for none
	Partial bool   // it began before the strip does: a name, and no line
}

type lane struct {
	Kind  timeline.Kind
	Y     int // of its name
	Top   int
	Marks []stripMark

	ends []int // by row: where the last mark ends
}

// A stripMark is an event.
type stripMark struct {
	Event       string // its id in the list
	Title       string
	Shape       string // the path around its middle
	X, Y, Width int    // Width is 0 for a day
	Ahead       bool
}

const (
	stripWidth = 1000
	stripLeft  = 96 // of the lanes' names
	rowHeight  = 18
	mostRows   = 9 // of a lane; more lie on the last
	markWidth  = 16
	leastNamed = 120 // of a month that began before the strip does, to have its name
)

// shapesOf tell the kinds apart without colour: a circle, a square, a triangle, a bar.
var shapesOf = map[timeline.Kind]string{
	timeline.KindContact:   "M-6 0a6 6 0 1 0 12 0a6 6 0 1 0-12 0Z",
	timeline.KindProposal:  "M-5-5H5V5H-5Z",
	timeline.KindPosition:  "M0-6L6 5H-6Z",
	timeline.KindStatement: "M-2-6H2V6H-2Z",
}

// drawStrip draws events that are dated, which have the ids of events; query is the
// page's own.
func drawStrip(events []timeline.Event, ids []string, query url.Values) strip {
	lo, hi := parley.LastDay, parley.FirstDay
	var dated []int
	for i := range events {
		d := events[i].Days
		if events[i].When == "" || d.First == parley.FirstDay || d.Last == parley.LastDay || d.Last < d.First {
			continue
		}
		dated = append(dated, i)
		lo, hi = min(lo, d.First), max(hi, d.Last)
	}
	if len(dated) < 2 {
		return strip{}
	}
	pad := (hi-lo)/40 + 1
	lo, hi = lo-pad, hi+pad
	at := func(d parley.Day) int { return stripLeft + int(d-lo)*(stripWidth-stripLeft-8)/int(hi-lo) }
	s := strip{Width: stripWidth, Ticks: ticks(lo, hi, at, query)}
	lanes := map[timeline.Kind]*lane{}
	for _, i := range dated {
		e := &events[i]
		l := lanes[e.Kind]
		if l == nil {
			l = &lane{Kind: e.Kind}
			lanes[e.Kind] = l
		}
		m := stripMark{Event: ids[i], Title: e.When + " " + e.What, Shape: shapesOf[e.Kind], X: at(e.Days.First), Ahead: e.Ahead}
		if e.Days.Len() > 1 {
			m.Width = max(at(e.Days.Last)-m.X, 4)
		}
		m.Y = l.row(m.X, m.X+max(m.Width, markWidth)) * rowHeight
		l.Marks = append(l.Marks, m)
	}
	y := 28
	for _, kind := range timeline.Kinds {
		l := lanes[kind]
		if l == nil {
			continue
		}
		l.Top, l.Y = y, y+rowHeight
		for i := range l.Marks {
			l.Marks[i].Y += y + rowHeight - 5
		}
		y += len(l.ends)*rowHeight + 12
		s.Lanes = append(s.Lanes, *l)
	}
	s.Height = y
	return s
}

// row is the first one that is free from x on, which is then taken up to end.
func (l *lane) row(x, end int) int {
	for i, taken := range l.ends {
		if taken <= x {
			l.ends[i] = end
			return i
		}
	}
	if len(l.ends) < mostRows {
		l.ends = append(l.ends, end)
	}
	last := len(l.ends) - 1
	l.ends[last] = max(l.ends[last], end)
	return last
}

// ticks are the days, months or years between two days.
func ticks(lo, hi parley.Day, at func(parley.Day) int, query url.Values) (all []tick) {
	first, last := lo.Time(), hi.Time()
	step := func(t time.Time) time.Time { return t.AddDate(0, 0, 7) }
	name, zoom := "2 Jan", ""
	from := first.AddDate(0, 0, (8-int(first.Weekday()))%7) // a Monday
	if days := int(hi - lo); days > 1500 {
		every := days/365/12 + 1
		step = func(t time.Time) time.Time { return t.AddDate(every, 0, 0) }
		name, zoom = "2006", "2006"
		from = time.Date(first.Year()+1, 1, 1, 0, 0, 0, 0, time.UTC)
	} else if days > 70 {
		every := days/366 + 1
		step = func(t time.Time) time.Time { return t.AddDate(0, every, 0) }
		name, zoom = "Jan 2006", "2006-01"
		from = time.Date(first.Year(), first.Month()+1, 1, 0, 0, 0, 0, time.UTC)
	}
	add := func(x int, t time.Time, partial bool) {
		k := tick{X: x, Name: t.Format(name), Partial: partial}
		if zoom != "" {
			form := url.Values{}
			for key, values := range query {
				form[key] = values
			}
			form.Set("since", t.Format(zoom))
			form.Set("until", t.Format(zoom))
			k.Link = fmt.Sprint("/timeline?", form.Encode())
		}
		all = append(all, k)
	}
	if day, _, ok := parley.Days(from.Format(time.DateOnly)); ok && zoom != "" && at(day)-at(lo) > leastNamed {
		add((at(lo)+at(day))/2, first, true)
	}
	for t := from; !t.After(last); t = step(t) {
		day, _, ok := parley.Days(t.Format(time.DateOnly))
		if !ok {
			break
		}
		add(at(day), t, false)
	}
	return all
}
