package ask

import (
	"fmt"
	"strings"
	"time"

	"parley"
)

// A Filing is where and when a case has a record.
type Filing struct {
	Report int64 // its number in the case
	Known  time.Time
	Key    func(*parley.Entity) string // by which the case knows entities, where people merged or split some; nil for [parley/resolve.Key]
}

// Address is where a line of a record is in its case, "12/s3"; where there is no
// case, its id.
func (d *Dossier) Address(r *parley.Record, line string) string {
	f, filed := d.Filed[r]
	if !filed {
		return line
	}
	return strings.TrimSuffix(fmt.Sprintf("%d/%s", f.Report, line), "/")
}

// Known is when the case came to know a record, the zero time where there is no
// case.
func (d *Dossier) Known(r *parley.Record) time.Time { return d.Filed[r].Known }

// Index is the place of a record of the dossier in it.
func (d *Dossier) Index(r *parley.Record) int { return d.index[r] }

// Words are those of spans of a report, on one line, with " … " between pieces.
func Words(report *parley.Report, spans []parley.Span) string { return wordsOf(report, spans) }
