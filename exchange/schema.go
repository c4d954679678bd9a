package exchange

import _ "embed"

// Schema is the JSON Schema (2020-12) of what [Encode] prints.
//
//go:embed record.schema.json
var Schema []byte
