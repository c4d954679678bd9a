package ledger

import (
	"fmt"

	"golang.org/x/mod/sumdb/tlog"

	"parley"
)

// A Tree is the Merkle tree over the leaves so far, as RFC 6962 defines it, by
// the roots of its complete subtrees alone: at most one for each power of two,
// the largest first. It grows by a leaf in constant space. The zero Tree is
// empty.
type Tree struct {
	Size  int64
	Roots []tlog.Hash // one for each bit of Size that is set, from the highest
}

// Add grows the tree by one leaf.
func (t *Tree) Add(leaf []byte) {
	h := tlog.RecordHash(leaf)
	for n := t.Size; n&1 == 1; n >>= 1 { // each trailing 1 bit completes a subtree
		last := len(t.Roots) - 1
		h = tlog.NodeHash(t.Roots[last], h)
		t.Roots = t.Roots[:last]
	}
	t.Roots = append(t.Roots, h)
	t.Size++
}

// Root is the hash that stands for all leaves.
func (t *Tree) Root() tlog.Hash {
	if t.Size == 0 {
		h, err := tlog.TreeHash(0, nil)
		if err != nil {
			panic("ledger: the hash of no leaves: " + err.Error())
		}
		return h
	}
	root := t.Roots[len(t.Roots)-1]
	for i := len(t.Roots) - 2; i >= 0; i-- {
		root = tlog.NodeHash(t.Roots[i], root)
	}
	return root
}

// Encode is the tree as a store keeps it: the roots one after another.
func (t *Tree) Encode() []byte {
	out := make([]byte, 0, len(t.Roots)*tlog.HashSize)
	for _, h := range t.Roots {
		out = append(out, h[:]...)
	}
	return out
}

// DecodeTree reads what Encode wrote of a tree of that size.
func DecodeTree(size int64, roots []byte) (*Tree, error) {
	t := &Tree{Size: size}
	want := 0
	for n := size; n > 0; n &= n - 1 {
		want++
	}
	if len(roots) != want*tlog.HashSize {
		return nil, fmt.Errorf("a tree of %d leaves has %d roots, not %d bytes of them: %w", size, want, len(roots), parley.ErrTampered)
	}
	for i := range want {
		t.Roots = append(t.Roots, tlog.Hash(roots[i*tlog.HashSize:]))
	}
	return t, nil
}
