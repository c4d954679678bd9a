package main

import (
	"context"
	"errors"

	"parley/clerk"
	"parley/ingest"
)

// Crafts is what the commands need of the reader and of what follows it; tests
// put a reader of a few rules in its place.
type crafts struct {
	clerk    func(readerOptions) (*clerk.Clerk, error)
	identify func(kernel string) (weights, chosen string, err error)
}

// own are the crafts of this module, joined here and nowhere else.
func own() crafts {
	missing := errors.New("this build has no reader")
	return crafts{
		clerk:    func(readerOptions) (*clerk.Clerk, error) { return nil, missing },
		identify: func(string) (string, string, error) { return "", "", missing },
	}
}

// fetch reads the report at an address.
func fetch(ctx context.Context, address string, o readOptions) (*ingest.Document, error) {
	return ingest.Fetch(ctx, address, ingest.FetchOptions{Options: o.given, AllowPrivate: o.private})
}
