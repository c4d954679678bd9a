package parley

// A Date is a time as a report words it: "On Tuesday", "earlier in November".
type Date struct {
	EDTF string `json:"edtf,omitzero"` // ISO 8601-2, no more exact than the words and the report's own date allow; empty where they do not tell
	Span Span   `json:"span,omitzero"`
}
