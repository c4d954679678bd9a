package resolve

// joinUnnamed leads a description of somebody unnamed to the one person whom the
// report names afterwards as just that.
func (p *profiler) joinUnnamed() {}
