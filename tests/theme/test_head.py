"""What the head of each page says: to browsers, to search engines, and to those who share a link."""

import re
from collections import Counter
from pathlib import Path
from urllib.parse import quote, unquote

from bs4 import BeautifulSoup
from pelican.plugins.video.hosts import list_origins
from PIL import Image

from plugins.discovery.tests.formats import find_sitemap_faults
from tests.theme.pages import SITE, TYPESET, Pages, ReadPage, strip_site

INLINE = "2024/06/02/des-videos-dans-le-texte/index.html"  # begins with a video
LINK = "2024/01/15/un-lien-vers-dailymotion/index.html"  # has a long summary
NOT_INDEXED = {
    *("404.html", "recherche/index.html", "merci/index.html", "2025/06/02/un-article-cache/index.html"),
    *("drafts/un-brouillon/index.html", "drafts/pages/page-en-preparation/index.html"),
}
POLICY = {
    "default-src": "'none'",
    "img-src": "'self'",
    "media-src": "'self'",
    "style-src": "'self'",
    "script-src": "'self'",
    "connect-src": "'self'",
    "frame-src": " ".join(list_origins(["tube.example.org"])),
    "form-action": "'self' https://commentaires.example.org",
    "base-uri": "'none'",
    "require-trusted-types-for": "'script'",
    "trusted-types": "'none'",
}
"""In a meta element browsers ignore frame-ancestors, report-uri, report-to and sandbox (CSP 3, 3.3)."""
LOADING = "link[href]:not([rel=canonical], [rel=alternate]), script[src], img, video, iframe"


def read_properties(page: BeautifulSoup) -> dict[str, str]:
    return {tag["property"]: tag["content"] for tag in page.select("head meta[property]")}


def read_policy(page: BeautifulSoup) -> dict[str, str]:
    (meta,) = page.select('head > meta[http-equiv="Content-Security-Policy"]')
    directives = [directive.strip().split(" ", 1) for directive in str(meta["content"]).split(";")]
    assert len({name for name, _ in directives}) == len(directives), "browsers heed the first of two only"
    return dict(directives)  # type: ignore[arg-type]


def test_titles_and_descriptions_are_unique_typeset_plain_text_and_titles_end_with_the_site(
    pages: Pages,
) -> None:
    titles = {path: page.title.text for path, page in pages.items()}
    assert titles.pop("index.html") == "Démonstration"
    assert not [title for title in titles.values() if not title.endswith(" – Démonstration")]
    descriptions = {path: page.select_one('[name="description"]')["content"] for path, page in pages.items()}
    said = Counter([*titles.values(), *descriptions.values()])
    assert not [text for text, count in said.items() if count > 1 or not text.strip() or "<" in text]
    title = "L’apostrophe & les «\xa0guillemets\xa0»\xa0: mode d’emploi"
    assert pages[TYPESET].h1.text == read_properties(pages[TYPESET])["og:title"] == title
    assert titles[TYPESET] == f"{title} – Démonstration"
    assert 140 < len(descriptions[LINK]) <= 160
    assert descriptions[LINK].endswith("…")
    assert descriptions[INLINE].startswith("Ceci est un texte")


def test_only_published_pages_are_for_search_engines_each_at_its_own_address(
    pages: Pages, demo_path: Path
) -> None:
    assert {path for path, page in pages.items() if page.select('[name="robots"]')} == NOT_INDEXED
    for path, page in pages.items():
        canonical = [link["href"] for link in page.select('link[rel="canonical"]')]
        assert canonical == (
            [] if path == "404.html" else [f"{SITE}/{quote(path.removesuffix('index.html'))}"]
        )
    source = (demo_path / "sitemap.xml").read_text(encoding="utf-8")
    assert not find_sitemap_faults(source)
    expected = {path for path in {*pages} - NOT_INDEXED if "page/" not in path}
    listed = {strip_site(address) for address in re.findall("<loc>(.*)</loc>", source)}
    assert listed == {quote(path.removesuffix("index.html")) for path in expected}
    robots = (demo_path / "robots.txt").read_text(encoding="utf-8").splitlines()
    assert f"Sitemap: {SITE}/sitemap.xml" in robots
    assert not [line for line in robots if line.startswith("Disallow")]


def test_preview_says_nothing_to_search_engines_and_has_no_policy(demo_preview_path: Path) -> None:
    """Pages read from the disk have no origin that 'self' could name."""
    paths = [*demo_preview_path.rglob("*.html")]
    assert paths
    said = ("application/ld+json", "<meta property=", 'name="twitter', "Content-Security", 'rel="canonical"')
    texts = {path: path.read_text(encoding="utf-8") for path in paths}
    assert not [(path, part) for path, text in texts.items() for part in said if part in text]
    names = {path.name for path in demo_preview_path.iterdir()}
    assert not {name for name in names if name.endswith((".txt", ".xml"))} | ({"feeds"} & names)


def test_policy_allows_what_is_named_and_comes_before_what_it_governs(
    pages: Pages, demo_project: ReadPage
) -> None:
    for path, page in pages.items():
        search = " 'wasm-unsafe-eval'" if page.select(".search-form") else ""
        assert read_policy(page) == {**POLICY, "script-src": f"'self'{search}"}, path
        (meta,) = page.select('meta[http-equiv="Content-Security-Policy"]')
        assert page.select(LOADING)
        assert not [tag for tag in meta.find_all_previous() if tag.css.match(LOADING)], path
    assert read_policy(demo_project("index.html"))["form-action"] == "'self' https://github.com"


def test_shared_link_shows_what_the_page_says_of_itself(pages: Pages, demo_path: Path) -> None:
    for path, page in pages.items():
        properties = read_properties(page)
        assert properties["og:title"] == page.title.text.removesuffix(" – Démonstration"), path
        assert properties["og:description"] == page.select_one('meta[name="description"]')["content"], path
        canonical = page.select_one('link[rel="canonical"]')
        assert properties["og:url"] == (canonical["href"] if canonical else f"{SITE}/404.html"), path
        card = page.select_one('meta[name="twitter:card"]')["content"]
        assert card == ("summary_large_image" if "og:image" in properties else "summary"), path
        if "og:image" in properties:
            with Image.open(demo_path / unquote(strip_site(properties["og:image"]))) as picture:
                said = [properties[f"og:image:{side}"] for side in ("width", "height")]
                assert [*map(str, picture.size)] == said, path
