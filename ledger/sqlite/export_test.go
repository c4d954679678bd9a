package sqlite

// LookUpAll has every version that matches looked up to count names, however few no
// longer hold, until the function that it returns is called.
func LookUpAll() (restore func()) {
	was := fewSuperseded
	fewSuperseded = -1
	return func() { fewSuperseded = was }
}
