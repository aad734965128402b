"""New posts and pages: what is written, what is refused, and in which words."""

import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from pelican_blog.blog import Blog, find_text, load_blog
from pelican_blog.errors import WritingError
from pelican_blog.writing.texts import Plan, add_to_header, format_menu_item, plan_page, plan_post, read_text

from .conftest import POST, SaveText

NOW = datetime(2026, 3, 9, 7, 5)  # noqa: DTZ001  # where the blog is

MakePlan = Callable[[str, str, Blog], Plan]


def make_post(title: str, slug: str, blog: Blog) -> Plan:
    return plan_post(title, slug, NOW, blog)


def test_post_is_a_header_to_fill_in_and_no_text(blog: Blog) -> None:
    plan = make_post("Crème\n brûlée : l’essai \u202e", "", blog)
    plan.write()
    assert plan.path == blog.content / "posts/2026/creme-brulee-lessai.md"
    assert plan.path.read_text(encoding="utf-8") == (
        "Title: Crème brûlée : l’essai\nDate: 2026-03-09 07:05\nSlug: creme-brulee-lessai\n"
        "Category:\nTags:\n\n"
    )


def test_report_names_file_address_and_next_step(blog: Blog) -> None:
    assert make_post("Un pain", "", blog).report(blog) == [
        "Wrote content/posts/2026/un-pain.md",
        "Its address will be /2026/03/09/un-pain/",
        "Write its text below the header; to see it: make devserver, http://localhost:8000/2026/03/09/un-pain/",
    ]


def test_page_is_a_header_without_a_date(blog: Blog) -> None:
    plan = plan_page('Mes "livres"', "", blog)
    plan.write()
    assert plan.path == blog.content / "pages/mes-livres.md"
    assert plan.path.read_text() == 'Title: Mes "livres"\nSlug: mes-livres\n\n'
    assert plan.report(blog)[1] == "Its address will be /mes-livres/"
    assert format_menu_item(plan) == r'("Mes \"livres\"", "mes-livres/")'


@pytest.mark.parametrize("make_plan", [make_post, plan_page])
@pytest.mark.parametrize("title", ["", "  ", "\n", "\u202e\u200b"])
def test_missing_title_is_asked_for(blog: Blog, make_plan: MakePlan, title: str) -> None:
    with pytest.raises(WritingError, match=r"title is missing. .* make (new|page) TITLE="):
        make_plan(title, "", blog)


@pytest.mark.parametrize("make_plan", [make_post, plan_page])
@pytest.mark.parametrize(("title", "slug"), [("😀", ""), ("Bon", "!!!")])
def test_title_that_makes_no_address_asks_for_a_slug(
    blog: Blog, make_plan: MakePlan, title: str, slug: str
) -> None:
    with pytest.raises(WritingError, match=re.escape(slug or title) + ".* SLUG=my-title"):
        make_plan(title, slug, blog)


@pytest.mark.parametrize("make_plan", [make_post, plan_page])
def test_slug_of_ones_own_takes_the_place_of_the_title(blog: Blog, make_plan: MakePlan) -> None:
    plan = make_plan("😀", "Mon Sourire", blog)
    assert plan.path.name == "mon-sourire.md"
    assert ("Slug", "mon-sourire") in plan.lines


@pytest.mark.parametrize("make_plan", [make_post, plan_page])
@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("posts/1999/x.md", "Title: Autre\nSlug: un-pain\n"),
        ("posts/un/deux/x.markdown", "\ufeffTitle: Un pain\r\nStatus: draft\r\n\r\n"),
        ("pages/x.en.md", "Title: Bread\nslug: un-pain\nLang: en\n"),
        ("pages/x.md", b"Slug: un-pain\nTitle: caf\xe9\n"),
    ],
)
def test_text_of_the_same_slug_is_named(
    blog: Blog, save_text: SaveText, make_plan: MakePlan, name: str, text: str | bytes
) -> None:
    save_text(name, text)
    with pytest.raises(WritingError, match=f"content/{name} is there already.* SLUG=another-one"):
        make_plan("Un pain", "", blog)


@pytest.mark.parametrize(
    ("make_plan", "name"), [(make_post, "posts/2026/un-pain.md"), (plan_page, "pages/un-pain.md")]
)
def test_file_of_the_same_name_is_named_whatever_its_slug(
    blog: Blog, save_text: SaveText, make_plan: MakePlan, name: str
) -> None:
    save_text(name, "Title: Autre\nSlug: autre\n")
    with pytest.raises(WritingError, match=f"content/{name} is there already"):
        make_plan("Un pain", "", blog)


def test_file_that_came_in_between_is_not_overwritten(blog: Blog, save_text: SaveText) -> None:
    plan = make_post("Un pain", "", blog)
    path = save_text("posts/2026/un-pain.md", "Title: Ailleurs\n")
    with pytest.raises(FileExistsError):
        plan.write()
    assert path.read_text() == "Title: Ailleurs\n"
    assert list(path.parent.iterdir()) == [path]


def test_link_that_leads_nowhere_is_not_followed(blog: Blog, tmp_path: Path) -> None:
    path = blog.posts / "2026" / "un-pain.md"
    path.parent.mkdir()
    path.symlink_to(tmp_path / "elsewhere.md")
    with pytest.raises(WritingError, match="is there already"):
        make_post("Un pain", "", blog)


