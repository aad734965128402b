# What a writer types: the targets of this repository and of every blog that was begun in it. Included from the folder
# of the blog, where all of it runs; in a blog each upgrade replaces it.

PYTHON ?= python3
BIN := .venv/bin
RUN := $(BIN)/pelican-blog
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
INSTALL := $(dir $(lastword $(MAKEFILE_LIST)))install.py

.PHONY: .venv/site
.venv/site:
	@$(PYTHON) $(INSTALL) $(SITE)

.PHONY: html
html: .venv/site ## build the site into output/, to read it on this machine
	@$(RUN) build $(PELICANOPTS)

# Proofread first: a build would take a date that is a slip, or a key that is none, and make it public.
.PHONY: publish
publish: proofread ## build the site into output/ for its readers: SITEURL=https://… GITHUB_REPOSITORY=you/blog
	@$(RUN) publish $(PELICANOPTS)

.PHONY: github
github: proofread ## publish, and push output/ to the branch gh-pages
	@$(RUN) github $(PELICANOPTS)

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
new: .venv/site ## begin a post dated today: make new TITLE="My title"
	@$(RUN) new

.PHONY: page
page: .venv/site ## begin a page: make page TITLE="My title"
	@$(RUN) page

.PHONY: video
video: .venv/site ## put a video above a post, or a new one: make video URL="https://…" POST=my-article
	@$(RUN) video

.PHONY: proofread
proofread: .venv/site ## list what is wrong in texts and comments, by file and line: FORMAT=github for workflows
	@$(RUN) proofread
