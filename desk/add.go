package desk

import (
	"fmt"
	"io"
	"mime/multipart"
	"strings"

	"parley"
	"parley/clerk"
	"parley/ingest"
)

// An Input is a report that somebody adds: its bytes, or where to fetch it.
type Input struct {
	Name    string
	Bytes   []byte
	Address string
	Given   ingest.Options // what the person knows of it
}

// Added is what became of one input.
type added struct {
	Input   string
	Report  int64
	Words   string // what was done, or why not
	Refused bool
}

// add files reports that are pasted, dropped or named by their address, as parley
// add does. One bad input does not keep the others from being filed.
func (d *Desk) add(q *request) error {
	if d.Read == nil {
		return fmt.Errorf("this desk cannot add reports: %w", parley.ErrInvalid)
	}
	if err := q.ParseMultipartForm(mostBytes); err != nil {
		return fmt.Errorf("reading what was sent: %w", err)
	}
	given := ingest.Options{Title: field(q, "title"), Publisher: field(q, "publisher"), Published: field(q, "published")}
	var inputs []Input
	if text := q.FormValue("text"); strings.TrimSpace(text) != "" {
		inputs = append(inputs, Input{"pasted", []byte(text), "", given})
	}
	if address := field(q, "address"); address != "" {
		inputs = append(inputs, Input{address, nil, address, given})
	}
	for _, header := range q.MultipartForm.File["file"] {
		if header.Size == 0 {
			continue // nothing was chosen
		}
		content, err := uploaded(header)
		if err != nil {
			return err
		}
		inputs = append(inputs, Input{header.Filename, content, "", given})
	}
	if len(inputs) == 0 {
		return fmt.Errorf("there is nothing to add: paste a report or choose a file: %w", parley.ErrInvalid)
	}
	var all []added
	for _, in := range inputs {
		all = append(all, d.addOne(q, in))
	}
	if len(all) == 1 && !all[0].Refused {
		return q.to(fmt.Sprintf("/reports/%d", all[0].Report))
	}
	return q.show(200, "added", "Added", all)
}

// field is a field of a form without space around it.
func field(q *request, name string) string { return strings.TrimSpace(q.FormValue(name)) }

func uploaded(header *multipart.FileHeader) ([]byte, error) {
	f, err := header.Open()
	if err != nil {
		return nil, fmt.Errorf("opening %q: %w", header.Filename, err)
	}
	defer f.Close()
	return io.ReadAll(f)
}

func (d *Desk) addOne(q *request, in Input) added {
	a := added{Input: in.Name, Refused: true}
	o := d.Read(q.Context(), in)
	if o.Err != nil {
		a.Words = o.Err.Error()
		return a
	}
	filer := q.filer()
	receipts, err := filer.File(q.Context(), o.Record, o.Raw)
	if err == nil {
		var more []clerk.Receipt
		more, err = filer.Flush(q.Context())
		receipts = append(receipts, more...)
	}
	if err != nil {
		a.Words = err.Error()
		return a
	}
	for _, r := range receipts {
		a.Report, a.Refused = r.Report.Seq, false
		a.Words = plural(len(r.Record.Statements), "statement")
		if !r.Report.New {
			a.Words = "is filed already"
		}
	}
	return a
}
