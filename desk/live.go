package desk

import (
	"cmp"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"time"
)

// look is how often the log is looked at for what others file, in this desk or
// elsewhere.
const look = time.Second

// A told entry is what a browser is told of one that was filed.
type told struct {
	Seq  int64  `json:"seq"`
	By   string `json:"by"`
	What string `json:"what"`
	Of   string `json:"of"`
}

// mostStalled is how long a browser may take none of what it is told.
const mostStalled = 30 * time.Second

// events tells a browser what is filed from now on, as server-sent events, until it
// goes away. One that comes back is told first what it missed.
func (d *Desk) events(w http.ResponseWriter, r *http.Request) {
	head, err := d.Case.Head(r.Context())
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/event-stream")
	out := http.NewResponseController(w)
	last := toldLast(r, head.Size)
	fmt.Fprintf(w, "retry: 3000\nid: %d\nevent: from\ndata: %d\n\n", last, last)
	out.SetReadDeadline(time.Time{}) // it goes on for longer than anybody may take to ask
	out.Flush()
	tick := time.NewTicker(look)
	defer tick.Stop()
	for {
		select {
		case <-r.Context().Done():
			return
		case <-d.closing:
			return
		case <-tick.C:
		}
		if s := personOf(r.Context()).session; s != nil && !d.Door.IsIn(s) {
			return
		}
		if head, err = d.Case.Head(r.Context()); err != nil {
			return
		}
		if head.Size == last {
			continue
		}
		for e, err := range d.Case.Entries(r.Context(), last) {
			if err != nil {
				return
			}
			out.SetWriteDeadline(time.Now().Add(mostStalled))
			words, err := json.Marshal(told{e.Seq, e.Author.Name, string(e.Kind), e.Of.String()})
			if err != nil {
				return
			}
			if _, err := fmt.Fprintf(w, "id: %d\nevent: filed\ndata: %s\n\n", e.Seq, words); err != nil {
				return
			}
			last = e.Seq
		}
		out.Flush()
	}
}

// mostMissed is how many entries a browser that comes back is told of.
const mostMissed = 1000

// toldLast is the entry that a browser which comes back was told of last: the browser
// says so where it was cut off, the page where it listens again; else the last there is.
func toldLast(r *http.Request, size int64) int64 {
	given := cmp.Or(r.Header.Get("Last-Event-ID"), r.URL.Query().Get("last"))
	if last, err := strconv.ParseInt(given, 10, 64); err == nil && last >= 0 {
		return min(max(last, size-mostMissed), size)
	}
	return size
}
