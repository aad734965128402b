"""Settings of the demo site: this blog's theme and plugins, with texts that show every feature.

It sets everything that pelicanconf.py sets for this blog, so that it is the same in any other blog. Readers
comment by a server or by e-mail, unless the environment says otherwise:

    DEMO_SITEURL=                  builds it as `make html` does
    DEMO_SITEURL=https://…         builds it for another address
    DEMO_REPOSITORY=owner/name     makes the form open an issue there
"""

import os
import runpy
from pathlib import Path

from pelican.plugins.typography import typeset

root = Path(__file__).parents[2]
globals().update(  # everything not set here stays as it is
    {name: value for name, value in runpy.run_path(str(root / "pelicanconf.py")).items() if name.isupper()}
)
repository = os.environ.get("DEMO_REPOSITORY")
CACHE_PATH = str(root / ".cache")

# The site
SITENAME = "Démonstration"
SITESUBTITLE = "Un site de démonstration\u00a0: tout ce que le thème sait montrer"
SITEURL = os.environ.get("DEMO_SITEURL", "https://demo.example.org")
RELATIVE_URLS = not SITEURL
AUTHOR = "Camille"
TIMEZONE = "Europe/Paris"
DEFAULT_LANG = "fr"
DEFAULT_CATEGORY = "Le site"
SEARCH_URL = "recherche/"
SEARCH_SAVE_AS = SEARCH_URL + "index.html"

# Pelican looks up relative paths in this file's folder
PATH = str(root / "tests/demo/content")
THEME = str(root / "theme")
THEME_TEMPLATES_OVERRIDES = [
    str(root / name) for name in ("theme/css", "theme/static/img", "tests/demo/templates")
]
STATIC_PATHS = ["images", "videos", "extra/favicon.ico"]
EXTRA_PATH_METADATA = {"extra/favicon.ico": {"path": "favicon.ico"}}

# Other blogs may change these
ARTICLE_URL = "{date:%Y}/{date:%m}/{date:%d}/{slug}/"
ARTICLE_SAVE_AS = ARTICLE_URL + "index.html"
ARTICLE_LANG_URL = "{lang}/" + ARTICLE_URL
ARTICLE_LANG_SAVE_AS = "{lang}/" + ARTICLE_SAVE_AS

# Small enough to spread thirteen articles over several pages
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
        "SITESUBTITLE": "A demo site: everything the theme can show",
        "MENUITEMS": [("Archives", "archives/"), ("Guest book", "livre-d-or/")],
        "FOOTER_ITEMS": [
            ("Privacy", "en/vie-privee/"),
            ("Categories", "categories/"),
            ("Tags", "tags/"),
            ("Authors", "authors/"),
        ],
        "SITE_NOTICE": "A site without cookies, statistics or anything loaded from elsewhere.",
    },
}

if SITEURL:  # feeds need absolute addresses
    TRANSLATION_FEED_ATOM = "feeds/{lang}.atom.xml"
    CATEGORY_FEED_ATOM = "feeds/category/{slug}.atom.xml"

VIDEO: dict[str, object] = {"peertube": ["tube.example.org"]}
COMMENTS: dict[str, object] = {
    "issue_template": "commentaire.yml",
    "privacy_page": "vie-privee/",
    "thanks_page": "merci/",
    "accept_label": "accepté",
    "text_filter": typeset,
}
if repository:
    COMMENTS["repository"] = repository
elif SITEURL:
    COMMENTS["endpoint"] = "https://commentaires.example.org/recevoir"
    COMMENTS["email"] = "commentaires@example.org"
else:
    COMMENTS["endpoint"] = "/commentaires"
