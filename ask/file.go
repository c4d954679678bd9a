package ask

import "parley"

// A file is a record whose lines are found by their ids.
type file struct {
	*parley.Record
	index      int // in the dossier
	entities   map[string]*parley.Entity
	statements map[string]*parley.Statement
	exhibits   map[string]*parley.Exhibit
	responses  map[string][]*parley.Response // by the statement or exhibit that they answer, see answered
}

func newFile(record *parley.Record, index int) *file {
	f := &file{record, index, map[string]*parley.Entity{}, map[string]*parley.Statement{}, map[string]*parley.Exhibit{}, map[string][]*parley.Response{}}
	for i := range record.Entities {
		f.entities[record.Entities[i].ID] = &record.Entities[i]
	}
	for i := range record.Statements {
		f.statements[record.Statements[i].ID] = &record.Statements[i]
	}
	for i := range record.Exhibits {
		f.exhibits[record.Exhibits[i].ID] = &record.Exhibits[i]
	}
	for i := range record.Responses {
		r := &record.Responses[i]
		if key := answered(r.To.Statement, r.To.Exhibit); key != "" {
			f.responses[key] = append(f.responses[key], r)
		}
	}
	return f
}

// answered is the key of what a response answers, empty where it is neither.
func answered(statement, exhibit string) string {
	switch {
	case statement != "":
		return "statement " + statement
	case exhibit != "":
		return "exhibit " + exhibit
	}
	return ""
}

// name is the name of an entity, empty where the id is.
func (f *file) name(entity string) string {
	if e := f.entities[entity]; e != nil {
		return e.Name
	}
	return ""
}

// passedOnBy is the innermost statement around s that somebody else makes; nil
// for none.
func (f *file) passedOnBy(s *parley.Statement) *parley.Statement {
	outer := f.statements[s.Within]
	for range mostNested {
		if outer == nil || outer.Speaker != "" && outer.Speaker != s.Speaker {
			return outer
		}
		outer = f.statements[outer.Within]
	}
	return nil
}

// mostNested is how many statements around one are looked at.
const mostNested = 16
