package ledgertest

import (
	"reflect"
	"regexp"
	"strconv"
	"time"

	"parley"
)

// again is a record made anew, sharing nothing with r: each span, wherever the
// record has one, is what span makes of it, and each date what date does. The zero
// Span stays, as it stands for none.
func again(r *parley.Record, span func(parley.Span) parley.Span, date func(string) string) *parley.Record {
	c := copier{span, date}
	out := new(parley.Record)
	c.copy(reflect.ValueOf(out).Elem(), reflect.ValueOf(r).Elem())
	return out
}

type copier struct {
	span func(parley.Span) parley.Span
	date func(string) string
}

// copy does not know the fields of a record, so that it cannot forget one.
func (c copier) copy(to, from reflect.Value) {
	switch from.Kind() {
	case reflect.Struct:
		if s, is := from.Addr().Interface().(*parley.Span); is {
			if *s != (parley.Span{}) {
				to.Set(reflect.ValueOf(c.span(*s)))
			}
			return
		}
		for i := range from.NumField() {
			c.copy(to.Field(i), from.Field(i))
		}
		if d, is := to.Addr().Interface().(*parley.Date); is && c.date != nil {
			d.EDTF = c.date(d.EDTF)
		}
	case reflect.Slice:
		if from.IsNil() {
			return
		}
		to.Set(reflect.MakeSlice(from.Type(), from.Len(), from.Len()))
		for i := range from.Len() {
			c.copy(to.Index(i), from.Index(i))
		}
	default:
		to.Set(from)
	}
}

var edtfDate = regexp.MustCompile(`\d{4}(?:-(\d\d)(?:-(\d\d))?)?`)

// later is an EDTF date as many days later as the variant is, as exact as it was.
func (v *variant) later(edtf string) string {
	return edtfDate.ReplaceAllStringFunc(edtf, func(date string) string {
		parts := edtfDate.FindStringSubmatch(date)
		year, _ := strconv.Atoi(date[:4])
		month, _ := strconv.Atoi(parts[1])
		day, _ := strconv.Atoi(parts[2])
		moved := func(month, day int) time.Time {
			return time.Date(year, time.Month(month), day+v.days, 0, 0, 0, 0, time.UTC)
		}
		switch {
		case day > 0:
			return moved(month, day).Format("2006-01-02")
		case month >= 1 && month <= 12:
			return moved(month, 15).Format("2006-01")
		}
		return moved(7, 1).Format("2006") + date[4:] // a season stays
	})
}
