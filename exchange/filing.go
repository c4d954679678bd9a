package exchange

import (
	"time"

	"parley"
)

// A Filing is a record with what its case knows of it: what the writers of the
// formats below this package take.
type Filing struct {
	Record  *parley.Record
	Address string            // of the report in its case: "12"; a statement of it is then "12/s3"
	Filed   time.Time         // when the reading was filed
	Author  string            // who filed the report: a person's name
	Reviews map[string]Review // by the id of a line of the record ("s3"): what a person decided
	Sealed  bool              // whoever and whatever the report comes from is masked

	// KeepRejected asks for what a person rejected too; else it is left out.
	KeepRejected bool
}

// A Writer writes filings in one format. It holds one at a time, and the same
// filings give the same bytes. Close ends what was begun and leaves open whatever
// the writer writes to.
type Writer interface {
	Write(*Filing) error
	Close() error
}

// A Review is what a person decided about a line of a record. Of a corrected
// line the record has the correction.
type Review struct {
	Status ReviewStatus
	By     string // a person's name
	At     time.Time
}

// A ReviewStatus is the closed list of decisions.
type ReviewStatus string

const (
	ReviewAccepted  ReviewStatus = "accepted"
	ReviewRejected  ReviewStatus = "rejected"
	ReviewCorrected ReviewStatus = "corrected"
)
