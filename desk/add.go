package desk

import (
	"bytes"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
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
// add does. One bad input does not keep the others from being filed. What became of
// each of several is told as it comes.
func (d *Desk) add(q *request) error {
	if d.Read == nil {
		return fmt.Errorf("this desk cannot add reports: %w", parley.ErrInvalid)
	}
	if err := q.ParseMultipartForm(mostBytes); err != nil {
		if status(err) == http.StatusRequestEntityTooLarge {
			return fmt.Errorf("reading what was sent: %w", err)
		}
		return fmt.Errorf("reading what was sent: %v: %w", err, parley.ErrInvalid)
	}
	inputs := inputsOf(q)
	if len(inputs) == 0 {
		return fmt.Errorf("there is nothing to add: paste a report or choose a file: %w", parley.ErrInvalid)
	}
	if len(inputs) > 1 {
		return d.addMany(q, inputs)
	}
	a := d.addOne(q, inputs[0])
	if !a.Refused && a.Words != filedAlready {
		return q.to(fmt.Sprintf("/reports/%d", a.Report))
	}
	return q.show(200, "added", "Added", &addedPage{Rows: rowsHere, One: &a})
}

// inputsOf are the reports of a form: pasted, by address, one or more a line, and
// files.
func inputsOf(q *request) (inputs []Input) {
	given := ingest.Options{Title: field(q, "title"), Publisher: field(q, "publisher"), Published: field(q, "published")}
	if text := q.FormValue("text"); strings.TrimSpace(text) != "" {
		inputs = append(inputs, Input{"pasted", []byte(text), "", given})
	}
	for address := range strings.FieldsSeq(q.FormValue("address")) {
		inputs = append(inputs, Input{address, nil, address, given})
	}
	for _, header := range q.MultipartForm.File["file"] {
		if header.Size == 0 && header.Filename == "" {
			continue // nothing was chosen
		}
		content, err := uploaded(header)
		if err != nil {
			content = nil // which reading it says
		}
		inputs = append(inputs, Input{header.Filename, content, "", given})
	}
	if len(inputs) > 1 {
		for i := range inputs {
			inputs[i].Given.Title = "" // it is of one
		}
	}
	return inputs
}

// An addedPage is the page around what became of inputs.
type addedPage struct {
	Rows string
	One  *added
}

// rowsHere stands in a page where what became of the inputs is put in as it comes.
const rowsHere = "[rows come here]"

// addMany adds one input after the other, and sends of the page what is known.
func (d *Desk) addMany(q *request, inputs []Input) error {
	page, err := d.pages.whole("added", q.view(fmt.Sprintf("Adding %s", plural(len(inputs), "report")), &addedPage{Rows: rowsHere}))
	if err != nil {
		return err
	}
	head, tail, _ := bytes.Cut(page, []byte(rowsHere))
	q.ResponseWriter.Header().Set("Content-Type", "text/html; charset=utf-8")
	out := http.NewResponseController(q.ResponseWriter)
	send := func(part []byte) {
		q.ResponseWriter.Write(part) // who is gone sees none of it; what was begun is filed
		out.Flush()
	}
	send(head)
	for _, in := range inputs {
		send(d.pages.part("added", "adding", in.Name))
		send(d.pages.part("added", "added", d.addOne(q, in)))
	}
	send(tail)
	return nil
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

// filedAlready is said of a report that the case holds.
const filedAlready = "is filed already"

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
			a.Words = filedAlready
		}
	}
	return a
}
