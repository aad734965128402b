"""New posts and pages: what is written, and what is refused."""

import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from pelican_blog.blog import Blog, find_text, load_blog
from pelican_blog.errors import WritingError
from pelican_blog.writing.texts import Plan, add_to_header, format_menu_item, plan_page, plan_post

from .conftest import POST, SaveText

NOW = datetime(2026, 3, 9, 7, 5)  # noqa: DTZ001  # in the blog's time zone
TAKEN = {
    "posts/1999/x.md": "Title: Autre\nSlug: un-pain\n",
    "posts/un/deux/x.markdown": "\ufeffTitle: Un pain\r\nStatus: draft\r\n\r\n",
    "pages/x.en.md": "Title: Bread\nslug: un-pain\nLang: en\n",
    "pages/x.md": b"Slug: un-pain\nTitle: caf\xe9\n",
}
USED = """\
2024 ARTICLE_ Archives ARCHIVES_ Tag TAG_ Category CATEGORY_ Drafts DRAFT_ Recherche SEARCH_ Feeds FEED_
Page PAGINATION_ Images STATIC_PATHS Extra EXTRA_PATH_METADATA Theme THEME_STATIC_DIR Commentaires COMMENTS
Pagefind PAGEFIND"""
"""Words that only the settings of a blog that has everything make addresses of, each with its setting."""
EVERYTHING = """\
PATH, PAGE_PATHS, ARTICLE_PATHS = ".", ["pages"], ["posts"]
ARTICLE_URL = ARTICLE_SAVE_AS = "{date:%Y}/{slug}/"
PAGE_URL = PAGE_SAVE_AS = "{slug}/"
ARCHIVES_URL = "archives/"
SEARCH_SAVE_AS = "recherche/index.html"
STATIC_PATHS = ["images"]
EXTRA_PATH_METADATA = {"extra/icon": {"path": "icon"}}
FEED_ALL_ATOM = None
COMMENTS = {"endpoint": "/commentaires"}
PAGINATION_PATTERNS = [(1, "{url}", "{save_as}"), (2, "{base_name}/page/{number}/", "{base_name}/x")]
"""
AT_THE_ROOT = """\
PATH, PAGE_PATHS, ARTICLE_PATHS = ".", ["pages"], ["posts"]
ARTICLE_URL = ARTICLE_SAVE_AS = "{{slug}}{0}"
ARCHIVES_URL = "archives{0}"
"""

MakePlan = Callable[[str, str, Blog], Plan]


def make_post(title: str, slug: str, blog: Blog) -> Plan:
    return plan_post(title, slug, NOW, blog)


BOTH = pytest.mark.parametrize(("make_plan", "folder"), [(make_post, "posts/2026"), (plan_page, "pages")])


def test_post_and_page_are_headers_to_fill_in(blog: Blog) -> None:
    post = make_post("Crème\n brûlée : l’essai \u202e", "", blog)
    post.write()
    assert post.path == blog.content / "posts/2026/creme-brulee-lessai.md"
    assert post.path.read_text(encoding="utf-8") == (
        "Title: Crème brûlée : l’essai\nDate: 2026-03-09 07:05\nSlug: creme-brulee-lessai\n"
        "Category:\nTags:\n\n"
    )
    page = plan_page('Mes "livres"', "", blog)
    page.write()
    assert page.path.read_text() == 'Title: Mes "livres"\nSlug: mes-livres\n\n'
    assert format_menu_item(page) == r'("Mes \"livres\"", "mes-livres/")'
    assert page.report(blog)[:2] == ["Wrote content/pages/mes-livres.md", "Its address will be /mes-livres/"]
    assert make_post("Un pain", "", blog).report(blog)[1:] == [
        "Its address will be /2026/03/09/un-pain/",
        "Write below the header; to see the result: make devserver, http://localhost:8000/2026/03/09/un-pain/",
    ]


@BOTH
def test_title_and_slug_have_to_make_an_address(blog: Blog, make_plan: MakePlan, folder: str) -> None:
    for title in ("", "  ", "\n", "\u202e\u200b"):
        with pytest.raises(WritingError, match=r"title is missing; .* make (new|page) TITLE="):
            make_plan(title, "", blog)
    for title, slug in (("😀", ""), ("Bon", "!!!")):
        with pytest.raises(WritingError, match=re.escape(slug or title) + ".* SLUG=my-title"):
            make_plan(title, slug, blog)
    plan = make_plan("😀", "Mon Sourire", blog)
    assert plan.path == blog.content / folder / "mon-sourire.md"
    assert ("Slug", "mon-sourire") in plan.lines


