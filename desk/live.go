package desk

import (
	"encoding/json"
	"fmt"
	"net/http"
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

// events tells a browser what is filed from now on, as server-sent events, until it
// goes away.
func (d *Desk) events(w http.ResponseWriter, r *http.Request) {
	head, err := d.Case.Head(r.Context())
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/event-stream")
	out := http.NewResponseController(w)
	fmt.Fprint(w, "retry: 3000\n\n")
	out.SetReadDeadline(time.Time{}) // it goes on for longer than anybody may take to ask
	out.Flush()
	tick := time.NewTicker(look)
	defer tick.Stop()
	for last := head.Size; ; {
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
