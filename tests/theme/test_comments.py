"""The discussion below an article in this theme: form, further pages, and the inbox server's notices."""

import gzip
import re
import runpy
from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from pelican.plugins.comments import links
from pelican.plugins.comments.inbox.notice import render_rejection
from pelican.plugins.comments.intake import Reason, Submission
from pelican.plugins.comments.site import Site, load_site

from plugins.pagefind.tests.indexes import read_index
from tests.theme.pages import FILM, LONG, PLAIN, ROOT, SITE, ReadPage, list_links, list_paths

BuildPage = Callable[..., BeautifulSoup]
Save = Callable[..., object]

PROJECT = f"{SITE}/repo"
MOST_SCRIPT = 1500
"""Bytes, compressed, of all that a page with a long thread below a video loads."""
FIRST = "2025/01/01/long/"
SECOND = f"{FIRST}comments-2/"


def test_comment_has_its_date_as_link_and_its_text_is_typeset(demo: ReadPage) -> None:
    dated, undated = (demo(LONG).select_one(f"article#comment-{number}") for number in (101, 121))
    date = dated.select_one(".comment-date > a")
    assert (date["href"], date.time.text) == ("#comment-101", "20 mars 2025 à 10:00")
    assert date.time["datetime"] == "2025-03-20T10:00:00+01:00"
    assert list_links(undated, ".comment-date > a") == [("Lien permanent", "#comment-121")]
    assert dated.select_one(".comment-body").text.endswith("suite\xa0: que va-t-il se passer\u202f?")


def test_links_below_a_comment_name_its_author(demo: ReadPage, demo_project: ReadPage) -> None:
    found = dict(list_links(demo(LONG), "#comment-101 .comment-actions a"))
    for words in ("Répondre par courriel à Amina", "Signaler le commentaire signé Amina"):
        assert found[words].startswith("mailto:commentaires@example.org?subject=")
    reports = demo_project(FILM).select(".comment-report a")
    assert len(reports) == 2  # the third is lost
    assert reports[0]["href"].startswith("https://github.com/example/blog/issues/new?title=Signaler")
    assert reports[0]["href"].endswith("un-film-de-ce-site%2F%23comment-1%0D%0A%0D%0A")


