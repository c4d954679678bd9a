package parley

// A Mention is one place where a report speaks of somebody or something that
// can be an entity.
type Mention struct {
	Span
	Form MentionForm `json:"form,omitzero"`
	Kind EntityKind  `json:"kind,omitzero"` // of a pronoun or description: what its antecedent turned out to be, or empty

	Reason Reason `json:"reason,omitzero"` // for its being the entity it stands for; of a reading, none
}

// A MentionForm says by what kind of words a mention refers.
type MentionForm string

const (
	MentionName        MentionForm = "name"        // Yuri Ushakov
	MentionDescription MentionForm = "description" // a senior Kremlin official
	MentionPronoun     MentionForm = "pronoun"     // he
)
