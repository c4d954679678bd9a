package exchange

// What a record says of the deal, as it is printed.

type jsonTerm struct {
	ID         string       `json:"id"`
	Key        string       `json:"key"`
	Issue      string       `json:"issue"`
	Name       string       `json:"name"`
	PAX        []string     `json:"pax"`
	Place      *string      `json:"place"`
	Options    []jsonOption `json:"options"`
	Statements []string     `json:"statements"`
	Evidence   []jsonSpan   `json:"evidence"`
	Reasons    []jsonReason `json:"reasons"`
}

type jsonOption struct {
	ID       string     `json:"id"`
	Name     string     `json:"name"`
	To       *string    `json:"to"`
	Evidence []jsonSpan `json:"evidence"`
}

type jsonPosition struct {
	ID         string         `json:"id"`
	Party      *string        `json:"party"`
	By         *string        `json:"by"`
	Term       *string        `json:"term"`
	Option     *string        `json:"option"`
	Proposal   *string        `json:"proposal"`
	About      []jsonSpan     `json:"about"`
	Stance     string         `json:"stance"`
	Condition  *jsonSpan      `json:"condition"`
	Basis      string         `json:"basis"`
	Private    bool           `json:"private"`
	Held       *jsonDate      `json:"held"`
	Quantities []jsonQuantity `json:"quantities"`
	Statement  *string        `json:"statement"`
	Evidence   []jsonSpan     `json:"evidence"`
	Reasons    []jsonReason   `json:"reasons"`
	Confidence *float64       `json:"confidence"`
}

type jsonQuantity struct {
	Span  jsonSpan `json:"span"`
	Low   *float64 `json:"low"`
	High  *float64 `json:"high"`
	Unit  *string  `json:"unit"`
	Bound *string  `json:"bound"`
}

type jsonProposal struct {
	ID         string        `json:"id"`
	Name       string        `json:"name"`
	Aliases    []string      `json:"aliases"`
	Entity     *string       `json:"entity"`
	By         []string      `json:"by"`
	Points     *int          `json:"points"`
	PointsSeen int           `json:"points_seen"`
	Seen       []jsonPoint   `json:"seen"`
	Date       *jsonDate     `json:"date"`
	Status     *string       `json:"status"`
	Terms      []string      `json:"terms"`
	Lineage    []jsonLineage `json:"lineage"`
	Evidence   []jsonSpan    `json:"evidence"`
	Reasons    []jsonReason  `json:"reasons"`
}

type jsonPoint struct {
	Number     *int           `json:"number"`
	Words      []jsonSpan     `json:"words"`
	Statement  *string        `json:"statement"`
	Terms      []string       `json:"terms"`
	Quantities []jsonQuantity `json:"quantities"`
}

type jsonLineage struct {
	Kind     string     `json:"kind"`
	Proposal *string    `json:"proposal"`
	Words    []jsonSpan `json:"words"`
}

type jsonContact struct {
	ID           string       `json:"id"`
	Kind         string       `json:"kind"`
	Participants []string     `json:"participants"`
	Host         *string      `json:"host"`
	Place        *string      `json:"place"`
	When         *jsonDate    `json:"when"`
	Duration     *string      `json:"duration"`
	Status       string       `json:"status"`
	Condition    *jsonSpan    `json:"condition"`
	Topics       []jsonSpan   `json:"topics"`
	Statement    *string      `json:"statement"`
	Evidence     []jsonSpan   `json:"evidence"`
	Reasons      []jsonReason `json:"reasons"`
}