def test_without_a_way_to_report_no_link_is_made(
    build_page: BuildPage, save_post: Save, save_file: Save, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(links, "build_report_link", lambda *_: pytest.fail("for nothing"))
    save_post("post.md", "Post")
    save_file("comments/post/1.md", "author: Nora\n\nWords.\n")
    article = {"article.html": "{% include 'comments/discussion.html' %}"}
    page = build_page("post.html", article, PLUGINS=["comments"], COMMENTS={"endpoint": "/comments"})
    assert page.select("#comment-1 .comment-actions")
    assert not page.select(".comment-report")


def test_name_that_reads_from_right_to_left_is_isolated(demo: ReadPage) -> None:
    page = demo(LONG)
    for selector in ("#comment-130 bdi.comment-author", "#comment-131 .comment-parent bdi"):
        assert page.select_one(selector).text == "ליאור"
    assert page.select_one("#comment-130 .comment-body")["dir"] == "auto"


def test_discussion_has_a_feed_and_a_list_once_there_are_comments(demo: ReadPage) -> None:
    page = demo(LONG)
    assert list_paths(page, ".comments-feed > a") == ["feeds/comments/une-longue-discussion.atom.xml"]
    items = [item.find_all(recursive=False) for item in page.select("ol.comment-list > *")]
    assert {tuple(part.name for part in parts) for parts in items} == {("article",), ("article", "ol")}
    assert demo(PLAIN).select('form#answer > [type="hidden"][name="parent"][value=""]')
    assert not demo(PLAIN).select(".comment-list, .comments-feed, form#answer fieldset")


def test_form_asks_for_no_address_and_says_who_receives_it(demo: ReadPage, demo_project: ReadPage) -> None:
    names = {field.get("name") for field in demo(LONG).select("form#answer :is(input, textarea)")}
    traps_for_robots = {"started", "website"}
    assert names == {"post", "parent", "name", "message"} | traps_for_robots
    privacy = demo_project(LONG).select_one("form#answer .comment-form-privacy")
    assert "GitHub, un service de Microsoft" in " ".join(privacy.text.split())
    assert privacy.a["href"] == "https://example.org/repo/vie-privee/"


def test_issue_form_of_this_blog_has_every_field_of_the_form_and_the_message_last(
    demo_project: ReadPage,
) -> None:
    """So that no heading in the message can pass for another field."""
    name = runpy.run_path(str(ROOT / "pelicanconf.py"))["COMMENTS"]["issue_template"]
    template = (ROOT / ".github" / "ISSUE_TEMPLATE" / name).read_text(encoding="utf-8")
    ids = re.findall(r"^    id: (\w+)$", template, re.MULTILINE)
    fields = demo_project(LONG).select('#answer [name], [form="answer"]')
    assert sorted(ids) == sorted({str(field["name"]) for field in fields} - {"template"})
    assert ids[-1] == "message"


# A thread on several pages


@pytest.fixture(scope="module")
def thread(long_threads_path: Path) -> list[BeautifulSoup]:
    """The first two pages of the thread."""
    files = [long_threads_path / path / "index.html" for path in (FIRST, SECOND)]
    return [BeautifulSoup(file.read_text(encoding="utf-8"), "html.parser") for file in files]


def test_further_page_says_which_page_it_is_and_links_back(thread: list[BeautifulSoup]) -> None:
    first, second = thread
    heading = "Un fil long – commentaires, page 2"
    assert [tag.text for tag in second.select("h1, title")] == [f"{heading} – Démonstration", heading]
    assert second.select_one("link[rel=canonical]")["href"] == f"{PROJECT}/{SECOND}"
    assert second.select_one('[property="og:url"]')["content"] == f"{PROJECT}/{SECOND}"
    assert not second.select("link[hreflang], meta[name=robots]")
    feeds = second.select('head link[href*="/comments/"]')
    assert [link["href"] for link in feeds] == [f"{PROJECT}/feeds/comments/long.atom.xml"]
    back = second.select(".h-entry > .comments-back > a.u-url")
    assert [link["href"] for link in back] == [f"{PROJECT}/{FIRST}"]
    assert ["Alors." in page.text for page in thread] == [True, False]
    assert len(second.select(".h-entry .comment.h-cite")) == len(second.select(".comment")) > 0
    assert first.select(".comment")


def test_every_comment_is_on_a_page_of_300_kb_at_most(long_threads_path: Path) -> None:
    files = [path for path in long_threads_path.rglob("*.html") if "/long" in path.as_posix()]
    assert max(path.stat().st_size for path in files) <= 300_000
    assert len(files) > 8
    shown = sum(path.read_text(encoding="utf-8").count('<article class="comment ') for path in files)
    assert shown == 330 + 900


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


def test_only_a_long_thread_loads_a_script_and_a_small_one(
    thread: list[BeautifulSoup], demo_path: Path, long_threads_path: Path
) -> None:
    for page in thread:
        scripts = [script["src"] for script in page.select("script[src]")]
        assert scripts == [f"{PROJECT}/theme/pelican-comments.js"]
    assert not list(demo_path.rglob("pelican-comments.js"))
    loaded = [long_threads_path / "theme" / name for name in ("pelican-comments.js", "js/video.js")]
    assert sum(len(gzip.compress(path.read_bytes())) for path in loaded) <= MOST_SCRIPT


# The page by which the inbox server answers


def reject(blog: Site, submission: Submission | None) -> Tag:
    return BeautifulSoup(render_rejection(blog, Reason.ADDRESS, "", submission).body, "html.parser").html


def test_notice_is_a_page_of_the_site(demo_blog: Site) -> None:
    kept = Submission(post="un-film-de-ce-site", parent="1", name="Zoé <b>", message="</textarea><script>")
    page = reject(demo_blog, kept)
    assert page["lang"] == "fr"
    assert page.select_one("header.site-header a.site-name")
    assert page.select_one("main form#answer")
    heading = "Votre commentaire n’a pas été envoyé"
    assert [tag.text for tag in page.select("title, h1")] == [f"{heading} – Démonstration", heading]
    assert page.select_one("link[rel=stylesheet]")["href"] == "/theme/style.css"
    assert page.select_one("meta[name=robots]")["content"] == "noindex"
    assert not page.select("[style], style, script")


def test_server_on_another_host_may_load_the_style_of_the_site() -> None:
    page = reject(load_site(ROOT / "tests/demo/democonf.py"), None)
    policy = page.select_one('meta[http-equiv="Content-Security-Policy"]')["content"]
    for directive in ("style-src", "img-src"):
        assert f"{directive} 'self' {SITE}/;" in policy
    assert page.select_one("link[rel=stylesheet]")["href"] == f"{SITE}/theme/style.css"
