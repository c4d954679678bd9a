package desk

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"

	"parley"
	"parley/clerk"
	"parley/ledger"
)

// A request is one page that somebody asks for.
type request struct {
	*http.Request
	http.ResponseWriter
	desk *Desk
}

// serve makes pages, and of an error a page that names it. An answer that is begun is
// broken off, so that nobody takes a part of a file for the whole.
func (d *Desk) serve(make func(*request) error) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		a := &begun{ResponseWriter: w}
		q := &request{Request: r, ResponseWriter: a, desk: d}
		err := make(q)
		if err != nil && a.is {
			panic(http.ErrAbortHandler)
		}
		if err != nil && !errors.Is(err, context.Canceled) {
			w.Header().Del("Content-Disposition")
			q.show(status(err), "problem", "That did not work", problem(err))
		}
	})
}

// A begun answer knows whether it is.
type begun struct {
	http.ResponseWriter
	is bool
}

func (b *begun) WriteHeader(status int) {
	b.is = true
	b.ResponseWriter.WriteHeader(status)
}

func (b *begun) Write(p []byte) (int, error) {
	b.is = true
	return b.ResponseWriter.Write(p)
}

// Unwrap is for http.ResponseController.
func (b *begun) Unwrap() http.ResponseWriter { return b.ResponseWriter }

// status is what an error is to a browser.
func status(err error) int {
	var big *http.MaxBytesError
	switch {
	case errors.As(err, &big):
		return http.StatusRequestEntityTooLarge
	case errors.Is(err, ledger.ErrRemoved):
		return http.StatusGone
	case errors.Is(err, parley.ErrNotFound):
		return http.StatusNotFound
	case errors.Is(err, parley.ErrInvalid):
		return http.StatusUnprocessableEntity
	case errors.Is(err, parley.ErrConflict):
		return http.StatusConflict
	}
	return http.StatusInternalServerError
}

// problem is an error in words for the reader of a page.
func problem(err error) string {
	var big *http.MaxBytesError
	if errors.As(err, &big) {
		return fmt.Sprintf("That is more than the %d MB that can be sent at once.", big.Limit>>20)
	}
	return err.Error()
}

// show writes a page.
func (q *request) show(status int, name, title string, body any) error {
	if page, is := body.(interface{ allow(person) }); is {
		page.allow(personOf(q.Context()))
	}
	q.desk.pages.write(q.ResponseWriter, status, name, q.view(title, body))
	return nil
}

// view is a page's body with what the frame around it needs.
func (q *request) view(title string, body any) *view {
	who := personOf(q.Context())
	v := &view{Title: title, Path: q.URL.Path, By: who.name, LogOut: q.desk.Door != nil, Version: q.desk.Version, Body: body}
	v.Adds = q.desk.Read != nil && rights{who}.May("POST /reports")
	v.Script, v.Style = q.desk.files.path("desk.js"), q.desk.files.path("desk.css")
	return v
}

// to leads on to another page, after something was done.
func (q *request) to(path string) error {
	http.Redirect(q.ResponseWriter, q.Request, path, http.StatusSeeOther)
	return nil
}

// number is a number of the path.
func (q *request) number(name string) (int64, error) {
	n, err := strconv.ParseInt(q.PathValue(name), 10, 64)
	if err != nil || n < 1 {
		return 0, fmt.Errorf("%q is no number of a %s: %w", q.PathValue(name), name, parley.ErrNotFound)
	}
	return n, nil
}

// filing is the report of the path as it stands.
func (q *request) filing() (*ledger.Filing, error) {
	n, err := q.number("report")
	if err != nil {
		return nil, err
	}
	return q.desk.Case.Filing(q.Context(), n, 0)
}

// filer files in the name of who asks.
func (q *request) filer() *clerk.Filer {
	return &clerk.Filer{Case: q.desk.Case, By: personOf(q.Context()).name, Now: q.desk.Now}
}
