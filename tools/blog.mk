# The writer's commands: targets of this repository and of every blog that was started from it. They run in the folder
# of the Makefile that includes this file. An upgrade replaces this file in a blog.

PYTHON ?= python3
BIN := .venv/bin
RUN := $(BIN)/pelican-blog
MAKEFLAGS += --no-print-directory

# Variables typed after `make` reach the commands, and publishconf.py, through the environment.
export SITEURL GITHUB_REPOSITORY PORT FORMAT

.DEFAULT_GOAL := help

.PHONY: help
help: ## list these targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sort | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

.PHONY: install
install: .venv/site ## set up .venv with the pinned requirements

# The script is silent and quick when nothing is missing.
SITE := requirements.txt
INSTALL := $(dir $(lastword $(MAKEFILE_LIST)))install.py
# That is found out soonest by the environment’s own Python, without its packages.
SET_UP = $(BIN)/python -ES $(INSTALL) --check $(1) 2>/dev/null || $(PYTHON) $(INSTALL) $(1)

.PHONY: .venv/site
.venv/site:
	@$(call SET_UP,$(SITE))

.PHONY: html
html: .venv/site ## build the site into output/ to view it on this machine
	@$(RUN) build $(PELICANOPTS)

.PHONY: verify
verify: .venv/site ## build the site into output/, and check that a build from nothing makes the same
	@$(RUN) verify $(PELICANOPTS)

# Proofread first: a build would accept a mistyped date or key, and make the text public.
.PHONY: publish
publish: proofread ## build the site into output/ for publication: SITEURL=https://… GITHUB_REPOSITORY=you/blog
	@$(RUN) publish $(PELICANOPTS)

.PHONY: github
github: proofread ## publish, then push output/ to the branch gh-pages
	@$(RUN) github $(PELICANOPTS)

# The dev server may be writing there: what is moved away at once gets nothing new, and the server builds it again.
.PHONY: clean
clean: ## remove output/ and the caches
	@rm -rf .cleaned && mkdir .cleaned
	@for folder in output .cache; do mv $$folder .cleaned 2> /dev/null || rm -rf $$folder; done
	@rm -rf .cleaned .mypy_cache .pytest_cache .ruff_cache .hypothesis .coverage

# It does not stop at a mistake in a text or in the settings: it reports it and waits for the fix.
.PHONY: devserver
devserver: .venv/site ## serve at http://localhost:8000 (PORT=), rebuild on each change, and receive comments
	@$(RUN) devserver $(PELICANOPTS)

.PHONY: serve
serve: .venv/site ## serve output/ at http://localhost:8000 (PORT=) and receive comments
	@$(RUN) serve

# Values pass through the environment exactly as typed: neither make nor a shell interprets their dollars and quotes.
# GOALS reveals a title without quotes: make takes its second word for a target.
override TITLE := $(value TITLE)
override SLUG := $(value SLUG)
override URL := $(value URL)
override POST := $(value POST)
override FIND := $(value FIND)
override REMOVE := $(value REMOVE)
override ANONYMISE := $(value ANONYMISE)
override WXR := $(value WXR)
new page video comments import: export GOALS := $(MAKECMDGOALS)
export TITLE SLUG URL POST FIND REMOVE ANONYMISE WXR

.PHONY: comments
comments: .venv/site ## review pending comments; or FIND="words", REMOVE=slug/id, ANONYMISE=slug/id
	@$(RUN) comments

.PHONY: new
new: .venv/site ## start a post dated today: make new TITLE="My title"
	@$(RUN) new

.PHONY: page
page: .venv/site ## start a page: make page TITLE="My title"
	@$(RUN) page

.PHONY: video
video: .venv/site ## add a video to a post, or to a new one: make video URL="https://…" POST=my-article
	@$(RUN) video

# Status 3 says that all went well and that there is something to read.
.PHONY: import
import: .venv/site ## bring a WordPress blog over: make import WXR="export.xml" OPTIONS="--uploads DIR"
	@$(RUN) import $(OPTIONS) || test $$? -eq 3

.PHONY: proofread
proofread: .venv/site ## list problems in texts and comments, by file and line: FORMAT=github for workflows
	@$(RUN) proofread
