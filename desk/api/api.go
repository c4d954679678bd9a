// Package api is what programs ask of a desk: statements, reports, decisions and what
// is derived from them, as JSON over HTTP. It is described by OpenAPI, which it serves
// and docs/desk-api.json holds.
//
// It is inside the case: whoever may open the desk may call it, in the same session,
// and what they decide is filed by their name. What leaves the case is masked where
// its source is sealed: a report's record, and what is copied of a statement.
package api

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"parley"
	"parley/ask/review"
	"parley/clerk"
	"parley/desk/found"
	"parley/ledger"
)

// Options are what the API needs of its desk.
type Options struct {
	Case  *ledger.Case
	Now   func() time.Time
	Found *found.Shelf

	By     func(context.Context) string // who asks
	Status func(error) int              // what an error is over HTTP
	Queue  func(context.Context) (*review.Queue, error)

	Waiting func(*review.Line) WaitingLine // how a line of the queue is shown

	// Of the deal, as the desk keeps it until something is filed: JSON as parley
	// contacts --json, proposals --json and positions --json print it.
	Contacts  func(context.Context) ([]json.RawMessage, error)
	Proposals func(context.Context) ([]json.RawMessage, error)
	Positions func(ctx context.Context, heldAt, knownAt string) (json.RawMessage, error)
	Terms     func(context.Context) ([]Term, error)

	Responses func(context.Context, Asked) (Responses, error)
	Exhibits  func(context.Context) (Exhibits, error)
	Term      func(ctx context.Context, key string) (TermOf, error)
}

// Version is that of the API; every answer of one version can be read by whoever
// reads an earlier one with the same first number.
//
//	1.0: statements, reports, decisions, the deal.
//	1.1: responses, exhibits, and one term with who stands where.
//	1.2: the queue has lines of the deal, and those are corrected by their fields.
const Version = "1.2"

// An api answers.
type api struct {
	Options
	of huma.API
}

// New adds the API to a mux, under /api, and returns its description.
func New(mux *http.ServeMux, o Options) *huma.OpenAPI {
	config := huma.DefaultConfig("The desk of parley", Version)
	config.DocsPath, config.SchemasPath, config.CreateHooks = "", "", nil // its page would load a script from elsewhere
	config.Info.Description = "What a case has, and what people decide of it. Errors are problems as RFC 9457 has them. Requests carry the cookie of a session."
	a := &api{o, humago.NewWithPrefix(mux, "/api", config)}
	a.statements()
	a.reports()
	a.decisions()
	a.lists()
	a.derived()
	a.answers()
	a.terms()
	close_(a.of.OpenAPI())
	return a.of.OpenAPI()
}

// A body is an answer.
type body[T any] struct{ Body T }

// get and post add an operation. An error is a problem with the status that the
// desk has for it.
func get[I, O any](a *api, path, id, summary string, answer func(context.Context, *I) (O, error)) {
	add(a, http.MethodGet, path, id, summary, answer)
}

func post[I, O any](a *api, path, id, summary string, answer func(context.Context, *I) (O, error)) {
	add(a, http.MethodPost, path, id, summary, answer)
}

func add[I, O any](a *api, method, path, id, summary string, answer func(context.Context, *I) (O, error)) {
	op := huma.Operation{
		Method: method, Path: path, OperationID: id, Summary: summary,
		Errors: []int{http.StatusUnauthorized, http.StatusNotFound, http.StatusConflict, http.StatusGone, http.StatusUnprocessableEntity},
	}
	huma.Register(a.of, op, func(ctx context.Context, in *I) (*body[O], error) {
		out, err := answer(ctx, in)
		if err != nil {
			return nil, huma.NewError(a.Status(err), err.Error())
		}
		return &body[O]{out}, nil
	})
}

// filer files in the name of who asks.
func (a *api) filer(ctx context.Context) *clerk.Filer {
	return &clerk.Filer{Case: a.Case, By: a.By(ctx), Now: a.Now}
}

// closed are values of a closed list.
func closed[T ~string](field string, given []string, list []T) ([]T, error) {
	var all []T
	for _, v := range given {
		if v == "" {
			continue
		}
		if !slices.Contains(list, T(v)) {
			return nil, fmt.Errorf("%s %q is none of %v: %w", field, v, list, parley.ErrInvalid)
		}
		all = append(all, T(v))
	}
	return all, nil
}

// close_ says in the description which values the closed lists have.
func close_(description *huma.OpenAPI) {
	lists := map[string][]any{
		"act": values(parley.Acts), "certainty": values(parley.Certainties),
		"class": values(parley.SourceClasses), "status": values(ledger.Statuses), "kind": values(parley.ResponseKinds),
	}
	for _, path := range description.Paths {
		if path.Get == nil {
			continue
		}
		for _, p := range path.Get.Parameters {
			if list, is := lists[p.Name]; is && p.Schema.Items != nil {
				p.Schema.Items.Enum = list
			}
		}
	}
}

func values[T ~string](list []T) (all []any) {
	for _, v := range list {
		all = append(all, string(v))
	}
	return all
}

// names are those of a field, between semicolons.
func names(field string) (all []string) {
	for name := range strings.SplitSeq(field, ";") {
		if name = strings.TrimSpace(name); name != "" {
			all = append(all, name)
		}
	}
	return all
}
