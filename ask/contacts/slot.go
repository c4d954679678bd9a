package contacts

// A slot is where groups are found: under participants, and a day or a month.
type slot struct {
	block string
	unit  unit
	n     int
}

type unit uint8

const (
	unitDay        unit = iota // groups of a few days, by each
	unitShortMonth             // the same, by months
	unitLongMonth              // all others
)

const (
	fewDays    = 4 // that a date has which is looked for by its days
	mostMonths = 4 // that a date may have to be the same as another's
)

// slotsOf are those under which a group of some days is filed.
func slotsOf(blocks []string, days Span) []slot {
	if days.Len() <= fewDays {
		return append(slots(blocks, unitDay, days), slots(blocks, unitShortMonth, days)...)
	}
	return slots(blocks, unitLongMonth, days)
}

// slotsFor are those under which groups are filed that may have a day in common with
// some.
func slotsFor(blocks []string, days Span) []slot {
	near := unitShortMonth
	if days.Len() <= fewDays {
		near = unitDay
	}
	return append(slots(blocks, near, days), slots(blocks, unitLongMonth, days)...)
}

// slots are those of blocks for each day or month of some days; none of a date that is
// too long.
func slots(blocks []string, u unit, days Span) []slot {
	length := 30
	if u == unitDay {
		length = 1
	}
	first, last := int(days.First)/length, int(days.Last)/length
	if last-first > mostMonths {
		return nil
	}
	var all []slot
	for _, b := range blocks {
		for n := first; n <= last; n++ {
			all = append(all, slot{b, u, n})
		}
	}
	return all
}
