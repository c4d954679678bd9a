package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	sdk "github.com/modelcontextprotocol/go-sdk/mcp"
)

// TestMCP_serves_an_assistant_that_starts_it runs the program as an assistant does,
// over its standard input and output.
func TestMCP_serves_an_assistant_that_starts_it(t *testing.T) {
	dir := t.TempDir()
	report := filepath.Join(dir, "ferry.txt")
	if err := os.WriteFile(report, []byte("Oda Brandt said that the ferry would sail on Monday.\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "talks.parley")
	parley := func(args ...string) *exec.Cmd {
		cmd := exec.CommandContext(t.Context(), "parley", args...) // as TestMain has it
		cmd.Env = append(os.Environ(), "XDG_CONFIG_HOME="+dir, "PARLEY_AUTHOR=Ada Lind", "PARLEY_CASE="+file)
		return cmd
	}
	if out, err := parley("add", report).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	server := parley("mcp", "--allow-writes", "--as", "Bo Ek")
	var said strings.Builder
	server.Stderr = &said
	session, err := sdk.NewClient(&sdk.Implementation{Name: "test", Version: "1"}, nil).Connect(t.Context(), &sdk.CommandTransport{Command: server}, nil)
	if err != nil {
		t.Fatalf("%v: %s", err, said.String())
	}
	for _, call := range []struct {
		tool, want string
		in         map[string]any
	}{
		{"search_statements", `"content":"that the ferry would sail on Monday"`, map[string]any{"by": []string{"Brandt"}}},
		{"accept", `"by":"Bo Ek"`, map[string]any{"address": "2/s1", "reason": "heard"}},
		{"show_statement", `"status":"accepted"`, map[string]any{"address": "2/s1"}},
		{"audit_head", `"size":4`, nil},
	} {
		result, err := session.CallTool(t.Context(), &sdk.CallToolParams{Name: call.tool, Arguments: call.in})
		if err != nil {
			t.Fatalf("%s: %v", call.tool, err)
		}
		if got := result.Content[0].(*sdk.TextContent).Text; result.IsError || !strings.Contains(got, call.want) {
			t.Errorf("%s answers %s, want %s in it", call.tool, got, call.want)
		}
	}
	if err := session.Close(); err != nil {
		t.Error(err)
	}
	if said.Len() > 0 {
		t.Errorf("it said %s", said.String())
	}
}
