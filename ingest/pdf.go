package ingest

import (
	"fmt"

	"parley"
)

// readPDF refuses a PDF.
func (d *Document) readPDF() error {
	return fmt.Errorf("this is a PDF, which is not read yet: %w", parley.ErrInvalid)
}
