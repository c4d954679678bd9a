package accounts

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"slices"
	"time"
)

// Kinds are what a line of the file of who came in may be of.
var Kinds = []string{"in", "out", "ended", "refused", "too often"}

// A LogIn is one line of the file of who came in.
type LogIn struct {
	Time    time.Time `json:"time"`
	What    string    `json:"what"` // one of Kinds
	Name    string    `json:"name"`
	Address string    `json:"address"`
	By      string    `json:"by,omitempty"`  // password, or the address of an issuer
	Why     string    `json:"why,omitempty"` // it was refused, or a session ended
}

// ByPassword is how somebody comes in whom no issuer vouches for.
const ByPassword = "password"

func (d *Door) note(what string, l LogIn) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.append(what, l)
}

func (d *Door) append(what string, l LogIn) error {
	l.What, l.Time = what, d.Now().UTC().Truncate(time.Second)
	l.Name, l.Why, l.Address = short(l.Name), short(l.Why), short(l.Address)
	line, err := json.Marshal(l)
	if err != nil {
		return err
	}
	f, err := os.OpenFile(d.LogIns, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(append(line, '\n'))
	return errors.Join(err, f.Close())
}

// mostRead is how much of the file of log-ins is looked at.
const mostRead = 256 << 10

// Last are the newest log-ins, the last first.
func (d *Door) Last(most int) ([]LogIn, error) {
	f, err := os.Open(d.LogIns)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	data := make([]byte, min(info.Size(), mostRead))
	if _, err := f.ReadAt(data, info.Size()-int64(len(data))); err != nil && err != io.EOF {
		return nil, err
	}
	var all []LogIn
	for line := range bytes.Lines(data) {
		var l LogIn
		if json.Unmarshal(line, &l) == nil { // the first may be half a line
			all = append(all, l)
		}
	}
	slices.Reverse(all)
	return all[:min(most, len(all))], nil
}
