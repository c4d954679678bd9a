package ledger

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"

	"parley"
)

// BodyVersion is the version of the bodies of reports and readings.
//
//	1: the nouns of package parley as JSON, spans in bytes of the text.
const BodyVersion = 1

type reportBody struct {
	Version int           `json:"v"`
	Report  parley.Report `json:"report"`
	Raw     string        `json:"raw,omitzero"` // the SHA-256 of the bytes that are kept beside it; empty where none are
}

type readingBody struct {
	Version int           `json:"v"`
	Record  parley.Record `json:"record"` // without its report, which has an entry of its own
}

// EncodeReport is the body of the entry of a report with which the bytes raw are
// kept; nil where none are.
func EncodeReport(r parley.Report, raw []byte) ([]byte, error) {
	b := reportBody{Version: BodyVersion, Report: r}
	if raw != nil {
		b.Raw = DigestOf(raw).String()
	}
	return json.Marshal(b)
}

// DecodeReport reads the body of a report's entry.
func DecodeReport(seq int64, body []byte) (*parley.Report, error) {
	report, _, err := DecodeFiled(seq, body)
	return report, err
}

// DecodeFiled reads the body of a report's entry: the report, and the SHA-256 of
// the bytes that are kept with it in hex, empty where none are.
func DecodeFiled(seq int64, body []byte) (report *parley.Report, raw string, err error) {
	var b reportBody
	if err := decodeBody(seq, body, &b, &b.Version); err != nil {
		return nil, "", err
	}
	return &b.Report, b.Raw, nil
}

// EncodeReading is the body of a reading's entry: the record but for the report.
func EncodeReading(record *parley.Record) ([]byte, error) {
	apart := *record
	apart.Report = parley.Report{}
	return json.Marshal(readingBody{BodyVersion, apart})
}

// DecodeReading reads the body of a reading's entry, and holds every line of it
// against the report's words.
func DecodeReading(seq int64, body []byte, report *parley.Report) (*parley.Record, error) {
	record, err := DecodeUnverified(seq, body, report)
	if err != nil {
		return nil, err
	}
	if err := record.Verify(); err != nil {
		return nil, fmt.Errorf("the reading of entry %d: %w", seq, err)
	}
	return record, nil
}

// DecodeUnverified reads the body of a reading's entry, whose lines may not hold:
// for whoever asks which of them do not.
func DecodeUnverified(seq int64, body []byte, report *parley.Report) (*parley.Record, error) {
	var b readingBody
	if err := decodeBody(seq, body, &b, &b.Version); err != nil {
		return nil, err
	}
	b.Record.Report = *report
	return &b.Record, nil
}

func decodeBody(seq int64, body []byte, into any, version *int) error {
	if err := json.Unmarshal(body, into); err != nil {
		return fmt.Errorf("decoding entry %d: %v: %w", seq, err, parley.ErrTampered)
	}
	if *version != BodyVersion {
		return fmt.Errorf("the body of entry %d has version %d, this build reads %d: %w", seq, *version, BodyVersion, parley.ErrInvalid)
	}
	return nil
}

// OnceOf is what makes a report this one and no other: its words, with who
// published it, where and when. The same words in two outlets are two reports.
func OnceOf(r *parley.Report) string {
	h := sha256.New()
	for _, part := range []string{r.Publisher, r.URL, r.Published, r.Title, r.Byline, r.Text} {
		fmt.Fprintf(h, "%d:%s\n", len(part), part)
	}
	return "report " + hex.EncodeToString(h.Sum(nil))
}

// SlotOf is what the versions of a report have in common: its address; empty where
// it has none.
func SlotOf(r *parley.Report) string {
	if r.URL == "" {
		return ""
	}
	return "address " + r.URL
}
