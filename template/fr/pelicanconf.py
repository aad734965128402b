"""Settings of the blog as `make html` builds it, for reading on this machine. publishconf.py adds to them."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parent))  # Pelican reads this file by its path: siteconf is not found
from siteconf import *  # noqa: F403  # how the site is built; what is said here wins
from siteconf import COMMENTS

# This blog
SITENAME = "$sitename"
SITESUBTITLE = "Un blog et ses articles"  # above the list of articles, and in what search engines show
AUTHOR = "$author"
# Of dates without an offset; or "Europe/Paris", "America/Toronto", "UTC"…
TIMEZONE = "$timezone"
DEFAULT_LANG = "fr"
DEFAULT_CATEGORY = "Non classé"  # of each article whose header has no `Category:`
SEARCH_URL = "recherche/"
SEARCH_SAVE_AS = SEARCH_URL + "index.html"
MENUITEMS = [("Archives", "archives/"), ("Recherche", SEARCH_URL), ("À propos", "a-propos/")]
FOOTER_ITEMS = [
    ("Vie privée", "vie-privee/"),
    ("Catégories", "categories/"),
    ("Étiquettes", "tags/"),
    ("Auteurs", "authors/"),
]
SOCIAL: list[tuple[str, str]] = []  # ("Mastodon", "https://…"): the author's own pages elsewhere
SITE_NOTICE = "Un site sans cookie, sans mesure d’audience et sans rien qui vienne d’ailleurs."
SITE_TRANSLATIONS: dict[str, dict[str, object]] = {}  # {"en": {"MENUITEMS": […], …}}, for pages in English
VIDEO: dict[str, object] = {}  # {"peertube": ["tube.example.org"]}: the instances whose videos may be shown
COMMENTS = {
    **COMMENTS,
    "issue_template": "commentaire.yml",  # in .github/ISSUE_TEMPLATE
    "privacy_page": "vie-privee/",
    "thanks_page": "merci/",
    "accept_label": "accepté",  # .github/workflows/comment.yml knows it
    "state": "$state",  # of the form below a post: "open", or "closed" where there is none
}
