package mcp_test

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"parley/internal/casetest"
	"parley/mcp"
)

// What is asked is answered though nothing more will be asked, and though what comes
// next is no question.
func TestStdio_answers_what_was_piped_in(t *testing.T) {
	asked := []string{
		`{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"test","version":"1"}}}`,
		`{"jsonrpc":"2.0","method":"notifications/initialized"}`,
		`{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"search_statements","arguments":{"by":["Brandt"]}}}`,
		`{"jsonrpc":"2.0","id":3,"method":"tools/list"}`,
	}
	for _, end := range []string{"", "no question\n"} {
		var out strings.Builder
		f := casetest.Examples(t)
		err := mcp.NewServer(f.Case, mcp.Options{Now: f.Now}).Run(t.Context(), mcp.Stdio(strings.NewReader(strings.Join(asked, "\n")+"\n"+end), &out))
		if end != "" && (err == nil || errors.Is(err, io.EOF)) {
			t.Errorf("behind %q: %v, want an error", end, err)
		}
		for id := 1; id <= 3; id++ {
			if want := fmt.Sprintf(`"id":%d,"result"`, id); !strings.Contains(out.String(), want) {
				t.Errorf("behind %q: no answer to %d in %s", end, id, out.String())
			}
		}
	}
}
