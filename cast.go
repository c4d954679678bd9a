package parley

// A Cast is who is who in one report: its entities, and which of them each
// mention stands for.
type Cast struct {
	Entities  []Entity
	ByMention []int  // for each mention of the reading: an index into Entities, or -1
	Dates     []Date // every time that the report words, in the order of the text
}

// Entity returns the entity that mention i of the reading stands for, nil where
// that is not known.
func (c *Cast) Entity(i int) *Entity {
	if e := c.ByMention[i]; e >= 0 {
		return &c.Entities[e]
	}
	return nil
}
