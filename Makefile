# What is done with the sources. CI runs .ci/run, which calls some of these.

GO        ?= go
PYTHON    ?= python3
SHARED    ?= ../shared
DIST      ?= dist
REPORTS   ?= 100000
STATEMENTS ?= 100000
PLATFORMS  = linux/amd64 linux/arm64 darwin/amd64 darwin/arm64 windows/amd64 windows/arm64

# Of 2026: the first to read what Go 1.26 compiles.
STATICCHECK = honnef.co/go/tools/cmd/staticcheck@v0.8.2

export CGO_ENABLED = 0

.PHONY: test lint bench bench-reader bench-ledger bench-desk load shots train dist docs

test: ## everything that needs only Go
	$(GO) test ./...

lint: ## gofmt, vet and staticcheck, the assembly of both architectures included
	@files=$$(gofmt -l $$(git ls-files -co --exclude-standard '*.go')); \
	  if [ -n "$$files" ]; then echo "gofmt would change:" $$files; exit 1; fi
	$(GO) vet ./...
	GOARCH=arm64 $(GO) vet ./internal/num
	$(GO) run $(STATICCHECK) ./...

bench: bench-reader bench-ledger bench-desk

bench-reader: ## the kernels' peak and words a second and core, on 2,000 reports of $(SHARED)
	$(GO) test -run '^$$' -bench Product ./internal/num
	PARLEY_SHARED=$(abspath $(SHARED)) $(GO) test -run '^$$' -bench 'Corpus|WholePath' -benchtime 1x -timeout 60m ./reader ./clerk

bench-ledger: ## filing, asking and auditing, REPORTS of them, in SQLite and, with PARLEY_POSTGRES=postgres://…, there
	PARLEY_REPORTS=$(REPORTS) $(GO) test -run '^$$' -bench 'Ledger|Audit' -benchtime 1x -timeout 60m ./clerk ./audit

bench-desk: ## first view, filter and size of the desk's list, on a case of STATEMENTS
	PARLEY_STATEMENTS=$(STATEMENTS) $(GO) test -run '^$$' -bench Desk -benchtime 1x -timeout 60m ./desk

load: ## 50 readers and 5 reviewers at once for a minute, in a desk on the demo case
	$(GO) build -o $(DIST)/parley ./cmd/parley
	$(GO) run ./desk/loadtest -- $(DIST)/parley desk --demo

shots: ## the pictures of docs/desk.md; needs a Chromium, PARLEY_CHROMIUM=/usr/bin/chromium
	$(GO) test -count=1 ./desk/browser -run Shots -v -args -shots docs/desk

train: ## from the data in $(SHARED) to reader/weights; needs train/requirements.txt
	$(PYTHON) train/all.py $(abspath $(SHARED))/data

dist: ## a static binary for each platform, and their checksums
	@mkdir -p $(DIST)
	@set -e; for platform in $(PLATFORMS); do \
	  os=$${platform%/*}; arch=$${platform#*/}; \
	  suffix=; if [ $$os = windows ]; then suffix=.exe; fi; \
	  echo "$(DIST)/parley-$$os-$$arch$$suffix"; \
	  GOOS=$$os GOARCH=$$arch $(GO) build -trimpath -ldflags=-s -o "$(DIST)/parley-$$os-$$arch$$suffix" ./cmd/parley; \
	done
	cd $(DIST) && sha256sum parley-* > SHA256SUMS

docs: ## docs/cli.md, from the program's own help
	$(GO) generate ./cmd/parley
