// Package quantity reads amounts with their units: "600,000 troops", "20 km", "10 to
// 15 years", "half of the territory".
package quantity

import "parley"

// Find lists the quantities whose words lie in span of text, in order.
func Find(text string, span parley.Span) []parley.Quantity {
	return nil
}
