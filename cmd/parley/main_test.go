package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

var update = flag.Bool("update", false, "rewrite what the tests expect of the program's output")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"parley": func() {
			p := &program{in: os.Stdin, out: os.Stdout, err: os.Stderr, crafts: ruled(), now: func() time.Time { return time.Date(2031, 5, 20, 9, 0, 0, 0, time.UTC) }}
			os.Exit(p.run(context.Background(), os.Args[1:]))
		},
	})
}

// TestScripts runs testdata/*.txtar, which read as a manual of the program.
func TestScripts(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/ferry.html" {
			http.NotFound(w, r)
			return
		}
		fmt.Fprint(w, "<title>The ferry</title><article><p>Oda Brandt said that the ferry would sail on Monday.</p></article>")
	}))
	t.Cleanup(server.Close) // the scripts run on after TestScripts returns
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata",
		RequireUniqueNames:  true,
		RequireExplicitExec: true,
		UpdateScripts:       *update,
		Setup: func(env *testscript.Env) error {
			env.Setenv("SERVER", server.URL)
			env.Setenv("XDG_DATA_HOME", env.WorkDir+"/data")
			env.Setenv("XDG_CONFIG_HOME", env.WorkDir+"/config")
			env.Setenv("PARLEY_AUTHOR", "Ada Lind")
			env.Setenv("HOST", strings.TrimPrefix(server.URL, "http://"))
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"code": exitCode, "damage": damage},
		Condition: func(name string) (bool, error) {
			if name == "root" { // who may read everything
				return os.Geteuid() == 0, nil
			}
			return false, fmt.Errorf("no condition %s", name)
		},
	})
}

// exitCode is the script command "code N command args…", which wants the
// command to exit with N.
func exitCode(script *testscript.TestScript, negated bool, args []string) {
	if len(args) < 2 || negated {
		script.Fatalf("usage: code N command args...")
	}
	err := script.Exec(args[1], args[2:]...)
	got := 0
	if exit := new(exec.ExitError); errors.As(err, &exit) {
		got = exit.ExitCode()
	} else if err != nil {
		script.Fatalf("%v", err)
	}
	if fmt.Sprint(got) != args[0] {
		script.Fatalf("exit code %d, want %s", got, args[0])
	}
}
