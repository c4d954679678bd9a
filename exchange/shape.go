package exchange

// The types below are the record as it is printed, field for field in the order
// of docs/record.md. They stand apart from the nouns of package parley so that
// either can change without the other. What is not known is null or [].

type jsonRecord struct {
	Schema     int             `json:"schema"`
	Weights    *string         `json:"weights"`
	Report     jsonReport      `json:"report"`
	Entities   []jsonEntity    `json:"entities"`
	Statements []jsonStatement `json:"statements"`
	Responses  []jsonResponse  `json:"responses"`
	Terms      []jsonTerm      `json:"terms"`
	Positions  []jsonPosition  `json:"positions"`
	Proposals  []jsonProposal  `json:"proposals"`
	Contacts   []jsonContact   `json:"contacts"`
	Exhibits   []jsonExhibit   `json:"exhibits"`
	Warnings   []string        `json:"warnings"`
}

type jsonReport struct {
	ID        *string `json:"id"`
	Input     *string `json:"input"`
	Title     *string `json:"title"`
	Publisher *string `json:"publisher"`
	Byline    *string `json:"byline"`
	Published *string `json:"published"`
	URL       *string `json:"url"`
	Language  *string `json:"language"`
	SHA256    *string `json:"sha256"`
	Text      string  `json:"text"`
}

type jsonEntity struct {
	ID         string        `json:"id"`
	Name       string        `json:"name"`
	Kind       string        `json:"kind"`
	Aliases    []string      `json:"aliases"`
	Role       *string       `json:"role"`
	Offices    []jsonOffice  `json:"offices"`
	Party      *string       `json:"party"`
	Represents *string       `json:"represents"`
	Codes      jsonCodes     `json:"codes"`
	Claimants  []string      `json:"claimants"`
	Reasons    []jsonReason  `json:"reasons"`
	Mentions   []jsonMention `json:"mentions"`
}

type jsonOffice struct {
	Title string     `json:"title"`
	Of    *string    `json:"of"`
	From  *string    `json:"from"`
	To    *string    `json:"to"`
	Words []jsonSpan `json:"words"`
}

type jsonCodes struct {
	Country  *string `json:"country"`
	Division *string `json:"division"`
	GeoNames *string `json:"geonames"`
	Wikidata *string `json:"wikidata"`
}

type jsonMention struct {
	jsonSpan
	Form   *string     `json:"form"`
	Kind   *string     `json:"kind"`
	Reason *jsonReason `json:"reason"`
}

type jsonReason struct {
	Field *string    `json:"field"`
	Rule  string     `json:"rule"`
	Table *string    `json:"table"`
	Words []jsonSpan `json:"words"`
}

type jsonStatement struct {
	ID          string        `json:"id"`
	Kind        *string       `json:"kind"`
	Speaker     *string       `json:"speaker"`
	Addressees  []string      `json:"addressees"`
	Within      *string       `json:"within"`
	Source      []jsonSpan    `json:"source"`
	SourceClass *string       `json:"source_class"`
	Anonymity   []jsonSpan    `json:"anonymity"`
	Cue         []jsonSpan    `json:"cue"`
	Content     []jsonSpan    `json:"content"`
	Act         *string       `json:"act"`
	CAMEO       *string       `json:"cameo"`
	Negated     bool          `json:"negated"`
	Certainty   *string       `json:"certainty"`
	Hedges      []jsonSpan    `json:"hedges"`
	Said        *jsonDate     `json:"said"`
	Timecode    *jsonTimecode `json:"timecode"`
	Channel     *jsonSpan     `json:"channel"`
	Chain       []jsonHop     `json:"chain"`
	Reasons     []jsonReason  `json:"reasons"`
	Confidence  float64       `json:"confidence"`
}

type jsonDate struct {
	EDTF *string   `json:"edtf"`
	Span *jsonSpan `json:"span"`
}

type jsonTimecode struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

type jsonHop struct {
	Kind      string     `json:"kind"`
	Entity    *string    `json:"entity"`
	Exhibit   *string    `json:"exhibit"`
	Cue       []jsonSpan `json:"cue"`
	Statement *string    `json:"statement"`
}

type jsonResponse struct {
	ID        string       `json:"id"`
	By        *string      `json:"by"`
	Kind      string       `json:"kind"`
	To        jsonAnswered `json:"to"`
	Statement *string      `json:"statement"`
	Evidence  []jsonSpan   `json:"evidence"`
	Reasons   []jsonReason `json:"reasons"`
}

type jsonAnswered struct {
	Statement *string    `json:"statement"`
	Exhibit   *string    `json:"exhibit"`
	Proposal  *string    `json:"proposal"`
	Event     *string    `json:"event"`
	Text      string     `json:"text"`
	Words     []jsonSpan `json:"words"`
}

type jsonExhibit struct {
	ID           string       `json:"id"`
	Kind         string       `json:"kind"`
	Entity       *string      `json:"entity"`
	Date         *jsonDate    `json:"date"`
	Duration     *string      `json:"duration"`
	Participants []string     `json:"participants"`
	ObtainedBy   *string      `json:"obtained_by"`
	Responses    []string     `json:"responses"`
	Evidence     []jsonSpan   `json:"evidence"`
	Reasons      []jsonReason `json:"reasons"`
}

type jsonSpan struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Text  string `json:"text"`
}
