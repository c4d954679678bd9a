package clerk

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"

	"parley"
	"parley/ledger"
)

// Exhibit files a recording, a paper or the like by its checksum, which d has;
// with raw, its bytes are kept too. What is filed already is not filed again.
func (f *Filer) Exhibit(ctx context.Context, d ledger.Decision, raw []byte) (e ledger.Entry, isNew bool, err error) {
	if sum := sha256.Sum256(raw); raw != nil && !strings.EqualFold(d.SHA256, hex.EncodeToString(sum[:])) {
		return e, false, fmt.Errorf("exhibit has the SHA-256 %x, want %s: %w", sum, d.SHA256, parley.ErrInvalid)
	}
	state, err := f.Case.State(ctx, 0)
	if err != nil {
		return e, false, err
	}
	for _, j := range state.Of(ledger.Address{}) {
		if j.Kind == ledger.KindExhibit && j.UndoneBy == 0 && strings.EqualFold(j.SHA256, d.SHA256) {
			return j.Entry, false, nil
		}
	}
	d.Kept = raw != nil
	e, err = f.decide(ctx, ledger.KindExhibit, ledger.Address{}, 0, d, raw)
	return e, err == nil, err
}
