package mcp

import (
	"testing"

	"github.com/modelcontextprotocol/go-sdk/jsonrpc"
	sdk "github.com/modelcontextprotocol/go-sdk/mcp"
)

// closable is a connection that can be closed, and nothing else.
type closable struct{ sdk.Connection }

func (closable) Close() error { return nil }

// Once a connection is closed no answer can come, so that none is waited for.
func TestAsking_waits_for_nothing_once_it_is_closed(t *testing.T) {
	c := &asking{Connection: closable{}, asked: map[jsonrpc.ID]bool{{}: true}, answered: make(chan struct{}, 1), closed: make(chan struct{})}
	go func() { _ = c.Close() }()
	c.wait(t.Context())
	if t.Context().Err() != nil || len(c.asked) != 1 {
		t.Error("it waited for an answer")
	}
	if err := c.Close(); err != nil {
		t.Errorf("closed twice: %v", err)
	}
}
