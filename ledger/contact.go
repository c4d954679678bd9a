package ledger

import "parley"

// A Contact is a contact as the index keeps it.
type Contact struct {
	Of           Address
	Status       Status // of one that rests on a rejected statement, rejected
	Statement    string // that tells of it, by its id; empty for the report's own words
	Kind         parley.ContactKind
	Occurs       parley.ContactStatus // whether it takes place
	Participants []EntityID           // in the record's order
	Host, Place  EntityID             // 0 where that is not told

	First, Last parley.Day // within which it is; all days where that is not told
}

func (r *indexing) contact(c *parley.Contact) Contact {
	out := Contact{
		Of: Address{r.report, c.ID}, Status: r.status(c.ID, c.Statement), Statement: c.Statement, Kind: c.Kind, Occurs: c.Status,
		Participants: r.entities(c.Participants), Host: r.entity(c.Host), Place: r.entity(c.Place),
	}
	out.First, out.Last, _ = parley.Days(c.When.EDTF)
	return out
}

const aContact = "contact"

func (c *Contact) encode(b []byte) []byte {
	b = appendWords(b, c.Of.Line, aContact, string(c.Status), c.Statement, string(c.Kind), string(c.Occurs))
	b = appendList(b, c.Participants)
	b = appendIDs(b, c.Host, c.Place)
	return appendDays(b, c.First, c.Last)
}

func (f *fields) contact(of Address) Contact {
	return Contact{
		Of: of, Status: Status(f.word()), Statement: f.word(), Kind: parley.ContactKind(f.word()), Occurs: parley.ContactStatus(f.word()),
		Participants: f.list(), Host: f.id(), Place: f.id(), First: f.day(), Last: f.day(),
	}
}
