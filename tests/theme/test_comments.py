"""The discussion below an article in this theme: form, further pages, and the inbox server's notices."""

import re
import runpy
from pathlib import Path

from bs4 import BeautifulSoup, Tag
from pelican.plugins.comments.inbox.notice import render_rejection
from pelican.plugins.comments.intake import Reason, Submission
from pelican.plugins.comments.site import Site, load_site
from pelican_toolkit.testing import read_page

from plugins.pagefind.tests.indexes import read_index
from tests.theme.pages import LONG, PLAIN, ROOT, SITE, ReadPage, list_links, list_paths

PROJECT = f"{SITE}/repo"
FIRST = "2025/01/01/long/"
SECOND = f"{FIRST}comments-2/"


def test_discussion_is_typeset_has_a_feed_and_isolates_names_from_right_to_left(demo: ReadPage) -> None:
    page = demo(LONG)
    dated = page.select_one("#comment-101")
    assert list_links(dated, ".comment-date > a") == [
        ("20 mars 2025 à 10:00 (Lien permanent)", "#comment-101")
    ]
    assert dated.time["datetime"] == "2025-03-20T10:00:00+01:00"
    assert list_links(page, "#comment-121 .comment-date > a") == [("Lien permanent", "#comment-121")]
    assert dated.select_one(".comment-body").text.endswith("suite\xa0: que va-t-il se passer\u202f?")
    assert "Signaler le commentaire signé Amina" in dict(list_links(dated, ".comment-actions a"))
    for selector in ("#comment-130 bdi.comment-author", "#comment-131 .comment-parent bdi"):
        assert page.select_one(selector).text == "ליאור"
    assert list_paths(page, ".comments-feed > a") == ["feeds/comments/une-longue-discussion.atom.xml"]
    assert not demo(PLAIN).select(".comment-list, .comments-feed, form#answer fieldset")


def test_form_asks_for_no_address_says_who_receives_it_and_has_the_fields_of_the_issue_form(
    demo: ReadPage, demo_project: ReadPage
) -> None:
    """On GitHub the message is last, so that no heading in it can pass for another field."""
    names = {field.get("name") for field in demo(LONG).select("form#answer :is(input, textarea)")}
    traps_for_robots = {"started", "website"}
    assert names == {"post", "parent", "name", "message"} | traps_for_robots
    assert load_site(ROOT / "pelicanconf.py").settings.form_action == "/commentaires"  # in previews
    page = demo_project(LONG)
    privacy = page.select_one("form#answer .comment-form-privacy")
    assert "GitHub, un service de Microsoft" in " ".join(privacy.text.split())
    assert privacy.a["href"] == "https://example.org/repo/vie-privee/"
    name = runpy.run_path(str(ROOT / "pelicanconf.py"))["COMMENTS"]["issue_template"]
    template = (ROOT / ".github" / "ISSUE_TEMPLATE" / name).read_text(encoding="utf-8")
    ids = re.findall(r"^    id: (\w+)$", template, re.MULTILINE)
    fields = {str(field["name"]) for field in page.select('#answer [name], [form="answer"]')}
    assert sorted(ids) == sorted(fields - {"template"})
    assert ids[-1] == "message"


def test_further_page_says_which_page_it_is_and_links_back(long_threads_path: Path) -> None:
    first, second = (read_page(long_threads_path, f"{path}index.html") for path in (FIRST, SECOND))
    heading = "Un fil long – commentaires, page 2"
    assert [tag.text for tag in second.select("h1, title")] == [f"{heading} – Démonstration", heading]
    assert second.select_one("link[rel=canonical]")["href"] == f"{PROJECT}/{SECOND}"
    assert second.select_one('[property="og:url"]')["content"] == f"{PROJECT}/{SECOND}"
    assert not second.select("link[hreflang], meta[name=robots]")
    feeds = second.select('head link[href*="/comments/"]')
    assert [link["href"] for link in feeds] == [f"{PROJECT}/feeds/comments/long.atom.xml"]
    back = second.select(".h-entry > .comments-back > a.u-url")
    assert [link["href"] for link in back] == [f"{PROJECT}/{FIRST}"]
    assert ["Alors." in page.text for page in (first, second)] == [True, False]
    assert first.select(".comment")
    assert len(second.select(".h-entry .comment.h-cite")) == len(second.select(".comment")) > 0


def test_search_and_sitemap_have_every_page_with_comments(long_threads_path: Path) -> None:
    index = {url: page["content"] for url, page in read_index(long_threads_path).items()}
    assert f"/{FIRST}" in index
    found = [url for url, words in index.items() if "numéro300." in words]
    assert len(found) == 2
    assert all("comments-" in url for url in found)
    for words in ("Où sont", "commentaires, page"):
        assert not [url for url, content in index.items() if words in content or "numbers" in url]
    sitemap = (long_threads_path / "sitemap.xml").read_text(encoding="utf-8")
    numbers = [path.read_text(encoding="utf-8") for path in long_threads_path.rglob("numbers-*.html")]
    assert numbers
    assert all('content="noindex"' in text for text in numbers)
    listed = {path for path in re.findall(rf"<loc>{PROJECT}/(.*?)</loc>", sitemap) if "/long/" in path}
    built = (long_threads_path / FIRST).rglob("index.html")
    assert listed == {f"{path.parent.relative_to(long_threads_path).as_posix()}/" for path in built}
    assert len(listed) > 2


def reject(blog: Site) -> Tag:
    """The page by which the inbox server answers."""
    kept = Submission(post="un-film-de-ce-site", parent="1", name="Zoé <b>", message="</textarea><script>")
    return BeautifulSoup(render_rejection(blog, Reason.ADDRESS, "", kept).body, "html.parser").html


def test_notice_is_a_page_of_the_site_whose_style_may_be_on_another_host(demo_blog: Site) -> None:
    page = reject(demo_blog)
    assert page["lang"] == "fr"
    assert page.select_one("header.site-header a.site-name")
    assert page.select_one("main form#answer")
    heading = "Votre commentaire n’a pas été envoyé"
    assert [tag.text for tag in page.select("title, h1")] == [f"{heading} – Démonstration", heading]
    assert page.select_one("link[rel=stylesheet]")["href"] == "/theme/style.css"
    assert page.select_one("meta[name=robots]")["content"] == "noindex"
    assert not page.select("[style], style, script")
    page = reject(load_site(ROOT / "tests/demo/democonf.py"))
    policy = page.select_one('meta[http-equiv="Content-Security-Policy"]')["content"]
    for directive in ("style-src", "img-src"):
        assert f"{directive} 'self' {SITE}/;" in policy
    assert page.select_one("link[rel=stylesheet]")["href"] == f"{SITE}/theme/style.css"
