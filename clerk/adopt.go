package clerk

import (
	"context"

	"parley"
	"parley/ledger"
)

// Adopt files a report with a record that people made elsewhere, by their name,
// and remarks on lines of it, by their ids. A report that is filed already stays as
// it is, and nothing is filed; one from the same address with other words is a newer
// version.
func (f *Filer) Adopt(ctx context.Context, record *parley.Record, by string, remarks map[string]string) (Receipt, error) {
	drafts, err := f.drafts(record, nil, ledger.Person(by))
	if err != nil {
		return Receipt{}, err
	}
	return retry(ctx, func() (Receipt, error) { return f.tryAdopt(ctx, record, drafts, remarks) })
}

func (f *Filer) tryAdopt(ctx context.Context, record *parley.Record, drafts []ledger.Draft, remarks map[string]string) (Receipt, error) {
	head, err := f.Case.Head(ctx) // what is filed from here on has Append file nothing
	if err != nil {
		return Receipt{}, err
	}
	same, before, err := f.last(ctx, drafts[0])
	if err != nil {
		return Receipt{}, err
	}
	if same != 0 {
		return f.asFiled(ctx, same, record)
	}
	var notes []ledger.Draft
	for i := range record.Statements {
		id := record.Statements[i].ID
		if remarks[id] == "" {
			continue
		}
		body, err := ledger.Decision{Text: remarks[id], Reading: head.Size + 2}.Encode()
		if err != nil {
			return Receipt{}, err
		}
		notes = append(notes, ledger.Draft{Kind: ledger.KindNote, Author: drafts[1].Author, Of: ledger.Address{Report: ledger.Last, Line: id}, Body: body})
	}
	return f.after(ctx, head.Size, before, record, drafts, notes)
}
