package main

import (
	"errors"
	"os"
	"runtime"
	"strings"
	"testing"

	"github.com/adrg/xdg"
)

func TestCase_without_HOME_is_not_at_the_root(t *testing.T) {
	t.Cleanup(xdg.Reload) // after the variables are as they were
	for _, variable := range []string{"HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", caseVariable} {
		t.Setenv(variable, "")
	}
	xdg.Reload()
	if runtime.GOOS == "windows" {
		t.Skip("a home is told otherwise there")
	}
	var usage *usageError
	if _, err := new(caseOptions).open(t.Context()); !errors.As(err, &usage) || !strings.Contains(usage.hint, "XDG_DATA_HOME") {
		t.Errorf("open = %v, want a hint to XDG_DATA_HOME", err)
	}
	if _, err := makeKey(); !errors.As(err, &usage) {
		t.Errorf("makeKey = %v, want a refusal", err)
	}
	if findHome(); os.Getenv("HOME") != "" && strings.HasPrefix(keyPath(), "/.config") {
		t.Errorf("the key is in %s", keyPath())
	}
}
