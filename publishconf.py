"""Settings for `make publish`, which builds the site for its readers."""

import os
import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parent))  # Pelican loads this file by path and would not find pelicanconf
from pelicanconf import *  # noqa: F403  # everything not set here stays as it is
from pelicanconf import COMMENTS

# Where this blog is published: fill in yours between the quotes
SITEURL = ""  # "https://you.github.io/blog"
GITHUB_REPOSITORY = ""  # "you/blog": readers comment by opening an issue there

# Environment variables override these, as in GitHub's workflows and in
# `make publish SITEURL=https://you.github.io/blog GITHUB_REPOSITORY=you/blog`
SITEURL = (os.environ.get("SITEURL") or SITEURL).rstrip("/")
GITHUB_REPOSITORY = os.environ.get("GITHUB_REPOSITORY") or GITHUB_REPOSITORY
RELATIVE_URLS = False

TRANSLATION_FEED_ATOM = "feeds/{lang}.atom.xml"  # one for each language with an article
CATEGORY_FEED_ATOM = "feeds/category/{slug}.atom.xml"

# Drafts are not published: `make html` shows them under /drafts/
DRAFT_SAVE_AS = DRAFT_LANG_SAVE_AS = DRAFT_PAGE_SAVE_AS = DRAFT_PAGE_LANG_SAVE_AS = ""

COMMENTS = {
    **COMMENTS,
    "endpoint": None,  # "https://comments.example.org/new": a server of your own receives comments instead
    "repository": GITHUB_REPOSITORY or None,
}
