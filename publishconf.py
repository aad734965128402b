"""Settings of the site as `make publish` builds it, for its readers."""

import os
import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parent))  # Pelican reads this file by its path: pelicanconf is not found
from pelicanconf import *  # noqa: F403  # everything that is not said here stays as it is
from pelicanconf import COMMENTS

# Where this blog is: write yours between the quotes
SITEURL = ""  # "https://you.github.io/blog"
GITHUB_REPOSITORY = ""  # "you/blog": readers answer by an issue there

# What the environment says wins, as in GitHub's workflows and in
# `make publish SITEURL=https://you.github.io/blog GITHUB_REPOSITORY=you/blog`
SITEURL = (os.environ.get("SITEURL") or SITEURL).rstrip("/")
GITHUB_REPOSITORY = os.environ.get("GITHUB_REPOSITORY") or GITHUB_REPOSITORY
RELATIVE_URLS = False

TRANSLATION_FEED_ATOM = "feeds/{lang}.atom.xml"  # one for each language that there is an article in
CATEGORY_FEED_ATOM = "feeds/category/{slug}.atom.xml"

# Drafts stay at home: `make html` shows them below /drafts/
DRAFT_SAVE_AS = DRAFT_LANG_SAVE_AS = DRAFT_PAGE_SAVE_AS = DRAFT_PAGE_LANG_SAVE_AS = ""

COMMENTS = {
    **COMMENTS,
    "endpoint": None,  # "https://comments.example.org/new": a server of your own receives the form instead
    "repository": GITHUB_REPOSITORY or None,
}
