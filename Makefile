# What CI runs and what you run. "make test" needs Go and Node; everything else
# that it needs it installs where it may.

FUZZTIME ?= 20s
STATICCHECK := honnef.co/go/tools/cmd/staticcheck@v0.8.2
GOLDENS := testdata/golden/docs
NODE := testdata/powershell testdata/browser

# The generators of sites that documents are built with beside those of the system.
CONSUMERS ?= hugo-current,starlight,docusaurus
HUGO := github.com/gohugoio/hugo@v0.165.0
comma := ,
SITES = $(addprefix testdata/consumers/,$(filter-out hugo-current,$(subst $(comma), ,$(CONSUMERS))))

# Tests make much and keep little: collecting garbage rarely halves what they cost.
# Go collects more often where a process comes near the limit.
export GOGC ?= 800
export GOMEMLIMIT ?= 1GiB

.PHONY: oracle saves check test test-consumers consumers golden bench mutants fuzz dist pester clean node browser readers

## check: everything that has to hold before a change is merged. Under the race
## detector the tests are short: all variants have been through them by then.
check: node browser readers
	@unformatted="$$(git ls-files -co --exclude-standard '*.go' | xargs gofmt -l)"; \
	if [ -n "$$unformatted" ]; then echo "not formatted (gofmt -w):"; echo "$$unformatted"; exit 1; fi
	go vet ./...
	go run $(STATICCHECK) ./...
	go test -timeout 40m ./...
	go test -race -short ./...
	go run ./cmd/triptych check --no-config
	go run ./cmd/triptych docs -o $(GOLDENS) --check --no-config

## test: the tests, with what they need
test: node browser readers
	go test -timeout 40m ./...

## test-consumers: build the documents with a current Hugo, Starlight and Docusaurus
## too, or with those that CONSUMERS names, and compare the pages with the plan
test-consumers: consumers
	go test -timeout 20m ./model/publish -run TestConsumers -consumers $(CONSUMERS)

## golden: write the goldens again, and say which changed; read them
golden: node browser
	go test $$(grep -rl --include='*_test.go' '/model/golden"' . | xargs -n 1 dirname | sort -u) -update
	@git status --short testdata

## bench: the things that users wait for
bench:
	go test ./... -run '^$$' -bench . -benchmem

## oracle: 500 random edits of the content, each against all that is printed
## before and after: what "impact" says of it, and what "explain" says of 100 texts
oracle:
	TRIPTYCH_EDITS=500 go test ./model/impact -run TestOracleAgrees -v -timeout 90m
	TRIPTYCH_EDITS=100 go test ./model/explain -run TestLinesAreThose -v -timeout 90m

## mutants: every small mistake in the content that can be made, not a sample
mutants:
	go test ./model/mutate -run TestMutants -v -timeout 60m -mutants 1

## saves: 1,000 saves under a preview, in each way that editors have, and no broken
## answer; and 1,000 random edits, each shown as it is when it is made afresh
saves:
	TRIPTYCH_SAVES=1000 go test ./cmd/triptych -run 'TestNoBrokenAnswer|TestEditionsAreAsMadeAfresh' -v

## fuzz: every target for FUZZTIME
fuzz:
	@grep -r --include='*_test.go' '^func Fuzz' . | \
	sed -E 's|^(.*)/[^/]*:func (Fuzz[A-Za-z0-9_]*).*|\1 \2|' | sort | \
	while read -r folder target; do \
		echo "$$folder $$target"; \
		go test "$$folder" -run '^$$' -fuzz "^$$target\$$" -fuzztime $(FUZZTIME) || exit 1; \
	done

## dist: the program for every system that people use, the same bytes from the same
## sources, with checksums
dist:
	@rm -rf dist && mkdir dist
	@for target in linux/amd64 linux/arm64 darwin/amd64 darwin/arm64 windows/amd64 windows/arm64; do \
		os=$${target%/*}; arch=$${target#*/}; end=; if [ $$os = windows ]; then end=.exe; fi; \
		CGO_ENABLED=0 GOOS=$$os GOARCH=$$arch go build -trimpath -ldflags '-s -w -buildid=' -o dist/triptych-$$os-$$arch$$end ./cmd/triptych || exit 1; \
	done
	@SOURCE_DATE_EPOCH=$$(git log -1 --format=%ct) go run ./cmd/triptych man > dist/triptych.1
	@cd dist && sha256sum triptych-* triptych.1 > SHA256SUMS && cat SHA256SUMS

