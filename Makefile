# Every target works straight after `git clone` on Debian or Ubuntu with Go, git and make.
SHELL := /bin/bash
export CGO_ENABLED := 0
# nodynamic: the reader of HEIC brings its own decoder and never looks for one of the system, so the binary stays static.
export GOFLAGS := $(GOFLAGS) -tags=nodynamic
VERSION := $(shell git describe --tags --always --dirty 2>/dev/null || echo dev)
LDFLAGS := -s -w -X main.version=$(VERSION)
GO_FILES := $(shell git ls-files '*.go' 2>/dev/null)

.PHONY: help build run test check unit browser corpus bench fuzz screens tools clean

help: ## say what each target does
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

build: ## build ./bin/degrau
	go build -trimpath -ldflags '$(LDFLAGS)' -o bin/degrau ./cmd/degrau

run: build ## serve the web app on http://localhost:8080 with SQLite in ./degrau-data
	./bin/degrau serve --addr $${DEGRAU_ADDR:-:8080}

test: tools check unit browser ## all that must be green

check: build ## gofmt, vet, staticcheck, import rules, packs, catalogues
	@out=$$(gofmt -l $(GO_FILES)); if [ -n "$$out" ]; then echo "gofmt would change: $$out"; exit 1; fi
	go vet ./...
	go vet -tags 'nodynamic browser corpus screens' ./...
	go tool staticcheck -tags 'nodynamic browser corpus screens' ./...
	./bin/degrau rules check

unit: tools ## unit, pack, store (SQLite and PostgreSQL) and PDF tests; each benchmark once, so that none rots
	go test ./...
	go test -run '^$$' -bench . -benchtime 1x ./... > /dev/null

browser: tools ## the walk in headless Chromium
	go test -tags 'nodynamic browser' -run Browser ./web/...

corpus: ## checks over the folder named by DEGRAU_CORPUS
	@if [ -z "$$DEGRAU_CORPUS" ] || [ ! -d "$$DEGRAU_CORPUS" ]; then \
		echo "corpus: DEGRAU_CORPUS names no folder; nothing to check"; \
	else \
		DEGRAU_CORPUS=$$(realpath "$$DEGRAU_CORPUS") go test -tags 'nodynamic corpus' -count=1 -v -run Corpus ./cases/... ./escalation/... ./internal/media/... ; \
	fi

bench: ## the benchmarks
	go test -run '^$$' -bench . -benchmem ./...

FUZZTIME ?= 60s
fuzz: ## every fuzz target for FUZZTIME (60s)
	@set -e; for pkg in $$(go list ./...); do \
		dir=$$(go list -f '{{.Dir}}' $$pkg); \
		for f in $$(grep -hoE '^func Fuzz[A-Za-z0-9_]+' $$dir/*_test.go 2>/dev/null | sed 's/^func //'); do \
			echo "== $$pkg $$f"; go test -run '^$$' -fuzz "^$$f\$$" -fuzztime $(FUZZTIME) -fuzzminimizetime 20x $$pkg; \
		done; \
	done

screens: tools ## pictures of every page in ./screens
	DEGRAU_SCREENS=$(CURDIR)/screens go test -tags 'nodynamic screens' -count=1 -run Screens -timeout 60m ./web/...

tools: ## install what the tests need and this machine lacks
	@./scripts/tools.sh

clean: ## remove what was built
	rm -rf bin screens
