"""Settings of a blog by Pelican alone, with the older plugin for comments."""

from pelican import Pelican  # type: ignore[attr-defined]  # mypy sees the namespace only

# The plugin is of 2018 and calls this method by its name of that time.
Pelican.get_writer = Pelican._get_writer  # noqa: SLF001

SITENAME = "A blog"
SITEURL = "https://example.org"
TIMEZONE = "UTC"
PATH = "content"
ARTICLE_PATHS = ["posts"]
PAGE_PATHS = ["pages"]
STATIC_PATHS: list[str] = []
THEME = "theme"  # a copy of Pelican's `simple`
THEME_TEMPLATES_OVERRIDES = ["templates"]
PLUGINS = ["pelican_comment_system"]
PELICAN_COMMENT_SYSTEM = True
PELICAN_COMMENT_SYSTEM_FEED = PELICAN_COMMENT_SYSTEM_FEED_ALL = None
DEFAULT_PAGINATION = 10
PAGINATION_PATTERNS = [
    (1, "{url}", "{save_as}"),
    (2, "{base_name}/page/{number}/", "{base_name}/page/{number}/index.html"),
]
ARTICLE_URL = "{date:%Y}/{date:%m}/{date:%d}/{slug}/"
ARTICLE_SAVE_AS = ARTICLE_URL + "index.html"
PAGE_URL = "{slug}/"
PAGE_SAVE_AS = PAGE_URL + "index.html"
TAG_URL = "tag/{slug}/"
TAG_SAVE_AS = TAG_URL + "index.html"
CATEGORY_URL = "category/{slug}/"
CATEGORY_SAVE_AS = CATEGORY_URL + "index.html"
AUTHOR_SAVE_AS = ""
DIRECT_TEMPLATES = ["index", "archives", "sitemap"]
ARCHIVES_SAVE_AS = "archives/index.html"
SITEMAP_SAVE_AS = "sitemap.xml"
CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
FEED_ALL_ATOM = "feeds/all.atom.xml"
