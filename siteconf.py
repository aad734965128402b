"""How the site is built: addresses, theme, feeds, text and plugins; pelicanconf.py overrides it."""

import lightningcss
from pelican.plugins.typography import typeset

# Paths
SITEURL = ""
PATH = "content"
CACHE_PATH = ".cache"
ARTICLE_PATHS = ["posts"]
PAGE_PATHS = ["pages"]
STATIC_PATHS = [
    "images",
    "videos",
    "extra",
    "wp-content",
]  # the last is WordPress's: its files keep their addresses
IGNORE_FILES = [
    *(".*.*", "*~", "#*#"),  # editors' own, and what a writer hides
    *(".DS_Store", "Thumbs.db", "desktop.ini", ".gitkeep", "__pycache__", "*.py"),
]
EXTRA_PATH_METADATA = {
    "extra/.nojekyll": {"path": ".nojekyll"},
    "extra/favicon.ico": {"path": "favicon.ico"},
}
THEME = "theme"
USE_FOLDER_AS_CATEGORY = False

# Addresses, like those of WordPress
RELATIVE_URLS = True
ARTICLE_URL = "{date:%Y}/{date:%m}/{date:%d}/{slug}/"
ARTICLE_SAVE_AS = ARTICLE_URL + "index.html"
ARTICLE_LANG_URL = "{lang}/" + ARTICLE_URL
ARTICLE_LANG_SAVE_AS = "{lang}/" + ARTICLE_SAVE_AS
DRAFT_URL = "drafts/{slug}/"
DRAFT_SAVE_AS = DRAFT_URL + "index.html"
DRAFT_LANG_URL = "{lang}/" + DRAFT_URL
DRAFT_LANG_SAVE_AS = "{lang}/" + DRAFT_SAVE_AS
PAGE_URL = "{slug}/"
PAGE_SAVE_AS = PAGE_URL + "index.html"
PAGE_LANG_URL = "{lang}/" + PAGE_URL
PAGE_LANG_SAVE_AS = "{lang}/" + PAGE_SAVE_AS
DRAFT_PAGE_URL = "drafts/pages/{slug}/"
DRAFT_PAGE_SAVE_AS = DRAFT_PAGE_URL + "index.html"
DRAFT_PAGE_LANG_URL = "{lang}/" + DRAFT_PAGE_URL
DRAFT_PAGE_LANG_SAVE_AS = "{lang}/" + DRAFT_PAGE_SAVE_AS
CATEGORY_URL = "category/{slug}/"
CATEGORY_SAVE_AS = CATEGORY_URL + "index.html"
TAG_URL = "tag/{slug}/"
TAG_SAVE_AS = TAG_URL + "index.html"
AUTHOR_URL = "author/{slug}/"
AUTHOR_SAVE_AS = AUTHOR_URL + "index.html"
YEAR_ARCHIVE_URL = "{date:%Y}/"
YEAR_ARCHIVE_SAVE_AS = YEAR_ARCHIVE_URL + "index.html"
MONTH_ARCHIVE_URL = "{date:%Y}/{date:%m}/"
MONTH_ARCHIVE_SAVE_AS = MONTH_ARCHIVE_URL + "index.html"
ARCHIVES_URL = "archives/"
ARCHIVES_SAVE_AS = ARCHIVES_URL + "index.html"
CATEGORIES_SAVE_AS = "categories/index.html"
TAGS_SAVE_AS = "tags/index.html"
AUTHORS_SAVE_AS = "authors/index.html"
STYLE_SAVE_AS = "theme/style.css"
PAGINATION_PATTERNS = [
    (1, "{url}", "{save_as}"),
    (2, "{base_name}/page/{number}/", "{base_name}/page/{number}/index.html"),
]
DEFAULT_PAGINATION = 10

# The theme
DIRECT_TEMPLATES = ["index", "archives", "categories", "tags", "authors", "search", "404", "style"]
TEMPLATE_EXTENSIONS = [".html", ".css"]
THEME_TEMPLATES_OVERRIDES = ["theme/css", "theme/static/img"]  # included by style.css and the header
JINJA_FILTERS = {"minify_css": lightningcss.process_stylesheet}
JINJA_ENVIRONMENT = {"autoescape": True, "trim_blocks": True, "lstrip_blocks": True}

# Feeds need absolute addresses: publishconf.py turns them on
FEED_ALL_ATOM = None
CATEGORY_FEED_ATOM = None
TRANSLATION_FEED_ATOM = None
AUTHOR_FEED_ATOM = None
AUTHOR_FEED_RSS = None
FEED_IDS = "stable"  # survive a move; remove this line if the blog's feeds already had Pelican's own ids

# The text
MARKDOWN = {
    "extension_configs": {
        "markdown.extensions.extra": {
            "footnotes": {"USE_DEFINITION_ORDER": False},  # numbered in reading order
        },
        "markdown.extensions.codehilite": {"css_class": "highlight", "guess_lang": False, "linenums": False},
        "markdown.extensions.meta": {},
        # As on GitHub: alerts (> [!NOTE]), task lists (- [x]) and ~~strikethrough~~
        "pymdownx.quotes": {"callouts": True},
        "pymdownx.tasklist": {},
        "pymdownx.tilde": {"subscript": False},
    },
    "output_format": "html5",
}
SUMMARY_MAX_PARAGRAPHS = 1

# The plugins: each has a README
PLUGINS = [
    "frontmatter",
    "localization",
    "typography",
    "video",
    "images",
    "incremental",
    "taxonomy",
    "reading",
    "comments",
    "discovery",
    "redirects",
    "pagefind",
]
IMAGES = {  # how wide the theme shows pictures: --measure in tokens.css, and columns of a gallery
    "sizes": "(min-width: 43rem) 42.75rem, calc(100vw - 2rem)",
    "gallery_sizes": "(min-width: 43rem) 20rem, 62vw",
}
COMMENTS: dict[str, object] = {"text_filter": typeset, "endpoint": "/commentaires"}
