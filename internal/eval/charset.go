package eval

import "math/bits"

// A charSet is a set of code points of a text, by their places; a bit for each.
type charSet []uint64

func (s *charSet) add(place int) {
	for len(*s) <= place/64 {
		*s = append(*s, 0)
	}
	(*s)[place/64] |= 1 << (place % 64)
}

// addRange adds the places [from,to).
func (s *charSet) addRange(from, to int) {
	for place := from; place < to; place++ {
		s.add(place)
	}
}

// unite adds all of other to s.
func (s *charSet) unite(other charSet) {
	for len(*s) < len(other) {
		*s = append(*s, 0)
	}
	for i, w := range other {
		(*s)[i] |= w
	}
}

// without returns what is in s and not in other.
func (s charSet) without(other charSet) charSet {
	rest := make(charSet, len(s))
	copy(rest, s)
	for i := range min(len(s), len(other)) {
		rest[i] &^= other[i]
	}
	return rest
}

func (s charSet) len() int {
	n := 0
	for _, w := range s {
		n += bits.OnesCount64(w)
	}
	return n
}

// common counts what is in both.
func (s charSet) common(other charSet) int {
	n := 0
	for i := range min(len(s), len(other)) {
		n += bits.OnesCount64(s[i] & other[i])
	}
	return n
}

// iou is the intersection over the union; of two empty sets 1, since they agree.
func (s charSet) iou(other charSet) float64 {
	common := s.common(other)
	union := s.len() + other.len() - common
	if union == 0 {
		return 1
	}
	return float64(common) / float64(union)
}
