package clerk

import (
	"context"
	"fmt"

	"parley"
	"parley/ledger"
)

// Adopt files a report with a record that people made elsewhere, by their name,
// and remarks on lines of it. A report that is filed already stays as it is, and
// nothing is filed.
func (f *Filer) Adopt(ctx context.Context, record *parley.Record, by string, remarks map[string]string) (Receipt, error) {
	if err := record.Verify(); err != nil {
		return Receipt{}, err
	}
	return retry(ctx, func() (Receipt, error) { return f.tryAdopt(ctx, record, by, remarks) })
}

func (f *Filer) tryAdopt(ctx context.Context, record *parley.Record, by string, remarks map[string]string) (Receipt, error) {
	head, err := f.Case.Head(ctx) // what is filed from here on has Append file nothing
	if err != nil {
		return Receipt{}, err
	}
	there, err := f.Case.Once(ctx, ledger.OnceOf(&record.Report))
	if err != nil {
		return Receipt{}, err
	}
	if there != 0 {
		e, err := f.Case.Entry(ctx, there)
		return Receipt{Report: ledger.Filed{Entry: e}, Record: record}, err
	}
	drafts, err := f.drafts(record, nil)
	if err != nil {
		return Receipt{}, err
	}
	drafts = drafts[:1]
	body, err := ledger.EncodeReading(record)
	if err != nil {
		return Receipt{}, fmt.Errorf("filing what %s read in report %s: %v", by, record.Report.ID, err)
	}
	of := ledger.Address{Report: ledger.Last}
	drafts = append(drafts, ledger.Draft{Kind: ledger.KindReading, Author: ledger.Person(by), Of: of, Body: body, Index: drafts[0].Index})
	drafts[0].Index = nil
	if drafts[1].Index == nil {
		index := ledger.IndexRecord(ledger.Last, 0, record, ledger.NewState(), f.Case.Key)
		drafts[1].Index = []ledger.Indexed{{Report: ledger.Last, Index: index}}
	}
	for i := range record.Statements {
		id := record.Statements[i].ID
		if remarks[id] == "" {
			continue
		}
		body, err := ledger.Decision{Text: remarks[id], Reading: head.Size + 2}.Encode()
		if err != nil {
			return Receipt{}, err
		}
		drafts = append(drafts, ledger.Draft{Kind: ledger.KindNote, Author: ledger.Person(by), Of: ledger.Address{Report: ledger.Last, Line: id}, Body: body})
	}
	filed, err := f.Case.Append(ctx, f.Now(), numbered(head.Size, drafts))
	if err != nil {
		return Receipt{}, err
	}
	return receipt(record, filed[:2]), nil
}
