from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from pelican.plugins.comments.importing.wordpress.wxr import open_export
from pelican.settings import read_settings
from pelican_blog.importing.addresses import find_roots
from pelican_blog.importing.earlier import Kept
from pelican_blog.importing.options import Choice, Options
from pelican_blog.importing.places import Occupied, Place, Plan
from pelican_blog.importing.placing import plan_places
from pelican_blog.importing.survey import survey_export

from tests.command.importing.exports import item, post, write

SETTINGS = read_settings(str(Path(__file__).parents[3] / "siteconf.py"))
ROOTS = find_roots(["https://old.example.org"], [])
FREE = Occupied(slugs={}, outputs={}, files=(), has_posts=False)


def plan(folder: Path, *items: str, taken: Occupied = FREE, **options: Choice) -> Plan:
    export = open_export([write(folder / "a.xml", *items)])
    survey = survey_export(export, lambda: None)
    return plan_places(
        survey,
        roots=ROOTS,
        options=Options(exports=(), **options),
        settings=SETTINGS,
        zone=ZoneInfo("Europe/Paris"),
        taken=taken,
    )


def place(folder: Path, *items: str, taken: Occupied = FREE) -> Place:
    (found,) = plan(folder, *items, taken=taken).places
    return found


def test_usual_post(tmp_path: Path) -> None:
    found = place(tmp_path, post(1, "ma-soupe"))
    assert (found.file, found.slug, found.url) == (
        "posts/2011/ma-soupe.md",
        "ma-soupe",
        "2011/11/29/ma-soupe/",
    )
    assert found.is_regular
    assert not found.moved


@pytest.mark.parametrize(
    ("link", "url", "save_as"),
    [
        ("https://old.example.org/archives/12", "archives/12/", "archives/12/index.html"),
        ("https://old.example.org/2011/11/soupe.html", "2011/11/soupe.html", "2011/11/soupe.html"),
        ("https://old.example.org//autre/nom/", "autre/nom/", "autre/nom/index.html"),
        ("https://old.example.org/%E5%BC%80/", "开/", "开/index.html"),
        ("https://old.example.org/?p=12", "2011/11/29/le-titre/", "2011/11/29/le-titre/index.html"),
        ("https://elsewhere.example/2011/x/", "2011/11/29/le-titre/", "2011/11/29/le-titre/index.html"),
        ("https://old.example.org/a/../../etc/", "2011/11/29/le-titre/", "2011/11/29/le-titre/index.html"),
        ("", "2011/11/29/le-titre/", "2011/11/29/le-titre/index.html"),
    ],
)
def test_address_is_the_old_one(tmp_path: Path, link: str, url: str, save_as: str) -> None:
    found = place(tmp_path, item(link=link))
    assert (found.url, found.save_as) == (url, save_as)


@pytest.mark.parametrize(
    ("fields", "slug"),
    [
        ({"post_name": "%e5%bc%80%e5%a7%8b"}, "开始"),
        ({"post_name": "", "title": "L’été à Paris"}, "lete-a-paris"),
        ({"post_name": "", "title": "", "content": "Dix mots."}, "dix-mots"),
        ({"post_name": "", "title": "", "content": ""}, "post-7"),
        ({"post_name": "../../etc/passwd"}, "etc-passwd"),
        ({"post_name": "a; rm -rf ~"}, "a-rm-rf"),
        ({"post_name": "$(reboot)"}, "reboot"),
        ({"post_name": "a\\b"}, "ab"),
        ({"post_name": "..."}, "le-titre"),
        ({"post_name": "x" * 300}, "x" * 80),
    ],
)
def test_slug(tmp_path: Path, fields: dict[str, str], slug: str) -> None:
    assert place(tmp_path, item(7, **fields)).slug == slug


def test_same_slugs(tmp_path: Path) -> None:
    mother = item(1, post_type="page", post_name="recettes", link="https://old.example.org/recettes/")
    child = item(
        2,
        post_type="page",
        post_name="soupe",
        post_parent="1",
        link="https://old.example.org/recettes/soupe/",
    )
    same = post(3, "soupe")
    draft = item(4, post_name="Soupe", status="draft", link="https://old.example.org/?p=4")
    found = plan(tmp_path, draft, mother, child, same).places
    assert [(one.slug, one.file, one.url) for one in found] == [
        ("Soupe-3", "posts/2011/Soupe-3.md", "2011/11/29/Soupe-3/"),
        ("recettes", "pages/recettes.md", "recettes/"),
        ("soupe", "pages/recettes/soupe.md", "recettes/soupe/"),
        ("soupe-2", "posts/2011/soupe-2.md", "2011/11/29/soupe/"),
    ]


def test_circle_of_pages(tmp_path: Path) -> None:
    pages = [
        item(1, post_type="page", post_name="a", post_parent="2", link="https://old.example.org/b/a/"),
        item(2, post_type="page", post_name="b", post_parent="1", link="https://old.example.org/a/b/"),
        item(3, post_type="page", post_name="c", post_parent="3", link="https://old.example.org/c/"),
    ]
    assert [one.file for one in plan(tmp_path, *pages).places] == [
        "pages/b/a.md",
        "pages/a/b.md",
        "pages/c.md",
    ]


