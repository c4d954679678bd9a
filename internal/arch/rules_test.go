package arch

// floors lists the packages of this module from the ground up. An import may
// only point down; packages of one floor never import each other. A package
// that is not listed stands on its parent's floor.
var floors = [][]string{
	{"."}, // the nouns
	{"internal/table", "internal/deals"},
	{"internal/num", "internal/gazetteer", "internal/eval", "internal/anchor", "internal/testkit", "internal/arch", "internal/redact", "internal/abbrev", "internal/quoted"},
	{"internal/shapes"},
	{"ingest", "reader", "resolve", "attribute", "terms", "settle", "ledger"}, // crafts
	{"clerk", "audit", "ask", "exchange"},                                     // procedures
	{"desk", "mcp", "internal/casetest"},
	{"cmd/parley"}, // the only wiring
}

// A subpackage may import its parent. These may import their subpackages too,
// which hold data and know nothing above them; and a briefing is drawn from what
// a case answers.
var mayKnowParts = map[string][]string{
	"reader":       {"reader/weights"},
	"resolve":      {"resolve/dates"},
	"ask/briefing": {"ask/search", "ask/stand", "ask/contacts", "ask/proposals"},
	"ask/timeline": {"ask/contacts", "ask/proposals", "ask/stand"},
	"ask/atlas":    {"ask/proposals"},

	"desk":     {"desk/api", "desk/found", "desk/accounts", "desk/issuer"}, // of which it is the frame
	"desk/api": {"desk/found"},

	"terms":          {"terms/register", "terms/contact", "terms/proposal", "terms/position"},
	"terms/register": {"terms/quantity"},
	"terms/proposal": {"terms/quantity", "terms/points"},
	"terms/position": {"terms/quantity"},
}

// onlyInTests are packages that no released code imports.
var onlyInTests = []string{"internal/testkit", "internal/deals", "internal/casetest", "internal/arch", "ledger/ledgertest", "exchange/exchangetest", "desk/issuer/issuertest"}

// mayDepend lists the packages that meet an outside thing, with the modules
// they may import for it; "*" is any. The root never has one.
var mayDepend = map[string][]string{
	"ingest":           {"*"},
	"exchange":         {"*"},
	"exchange/dna":     {"modernc.org/sqlite"},
	"exchange/parquet": {"github.com/parquet-go/parquet-go"},
	"ledger":           {"golang.org/x/mod"},
	"ledger/sqlite":    {"*"},
	"ledger/postgres":  {"*"},
	"internal/num":     {"golang.org/x/sys"},
	"desk":             {"*"},
	"desk/accounts":    {"golang.org/x/crypto"},
	"desk/api":         {"github.com/danielgtaylor/huma/v2"},
	"desk/issuer":      {"github.com/coreos/go-oidc/v3", "golang.org/x/oauth2"},
	"desk/web/build":   {"github.com/evanw/esbuild"},
	"mcp":              {"*"},
	"cmd/parley":       {"*"},
}

// everyone may depend on these, the root excepted.
var everyone = []string{"golang.org/x/text"}

// longest is how many lines a file of Go may have without a reason.
const longest = 500

// longFiles lists the files that are longer, with the reason.
var longFiles = map[string]string{}
