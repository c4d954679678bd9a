package parley

// A Nested is an attribution in whatever form [Outermost] is to look at, by its
// letters: the characters that are not white space.
type Nested[T any] interface {
	// CueIn counts the letters of the cue that lie in the content of another,
	// and all of the cue's.
	CueIn(another T) (in, all int)
	ContentLetters() int
}

// Outermost returns those of all that no other holds, which is what corpora such
// as PolNeAR label. One is held where more than half of its cue's letters lie in
// the content of another; of two that hold each other, the one with the longer
// content stands, and of equal ones both.
func Outermost[T Nested[T]](all []T) []T {
	var outer []T
	for i, a := range all {
		held := false
		for j, other := range all {
			held = held || i != j && isInside(a, other)
		}
		if !held {
			outer = append(outer, a)
		}
	}
	return outer
}

func isInside[T Nested[T]](a, other T) bool {
	return mostly(a.CueIn(other)) &&
		(other.ContentLetters() > a.ContentLetters() || !mostly(other.CueIn(a)))
}

func mostly(in, all int) bool { return 2*in > all }
