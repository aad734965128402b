"""Settings for the blog as `make html` builds it, to view on this machine. publishconf.py adds to them."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parent))  # Pelican reads this file by path, so siteconf would not be found
from siteconf import *  # noqa: F403  # how the site is built; the settings below take precedence
from siteconf import COMMENTS

# This blog
SITENAME = "$sitename"
SITESUBTITLE = "Un blog et ses articles"  # above the list of articles, and in what search engines show
AUTHOR = "$author"
# For dates without an offset: "Europe/Paris", "America/Toronto", "UTC"…
TIMEZONE = "$timezone"
DEFAULT_LANG = "fr"
DEFAULT_CATEGORY = "Non classé"  # for articles without `Category:` in their header
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
VIDEO: dict[str, object] = {}  # {"peertube": ["tube.example.org"]}: instances whose videos may be shown
COMMENTS = {
    **COMMENTS,
    "issue_template": "commentaire.yml",  # in .github/ISSUE_TEMPLATE
    "privacy_page": "vie-privee/",
    "thanks_page": "merci/",
    "accept_label": "accepté",  # also in .github/workflows/comment.yml
    "state": "$state",  # of the form below a post: "open", or "closed" for no form
}
