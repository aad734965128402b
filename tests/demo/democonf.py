"""Settings of the demo site: the site's own, as it is published, over texts that show every feature."""

import os
import sys
from pathlib import Path

root = Path(__file__).parents[2]
sys.path.append(str(root))  # Pelican reads this file by its path, so pelicanconf is not found otherwise
from pelicanconf import *  # noqa: E402, F403  # everything that is not said here stays as it is
from pelicanconf import COMMENTS as _COMMENTS  # noqa: E402

# The site
SITENAME = "Démonstration"
SITESUBTITLE = "Un site de démonstration\u00a0: tout ce que le thème sait montrer"
SITEURL = os.environ.get("DEMO_SITEURL", "https://demo.example.org")  # make audit serves it on this machine
RELATIVE_URLS = False
AUTHOR = "Camille"
TIMEZONE = "Europe/Paris"
DEFAULT_LANG = "fr"
DEFAULT_CATEGORY = "Le site"
SEARCH_URL = "recherche/"
SEARCH_SAVE_AS = SEARCH_URL + "index.html"

# Pelican seeks what it is given as a relative path beside this file
PATH = str(root / "tests/demo/content")
THEME = str(root / "theme")
THEME_TEMPLATES_OVERRIDES = [
    str(root / name) for name in ("theme/css", "theme/static/img", "tests/demo/templates")
]
STATIC_PATHS = ["images", "videos", "extra/favicon.ico"]
EXTRA_PATH_METADATA = {"extra/favicon.ico": {"path": "favicon.ico"}}

# Few enough that the list of thirteen articles has several pages
DEFAULT_PAGINATION = 3
MENUITEMS = [("Archives", "archives/"), ("Recherche", SEARCH_URL), ("Livre d’or", "livre-d-or/")]
FOOTER_ITEMS = [
    ("Vie privée", "vie-privee/"),
    ("Catégories", "categories/"),
    ("Étiquettes", "tags/"),
    ("Auteurs", "authors/"),
]
SITE_NOTICE = "Un site sans cookie, sans mesure d’audience et sans rien qui vienne d’ailleurs."
SOCIAL = [("Mastodon", "https://social.example.org/@demonstration")]

SITE_TRANSLATIONS = {
    "en": {
        "SITESUBTITLE": "A site for demonstration: all that the theme can show",
        "MENUITEMS": [("Archives", "archives/"), ("Guest book", "livre-d-or/")],
        "FOOTER_ITEMS": [
            ("Privacy", "en/vie-privee/"),
            ("Categories", "categories/"),
            ("Tags", "tags/"),
            ("Authors", "authors/"),
        ],
        "SITE_NOTICE": "A site without cookies or statistics, and with nothing from elsewhere.",
    },
}

TRANSLATION_FEED_ATOM = "feeds/{lang}.atom.xml"
CATEGORY_FEED_ATOM = "feeds/category/{slug}.atom.xml"

VIDEO: dict[str, object] = {"peertube": ["tube.example.org"]}
COMMENTS = {
    **_COMMENTS,
    "issue_template": "commentaire.yml",
    "privacy_page": "vie-privee/",
    "thanks_page": "merci/",
    "accept_label": "accepté",
    "endpoint": "https://commentaires.example.org/recevoir",
    "email": "commentaires@example.org",
}
