package main

import (
	"os"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"
)

// Progress is a bar on the terminal, or none: the zero value draws nothing.
type progress struct{ bar *progressbar.ProgressBar }

// newProgress draws a bar where somebody would see it, it would not stand in
// the way of the answer, and there is more than one report to wait for.
func (p *program) newProgress(sources []source, o readOptions) progress {
	_, answerOnTerminal := isTerminal(p.out)
	screen, ok := p.err.(*os.File)
	if !ok || !term.IsTerminal(int(screen.Fd())) || answerOnTerminal && o.folder == "" {
		return progress{}
	}
	total := len(sources)
	for _, s := range sources {
		if s.reports != nil {
			total = -1 // a stream says nothing of its length
		}
	}
	if total == 1 {
		return progress{}
	}
	return progress{progressbar.NewOptions(total,
		progressbar.OptionSetWriter(screen),
		progressbar.OptionSetDescription("parley: reading"),
		progressbar.OptionShowCount(),
		progressbar.OptionShowIts(),
		progressbar.OptionSetItsString("reports"),
		progressbar.OptionSetPredictTime(true),
		progressbar.OptionFullWidth(),
		progressbar.OptionThrottle(100_000_000), // ten times a second
		progressbar.OptionSetTheme(progressbar.ThemeASCII),
		progressbar.OptionClearOnFinish(),
	)}
}

// step counts one report. The bar is decoration: where it cannot be drawn the
// answer still stands.
func (p progress) step() {
	if p.bar != nil {
		_ = p.bar.Add(1)
	}
}

// clear takes the bar off the terminal until the next step.
func (p progress) clear() {
	if p.bar != nil {
		_ = p.bar.Clear()
	}
}
