package parley

// An Account is what one report says was said: the statements, the responses
// among them, and the exhibits that they rest on.
type Account struct {
	Statements []Statement
	Responses  []Response
	Exhibits   []Exhibit
}