@BOTH
def test_existing_text_is_named_rather_than_replaced(
    blog: Blog, save_text: SaveText, make_plan: MakePlan, folder: str
) -> None:
    """One with the same slug, or a file with the same name, even a dangling link."""
    name = f"{folder}/un-pain.md"
    for taken, text in (*TAKEN.items(), (name, "Title: Autre\nSlug: autre\n")):
        path = save_text(taken, text)
        with pytest.raises(WritingError, match=f"content/{taken} already exists.* SLUG=another-one"):
            make_plan("Un pain", "", blog)
        path.unlink()
    (blog.content / name).symlink_to("nowhere.md")
    with pytest.raises(WritingError, match="already exists"):
        make_plan("Un pain", "", blog)
    (blog.content / name).unlink()
    plan = make_plan("Un pain", "", blog)
    path = save_text(name, "Title: Ailleurs\n")  # by someone who was faster
    others = set(path.parent.iterdir())
    with pytest.raises(FileExistsError):
        plan.write()
    assert path.read_text() == "Title: Ailleurs\n"
    assert set(path.parent.iterdir()) == others


def test_address_that_the_site_uses_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "pelicanconf.py"
    path.write_text(EVERYTHING)
    blog = load_blog(path)
    words = USED.split()
    for title, setting in zip(words[::2], words[1::2], strict=True):
        with pytest.raises(WritingError, match=rf"the site itself uses .*{setting}.* SLUG=another-one"):
            plan_page(title, "", blog)
        assert plan_page(f"{title} et plus", "", blog).address.endswith("-et-plus/")
    for ending in ("/", ".html"):
        path.write_text(AT_THE_ROOT.format(ending))
        blog = load_blog(path)
        with pytest.raises(WritingError, match=r"ARCHIVES_URL.* make new TITLE=Archives SLUG=another-one"):
            make_post("Archives", "", blog)
        assert make_post("Archives", "autres", blog).address == f"autres{ending}"


def test_settings_that_are_missing_or_broken_are_named(tmp_path: Path) -> None:
    path = tmp_path / "pelicanconf.py"
    with pytest.raises(WritingError, match=r"pelicanconf\.py: .*folder of the blog"):
        load_blog(path)
    for text, problem in (
        ("raise SystemExit('say a name')", "^say a name$"),
        ("1 / 0", "py:1: ZeroDivisionError"),
    ):
        path.write_text(text)
        with pytest.raises(WritingError, match=problem):
            load_blog(path)


def test_text_is_found_by_slug_path_and_address(blog: Blog, save_text: SaveText) -> None:
    path, address = "posts/2025/lessai.md", "/2025/02/03/lessai/"
    for name in ("lessai", path, f"content/{path}", address, f"http://localhost:8000{address}"):
        assert find_text(name, blog) == blog.content / path
    assert find_text("a-propos", blog) == blog.pages / "a-propos.md"  # by the slug that Pelican gives it
    save_text("comments/1.md", "author: Jeanne\n\nBonjour")
    for name in ("nothing", "content", "pelicanconf.py", "../pelicanconf.py", "comments/1.md", "/"):
        with pytest.raises(WritingError, match=r"POST=content/p\w+/"):
            find_text(name, blog)
    save_text("posts/2025/lessai.en.md", "Title: The try\nSlug: lessai\nLang: en\n")
    with pytest.raises(WritingError) as caught:
        find_text("lessai", blog)
    both = ["  POST=content/posts/2025/lessai.en.md", f"  POST=content/{path}"]
    assert str(caught.value).splitlines()[1:] == both
    assert find_text("content/posts/2025/lessai.en.md", blog).name == "lessai.en.md"


def test_lines_are_added_to_a_header_and_nothing_else_changes(blog: Blog, save_text: SaveText) -> None:
    path = save_text("posts/x.md", POST.replace("\n", "\r\n"))
    line = ("Video", "https://vimeo.com/2")
    add_to_header(path, [line], blog)
    expected = POST.replace("lessai\n", "lessai\nVideo: https://vimeo.com/2\n").replace("\n", "\r\n")
    assert path.read_bytes().decode() == expected
    assert list(path.parent.glob(".*")) == []
    for text, problem in (
        (b"Title: caf\xe9\n", "is not UTF-8; save it"),
        ("Some words.\n", "does not start with a header; add"),
        ("Title: T\nvideo: https://vimeo.com/1\n", "already has a line `Video: https://vimeo.com/1`"),
        ("Title: T\nVideo:\n", "already has a line `Video: `"),
        ("Title: T\nVideo_date: 2015-11-20\n", "already has a line `Video_date: 2015-11-20`"),
    ):
        before = save_text("posts/x.md", text).read_bytes()
        with pytest.raises(WritingError, match=f"^content/posts/x.md: {problem}"):
            add_to_header(path, [line], blog)
        assert path.read_bytes() == before
