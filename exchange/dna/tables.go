package dna

// A column is one that is read.
type column struct {
	name     string
	integer  bool // otherwise text
	optional bool // may hold nothing
}

func integers(names ...string) []column {
	var out []column
	for _, name := range names {
		out = append(out, column{name: name, integer: true})
	}
	return out
}

func texts(names ...string) []column {
	var out []column
	for _, name := range names {
		out = append(out, column{name: name})
	}
	return out
}

// anybody is a coder, who may have been deleted.
var anybody = column{name: "Coder", integer: true, optional: true}

// columns are those that are read of each table of DNA 3. The other columns and
// tables are how its windows look and who may do what.
var columns = map[string][]column{
	"SETTINGS":           texts("Property", "Value"),
	"CODERS":             append(integers("ID"), texts("Name")...),
	"DOCUMENTS":          append(append(integers("ID", "Date"), anybody), texts("Title", "Text", "Author", "Source", "Section", "Notes", "Type")...),
	"STATEMENTTYPES":     append(integers("ID"), texts("Label")...),
	"VARIABLES":          append(integers("ID", "StatementTypeId"), texts("Variable", "DataType")...),
	"ENTITIES":           append(integers("ID", "VariableId"), column{name: "Value"}, column{name: "ChildOf", integer: true, optional: true}),
	"ATTRIBUTEVARIABLES": append(integers("ID", "VariableId"), texts("AttributeVariable")...),
	"ATTRIBUTEVALUES":    append(integers("EntityId", "AttributeVariableId"), texts("AttributeValue")...),
	"STATEMENTS":         append(integers("ID", "StatementTypeId", "DocumentId", "Start", "Stop"), anybody),
	"DATABOOLEAN":        integers("StatementId", "VariableId", "Value"),
	"DATAINTEGER":        integers("StatementId", "VariableId", "Value"),
	"DATASHORTTEXT":      integers("StatementId", "VariableId", "Entity"),
	"DATALONGTEXT":       append(integers("StatementId", "VariableId"), column{name: "Value", optional: true}),
}

// tableNames are the tables in the order in which they refer to each other.
var tableNames = []string{
	"SETTINGS", "CODERS", "DOCUMENTS", "STATEMENTTYPES", "VARIABLES", "ENTITIES", "ATTRIBUTEVARIABLES", "ATTRIBUTEVALUES",
	"STATEMENTS", "DATABOOLEAN", "DATAINTEGER", "DATASHORTTEXT", "DATALONGTEXT",
}
