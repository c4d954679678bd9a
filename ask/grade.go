package ask

import (
	"fmt"

	"parley"
)

// A Grade says how well it is established that something was said, not that it
// is true. It is derived, by the rules of [Levels].
type Grade struct {
	Level Level
	Rules []string // that gave it, in words
}

// A Level is one step of the scale.
type Level string

const (
	LevelDisputed     Level = "disputed"     // somebody denies it
	LevelConfirmed    Level = "confirmed"    // somebody else confirms it, nobody denies it
	LevelCorroborated Level = "corroborated" // two independent sources or more
	LevelDocumented   Level = "documented"   // one source, but one that can be looked at: an exhibit, a public statement
	LevelQuoted       Level = "quoted"       // one source, whose words several outlets quote alike
	LevelSingle       Level = "single"       // one source, which names the speaker
	LevelUnnamed      Level = "unnamed"      // one source, and the speaker has no name
)

// Levels lists every level in the order in which they are tried: the first that
// holds is the grade.
var Levels = []Level{LevelDisputed, LevelConfirmed, LevelCorroborated, LevelDocumented, LevelQuoted, LevelSingle, LevelUnnamed}

func grade(c *Claim) Grade {
	for _, a := range c.Responses {
		if a.Response.Kind == parley.ResponseDeny {
			return Grade{LevelDisputed, []string{answeredBy(a, "denies")}}
		}
	}
	for _, a := range c.Responses {
		if a.Response.Kind == parley.ResponseConfirm && a.By != c.Speaker {
			return Grade{LevelConfirmed, []string{answeredBy(a, "confirms") + ", and nobody denies it"}}
		}
	}
	if n := len(c.Sources); n > 1 {
		return Grade{LevelCorroborated, []string{fmt.Sprintf("%d independent sources", n)}}
	}
	source := c.Sources[0]
	if name := source.exhibit(); name != "" {
		return Grade{LevelDocumented, []string{"one source, which has an exhibit: " + name}}
	}
	switch source.Kind {
	case SourcePublic:
		return Grade{LevelDocumented, []string{"one source, a public statement"}}
	case SourceQuoted:
		return Grade{LevelQuoted, []string{"one source, whose words several outlets quote alike"}}
	}
	for _, p := range c.Passages {
		if p.speaker.key != "" {
			return Grade{LevelSingle, []string{"one source, which names the speaker"}}
		}
	}
	return Grade{LevelUnnamed, []string{"one source, and the speaker has no name"}}
}

// exhibit is the name of an exhibit that reports of s rest on or quote; empty
// for none.
func (s *Source) exhibit() string {
	for _, c := range s.Carriers {
		for _, station := range c.Stations {
			if station.Kind == SourceExhibit {
				return station.Name
			}
		}
		for _, p := range c.Passages {
			if e := p.file.entities[p.Statement.Speaker]; e != nil && e.Kind == parley.EntityDocument {
				return e.Name
			}
		}
	}
	return ""
}

// answeredBy says who answers, and whether the claim or what it rests on.
func answeredBy(a Answer, verb string) string {
	by, what := a.By, "it"
	if by == "" {
		by = "somebody"
	}
	if a.Response.To.Statement == "" {
		what = "the exhibit that it rests on"
	}
	return by + " " + verb + " " + what
}
