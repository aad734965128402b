"""Settings for `make html`, which builds the site to read on this machine; publishconf.py adds to them."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parent))  # Pelican loads this file by path and would not find siteconf
from siteconf import *  # noqa: F403  # how the site is built; the settings below override it
from siteconf import COMMENTS

# This blog
SITENAME = "Ma cuisine du web"
SITESUBTITLE = "Un blog\u00a0: ses articles, ses vidéos et les commentaires de ses lecteurs"
AUTHOR = "La community manager"
TIMEZONE = "Europe/Paris"
DEFAULT_LANG = "fr"
DEFAULT_CATEGORY = "Non classé"  # WordPress's default; we don't know the article's real category
SEARCH_URL = "recherche/"
SEARCH_SAVE_AS = SEARCH_URL + "index.html"
MENUITEMS = [("Archives", "archives/"), ("Recherche", SEARCH_URL), ("À propos", "a-propos/")]
FOOTER_ITEMS = [
    ("Vie privée", "vie-privee/"),
    ("Catégories", "categories/"),
    ("Étiquettes", "tags/"),
    ("Auteurs", "authors/"),
]
SOCIAL: list[tuple[str, str]] = []  # ("Mastodon", "https://…"): the author's pages elsewhere
SITE_NOTICE = "Un site sans cookie, sans mesure d’audience et sans rien qui vienne d’ailleurs."
SITE_TRANSLATIONS: dict[str, dict[str, object]] = {}  # {"en": {"MENUITEMS": […], …}}, for pages in English
VIDEO: dict[str, object] = {}  # {"peertube": ["tube.example.org"]}: instances whose videos may be shown
COMMENTS = {
    **COMMENTS,
    "issue_template": "commentaire.yml",
    "privacy_page": "vie-privee/",
    "thanks_page": "merci/",
    "accept_label": "accepté",
}
