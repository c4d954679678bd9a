package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"mime/multipart"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"parley/clerk"
	"parley/desk"
)

// Whoever interrupts a desk does not cut off what somebody files.
func TestDesk_answers_what_was_asked_before_it_closes(t *testing.T) {
	ctx, interrupt := context.WithCancel(t.Context())
	defer interrupt()
	p := &program{out: io.Discard, err: io.Discard, crafts: ruled(), now: time.Now}
	store, err := createStore(ctx, filepath.Join(t.TempDir(), "talks.parley"))
	if err != nil {
		t.Fatal(err)
	}
	c := newCase(store)
	defer c.Close()
	if err := begin(ctx, c, "talks", "Ada Lind", time.Now()); err != nil {
		t.Fatal(err)
	}
	var at string
	var answered atomic.Bool
	read := func(context.Context, desk.Input) clerk.Outcome {
		interrupt()
		for n := 0; n < 50; { // until the desk takes nobody in any more, and a little longer
			if taken, err := net.Dial("tcp", at); err == nil {
				taken.Close()
			} else {
				n++
			}
		}
		answered.Store(true)
		return clerk.Outcome{Err: errors.New("that is no report")}
	}
	address, serve, err := p.openDesk(ctx, desk.Options{Case: c, By: "Ada Lind", Read: read}, nil, &openness{listen: "127.0.0.1:0"})
	if err != nil {
		t.Fatal(err)
	}
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	at = u.Host
	go add(t, address)
	if err := serve(); err != nil || !answered.Load() {
		t.Errorf("the desk closed with %v; what was asked before is answered: %v", err, answered.Load())
	}
}

// add pastes a report at a desk.
func add(t *testing.T, address string) {
	jar, _ := cookiejar.New(nil) // never an error
	browser := &http.Client{Jar: jar}
	if in, err := browser.Get(address); err != nil {
		t.Error(err)
		return
	} else {
		in.Body.Close()
	}
	var form bytes.Buffer
	w := multipart.NewWriter(&form)
	w.WriteField("text", "It rained.")
	w.Close()
	u, _ := url.Parse(address)
	if answer, err := browser.Post("http://"+u.Host+"/reports", w.FormDataContentType(), &form); err == nil {
		answer.Body.Close()
	}
}