def test_what_the_blog_has(tmp_path: Path) -> None:
    taken = Occupied(
        slugs={"a-propos": "pages/a-propos.md"},
        outputs={"a-propos/index.html": "pages/a-propos.md", "archives/index.html": "a list"},
        files=("pages/a-propos.md",),
        has_posts=True,
    )
    pages = [
        item(number, post_type="page", post_name=slug, link=f"https://old.example.org/{slug}/")
        for number, slug in enumerate(("A-Propos", "archives"))
    ]
    about, archives = plan(tmp_path, *pages, taken=taken).places
    assert (about.slug, about.file, about.url, about.moved) == (
        "A-Propos-2",
        "pages/A-Propos-2.md",
        "A-Propos-2/",
        True,
    )
    assert (archives.slug, archives.url, archives.moved) == ("archives", "archives-2/", True)


def test_file_in_the_way_of_a_folder(tmp_path: Path) -> None:
    file = item(1, post_name="a", link="https://old.example.org/a.html")
    below = item(2, post_name="b", link="https://old.example.org/a.html/b/")
    assert [one.url for one in plan(tmp_path, file, below).places] == ["a.html", "2011/11/29/b/"]


@pytest.mark.parametrize(("has_posts", "sets"), [(False, True), (True, False)])
def test_pattern(tmp_path: Path, *, has_posts: bool, sets: bool) -> None:
    posts = [
        post(number, f"a{number}", link=f"https://old.example.org/2011/11/a{number}/") for number in range(3)
    ]
    taken = Occupied(slugs={}, outputs={}, files=(), has_posts=has_posts)
    made = plan(tmp_path, *posts, taken=taken)
    assert (made.pattern, made.sets_pattern) == ("{date:%Y}/{date:%m}/{slug}/", sets)
    assert [one.url for one in made.places] == ["2011/11/a0/", "2011/11/a1/", "2011/11/a2/"]
    assert all(one.is_regular is sets for one in made.places)


@pytest.mark.parametrize(
    ("fields", "fate"),
    [
        ({}, "PUBLISHED"),
        ({"status": "draft"}, "DRAFT"),
        ({"status": "pending"}, "DRAFT"),
        ({"status": "future"}, "DRAFT"),
        ({"status": "a-plugins-own"}, "DRAFT"),
        ({"status": ""}, "DRAFT"),
        ({"status": "private"}, "ASIDE"),
        ({"post_password": "x"}, "ASIDE"),
        ({"status": "draft", "post_password": "x"}, "ASIDE"),
        ({"status": "trash"}, "DROPPED"),
        ({"status": "auto-draft"}, "DROPPED"),
        ({"post_type": "nav_menu_item"}, "FOREIGN"),
        ({"post_type": "wpcf7_contact_form"}, "FOREIGN"),
        ({"post_type": "attachment", "status": "inherit"}, "MEDIUM"),
    ],
)
def test_fate(tmp_path: Path, fields: dict[str, str], fate: str) -> None:
    ((_, found),) = plan(tmp_path, item(**fields)).fates
    assert found.name == fate


@pytest.mark.parametrize(
    ("option", "fields"),
    [("drafts", {"status": "draft"}), ("pending", {"status": "pending"}), ("private", {"status": "private"})],
)
def test_left_out_on_request(tmp_path: Path, option: str, fields: dict[str, str]) -> None:
    ((_, found),) = plan(tmp_path, item(**fields), **{option: Choice.SKIP}).fates
    assert found.name == "SKIPPED"


def test_order_does_not_matter(tmp_path: Path) -> None:
    posts = [post(1, "a"), post(2, "b"), post(3, "a-2")]
    first = {one.entry.id: one.file for one in plan(tmp_path, *posts).places}
    assert first == {one.entry.id: one.file for one in plan(tmp_path, *reversed(posts)).places}


def test_what_an_earlier_import_decided_stays(tmp_path: Path) -> None:
    kept = {"post:1": Kept(slug="soupe", file="posts/soupe.md")}
    taken = replace(FREE, kept=kept, kept_aside={"post:3": Kept(slug="secret", file="posts/2010/secret.md")})
    first, second, third, fourth = plan(
        tmp_path,
        post(1, "potage"),
        post(2, "soupe"),
        post(3, "x", status="private"),
        post(4, "aux"),
        taken=taken,
    ).places
    assert (first.slug, first.file, first.url) == ("soupe", "posts/soupe.md", "2011/11/29/potage/")
    assert (second.slug, second.url) == ("soupe-2", "2011/11/29/soupe/")
    assert (third.slug, third.file) == ("secret", "posts/2010/secret.md")
    assert (fourth.slug, fourth.url) == ("aux-2", "2011/11/29/aux/")  # Windows has no file named aux.md
