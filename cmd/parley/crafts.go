package main

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"

	"parley"
	"parley/attribute"
	"parley/clerk"
	"parley/ingest"
	"parley/internal/num"
	"parley/reader"
	"parley/reader/weights"
	"parley/resolve"
	"parley/terms"
	"parley/terms/register"
)

// Crafts is what the commands need of the reader and of what follows it; tests
// put a reader of a few rules in its place.
type crafts struct {
	clerk    func(readerOptions) (*clerk.Clerk, error)
	identify func(readerOptions) (weights, kernel string, err error)
	parts    func(readerOptions) ([]string, error) // of the weights; nil where they have none
}

// own are the crafts of this module, joined here and nowhere else.
func own() crafts { return crafts{clerk: newClerk, identify: identify, parts: parts} }

func newClerk(o readerOptions) (*clerk.Clerk, error) {
	if o.fast && o.careful {
		return nil, &usageError{"a report is read fast or carefully, not both", "--fast or --careful alone"}
	}
	file, err := o.load()
	if err != nil {
		return nil, err
	}
	r, err := reader.New(file, reader.Options{Scheme: reader.Scheme(o.scheme), Fast: o.fast, Careful: o.careful, Kernel: o.kernel})
	if err != nil {
		return nil, err
	}
	deal := &terms.Reader{Register: register.General()}
	return &clerk.Clerk{Reader: r, Resolve: resolve.Resolve, Attribute: attribute.Attribute, Deal: deal.Deal, Learned: learned()}, nil
}

// load parses the weights of o, which are the embedded ones unless it names a
// file.
func (o readerOptions) load() (*weights.File, error) {
	if o.weights == "" {
		return weights.Default()
	}
	b, err := os.ReadFile(o.weights)
	if err != nil {
		return nil, err
	}
	return weights.Parse(b)
}

func identify(o readerOptions) (digest, kernel string, err error) {
	best := num.Best()
	if o.kernel != "" {
		if best, err = num.Named(o.kernel); err != nil {
			return "", "", err
		}
	}
	file, err := o.load()
	if err != nil {
		return "", "", err
	}
	return clerk.Weights("sha256:"+file.Digest(), learned()), best.Name, nil
}

// parts are the weights that the one digest of a record stands for, each with its own.
func parts(o readerOptions) ([]string, error) {
	file, err := o.load()
	if err != nil {
		return nil, err
	}
	return append([]string{"reader sha256:" + file.Digest()}, learned()...), nil
}

// learned names the weights beside the reader's.
func learned() []string { return append([]string{attribute.Weights()}, terms.Weights()...) }

// fetch reads the report at an address. Its errors do not name the address,
// which may hold a password.
func fetch(ctx context.Context, address string, o readOptions) (*ingest.Document, error) {
	if _, err := url.Parse(address); err != nil {
		return nil, fmt.Errorf("no address: %w", parley.ErrInvalid)
	}
	document, err := ingest.Fetch(ctx, address, ingest.FetchOptions{Options: o.given, AllowPrivate: o.private})
	if inner := errors.Unwrap(err); inner != nil {
		return nil, inner // without "fetching" and the address
	}
	return document, err
}
