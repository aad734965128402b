"""Settings for the blog as `make html` builds it, to view on this machine. publishconf.py adds to them."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parent))  # Pelican reads this file by path, so siteconf would not be found
from siteconf import *  # noqa: F403  # how the site is built; the settings below take precedence
from siteconf import COMMENTS

# This blog
SITENAME = "$sitename"
SITESUBTITLE = "A blog and its articles"  # above the list of articles, and in what search engines show
AUTHOR = "$author"
# For dates without an offset: "Europe/Paris", "America/Toronto", "UTC"…
TIMEZONE = "$timezone"
DEFAULT_LANG = "en"
DEFAULT_CATEGORY = "Uncategorized"  # for articles without `Category:` in their header
SEARCH_URL = "search/"
SEARCH_SAVE_AS = SEARCH_URL + "index.html"
MENUITEMS = [("Archives", "archives/"), ("Search", SEARCH_URL), ("About", "about/")]
FOOTER_ITEMS = [
    ("Privacy", "privacy/"),
    ("Categories", "categories/"),
    ("Tags", "tags/"),
    ("Authors", "authors/"),
]
SOCIAL: list[tuple[str, str]] = []  # ("Mastodon", "https://…"): the author's own pages elsewhere
SITE_NOTICE = "No cookies, no tracking, nothing loaded from other sites."
SITE_TRANSLATIONS: dict[str, dict[str, object]] = {}  # {"fr": {"MENUITEMS": […], …}}, for pages in French
VIDEO: dict[str, object] = {}  # {"peertube": ["tube.example.org"]}: instances whose videos may be shown
COMMENTS = {
    **COMMENTS,
    "issue_template": "comment.yml",  # in .github/ISSUE_TEMPLATE
    "privacy_page": "privacy/",
    "thanks_page": "thanks/",
    "accept_label": "accepted",  # also in .github/workflows/comment.yml
    "state": "$state",  # of the form below a post: "open", or "closed" for no form
}