@pytest.mark.parametrize(
    ("title", "setting"),
    [
        ("2024", "ARTICLE_"),
        ("Archives", "ARCHIVES_"),
        ("Tag", "TAG_"),
        ("Category", "CATEGORY_"),
        ("Drafts", "DRAFT_"),
        ("Recherche", "SEARCH_"),
        ("Feeds", "FEED_"),
        ("Page", "PAGINATION_"),
        ("Images", "STATIC_PATHS"),
        ("Extra", "EXTRA_PATH_METADATA"),
        ("Theme", "THEME_STATIC_DIR"),
        ("Commentaires", "COMMENTS"),
        ("Pagefind", "PAGEFIND"),
    ],
)
def test_page_cannot_lie_where_the_site_has_something(tmp_path: Path, title: str, setting: str) -> None:
    """The settings are those of a blog that has everything; none of these words is known to the command."""
    (tmp_path / "pelicanconf.py").write_text("""\
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
""")
    blog = load_blog(tmp_path / "pelicanconf.py")
    with pytest.raises(WritingError, match=rf"the site itself uses .*{setting}.* SLUG=another-one"):
        plan_page(title, "", blog)
    assert plan_page(f"{title} et plus", "", blog).address.endswith("-et-plus/")


@pytest.mark.parametrize("ending", ["/", ".html"])
def test_post_cannot_lie_where_the_site_has_something(tmp_path: Path, ending: str) -> None:
    """As on blogs whose posts are at the root."""
    (tmp_path / "pelicanconf.py").write_text(f"""\
PATH, PAGE_PATHS, ARTICLE_PATHS = ".", ["pages"], ["posts"]
ARTICLE_URL = ARTICLE_SAVE_AS = "{{slug}}{ending}"
ARCHIVES_URL = "archives{ending}"
""")
    blog = load_blog(tmp_path / "pelicanconf.py")
    with pytest.raises(WritingError, match=r"ARCHIVES_URL.* make new TITLE=Archives SLUG=another-one"):
        make_post("Archives", "", blog)
    assert make_post("Archives", "autres", blog).address == f"autres{ending}"


def test_settings_that_are_missing_or_refuse_are_named(tmp_path: Path) -> None:
    path = tmp_path / "pelicanconf.py"
    with pytest.raises(WritingError, match=r"no such file. Run this in the folder"):
        load_blog(path)
    path.write_text("raise SystemExit('pelicanconf.py: no name; say one.')")
    with pytest.raises(WritingError, match="no name; say one"):
        load_blog(path)
    path.write_text("1 / 0")
    with pytest.raises(
        WritingError, match=r"pelicanconf.py:1: ZeroDivisionError: division by zero; correct that line"
    ):
        load_blog(path)


@pytest.mark.parametrize(
    "name",
    [
        "lessai",
        "content/posts/2025/lessai.md",
        "posts/2025/lessai.md",
        "/2025/02/03/lessai/",
        "http://localhost:8000/2025/02/03/lessai/",
    ],
)
def test_text_is_found_by_slug_path_and_address(blog: Blog, name: str) -> None:
    assert find_text(name, blog) == blog.content / "posts/2025/lessai.md"


def test_page_without_a_slug_is_found_by_the_one_that_pelican_gives_it(blog: Blog) -> None:
    assert find_text("a-propos", blog) == blog.pages / "a-propos.md"


@pytest.mark.parametrize(
    "name", ["nothing", "content", "pelicanconf.py", "../pelicanconf.py", "comments/1.md", "/"]
)
def test_text_that_is_not_there_is_refused_with_an_example(
    blog: Blog, save_text: SaveText, name: str
) -> None:
    save_text("comments/1.md", "author: Jeanne\n\nBonjour")
    with pytest.raises(WritingError, match=r"no text has this slug.* such as POST=content/p\w+/"):
        find_text(name, blog)


def test_text_in_two_languages_asks_for_its_path(blog: Blog, save_text: SaveText) -> None:
    save_text("posts/2025/lessai.en.md", "Title: The try\nSlug: lessai\nLang: en\n")
    with pytest.raises(WritingError, match="several files") as caught:
        find_text("lessai", blog)
    assert str(caught.value).splitlines()[1:] == [
        "  POST=content/posts/2025/lessai.en.md",
        "  POST=content/posts/2025/lessai.md",
    ]
    assert find_text("content/posts/2025/lessai.en.md", blog).name == "lessai.en.md"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (b"Title: caf\xe9\n", "is not in UTF-8. Save it"),
        ("Some words.\n", "does not begin with a header. Begin it"),
        ("Title: T\nvideo: https://vimeo.com/1\n", "has a line `Video: https://vimeo.com/1` already"),
        ("Title: T\nVideo:\n", "has a line `Video: ` already"),
        ("Title: T\nVideo_date: 2015-11-20\n", "has a line `Video_date: 2015-11-20` already"),
    ],
)
def test_text_that_a_video_cannot_be_added_to_is_left_alone(
    blog: Blog, save_text: SaveText, text: str | bytes, problem: str
) -> None:
    path = save_text("posts/x.md", text)
    before = path.read_bytes()
    with pytest.raises(WritingError, match=f"^content/posts/x.md {problem}"):
        add_to_header(path, [("Video", "https://vimeo.com/2")], blog)
    assert path.read_bytes() == before


def test_lines_are_added_in_place(blog: Blog, save_text: SaveText) -> None:
    path = save_text("posts/x.md", POST.replace("\n", "\r\n"))
    add_to_header(path, [("Video", "https://vimeo.com/2")], blog)
    expected = POST.replace("lessai\n", "lessai\nVideo: https://vimeo.com/2\n").replace("\n", "\r\n")
    assert path.read_bytes().decode() == expected
    assert list(path.parent.glob(".*")) == []
    with pytest.raises(WritingError):
        read_text(path, blog)
