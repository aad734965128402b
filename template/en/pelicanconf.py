"""Settings of the blog as `make html` builds it, for reading on this machine. publishconf.py adds to them."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parent))  # Pelican reads this file by its path: siteconf is not found
from siteconf import *  # noqa: F403  # how the site is built; what is said here wins
from siteconf import COMMENTS

# This blog
SITENAME = "$sitename"
SITESUBTITLE = "A blog and its articles"  # above the list of articles, and in what search engines show
AUTHOR = "$author"
# Of dates without an offset; or "Europe/Paris", "America/Toronto", "UTC"…
TIMEZONE = "$timezone"
DEFAULT_LANG = "en"
DEFAULT_CATEGORY = "Uncategorized"  # of each article whose header has no `Category:`
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
SITE_NOTICE = "A site without cookies or statistics, and with nothing from elsewhere."
SITE_TRANSLATIONS: dict[str, dict[str, object]] = {}  # {"fr": {"MENUITEMS": […], …}}, for pages in French
VIDEO: dict[str, object] = {}  # {"peertube": ["tube.example.org"]}: the instances whose videos may be shown
COMMENTS = {
    **COMMENTS,
    "issue_template": "comment.yml",  # in .github/ISSUE_TEMPLATE
    "privacy_page": "privacy/",
    "thanks_page": "thanks/",
    "accept_label": "accepted",  # .github/workflows/comment.yml knows it
    "state": "$state",  # of the form below a post: "open", or "closed" where there is none
}
