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
			return Grade{LevelDisputed, []string{by(a) + " denies it"}}
		}
	}
	for _, a := range c.Responses {
		if a.Response.Kind == parley.ResponseConfirm && a.By != c.Speaker {
			return Grade{LevelConfirmed, []string{by(a) + " confirms it, and nobody denies it"}}
		}
	}
	if n := len(c.Sources); n > 1 {
		return Grade{LevelCorroborated, []string{fmt.Sprintf("%d independent sources", n)}}
	}
	source := c.Sources[0]
	switch source.Kind {
	case SourceExhibit:
		return Grade{LevelDocumented, []string{"one source, an exhibit: " + source.Name}}
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

func by(a Answer) string {
	if a.By == "" {
		return "somebody"
	}
	return a.By
}
