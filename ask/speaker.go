package ask

import (
	"strings"

	"parley"
	"parley/resolve"
)

// A speaker is who says something in one report, as far as it can be known
// again in another.
type speaker struct {
	name   string         // the fullest form of it that the report uses
	key    string         // see [parley/resolve.Key]; empty without a name
	words  []string       // of the name, folded
	entity *parley.Entity // nil where it has no name
}

func (f *file) speaker(s *parley.Statement) *speaker {
	if e := f.entities[s.Speaker]; e != nil {
		return speakerOf(e)
	}
	return &speaker{name: wordsOf(&f.Report, s.Source)}
}

func speakerOf(e *parley.Entity) *speaker {
	p := &speaker{name: e.Name}
	if resolve.Key(e) == "" {
		return p
	}
	p.entity, p.words = e, nameWords(e.Name)
	p.key = resolve.Key(e)
	if e.Kind == parley.EntityMedium {
		p.key = "medium " + outlet(e.Name)
	}
	return p
}

func nameWords(name string) []string {
	var all []string
	for _, w := range words(name) {
		if w.folded != "the" && w.folded != "jr" && w.folded != "sr" {
			all = append(all, w.folded)
		}
	}
	return all
}

// block is what the keys of alike speakers share; empty where nothing is alike.
func (p *speaker) block() string {
	if p.key == "" {
		return ""
	}
	if p.entity.Kind == parley.EntityPerson {
		return p.key[strings.LastIndex(p.key, " ")+1:] // the surname
	}
	return p.key
}

// alike reports whether two named speakers are one.
func alike(a, b *speaker) bool {
	return a.key != "" && b.key != "" && (a.key == b.key || resolve.Same(a.entity, b.entity))
}

// mayBeOne reports whether nothing says that the speakers of two passages are
// two: they are alike, or one has no name and neither is quoted by somebody else,
// where "they" may be anybody.
func mayBeOne(a, b *Passage) bool {
	if a.speaker.key != "" && b.speaker.key != "" {
		return alike(a.speaker, b.speaker)
	}
	return a.passedOn == b.passedOn && (!a.passedOn || a.speaker.key == b.speaker.key)
}
