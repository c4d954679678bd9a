package desk

import (
	"net/url"
	"testing"

	"parley"
	"parley/ask/contacts"
	"parley/ask/timeline"
)

// event is one of days, as an EDTF date has them.
func event(t *testing.T, kind timeline.Kind, when string, ahead bool) timeline.Event {
	t.Helper()
	first, last, ok := parley.Days(when)
	if !ok {
		t.Fatalf("%q is no date", when)
	}
	return timeline.Event{Kind: kind, When: when, Days: contacts.Span{First: first, Last: last}, Ahead: ahead, What: "talks"}
}

func TestStrip_lays_events_out_by_their_days(t *testing.T) {
	events := []timeline.Event{
		event(t, timeline.KindContact, "2031-03-01", false), event(t, timeline.KindContact, "2031-03-01", true),
		event(t, timeline.KindContact, "2031-03", false), event(t, timeline.KindProposal, "2031-06-30", false),
		{Kind: timeline.KindContact, What: "not dated"}, event(t, timeline.KindContact, "2031-05/..", false),
	}
	s := drawStrip(events, []string{"ev1", "ev2", "ev3", "ev4", "ev5", "ev6"}, url.Values{"kind": {"contact"}, "since": {"2031"}})
	if len(s.Lanes) != 2 || len(s.Lanes[0].Marks) != 3 || len(s.Lanes[1].Marks) != 1 {
		t.Fatalf("lanes = %+v, want three contacts and a proposal", s.Lanes)
	}
	day, planned, vague, last := s.Lanes[0].Marks[0], s.Lanes[0].Marks[1], s.Lanes[0].Marks[2], s.Lanes[1].Marks[0]
	if day.X != planned.X || day.Y == planned.Y || !planned.Ahead || day.Width != 0 {
		t.Errorf("two on one day = %+v, %+v, want one above the other", day, planned)
	}
	if vague.X != day.X || vague.Width < 100 || vague.Event != "ev3" {
		t.Errorf("the month = %+v, want a bar from %d on", vague, day.X)
	}
	if last.X < 900 || last.X > stripWidth || s.Height <= last.Y {
		t.Errorf("the last = %+v in %d×%d, want it at the right end", last, s.Width, s.Height)
	}
	if len(s.Ticks) == 0 || s.Ticks[0].Link != "/timeline?kind=contact&since=2031-03&until=2031-03" {
		t.Errorf("ticks = %+v, want months, each a link to it alone", s.Ticks)
	}
}

func TestStrip_of_one_event_is_none(t *testing.T) {
	if s := drawStrip([]timeline.Event{event(t, timeline.KindContact, "2031", false)}, []string{"ev1"}, nil); s.Lanes != nil {
		t.Errorf("a strip of one event = %+v, want none", s)
	}
}

func TestStrip_stays_small_over_very_long_times(t *testing.T) {
	s := drawStrip([]timeline.Event{event(t, timeline.KindContact, "0001-01-01", false), event(t, timeline.KindContact, "9990-01-01", false)}, []string{"ev1", "ev2"}, url.Values{})
	if len(s.Ticks) > 60 {
		t.Errorf("ten thousand years have %d ticks, want 60 at most", len(s.Ticks))
	}
}
