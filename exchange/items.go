package exchange

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
)

// Items writes JSON values one at a time, so that what has been written need not
// be held: between a head and a tail, with something between each two. For JSON
// lines all are empty but after, a line's end.
type Items struct {
	out                  *bufio.Writer
	head, between, after string
	json                 *json.Encoder
	value                bytes.Buffer
	count                int
}

// NewItems returns Items that writes to w.
func NewItems(w io.Writer, head, between, after string) *Items {
	i := &Items{out: bufio.NewWriterSize(w, 64<<10), head: head, between: between, after: after}
	i.json = json.NewEncoder(&i.value)
	i.json.SetEscapeHTML(false) // quotation is evidence: print & and < as they stand
	return i
}

// Add writes a value.
func (i *Items) Add(value any) error {
	i.value.Reset()
	if err := i.json.Encode(value); err != nil {
		return err
	}
	if i.count == 0 {
		i.out.WriteString(i.head)
	} else {
		i.out.WriteString(i.between)
	}
	i.count++
	i.out.Write(bytes.TrimSuffix(i.value.Bytes(), []byte("\n")))
	_, err := i.out.WriteString(i.after) // which has the first error, if there is one
	return err
}

// Count is how many have been written.
func (i *Items) Count() int { return i.count }

// Flush hands all that was added to the writer.
func (i *Items) Flush() error { return i.out.Flush() }

// Close writes the tail, after the head where there was no item.
func (i *Items) Close(tail string) error {
	if i.count == 0 {
		i.out.WriteString(i.head)
	}
	i.out.WriteString(tail)
	return i.out.Flush()
}
