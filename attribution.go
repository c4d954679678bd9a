package parley

// An Attribution is one place where a report says that somebody said, wrote,
// thought or wants something: a source, the cue that lexicalises it and the
// content, as in PARC (Pareti 2012) and PolNeAR (Newell et al. 2018), with the
// addressee where one is named. Each is a list of contiguous pieces in the
// order of the text; all but the cue may be empty ("it was reported").
type Attribution struct {
	Source    []Span
	Cue       []Span
	Content   []Span
	Addressee []Span

	IsTurn bool // a turn of a transcript, whose words need no quotation marks

	// Confidence is the calibrated probability that an analyst would draw this
	// attribution with this source and content, 0 to 1.
	Confidence float64

	// Acts and Responses are what the network takes the attribution for, nil where it
	// was not asked: logits, in the order of [Acts], and of no response and then of
	// [SensedResponses].
	Acts, Responses []float32

	// Points are the vectors by which it points to who speaks and to whom, and how much
	// it points to nobody in either: see [Pointers]. Nil where the network was not asked.
	Points []float32
}

// Holds reports whether inner is nested in a: a's content covers inner's cue.
// In "X told Y that Z denied it" the telling holds the denial.
func (a Attribution) Holds(inner Attribution) bool {
	return Covers(a.Content, Hull(inner.Cue))
}
