"""Settings of the site as `make publish` builds it, for its readers."""

import os
import sys

sys.path.append(os.curdir)  # Pelican reads this file by its path, so pelicanconf beside it is not found
from pelicanconf import *  # noqa: F403  # everything that is not said here stays as it is
from pelicanconf import COMMENTS as _COMMENTS

SITEURL = os.environ.get("SITEURL", "").rstrip("/")
if not SITEURL.startswith(("https://", "http://")):
    problem = f"SITEURL {SITEURL!r} is no http(s) address" if SITEURL else "the site's address is missing"
    sys.exit(f"publishconf.py: {problem}; run: make publish SITEURL=https://example.org")
RELATIVE_URLS = False

TRANSLATION_FEED_ATOM = "feeds/{lang}.atom.xml"  # one for each language that there is an article in
CATEGORY_FEED_ATOM = "feeds/category/{slug}.atom.xml"

# With a repository, readers answer by an issue there; see plugins/comments/README.md
COMMENTS = {
    **_COMMENTS,
    "endpoint": None,
    "repository": os.environ.get("GITHUB_REPOSITORY") or None,
}
