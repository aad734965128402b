from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from pelican.plugins.comments.importing.wordpress.wxr import open_export
from pelican_blog.importing.aliases import assign_aliases
from pelican_blog.importing.links import Library, list_targets
from pelican_blog.importing.options import Options
from pelican_blog.importing.placing import plan_places
from pelican_blog.importing.redirects import format_redirects
from pelican_blog.importing.survey import survey_export

from tests.command.importing.exports import category, item, post, write
from tests.command.importing.test_placing import FREE, ROOTS, SETTINGS
from tests.command.importing.test_placing import plan as make_plan

OLD = "https://old.example.org"
ITEMS = [
    post(1, "soupe", meta={"_wp_old_slug": "potage"}),
    item(2, post_type="page", post_name="a-propos", link=f"{OLD}/a-propos/"),
    post(3, "secret", status="private"),
    item(
        9,
        post_type="attachment",
        status="inherit",
        post_parent="1",
        link=f"{OLD}/2011/11/29/soupe/photo/",
        attachment_url=f"{OLD}/wp-content/uploads/2011/photo (1).jpg",
    ),
    item(
        10,
        post_type="attachment",
        status="inherit",
        link=f"{OLD}/plan/",
        attachment_url=f"{OLD}/wp-content/uploads/2011/plan.pdf",
    ),
]
HERE = {"wp-content/uploads/2011/photo (1).jpg", "wp-content/uploads/2011/plan.pdf"}


@pytest.fixture
def library(tmp_path: Path) -> Library:
    export = open_export([write(tmp_path / "a.xml", *ITEMS, channel=category("soupes", "Soupes"))])
    survey = survey_export(export, lambda: None)
    plan = plan_places(
        survey,
        roots=ROOTS,
        options=Options(exports=()),
        settings=SETTINGS,
        zone=ZoneInfo("Europe/Paris"),
        taken=FREE,
    )
    return Library(
        survey=survey,
        roots=ROOTS,
        targets=list_targets(plan.places, survey, ROOTS),
        name="a text",
        is_there=HERE.__contains__,
        is_public=True,
    )


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (f"{OLD}/2011/11/29/soupe/", "{filename}/posts/2011/soupe.md"),
        (f"{OLD}/2011/11/29/soupe", "{filename}/posts/2011/soupe.md"),
        (
            "http://www.old.example.org/2011/11/29/SOUPE/#comment-5",
            "{filename}/posts/2011/soupe.md#comment-5",
        ),
        ("/2011/11/29/soupe/", "{filename}/posts/2011/soupe.md"),
        (f"{OLD}/?p=1", "{filename}/posts/2011/soupe.md"),
        (f"{OLD}/?page_id=2#x", "{filename}/pages/a-propos.md#x"),
        (f"{OLD}/a-propos/", "{filename}/pages/a-propos.md"),
        (OLD, "{index}"),
        (f"{OLD}/2011/11/29/soupe/photo/", "{static}/wp-content/uploads/2011/photo%20%281%29.jpg"),
        (f"{OLD}/?attachment_id=9", "{static}/wp-content/uploads/2011/photo%20%281%29.jpg"),
        (
            f"{OLD}/wp-content/uploads/2011/photo (1).jpg",
            "{static}/wp-content/uploads/2011/photo%20%281%29.jpg",
        ),
        (f"{OLD}/wp-content/uploads/2011/plan-300x200.pdf", "{static}/wp-content/uploads/2011/plan.pdf"),
        (f"{OLD}/wp-content/uploads/2011/gone.jpg", f"{OLD}/wp-content/uploads/2011/gone.jpg"),
        (f"{OLD}/2011/11/29/secret/", f"{OLD}/2011/11/29/secret/"),
        (f"{OLD}/?s=soupe", f"{OLD}/?s=soupe"),
        (f"{OLD}/2012/", f"{OLD}/2012/"),
        ("https://elsewhere.example/2011/11/29/soupe/", "https://elsewhere.example/2011/11/29/soupe/"),
        ("#note", "#note"),
        ("http://[x", "http://[x"),
    ],
)
def test_address_in_a_text(library: Library, url: str, expected: str) -> None:
    assert library.rewrite(url) == expected


def test_files_are_remembered(library: Library) -> None:
    library.rewrite(f"{OLD}/wp-content/uploads/2011/plan-300x200.pdf")
    library.rewrite(f"{OLD}/wp-content/uploads/2011/gone.jpg")
    assert [*library.used] == ["wp-content/uploads/2011/plan.pdf", "wp-content/uploads/2011/gone.jpg"]


def test_link_to_what_is_not_public_is_reported(library: Library) -> None:
    library.rewrite(f"{OLD}/?p=3")
    assert [note.kind for note in library.notes] == ["link-not-public"]


def test_gallery_of_a_post(library: Library, tmp_path: Path) -> None:
    (first, *_) = open_export([tmp_path / "a.xml"]).read_items()
    assert [one.id for one in library.list_children(first)] == [9]


def test_aliases(library: Library) -> None:
    assigned = assign_aliases([*library.targets.by_id.values()])
    assert assigned == {"post:1": ("/?p=1", "/2011/11/29/potage/"), "page:2": ("/?page_id=2",)}


def test_an_alias_belongs_to_one_text(tmp_path: Path) -> None:
    earlier = {"_wp_old_slug": "potage"}
    posts = [
        post(1, "soupe", meta=earlier),
        post(2, "creme", meta=earlier),
        post(3, "pain", meta={"_wp_old_slug": "soupe"}),
    ]
    plan = make_plan(tmp_path, *posts)
    assert assign_aliases(plan.places) == {
        "post:1": ("/?p=1", "/2011/11/29/potage/"),
        "post:2": ("/?p=2",),
        "post:3": ("/?p=3",),
    }


def test_lines_of_redirects() -> None:
    assert format_redirects([("a b/", "é/"), ("blog/", "")]) == "/a%20b/ /é/\n/blog/ /\n"
