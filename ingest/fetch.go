package ingest

import (
	"cmp"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"syscall"
	"time"

	"parley"
)

// What fetching keeps to: http and https only; no address of the machine's own
// or a private network, on any hop, as resolved at the moment of dialling, so
// that no name can lead there; at most maxRedirects hops; one limit on the time
// for all of it and one on the size, counted after decompression. No proxy is
// asked, as it would dial where parley cannot see.

// FetchOptions are the options of [Fetch].
type FetchOptions struct {
	Options
	AllowPrivate bool          // fetch from the machine itself and private networks too
	Timeout      time.Duration // for all of it; 0 stands for DefaultTimeout
}

// DefaultTimeout is how long fetching one report may take.
const DefaultTimeout = 20 * time.Second

// ErrPrivate is why [Fetch] does not go to an address, unless it is allowed to.
var ErrPrivate = errors.New("private or reserved")

const (
	maxRedirects = 5
	userAgent    = "parley"
)

// Fetch reads the report at address. The document's URL is what the page gives
// as its own, where that is on the same host, or else where the redirects led: a
// page cannot say that it is somebody else's. A page that is not there is a
// [parley.ErrNotFound]; an address that is not to be fetched, like content that
// cannot be read, a [parley.ErrInvalid].
func Fetch(ctx context.Context, address string, opts FetchOptions) (*Document, error) {
	u, err := url.Parse(address)
	if err != nil {
		return nil, fmt.Errorf("fetching %q, which is no address: %w", WithoutUser(address), parley.ErrInvalid)
	}
	timeout := opts.Timeout
	if timeout <= 0 {
		timeout = DefaultTimeout
	}
	ctx, cancel := context.WithTimeoutCause(ctx, timeout, fmt.Errorf("no complete answer within %v", timeout))
	defer cancel()
	d, err := fetch(ctx, u, opts)
	if err != nil {
		if errors.Is(err, context.DeadlineExceeded) && ctx.Err() != nil {
			err = context.Cause(ctx)
		}
		return nil, fmt.Errorf("fetching %s: %w", WithoutUser(u.String()), unwrapURL(err))
	}
	return d, nil
}

// WithoutUser is address without the name and password of a user, which may
// stand in one to be fetched and nowhere else. It need not be a whole address.
func WithoutUser(address string) string {
	scheme, rest, found := strings.Cut(address, "//")
	if !found {
		return address
	}
	host := rest
	if end := strings.IndexAny(rest, "/?#"); end >= 0 {
		host = rest[:end]
	}
	return scheme + "//" + rest[strings.LastIndexByte(host, '@')+1:]
}

// unwrapURL takes off net/http's own naming of the address.
func unwrapURL(err error) error {
	if e, ok := errors.AsType[*url.Error](err); ok {
		return e.Err
	}
	return err
}

func fetch(ctx context.Context, u *url.URL, opts FetchOptions) (*Document, error) {
	if err := checkScheme(u); err != nil {
		return nil, err
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return nil, fmt.Errorf("no address (%v): %w", unwrapURL(err), parley.ErrInvalid)
	}
	request.Header.Set("User-Agent", userAgent)
	request.Header.Set("Accept", "text/html, application/xhtml+xml, text/plain, application/pdf;q=0.9, */*;q=0.1")
	request.Header.Set("Accept-Language", "en, *;q=0.1")
	check := checkPublic
	if opts.AllowPrivate {
		check = func(string) error { return nil }
	}
	client := newClient(check)
	defer client.CloseIdleConnections()
	response, err := client.Do(request)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	if err := checkStatus(response); err != nil {
		return nil, err
	}
	raw, err := readBody(response, opts.limit())
	if err != nil {
		return nil, err
	}
	return readFetched(raw, response, opts.Options)
}

// readFetched reads what came, with what the server says of it.
func readFetched(raw []byte, response *http.Response, opts Options) (*Document, error) {
	from := *response.Request.URL
	from.User, from.Fragment = nil, ""
	return ReadFrom(raw, from.String(), response.Header.Get("Content-Type"), opts)
}

// ReadFrom reads a page that came from address, or nowhere that is known, with
// the media type that its server declared. The report's URL is what [Fetch] says.
func ReadFrom(raw []byte, address, mediaType string, opts Options) (*Document, error) {
	given := opts.URL
	opts.URL, opts.MediaType = address, mediaType
	if u, err := url.Parse(address); err == nil && opts.Name == "" {
		opts.Name = u.Path
	}
	d, err := read(raw, opts)
	if err != nil {
		return nil, err
	}
	if own := d.Report.URL; own != "" && given == "" && address != "" && !sameHost(own, address) {
		d.warn("the page gives its address as %s, which is on another host; the one it was fetched from stands", own)
		d.Report.URL = ""
	}
	d.Report.URL = cmp.Or(WithoutUser(given), d.Report.URL, address)
	return d, nil
}

