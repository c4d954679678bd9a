package arch

import (
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestImports_point_down(t *testing.T) {
	for _, s := range sources(t) {
		if s.isTest {
			continue // a test may look at the whole
		}
		if _, listed := floorOf(s.pkg); !listed {
			t.Errorf("%s has no floor: add it to floors", s.pkg)
			continue
		}
		for _, imported := range s.imports {
			if pkg, own := isOwn(imported); own {
				if reason := mayNotKnow(s.pkg, pkg); reason != "" {
					t.Errorf("%s: %s must not know %s: %s", s.path, s.pkg, pkg, reason)
				}
			}
		}
	}
}

// mayNotKnow says why pkg must not import other; empty where it may.
func mayNotKnow(pkg, other string) string {
	if slices.Contains(onlyInTests, other) {
		return "it is for tests"
	}
	if slices.Contains(mayKnowParts[pkg], other) || strings.HasPrefix(pkg, other+"/") {
		return ""
	}
	mine, _ := floorOf(pkg)
	theirs, listed := floorOf(other)
	switch {
	case !listed:
		return "it has no floor"
	case theirs >= mine:
		return fmt.Sprintf("it stands on floor %d, not below %d", theirs, mine)
	}
	return ""
}

// floorOf finds the floor of pkg, or of the nearest parent that is listed.
func floorOf(pkg string) (floor int, listed bool) {
	for ; ; pkg = path.Dir(pkg) {
		for i, packages := range floors {
			if slices.Contains(packages, pkg) {
				return i, true
			}
		}
		if path.Dir(pkg) == "." {
			return 0, false
		}
	}
}

func TestImports_of_other_modules_stay_where_an_outside_thing_is_met(t *testing.T) {
	forTests := testModules(t)
	for _, s := range sources(t) {
		for _, imported := range s.imports {
			if !isOutsideModule(imported) {
				continue
			}
			inModule := func(m string) bool { return m == "*" || holds(m, imported) }
			allowed := slices.ContainsFunc(mayDepend[s.pkg], inModule) ||
				s.pkg != "." && slices.ContainsFunc(everyone, inModule)
			if s.isTest {
				allowed = allowed || slices.ContainsFunc(forTests, inModule)
			}
			if !allowed {
				t.Errorf("%s: %s must not depend on %s", s.path, s.pkg, imported)
			}
		}
	}
}

func TestModules_that_only_tests_import_have_a_block_of_their_own(t *testing.T) {
	forTests := testModules(t)
	imported := map[string]bool{} // by module: whether released code imports it
	all := requirements(t)
	for _, s := range sources(t) {
		for _, i := range s.imports {
			for _, r := range all {
				if holds(r.module, i) {
					imported[r.module] = imported[r.module] || !s.isTest
				}
			}
		}
	}
	for m, released := range imported {
		switch apart := slices.Contains(forTests, m); {
		case released && apart:
			t.Errorf("go.mod: %s is under %q, but released code imports it", m, testBlock)
		case !released && !apart:
			t.Errorf("go.mod: only tests import %s: move it to a require block that opens with %q", m, testBlock)
		}
	}
}

// testBlock opens the block of go.mod that lists what only tests import.
const testBlock = "// Test dependencies."

type requirement struct {
	module   string
	forTests bool
}

func testModules(t *testing.T) []string {
	t.Helper()
	var modules []string
	for _, r := range requirements(t) {
		if r.forTests {
			modules = append(modules, r.module)
		}
	}
	return modules
}

// requirements reads go.mod's require lines and blocks.
func requirements(t *testing.T) []requirement {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(root, "go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	var all []requirement
	inBlock, forTests := false, false
	previous := ""
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSpace(line)
		rest, isRequire := strings.CutPrefix(line, "require ")
		switch {
		case isRequire && rest == "(":
			inBlock, forTests = true, previous == testBlock
		case isRequire:
			all = append(all, requirement{strings.Fields(rest)[0], previous == testBlock})
		case line == ")":
			inBlock = false
		case inBlock && line == testBlock:
			forTests = true
		case inBlock && line != "" && !strings.HasPrefix(line, "//"):
			all = append(all, requirement{strings.Fields(line)[0], forTests})
		}
		previous = line
	}
	return all
}

func TestMayNotKnow(t *testing.T) {
	for _, test := range []struct {
		pkg, other string
		may        bool
	}{
		{"reader", ".", true},
		{"reader", "internal/num", true},
		{"reader", "reader/weights", true},
		{"reader/weights", "reader", true},
		{"clerk", "reader", true},
		{"cmd/parley", "desk", true},
		{"cmd/parley", "internal/eval", true},
		{".", "internal/num", false},
		{"reader", "ingest", false},
		{"resolve/places", "reader", false},
		{"ingest", "clerk", false},
		{"exchange", "clerk", false},
		{"ledger", "ledger/sqlite", false},
		{"ledger/sqlite", "ledger", true},
		{"clerk", "internal/testkit", false},
		{"clerk", "journal", false},
	} {
		if reason := mayNotKnow(test.pkg, test.other); (reason == "") != test.may {
			t.Errorf("mayNotKnow(%q, %q) = %q, want allowed %v", test.pkg, test.other, reason, test.may)
		}
	}
}