## pester: the tests of generated scripts, and PSScriptAnalyzer over them, where
## PowerShell 7 is there with Pester 5 and PSScriptAnalyzer
pester:
	@if ! command -v pwsh >/dev/null; then echo "not run: no pwsh"; test -z "$$CI"; exit; fi; \
	for name in acme regional mimecast; do \
		go run ./cmd/triptych runbook -q --no-config --profile testdata/profiles/$$name.yaml -o dist/pester/$$name/ || exit 1; \
	done; \
	pwsh -NoProfile -NonInteractive -Command '$$ErrorActionPreference = "Stop"; Invoke-Pester -Path dist/pester -CI; \
		$$found = foreach ($$script in Get-ChildItem -Path dist/pester/*/*.ps1) { \
			Invoke-ScriptAnalyzer -Path $$script.FullName -Settings "$$($$script.DirectoryName)/tests/PSScriptAnalyzerSettings.psd1" }; \
		$$found | Format-Table -AutoSize; exit @($$found | Where-Object Severity -ne "Information").Count'

## clean: remove what was installed and built
clean:
	rm -rf $(addsuffix /node_modules,$(NODE) testdata/consumers/*) testdata/consumers/bin dist

# The packages that parse PowerShell, and those that check pages. Without them
# those tests are skipped, which is good enough on a machine of your own and not
# where CI is set.
node:
	@$(call packages,$(NODE))

# What test-consumers builds with.
consumers: readers
	@$(call packages,$(SITES))
	@case ",$(CONSUMERS)," in *,hugo-current,*) \
		bin="$$(pwd)/testdata/consumers/bin"; \
		if [ -x "$$bin/hugo" ]; then exit 0; fi; \
		echo "building $(HUGO)"; \
		GOBIN="$$bin" CGO_ENABLED=0 go install $(HUGO) && exit 0; \
		echo "cannot build Hugo: it takes a network. The test with it will be skipped."; \
		test -z "$$CI" ;; \
	esac

# The packages of some folders, as their lock files have them.
define packages
for folder in $(1); do \
		done=$$folder/node_modules/.package-lock.json; \
		if [ $$done -nt $$folder/package-lock.json ]; then continue; fi; \
		echo "installing the packages of $$folder"; \
		if command -v npm >/dev/null && npm ci --prefix $$folder --ignore-scripts --no-audit --no-fund --loglevel=error; then \
			touch $$done; \
		else \
			echo "cannot install the packages of $$folder: it takes Node, npm and a network."; \
			echo "The tests that need them will be skipped."; \
			if [ -n "$$CI" ]; then exit 1; fi; \
		fi; \
	done
endef

# What reads back, in the tests, what is made for other programs: PDFs, completions,
# the manual page, and documents for generators of sites. A command, and its package.
READERS := pdftotext:poppler-utils bash:bash zsh:zsh fish:fish mandoc:mandoc hugo:hugo mkdocs:mkdocs mkdocs:mkdocs-material
readers:
	@missing=; for reader in $(READERS); do command -v $${reader%%:*} >/dev/null || missing="$$missing $${reader#*:}"; done; \
	if [ -z "$$missing" ]; then exit 0; fi; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		echo "installing$$missing"; \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends $$missing >/dev/null && exit 0; \
	fi; \
	echo "not here:$$missing. Install them, or run this as root where apt-get is."; \
	echo "The tests that read PDFs, completions, the manual page or documents back will be skipped."; \
	test -z "$$CI"

# The browser that opens pages in the tests of site/browser.
browser:
	@for name in chromium chromium-browser google-chrome-stable google-chrome; do \
		if command -v $$name >/dev/null; then exit 0; fi; \
	done; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		echo "installing chromium"; \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends chromium >/dev/null && exit 0; \
	fi; \
	echo "there is no Chromium here: install it, or run this as root where apt-get is."; \
	echo "The tests in a browser will be skipped."; \
	test -z "$$CI"