// sameHost reports whether two addresses lead to one host, by whatever scheme.
// A site's own pages for telephones count as the same.
func sameHost(a, b string) bool {
	host := func(address string) string {
		u, err := url.Parse(address)
		if err != nil {
			return address
		}
		name := strings.ToLower(u.Host)
		for _, prefix := range []string{"www.", "m.", "mobile.", "amp."} {
			name = strings.TrimPrefix(name, prefix)
		}
		return name
	}
	return host(a) == host(b)
}

func checkScheme(u *url.URL) error {
	if u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return fmt.Errorf("only http and https addresses are fetched: %w", parley.ErrInvalid)
	}
	return nil
}

func checkStatus(response *http.Response) error {
	switch code := response.StatusCode; {
	case code == http.StatusOK:
		return nil
	case code == http.StatusNotFound, code == http.StatusGone:
		return fmt.Errorf("the server answers %s: %w", response.Status, parley.ErrNotFound)
	}
	return fmt.Errorf("the server answers %s", response.Status)
}

// readBody reads an answer of at most limit bytes, decompressed.
func readBody(response *http.Response, limit int) ([]byte, error) {
	if response.ContentLength > int64(limit) {
		return nil, tooLarge(fmt.Sprintf("%d bytes", response.ContentLength), limit)
	}
	// net/http has asked for gzip and taken it off; servers that compress
	// unasked name it here.
	body := io.Reader(response.Body)
	switch encoding := response.Header.Get("Content-Encoding"); encoding {
	case "", "identity":
	case "gzip", "x-gzip":
		unzipped, err := gzip.NewReader(body)
		if err != nil {
			return nil, fmt.Errorf("unpacking the answer: %v: %w", err, parley.ErrInvalid)
		}
		body = unzipped
	default:
		return nil, fmt.Errorf("the answer is compressed with %q, which was not asked for: %w", encoding, parley.ErrInvalid)
	}
	raw, err := io.ReadAll(io.LimitReader(body, int64(limit)+1))
	switch {
	case err != nil:
		return nil, err
	case len(raw) > limit:
		return nil, tooLarge(fmt.Sprintf("more than %d bytes", limit), limit)
	}
	return raw, nil
}

// newClient is an HTTP client that keeps to the rules above; check says which
// resolved addresses it may dial.
func newClient(check func(address string) error) *http.Client {
	dialer := &net.Dialer{
		Control: func(_, address string, _ syscall.RawConn) error { return check(address) },
	}
	return &http.Client{
		Transport: &http.Transport{
			DialContext:            dialer.DialContext,
			ForceAttemptHTTP2:      true,
			MaxResponseHeaderBytes: 256 << 10,
		},
		CheckRedirect: func(next *http.Request, before []*http.Request) error {
			if len(before) > maxRedirects {
				return fmt.Errorf("more than %d redirects: %w", maxRedirects, parley.ErrInvalid)
			}
			return checkScheme(next.URL)
		},
	}
}

// reserved are the blocks of addresses, beside those that net/netip knows by
// name, that are not of the public internet: RFC 6890 and its successors.
var reserved = []netip.Prefix{
	netip.MustParsePrefix("0.0.0.0/8"),       // this network
	netip.MustParsePrefix("100.64.0.0/10"),   // between a provider and its customers (CGNAT)
	netip.MustParsePrefix("192.0.0.0/24"),    // protocol assignments
	netip.MustParsePrefix("192.0.2.0/24"),    // documentation
	netip.MustParsePrefix("192.88.99.0/24"),  // 6to4 relays
	netip.MustParsePrefix("198.18.0.0/15"),   // benchmarks
	netip.MustParsePrefix("198.51.100.0/24"), // documentation
	netip.MustParsePrefix("203.0.113.0/24"),  // documentation
	netip.MustParsePrefix("240.0.0.0/4"),     // reserved, and broadcast
	netip.MustParsePrefix("::/96"),           // IPv4-compatible
	netip.MustParsePrefix("64:ff9b::/96"),    // IPv4 behind NAT64
	netip.MustParsePrefix("64:ff9b:1::/48"),  // the same, for local use
	netip.MustParsePrefix("100::/64"),        // discard
	netip.MustParsePrefix("2001::/23"),       // protocol assignments, Teredo among them
	netip.MustParsePrefix("2001:db8::/32"),   // documentation
	netip.MustParsePrefix("2002::/16"),       // 6to4, which embeds IPv4
	netip.MustParsePrefix("3fff::/20"),       // documentation
	netip.MustParsePrefix("5f00::/16"),       // segment routing
	netip.MustParsePrefix("fec0::/10"),       // site-local, of old
}

// checkPublic says whether a resolved address "ip:port" is one to dial. The
// address of cloud metadata, 169.254.169.254, is link-local.
func checkPublic(address string) error {
	at, err := netip.ParseAddrPort(address)
	if err != nil {
		return fmt.Errorf("address %q cannot be checked: %w", address, parley.ErrInvalid)
	}
	ip := at.Addr().Unmap().WithZone("")
	public := ip.IsGlobalUnicast() && !ip.IsPrivate()
	for _, block := range reserved {
		public = public && !block.Contains(ip)
	}
	if !public {
		return fmt.Errorf("address %v is %w: %w", ip, ErrPrivate, parley.ErrInvalid)
	}
	return nil
}
