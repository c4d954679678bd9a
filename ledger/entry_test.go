package ledger

import (
	"os"
	"strings"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/tlog"
)

func TestLeaf_is_as_documented(t *testing.T) {
	doc, err := os.ReadFile("../docs/ledger.md")
	if err != nil {
		t.Fatal(err)
	}
	e := Entry{
		Seq: 12, Kind: KindCorrect, Author: Person("Ada Lind"), Time: time.Date(2025, 11, 27, 9, 30, 0, 0, time.UTC),
		Of: Address{3, "s7"}, Supersedes: 4, Body: DigestOf([]byte("test")),
	}
	hash := Digest(tlog.RecordHash(e.Leaf()))
	if leaf := "```\n" + string(e.Leaf()) + "```\n"; !strings.Contains(string(doc), leaf) {
		t.Errorf("docs/ledger.md does not have the leaf\n%s", leaf)
	}
	if !strings.Contains(string(doc), "\n"+hash.String()+"\n") {
		t.Errorf("docs/ledger.md does not have the leaf's hash %v", hash)
	}
}

func TestTree_has_the_roots_that_are_documented(t *testing.T) {
	var tree Tree
	for range 13 {
		tree.Add([]byte("leaf"))
	}
	if len(tree.Roots) != 3 {
		t.Errorf("13 leaves have %d roots, want those over 8, 4 and 1", len(tree.Roots))
	}
}
