package mcp

import (
	"context"
	"io"
	"sync"
	"time"

	"github.com/modelcontextprotocol/go-sdk/jsonrpc"
	sdk "github.com/modelcontextprotocol/go-sdk/mcp"
)

// Stdio is a transport over two streams, one message a line. At the end of in it
// waits for the answers to what was asked before, so that questions can be piped in;
// the SDK's own would drop them.
func Stdio(in io.Reader, out io.Writer) sdk.Transport {
	return stdio{&sdk.IOTransport{Reader: io.NopCloser(in), Writer: open{out}, MaxLineLength: mostFrame}}
}

// open leaves a stream open.
type open struct{ io.Writer }

func (open) Close() error { return nil }

type stdio struct{ of sdk.Transport }

func (t stdio) Connect(ctx context.Context) (sdk.Connection, error) {
	of, err := t.of.Connect(ctx)
	if err != nil {
		return nil, err
	}
	return &asking{Connection: of, asked: map[jsonrpc.ID]bool{}, answered: make(chan struct{}, 1), closed: make(chan struct{})}, nil
}

// mostWait is how long answers may take once nothing more can be asked.
const mostWait = time.Minute

// asking is a connection that knows what was asked and has no answer yet.
type asking struct {
	sdk.Connection
	mu       sync.Mutex
	asked    map[jsonrpc.ID]bool
	answered chan struct{} // says that asked is to be looked at again
	once     sync.Once
	closed   chan struct{} // is closed when no answer can be written any more
}

func (c *asking) Close() error {
	c.once.Do(func() { close(c.closed) })
	return c.Connection.Close()
}

func (c *asking) Read(ctx context.Context) (jsonrpc.Message, error) {
	message, err := c.Connection.Read(ctx)
	if err != nil {
		c.wait(ctx)
		return nil, err
	}
	if request, ok := message.(*jsonrpc.Request); ok && request.ID.IsValid() {
		c.mu.Lock()
		c.asked[request.ID] = true
		c.mu.Unlock()
	}
	return message, nil
}

func (c *asking) Write(ctx context.Context, message jsonrpc.Message) error {
	err := c.Connection.Write(ctx, message)
	if response, ok := message.(*jsonrpc.Response); ok {
		c.mu.Lock()
		delete(c.asked, response.ID)
		c.mu.Unlock()
		select {
		case c.answered <- struct{}{}:
		default: // it is said already
		}
	}
	return err
}

// wait returns when all that was asked has an answer, or none will come.
func (c *asking) wait(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, mostWait)
	defer cancel()
	for {
		c.mu.Lock()
		left := len(c.asked)
		c.mu.Unlock()
		if left == 0 {
			return
		}
		select {
		case <-c.answered:
		case <-c.closed:
			return
		case <-ctx.Done():
			return
		}
	}
}
