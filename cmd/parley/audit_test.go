package main

import (
	"database/sql"
	"os"

	"github.com/rogpeppe/go-internal/testscript"
)

// damage is the script command "damage CASE QUERY", which changes a case behind
// parley's back; with "cut" for a query half of the file goes.
func damage(script *testscript.TestScript, negated bool, args []string) {
	if len(args) != 2 || negated {
		script.Fatalf("usage: damage CASE QUERY")
	}
	if args[1] == "cut" {
		info, err := os.Stat(script.MkAbs(args[0]))
		if err == nil {
			err = os.Truncate(script.MkAbs(args[0]), info.Size()/2)
		}
		script.Check(err)
		return
	}
	db, err := sql.Open("sqlite", script.MkAbs(args[0]))
	if err != nil {
		script.Fatalf("%v", err)
	}
	defer db.Close()
	if _, err := db.Exec(args[1]); err != nil {
		script.Fatalf("%v", err)
	}
}
